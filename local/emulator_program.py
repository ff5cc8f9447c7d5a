"""How the emulator is started: on loopback only, its files inside the state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.environment import LOOPBACK
from local.paths import EMULATOR_PYTHON, NODE_MODULES, ROOT
from local.services.engine import INSTANCE, find_engine
from local.supervision.programs import Program, read_programs

if TYPE_CHECKING:
    from local.paths import State
    from local.services.engine import Engine

_NO_ENGINE = "no-engine.sock"


def emulator_program(state: State, port: int, engine: Engine | None) -> Program:
    """Return the emulator as the supervisor's first program.

    Parameters
    ----------
    state
        The state folder.
    port
        Where it listens.
    engine
        The container engine that runs tasks, if there is one.
    """
    # Without an engine the variable names a socket that is not there: else the emulator tries the
    # usual one by itself, and would run what nothing here has built.
    docker_host = engine.host if engine else f"unix://{state.directory / _NO_ENGINE}"
    return Program(
        name="emulator",
        command=[str(EMULATOR_PYTHON), "-m", "local.emulator"],
        directory=str(ROOT),
        environment={
            "GATEWAY_PORT": str(port),
            "BIND_HOST": LOOPBACK,
            "SFTP_HOST": LOOPBACK,
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "MINISTACK_HOSTNAME": INSTANCE,
            "LAMBDA_EXECUTOR": "local",
            "NODE_PATH": str(NODE_MODULES),
            "TMPDIR": str(state.temporary),
            "S3_DATA_DIR": str(state.temporary / "s3"),
            "DOCKER_HOST": docker_host,
            "GOLDENPATH_RESOURCES_FILE": str(state.resources),
            "NO_COLOR": "1",
        },
        log=str(state.log("emulator")),
    )


def engine_of(state: State) -> Engine | None:
    """Return the container engine that the running emulator was started with.

    Parameters
    ----------
    state
        The state folder.
    """
    host = read_programs(state.programs)[0].environment["DOCKER_HOST"]
    return None if host.endswith(_NO_ENGINE) else find_engine(host)
