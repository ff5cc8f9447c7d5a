"""Graphs of a service's golden signals, with what it promises."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, THIRD
from goldenpath.observability.golden_signals import GoldenSignals, RequestSignals
from goldenpath.observability.metric_parts import labelled
from goldenpath.observability.rollback_limits import RollbackLimits
from goldenpath.service import Scaling, Slo

_ALL_PERCENT = 100
_MINUTE = Duration.minutes(1)
_PERCENTILES = ((50, palette.GOOD), (95, palette.SLOW), (99, palette.BAD))


def error_percent(signals: RequestSignals) -> cloudwatch.MathExpression:
    """Give the share of requests that fail, in percent."""
    return cloudwatch.MathExpression(
        expression=f"{_ALL_PERCENT} * FILL(errors, 0) / requests",
        using_metrics={"errors": signals.errors, "requests": signals.requests},
        label="failed requests in %",
        color=palette.BAD,
        period=_MINUTE,
    )


def latency_ms(signals: RequestSignals, percentile: float) -> cloudwatch.MathExpression:
    """Give a percentile of the time to an answer, in milliseconds."""
    name = f"p{percentile:g}".replace(".", "_")
    return cloudwatch.MathExpression(
        expression=f"1000 * {name}",
        using_metrics={name: signals.latency(percentile)},
        label=f"p{percentile:g}",
        period=_MINUTE,
    )


def traffic(signals: GoldenSignals, starts: cloudwatch.IMetric) -> cloudwatch.GraphWidget:
    """Draw how much is asked, and when copies start: a release starts them all anew."""
    return cloudwatch.GraphWidget(
        title="Requests a minute, and copies that started",
        left=[labelled(signals.requests, "requests", palette.TRAFFIC)],
        left_y_axis=_axis("requests"),
        right=[labelled(starts, "copies started", palette.CHANGE)],
        right_y_axis=_axis("copies"),
        width=THIRD,
        height=GRAPH_HEIGHT,
    )


def errors(signals: GoldenSignals, slo: Slo) -> cloudwatch.GraphWidget:
    """Draw how many requests fail, beside what may."""
    return cloudwatch.GraphWidget(
        title="Failed requests in %",
        left=[error_percent(signals)],
        left_y_axis=_axis("%"),
        left_annotations=[
            _bound(round(_ALL_PERCENT - slo.availability_percent, 6), "promised at most"),
            _bound(RollbackLimits.of(slo).errors_percent, "a release is taken back", palette.BAD),
        ],
        width=THIRD,
        height=GRAPH_HEIGHT,
    )


def latency(signals: GoldenSignals, slo: Slo) -> cloudwatch.GraphWidget:
    """Draw how long requests take, beside what is promised."""
    promised = (slo.latency_percentile, palette.BAD)
    shown = [each for each in _PERCENTILES if each[0] != slo.latency_percentile] + [promised]
    return cloudwatch.GraphWidget(
        title="Latency in ms",
        left=[
            labelled(latency_ms(signals, percentile), f"p{percentile:g}", color)
            for percentile, color in sorted(shown)
        ],
        left_y_axis=_axis("ms"),
        left_annotations=[_bound(slo.latency_ms, f"p{slo.latency_percentile:g} promised at most")],
        width=THIRD,
        height=GRAPH_HEIGHT,
    )


def saturation(signals: GoldenSignals, scaling: Scaling) -> cloudwatch.GraphWidget:
    """Draw how full the copies are."""
    return cloudwatch.GraphWidget(
        title="Saturation in %",
        left=[
            labelled(signals.saturation, "processors", palette.SLOW),
            labelled(signals.memory, "memory", palette.CHANGE),
        ],
        left_y_axis=_axis("%"),
        left_annotations=[_bound(scaling.target_cpu_percent, "copies are added")],
        width=THIRD,
        height=GRAPH_HEIGHT,
    )


def copies(signals: GoldenSignals, scaling: Scaling) -> cloudwatch.GraphWidget:
    """Draw how many copies run, between the bounds."""
    return cloudwatch.GraphWidget(
        title="Copies that run",
        left=[labelled(signals.copies, "copies", palette.TRAFFIC)],
        left_y_axis=_axis("copies"),
        left_annotations=[_bound(scaling.minimum, "fewest"), _bound(scaling.maximum, "most")],
        width=THIRD,
        height=GRAPH_HEIGHT,
    )


def _axis(label: str) -> cloudwatch.YAxisProps:
    return cloudwatch.YAxisProps(label=label, min=0, show_units=False)


def _bound(value: float, label: str, color: str = palette.BOUND) -> cloudwatch.HorizontalAnnotation:
    return cloudwatch.HorizontalAnnotation(value=value, label=f"{label}: {value:g}", color=color)
