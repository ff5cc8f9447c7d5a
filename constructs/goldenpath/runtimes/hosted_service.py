"""What services share on every runtime."""

from abc import abstractmethod

from aws_cdk import Tags
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.runtimes.service_runtime import ServiceRuntime
from goldenpath.service import ServiceSpec


class HostedService(Construct):
    """A service on some runtime: it can be granted to, may call others, and says whose it is.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    spec
        What it is.
    """

    def __init__(self, scope: Construct, construct_id: str, *, spec: ServiceSpec) -> None:
        super().__init__(scope, construct_id)
        Tags.of(self).add("service", spec.name)
        Tags.of(self).add("owner", spec.owner)

    @property
    @abstractmethod
    def connections(self) -> ec2.Connections:
        """Whom its copies may speak with."""

    @property
    @abstractmethod
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS."""

    def may_call(self, other: ServiceRuntime) -> None:
        """Let it send requests to another service, whatever runs that.

        Parameters
        ----------
        other
            The service that answers, at its ``url``.
        """
        other.admit(self)


def reach_by_https(caller: ec2.IConnectable) -> None:
    """Let something send requests to what is open to the network by HTTPS.

    Parameters
    ----------
    caller
        What sends them.
    """
    caller.connections.allow_to_any_ipv4(ec2.Port.HTTPS, "AWS services and other APIs")
