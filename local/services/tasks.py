"""Reads the deployed ECS services back from the local AWS: what each runs, and its health path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local.assembly import Image, Stack
    from local.clients import Clients

_HEALTH_URL = re.compile(r"https?://[^/\s'\"]+(/[^\s'\"|)\]]*)")


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one ECS service runs.

    Parameters
    ----------
    service_arn
        The service.
    service
        Its name.
    definition_arn
        The task definition that it should run.
    cluster
        Its cluster's name.
    desired
        How many tasks it should run.
    containers
        Its task definition's containers.
    target_group
        The load balancer's target group, where it has one.
    """

    service_arn: str
    service: str
    definition_arn: str
    cluster: str
    desired: int
    containers: list[dict[str, Any]]
    target_group: str | None

    def main_container(self, images: Iterable[Image]) -> tuple[dict[str, Any], Image] | None:
        """Return the first container whose image is made from a folder of this checkout.

        Parameters
        ----------
        images
            The assembly's images.
        """
        by_tag = {image.tag: image for image in images}
        for container in self.containers:
            if image := by_tag.get(str(container["image"]).rpartition(":")[2]):
                return container, image
        return None


def deployed_tasks(clients: Clients, stacks: Iterable[Stack]) -> list[Task]:
    """Return what the stacks' ECS services run.

    Parameters
    ----------
    clients
        The local AWS.
    stacks
        The assembly's stacks.
    """
    found = []
    for stack in stacks:
        pages = clients.cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack.name)
        for page in pages:
            found += [
                _task(clients, resource["PhysicalResourceId"])
                for resource in page["StackResourceSummaries"]
                if resource["ResourceType"] == "AWS::ECS::Service"
            ]
    return found


def container_port(container: dict[str, Any]) -> int | None:
    """Return the port a container listens on, or None when it names none.

    Parameters
    ----------
    container
        Its definition.
    """
    mappings = container.get("portMappings") or []
    return int(mappings[0]["containerPort"]) if mappings else None


def health_path(clients: Clients, task: Task, container: dict[str, Any]) -> str:
    """Return the path that says whether a task is well: the target group's, else the container's own check's.

    Parameters
    ----------
    clients
        The local AWS.
    task
        The task.
    container
        The container that listens.
    """
    if task.target_group:
        groups = clients.elbv2.describe_target_groups(TargetGroupArns=[task.target_group])["TargetGroups"]
        for group in groups:
            if group.get("HealthCheckPath"):
                return str(group["HealthCheckPath"])
    command = " ".join((container.get("healthCheck") or {}).get("command") or [])
    match = _HEALTH_URL.search(command)
    return match[1] if match else "/"


def _task(clients: Clients, service_arn: str) -> Task:
    cluster = service_arn.split("/")[-2]
    service = clients.ecs.describe_services(cluster=cluster, services=[service_arn])["services"][0]
    arn = service["taskDefinition"]
    definition = clients.ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
    balancers = service.get("loadBalancers") or []
    return Task(
        service_arn=service_arn,
        service=service["serviceName"],
        definition_arn=arn,
        cluster=cluster,
        desired=service["desiredCount"],
        containers=[dict(container) for container in definition["containerDefinitions"]],
        target_group=next((item["targetGroupArn"] for item in balancers if item.get("targetGroupArn")), None),
    )
