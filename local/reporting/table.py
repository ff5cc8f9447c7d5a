"""The truthful table: what an API answers for, what really runs, what is only recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from local.reporting.ledger import LEVELS, Resource, counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from local.reporting.summary import Service, Summary

_MEANING = "emulated: an API answers · run: a process works · recorded: only noted"
_SERVICE_TYPE = "AWS::ECS::Service"


def print_table(console: Console, resources: Sequence[Resource], summary: Summary, alive: set[str]) -> None:
    """Print what there is, type by type, then images, services and totals.

    Parameters
    ----------
    console
        Where to print.
    resources
        What exists in the local AWS.
    summary
        What the deployment did beside CloudFormation.
    alive
        The ARNs of the ECS services that answer now.
    """
    shown = [_as_seen(resource, summary.services, alive) for resource in resources]
    by_type = counts(shown)
    table = Table("Type", *LEVELS, box=None, pad_edge=False, header_style="bold", show_footer=bool(by_type))
    for column in table.columns[1:]:
        column.justify = "right"
    for type_, levels in by_type.items():
        table.add_row(type_, *(str(levels[level] or "") for level in LEVELS))
    totals = [sum(levels[level] for levels in by_type.values()) for level in LEVELS]
    for column, footer in zip(table.columns, [f"{len(shown)} resources", *map(str, totals)], strict=True):
        column.footer = footer
        column.footer_style = "bold"
    console.print(table)
    console.print(_MEANING, style="dim")
    _print_images(console, summary)
    for service in summary.services:
        console.print(describe(service, is_alive=service.arn in alive), soft_wrap=True)


def describe(service: Service, *, is_alive: bool) -> str:
    """Return a service's line.

    Parameters
    ----------
    service
        The service.
    is_alive
        Whether it answers now.
    """
    if service.how == "recorded":
        return f"Service {service.name}: recorded, nothing runs ({service.note})"
    amount = f"{service.running} of {service.desired} tasks"
    state = "answers" if is_alive else "does NOT answer"
    note = f" ({service.note})" if service.note else ""
    return f"Service {service.name}: run ({service.how}), {amount}, {state}{note}: {service.url}"


def _as_seen(resource: Resource, services: Iterable[Service], alive: set[str]) -> Resource:
    """Return the resource as it is: an ECS service is run when it answers, else at most recorded."""
    if resource.type != _SERVICE_TYPE:
        return resource
    runs = any(service.arn == resource.physical_id and service.arn in alive for service in services)
    return Resource(**{**vars(resource), "how": "run" if runs else "recorded"})


def _print_images(console: Console, summary: Summary) -> None:
    if summary.images_built:
        console.print(f"Container images: {summary.images_built} built, known to the local registry")
    if summary.images_recorded:
        console.print(
            f"Container images: {summary.images_recorded} recorded, not built (no container engine)"
        )
