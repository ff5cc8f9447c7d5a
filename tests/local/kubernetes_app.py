"""A CDK app with a cluster and what stands in it, made by the CDK's own constructs alone."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_eks_v2 as eks
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3_assets as assets
from aws_cdk.lambda_layer_kubectl_v36 import KubectlV36Layer

from tests.support import context

ACCOUNT, REGION, ZONES = "000000000000", "us-east-1", ["us-east-1a", "us-east-1b"]
NAMESPACE = "shop"
NETWORKING = "networking.k8s.io/v1"


def build(chart: Path, *, replicas: int, extra: bool, mistake: str | None) -> cdk.App:
    """Make the app."""
    zones = {f"availability-zones:account={ACCOUNT}:region={REGION}": ZONES}
    app = cdk.App(context=context() | zones, builtin_cloud_formation_validation=False)
    stage = cdk.Stage(app, "local", env=cdk.Environment(account=ACCOUNT, region=REGION))
    stack = cdk.Stack(stage, "Kubernetes")
    vpc = ec2.Vpc(stack, "Vpc", nat_gateways=0, max_azs=2, restrict_default_security_group=False)
    cluster = eks.Cluster(
        stack,
        "Cluster",
        version=eks.KubernetesVersion.V1_36,
        vpc=vpc,
        vpc_subnets=[ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)],
        kubectl_provider_options=eks.KubectlProviderOptions(kubectl_layer=KubectlV36Layer(stack, "Kubectl")),
        prune=True,
    )
    surround(stack, cluster)
    manifest = cluster.add_manifest("Shop", *objects(vpc, replicas, extra=extra, mistake=mistake))
    address = eks.KubernetesObjectValue(
        stack,
        "Address",
        cluster=cast("eks.ICluster", cluster),
        object_type="ingress",
        object_name="shop",
        object_namespace=NAMESPACE,
        json_path=".status.loadBalancer.ingress[0].hostname",
    )
    address.node.add_dependency(manifest)
    cluster.add_helm_chart(
        "Own", chart_asset=assets.Asset(stack, "Chart", path=str(chart)), release="own", namespace="default"
    )
    cluster.add_helm_chart(
        "Remote", chart="argo-rollouts", repository="https://charts.example.com/argo", release="rollouts"
    )
    for name, value in {"Hostname": address.value, **attributes(cluster)}.items():
        cdk.CfnOutput(stack, name, value=value)
    return app


def surround(stack: cdk.Stack, cluster: eks.Cluster) -> None:
    """Give the cluster who may enter, what is added, and a role for pods."""
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("pods.eks.amazonaws.com"))
    cluster.grant_access(
        "Reader",
        role.role_arn,
        [
            eks.AccessPolicy.from_access_policy_name(
                "AmazonEKSViewPolicy", access_scope_type=eks.AccessScopeType.CLUSTER
            )
        ],
    )
    eks.CfnAddon(stack, "Metrics", cluster_name=cluster.cluster_name, addon_name="metrics-server")
    eks.CfnPodIdentityAssociation(
        stack,
        "PodIdentity",
        cluster_name=cluster.cluster_name,
        namespace=NAMESPACE,
        service_account="shop",
        role_arn=role.role_arn,
    )


def attributes(cluster: eks.Cluster) -> Mapping[str, str]:
    """Name what templates ask of a cluster."""
    return {
        "Endpoint": cluster.cluster_endpoint,
        "Certificate": cluster.cluster_certificate_authority_data,
        "SecurityGroup": cluster.cluster_security_group_id,
        "Issuer": cluster.cluster_open_id_connect_issuer_url,
    }


def objects(vpc: ec2.Vpc, replicas: int, *, extra: bool, mistake: str | None) -> list[dict[str, Any]]:
    """Describe a service behind a load balancer."""
    labels = {"app": "shop"}
    containers = [{"name": "shop", "image": "shop:1", "ports": [{"containerPort": 8080}]}]
    template = {"metadata": {"labels": labels}, "spec": {"containers": containers}}
    spec = {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template}
    parameters = {"apiGroup": "eks.amazonaws.com", "kind": "IngressClassParams", "name": "shop"}
    backend = {"service": {"name": "shop", "port": {"name": "http"}}}
    path = {"path": "/shop/*", "pathType": "ImplementationSpecific", "backend": backend}
    subnets = {"ids": [subnet.subnet_id for subnet in vpc.isolated_subnets]}
    found = [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}},
        named("apps/v1", "Deployment", spec | ({mistake: 1} if mistake else {})),
        named(
            "v1", "Service", {"selector": labels, "ports": [{"name": "http", "port": 80, "targetPort": 8080}]}
        ),
        named(
            "eks.amazonaws.com/v1",
            "IngressClassParams",
            {"group": {"name": "shop"}, "scheme": "internal", "subnets": subnets},
        ),
        named(NETWORKING, "IngressClass", {"controller": "eks.amazonaws.com/alb", "parameters": parameters}),
        named(NETWORKING, "Ingress", {"ingressClassName": "shop", "rules": [{"http": {"paths": [path]}}]}),
    ]
    return [*found, named("v1", "ConfigMap", {})] if extra else found


def named(api_version: str, kind: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """Describe an object with the shop's name."""
    place = {} if kind.startswith("IngressClass") else {"namespace": NAMESPACE}
    given = {"apiVersion": api_version, "kind": kind, "metadata": {"name": "shop", **place}}
    return given | ({"spec": dict(spec)} if spec else {})


def write_chart(folder: Path) -> Path:
    """Write a chart of one object."""
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: own\nversion: 0.1.0\n", encoding="utf-8")
    given = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "own"}, "data": {"red": "1"}}
    (folder / "templates/own.yaml").write_text(json.dumps(given), encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("chart", type=Path)
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--extra", action="store_true")
    parser.add_argument("--mistake")
    given = vars(parser.parse_args())
    app = build(write_chart(given.pop("chart")), **given)
    cdk.RemovalPolicies.of(app).destroy()
    app.synth()


if __name__ == "__main__":
    main()
