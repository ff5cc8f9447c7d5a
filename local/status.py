"""`python -m local status` and `diff`: what runs now, and what this checkout would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.cdk import Cdk
from local.environment import LOOPBACK
from local.errors import LocalError
from local.local_aws import LocalAws, is_healthy
from local.paths import require_setup
from local.reporting.ledger import read_resources
from local.reporting.summary import read_summary
from local.reporting.table import print_table
from local.services.health import alive
from local.supervision.exclusive import exclusive

if TYPE_CHECKING:
    from rich.console import Console

    from local.settings import Settings


def status(settings: Settings, console: Console) -> None:
    """Say what runs, and how real it is.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to print.
    """
    record = LocalAws(settings.state).record()
    if not record:
        console.print("The local AWS does not run. Start it with `make deploy`.")
        return
    healthy = is_healthy(record.port)
    state = "runs" if healthy else "does NOT answer"
    console.print(
        f"The local AWS {state} on http://{LOOPBACK}:{record.port} (process {record.pid})", highlight=False
    )
    summary = read_summary(settings.state.summary)
    print_table(console, read_resources(settings.state.resources), summary, alive(summary.services))
    if not healthy:
        message = "The local AWS does not answer. Stop it with `make down`."
        raise LocalError(message, log=settings.state.log("emulator"))


def diff(settings: Settings, console: Console) -> None:
    """Compare this checkout with what is deployed.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to print.
    """
    require_setup()
    local_aws = LocalAws(settings.state)
    record = local_aws.record()
    if not record:
        message = (
            "The local AWS does not run, so there is nothing to compare with. Start it with `make deploy`."
        )
        raise LocalError(message)
    with exclusive(settings.state):
        cdk = Cdk(settings.state, record.port, settings.timeout_seconds, local_aws.require_alive)
        # Compared from a folder of its own: what was deployed is what `down` destroys.
        code = cdk.diff(
            settings.app, lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True)
        )
    if code:
        message = "The comparison failed."
        raise LocalError(message, log=settings.state.log("diff"))
