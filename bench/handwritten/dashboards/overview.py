"""The dashboard of all services."""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from bench.handwritten.dashboards.widgets import QUARTER, THIRD, WHOLE, Color, alarms, dashboard, graph, text
from bench.handwritten.metrics import MINUTE
from bench.handwritten.promises import NOW, PROMISES, SLOW_SECONDS, budget_left, burn_rate
from bench.handwritten.watched import Watched

_SLOW_MS = SLOW_SECONDS * 1000


def overview(scope: Construct, name: str, services: Sequence[Watched]) -> None:
    """Show who does worst, what is left of each budget, and each service in numbers."""
    shown = [alarm for each in services for alarm in each.alarms]
    links = " · ".join(f"[{each.name}](#dashboards:name={each.name})" for each in services)
    dashboard(
        scope,
        "Overview",
        f"{name}-overview",
        [
            [text(f"## {name}\n{links}")],
            [alarms(shown, width=WHOLE, height=4)],
            _offenders(services),
            [_budgets(services)],
            [_numbers(each) for each in services],
        ],
    )


def _offenders(services: Sequence[Watched]) -> list[cloudwatch.IWidget]:
    return [
        _worst("Budget burns fastest, times", {each.name: _burning(each) for each in services}, NOW),
        _worst(
            "Fails most, in %",
            {each.name: each.requests.under(each.name).failed_percent(label=each.name) for each in services},
        ),
        _worst("Slowest, in % of what is promised", {each.name: _slowness(each) for each in services}),
        _worst(
            "Fullest, in %", {each.name: each.load.metric("CPUUtilization", each.name) for each in services}
        ),
    ]


def _worst(
    title: str, metrics: Mapping[str, cloudwatch.IMetric], period: cdk.Duration = MINUTE
) -> cloudwatch.GraphWidget:
    values = {f"{name}_value": metric for name, metric in metrics.items()}
    highest = cloudwatch.MathExpression(
        expression=f"SORT([{', '.join(values)}], MAX, DESC, 5)",
        using_metrics=values,
        label="",
        period=period,
    )
    return graph(title, [highest], width=QUARTER)


def _burning(service: Watched) -> cloudwatch.IMetric:
    requests = service.requests.over(NOW).under(service.name)
    rates = {f"{service.name}_{promise}": burn_rate(requests.under(promise), promise) for promise in PROMISES}
    return requests.math(f"MAX([{', '.join(rates)}])", rates, label=service.name)


def _slowness(service: Watched) -> cloudwatch.IMetric:
    requests = service.requests.under(service.name)
    took = f"{service.name}_took"
    return requests.math(f"100 * {took} / {_SLOW_MS}", {took: requests.latency_ms(99)}, label=service.name)


def _budgets(services: Sequence[Watched]) -> cloudwatch.IWidget:
    return graph(
        "Error budget of 30 days that is left, in %",
        [
            budget_left(
                each.requests.under(each.name).under(promise), promise, label=f"{each.name}: {promise}"
            )
            for each in services
            for promise in PROMISES
        ],
        view=cloudwatch.GraphWidgetView.BAR,
        left_y_axis=cloudwatch.YAxisProps(max=100, show_units=False),
        start="-P30D",
        end="P0D",
        width=WHOLE,
    )


def _numbers(service: Watched) -> cloudwatch.IWidget:
    requests = service.requests
    return cloudwatch.SingleValueWidget(
        title=service.name,
        metrics=[
            requests.count(label="requests/min", color=Color.BLUE),
            requests.failed_percent(label="failed %", color=Color.RED),
            requests.latency_ms(99, label="p99 ms", color=Color.ORANGE),
            service.insights.metric("RunningTaskCount", "copies", Color.GREEN),
        ],
        sparkline=True,
        width=THIRD,
        height=4,
    )
