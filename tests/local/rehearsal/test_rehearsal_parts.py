"""A handmade pipeline, read from a template and run build by build."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from local.errors import LocalError
from local.rehearsal.build import Build
from local.rehearsal.pipeline import Action, read_actions, resolve

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"AWS::Partition": "aws", "AWS::Region": "eu-west-1"}


def project(buildspec: Any, *, privileged: bool = False) -> dict[str, Any]:
    return {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {
            "Source": {"BuildSpec": buildspec},
            "Environment": {
                "PrivilegedMode": privileged,
                "EnvironmentVariables": [{"Name": "COLOUR", "Value": {"Ref": "AWS::Region"}}],
            },
        },
    }


def action(name: str, provider: str = "CodeBuild", **values: Any) -> dict[str, Any]:
    return {"Name": name, "ActionTypeId": {"Provider": provider}, **values}


def template() -> dict[str, Any]:
    spec = {"version": "0.2", "phases": {"build": {"commands": ["make"]}}}
    image = "goldenpath images build --name check --folder docker/check --output build"
    of_image = {"version": "0.2", "phases": {"build": {"commands": [image]}}}
    joined = {
        "Fn::Join": ["", [json.dumps(spec)[:-1], ', "arn": "', {"Fn::GetAtt": ["Reports", "Arn"]}, '"}']]
    }
    stages = [
        {"Name": "Source", "Actions": [action("Source", "CodeStarSourceConnection")]},
        {
            "Name": "Build",
            "Actions": [
                action("Second", RunOrder=2, Configuration={"ProjectName": {"Ref": "Plain"}}),
                action(
                    "First",
                    RunOrder=1,
                    InputArtifacts=[{"Name": "Code"}, {"Name": "Other"}],
                    Configuration={
                        "ProjectName": {"Ref": "Image"},
                        "EnvironmentVariables": '[{"name": "URL", "value": "#{Dev.URL}"}]',
                    },
                ),
            ],
        },
    ]
    return {
        "Resources": {
            "Plain": project(joined),
            "Image": project(json.dumps(of_image), privileged=True),
            "Side": {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": []}},
            "Pipeline": {
                "Type": "AWS::CodePipeline::Pipeline",
                "Properties": {"RestartExecutionOnUpdate": True, "Stages": stages},
            },
        }
    }


def test_actions_are_read_in_their_order_from_the_pipeline_that_changes_itself() -> None:
    source, first, second = read_actions(template(), KNOWN)

    assert [source.provider, first.name, second.name] == ["CodeStarSourceConnection", "First", "Second"]
    assert first.inputs == ("Code", "Other")
    assert first.variables == {"COLOUR": "eu-west-1", "URL": "#{Dev.URL}"}
    assert (first.builds_images, first.image) == (True, ("check", "docker/check"))
    assert second.buildspec["arn"] == "<Reports.Arn>"
    assert second.commands("build") == ["make"]


def test_a_template_without_a_pipeline_is_said() -> None:
    with pytest.raises(LocalError, match="There is no pipeline"):
        read_actions({"Resources": {}}, KNOWN)


def test_variables_of_other_actions_are_put_in() -> None:
    assert (
        resolve("see #{Dev.URL} and #{Dev.OTHER}", {"Dev.URL": "http://here"})
        == "see http://here and #{Dev.OTHER}"
    )


class Workbench:
    """Runs one build on some code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.artifacts = folder / "artifacts"
        (self.artifacts / "Code").mkdir(parents=True)
        (self.artifacts / "Code" / "file").write_text("content")
        (self.artifacts / "Other").mkdir()

    def run(self, **buildspec: Any) -> dict[str, str]:
        work = self.folder / f"work-{len(list(self.folder.iterdir()))}"
        work.mkdir()
        build = Build(
            action=Action(
                stage="Build", name="Test", provider="CodeBuild", inputs=("Code", "Other"), outputs=("Out",),
                variables={}, namespace="", buildspec=buildspec, builds_images=False,
            ),
            folder=work, artifacts=self.artifacts,
            environment={"PATH": os.environ["PATH"]}, log=self.folder / "log",
        )  # fmt: skip
        return build.run(lambda: None)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path / "a folder")


def test_commands_share_a_shell_and_hand_on_variables_and_files(workbench: Workbench) -> None:
    exported = workbench.run(
        env={"exported-variables": ["NAME", "NEVER_SET"]},
        phases={
            "install": {"commands": ["mkdir -p out/deep", "cd out"]},
            "build": {
                "commands": [
                    'NAME="it\'s $(cat ../file)"',
                    'echo "$NAME" > deep/result',
                    'ls "$CODEBUILD_SRC_DIR_Other"',
                ]
            },
        },
        artifacts={"base-directory": "out", "files": ["**/*"]},
    )

    assert exported == {"NAME": "it's content", "NEVER_SET": ""}
    assert (workbench.artifacts / "Out" / "deep" / "result").read_text() == "it's content\n"


def test_several_artifacts_go_where_they_belong(workbench: Workbench) -> None:
    workbench.run(
        phases={"build": {"commands": ["mkdir a b; touch a/1 b/2"]}},
        artifacts={"secondary-artifacts": {"A": {"base-directory": "a"}, "B": {"base-directory": "b"}}},
    )

    assert [(workbench.artifacts / path).exists() for path in ("A/1", "B/2", "A/2")] == [True, True, False]


def test_a_failed_command_ends_it_and_is_named(workbench: Workbench) -> None:
    with pytest.raises(LocalError) as caught:
        workbench.run(phases={"build": {"commands": ["echo before", "false || exit 7", "echo after"]}})

    assert caught.value.sentence == "Build/Test: `false || exit 7` ended with code 7."
    assert "before" in caught.value.details
    assert "after" not in workbench.log


def test_an_artifact_that_is_not_there_is_said(workbench: Workbench) -> None:
    with pytest.raises(LocalError, match="was to hand on nowhere, which is not there"):
        workbench.run(phases={"build": {"commands": ["true"]}}, artifacts={"base-directory": "nowhere"})


def test_one_build_does_not_see_what_another_has_made(workbench: Workbench) -> None:
    workbench.run(phases={"build": {"commands": ["touch left"]}})
    with pytest.raises(LocalError):
        workbench.run(phases={"build": {"commands": ["test -e left"]}})
