"""The cluster: closed, encrypted, watched, and with what its services need."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import Domain, EksOptions, NatMode, SpecificationError
from tests.constructs.runtimes.eks.conftest import EksShop, objects, one


@pytest.fixture(scope="module")
def template(open_eks: Callable[..., EksShop]) -> assertions.Template:
    shop = open_eks(
        options=EksOptions(access={"platform-team": "cluster-admin", "developers": "view"}),
        domain=Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ"),
    )
    return assertions.Template.from_stack(shop.platform_stack)


def cluster(template: assertions.Template) -> dict[str, Any]:
    (found,) = template.find_resources("AWS::EKS::Cluster").values()
    return dict(found["Properties"])


def test_the_newest_version_runs_in_auto_mode(template: assertions.Template) -> None:
    properties = cluster(template)

    assert properties["Version"] == "1.36"
    assert properties["ComputeConfig"]["Enabled"] is True
    assert properties["ComputeConfig"]["NodePools"] == ["system", "general-purpose"]
    assert properties["StorageConfig"] == {"BlockStorage": {"Enabled": True}}
    assert properties["KubernetesNetworkConfig"]["ElasticLoadBalancing"] == {"Enabled": True}


def test_its_api_is_inside_the_network_only(template: assertions.Template) -> None:
    access = cluster(template)["ResourcesVpcConfig"]

    assert (access["EndpointPrivateAccess"], access["EndpointPublicAccess"]) == (True, False)


def test_ranges_may_reach_its_api_when_named(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks(options=EksOptions(endpoint_cidrs=("192.0.2.0/24",)))
    access = cluster(assertions.Template.from_stack(shop.platform_stack))["ResourcesVpcConfig"]

    assert (access["EndpointPublicAccess"], access["PublicAccessCidrs"]) == (True, ["192.0.2.0/24"])


def test_secrets_and_logs_are_encrypted(template: assertions.Template) -> None:
    properties = cluster(template)

    assert properties["EncryptionConfig"][0]["Resources"] == ["secrets"]
    kinds = {entry["Type"] for entry in properties["Logging"]["ClusterLogging"]["EnabledTypes"]}
    assert kinds == {"api", "audit", "authenticator", "controllerManager", "scheduler"}
    groups = template.find_resources("AWS::Logs::LogGroup").values()
    assert len(groups) >= 8
    assert all("KmsKeyId" in group["Properties"] for group in groups)


def test_only_named_roles_may_enter(template: assertions.Template) -> None:
    entries = [
        (str(entry["Properties"]["PrincipalArn"]), entry["Properties"]["AccessPolicies"][0]["PolicyArn"])
        for entry in template.find_resources("AWS::EKS::AccessEntry").values()
    ]
    named = {
        role: str(policy)
        for principal, policy in entries
        for role in ("platform-team", "developers")
        if role in principal
    }

    assert "AmazonEKSClusterAdminPolicy" in named["platform-team"]
    assert "AmazonEKSViewPolicy" in named["developers"]
    assert len(entries) == 3  # and what applies manifests
    assert cluster(template)["AccessConfig"] == {
        "AuthenticationMode": "API",
        "BootstrapClusterCreatorAdminPermissions": False,
    }


def test_add_ons_bring_logs_metrics_and_secrets(template: assertions.Template) -> None:
    names = {each["Properties"]["AddonName"] for each in template.find_resources("AWS::EKS::Addon").values()}

    assert names == {
        "amazon-cloudwatch-observability",
        "aws-secrets-store-csi-driver-provider",
        "metrics-server",
    }


def test_argo_rollouts_is_pinned_and_knows_auto_mode(template: assertions.Template) -> None:
    (chart,) = template.find_resources("Custom::AWSCDK-EKS-HelmChart").values()
    properties = chart["Properties"]

    assert (properties["Chart"], properties["Version"]) == ("argo-rollouts", "2.41.1")
    for argument in (
        "--aws-verify-target-group",
        "--aws-target-group-binding-api-version=eks.amazonaws.com/v1",
        "--alb-tag-key-resource-id=ingress.eks.amazonaws.com/resource",
        "--alb-ingress-classes=goldenpath-public",
    ):
        assert argument in str(properties["Values"])


def test_the_public_load_balancer_is_guarded(template: assertions.Template) -> None:
    found = objects(template)
    annotations = one(found, "Ingress", "goldenpath-public")["metadata"]["annotations"]
    attributes = {
        each["key"]: each["value"]
        for each in one(found, "IngressClassParams", "goldenpath-public")["spec"]["loadBalancerAttributes"]
    }

    assert annotations["alb.ingress.kubernetes.io/ssl-redirect"] == "443"
    assert annotations["alb.ingress.kubernetes.io/ssl-policy"].startswith("ELBSecurityPolicy-TLS13-1-2-")
    assert "alb.ingress.kubernetes.io/wafv2-acl-arn" in annotations
    assert attributes["deletion_protection.enabled"] == "true"
    assert attributes["access_logs.s3.enabled"] == "true"
    template.resource_count_is("AWS::WAFv2::WebACLAssociation", 0)  # EKS associates it


def test_its_load_balancer_is_described_by_fields_that_auto_mode_knows(template: assertions.Template) -> None:
    known = {"scheme", "namespaceSelector", "group", "ipAddressType", "subnets", "certificateARNs", "tags"}
    parameters = one(objects(template), "IngressClassParams", "goldenpath-public")["spec"]

    assert parameters.keys() <= known | {"loadBalancerAttributes"}  # kubectl refuses any other


def test_network_policies_hold(template: assertions.Template) -> None:
    assert one(objects(template), "ConfigMap", "amazon-vpc-cni")["data"] == {
        "enable-network-policy-controller": "true"
    }


def test_it_needs_the_internet_for_argo_s_images(open_eks: Callable[..., EksShop]) -> None:
    with pytest.raises(ValueError, match="needs a network with NAT"):
        open_eks(nat=NatMode.NONE)


def test_options_say_what_is_allowed() -> None:
    access: Any = {"platform-team": "root"}
    with pytest.raises(SpecificationError) as wrong:
        EksOptions(access=access, endpoint_cidrs=("anywhere",))
    assert "access.platform-team: should be 'view', 'edit', 'admin' or 'cluster-admin', not 'root'" in str(
        wrong.value
    )
    assert "endpoint_cidrs.0: should be an IPv4 range" in str(wrong.value)


@pytest.mark.parametrize("cidr", ["300.1.1.1/32", "192.0.2.1/24", "192.0.2.0/33", "10.0.0.0/8", "192.0.2.7"])
def test_a_range_that_eks_would_refuse_is_refused(cidr: str) -> None:
    with pytest.raises(SpecificationError, match=f"endpoint_cidrs.0: should be an IPv4 range of .*{cidr}"):
        EksOptions(endpoint_cidrs=(cidr,))
