"""Who acts for a service on Express Mode."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge

_INFRASTRUCTURE = "service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"
TASKS = "ecs-tasks.amazonaws.com"


def infrastructure_role(scope: Construct) -> iam.Role:
    """Make the role by which ECS keeps load balancer, scaling and alarms of a service.

    References
    ----------
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
    """
    role = iam.Role(
        scope,
        "InfrastructureRole",
        assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"),
        managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(_INFRASTRUCTURE)],
    )
    acknowledge(
        role,
        {
            f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{_INFRASTRUCTURE}]": (
                "Express Mode asks for this policy, and AWS keeps it in step with what Express Mode does."
            )
        },
    )
    return role


def execution_role(scope: Construct) -> iam.Role:
    """Make the role that starts copies: it may pull the image, read the secrets and write the log."""
    role = iam.Role(scope, "ExecutionRole", assumed_by=iam.ServicePrincipal(TASKS))
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "ecr:GetAuthorizationToken cannot be limited to a "
            "repository; the right to pull is.",
            "NIST.800.53.R5-IAMNoInlinePolicy": "What is granted to this role is for this service alone, and "
            "is made and removed with it.",
        },
    )
    return role
