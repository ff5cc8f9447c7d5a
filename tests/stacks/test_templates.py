"""Every template as CloudFormation would take it: cfn-lint, sizes, synthesis that repeats itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from aws_cdk.cx_api import CloudAssembly

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
