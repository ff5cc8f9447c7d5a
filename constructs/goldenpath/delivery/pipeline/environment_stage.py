"""Into an environment: stacks, then releases, then what proves that it works."""

import json
import shlex
from collections.abc import Iterator

from aws_cdk import Aws
from aws_cdk import aws_codepipeline as codepipeline
from constructs import Construct

from goldenpath.delivery.pipeline.build_role import assuming
from goldenpath.delivery.pipeline.deployment import deploy_command
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.release_role import release_action
from goldenpath.delivery.pipeline.steps import Steps, shell_name
from goldenpath.delivery.pipeline.workshop import INSTALL_CLI, Workshop

_OUTPUTS = "outputs.json"
_ADDRESS = "SERVICE_URL"
_LONGEST_MINUTES = 480
_DEPLOY, _RELEASE, _CHECK = 1, 2, 3


class EnvironmentStage:
    """What a pipeline does in one environment.

    Parameters
    ----------
    scope
        The pipeline.
    steps
        Makes its actions.
    workshop
        What builds share.
    environment
        The environment.
    assembly
        What is deployed.
    releases
        What CodeDeploy releases; None where it releases nothing.

    Attributes
    ----------
    measurements
        What its checks measure.
    """

    def __init__(
        self,
        scope: Construct,
        *,
        steps: Steps,
        workshop: Workshop,
        environment: DeliveryEnvironment,
        assembly: codepipeline.Artifact,
        releases: codepipeline.Artifact | None,
    ) -> None:
        self._scope = scope
        self._steps = steps
        self._workshop = workshop
        self._environment = environment
        self._assembly = assembly
        self._released = releases
        self._name = environment.name.capitalize()
        self._measured = {
            check.name: codepipeline.Artifact(f"{shell_name(self._name)}_{shell_name(check.name)}")
            for check in environment.checks
            if check.measures
        }
        self.measurements = tuple(self._measured.values())

    def describe(self) -> codepipeline.StageProps:
        """Describe the stage; when it fails, it takes the environment back to what it had before."""
        return codepipeline.StageProps(
            stage_name=self._name,
            actions=[self._deployment(), *self._releases(), *self._checks()],
            on_failure=codepipeline.FailureConditions(result=codepipeline.Result.ROLLBACK),
        )

    def _deployment(self) -> codepipeline.IAction:
        environment = self._environment
        purposes = ("deploy", "file-publishing", "lookup")
        project = self._steps.project(
            f"{self._name}Deploy",
            install=INSTALL_CLI,
            commands=[
                deploy_command(f"{environment.name}/*", self._assembly, outputs=_OUTPUTS),
                # In two steps: `export` would hide that the program has failed.
                f"export {_ADDRESS} && {_ADDRESS}=$(node -e {shlex.quote(_address(environment.url_stack))})",
            ],
            exported=[_ADDRESS],
            # The releases themselves say how long they are watched, and end by themselves.
            timeout_minutes=_LONGEST_MINUTES,
            rights=[assuming(*(environment.bootstrap_role(purpose, Aws.PARTITION) for purpose in purposes))],
        )
        return self._steps.action(
            "Deploy", project, run_order=_DEPLOY, inputs=[self._assembly], namespace=self._name
        )

    def _releases(self) -> Iterator[codepipeline.IAction]:
        if self._released is None:
            return
        for service in self._environment.code_deploy_services:
            yield release_action(
                self._scope,
                environment=self._environment,
                service=service,
                files=self._released,
                run_order=_RELEASE,
            )

    def _checks(self) -> Iterator[codepipeline.IAction]:
        for check in self._environment.checks:
            yield self._steps.check(
                check,
                prefix=self._name,
                run_order=_CHECK,
                variables={_ADDRESS: f"#{{{self._name}.{_ADDRESS}}}"},
                measurements=self._measured.get(check.name),
            )


def _address(stack: str) -> str:
    """Write the program that prints a stack's address, or says that there is none."""
    wrong = "`${stack} should have an output Url, for checks to ask; it has ${names || 'none'}`"
    return (
        f"const stack = {json.dumps(stack)}; const found = require('./{_OUTPUTS}')[stack] ?? {{}}; "
        f"const names = Object.keys(found).join(', '); "
        f"if (found.Url) console.log(found.Url); else {{ console.error({wrong}); process.exit(1) }}"
    )
