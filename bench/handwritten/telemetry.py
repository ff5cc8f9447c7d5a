"""What is asked of a service's log and traces."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_xray as xray
from constructs import Construct

from bench.handwritten.metrics import MINUTE

_SEEN = "fields @timestamp, method, path, status, duration_ms, trace_id"
QUERIES = {
    "errors": (
        f"{_SEEN}, level, message, exception",
        'filter level in ["error", "critical"] or status >= 500',
        "sort @timestamp desc",
        "limit 100",
    ),
    "slow requests": (_SEEN, "filter duration_ms > 500", "sort duration_ms desc", "limit 100"),
    "one trace": (
        "fields @timestamp, level, logger, message, @message",
        'filter trace_id = "{{trace_id}}"',
        "sort @timestamp asc",
    ),
    "versions": (
        'filter message = "started"',
        "stats min(@timestamp) as began, max(@timestamp) as ended, count(*) as copies by version as running",
        "sort ended desc",
        "limit 10",
        "fields running, fromMillis(began) as first, fromMillis(ended) as last, copies",
    ),
    "failing routes": (
        "filter faults > 0",
        "stats sum(faults) as failed by Route as route",
        "sort failed desc",
        "limit 20",
    ),
}


class Telemetry(Construct):
    """Metrics and saved queries from a log, a group of traces, a rule for insights, and their sampling."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        environment: str,
        log_group: logs.LogGroup,
        topic: sns.ITopic,
    ) -> None:
        super().__init__(scope, construct_id)
        self._place, self.log_group = f"Shop/{environment}/{name}", log_group
        text, number = logs.FilterPattern.string_value, logs.FilterPattern.number_value
        request = text("$.logger", "=", "requests")
        levels = [text("$.level", "=", level) for level in ("error", "critical")]
        self._count("Requests", request)
        self._count("FailedRequests", logs.FilterPattern.all(request, number("$.status", ">=", 500)))
        self._count("ErrorLines", logs.FilterPattern.any(*levels))
        self._starts = self._count("Starts", text("$.message", "=", "started"))
        for query in QUERIES:
            self._save(query)
        self._traces(name, f"{environment}-{name}", topic)

    def starts(self, label: str, color: str) -> cloudwatch.IMetric:
        """Count the copies that started."""
        return self._starts.metric(statistic="Sum", period=MINUTE, label=label, color=color)

    def _count(self, name: str, pattern: logs.IFilterPattern) -> logs.MetricFilter:
        return logs.MetricFilter(
            self,
            name,
            log_group=self.log_group,
            filter_pattern=pattern,
            metric_namespace=self._place,
            metric_name=name,
            metric_value="1",
            default_value=0,
            unit=cloudwatch.Unit.COUNT,
        )

    def _save(self, query: str) -> None:
        parameter = logs.CfnQueryDefinition.QueryParameterProperty(
            name="trace_id", description="32 hexadecimal digits"
        )
        logs.CfnQueryDefinition(
            self,
            query.title().replace(" ", ""),
            name=f"{self._place}/{query}",
            log_group_names=[self.log_group.log_group_name],
            query_string="\n| ".join(QUERIES[query]),
            parameters=[parameter] if query == "one trace" else None,
        )

    def _traces(self, name: str, group: str, topic: sns.ITopic) -> None:
        xray.CfnGroup(
            self,
            "Group",
            group_name=group,
            filter_expression=f'service(id(name: "{name}", account.id: "{cdk.Aws.ACCOUNT_ID}"))',
            insights_configuration=xray.CfnGroup.InsightsConfigurationProperty(
                insights_enabled=True, notifications_enabled=True
            ),
        )
        summary = events.EventField.from_path("$.detail.Summary")
        message = events.RuleTargetInput.from_text(f"X-Ray insight: {summary} Service: {name}.")
        events.Rule(
            self,
            "Insight",
            event_pattern=events.EventPattern(
                source=["aws.xray"],
                detail_type=["AWS X-Ray Insight Update"],
                detail={"GroupName": [group]},
            ),
            targets=[targets.SnsTopic(topic, message=message)],
        )
        xray.CfnSamplingRule(
            self,
            "Sampling",
            sampling_rule=xray.CfnSamplingRule.SamplingRuleProperty(
                rule_name=group,
                priority=1000,
                reservoir_size=1,
                fixed_rate=0.05,
                service_name=name,
                version=1,
                service_type="*",
                host="*",
                http_method="*",
                url_path="*",
                resource_arn="*",
            ),
        )
