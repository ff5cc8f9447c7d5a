"""What a firewall keeps away."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import Panel, Reported, graph

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
    metric = Reported(
        namespace="AWS/WAFV2",
        dimensions={"WebACL": web_acl, "Region": region},
        statistic=cloudwatch.Stats.SUM,
    ).metric
    return Panel(
        title=title,
        graphs=[
            graph("Requests let in", metric("AllowedRequests", "let in", palette.GOOD, Rule=_ALL)),
            graph("Requests kept away", metric("BlockedRequests", "kept away", palette.BAD, Rule=_ALL)),
            graph(
                "Kept away, by rule",
                *(
                    metric("BlockedRequests", rule.removeprefix("AWSManagedRules"), Rule=rule)
                    for rule in rules
                ),
                stacked=True,
            ),
        ],
    )
