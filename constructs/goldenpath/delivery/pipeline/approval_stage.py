"""Before an environment: evidence, then somebody's word."""

from collections.abc import Sequence

from aws_cdk import Aws, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam

from goldenpath.acknowledgement import acknowledge, as_found
from goldenpath.delivery.approval import Approval
from goldenpath.delivery.approval.approving_function import Unread
from goldenpath.delivery.pipeline.build_role import assuming, reading_findings
from goldenpath.delivery.pipeline.delivered_image import DeliveredImage
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.steps import Steps
from goldenpath.delivery.pipeline.workshop import GOLDENPATH, Workshop

_OUTPUT = "build/evidence"
_VARIABLES = ("EVIDENCE_VERDICT", "EVIDENCE_URL")


def approval_stage(
    steps: Steps,
    *,
    workshop: Workshop,
    environment: DeliveryEnvironment,
    pipeline_name: str,
    commit: str,
    images: Sequence[DeliveredImage],
    assembly: codepipeline.Artifact,
    measurements: Sequence[codepipeline.Artifact],
) -> codepipeline.StageProps:
    """Describe the stage.

    Parameters
    ----------
    steps
        Makes its actions.
    workshop
        What builds share.
    environment
        Where the version would go.
    pipeline_name
        The pipeline's name.
    commit
        The variable with the commit.
    images
        What was built, whose scans are read.
    assembly
        What would be deployed.
    measurements
        What was measured in the environments before.
    """
    name = f"Approve{environment.name.capitalize()}"
    approval = Approval(
        steps.scope,
        name,
        pipeline_name=pipeline_name,
        stage_name=name,
        notified=environment.approvers,
        key=workshop.key,
        log_key=workshop.log_key,
        log_retention=workshop.log_retention,
        unread=Unread(owner=workshop.owner, runbook=workshop.runbook, told=workshop.told),
    )
    project = steps.project(
        f"{name}Evidence",
        install=workshop.install,
        commands=[
            _command(environment, assembly, measurements),
            f"set -a; . {_OUTPUT}/variables.env; set +a",
        ],
        exported=_VARIABLES,
        rights=[
            assuming(environment.bootstrap_role("lookup", Aws.PARTITION)),
            *_reading(steps, approval, pipeline_name, images),
        ],
    )
    pages = as_found(steps.scope, approval.pages.arn_for_objects("*"))
    acknowledge(
        project.build_role,
        {
            f"AwsSolutions-IAM5[Resource::{pages}]": "Every execution has a page of its own.",
            "AwsSolutions-IAM5[Resource::*]": "Inspector's findings are of no resource.",
        },
    )
    evidence = steps.action(
        "Evidence",
        project,
        inputs=[assembly, *measurements],
        variables={
            "COMMIT": commit,
            "EXECUTION": "#{codepipeline.PipelineExecutionId}",
            "PIPELINE": pipeline_name,
            "PAGES": approval.pages.bucket_name,
        },
        namespace=approval.namespace,
    )
    return codepipeline.StageProps(stage_name=name, actions=[evidence, approval.action(run_order=2)])


def _command(
    environment: DeliveryEnvironment,
    assembly: codepipeline.Artifact,
    measurements: Sequence[codepipeline.Artifact],
) -> str:
    measured = "".join(f' --measurements "$CODEBUILD_SRC_DIR_{each.artifact_name}"' for each in measurements)
    return (
        f'{GOLDENPATH} evidence --assembly "$CODEBUILD_SRC_DIR_{assembly.artifact_name}" '
        f'--stage {environment.name} --commit "$COMMIT" --execution "$EXECUTION" --pipeline "$PIPELINE" '
        f'--bucket "$PAGES" --region "$AWS_REGION" --output {_OUTPUT}{measured}'
    )


def _reading(
    steps: Steps, approval: Approval, pipeline_name: str, images: Sequence[DeliveredImage]
) -> list[iam.PolicyStatement]:
    stack = Stack.of(steps.scope)
    place = f"{stack.region}:{stack.account}"
    rights = [
        iam.PolicyStatement(
            actions=["codepipeline:GetPipelineState", "codepipeline:ListPipelineExecutions"],
            resources=[f"arn:{Aws.PARTITION}:codepipeline:{place}:{pipeline_name}"],
        ),
        iam.PolicyStatement(
            actions=["s3:GetObject", "s3:PutObject"], resources=[approval.pages.arn_for_objects("*")]
        ),
        # Without it, what is not there cannot be told from what may not be read.
        iam.PolicyStatement(actions=["s3:ListBucket"], resources=[approval.pages.bucket_arn]),
    ]
    if images:
        repositories = [f"arn:{Aws.PARTITION}:ecr:{place}:repository/{each.repository}" for each in images]
        rights.extend(reading_findings(repositories))
    return rights
