"""Who acts for a service on App Runner."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.observability import let_send_traces
from goldenpath.runtimes.image import ServiceImage

_ALONE = "What is granted to this role is for this service alone, and is made and removed with it."


def access_role(scope: Construct, image: ServiceImage) -> iam.Role:
    """Make the role by which App Runner pulls an image, and no other."""
    role = iam.Role(scope, "AccessRole", assumed_by=iam.ServicePrincipal("build.apprunner.amazonaws.com"))
    image.grant_pull(role)
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "ecr:GetAuthorizationToken cannot be limited to a "
            "repository; the right to pull is.",
            "NIST.800.53.R5-IAMNoInlinePolicy": _ALONE,
        },
    )
    return role


def instance_role(scope: Construct) -> iam.Role:
    """Make the role of the service's code."""
    role = iam.Role(scope, "InstanceRole", assumed_by=iam.ServicePrincipal("tasks.apprunner.amazonaws.com"))
    let_send_traces(role)
    acknowledge(role, {"NIST.800.53.R5-IAMNoInlinePolicy": _ALONE})
    return role
