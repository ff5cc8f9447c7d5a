"""How ECS gets a service's image."""

import re

from aws_cdk import ArnFormat, Stack, SymlinkFollowMode
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from goldenpath.service import DirectoryImage, ServiceSpec

_ECR_REPOSITORY = re.compile(
    r"^(?P<account>[0-9]{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<name>.+)$"
)
_PLATFORMS = {"x86-64": ecr_assets.Platform.LINUX_AMD64, "arm64": ecr_assets.Platform.LINUX_ARM64}


def container_image(scope: Construct, spec: ServiceSpec) -> ecs.ContainerImage:
    """Build, or name, the image that a container of ``scope`` runs."""
    image = spec.image
    if isinstance(image, DirectoryImage):
        # The tasks' platform, whatever the laptop that builds it has.
        return ecs.ContainerImage.from_asset(
            str(image.path),
            platform=_PLATFORMS[spec.architecture],
            follow_symlinks=SymlinkFollowMode.EXTERNAL,
        )
    place = _ECR_REPOSITORY.match(image.repository)
    if place is None:
        return ecs.ContainerImage.from_registry(image.uri)
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
    return ecs.ContainerImage.from_ecr_repository(repository, image.digest)
