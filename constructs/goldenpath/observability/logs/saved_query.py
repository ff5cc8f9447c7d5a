"""Questions to a service's log.

References
----------
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from goldenpath.observability.logs.service_log import ServiceLog
from goldenpath.service import Slo

_FAILED = 500
_MOST_LINES = 100
_MOST_ROUTES = 20
_MOST_VERSIONS = 10
_LIFE = "stats min(@timestamp) as began, max(@timestamp) as ended, count(*) as copies by "
_TRACE = "trace_id"

STARTED = "started"
"""The line that a copy writes when it takes requests."""


@dataclass(frozen=True, kw_only=True)
class SavedQuery:
    """One question.

    Parameters
    ----------
    name
        What it finds.
    commands
        Its commands, in their order.
    parameters
        What it asks for before it looks, each by its name with a description.
    """

    name: str
    commands: Sequence[str]
    parameters: Mapping[str, str] = field(default_factory=dict)


def saved_queries(log: ServiceLog, slo: Slo) -> tuple[SavedQuery, ...]:
    """Ask what people ask first when a service does badly.

    Parameters
    ----------
    log
        Where its lines are.
    slo
        What it promises: a request is slow that takes longer.
    """
    named = log.field
    return (
        SavedQuery(
            name="errors",
            commands=(
                _fields(named, "status", "method", "path", "message", "exception", _TRACE),
                f'filter {named("level")} in ["error", "critical"] or {named("status")} >= {_FAILED}',
                "sort @timestamp desc",
                f"limit {_MOST_LINES}",
            ),
        ),
        SavedQuery(
            name="slow requests",
            commands=(
                _fields(named, "duration_ms", "status", "method", "path", _TRACE),
                f"filter {named('duration_ms')} > {slo.latency_ms}",
                f"sort {named('duration_ms')} desc",
                f"limit {_MOST_LINES}",
            ),
        ),
        SavedQuery(
            name="one trace",
            commands=(
                f"fields @timestamp, {named('level')}, {named('logger')}, {named('message')}, @message",
                f'filter {named(_TRACE)} = "{{{{{_TRACE}}}}}"',
                "sort @timestamp asc",
            ),
            parameters={_TRACE: "32 hexadecimal digits: X-Ray's id of the trace without 1- and hyphens"},
        ),
        SavedQuery(
            name="versions",
            commands=(
                f'filter {named("message")} = "{STARTED}"',
                f"{_LIFE}{named('version')} as running",
                "sort ended desc",
                f"limit {_MOST_VERSIONS}",
                "fields running, copies, fromMillis(began) as first, fromMillis(ended) as last",
            ),
        ),
        # A path holds what was asked for; the metrics, which are lines too, name the code's routes.
        SavedQuery(
            name="failing routes",
            commands=(
                f"filter {named('faults')} > 0",
                f"stats sum({named('faults')}) as failed by {named('Route')} as route",
                "sort failed desc",
                f"limit {_MOST_ROUTES}",
            ),
        ),
    )


def _fields(named: Callable[[str], str], *names: str) -> str:
    return f"fields @timestamp, {', '.join(map(named, names))}"
