"""Runs `python -m local` as a person does, in a state folder and on a port of the test's own."""

import contextlib
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import psutil

from local import ports
from local.paths import ROOT, State
from local.supervision.programs import read_running

HANDMADE_APP = Path(__file__).with_name("handmade_app.py")
TOPIC = {"Type": "AWS::SNS::Topic"}

# A person's shell may point anywhere: the local AWS must be all that is ever reached.
HOSTILE = {
    "AWS_PROFILE": "production",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "real",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "AWS_REGION": "eu-central-1",
}


class Local:
    """The local AWS of one test."""

    def __init__(self, folder: Path) -> None:
        self.state = State(folder / "a state folder")
        self.port = ports.free_port()
        self._folder = folder

    def command(self, command: str, *arguments: str) -> list[str]:
        state = ["--state", str(self.state.directory)]
        return [sys.executable, "-m", "local", command, *state, "--engine", "none", *arguments]

    def run(
        self, command: str, *arguments: str, timeout_seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(command, *arguments), cwd=ROOT, env={**os.environ, **HOSTILE}, text=True,
            capture_output=True, timeout=timeout_seconds, check=False,
        )  # fmt: skip

    def deploy(self, stacks: dict[str, Any], *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("deploy", *self.deploy_arguments(stacks), *arguments)

    def diff(self, stacks: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        return self.run("diff", "--app", self._app(stacks))

    def deploy_arguments(self, stacks: dict[str, Any]) -> list[str]:
        return ["--port", str(self.port), "--app", self._app(stacks)]

    def _app(self, stacks: dict[str, Any]) -> str:
        description = self._folder / "stacks.json"
        description.write_text(json.dumps(stacks), encoding="utf-8")
        return shlex.join([sys.executable, str(HANDMADE_APP), str(description)])

    @contextlib.contextmanager
    def deploying(self, stacks: dict[str, Any], *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Deploy in the background, and yield once CloudFormation is at work."""
        command = self.command("deploy", *self.deploy_arguments(stacks), *arguments)
        with subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                wait_for(lambda: "deploying..." in self.log("deploy") or process.poll() is not None)
                yield process
            finally:
                process.kill()

    def log(self, name: str) -> str:
        with contextlib.suppress(FileNotFoundError):
            return self.state.log(name).read_text(encoding="utf-8")
        return ""

    def pid(self, program: str) -> int:
        return read_running(self.state.running)[program].pid

    def client(self, service: str) -> Any:
        session = boto3.Session("test", "test", region_name="us-east-1")
        return session.client(service, endpoint_url=f"http://127.0.0.1:{self.port}")  # type: ignore[call-overload]

    def processes(self) -> list[psutil.Process]:
        """Return every process of this test's local AWS: each knows the state folder."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def wait_until_nothing_runs(self, timeout_seconds: float = 15) -> None:
        wait_for(lambda: not self.processes(), timeout_seconds, lambda: f"left: {self.processes()}")

    def _is_ours(self, process: psutil.Process) -> bool:
        folder = str(self.state.directory)
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                return False
            known = " ".join([process.cwd(), *process.cmdline(), *process.environ().values()])
            return folder in known
        return False


def wait_for(
    condition: Callable[[], bool],
    timeout_seconds: float = 60,
    complaint: Callable[[], str] = lambda: "timeout",
) -> None:
    deadline = time.monotonic() + timeout_seconds
    while not condition():
        assert time.monotonic() < deadline, complaint()
        time.sleep(0.05)


def waiting_stack(seconds: int = 300) -> dict[str, Any]:
    """Describe a stack that CloudFormation works on for so long."""
    properties = {"Handle": {"Ref": "Handle"}, "Timeout": str(seconds), "Count": 1}
    return {
        "Waiting": {
            "resources": {
                "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
                "Wait": {"Type": "AWS::CloudFormation::WaitCondition", "Properties": properties},
            }
        }
    }


def failing_stack() -> dict[str, Any]:
    """Describe a stack whose second resource fails."""
    function = "arn:aws:lambda:us-east-1:000000000000:function:missing"
    return {
        "Failing": {
            "resources": {
                "Topic": TOPIC,
                "Custom": {
                    "Type": "AWS::CloudFormation::CustomResource",
                    "DependsOn": "Topic",
                    "Properties": {"ServiceToken": function},
                },
            }
        }
    }


_REFUSES_DELETION = """
import json, urllib.request
def handler(event, context):
    refuses = event["RequestType"] == "Delete"
    answer = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    answer |= {"PhysicalResourceId": "books", "Status": "FAILED" if refuses else "SUCCESS"}
    answer |= {"Reason": "it holds the books"}
    body = json.dumps(answer).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""


def undeletable_stack() -> dict[str, Any]:
    """Describe a stack with a custom resource whose function refuses to delete it."""
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = {"Version": "2012-10-17", "Statement": [trust]}
    function = {
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": _REFUSES_DELETION},
    }
    custom = {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}}
    resources = {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy}},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
        "Custom": {"Type": "AWS::CloudFormation::CustomResource", "Properties": custom},
    }
    return {"Undeletable": {"resources": resources}}
