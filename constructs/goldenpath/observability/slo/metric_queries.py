"""Metrics in the form in which Application Signals takes them."""

from collections.abc import Iterator
from typing import cast

from aws_cdk import Duration
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_cloudwatch as cloudwatch

Query = applicationsignals.CfnServiceLevelObjective.MetricDataQueryProperty
_Slo = applicationsignals.CfnServiceLevelObjective


def metric_queries(name: str, metric: cloudwatch.IMetric) -> list[Query]:
    """Give the queries that make up a metric, or an expression on metrics; its own returns data.

    Parameters
    ----------
    name
        The metric's id among them.
    metric
        The metric.
    """
    return list(_queries(name, metric, returned=True))


def _queries(name: str, metric: cloudwatch.IMetric, *, returned: bool) -> Iterator[Query]:
    config = metric.to_metric_config()
    if config.math_expression is None:
        stat = cast("cloudwatch.MetricStatConfig", config.metric_stat)
        yield Query(id=name, metric_stat=_metric_stat(stat), return_data=returned)
        return
    yield Query(id=name, expression=config.math_expression.expression, return_data=returned)
    for inner_name, inner in config.math_expression.using_metrics.items():
        yield from _queries(inner_name, inner, returned=False)


def _metric_stat(stat: cloudwatch.MetricStatConfig) -> _Slo.MetricStatProperty:
    period: Duration = stat.period
    return _Slo.MetricStatProperty(
        metric=_Slo.MetricProperty(
            namespace=stat.namespace,
            metric_name=stat.metric_name,
            dimensions=[
                _Slo.DimensionProperty(name=dimension.name, value=dimension.value)
                for dimension in stat.dimensions or []
            ],
        ),
        period=period.to_seconds(),
        stat=stat.statistic,
    )
