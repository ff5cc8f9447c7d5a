"""What moves the traffic between versions in a cluster."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_eks as eks_l1
from aws_cdk import aws_eks_v2 as eks
from aws_cdk import aws_iam as iam
from constructs import Construct
from lightkube.models import meta_v1, rbac_v1

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.eks.manifest import Manifest
from goldenpath.runtimes.eks.pod_identity import pod_role

CHART_VERSION = "2.41.1"  # of Argo Rollouts 1.9.1
NAMESPACE = "argo-rollouts"
_ACCOUNT = "argo-rollouts"
_DESCRIBED = ("TargetGroups", "LoadBalancers", "Listeners", "Rules", "Tags", "TargetHealth")
_CONTROLLERS = 2


class ProgressiveDelivery(Construct):
    """Argo Rollouts, which may read metrics and see whether load balancers do what it asked for.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    cluster
        The cluster.
    ingress_classes
        The ingress classes whose traffic it moves.

    References
    ----------
    https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/alb/
    https://github.com/argoproj/argo-rollouts/pull/4368
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, cluster: eks.ICluster, ingress_classes: Sequence[str]
    ) -> None:
        super().__init__(scope, construct_id)
        identity = eks_l1.CfnPodIdentityAssociation(
            self,
            "Identity",
            cluster_name=cluster.cluster_name,
            namespace=NAMESPACE,
            service_account=_ACCOUNT,
            role_arn=self._role().role_arn,
        )
        chart = eks.HelmChart(
            self,
            "Chart",
            cluster=cluster,
            repository="https://argoproj.github.io/argo-helm",
            chart="argo-rollouts",
            version=CHART_VERSION,
            release=_ACCOUNT,
            namespace=NAMESPACE,
            atomic=True,
            timeout=Duration.minutes(10),
            values=_values(Stack.of(self).region, ingress_classes),
        )
        chart.node.add_dependency(identity)  # a pod gets its identity when it is made
        binding = Manifest(self, "Rights", cluster=cluster, objects=_rights())
        chart.node.add_dependency(binding)

    def _role(self) -> iam.Role:
        role = pod_role(self, "Role", description="Argo Rollouts: reads metrics and load balancers")
        role.add_to_policy(iam.PolicyStatement(actions=["cloudwatch:GetMetricData"], resources=["*"]))
        role.add_to_policy(
            iam.PolicyStatement(
                actions=[f"elasticloadbalancing:Describe{kind}" for kind in _DESCRIBED], resources=["*"]
            )
        )
        acknowledge(
            role,
            {
                "AwsSolutions-IAM5[Resource::*]": "These actions only read, and know no resources.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "What is granted is for this controller alone.",
            },
        )
        return role


def _values(region: str, ingress_classes: Sequence[str]) -> dict[str, object]:
    return {
        "controller": {
            "replicas": _CONTROLLERS,
            "pdb": {"enabled": True, "minAvailable": 1},
            "resources": {
                "requests": {"cpu": "100m", "memory": "128Mi"},
                "limits": {"cpu": "500m", "memory": "256Mi"},
            },
            "extraEnv": [{"name": "AWS_REGION", "value": region}],
            "extraArgs": [
                # A weight counts once the load balancer has it, not when it was asked for.
                "--aws-verify-target-group",
                "--aws-target-group-binding-api-version=eks.amazonaws.com/v1",
                "--alb-tag-key-resource-id=ingress.eks.amazonaws.com/resource",
                *(f"--alb-ingress-classes={name}" for name in ingress_classes),
            ],
        }
    }


def _rights() -> list[rbac_v1.ClusterRole | rbac_v1.ClusterRoleBinding]:
    """Let it see Auto Mode's bindings of target groups; the chart knows those of another controller."""
    name = "argo-rollouts-auto-mode"
    return [
        rbac_v1.ClusterRole(
            apiVersion="rbac.authorization.k8s.io/v1",
            kind="ClusterRole",
            metadata=meta_v1.ObjectMeta(name=name),
            rules=[
                rbac_v1.PolicyRule(
                    apiGroups=["eks.amazonaws.com"],
                    resources=["targetgroupbindings"],
                    verbs=["get", "list", "watch"],
                )
            ],
        ),
        rbac_v1.ClusterRoleBinding(
            apiVersion="rbac.authorization.k8s.io/v1",
            kind="ClusterRoleBinding",
            metadata=meta_v1.ObjectMeta(name=name),
            roleRef=rbac_v1.RoleRef(apiGroup="rbac.authorization.k8s.io", kind="ClusterRole", name=name),
            subjects=[rbac_v1.Subject(kind="ServiceAccount", name=_ACCOUNT, namespace=NAMESPACE)],
        ),
    ]
