"""Where a service's images are kept."""

from collections.abc import Sequence

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

_PULL_ACTIONS = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
_FORGOTTEN_AFTER = Duration.days(7)


class ImageRepository(Construct):
    """A repository whose tags never move, whose images are scanned when pushed, encrypted, and cleaned up.

    Other accounts pull from it without a right to the key: ECR decrypts for those whom the
    repository's policy lets in.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    name
        The repository's name, such as ``shop/checkout``.
    key
        Key that images are encrypted with. It cannot be changed later.
    pull_accounts
        Ids of the accounts that may pull beside this one; none by default.
    keep_images
        How many images are kept, 1 or more, 100 by default; older ones are deleted. It should cover every
        version that still runs somewhere: ECR does not know.
    deletion_protection
        Whether the repository outlives its stack; it does by default. Else its images are deleted too.

    Attributes
    ----------
    repository
        The ECR repository.

    Raises
    ------
    ValueError
        If no image is kept.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_kms as kms
    >>> from goldenpath import ImageRepository
    >>> stack = cdk.Stack(cdk.App(), "Registry")
    >>> key = kms.Key(stack, "Key", enable_key_rotation=True)
    >>> images = ImageRepository(stack, "Checkout", name="checkout", key=key, pull_accounts=["111111111111"])

    References
    ----------
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        key: kms.IKey,
        pull_accounts: Sequence[str] = (),
        keep_images: int = 100,
        deletion_protection: bool = True,
    ) -> None:
        super().__init__(scope, construct_id)
        if keep_images < 1:
            raise ValueError(f"Repository {name} should keep at least 1 image, not {keep_images}")
        self.repository = ecr.Repository(
            self,
            "Repository",
            repository_name=name,
            encryption=ecr.RepositoryEncryption.KMS,
            encryption_key=key,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            image_scan_on_push=True,
            lifecycle_rules=_lifecycle(keep_images),
            removal_policy=RemovalPolicy.RETAIN if deletion_protection else RemovalPolicy.DESTROY,
            empty_on_delete=not deletion_protection,
        )
        if pull_accounts:
            self.repository.add_to_resource_policy(
                iam.PolicyStatement(
                    sid="PullFromOtherAccounts",
                    principals=[iam.AccountPrincipal(account) for account in pull_accounts],
                    actions=_PULL_ACTIONS,
                )
            )


def _lifecycle(keep_images: int) -> list[ecr.LifecycleRule]:
    return [
        ecr.LifecycleRule(
            description="Delete what no tag names",
            tag_status=ecr.TagStatus.UNTAGGED,
            max_image_age=_FORGOTTEN_AFTER,
        ),
        ecr.LifecycleRule(
            description=f"Keep the last {keep_images} images",
            tag_status=ecr.TagStatus.ANY,
            max_image_count=keep_images,
        ),
    ]
