"""An environment, synthesised as it ships."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import build
from docs.dashboards.synthesised.resources import Resources
from docs.dashboards.synthesised.template import Stack
from stacks.settings import cdk_context, read_settings


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A dashboard.

    Parameters
    ----------
    name
        Its name.
    body
        What it shows, as CloudWatch takes it.
    """

    name: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Environment:
    """What is synthesised of an environment.

    Parameters
    ----------
    name
        Its name.
    stacks
        Its stacks.
    """

    name: str
    stacks: Sequence[Stack]

    @property
    def resources(self) -> Resources:
        """The resources of its stacks."""
        return Resources(self.stacks)

    @property
    def dashboards(self) -> list[Dashboard]:
        """Its dashboards."""
        return [
            Dashboard(
                name=each.properties["DashboardName"], body=json.loads(each.properties["DashboardBody"])
            )
            for each in self.resources.of_type("AWS::CloudWatch::Dashboard")
        ]

    def service_of(self, reference: str) -> str:
        """Give the service in whose stack something is.

        Parameters
        ----------
        reference
            A reference to it, resolved.
        """
        return reference.split(".", maxsplit=1)[0].removeprefix(f"{self.name}-").lower()


def synthesise(name: str, outdir: Path) -> Environment:
    """Synthesise an environment.

    Parameters
    ----------
    name
        The environment.
    outdir
        Where the assembly is written.
    """
    context = {**cdk_context(), "environment": name}
    assembly = build(context, read_settings(context), outdir=outdir, validation=False).synth()
    stacks = [
        Stack(
            name=each.stack_name,
            account=each.environment.account,
            region=each.environment.region,
            template=each.template,
        )
        for each in assembly.stacks_recursively
    ]
    return Environment(name, stacks)
