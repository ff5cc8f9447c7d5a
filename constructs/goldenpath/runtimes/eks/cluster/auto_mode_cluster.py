"""An EKS cluster whose nodes, storage and load balancers AWS looks after."""

from collections.abc import Sequence
from typing import cast

from aws_cdk import ArnFormat, CfnElement, Stack
from aws_cdk import aws_eks_v2 as eks
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.network import Network
from goldenpath.runtimes.eks.access_level import access_policy
from goldenpath.runtimes.eks.cluster.findings import accepted_findings
from goldenpath.runtimes.eks.options import EksOptions
from goldenpath.runtimes.naming import unique_name

VERSION = "1.36"
_INSIGHTS = ("application", "dataplane", "host", "performance")


class AutoModeCluster(Construct):
    """A cluster in Auto Mode, with encrypted secrets, logs that are made here, and no public endpoint.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    network
        The network that it stands in.
    log_key
        Key that its logs are encrypted with.
    log_retention
        How long its logs are kept.
    options
        Who may enter, and from where.

    Attributes
    ----------
    cluster
        The cluster.
    name
        Its name.
    container_log_group
        Where the output of containers goes.

    References
    ----------
    https://docs.aws.amazon.com/eks/latest/userguide/automode.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        options: EksOptions,
    ) -> None:
        super().__init__(scope, construct_id)
        self.name = unique_name(self)
        groups = self._log_groups(log_key, log_retention)
        self.container_log_group = groups["application"]
        cluster = eks.Cluster(
            self,
            "Cluster",
            cluster_name=self.name,
            version=eks.KubernetesVersion.of(VERSION),
            vpc=network.vpc,
            vpc_subnets=[network.private_subnets],
            endpoint_access=_endpoint(options.endpoint_cidrs),
            compute=eks.ComputeConfig(node_pools=["system", "general-purpose"]),
            cluster_logging=list(eks.ClusterLoggingTypes),
            secrets_encryption_key=kms.Key(
                self, "SecretsKey", description="Encrypts the secrets of a cluster", enable_key_rotation=True
            ),
            bootstrap_cluster_creator_admin_permissions=False,
            kubectl_provider_options=eks.KubectlProviderOptions(
                kubectl_layer=_kubectl_layer(self),
                private_subnets=network.vpc.select_subnets(subnet_group_name="private").subnets,
            ),
        )
        # EKS would make the log groups itself, without key and retention, if it came first.
        cluster.node.add_dependency(*groups.values())
        for role, level in options.access.items():
            cluster.grant_access(f"Access{role}", _role_arn(self, role), [access_policy(level)])
        self.cluster = cast("eks.ICluster", cluster)
        _look_after_provider(cluster, log_key)

    def _log_groups(self, key: kms.IKey, retention: logs.RetentionDays) -> dict[str, logs.LogGroup]:
        names = {"cluster": f"/aws/eks/{self.name}/cluster"} | {
            kind: f"/aws/containerinsights/{self.name}/{kind}" for kind in _INSIGHTS
        }
        return {
            kind: logs.LogGroup(
                self,
                f"{kind.capitalize()}LogGroup",
                log_group_name=name,
                encryption_key=key,
                retention=retention,
            )
            for kind, name in names.items()
        }


def _look_after_provider(cluster: eks.Cluster, key: kms.IKey) -> None:
    """Give the kubectl provider's logs a key, and accept what rule packs find in it and the cluster."""
    provider = cast("eks.KubectlProvider", cluster.kubectl_provider)
    for child in provider.node.find_all():
        if isinstance(child, logs.CfnLogGroup):
            child.kms_key_id = key.key_arn
    handler = provider.node.find_child("Handler")
    names = [
        Stack.of(cluster).get_logical_id(cast("CfnElement", element))
        for element in (handler.node.default_child, handler.node.find_child("HasEcrPublic"))
    ]
    acknowledge(cluster, dict(accepted_findings(handler=names[0], public_registry=names[1])))


def _endpoint(cidrs: Sequence[str]) -> eks.EndpointAccess:
    if not cidrs:
        return eks.EndpointAccess.PRIVATE
    return eks.EndpointAccess.PUBLIC_AND_PRIVATE.only_from(*cidrs)


def _kubectl_layer(scope: Construct) -> lambda_.ILayerVersion:
    """Bring kubectl and helm along; the layer takes half a second to load, which only EKS should cost."""
    from aws_cdk.lambda_layer_kubectl_v36 import KubectlV36Layer  # noqa: PLC0415

    return cast("lambda_.ILayerVersion", KubectlV36Layer(scope, "Kubectl"))


def _role_arn(scope: Construct, name: str) -> str:
    return Stack.of(scope).format_arn(
        service="iam",
        region="",
        resource="role",
        resource_name=name,
        arn_format=ArnFormat.SLASH_RESOURCE_NAME,
    )
