"""Traces, by the AWS distribution of OpenTelemetry, with ids and headers as X-Ray has them.

OpenTelemetry's own variables hold; what stands here is for those that are not set. Out of the box the
distribution starts whatever it finds of 45 instrumentations. Here it starts none: FastAPI traces itself (a
span a request, none for its messages or steps, none for health checks), httpx2 and botocore are traced.

This module takes memory and time to load, so that only a service that is traced should import it.

References
----------
https://aws-otel.github.io/docs/getting-started/python-sdk
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Final

from amazon.opentelemetry.distro.aws_opentelemetry_configurator import AwsOpenTelemetryConfigurator
from opentelemetry import propagate, trace
from opentelemetry.instrumentation.httpx import HTTPX2ClientInstrumentor
from opentelemetry.propagators.aws import AwsXRayPropagator
from opentelemetry.propagators.composite import CompositePropagator
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_UNLESS_SET: Final = {
    "OTEL_PYTHON_ID_GENERATOR": "xray",
    "OTEL_TRACES_EXPORTER": "otlp",
    "OTEL_METRICS_EXPORTER": "none",
    "OTEL_LOGS_EXPORTER": "none",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "2",  # seconds: a collector that is away must not hold up the service's end
    "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
    "OTEL_TRACES_SAMPLER_ARG": "0.05",
    "OTEL_SEMCONV_STABILITY_OPT_IN": "http",  # the names that FastAPI's spans have, too
    "AWS_REDACT_SPAN_ATTRIBUTES": "url.query,url.full",  # they can hold what a shopper typed
}
_PROPAGATORS: Final = "OTEL_PROPAGATORS"


def start_traces(service: str) -> None:
    """Trace requests from now on.

    Parameters
    ----------
    service
        The service's name.
    """
    for name, value in {**_UNLESS_SET, "OTEL_SERVICE_NAME": service}.items():
        os.environ.setdefault(name, value)
    if _PROPAGATORS not in os.environ:  # which was read before this
        propagate.set_global_textmap(
            CompositePropagator([AwsXRayPropagator(), TraceContextTextMapPropagator()])
        )
    AwsOpenTelemetryConfigurator().configure()
    HTTPX2ClientInstrumentor().instrument()
    if find_spec("botocore"):
        _trace_botocore()


def _trace_botocore() -> None:
    from opentelemetry.instrumentation.botocore import (  # noqa: PLC0415 - a service without AWS lacks botocore
        BotocoreInstrumentor,
    )

    BotocoreInstrumentor().instrument()  # type: ignore[no-untyped-call]


def stop_traces() -> None:
    """Send what is left."""
    provider = trace.get_tracer_provider()
    if hasattr(provider, "shutdown"):
        provider.shutdown()
