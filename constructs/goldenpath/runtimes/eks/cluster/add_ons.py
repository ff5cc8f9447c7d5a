"""What EKS installs into a cluster and keeps up to date."""

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_eks as eks_l1
from aws_cdk import aws_eks_v2 as eks
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.eks.pod_identity import pod_role

_AGENT = "cloudwatch-agent"
_AGENT_POLICY = "CloudWatchAgentServerPolicy"
_OBSERVABILITY = "amazon-cloudwatch-observability"
_SECRETS = "aws-secrets-store-csi-driver-provider"  # pragma: allowlist secret
_METRICS = "metrics-server"


class AddOns(Construct):
    """Observability (logs, Container Insights), secrets as variables, and what the autoscaler measures by.

    EKS chooses the version of each for the cluster's.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    cluster
        The cluster.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
    https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
    """

    def __init__(self, scope: Construct, construct_id: str, *, cluster: eks.ICluster) -> None:
        super().__init__(scope, construct_id)
        self._cluster = cluster
        self._add(
            "Observability",
            _OBSERVABILITY,
            configuration={"containerLogs": {"enabled": True}},
            role=self._agent_role(),
        )
        self._add("Metrics", _METRICS)
        # Variables come from Kubernetes' secrets, which the driver fills while a copy runs.
        self._add(
            "Secrets",
            _SECRETS,
            configuration={"secrets-store-csi-driver": {"syncSecret": {"enabled": True}}},
        )

    def _add(
        self,
        construct_id: str,
        name: str,
        *,
        configuration: Mapping[str, Any] | None = None,
        role: iam.Role | None = None,
    ) -> None:
        identity = eks_l1.CfnAddon.PodIdentityAssociationProperty
        eks_l1.CfnAddon(
            self,
            construct_id,
            addon_name=name,
            cluster_name=self._cluster.cluster_name,
            configuration_values=None if configuration is None else json.dumps(configuration),
            pod_identity_associations=(
                None if role is None else [identity(role_arn=role.role_arn, service_account=_AGENT)]
            ),
            resolve_conflicts="OVERWRITE",
        )

    def _agent_role(self) -> iam.Role:
        role = pod_role(self, "AgentRole", description="The CloudWatch agent of a cluster")
        role.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name(_AGENT_POLICY))
        acknowledge(
            role,
            {
                f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{_AGENT_POLICY}]": (
                    "It is what the agent's own documentation asks for, and follows the agent's needs."
                )
            },
        )
        return role
