"""Where a service's lines are."""

from dataclasses import dataclass

from aws_cdk import aws_logs as logs

_PARSED = "log_processed"
_CONTAINER = "kubernetes.container_name"


@dataclass(frozen=True, kw_only=True)
class ServiceLog:
    """Where the lines of a service are, and what stands around them there.

    A line is one JSON object. On EKS the log group is the whole cluster's: the agent that collects the lines
    puts each into an object of its own, which names the container [1]_.

    Parameters
    ----------
    group
        The log group.
    container
        The container that the lines are of, where others write to the same log group; nothing where the
        log group is the service's alone.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_logs as logs
    >>> from goldenpath import ServiceLog
    >>> stack = cdk.Stack(cdk.App(), "Checkout")
    >>> ServiceLog(group=logs.LogGroup(stack, "Log")).field("status")
    'status'
    >>> ServiceLog(group=logs.LogGroup(stack, "All"), container="checkout").field("status")
    'log_processed.status'

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-logs-FluentBit.html
    """

    group: logs.ILogGroup
    container: str | None = None

    def field(self, name: str) -> str:
        """Give what a field of the service's line is called in the log group.

        Parameters
        ----------
        name
            What the service calls it.
        """
        return name if self.container is None else f"{_PARSED}.{name}"

    def pattern(self, *conditions: logs.JsonPattern) -> logs.IFilterPattern:
        """Find the service's lines that meet all conditions.

        Parameters
        ----------
        conditions
            Conditions on fields as the log group has them.
        """
        own = (
            ()
            if self.container is None
            else (logs.FilterPattern.string_value(f"$.{_CONTAINER}", "=", self.container),)
        )
        return logs.FilterPattern.all(*own, *conditions)

    @property
    def own_lines(self) -> tuple[str, ...]:
        """The command with which a query begins, so that it sees the service's lines alone."""
        return () if self.container is None else (f'filter {_CONTAINER} = "{self.container}"',)
