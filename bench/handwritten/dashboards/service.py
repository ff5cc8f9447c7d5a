"""The dashboard of one service."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from bench.handwritten.canary import Canary
from bench.handwritten.dashboards.widgets import (
    HALF,
    HEIGHT,
    THIRD,
    WHOLE,
    Color,
    alarms,
    dashboard,
    gauge,
    graph,
    text,
)
from bench.handwritten.metrics import Reported, Requests
from bench.handwritten.promises import NOW, PAGES_AT, PROMISES, SLOW_SECONDS, burn_rate
from bench.handwritten.telemetry import QUERIES, Telemetry
from stacks.settings import EnvironmentSettings

_SLOW_MS = SLOW_SECONDS * 1000


def service_dashboard(
    scope: Construct,
    name: str,
    *,
    requests: Requests,
    load: Reported,
    insights: Reported,
    settings: EnvironmentSettings,
    telemetry: Telemetry,
    shown: Sequence[cloudwatch.IAlarm],
    canary: Canary | None,
) -> None:
    """Show how a service does."""
    dashboard(
        scope,
        "Dashboard",
        name,
        [
            [text(f"## {name}\nOwner: **team-shop**. [Runbook](https://runbooks.example.com/{name})")],
            [
                alarms(shown, width=THIRD, height=HEIGHT),
                *(gauge(promise, requests) for promise in PROMISES),
                _burn_rates(requests),
            ],
            _users(requests, telemetry),
            [
                graph(
                    "Saturation in %",
                    [
                        load.metric("CPUUtilization", "processors", Color.ORANGE),
                        load.metric("MemoryUtilization", "memory", Color.PURPLE),
                    ],
                    bounds=[(60, "copies are added", Color.GREY)],
                ),
                graph(
                    "Copies that run",
                    [insights.metric("RunningTaskCount", "copies", Color.BLUE)],
                    bounds=[
                        (settings.sizes.minimum_tasks, "fewest", Color.GREY),
                        (settings.sizes.maximum_tasks, "most", Color.GREY),
                    ],
                ),
                _table("versions", telemetry.log_group, THIRD),
            ],
            *([_journeys(canary)] if canary else []),
            [_table("errors", telemetry.log_group, WHOLE)],
            [
                _table("failing routes", telemetry.log_group, HALF),
                _table("slow requests", telemetry.log_group, HALF),
            ],
        ],
    )


def _burn_rates(requests: Requests) -> cloudwatch.GraphWidget:
    colors = {"availability": Color.RED, "latency": Color.ORANGE}
    return graph(
        "Budget burns so many times faster than it lasts",
        [
            burn_rate(requests.over(NOW).under(promise), promise, label=promise, color=colors[promise])
            for promise in PROMISES
        ],
        bounds=[(PAGES_AT, "pages", Color.GREY)],
    )


def _users(requests: Requests, telemetry: Telemetry) -> list[cloudwatch.GraphWidget]:
    colors = {50: Color.GREEN, 95: Color.ORANGE, 99: Color.RED}
    return [
        graph(
            "Requests a minute, and copies that started",
            [requests.count(label="requests", color=Color.BLUE)],
            [telemetry.starts(label="copies started", color=Color.PURPLE)],
        ),
        graph(
            "Failed requests in %",
            [requests.failed_percent(label="failed", color=Color.RED)],
            bounds=[(0.1, "promised at most", Color.GREY), (1.44, "a release is taken back", Color.RED)],
        ),
        graph(
            "Latency in ms",
            [
                requests.latency_ms(percentile, label=f"p{percentile}", color=color)
                for percentile, color in colors.items()
            ],
            bounds=[(_SLOW_MS, "promised at most", Color.GREY)],
        ),
    ]


def _journeys(canary: Canary) -> list[cloudwatch.GraphWidget]:
    return [
        graph("Journeys that work, in %", [canary.succeeded(color=Color.GREEN)], width=HALF),
        graph("Journeys' time in ms", [canary.took()], width=HALF),
    ]


def _table(query: str, log_group: logs.LogGroup, width: int) -> cloudwatch.LogQueryWidget:
    return cloudwatch.LogQueryWidget(
        title=query.capitalize(),
        log_group_names=[log_group.log_group_name],
        query_lines=list(QUERIES[query]),
        view=cloudwatch.LogQueryVisualizationType.TABLE,
        width=width,
        height=HEIGHT,
    )
