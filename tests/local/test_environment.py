import os
from pathlib import Path

import pytest

from local.environment import base_environment, cdk_environment, forget_real_aws
from local.paths import State

HOSTILE = {
    "AWS_PROFILE": "production",
    "AWS_SESSION_TOKEN": "real",
    "AWS_ENDPOINT_URL_S3": "https://s3.example.com",
    "CDK_DOCKER": "other",
    "DOCKER_HOST": "tcp://far",
    "PERSIST_STATE": "1",
    "PATH": "/bin",
}


def test_nothing_of_the_persons_aws_is_inherited() -> None:
    assert set(base_environment(HOSTILE)) == {"PATH", "NO_PROXY", "no_proxy"}


def test_the_checkouts_own_tools_come_first_on_the_path() -> None:
    first, second, *rest = base_environment(HOSTILE)["PATH"].split(os.pathsep)
    assert (Path(first).name, Path(second).name, rest) == ("bin", ".bin", ["/bin"])


def test_loopback_is_added_to_what_needs_no_proxy() -> None:
    kept = base_environment({"NO_PROXY": "example.com"})
    assert kept["NO_PROXY"] == "example.com,127.0.0.1,localhost"
    assert kept["no_proxy"] == "127.0.0.1,localhost"


def test_the_cli_sees_the_local_aws_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    environment = cdk_environment(4567, State(tmp_path))
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4567"
    assert environment["AWS_CONFIG_FILE"] == os.devnull
    assert environment["CDK_HOME"].startswith(str(tmp_path))
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & set(environment)


def test_this_processs_own_clients_forget_the_real_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "production")
    forget_real_aws()
    assert {name: value for name, value in os.environ.items() if name.startswith("AWS_")} == {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
