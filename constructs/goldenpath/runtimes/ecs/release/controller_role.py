"""What ECS may do to move a service's traffic."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ecs.smoke_test import SmokeTestFunction
from goldenpath.runtimes.ecs.traffic import SharedRoute


class EcsControllerRole(iam.Role):
    """The role with which ECS fills a service's two target groups, tries a version, and moves its traffic.

    It has the rights of AWS's own policy for it [1]_, for this service's target groups and rules only.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    route
        The route whose traffic is moved.
    smoke_test
        What is asked before.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, route: SharedRoute, smoke_test: SmokeTestFunction
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"),
            inline_policies={"Release": _policy(route, smoke_test)},
        )
        acknowledge(
            self,
            {
                "AwsSolutions-IAM5[Resource::*]": "What describes listeners, rules and target groups knows "
                "no resources; it only reads.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "The right to move this service's traffic is for this "
                "role alone, and is made and removed with it.",
            },
        )


def _policy(route: SharedRoute, smoke_test: SmokeTestFunction) -> iam.PolicyDocument:
    return iam.PolicyDocument(
        statements=[
            iam.PolicyStatement(
                actions=[
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTargetGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                ],
                resources=["*"],
            ),
            iam.PolicyStatement(
                actions=["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
                resources=[route.blue.target_group_arn, route.green.target_group_arn],
            ),
            iam.PolicyStatement(
                actions=["elasticloadbalancing:ModifyRule"],
                resources=[route.production_rule.listener_rule_arn, route.test_rule.listener_rule_arn],
            ),
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"], resources=[smoke_test.function.function_arn]
            ),
        ]
    )
