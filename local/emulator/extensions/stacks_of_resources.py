"""Has CloudFormation find the stack that a resource belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers

from local.emulator.extensions.private import read

if TYPE_CHECKING:
    from collections.abc import Callable

_ACTION = "DescribeStackResources"
_PHYSICAL_ID = "PhysicalResourceId"


def find_stacks_of_resources() -> None:
    """Let ``DescribeStackResources`` be asked with a resource's physical id instead of a stack's name.

    References
    ----------
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
    """
    actions = read(handlers, "_ACTION_HANDLERS")
    describe = actions[_ACTION]
    actions[_ACTION] = lambda request: describe(_with_stack(request, read(handlers, "_p")))


def _with_stack(request: dict[str, Any], parameter: Callable[..., str]) -> dict[str, Any]:
    wanted = parameter(request, _PHYSICAL_ID)
    if not wanted or parameter(request, "StackName"):
        return request
    stacks = read(cloudformation, "_stacks")
    found = (
        name
        for name, stack in stacks.items()
        if any(each.get(_PHYSICAL_ID) == wanted for each in stack.get("_resources", {}).values())
    )
    # A list, as the parsed form of a request has every value.
    return {**request, "StackName": [next(found, f"of {wanted}")]}
