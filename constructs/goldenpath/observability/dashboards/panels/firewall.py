"""What a firewall keeps away."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import MINUTE, Panel, graph

_ALL = "ALL"


def firewall_panel(title: str, web_acl: str, *, rules: Sequence[str], region: str) -> Panel:
    """Show what a web ACL lets in and keeps away, and which rule does.

    Parameters
    ----------
    title
        What it is called here.
    web_acl
        The name of its metrics.
    rules
        The names of its rules' metrics.
    region
        Where it stands.

    References
    ----------
    https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
    """

    def metric(name: str, rule: str, label: str, color: str | None = None) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/WAFV2",
            metric_name=name,
            dimensions_map={"WebACL": web_acl, "Region": region, "Rule": rule},
            statistic=cloudwatch.Stats.SUM,
            period=MINUTE,
            label=label,
            color=color,
        )

    return Panel(
        title=title,
        graphs=[
            graph("Requests let in", metric("AllowedRequests", _ALL, "let in", palette.GOOD)),
            graph("Requests kept away", metric("BlockedRequests", _ALL, "kept away", palette.BAD)),
            graph(
                "Kept away, by rule",
                *(metric("BlockedRequests", rule, rule.removeprefix("AWSManagedRules")) for rule in rules),
                stacked=True,
            ),
        ],
    )
