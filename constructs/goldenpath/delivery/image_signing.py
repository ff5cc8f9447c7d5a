"""Images that carry the registry's signature."""

from collections.abc import Sequence

from aws_cdk import Aws, RemovalPolicy, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_signer as signer
from constructs import Construct

_PLATFORM = "Notation-OCI-SHA384-ECDSA"


class ImageSigning(Construct):
    """Has ECR sign every image that is pushed to some repositories, with a profile of AWS Signer.

    There is one in an account's region: ECR has one configuration for a registry. Who pushes needs the right
    ``signer:SignPayload`` on the profile [1]_.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    profile_name
        The signing profile's name: letters, digits and underscores. Profiles cannot be deleted, so that a
        name is used once.
    repositories
        Names of repositories, or patterns such as ``shop/*``.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import ImageSigning
    >>> stack = cdk.Stack(cdk.App(), "Registry")
    >>> signing = ImageSigning(stack, "Signing", profile_name="shop_images", repositories=["shop/*"])

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, profile_name: str, repositories: Sequence[str]
    ) -> None:
        super().__init__(scope, construct_id)
        profile = signer.CfnSigningProfile(self, "Profile", platform_id=_PLATFORM, profile_name=profile_name)
        profile.apply_removal_policy(RemovalPolicy.RETAIN)
        configuration = ecr.CfnSigningConfiguration(
            self,
            "Configuration",
            rules=[
                ecr.CfnSigningConfiguration.RuleProperty(
                    signing_profile_arn=signing_profile_arn(self, profile_name),
                    repository_filters=[
                        ecr.CfnSigningConfiguration.RepositoryFilterProperty(
                            filter=pattern, filter_type="WILDCARD_MATCH"
                        )
                        for pattern in repositories
                    ],
                )
            ],
        )
        configuration.add_resource_dependency(profile)


def signing_profile_arn(scope: Construct, name: str) -> str:
    """Give the ARN of a signing profile in the account and region of a stack.

    Parameters
    ----------
    scope
        A construct in the stack.
    name
        The profile's name.
    """
    stack = Stack.of(scope)
    return f"arn:{Aws.PARTITION}:signer:{stack.region}:{stack.account}:/signing-profiles/{name}"
