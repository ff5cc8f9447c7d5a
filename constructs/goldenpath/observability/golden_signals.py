"""What tells how a service does."""

from typing import Protocol

from aws_cdk import aws_cloudwatch as cloudwatch


class RequestSignals(Protocol):
    """What the users of a service see, as CloudWatch metrics of one minute."""

    @property
    def requests(self) -> cloudwatch.IMetric:
        """How many requests were answered."""

    @property
    def errors(self) -> cloudwatch.IMetric:
        """How many of them failed by the service's fault."""

    def latency(self, percentile: float) -> cloudwatch.IMetric:
        """Within how many seconds a percentile of requests was answered.

        Parameters
        ----------
        percentile
            Above 0 to below 100, such as 99.
        """


class GoldenSignals(RequestSignals, Protocol):
    """The four golden signals of a service, as CloudWatch metrics of one minute.

    Every runtime gives its own, with this face, so that dashboards, objectives and alarms are built alike.

    Examples
    --------
    >>> from aws_cdk import aws_cloudwatch as cloudwatch
    >>> from goldenpath import GoldenSignals
    >>> def error_percent(signals: GoldenSignals) -> cloudwatch.MathExpression:
    ...     return cloudwatch.MathExpression(
    ...         expression="100 * errors / requests",
    ...         using_metrics={"errors": signals.errors, "requests": signals.requests},
    ...     )

    References
    ----------
    https://sre.google/sre-book/monitoring-distributed-systems/
    """

    def slow_requests(self, above_ms: float) -> cloudwatch.IMetric:
        """How many requests were answered more slowly than in a time.

        Unlike percentiles these can be added up, over minutes and over the places where a service stands. So
        the share of slow requests in any window is exact.

        Parameters
        ----------
        above_ms
            The time in milliseconds.
        """

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """How full the service is, in percent of its processors."""

    @property
    def memory(self) -> cloudwatch.IMetric:
        """How full it is, in percent of its memory."""

    @property
    def copies(self) -> cloudwatch.IMetric:
        """How many copies of it run."""

    @property
    def versions(self) -> cloudwatch.IMetric | None:
        """How many versions of it stand side by side; none where nobody reports that."""
