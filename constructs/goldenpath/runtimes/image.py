"""How a runtime gets a service's image."""

import re
from dataclasses import dataclass

from aws_cdk import ArnFormat, Stack, SymlinkFollowMode
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.service import DigestImage, DirectoryImage

_ECR_REPOSITORY = re.compile(
    r"^(?P<account>[0-9]{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<name>.+)$"
)
_VERSION_LENGTH = 12
_PLATFORMS = {"x86-64": ecr_assets.Platform.LINUX_AMD64, "arm64": ecr_assets.Platform.LINUX_ARM64}


@dataclass(frozen=True, kw_only=True)
class ServiceImage:
    """An image that exists, or will when the stack is deployed.

    Parameters
    ----------
    uri
        Its full name.
    version
        What tells it from others, in short: the beginning of the hash of its content, or of what it is built
        from.
    repository
        Where it is kept, if that is ECR: only there somebody has to be allowed to pull it.
    """

    uri: str
    version: str
    repository: ecr.IRepository | None

    def grant_pull(self, grantee: iam.IGrantable) -> None:
        """Let somebody pull it."""
        if self.repository is not None:
            self.repository.grant_pull(grantee)

    @property
    def for_ecs(self) -> ecs.ContainerImage:
        """The image as a task definition names it; who runs it still has to be let pull it."""
        return ecs.ContainerImage.from_registry(self.uri)


def is_in_ecr(image: DirectoryImage | DigestImage) -> bool:
    """Say whether ECR keeps an image, as it does what is built from a folder."""
    return isinstance(image, DirectoryImage) or _ECR_REPOSITORY.match(image.repository) is not None


def service_image(scope: Construct, image: DirectoryImage | DigestImage, architecture: str) -> ServiceImage:
    """Build, or name, an image.

    Parameters
    ----------
    scope
        What it belongs to.
    image
        Where it comes from.
    architecture
        The processor that it is built for, whatever the laptop that builds it has.
    """
    if isinstance(image, DirectoryImage):
        asset = ecr_assets.DockerImageAsset(
            scope,
            "AssetImage",
            directory=str(image.path),
            platform=_PLATFORMS[architecture],
            follow_symlinks=SymlinkFollowMode.EXTERNAL,
        )
        version = asset.asset_hash[:_VERSION_LENGTH]
        return ServiceImage(uri=asset.image_uri, version=version, repository=asset.repository)
    version = image.digest.removeprefix("sha256:")[:_VERSION_LENGTH]
    place = _ECR_REPOSITORY.match(image.repository)
    if place is None:
        return ServiceImage(uri=image.uri, version=version, repository=None)
    repository = ecr.Repository.from_repository_attributes(
        scope,
        "Images",
        repository_name=place["name"],
        repository_arn=Stack.of(scope).format_arn(
            service="ecr",
            account=place["account"],
            region=place["region"],
            resource="repository",
            resource_name=place["name"],
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        ),
    )
    uri = repository.repository_uri_for_digest(image.digest)
    return ServiceImage(uri=uri, version=version, repository=repository)
