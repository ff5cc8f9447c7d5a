"""What a running service offers, whatever runs it."""

from typing import Protocol

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam

from goldenpath.observability import Observable


class ServiceRuntime(Observable, Protocol):
    """The face of every runtime's service, so that what is built on one works on all.

    Examples
    --------
    >>> from aws_cdk import aws_dynamodb as dynamodb
    >>> from goldenpath import ServiceRuntime
    >>> def let_read(service: ServiceRuntime, table: dynamodb.ITable) -> None:
    ...     table.grant_read_data(service.grant_principal)
    """

    @property
    def url(self) -> str:
        """Address under which its users reach it."""

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: what is granted to it, its code may do."""

    @property
    def connections(self) -> ec2.Connections:
        """Whom its copies may speak with."""

    def admit(self, caller: ec2.IConnectable) -> None:
        """Let something in the network send requests to the service's ``url``.

        Parameters
        ----------
        caller
            What sends them.
        """

    def may_call(self, other: "ServiceRuntime") -> None:
        """Let it send requests to another service, whatever runs that.

        Parameters
        ----------
        other
            The service that answers, at its ``url``.
        """
