"""Where the pipeline puts images and the library, and others get them from."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import ImageRepository, ImageSigning, LibraryRepository
from stacks.images import IMAGES, SIGNING_PROFILE, repository_name
from stacks.settings import Settings

LIBRARY_DOMAIN, LIBRARY_REPOSITORY = "goldenpath", "libraries"


class RegistryStack(cdk.Stack):
    """A repository for each image and one for the library, open to the environments' accounts."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        key = kms.Key(self, "Key", description="Encrypts images", enable_key_rotation=True)
        for image in IMAGES:
            ImageRepository(
                self,
                image.title().replace("-", ""),
                name=repository_name(image),
                key=key,
                pull_accounts=settings.pull_accounts,
                keep_images=settings.tooling.images_kept,
            )
        ImageSigning(
            self,
            "Signing",
            profile_name=SIGNING_PROFILE,
            repositories=[repository_name(each) for each in IMAGES],
        )
        LibraryRepository(
            self,
            "Library",
            domain=LIBRARY_DOMAIN,
            name=LIBRARY_REPOSITORY,
            key=key,
            reader_accounts=settings.pull_accounts,
        )
