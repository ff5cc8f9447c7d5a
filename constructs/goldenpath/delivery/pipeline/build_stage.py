"""From code to a cloud assembly whose images are named by digest."""

from collections.abc import Iterator, Mapping, Sequence

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.image_signing import signing_profile_arn
from goldenpath.delivery.pipeline.build_role import reading_findings
from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.delivered_image import DeliveredImage
from goldenpath.delivery.pipeline.steps import Steps, shell_name
from goldenpath.delivery.pipeline.synthesis import synthesis
from goldenpath.delivery.pipeline.workshop import GOLDENPATH, Workshop

_ECR_ACTIONS = (
    "BatchCheckLayerAvailability",
    "BatchGetImage",
    "CompleteLayerUpload",
    "DescribeImages",
    "GetDownloadUrlForLayer",
    "InitiateLayerUpload",
    "PutImage",
    "UploadLayerPart",
)
_IMAGE = "build/image"
_BUILD_IMAGE = (
    f"{GOLDENPATH} images build --name {{name}} --folder {{folder}} "
    f'--repository "$REPOSITORY" --output {_IMAGE}'
)


def build_stage(
    steps: Steps,
    *,
    workshop: Workshop,
    checks: Sequence[Check],
    images: Sequence[DeliveredImage],
    assembly: codepipeline.Artifact,
    releases: Mapping[str, codepipeline.Artifact],
) -> codepipeline.StageProps:
    """Describe the stage: checks and images at once, then synthesis with the digests.

    Parameters
    ----------
    steps
        Makes its actions.
    workshop
        What builds share.
    checks
        What the code has to pass.
    images
        What is built of it.
    assembly
        What synthesis makes.
    releases
        What CodeDeploy needs of it, by environment; empty where it releases nothing.
    """
    built = {image.name: codepipeline.Artifact(f"Image_{shell_name(image.name)}") for image in images}
    return codepipeline.StageProps(
        stage_name="Build",
        actions=[
            *(steps.check(check) for check in checks),
            *(_image(steps, workshop, image, built[image.name]) for image in images),
            synthesis(steps, workshop, list(built.values()), assembly, releases),
        ],
    )


def _image(
    steps: Steps, workshop: Workshop, image: DeliveredImage, output: codepipeline.Artifact
) -> codepipeline.IAction:
    name = f"Image-{image.name}"
    repository = ecr.Repository.from_repository_name(steps.scope, f"{name}Repository", image.repository)
    project = steps.project(
        name,
        install=[*workshop.install, *workshop.install_image_tools],
        commands=[_BUILD_IMAGE.format(name=image.name, folder=image.folder)],
        builds_images=True,
        rights=[*_pushing(repository), *_signing(steps, image)],
        artifacts={str(output.artifact_name): _IMAGE},
    )
    acknowledge(
        project.build_role,
        {
            "AwsSolutions-IAM5[Resource::*]": "A token (ecr:GetAuthorizationToken) is for a whole registry, "
            "and Inspector's findings are of no resource."
        },
    )
    return steps.action(name, project, outputs=[output], variables={"REPOSITORY": repository.repository_uri})


def _pushing(repository: ecr.IRepository) -> list[iam.PolicyStatement]:
    """Let a build push an image and read what was found in it."""
    return [
        iam.PolicyStatement(actions=["ecr:GetAuthorizationToken"], resources=["*"]),
        iam.PolicyStatement(
            actions=[f"ecr:{action}" for action in _ECR_ACTIONS], resources=[repository.repository_arn]
        ),
        *reading_findings([repository.repository_arn]),
    ]


def _signing(steps: Steps, image: DeliveredImage) -> Iterator[iam.PolicyStatement]:
    """Let ECR sign an image in the name of who pushes it."""
    if image.signing_profile is not None:
        yield iam.PolicyStatement(
            actions=["signer:SignPayload"],
            resources=[signing_profile_arn(steps.scope, image.signing_profile)],
        )
