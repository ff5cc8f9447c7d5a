"""Shells in running copies, on the record."""

from typing import cast

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ecs.platform import EcsPlatform


def allow_shells(service: ecs.FargateService, platform: EcsPlatform) -> None:
    """Let people who may open a shell in a service's copies, which the platform encrypts and logs.

    References
    ----------
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-required-iam-permissions
    """
    cast("ecs.CfnService", service.node.default_child).enable_execute_command = True
    role = service.task_definition.task_role
    for statement in _statements(platform):
        role.add_to_principal_policy(statement)
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "Channels of a session, and the list of log groups, are no "
            "resources that a policy could name."
        },
    )


def _statements(platform: EcsPlatform) -> list[iam.PolicyStatement]:
    return [
        iam.PolicyStatement(
            actions=[
                "logs:DescribeLogGroups",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ],
            resources=["*"],
        ),
        iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources=[platform.command_log_group.log_group_arn],
        ),
        iam.PolicyStatement(actions=["kms:Decrypt"], resources=[platform.log_key.key_arn]),
    ]
