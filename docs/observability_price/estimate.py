"""What is paid in a month."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs.observability_price.counts import MINUTES, Counts
from goldenpath.observability.tracing import RECORDED_SHARE

_GB = 1_000_000_000
_MINUTE = 60
_SIGNALS_OF_AN_OBJECTIVE = 2
_METRICS_OF_A_ROUTE = 2  # its latency and its faults
_METRICS_OF_A_SERVICE = 2  # its saturation, and what it refused


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is paid for.

    Parameters
    ----------
    what
        What it is.
    quantity
        How many, or how much.
    price
        Its name in the table of prices.
    dollars
        What it costs in a month.
    """

    what: str
    quantity: float
    price: str
    dollars: float


def prices() -> dict[str, Any]:
    """Read the prices."""
    return _read("prices.toml")


def assumptions() -> dict[str, Any]:
    """Read what no template says."""
    return _read("assumptions.toml")


def estimate(
    counts: Counts, requests_per_second: float, listed: Mapping[str, Any], assumed: Mapping[str, Any]
) -> list[Line]:
    """Say what one service's observability costs in a month.

    Parameters
    ----------
    counts
        What its template has.
    requests_per_second
        How many it answers, all day.
    listed, assumed
        Prices and assumptions.
    """
    quantities = (*_by_number(counts, assumed), *_by_traffic(requests_per_second, assumed))
    return [
        Line(what=what, quantity=quantity, price=price, dollars=quantity * listed[price]["price"])
        for what, quantity, price in quantities
    ]


def _by_number(counts: Counts, assumed: Mapping[str, Any]) -> Iterator[tuple[str, float, str]]:
    canary = assumed["canary"]
    second = canary["seconds_of_a_run"]["value"] * canary["memory_gb"]["value"]
    yield "metrics in alarms", counts.alarm_metrics, "alarm_metric"
    yield "metrics in fast alarms", counts.fast_alarm_metrics, "fast_alarm_metric"
    yield "composite alarms", counts.composite_alarms, "composite_alarm"
    yield "metrics from the log's lines", counts.log_metrics, "custom_metric"
    yield "metrics of its own", _own_metrics(assumed), "custom_metric"
    yield "dashboards", counts.dashboards, "dashboard"
    yield "signals of its objectives", counts.objectives * _SIGNALS_OF_AN_OBJECTIVE * MINUTES, "signals"
    yield "runs of canaries", counts.canary_runs, "canary_run"
    yield "GB-seconds of canaries", counts.canary_runs * second, "function_second"


def _by_traffic(rate: float, assumed: Mapping[str, Any]) -> Iterator[tuple[str, float, str]]:
    log, trace = assumed["log"], assumed["trace"]
    requests = rate * MINUTES * _MINUTE
    lines = requests * log["bytes_of_a_request"]["value"] + MINUTES * _bytes_of_metrics(assumed)
    kept = log["stored_share"]["value"] * log["stored_months"]["value"]
    spans = requests * RECORDED_SHARE * trace["spans_of_a_request"]["value"]
    yield "GB of log taken in", lines / _GB, "log_ingested"
    yield "GB of log kept", lines / _GB * kept, "log_stored"
    yield "GB of spans", spans * trace["bytes_of_a_span"]["value"] / _GB, "spans"


def _own_metrics(assumed: Mapping[str, Any]) -> int:
    routes = int(assumed["service"]["routes"]["value"])
    return routes * _METRICS_OF_A_ROUTE + _METRICS_OF_A_SERVICE


def _bytes_of_metrics(assumed: Mapping[str, Any]) -> int:
    """Give the size of a minute's metrics: each copy writes a line for each route, and one for itself."""
    log, service = assumed["log"], assumed["service"]
    routes = service["routes"]["value"] * log["bytes_of_a_route"]["value"]
    return int(service["copies"]["value"] * (routes + log["bytes_of_a_service"]["value"]))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
