"""The comparison is fair: the handwritten app makes the same resources."""

from collections import Counter
from pathlib import Path

import aws_cdk as cdk
import pytest

import app
from bench import handwritten
from bench.once import comparable
from stacks.settings import read_settings


def resource_types(application: cdk.App) -> Counter[str]:
    return Counter(
        resource["Type"]
        for stack in application.synth().stacks_recursively
        for resource in stack.template["Resources"].values()
    )


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_it_makes_the_same_resources(environment: str, tmp_path: Path) -> None:
    context = comparable(environment)
    settings = read_settings(context)
    ours, theirs = (
        resource_types(module.build(context, settings, outdir=tmp_path / module.__name__, validation=False))
        for module in (app, handwritten)
    )
    assert ours == theirs != Counter()
