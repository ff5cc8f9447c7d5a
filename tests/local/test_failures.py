"""What must fail does: a clear sentence, an exit code that is not 0, nothing left running."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from local.local_aws import is_healthy
from local.supervision import sessions
from local.supervision.programs import read_json, write_json
from tests.local.running import TOPIC, Local, failing_stack, undeletable_stack, wait_for, waiting_stack

ONE_TOPIC = {"Good": {"resources": {"Topic": TOPIC}}}


def test_a_taken_port_is_named_with_who_holds_it(local: Local) -> None:
    with socket.create_server(("127.0.0.1", local.port)):
        result = local.deploy(ONE_TOPIC)
    assert result.returncode == 1
    assert f"Port {local.port} is taken by " in result.stderr
    assert f"process {os.getpid()}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not local.processes()


def test_a_state_folder_that_cannot_be_written_is_named(local: Local, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.touch()
    result = local.run("deploy", "--state", str(blocker / "state"))
    assert result.returncode == 1
    assert f"The state folder {blocker / 'state'} cannot be written: Not a directory." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failed_stack_names_resource_and_reason_and_ends_what_was_started(local: Local) -> None:
    result = local.deploy(failing_stack())
    assert result.returncode == 1
    assert "local-Failing: Custom (AWS::CloudFormation::CustomResource): " in result.stderr
    assert "Stack local-Failing failed and is now ROLLBACK_COMPLETE." in result.stderr
    assert f"The whole log: {local.state.log('deploy')}" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Ended the local AWS, which this command had started" in result.stdout
    assert not local.processes()


def test_a_later_deployment_that_fails_or_is_stuck_leaves_the_first_one_running(local: Local) -> None:
    assert local.deploy(ONE_TOPIC).returncode == 0
    processes = len(local.processes())

    failed = local.deploy({**ONE_TOPIC, **failing_stack()})
    assert failed.returncode == 1
    assert "Stack local-Failing failed" in failed.stderr
    assert len(local.client("sns").list_topics()["Topics"]) == 1, (
        "what was rolled back is gone, the rest is there"
    )

    stuck = local.deploy({**ONE_TOPIC, **waiting_stack()}, "--timeout-seconds", "8")
    assert stuck.returncode == 1
    assert "did not finish within 8 s and was ended" in stuck.stderr

    assert is_healthy(local.port)
    assert len(local.processes()) == processes, "no CLI is left of the two"


def test_a_stack_that_cannot_be_destroyed_is_named_and_the_local_aws_stopped(local: Local) -> None:
    assert local.deploy(undeletable_stack()).returncode == 0
    result = local.run("down")
    assert result.returncode == 1
    assert "local-Undeletable: Custom (AWS::CloudFormation::CustomResource): " in result.stderr
    assert "it holds the books" in result.stderr
    assert "Not every stack could be destroyed; the local AWS is stopped all the same." in result.stderr
    assert not local.processes()


def test_an_app_that_fails_shows_what_it_said(local: Local) -> None:
    result = local.run(
        "deploy", "--port", str(local.port), "--app", "echo the subnet is too small >&2; exit 3;"
    )
    assert result.returncode == 1
    assert "the subnet is too small" in result.stderr
    assert "could not be synthesised, so nothing was deployed" in result.stderr
    assert not local.processes()


def test_the_emulator_killed_in_the_middle_ends_everything(local: Local) -> None:
    with local.deploying(waiting_stack()) as process:
        os.kill(local.pid("emulator"), signal.SIGKILL)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "The local AWS ended unexpectedly" in stderr
    assert "Traceback" not in stderr
    local.wait_until_nothing_runs()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_deployment_leaves_nothing(local: Local, number: signal.Signals) -> None:
    with local.deploying(waiting_stack()) as process:
        process.send_signal(number)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert "Interrupted" in stderr
    assert "Traceback" not in stderr
    assert not local.processes()


def test_a_killed_deployment_leaves_nothing(local: Local) -> None:
    with local.deploying(waiting_stack()) as process:
        assert len(local.processes()) > 3, "command, supervisor, emulator, CLI"
        meanwhile = local.run("down")
        assert meanwhile.returncode == 1
        assert "Another command works on" in meanwhile.stderr
        process.kill()
    local.wait_until_nothing_runs()
    assert not is_healthy(local.port)


def test_what_a_killed_supervisor_left_is_cleaned_up(local: Local) -> None:
    assert local.run("start", "--port", str(local.port)).returncode == 0
    elsewhere = local.run("deploy", "--port", str(local.port + 1))
    assert elsewhere.returncode == 1
    assert f"The local AWS already runs on port {local.port}." in elsewhere.stderr

    supervisor = read_json(local.state.supervisor)["pid"]
    os.kill(supervisor, signal.SIGKILL)
    wait_for(lambda: sessions.start_time(supervisor) is None)
    assert local.processes(), "the emulator lost its supervisor, and still runs"
    result = local.run("down")
    assert result.returncode == 0
    assert "The local AWS is stopped." in result.stdout
    assert not local.processes()


def test_a_wrong_command_line_says_how_it_goes(local: Local) -> None:
    result = local.run("deploy", "--port", "70000")
    assert result.returncode == 2
    assert "a port is a number from 1 to 65535, not '70000'" in result.stderr


def test_a_port_that_is_free_again_can_be_used(local: Local) -> None:
    """The record of a local AWS that is gone stops nobody, also when its process id belongs to another."""
    local.state.prepare()
    sleeper = [sys.executable, "-c", "input()"]
    with subprocess.Popen(sleeper, stdin=subprocess.PIPE, start_new_session=True) as stranger:
        write_json(local.state.supervisor, {"pid": stranger.pid, "started": 1.0, "port": local.port})
        assert "does not run" in local.run("status").stdout
        assert "does not run" in local.run("stop").stdout
        assert stranger.poll() is None, "a stranger's process is left alone"
        stranger.kill()
