"""The variables that a container finds, the same on every runtime."""

from collections.abc import Mapping

from aws_cdk import Stack
from constructs import Construct

from goldenpath.observability import trace_environment
from goldenpath.service import ServiceSpec


def container_environment(scope: Construct, spec: ServiceSpec, *, version: str) -> Mapping[str, str]:
    """Give a service's own variables, its port, its region, where its traces go and what they say of it.

    What the description sets itself, plainly or as a secret, stands.

    Parameters
    ----------
    scope
        A construct in the service's stack.
    spec
        The service.
    version
        What tells its image from others.
    """
    region = Stack.of(scope).region
    defaults = {
        # The AWS SDKs differ in which of the two they read.
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        **trace_environment(scope, spec.name, version=version),
    }
    unset = {name: value for name, value in defaults.items() if name not in spec.secrets}
    return {**unset, **spec.environment, "PORT": str(spec.port)}
