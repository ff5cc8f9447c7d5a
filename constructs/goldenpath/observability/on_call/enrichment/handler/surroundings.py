"""What stands around an alarm: its service, when that last changed, its dashboard and logs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from .transition import Transition

_SERVICE = "AWS::ECS::Service"
_DASHBOARD = "AWS::CloudWatch::Dashboard"
_LOG_GROUP = "AWS::Logs::LogGroup"
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A change of what runs.

    Parameters
    ----------
    what
        What came.
    at
        When it began to.
    """

    what: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around an alarm; nothing is in it that could not be found out.

    Parameters
    ----------
    service
        What the alarm is about.
    deployment
        The last one.
    dashboards, log_groups
        Names, in the alarm's stack.
    """

    service: str | None = None
    deployment: Deployment | None = None
    dashboards: tuple[str, ...] = ()
    log_groups: tuple[str, ...] = ()


def look(transition: Transition, client: Callable[[str], Any]) -> Surroundings:
    """Look around an alarm. What fails is left out, since people must be told anyway.

    Parameters
    ----------
    transition
        The change of its state.
    client
        Gives a client of an AWS service.
    """
    service = _attempt(lambda: _service(client("cloudwatch"), transition.arn))
    stack = _attempt(lambda: _stack(client("cloudformation"), transition.name))
    if stack is None:
        return Surroundings(service=service)
    parts = _attempt(lambda: _parts(client("cloudformation"), stack)) or {}
    deployment = _attempt(lambda: _release(client("ecs"), parts.get(_SERVICE, ()))) or _attempt(
        lambda: _update(client("cloudformation"), stack)
    )
    return Surroundings(
        service=service,
        deployment=deployment,
        dashboards=parts.get(_DASHBOARD, ()),
        log_groups=parts.get(_LOG_GROUP, ()),
    )


def _attempt(find: Callable[[], Found | None]) -> Found | None:
    try:
        return find()
    except Exception as error:  # noqa: BLE001 - a message without it is better than none
        print(json.dumps({"not_found_out": f"{type(error).__name__}: {error}"}))
        return None


def _service(cloudwatch: Any, arn: str) -> str | None:
    tags = cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]
    return next((str(tag["Value"]) for tag in tags if tag["Key"] == "service"), None)


def _stack(cloudformation: Any, alarm: str) -> str:
    found = cloudformation.describe_stack_resources(PhysicalResourceId=alarm)
    return str(found["StackResources"][0]["StackName"])


def _parts(cloudformation: Any, stack: str) -> Mapping[str, tuple[str, ...]]:
    """Give the names of what a stack is made of, by type."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    every = sorted(
        (str(part["ResourceType"]), str(part["PhysicalResourceId"]))
        for page in pages
        for part in page["StackResourceSummaries"]
        if part.get("PhysicalResourceId")
    )
    return {kind: tuple(name for _, name in some) for kind, some in groupby(every, key=lambda each: each[0])}


def _release(ecs: Any, services: tuple[str, ...]) -> Deployment | None:
    """Give the last release of the stack's ECS services, however they are released."""
    found = [
        each
        for arn in services
        for each in ecs.describe_services(cluster=arn.split("/")[1], services=[arn])["services"]
    ]
    return max(
        (each for service in found for each in _releases(service)), key=lambda each: each.at, default=None
    )


def _releases(service: Mapping[str, Any]) -> Iterator[Deployment]:
    for each in (*service.get("deployments", ()), *service.get("taskSets", ())):
        # CodeDeploy's releases are task sets, whose deployment has no beginning of its own.
        if each.get("status") == "PRIMARY" and "createdAt" in each:
            yield Deployment(what=each["taskDefinition"].rpartition("/")[2], at=each["createdAt"])


def _update(cloudformation: Any, name: str) -> Deployment:
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    at = stack.get("LastUpdatedTime") or stack["CreationTime"]
    return Deployment(what=f"stack {stack['StackName']}, {stack['StackStatus']}", at=at)
