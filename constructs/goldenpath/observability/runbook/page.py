"""A service's runbook."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goldenpath.observability.runbook.deployed import DeployedStack

_TEMPLATE = "runbook.md.j2"


def runbook(stack: DeployedStack, service: str) -> str:
    """Write what to do when an alarm of a service fires.

    Parameters
    ----------
    stack
        Where the service is deployed.
    service
        Its name.
    """
    environment = Environment(  # it writes Markdown, with names that AWS allows
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    environment.filters["anchor"] = str.lower  # alarms' names have letters, digits and hyphens only
    alarms = [alarm for alarm in stack.alarms if alarm.service == service]
    return environment.get_template(_TEMPLATE).render(
        stack=stack, service=service, alarms=alarms, resources=stack.resources
    )
