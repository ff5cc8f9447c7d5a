"""Stacks and images for the tests of constructs."""

from collections.abc import Callable
from pathlib import Path

import aws_cdk as cdk
import pytest

from tests import support

ENVIRONMENT = cdk.Environment(account="111111111111", region="eu-west-1")


@pytest.fixture(scope="module")
def make_stack(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], cdk.Stack]:
    """Make empty stacks, each in an app of its own."""

    def make() -> cdk.Stack:
        app = support.app(tmp_path_factory.mktemp("cdk.out"))
        return cdk.Stack(app, "Stack", env=ENVIRONMENT)

    return make


@pytest.fixture(scope="module")
def make_stack_beside() -> Callable[[cdk.Stack], cdk.Stack]:
    """Make a second stack in the app of a first."""

    def make(stack: cdk.Stack) -> cdk.Stack:
        app = stack.node.root
        assert isinstance(app, cdk.App)
        return cdk.Stack(app, "Beside", env=ENVIRONMENT)

    return make


@pytest.fixture(scope="module")
def image_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder that an image can be built from."""
    folder = tmp_path_factory.mktemp("image")
    (folder / "Dockerfile").write_text("FROM scratch\n")
    return folder
