"""Where a service sends its traces, the same on every runtime."""

from collections.abc import Mapping

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.observability.environment_name import environment_name

_ACTIONS = ("xray:PutTraceSegments", "xray:PutSpans", "xray:PutSpansForIndexing")

RECORDED_SHARE = 0.05
"""How many of the requests are recorded that nobody has decided about before: one in twenty."""


def trace_environment(scope: Construct, service: str, *, version: str) -> Mapping[str, str]:
    """Tell a service's OpenTelemetry to send traces straight to X-Ray's OTLP endpoint.

    Nothing has to run beside the service, so that the variables are the same wherever it runs. The AWS
    distribution of OpenTelemetry signs the requests with the service's own role [1]_, which
    :func:`trace_statement` allows to.

    Parameters
    ----------
    scope
        A construct in the service's stack: traces stay in its region.
    service
        The service's name.
    version
        What tells its image from others: a trace says which version answered, and in which environment.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLP-UsingADOT.html
    """
    stack = Stack.of(scope)
    attributes = {"service.version": version, "deployment.environment.name": environment_name(scope)}
    return {
        "OTEL_SERVICE_NAME": service,
        "OTEL_RESOURCE_ATTRIBUTES": ",".join(
            f"{name}={value}" for name, value in attributes.items() if value
        ),
        "OTEL_PROPAGATORS": "xray,tracecontext,baggage",
        "OTEL_TRACES_EXPORTER": "otlp",
        "OTEL_METRICS_EXPORTER": "none",  # they go through the log
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"https://xray.{stack.region}.{stack.url_suffix}/v1/traces",
        "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
        "OTEL_TRACES_SAMPLER_ARG": f"{RECORDED_SHARE:g}",
    }


def trace_statement() -> iam.PolicyStatement:
    """Allow to send traces to X-Ray, whose actions for that know no resources."""
    return iam.PolicyStatement(actions=list(_ACTIONS), resources=["*"])
