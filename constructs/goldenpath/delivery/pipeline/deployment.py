"""How stacks are deployed: by the CDK's own command line, as on a laptop."""

from aws_cdk import aws_codepipeline as codepipeline

from goldenpath.delivery.pipeline.workshop import CDK

_AT_ONCE = 4


def deploy_command(stacks: str, assembly: codepipeline.Artifact, *, outputs: str | None = None) -> str:
    """Write the command that deploys stacks of an assembly, each as soon as those it needs are there.

    Parameters
    ----------
    stacks
        A pattern of paths, such as ``dev/*``.
    assembly
        The assembly.
    outputs
        The file that gets the stacks' outputs.
    """
    kept = "" if outputs is None else f" --outputs-file {outputs}"
    return (
        f"{CDK} deploy --app \"$CODEBUILD_SRC_DIR_{assembly.artifact_name}\" '{stacks}' "
        f"--require-approval never --progress events --concurrency {_AT_ONCE}{kept}"
    )
