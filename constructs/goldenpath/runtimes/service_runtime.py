"""What a running service offers, whatever runs it."""

from typing import Protocol

from aws_cdk import aws_iam as iam

from goldenpath.observability import GoldenSignals


class ServiceRuntime(Protocol):
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
    def signals(self) -> GoldenSignals:
        """How it does."""

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: what is granted to it, its code may do."""
