"""Who acts for a service on App Runner."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.image import ServiceImage


def access_role(scope: Construct, image: ServiceImage) -> iam.Role:
    """Make the role by which App Runner pulls an image, and no other."""
    role = iam.Role(scope, "AccessRole", assumed_by=iam.ServicePrincipal("build.apprunner.amazonaws.com"))
    image.grant_pull(role)
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "ecr:GetAuthorizationToken cannot be limited to a "
            "repository; the right to pull is.",
            "NIST.800.53.R5-IAMNoInlinePolicy": "The right to pull is for this service alone, and is made "
            "and removed with it.",
        },
    )
    return role
