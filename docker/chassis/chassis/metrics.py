"""Metrics in the log, in the Embedded Metric Format: CloudWatch makes metrics of it without an agent.

References
----------
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import os
from typing import Final

from amazon.opentelemetry.distro.exporter.aws.metrics.console_emf_exporter import ConsoleEmfExporter
from opentelemetry.sdk.metrics import AlwaysOffExemplarFilter, Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation
from opentelemetry.sdk.resources import Resource

_NAMESPACE: Final = "Shop"
_PERIOD_SECONDS: Final = 60


def metrics_in_the_log(service: str) -> MeterProvider:
    """Make what measures, and writes once a minute; shut down, it writes the rest.

    It is not OpenTelemetry's global one, which the distribution takes for metrics of its own.

    Parameters
    ----------
    service
        The service's name.
    """
    # A metric has the dimensions that it was measured with, and no others.
    os.environ.setdefault("OTEL_METRICS_ADD_APPLICATION_SIGNALS_DIMENSIONS", "false")
    # Of such buckets CloudWatch can make percentiles.
    aggregation = {Histogram: ExponentialBucketHistogramAggregation()}
    reader = PeriodicExportingMetricReader(
        ConsoleEmfExporter(_NAMESPACE, preferred_aggregation=aggregation),
        export_interval_millis=_PERIOD_SECONDS * 1000,
    )
    return MeterProvider(
        [reader],
        resource=Resource({"service.name": service}),
        shutdown_on_exit=False,
        exemplar_filter=AlwaysOffExemplarFilter(),
    )
