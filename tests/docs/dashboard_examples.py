"""A small environment of one service, and what was seen of it, for tests."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docs.dashboards.driving import Copy, Driven, Look, Visit
from docs.dashboards.synthesised import Environment, Stack

ENDED = 1_800_000_000.0  # a moment at which five minutes are over
NOW = ENDED
SECOND_SHOWN = 60

_GROUPS = [{"TargetGroupArn": {"Ref": name}} for name in ("Blue", "Green")]


def environment(**resources: Mapping[str, Any]) -> Environment:
    """Give the environment ``test``: a platform with a load balancer, and the service ``shop`` behind it."""
    return Environment(
        "test", [_stack("test-Platform", _PLATFORM), _stack("test-Shop", {**_SHOP, **resources})]
    )


def resource(kind: str, **properties: Any) -> Mapping[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def dashboard(*widgets: Mapping[str, Any], **body: Any) -> Mapping[str, Any]:
    """Give a dashboard's resource, with its widgets one below the other, six rows each."""
    placed = [
        {"x": 0, "y": 6 * number, "width": 12, "height": 6, **widget} for number, widget in enumerate(widgets)
    ]
    return resource(
        "CloudWatch::Dashboard",
        DashboardName="test-shop",
        DashboardBody=json.dumps({**body, "widgets": placed}),
    )


def driven(
    requests: Sequence[tuple[float, int, float]] = (),
    *,
    looks: Sequence[Look] = (),
    visits: Sequence[Visit] = (),
    lines: Sequence[str] = (),
) -> Driven:
    """Give what was seen: requests by their seconds before the end, status and milliseconds."""
    told = [request_line(before, status, milliseconds) for before, status, milliseconds in requests]
    copy = Copy(service="shop", release=0, lines=[*told, *lines])
    return Driven(ended=ENDED, copies=[copy], looks=looks, visits=visits)


def request_line(before: float, status: int, milliseconds: float) -> str:
    return line(before, logger="requests", path="/", status=status, duration_ms=milliseconds)


def line(before: float, **content: object) -> str:
    at = datetime.fromtimestamp(ENDED - before, UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": at, "level": "info", "message": "request", **content})


def look(before: float, release: int = 0, *, cpu_percent: float = 10, is_ready: bool = True) -> Look:
    return Look(
        at=ENDED - before,
        service="shop",
        release=release,
        cpu_percent=cpu_percent,
        memory_mib=128,
        is_ready=is_ready,
    )


def target_metric(name: str, group: str = "Blue", **options: object) -> list[Any]:
    """Give the row of a widget for a metric of one of the service's target groups."""
    names = "LoadBalancer", "test-Platform.Balancer.FullName", "TargetGroup", f"test-Shop.{group}.FullName"
    return ["AWS/ApplicationELB", name, *names, {"period": 60, "stat": "Sum", **options}]


def _stack(name: str, resources: Mapping[str, Any]) -> Stack:
    outputs = {"Listener": {"Value": {"Ref": "Listener"}}} if name == "test-Platform" else {}
    template = {"Resources": resources, "Outputs": outputs}
    return Stack(name=name, account="111122223333", region="eu-west-1", template=template)


_PLATFORM: Mapping[str, Any] = {
    "Balancer": resource("ElasticLoadBalancingV2::LoadBalancer"),
    "Listener": resource("ElasticLoadBalancingV2::Listener", LoadBalancerArn={"Ref": "Balancer"}),
}
_SHOP: Mapping[str, Any] = {
    "Blue": resource("ElasticLoadBalancingV2::TargetGroup"),
    "Green": resource("ElasticLoadBalancingV2::TargetGroup"),
    "Rule": resource(
        "ElasticLoadBalancingV2::ListenerRule",
        ListenerArn={"Fn::GetStackOutput": {"StackName": "test-Platform", "OutputName": "Listener"}},
        Actions=[{"ForwardConfig": {"TargetGroups": _GROUPS}}],
    ),
    "Task": resource("ECS::TaskDefinition", Cpu="256", Memory="512"),
    "Failures": resource(
        "Logs::MetricFilter",
        LogGroupName={"Ref": "Log"},
        FilterPattern='{ ($.logger = "requests") && ($.status >= 500) }',
        MetricTransformations=[
            {
                "MetricNamespace": "GoldenPath/test/shop",
                "MetricName": "FailedRequests",
                "MetricValue": "1",
                "DefaultValue": 0,
            }
        ],
    ),
    "Canary": resource(
        "Synthetics::Canary",
        Name="test-shop-browse",
        RunConfig={"EnvironmentVariables": {"JOURNEY": "browse"}},
    ),
}
