"""The pipeline changes itself before it changes anything else."""

from aws_cdk import Aws, Stack
from aws_cdk import aws_codepipeline as codepipeline

from goldenpath.delivery.pipeline.build_role import assuming
from goldenpath.delivery.pipeline.deployment import deploy_command
from goldenpath.delivery.pipeline.environment import bootstrap_role
from goldenpath.delivery.pipeline.steps import Steps
from goldenpath.delivery.pipeline.workshop import INSTALL_CLI


def mutation_stage(steps: Steps, stack: Stack, assembly: codepipeline.Artifact) -> codepipeline.StageProps:
    """Describe the stage that deploys the pipeline's own stack, with what that needs.

    Where that changes the pipeline, CodePipeline cancels this execution and starts the new pipeline with what
    the branch has then; where it does not, nothing happens.

    Parameters
    ----------
    steps
        Makes its action.
    stack
        The pipeline's stack.
    assembly
        Where its template is.
    """
    roles = [
        bootstrap_role(purpose, account=stack.account, region=stack.region, partition=Aws.PARTITION)
        for purpose in ("deploy", "file-publishing")
    ]
    project = steps.project(
        "UpdatePipeline",
        install=INSTALL_CLI,
        commands=[deploy_command(stack.node.path, assembly)],
        rights=[assuming(*roles)],
    )
    return codepipeline.StageProps(
        stage_name="UpdatePipeline", actions=[steps.action("UpdatePipeline", project, inputs=[assembly])]
    )
