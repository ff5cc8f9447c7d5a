"""What CodeDeploy may do to release a service."""

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ecs.release.release import Releasable
from goldenpath.runtimes.ecs.traffic import SharedRoute


class CodeDeployRole(iam.Role):
    """The role with which CodeDeploy starts a service's new version and moves its traffic.

    It has the rights of AWS's own policy for it [1]_, for this service only.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    releasable
        What is released.
    service
        The ECS service.
    route
        The route whose traffic is moved.
    smoke_test_arn
        The function that is asked before.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html
    .. [2] https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        releasable: Releasable,
        service: ecs.FargateService,
        route: SharedRoute,
        smoke_test_arn: str,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            assumed_by=iam.ServicePrincipal("codedeploy.amazonaws.com"),
            inline_policies={
                "Release": iam.PolicyDocument(
                    statements=[
                        _describe(),
                        *_change_service(service),
                        _move_traffic(releasable, route),
                        _start_tasks(releasable),
                        iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[smoke_test_arn]),
                    ]
                )
            },
        )
        acknowledge(
            self,
            {
                "AwsSolutions-IAM5[Resource::*]": "What describes alarms, listeners, rules and target groups "
                "knows no resources, and only reads. Nor does the making of task sets, which a condition "
                "limits to this service.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "The right to release this service is for this role "
                "alone, and is made and removed with it.",
            },
        )


def _describe() -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=[
            "cloudwatch:DescribeAlarms",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTargetGroups",
        ],
        resources=["*"],
    )


def _change_service(service: ecs.FargateService) -> list[iam.PolicyStatement]:
    return [
        iam.PolicyStatement(
            actions=["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
            resources=[service.service_arn],
        ),
        # Making a task set knows no resource that a policy could name [2]_: the service is a condition.
        iam.PolicyStatement(
            actions=["ecs:CreateTaskSet", "ecs:DeleteTaskSet"],
            resources=["*"],
            conditions={"ArnEquals": {"ecs:service": service.service_arn}},
        ),
    ]


def _move_traffic(releasable: Releasable, route: SharedRoute) -> iam.PolicyStatement:
    ingress = releasable.ingress
    return iam.PolicyStatement(
        actions=["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
        resources=[
            ingress.listener.listener_arn,
            ingress.test_listener.listener_arn,
            route.production_rule.listener_rule_arn,
            route.test_rule.listener_rule_arn,
        ],
    )


def _start_tasks(releasable: Releasable) -> iam.PolicyStatement:
    definition = releasable.task.definition
    return iam.PolicyStatement(
        actions=["iam:PassRole"],
        resources=[definition.task_role.role_arn, definition.obtain_execution_role().role_arn],
        conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
    )
