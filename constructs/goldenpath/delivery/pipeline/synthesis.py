"""From the code and its images to a cloud assembly."""

from collections.abc import Iterator, Mapping, Sequence

from aws_cdk import aws_codepipeline as codepipeline

from goldenpath.delivery.pipeline.steps import Steps
from goldenpath.delivery.pipeline.workshop import CDK, GOLDENPATH, Workshop

_ASSEMBLY = "cdk.out"
_RELEASES = "build/releases"
IMAGES = "images.json"
"""The file in the assembly that names what was built."""


def synthesis(
    steps: Steps,
    workshop: Workshop,
    images: Sequence[codepipeline.Artifact],
    assembly: codepipeline.Artifact,
    releases: Mapping[str, codepipeline.Artifact],
) -> codepipeline.IAction:
    """Make the action that synthesises with the digests.

    What CodeDeploy gets is handed on apart: its action refuses an artifact of more than 3 MB [1]_.

    Parameters
    ----------
    steps
        Makes it.
    workshop
        What builds share.
    images
        What the builds of images hand on.
    assembly
        What it makes.
    releases
        What CodeDeploy needs of it, by environment; empty where it releases nothing.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
    """
    folders = {
        str(assembly.artifact_name): _ASSEMBLY,
        **{str(each.artifact_name): f"{_RELEASES}/{name}" for name, each in releases.items()},
    }
    project = steps.project(
        "Synth",
        install=workshop.install,
        commands=[*_commands(images), *map(_apart, releases)],
        artifacts=folders,
    )
    return steps.action("Synth", project, run_order=2, inputs=images, outputs=[assembly, *releases.values()])


def _commands(images: Sequence[codepipeline.Artifact]) -> Iterator[str]:
    if not images:
        yield f"{CDK} synth --quiet '**'"
        return
    files = " ".join(f'"$CODEBUILD_SRC_DIR_{image.artifact_name}/image.json"' for image in images)
    yield f"{GOLDENPATH} images join {files} --output {IMAGES}"
    yield f"{CDK} synth --quiet '**' --context images={IMAGES}"
    # For those who come later and ask what is in it.
    yield f"cp {IMAGES} {_ASSEMBLY}/{IMAGES}"


def _apart(environment: str) -> str:
    folder = f"{_RELEASES}/{environment}"
    return f"mkdir -p {folder} && cp -r {_ASSEMBLY}/assembly-{environment}/releases/. {folder}"
