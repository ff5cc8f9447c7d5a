"""What is asked of a service's log, and what is counted in it."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.observability.environment_name import named_within
from goldenpath.observability.logs.saved_query import STARTED, SavedQuery, saved_queries
from goldenpath.observability.logs.service_log import ServiceLog
from goldenpath.service import ServiceSpec

_FAILED = 500
_REQUESTS = "requests"
"""The logger that writes one line for each request."""


class ServiceLogs(Construct):
    """Metrics from a service's log, and saved queries on it, the same on every runtime.

    The log tells of requests as the service itself saw them: what a load balancer refused is not among them,
    and what a smoke test asked is. It has to hold one JSON object a line, as the chassis of the sample
    services writes it: requests with ``logger``, ``method``, ``path``, ``status`` and ``duration_ms``, a line
    with the ``message`` "started" and the ``version`` when a copy takes requests, every line with ``level``
    and, where there is one, ``trace_id``.

    A log group takes 100 metric filters [1]_, and a service needs four: one cluster of EKS has them for 25
    services.

    The queries are found in CloudWatch Logs Insights under ``GoldenPath/<environment>/<service>``: errors,
    slow requests, one trace's lines, which versions started when, and which routes fail most.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service; a request is slow that takes longer than its ``slo`` promises.
    log
        Where its lines are: its ``log``.

    Attributes
    ----------
    requests, failed_requests, error_lines, starts
        How many requests it answered, how many of them with a status of 500 or more, how many lines are
        errors, and how many copies started: CloudWatch metrics of one minute.
    log
        As given.

    Examples
    --------
    >>> from goldenpath import ServiceLogs, ServiceRuntime, ServiceSpec
    >>> from constructs import Construct
    >>> def keep(scope: Construct, service: ServiceRuntime, spec: ServiceSpec) -> None:
    ...     ServiceLogs(scope, "Logs", spec=spec, log=service.log)

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
    """

    def __init__(self, scope: Construct, construct_id: str, *, spec: ServiceSpec, log: ServiceLog) -> None:
        super().__init__(scope, construct_id)
        self.log = log
        self._name = f"GoldenPath/{named_within(self, spec.name, delimiter='/')}"
        logger = logs.FilterPattern.string_value(self._path("logger"), "=", _REQUESTS)
        failed = logs.FilterPattern.number_value(self._path("status"), ">=", _FAILED)
        level = self._path("level")
        error = logs.FilterPattern.any(
            logs.FilterPattern.string_value(level, "=", "error"),
            logs.FilterPattern.string_value(level, "=", "critical"),
        )
        self.requests: cloudwatch.IMetric = self._count("Requests", logger)
        self.failed_requests: cloudwatch.IMetric = self._count("FailedRequests", logger, failed)
        self.error_lines: cloudwatch.IMetric = self._count("ErrorLines", error)
        started = logs.FilterPattern.string_value(self._path("message"), "=", STARTED)
        self.starts: cloudwatch.IMetric = self._count("Starts", started)
        self._queries = {query.name: query for query in saved_queries(log, spec.slo)}
        for query in self._queries.values():
            self._save(query)

    @property
    def error_percent(self) -> cloudwatch.MathExpression:
        """What share of requests failed, in percent."""
        return cloudwatch.MathExpression(
            expression="100 * failed / requests",
            using_metrics={"failed": self.failed_requests, "requests": self.requests},
            label="failed requests in %",
            period=Duration.minutes(1),
        )

    def lines_of(self, query: str) -> list[str]:
        """Give a saved query, command by command.

        Parameters
        ----------
        query
            Its name, such as ``errors``.
        """
        return [*self.log.own_lines, *self._queries[query].commands]

    def _path(self, name: str) -> str:
        return f"$.{self.log.field(name)}"

    def _count(self, name: str, *conditions: logs.JsonPattern) -> cloudwatch.IMetric:
        counting = logs.MetricFilter(
            self,
            name,
            log_group=self.log.group,
            filter_pattern=self.log.pattern(*conditions),
            metric_namespace=self._name,
            metric_name=name,
            metric_value="1",
            default_value=0,  # a minute with lines, none of which is counted, is no missing data
            unit=cloudwatch.Unit.COUNT,
        )
        return counting.metric(statistic=cloudwatch.Stats.SUM, period=Duration.minutes(1))

    def _save(self, query: SavedQuery) -> None:
        logs.CfnQueryDefinition(
            self,
            f"Query{query.name.title().replace(' ', '')}",
            name=f"{self._name}/{query.name}",
            log_group_names=[self.log.group.log_group_name],
            query_string="\n| ".join(self.lines_of(query.name)),
            parameters=[
                logs.CfnQueryDefinition.QueryParameterProperty(name=name, description=description)
                for name, description in query.parameters.items()
            ]
            or None,
        )
