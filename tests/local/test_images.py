"""The registry's side of images, in a fake registry that keeps what it is given."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError

from local.assembly import Image
from local.paths import State
from local.services import container_client
from local.services.engine import Engine
from local.services.images import record_image, record_images, write_client


class FakeRegistry:
    def __init__(self, error: str = "") -> None:
        self.images: dict[tuple[str, str], dict[str, Any]] = {}
        self._error = error

    def put_image(self, **request: str) -> None:
        if self._error:
            raise ClientError({"Error": {"Code": self._error, "Message": "no"}}, "PutImage")
        self.images[request["repositoryName"], request["imageTag"]] = json.loads(request["imageManifest"])


def test_a_recorded_image_says_that_nobody_built_it(tmp_path: Path) -> None:
    registry = FakeRegistry()
    assert (
        record_images(cast("Any", registry), [Image(tag="abc", repository="assets", directory=tmp_path)]) == 1
    )
    manifest = registry.images["assets", "abc"]
    assert manifest["layers"] == []
    assert manifest["annotations"]["org.opencontainers.image.source"] == "recorded, not built"


def test_recording_twice_is_no_error() -> None:
    record_image(cast("Any", FakeRegistry("ImageTagAlreadyExistsException")), "assets", "abc", "recorded")


def test_any_other_refusal_is_one() -> None:
    with pytest.raises(ClientError, match="RepositoryNotFoundException"):
        record_image(cast("Any", FakeRegistry("RepositoryNotFoundException")), "assets", "abc", "recorded")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Stand in for `docker` with a program that notes how it was called."""
    program = tmp_path / "a docker"
    program.write_text('#!/bin/sh\necho "$DOCKER_HOST $*"\n[ "$1" != inspect ]\n', encoding="utf-8")
    program.chmod(0o755)
    return Engine("unix:///engine.sock", str(program))


def run_client(tmp_path: Path, engine: Engine, *arguments: str, text: str = "") -> tuple[int, str]:
    state = State(tmp_path / "a state")
    state.prepare()
    (tmp_path / "local").mkdir(exist_ok=True)
    (tmp_path / "local/__init__.py").write_text(
        "raise SystemExit('the image folder shadows us')", encoding="utf-8"
    )
    environment = {**os.environ, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    result = subprocess.run(
        [str(write_client(state, engine)), *arguments], cwd=tmp_path, input=text, env=environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    return result.returncode, result.stdout.strip()


def test_building_is_the_engines_work(tmp_path: Path, engine: Engine) -> None:
    assert run_client(tmp_path, engine, "build", "--tag", "a b", ".") == (
        0,
        "unix:///engine.sock build --tag a b .",
    )


def test_logging_in_reads_the_password_and_does_nothing(tmp_path: Path, engine: Engine) -> None:
    assert run_client(tmp_path, engine, "login", "--password-stdin", "registry", text="secret" * 10000) == (
        0,
        "",
    )


def test_an_image_that_the_engine_lacks_is_not_pushed(tmp_path: Path, engine: Engine) -> None:
    code, output = run_client(tmp_path, engine, "push", "registry/assets:abc")
    assert code == 1
    assert output == "unix:///engine.sock inspect --format {{.Id}} registry/assets:abc"


def test_a_push_is_noted_in_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = FakeRegistry()
    monkeypatch.setenv("GOLDENPATH_CONTAINER_CLIENT", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4567")
    monkeypatch.setattr("local.clients.Clients.ecr", registry)
    assert (
        container_client.main(["push", "000000000000.dkr.ecr.us-east-1.amazonaws.com/assets/shop:abc"]) == 0
    )
    manifest = registry.images["assets/shop", "abc"]
    assert manifest["annotations"]["org.opencontainers.image.source"] == "built, held by the container engine"
