"""Every template as CloudFormation would take it: cfn-lint, sizes, synthesis that repeats itself."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aws_cdk.cx_api import CloudAssembly

from app import build
from goldenpath import ImageSource
from stacks.images import IMAGES, Images
from stacks.settings import cdk_context, read_settings
from tests.support import ROOT, unmeasured_environment

ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
MOST_ALARMS = 18

pytestmark = pytest.mark.xdist_group("stacks")


def test_cfn_lint_finds_nothing(assembly: CloudAssembly) -> None:
    paths = [stack.template_full_path for stack in assembly.stacks_recursively]
    lint = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), "--format", "parseable", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (lint.stdout, lint.returncode) == ("", 0)


def test_every_template_is_within_the_limits_of_cloudformation(assembly: CloudAssembly) -> None:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    for stack in assembly.stacks_recursively:
        assert Path(stack.template_full_path).stat().st_size < 1_000_000, stack.hierarchical_id
        assert len(stack.template["Resources"]) <= 200, stack.hierarchical_id


@pytest.mark.timeout(300)
def test_the_same_commit_is_the_same_assembly_wherever_it_is(tmp_path: Path) -> None:
    """A pipeline that changes itself would else do so for ever."""
    one, two = (_synthesised(tmp_path / name) for name in ("one", "another place"))

    assert one == two


def _synthesised(folder: Path) -> dict[str, str]:
    code = folder / "code"
    git = shutil.which("git") or "git"
    subprocess.run([git, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(code)], check=True)
    images = folder / "images.json"
    digest = "sha256:" + "0" * 64
    images.write_text(json.dumps({name: f"registry.example.com/{name}@{digest}" for name in IMAGES}))
    environment = {
        **unmeasured_environment(),
        "PYTHONPATH": os.pathsep.join((str(code), str(code / "constructs"))),
        "CDK_OUTDIR": str(folder / "cdk.out"),
        "CDK_CONTEXT_JSON": json.dumps({**cdk_context(), "images": str(images)}),
        "CDK_VALIDATION": "false",
        "PYTHONHASHSEED": "random",
    }
    subprocess.run([sys.executable, "app.py"], cwd=code, env=environment, check=True, capture_output=True)
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "cdk.out").rglob("*"))
        if path.is_file()
    }


def test_what_changes_in_the_pipeline_reaches_the_stack_that_it_deploys(
    templates: dict[str, dict[str, Any]],
) -> None:
    resources = templates["tooling/Delivery"]["Resources"].values()
    (pipeline,) = (each for each in resources if each["Type"] == "AWS::CodePipeline::Pipeline")
    specs = [
        json.dumps(each["Properties"]["Source"]["BuildSpec"])
        for each in resources
        if each["Type"] == "AWS::CodeBuild::Project"
    ]
    mutation = [spec for spec in specs if "'tooling/Delivery'" in spec]

    assert len(mutation) == 1
    assert "$CODEBUILD_SRC_DIR_Assembly" in mutation[0]  # of this commit, not what is deployed
    stages = [stage["Name"] for stage in pipeline["Properties"]["Stages"]]
    assert stages.index("UpdatePipeline") < stages.index("Dev")


def test_the_pipeline_asks_for_the_error_budget_of_every_service_of_production(
    templates: dict[str, dict[str, Any]],
) -> None:
    resources = templates["tooling/Delivery"]["Resources"].values()
    (asking,) = (
        json.dumps(each)
        for each in resources
        if each["Type"] == "AWS::CodeBuild::Project" and "goldenpath gate" in json.dumps(each)
    )
    gates = {
        alarm["Properties"]["AlarmName"]
        for path, template in templates.items()
        if path.startswith("prod/")
        for alarm in template["Resources"].values()
        if str(alarm.get("Properties", {}).get("AlarmName", "")).endswith("-error-budget-spent")
    }

    assert len(gates) == 3
    assert all(gate in asking for gate in gates)


def test_no_service_has_more_alarms_than_it_may_cost(templates: dict[str, dict[str, Any]]) -> None:
    counted = {
        path: sum(1 for each in template["Resources"].values() if each["Type"] in ALARMS)
        for path, template in templates.items()
        if path.endswith(("/Catalog", "/Checkout", "/Storefront"))
    }

    assert counted["prod/Storefront"] > counted["prod/Catalog"], "it has a canary"
    assert all(0 < number <= MOST_ALARMS for number in counted.values()), counted


def test_a_preview_can_live_beside_the_environment_whose_account_it_is_in(
    templates: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    context = {**cdk_context(), "preview": "7"}
    assembly = build(context, read_settings(context), outdir=tmp_path, validation=False).synth()
    preview = {stack.stack_name: stack.template for stack in assembly.stacks_recursively}
    dev = {path: template for path, template in templates.items() if path.startswith("dev/")}

    assert {name.partition("-")[0] for name in preview} == {"preview"}
    taken, wanted = (
        {name for template in each.values() for name in _physical_names(template)} for each in (dev, preview)
    )
    assert taken
    assert not taken & wanted
    types = {each["Type"] for template in preview.values() for each in template["Resources"].values()}
    assert "AWS::XRay::TransactionSearchConfig" not in types, "an account has one"


def _physical_names(template: dict[str, Any]) -> set[tuple[str, str]]:
    """Give what is named by itself, not by CloudFormation, and may be there once."""
    return {
        (resource["Type"], value)
        for resource in template["Resources"].values()
        if resource["Type"] != "AWS::IAM::Policy"  # it belongs to a role, in which its name is the only one
        for key, value in resource.get("Properties", {}).items()
        if isinstance(value, str) and key == f"{resource['Type'].rpartition('::')[2]}Name"
    }


def test_no_template_names_an_image_by_its_tag_once_there_are_digests(tmp_path: Path) -> None:
    context = dict(cdk_context())
    digest = "sha256:" + "0" * 64
    given = Images({name: ImageSource.digest(f"registry.example.com/{name}", digest) for name in IMAGES})
    assembly = build(context, read_settings(context), images=given, outdir=tmp_path, validation=False).synth()
    found = [
        container["Image"]
        for stack in assembly.stacks_recursively
        for resource in stack.template["Resources"].values()
        if resource["Type"] == "AWS::ECS::TaskDefinition"
        for container in resource["Properties"]["ContainerDefinitions"]
    ]
    assert found
    assert all(str(image).endswith(digest) for image in found)
    assert not any(
        "dockerImages" in path.read_text() and json.loads(path.read_text())["dockerImages"]
        for path in tmp_path.rglob("*.assets.json")
    )
