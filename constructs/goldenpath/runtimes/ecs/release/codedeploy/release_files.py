"""What a pipeline gives to CodeDeploy."""

import json
from pathlib import Path
from typing import Any, cast

import jsii
from aws_cdk import AspectPriority, Aspects, IAspect, Stage
from constructs import Construct, IConstruct

from goldenpath.runtimes.ecs.release.codedeploy.known_names import KnownNames
from goldenpath.runtimes.ecs.release.fargate import capacity
from goldenpath.runtimes.ecs.release.release import Releasable

_FOLDER = "releases"
_TASK_DEFINITION = "<TASK_DEFINITION>"
_PARTS = {
    "family": "family",
    "cpu": "cpu",
    "memory": "memory",
    "networkMode": "network_mode",
    "requiresCompatibilities": "requires_compatibilities",
    "runtimePlatform": "runtime_platform",
    "executionRoleArn": "execution_role_arn",
    "taskRoleArn": "task_role_arn",
    "volumes": "volumes",
    "containerDefinitions": "container_definitions",
}


class ReleaseFiles(Construct):
    """``appspec.json`` and ``taskdef.json`` in the folder ``releases/<service>`` of the stage's assembly.

    They are those of CodePipeline's action for CodeDeploy and ECS, complete: nothing is left to be filled
    in, except the task definition's revision, which the action registers itself [1]_. So that they can be,
    the roles and the log group of the task get names that are known when the files are written.

    Parameters
    ----------
    scope
        The release.
    construct_id
        Its id in that scope.
    releasable
        What is released.
    names
        Gives names to what the files refer to.
    smoke_test_arn
        The function that tries a version before it gets traffic.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        releasable: Releasable,
        names: KnownNames,
        smoke_test_arn: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self._releasable = releasable
        self._names = names
        self._smoke_test_arn = smoke_test_arn
        task = releasable.task
        self._names.name_role(task.definition.task_role, "task")
        self._names.name_role(task.definition.obtain_execution_role(), "execution")
        self._names.name_log_group(task.log_group)
        Aspects.of(self).add(_Writer(self), priority=AspectPriority.READONLY)

    def write(self) -> None:
        """Write both files."""
        stage = cast("Stage", Stage.of(self))  # an app is one, so there is always one
        folder = Path(stage.outdir) / _FOLDER / self._releasable.spec.name
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("appspec", self._appspec()), ("taskdef", self._task_definition())):
            (folder / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    def _appspec(self) -> dict[str, Any]:
        spec = self._releasable.spec
        service: dict[str, Any] = {
            "TaskDefinition": _TASK_DEFINITION,
            "LoadBalancerInfo": {"ContainerName": spec.name, "ContainerPort": spec.port},
        }
        strategies = capacity(self._releasable.options)
        if strategies is not None:
            service["CapacityProviderStrategy"] = [
                {
                    "CapacityProvider": each.capacity_provider,
                    "Base": int(each.base or 0),
                    "Weight": int(each.weight or 0),
                }
                for each in strategies
            ]
        return {
            "version": 0.0,
            "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": service}}],
            "Hooks": [{"AfterAllowTestTraffic": self._names.resolve(self._smoke_test_arn)}],
        }

    def _task_definition(self) -> dict[str, Any]:
        definition = self._releasable.task.definition.node.default_child
        parts = {key: self._names.resolve(getattr(definition, part)) for key, part in _PARTS.items()}
        return {key: value for key, value in parts.items() if value is not None}


@jsii.implements(IAspect)
class _Writer:
    """Writes the files when all else is settled."""

    def __init__(self, files: ReleaseFiles) -> None:
        self._files = files

    def visit(self, node: IConstruct) -> None:
        """Write, at the construct of the files itself."""
        if node is self._files:
            self._files.write()
