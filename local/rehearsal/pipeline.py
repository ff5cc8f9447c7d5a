"""A pipeline as its template describes it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PIPELINE = "AWS::CodePipeline::Pipeline"
_BUILD = "CodeBuild"
_IMAGE = re.compile(r"--name (?P<name>\S+) --folder (?P<folder>\S+)")


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action of a pipeline.

    Parameters
    ----------
    stage, name
        What it is called.
    provider
        Who carries it out, such as ``CodeBuild``.
    inputs, outputs
        Artifacts, the primary input first.
    variables
        The environment of its build, with references to what other actions export.
    namespace
        What its own exported variables are found under.
    buildspec
        What its build does; empty where it has none.
    builds_images
        Whether its build needs a Docker engine.
    """

    stage: str
    name: str
    provider: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    variables: Mapping[str, str]
    namespace: str
    buildspec: Mapping[str, Any]
    builds_images: bool

    @property
    def exported(self) -> tuple[str, ...]:
        """Names of the variables that it hands on."""
        return tuple(self.buildspec.get("env", {}).get("exported-variables", ()))

    @property
    def image(self) -> tuple[str, str] | None:
        """The name and the folder of the image that it builds."""
        for command in self.commands("build"):
            if found := _IMAGE.search(command):
                return found["name"], found["folder"]
        return None

    def commands(self, phase: str) -> list[str]:
        """Give the commands of a phase.

        Parameters
        ----------
        phase
            ``install``, ``pre_build``, ``build`` or ``post_build``.
        """
        return list(self.buildspec.get("phases", {}).get(phase, {}).get("commands", ()))


def read_actions(template: Mapping[str, Any], known: Mapping[str, str]) -> list[Action]:
    """Read the actions of the pipeline that changes itself, or else of the only one, in their order.

    Parameters
    ----------
    template
        The template of its stack.
    known
        Values of pseudo parameters.

    Raises
    ------
    LocalError
        If there is no pipeline in it.
    """
    resources = template["Resources"]
    pipelines = [each["Properties"] for each in resources.values() if each["Type"] == _PIPELINE]
    pipelines.sort(key=lambda each: not each.get("RestartExecutionOnUpdate", False))
    if not pipelines:
        raise LocalError("There is no pipeline in the tooling's template.")
    return list(_actions(pipelines[0], resources, known))


def _actions(
    pipeline: Mapping[str, Any], resources: Mapping[str, Any], known: Mapping[str, str]
) -> Iterator[Action]:
    for stage in pipeline["Stages"]:
        for action in sorted(stage["Actions"], key=lambda each: each.get("RunOrder", 1)):
            configuration = action.get("Configuration", {})
            project = _project(configuration.get("ProjectName"), resources)
            environment = project.get("Environment", {})
            given = json.loads(text(configuration.get("EnvironmentVariables", "[]"), known))
            yield Action(
                stage=stage["Name"],
                name=action["Name"],
                provider=action["ActionTypeId"]["Provider"],
                inputs=tuple(each["Name"] for each in action.get("InputArtifacts", ())),
                outputs=tuple(each["Name"] for each in action.get("OutputArtifacts", ())),
                variables={
                    **{each["Name"]: text(each["Value"], known) for each in _own_variables(environment)},
                    **{each["name"]: each["value"] for each in given},
                },
                namespace=action.get("Namespace", ""),
                buildspec=json.loads(text(project["Source"]["BuildSpec"], known)) if project else {},
                builds_images=bool(environment.get("PrivilegedMode")),
            )


def _project(name: Any, resources: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(name, dict):
        return {}
    found: Mapping[str, Any] = resources[name["Ref"]]["Properties"]
    return found


def _own_variables(environment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(environment.get("EnvironmentVariables", ()))


def text(value: Any, known: Mapping[str, str]) -> str:
    """Resolve what a template says as far as it is known here; the rest is named in angle brackets.

    Parameters
    ----------
    value
        Text, or functions of CloudFormation.
    known
        Values of pseudo parameters.
    """
    match value:
        case {"Ref": name}:
            return known.get(name, f"<{name}>")
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{name}.{attribute}>"
        case {"Fn::Join": [delimiter, parts]}:
            return str(delimiter).join(text(part, known) for part in parts)
    return str(value)


def resolve(value: str, variables: Mapping[str, str]) -> str:
    """Put in what other actions have exported.

    Parameters
    ----------
    value
        Text with references such as ``#{Dev.SERVICE_URL}``.
    variables
        Values by namespace and name, such as ``Dev.SERVICE_URL``.
    """
    return re.sub(r"#\{([^}]+)\}", lambda match: variables.get(match[1], match[0]), value)
