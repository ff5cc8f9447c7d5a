"""What was seen is measured as CloudWatch would: under its names, with its statistics."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.dashboards.driving import Driven, Visit
from docs.dashboards.logs import LogLines
from docs.dashboards.measured import Clock, Measurements, Metric, Samples, UnknownStatisticError, statistic
from docs.dashboards.measured.seen import Seen
from docs.dashboards.synthesised import Environment
from local.emulator.alarms.metric_math import Value
from tests.docs.dashboard_examples import (
    ENDED,
    NOW,
    driven,
    environment,
    line,
    look,
    request_line,
    resource,
    target_metric,
)

VALUES = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1)


@given(VALUES)
def test_statistics_are_what_their_names_say(values: list[float]) -> None:
    given_values = np.array(values)
    found = {
        name: statistic(name, given_values)
        for name in ("Minimum", "p0", "p50", "p99.9", "p100", "Maximum", "Average", "SampleCount", "Sum")
    }

    assert found["SampleCount"] == len(values)
    assert (found["Minimum"], found["Maximum"]) == (min(values), max(values))
    ordered = [found[name] or 0.0 for name in ("Minimum", "p0", "p50", "p99.9", "p100", "Maximum")]
    assert ordered == pytest.approx(sorted(ordered))
    assert found["Average"] == pytest.approx((found["Sum"] or 0.0) / len(values), abs=1e-6)


@given(VALUES, st.floats(-1e6, 1e6, allow_subnormal=False))
def test_a_trimmed_count_counts_what_lies_above_its_bound(values: list[float], bound: float) -> None:
    bound = abs(round(bound, 3))
    above, until = (statistic(f"TC({part})", np.array(values)) for part in (f"{bound:f}:", f":{bound:f}"))

    assert above == sum(value > bound for value in values)
    assert (above or 0) + (until or 0) == len(values)


def test_without_values_there_is_no_statistic_and_no_other_is_known() -> None:
    assert statistic("Sum", np.array([])) is None
    with pytest.raises(UnknownStatisticError, match="'tm99' should be one of Average"):
        statistic("tm99", np.array([]))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers())), st.integers(0, 50), st.integers(0, 50))
def test_every_value_is_in_one_period(values: list[tuple[int, int]], start: int, length: int) -> None:
    samples = Samples((float(at), float(value)) for at, value in values)
    middle, end = start + length // 2, start + length

    together = [*samples.between(start, middle), *samples.between(middle, end)]
    assert together == list(samples.between(start, end))
    assert sorted(together) == sorted(value for at, value in values if start < at <= end)


def test_a_second_of_driving_is_a_minute_and_the_end_stays_the_end() -> None:
    clock = Clock(ENDED + 17)

    assert clock.now == NOW  # five minutes are over then
    assert clock.shown(clock.ended) == clock.shown(clock.ended + 3) == NOW
    assert clock.shown(clock.ended - 2) == NOW - 120


def value(
    seen: Driven, namespace: str, name: str, stat: str, /, of: Environment | None = None, **dimensions: str
) -> Value:
    """Give a statistic of the last minute."""
    shop = of or environment()
    measurements = Measurements.of(shop, Seen(seen), LogLines(Seen(seen).lines))
    metric = Metric(namespace=namespace, name=name, dimensions=dimensions)
    return measurements.value(metric, stat, NOW - 60, NOW)


REQUESTS = [(0.2, 200, 10.0), (0.5, 404, 30.0), (0.6, 500, 20.0), (0.9, 503, 350.0), (1.5, 500, 9000.0)]
BALANCER = "test-Platform.Balancer.LoadBalancerFullName"
BLUE, GREEN = "test-Shop.Blue.TargetGroupFullName", "test-Shop.Green.TargetGroupFullName"


@pytest.mark.parametrize(
    ("name", "stat", "expected"),
    [
        ("RequestCount", "Sum", 4),
        ("HTTPCode_Target_5XX_Count", "Sum", 2),
        ("HTTPCode_Target_4XX_Count", "Sum", 1),
        ("HTTPCode_Target_3XX_Count", "Sum", None),  # load balancers report none, rather than 0
        ("TargetResponseTime", "TC(0.3:)", 1),
        ("TargetResponseTime", "Maximum", 0.35),
        ("NewConnectionCount", "Sum", None),
    ],
)
def test_a_load_balancer(name: str, stat: str, expected: Value) -> None:
    seen = driven(REQUESTS)
    metric = "AWS/ApplicationELB", name, stat
    assert value(seen, *metric, LoadBalancer=BALANCER) == expected
    assert value(seen, *metric, LoadBalancer=BALANCER, TargetGroup=BLUE) == expected
    assert value(seen, *metric, LoadBalancer=BALANCER, TargetGroup=GREEN) is None


def test_releases_stand_in_target_groups_by_turns() -> None:
    seen = driven(REQUESTS)
    second, third = (
        seen.copies[0].model_copy(update={"release": release, "lines": [request_line(0.5, 200, 1)] * count})
        for release, count in ((1, 10), (2, 100))
    )
    seen = seen.model_copy(update={"copies": [*seen.copies, second, third]})

    counts = [
        value(seen, "AWS/ApplicationELB", "RequestCount", "Sum", LoadBalancer=BALANCER, TargetGroup=group)
        for group in (BLUE, GREEN)
    ]
    assert counts == [104, 10]


def test_only_copies_that_serve_can_be_unhealthy() -> None:
    seen = driven(looks=[look(0.8, 0, is_ready=False), look(0.4, 0, is_ready=False), look(0.4, 1)])

    def hosts(name: str) -> list[Value]:
        return [
            value(seen, "AWS/ApplicationELB", name, "Sum", LoadBalancer=BALANCER, TargetGroup=group)
            for group in (BLUE, GREEN)
        ]

    assert hosts("HealthyHostCount") == [0, 1]
    assert hosts("UnHealthyHostCount") == [1, 0]


@pytest.mark.parametrize(
    ("namespace", "name", "expected"),
    [
        ("AWS/ECS", "CPUUtilization", 60.0),  # 15 % of a processor, of the quarter that is reserved
        ("AWS/ECS", "MemoryUtilization", 25.0),
        ("ECS/ContainerInsights", "RunningTaskCount", 1.5),
        ("ECS/ContainerInsights", "CpuReserved", 384.0),
        ("ECS/ContainerInsights", "NetworkRxBytes", None),
    ],
)
def test_containers(namespace: str, name: str, expected: Value) -> None:
    looks = [look(0.8, 0, cpu_percent=15), look(0.4, 0, cpu_percent=10), look(0.4, 1, cpu_percent=20)]
    found = value(
        driven(looks=looks),
        namespace,
        name,
        "Average",
        ClusterName="test-Platform.Cluster",
        ServiceName="test-Shop.Service.Name",
    )
    assert found == expected


def test_what_came_after_the_pictures_was_not_looked_at() -> None:
    looks = [look(0.5), look(-1.0, cpu_percent=100)]
    seen = value(driven(looks=looks), "AWS/ECS", "CPUUtilization", "Maximum", ServiceName="test-Shop.Service")
    assert seen == 40.0


def test_a_filter_counts_lines_and_says_0_of_the_others() -> None:
    seen = driven(REQUESTS[:4], lines=[line(0.1, logger="other", status=500), "no JSON"])
    metric = "GoldenPath/test/shop", "FailedRequests"

    assert (value(seen, *metric, "Sum"), value(seen, *metric, "SampleCount")) == (2, 6)
    assert value(driven(), *metric, "Sum") is None


@pytest.mark.parametrize("name", ["test-shop-browse", "test-Shop.Canary"])
def test_a_canary(name: str) -> None:
    visits = [
        Visit(at=ENDED - before, journey=journey, seconds=0.25, worked=worked)
        for before, journey, worked in ((0.9, "browse", True), (0.4, "browse", False), (0.3, "order", False))
    ]
    seen = driven(visits=visits)

    assert value(seen, "CloudWatchSynthetics", "SuccessPercent", "Average", CanaryName=name) == 50
    assert value(seen, "CloudWatchSynthetics", "Duration", "Maximum", CanaryName=name) == 250


def test_an_objective_is_kept_by_the_share_of_good_requests() -> None:
    def counted(metric: str) -> dict[str, Any]:
        _, name, *dimensions, _ = target_metric(metric)
        pairs = zip(dimensions[::2], dimensions[1::2], strict=True)
        named = {
            "Namespace": "AWS/ApplicationELB",
            "MetricName": name,
            "Dimensions": [{"Name": each, "Value": of} for each, of in pairs],
        }
        return {
            "Id": "counted",
            "MetricStat": {"Metric": named, "Stat": "Sum", "Period": 60},
            "ReturnData": False,
        }

    filled = {"Id": "filled", "Expression": "FILL(counted, 0)", "ReturnData": True}
    objective = resource(
        "ApplicationSignals::ServiceLevelObjective",
        Name="available",
        Goal={"Interval": {"RollingInterval": {"Duration": 30, "DurationUnit": "DAY"}}},
        RequestBasedSli={
            "RequestBasedSliMetric": {
                "TotalRequestCountMetric": [counted("RequestCount"), filled],
                "MonitoredRequestCountMetric": {
                    "BadCountMetric": [counted("HTTPCode_Target_5XX_Count"), filled]
                },
            }
        },
    )
    attained = "AWS/ApplicationSignals", "AttainmentRate", "Average"
    of = environment(Objective=objective)

    assert value(driven(REQUESTS), *attained, of=of, SloName="available") == pytest.approx(40)
    assert value(driven(), *attained, of=of, SloName="available") is None
