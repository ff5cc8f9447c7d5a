"""Where a service sends its traces, the same on every runtime."""

from collections.abc import Mapping

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge

_ACTIONS = ("xray:PutTraceSegments", "xray:PutSpans", "xray:PutSpansForIndexing")
_SHARE = "0.05"


def trace_environment(scope: Construct, service: str) -> Mapping[str, str]:
    """Tell a service's OpenTelemetry to send traces straight to X-Ray's OTLP endpoint.

    Nothing has to run beside the service, so that the variables are the same wherever it runs. The AWS
    distribution of OpenTelemetry signs the requests with the service's own role [1]_, which
    :func:`let_send_traces` allows to.

    Parameters
    ----------
    scope
        A construct in the service's stack: traces stay in its region.
    service
        The service's name.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLP-UsingADOT.html
    """
    stack = Stack.of(scope)
    return {
        "OTEL_SERVICE_NAME": service,
        "OTEL_PROPAGATORS": "xray,tracecontext,baggage",
        "OTEL_TRACES_EXPORTER": "otlp",
        "OTEL_METRICS_EXPORTER": "none",  # they go through the log
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"https://xray.{stack.region}.{stack.url_suffix}/v1/traces",
        "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
        "OTEL_TRACES_SAMPLER_ARG": _SHARE,
    }


def let_send_traces(role: iam.Role) -> None:
    """Allow what has a role to send traces to X-Ray.

    Parameters
    ----------
    role
        The role of the service's code.
    """
    role.add_to_policy(iam.PolicyStatement(actions=list(_ACTIONS), resources=["*"]))
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "X-Ray's actions for writing know no resources; "
            "nothing can be read by them."
        },
    )
