"""Tries a new version through the load balancer's test listener, and tells whoever releases it.

The listener is reached at the load balancer's addresses inside the network. Its public ones are out of reach:
nobody comes in there.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import threading
import time
from typing import Any

import boto3

_TO_REPORT_SECONDS = 10


def code_deploy(event: dict[str, Any], context: Any) -> None:
    """Answer CodeDeploy's hook ``AfterAllowTestTraffic``, whatever happens."""
    boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status="Succeeded" if _passes_in_time(context) else "Failed",
    )


def ecs(_event: dict[str, Any], context: Any) -> dict[str, str]:
    """Answer ECS's lifecycle hook, whatever happens."""
    return {"hookStatus": "SUCCEEDED" if _passes_in_time(context) else "FAILED"}


def _passes_in_time(context: Any) -> bool:
    """Say whether the version passes, in time to report it: a test that hangs has failed."""
    verdict = [False]

    def test() -> None:
        try:
            verdict[0] = _passes()
        except Exception as error:  # noqa: BLE001 - the release waits for an answer
            _log(problem=f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=test, daemon=True)
    thread.start()
    thread.join(max(0.0, context.get_remaining_time_in_millis() / 1000 - _TO_REPORT_SECONDS))
    if thread.is_alive():
        _log(problem="The test did not end in time")
        return False
    return verdict[0]


def _passes() -> bool:
    test = json.loads(os.environ["SMOKE_TEST"])
    addresses = _addresses(test["load_balancer"])
    verdicts = [_answers(test, path, addresses) for path in test["paths"]]
    return all(verdicts)


def _addresses(load_balancer: str) -> list[str]:
    interfaces = boto3.client("ec2").describe_network_interfaces(
        Filters=[{"Name": "description", "Values": [f"ELB {load_balancer}"]}]
    )["NetworkInterfaces"]
    if not interfaces:
        raise LookupError(f"The load balancer {load_balancer} has no network interface")
    return [interface["PrivateIpAddress"] for interface in interfaces]


def _answers(test: dict[str, Any], path: str, addresses: list[str]) -> bool:
    for attempt in range(test["attempts"]):
        if attempt:
            time.sleep(test["pause_seconds"])
        address = addresses[attempt % len(addresses)]
        started = time.monotonic()
        status, problem = _ask(test, path, address)
        latency_ms = round((time.monotonic() - started) * 1000)
        passed = status == test["expected_status"] and latency_ms <= test["latency_ms"]
        _log(path=path, address=address, status=status, latency_ms=latency_ms, problem=problem, passed=passed)
        if passed:
            return True
    return False


def _ask(test: dict[str, Any], path: str, address: str) -> tuple[int | None, str | None]:
    """Give the status of the answer, or what went wrong."""
    connection = _connection(test, address)
    try:
        connection.request("GET", path, headers={"Host": test["host"], "User-Agent": "goldenpath-smoke-test"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return None, f"{type(error).__name__}: {error}"
    else:
        return answer.status, None
    finally:
        connection.close()


def _connection(test: dict[str, Any], address: str) -> http.client.HTTPConnection:
    timeout_seconds = test["latency_ms"] / 1000
    if not test["secure"]:
        return http.client.HTTPConnection(address, test["port"], timeout=timeout_seconds)
    return _NamedConnection(address, test["port"], test["host"], timeout_seconds)


class _NamedConnection(http.client.HTTPSConnection):
    """TLS with an address, whose certificate is for a name."""

    def __init__(self, address: str, port: int, name: str, timeout_seconds: float) -> None:
        super().__init__(name, port, timeout=timeout_seconds)
        self._address = address

    def connect(self) -> None:
        """Connect with the address instead of the name."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _log(**values: Any) -> None:
    print(json.dumps({key: value for key, value in values.items() if value is not None}))
