"""One synthesis of every environment, shared by the modules that read templates."""

import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk.cx_api import CloudAssembly

from app import build
from stacks.settings import cdk_context, read_settings


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> CloudAssembly:
    """Every environment of cdk.json, synthesised and validated as `make synth` does it."""
    context = cdk_context()
    return build(context, read_settings(context), outdir=tmp_path_factory.mktemp("assembly")).synth()


@pytest.fixture(scope="session")
def templates(assembly: CloudAssembly) -> dict[str, dict[str, Any]]:
    """Each stack's template by its stack's path, such as ``prod/Network``."""
    return {
        stack.hierarchical_id: json.loads(Path(stack.template_full_path).read_text(encoding="utf-8"))
        for stack in assembly.stacks_recursively
    }
