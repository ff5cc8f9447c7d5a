"""The pipeline of one branch."""

from collections.abc import Iterator, Sequence

from aws_cdk import Names, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge, as_found
from goldenpath.delivery.pipeline.approval_stage import approval_stage
from goldenpath.delivery.pipeline.build_stage import build_stage
from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.delivered_image import DeliveredImage
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.environment_stage import EnvironmentStage
from goldenpath.delivery.pipeline.failure_notice import tell_of_failures
from goldenpath.delivery.pipeline.gate_stage import gate_stage
from goldenpath.delivery.pipeline.git_strategy import Line
from goldenpath.delivery.pipeline.mutation_stage import mutation_stage
from goldenpath.delivery.pipeline.publication_stage import Publication, publication_stage
from goldenpath.delivery.pipeline.sources import Source
from goldenpath.delivery.pipeline.steps import Steps, shell_name
from goldenpath.delivery.pipeline.workshop import Workshop

_LONGEST_NAME = 100
_FAMILIES = (
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
    "s3:Abort*",
    "s3:DeleteObject*",
    "s3:GetBucket*",
    "s3:GetObject*",
    "s3:List*",
)


class LinePipeline(Construct):
    """One CodePipeline, from its source to the last of its environments.

    Parameters
    ----------
    scope
        The delivery pipeline.
    construct_id
        Its id in that scope.
    line
        The branch that it follows.
    source
        Where the code is.
    workshop
        What builds share.
    checks
        What the code has to pass.
    images
        What is built.
    environments
        Where it goes, in order.
    mutates
        Whether it deploys its own stack.
    publication
        What it publishes at its end.

    Attributes
    ----------
    pipeline
        The pipeline.
    """

    def __init__(  # noqa: PLR0913 - what the delivery pipeline was told, for one branch
        self,
        scope: Construct,
        construct_id: str,
        *,
        line: Line,
        source: Source,
        workshop: Workshop,
        checks: Sequence[Check],
        images: Sequence[DeliveredImage],
        environments: Sequence[DeliveryEnvironment],
        mutates: bool,
        publication: Publication | None,
    ) -> None:
        super().__init__(scope, construct_id)
        code, self._assembly = codepipeline.Artifact("Code"), codepipeline.Artifact("Assembly")
        self._releases = {
            each.name: codepipeline.Artifact(f"{shell_name(each.name.capitalize())}_Releases")
            for each in environments
            if each.code_deploy_services
        }
        self._steps = Steps(self, workshop, code)
        self._workshop = workshop
        self._images = images
        self._commit = source.commit
        # Known before it is made: what it runs has rights on it.
        self._name = Names.unique_resource_name(self, max_length=_LONGEST_NAME, separator="-")
        fetch = source.action(self, line.branch, code)
        self.pipeline = codepipeline.Pipeline(
            self,
            "Pipeline",
            pipeline_name=self._name,
            pipeline_type=codepipeline.PipelineType.V2,
            execution_mode=codepipeline.ExecutionMode.QUEUED,
            restart_execution_on_update=mutates,
            artifact_bucket=workshop.artifacts,
            use_pipeline_role_for_actions=True,
            stages=[
                codepipeline.StageProps(stage_name="Source", actions=[fetch]),
                build_stage(
                    self._steps,
                    workshop=workshop,
                    checks=checks,
                    images=images,
                    assembly=self._assembly,
                    releases=self._releases,
                ),
                *([mutation_stage(self._steps, Stack.of(self), self._assembly)] if mutates else []),
                *self._environments(environments),
                *self._publication(publication),
            ],
        )
        source.connect(self.pipeline, line.branch, fetch)
        tell_of_failures(self.pipeline, workshop.told, runbook=workshop.runbook)
        self._acknowledge(workshop.artifacts)

    def _publication(self, publication: Publication | None) -> Iterator[codepipeline.StageProps]:
        if publication is not None:
            yield publication_stage(self._steps, workshop=self._workshop, publication=publication)

    def _environments(self, environments: Sequence[DeliveryEnvironment]) -> Iterator[codepipeline.StageProps]:
        measured: list[codepipeline.Artifact] = []
        for environment in environments:
            if environment.approval:
                yield self._approval(environment, measured)
            if environment.gate_alarms:
                yield gate_stage(self._steps, workshop=self._workshop, environment=environment)
            stage = EnvironmentStage(
                self,
                steps=self._steps,
                workshop=self._workshop,
                environment=environment,
                assembly=self._assembly,
                releases=self._releases.get(environment.name),
            )
            yield stage.describe()
            measured.extend(stage.measurements)

    def _approval(
        self, environment: DeliveryEnvironment, measured: Sequence[codepipeline.Artifact]
    ) -> codepipeline.StageProps:
        return approval_stage(
            self._steps,
            workshop=self._workshop,
            environment=environment,
            pipeline_name=self._name,
            commit=self._commit,
            images=self._images,
            assembly=self._assembly,
            measurements=measured,
        )

    def _acknowledge(self, artifacts: s3.IBucket) -> None:
        """Say why what is left of wildcards has to be."""
        handed_on = "CodePipeline names the objects that actions hand on, for each execution anew."
        families = "They are the rights that CodePipeline needs on its own bucket and key, and on no other."
        acknowledge(
            self.pipeline,
            {
                f"AwsSolutions-IAM5[Resource::{as_found(self, artifacts.arn_for_objects('*'))}]": handed_on,
                **{f"AwsSolutions-IAM5[Action::{action}]": families for action in _FAMILIES},
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this pipeline alone, and are made "
                "and removed with it.",
            },
        )
