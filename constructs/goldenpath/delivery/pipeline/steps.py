"""Actions of a pipeline that run commands on the code."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from goldenpath.delivery.pipeline.build_project import BuildProject
from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.workshop import Workshop

MEASUREMENTS = "build/measurements"


def shell_name(name: str) -> str:
    """Give a name to an artifact's that a shell can read: its folder is ``$CODEBUILD_SRC_DIR_<artifact>``.

    Parameters
    ----------
    name
        Such as ``pre-prod``.
    """
    return name.replace("-", "_")


class Steps:
    """Makes the actions of one pipeline; each has a project of its own, with rights of its own.

    Parameters
    ----------
    scope
        The pipeline.
    workshop
        What their builds share.
    code
        The code, which every one of them starts from.

    Attributes
    ----------
    scope
        As given.
    """

    def __init__(self, scope: Construct, workshop: Workshop, code: codepipeline.Artifact) -> None:
        self.scope = scope
        self._workshop = workshop
        self._code = code

    def project(self, construct_id: str, **build: Any) -> BuildProject:
        """Make a project; see :class:`BuildProject` for what ``build`` may hold."""
        return BuildProject(self.scope, construct_id, workshop=self._workshop, **build)

    def action(
        self,
        name: str,
        project: BuildProject,
        *,
        run_order: int = 1,
        inputs: Sequence[codepipeline.Artifact] = (),
        outputs: Sequence[codepipeline.Artifact] = (),
        variables: Mapping[str, str] | None = None,
        namespace: str | None = None,
    ) -> codepipeline.IAction:
        """Make the action that runs a project on the code.

        Parameters
        ----------
        name
            The action's name in its stage.
        project
            What it runs.
        run_order
            Those with the same number in a stage run at once.
        inputs
            What it gets besides the code, each in the folder ``$CODEBUILD_SRC_DIR_<artifact>``.
        outputs
            What it hands on.
        variables
            Its environment, beside the project's.
        namespace
            Where later actions find the variables that it exports.
        """
        return actions.CodeBuildAction(
            action_name=name,
            project=project,
            input=self._code,
            extra_inputs=list(inputs),
            outputs=list(outputs),
            run_order=run_order,
            environment_variables={
                key: codebuild.BuildEnvironmentVariable(value=value)
                for key, value in (variables or {}).items()
            },
            variables_namespace=namespace,
        )

    def check(
        self,
        check: Check,
        *,
        prefix: str = "",
        run_order: int = 1,
        variables: Mapping[str, str] | None = None,
        measurements: codepipeline.Artifact | None = None,
    ) -> codepipeline.IAction:
        """Make the action of a check.

        Parameters
        ----------
        check
            The check.
        prefix
            What distinguishes its project from others of the pipeline.
        run_order
            See ``action``.
        variables
            Its environment.
        measurements
            What its measurements become, where they are kept.
        """
        project = self.project(
            f"{prefix}{check.name}",
            install=self._workshop.install,
            commands=check.commands,
            reports=check.reports,
            timeout_minutes=check.timeout_minutes,
            large=check.large,
            artifacts={str(measurements.artifact_name): MEASUREMENTS} if measurements else None,
        )
        return self.action(
            check.name,
            project,
            run_order=run_order,
            variables=variables,
            outputs=[measurements] if measurements else [],
        )
