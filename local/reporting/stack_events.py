"""Asks CloudFormation what it has, and why a stack failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.client import CloudFormationClient

BOOTSTRAP_STACK = "CDKToolkit"
_CONSEQUENCES = ("cancelled", "Resource creation cancelled", "Resource update cancelled")


@dataclass(frozen=True)
class Failure:
    """The resource that failed first in a stack.

    Parameters
    ----------
    stack
        The stack's name.
    resource
        Its logical id and type.
    reason
        What CloudFormation says.
    """

    stack: str
    resource: str
    reason: str


def stack_statuses(cloudformation: CloudFormationClient) -> dict[str, str]:
    """Return the status of every stack but the bootstrap's.

    Parameters
    ----------
    cloudformation
        The local AWS's CloudFormation.
    """
    pages = cloudformation.get_paginator("describe_stacks").paginate()
    stacks = {stack["StackName"]: str(stack["StackStatus"]) for page in pages for stack in page["Stacks"]}
    return {
        name: status
        for name, status in stacks.items()
        if name != BOOTSTRAP_STACK and status != "DELETE_COMPLETE"
    }


def is_bootstrapped(cloudformation: CloudFormationClient) -> bool:
    """Say whether the CDK's bootstrap stack is there.

    Parameters
    ----------
    cloudformation
        The local AWS's CloudFormation.
    """
    try:
        stacks = cloudformation.describe_stacks(StackName=BOOTSTRAP_STACK)["Stacks"]
    except ClientError:
        return False
    return any(stack["StackStatus"].endswith("_COMPLETE") for stack in stacks)


def failures(cloudformation: CloudFormationClient, stacks: list[str]) -> list[Failure]:
    """Return what failed first in each stack that failed in its latest operation.

    Parameters
    ----------
    cloudformation
        The local AWS's CloudFormation.
    stacks
        The stacks to look at.
    """
    found = []
    for stack in stacks:
        try:
            pages = list(cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack))
        except (ClientError, BotoCoreError):
            continue
        failed = None
        for event in (
            event for page in pages for event in page["StackEvents"]
        ):  # the newest comes first, and the stack's own start ends the operation
            status, reason = str(event.get("ResourceStatus", "")), event.get("ResourceStatusReason", "")
            if status.endswith("_FAILED") and not reason.startswith(_CONSEQUENCES):
                resource = f"{event.get('LogicalResourceId')} ({event.get('ResourceType')})"
                failed = Failure(stack, resource, reason or status)
            if event.get("ResourceType") == "AWS::CloudFormation::Stack" and status in {
                "CREATE_IN_PROGRESS",
                "UPDATE_IN_PROGRESS",
                "DELETE_IN_PROGRESS",
            }:
                break
        if failed:
            found.append(failed)
    return found
