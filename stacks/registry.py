"""Where the pipeline puts images, and every environment pulls them from."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import ImageRepository
from stacks.images import IMAGES
from stacks.settings import Settings


class RegistryStack(cdk.Stack):
    """An image repository for each image, open to the environments' accounts."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        key = kms.Key(self, "Key", description="Encrypts images", enable_key_rotation=True)
        for image in IMAGES:
            ImageRepository(
                self,
                image.title().replace("-", ""),
                name=f"goldenpath/{image}",
                key=key,
                pull_accounts=settings.pull_accounts,
                keep_images=settings.tooling.images_kept,
            )
