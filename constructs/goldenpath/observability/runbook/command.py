"""`python -m goldenpath runbook`: write what to do when an alarm fires, by the names of what is deployed."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from goldenpath.observability.runbook.deployed import DeployedStack, read_stack


def run(arguments: Sequence[str]) -> None:
    """Write a runbook for each service of some stacks, with the names of what is deployed.

    Publish the folder where the services' runbook addresses lead.

    Parameters
    ----------
    arguments
        The command's own, without its name.
    """
    from goldenpath.observability.runbook.page import runbook  # noqa: PLC0415 - only this needs Jinja

    options = _parse(arguments)
    stacks = [_read(name, options.region) for name in options.stacks]
    silent = [stack.name for stack in stacks if not stack.services]
    if silent:
        sys.exit(
            f"No alarm of {', '.join(silent)} says which service it is about: OwnedAlarm writes that in tags."
        )
    options.output.mkdir(parents=True, exist_ok=True)
    for stack in stacks:
        for service in stack.services:
            page = options.output / f"{service}.md"
            page.write_text(runbook(stack, service), encoding="utf-8")
            print(page)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m goldenpath runbook", description=run.__doc__)
    parser.add_argument("--region", required=True, help="where the stacks are")
    parser.add_argument("--output", type=Path, default=Path("runbooks"), help="a folder; default runbooks")
    parser.add_argument("stacks", nargs="+", help="names of stacks, such as prod-Checkout")
    return parser.parse_args(arguments)


def _read(name: str, region: str) -> DeployedStack:
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        return read_stack(
            name,
            cloudformation=boto3.client("cloudformation", region_name=region),
            cloudwatch=boto3.client("cloudwatch", region_name=region),
        )
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"The stack {name} in {region} cannot be read: {error}")
