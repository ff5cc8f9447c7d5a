"""Somebody hears of it when the pipeline fails."""

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns


def tell_of_failures(pipeline: codepipeline.Pipeline, told: sns.ITopic, *, runbook: str) -> None:
    """Tell of each execution that failed, with the way to its page.

    Parameters
    ----------
    pipeline
        The pipeline.
    told
        Where; its key has to let EventBridge encrypt.
    runbook
        What to do.

    References
    ----------
    https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
    """
    field = events.EventField.from_path
    name, region = field("$.detail.pipeline"), field("$.region")
    page = (
        f"https://{region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/{name}/executions/"
        f"{field('$.detail.execution-id')}/visualization?region={region}"
    )
    pipeline.on_state_change(
        "Failed",
        description="Tells of executions that failed",
        event_pattern=events.EventPattern(
            source=["aws.codepipeline"],
            detail_type=["CodePipeline Pipeline Execution State Change"],
            detail={"state": ["FAILED"]},
        ),
        target=targets.SnsTopic(
            told,
            message=events.RuleTargetInput.from_text(
                f"The pipeline {name} failed. What it promoted goes no further.\n{page}\nRunbook: {runbook}"
            ),
        ),
    )
