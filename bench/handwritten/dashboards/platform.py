"""The dashboard of what services stand on."""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from bench.handwritten.dashboards.widgets import Color, dashboard, graph, text
from bench.handwritten.firewall import RULES, WEB_ACL
from bench.handwritten.inbox import Inbox
from bench.handwritten.metrics import MINUTE, Reported
from bench.handwritten.platform import Platform

_Row = list[cloudwatch.IWidget]


def platform_dashboard(
    scope: Construct,
    name: str,
    *,
    platform: Platform,
    gateways: Sequence[str],
    inbox: Inbox,
    tables: Mapping[str, dynamodb.ITable],
) -> None:
    """Show the cluster, the load balancers, the firewall, the way out, the way to people, and the tables."""
    panels: dict[str, _Row] = {
        "ECS cluster": _cluster(platform.cluster.cluster_name),
        "Public load balancer": _load_balancer(platform.public.load_balancer),
        "Firewall": _firewall(cdk.Stack.of(platform).region),
        "Internal load balancer": _load_balancer(platform.internal.load_balancer),
        "NAT gateways": _gateways(gateways),
        "From alarms to people": _inbox(inbox),
        "DynamoDB tables": _tables(tables),
    }
    rows = [row for title, graphs in panels.items() for row in ([text(f"### {title}", 1)], graphs)]
    dashboard(scope, "Platform", f"{name}-platform", [[text(f"## {name}-platform")], *rows])


def _cluster(name: str) -> _Row:
    metric = Reported("ECS/ContainerInsights", {"ClusterName": name}).metric
    used = [
        cloudwatch.MathExpression(
            expression=f"100 * {each}_used / {each}_reserved",
            using_metrics={
                f"{each}_used": metric(f"{each.title()}Utilized"),
                f"{each}_reserved": metric(f"{each.title()}Reserved"),
            },
            label=each,
            period=MINUTE,
        )
        for each in ("cpu", "memory")
    ]
    return [
        graph("Tasks", [metric("TaskCount", "tasks", Color.BLUE)]),
        graph("Used of what is reserved, in %", used),
        graph("Network in bytes a second", [metric("NetworkRxBytes", "in"), metric("NetworkTxBytes", "out")]),
    ]


def _load_balancer(balancer: elbv2.ApplicationLoadBalancer) -> _Row:
    dimensions = {"LoadBalancer": balancer.load_balancer_full_name}
    metric = Reported("AWS/ApplicationELB", dimensions, "Sum").metric
    return [
        graph(
            "Requests and connections a minute",
            [metric("RequestCount", "requests", Color.BLUE)],
            [metric("NewConnectionCount", "new"), metric("ActiveConnectionCount", "active")],
        ),
        graph(
            "Its own answers instead of a service's",
            [metric("HTTPCode_ELB_5XX_Count", "5xx", Color.RED), metric("HTTPCode_ELB_4XX_Count", "4xx")],
        ),
        graph(
            "Connections that failed",
            [
                metric("TargetConnectionErrorCount", "to a service", Color.RED),
                metric("RejectedConnectionCount", "too many"),
                metric("ClientTLSNegotiationErrorCount", "no TLS in common"),
            ],
        ),
    ]


def _firewall(region: str) -> _Row:
    metric = Reported("AWS/WAFV2", {"WebACL": WEB_ACL, "Region": region}, "Sum").metric
    by_rule = [metric("BlockedRequests", rule, Rule=rule) for rule in RULES]
    return [
        graph("Requests let in", [metric("AllowedRequests", "let in", Color.GREEN, Rule="ALL")]),
        graph("Requests kept away", [metric("BlockedRequests", "kept away", Color.RED, Rule="ALL")]),
        graph("Kept away, by rule", by_rule, stacked=True),
    ]


def _gateways(gateways: Sequence[str]) -> _Row:
    def metrics(name: str, statistic: str = "Sum") -> list[cloudwatch.IMetric]:
        return [
            Reported("AWS/NATGateway", {"NatGatewayId": gateway}, statistic).metric(name, f"{name} {number}")
            for number, gateway in enumerate(gateways, start=1)
        ]

    return [
        graph("Bytes out", metrics("BytesOutToDestination")),
        graph("Open connections", metrics("ActiveConnectionCount", "Maximum")),
        graph("Dropped", [*metrics("ErrorPortAllocation"), *metrics("PacketsDropCount")]),
    ]


def _inbox(inbox: Inbox) -> _Row:
    came = inbox.queue.metric_number_of_messages_sent(period=MINUTE, label="came")
    told = inbox.queue.metric_number_of_messages_deleted(period=MINUTE, label="told")
    oldest = inbox.queue.metric_approximate_age_of_oldest_message(period=MINUTE, statistic="Maximum")
    given_up = [
        queue.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum")
        for queue in (inbox.failed, inbox.undelivered)
    ]
    return [
        graph("Messages a minute", [came, told]),
        graph("The oldest waits, in s", [oldest]),
        graph("Given up", given_up),
    ]


def _tables(tables: Mapping[str, dynamodb.ITable]) -> _Row:
    def metrics(name: str) -> list[cloudwatch.IMetric]:
        return [
            Reported("AWS/DynamoDB", {"TableName": table.table_name}, "Sum").metric(name, f"{title} {name}")
            for title, table in tables.items()
        ]

    return [
        graph("Read units a minute", metrics("ConsumedReadCapacityUnits")),
        graph("Write units a minute", metrics("ConsumedWriteCapacityUnits")),
        graph("Throttled", [*metrics("ReadThrottleEvents"), *metrics("WriteThrottleEvents")]),
    ]
