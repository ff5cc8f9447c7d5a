"""Bounds custom resources: one whose function crashes fails at once, one that never answers fails soon.

CloudFormation waits an hour by default, which nobody wants on a laptop.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ministack.services import lambda_svc
from ministack.services.cloudformation import custom_resource

from local.emulator.extensions.private import read, replace

if TYPE_CHECKING:
    import threading

LONGEST_WAIT_SECONDS = 120
_RESPONSE_PATH = "/_ministack/cfn-response/"


class _BoundedEvent:
    """An event that nobody waits for longer than the bound."""

    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def wait(self, timeout: float) -> bool:
        return self._event.wait(min(timeout, LONGEST_WAIT_SECONDS))


def bound_custom_resources() -> None:
    """Put the bound and the crash report around ministack's custom resources."""
    register = read(custom_resource, "register_token")
    invoke = read(custom_resource, "invoke_custom_resource")
    execute = read(lambda_svc, "_execute_function_with_config_scope")

    def register_bounded(token: str) -> _BoundedEvent:
        return _BoundedEvent(register(token))

    def invoke_bounded(
        request_type: str, logical_id: str, properties: dict[str, Any], *rest: Any, **options: Any
    ) -> Any:
        try:
            return invoke(request_type, logical_id, properties, *rest, **options)
        except TimeoutError as error:
            waited = (
                f"no response within {LONGEST_WAIT_SECONDS} s (the local bound, or a shorter ServiceTimeout)"
            )
            message = f"Custom resource {logical_id}: {properties.get('ServiceToken')} sent {waited}."
            raise TimeoutError(message) from error

    def execute_reporting(function: dict[str, Any], event: dict[str, Any]) -> Any:
        result = execute(function, event)
        url = event.get("ResponseURL", "") if isinstance(event, dict) else ""
        if _RESPONSE_PATH in url and isinstance(result, dict) and result.get("error"):
            reason = f"The function crashed before it answered: {_crash(result)}"
            custom_resource.deliver_response(url.rsplit("/", 1)[-1], {"Status": "FAILED", "Reason": reason})
        return result

    replace("register_token", register_bounded, custom_resource)
    replace("invoke_custom_resource", invoke_bounded, custom_resource)
    replace("_execute_function_with_config_scope", execute_reporting, lambda_svc)


def _crash(result: dict[str, Any]) -> str:
    body = result.get("body")
    if isinstance(body, dict) and "errorMessage" in body:
        return f"{body.get('errorType', 'Error')}: {body['errorMessage']}"
    return json.dumps(body, default=str)[:500]
