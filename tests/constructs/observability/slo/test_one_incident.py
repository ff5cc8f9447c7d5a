"""One incident pages once: whoever suffers from it, and however it is seen."""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath import OwnedAlarm, ServiceObjectives, ServiceSpec, Slo
from goldenpath.observability import AlarmNotice, Severity
from goldenpath.observability.canaries.journey_canary import PART_OF_A_PAGE
from local.emulator.alarms.metric_math import Value
from tests import support
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY
from tests.constructs.observability.cloudwatch.traffic import Stretch, Traffic
from tests.constructs.observability.slo.conftest import ReleasedSignals, describe, topics

BEFORE = 4 * DAY
GOOD = Stretch(DAY)


class SignalsOf(ReleasedSignals):
    """The signals of a service behind a load balancer of its own."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self.load_balancer = f"app/{service}/1"


class Shop:
    """What is measured of a service that is called, of its caller, and of a journey through that."""

    def __init__(self, catalog: Stretch, checkout: Stretch, journey_percent: float) -> None:
        self._traffic = {
            name: Traffic([Stretch(BEFORE), stretch, GOOD])
            for name, stretch in {"catalog": catalog, "checkout": checkout}.items()
        }
        self._journey_percent = journey_percent

    def datapoint(self, metric: Mapping[str, Any], start: float, end: float) -> Value:
        dimensions = {each["Name"]: str(each["Value"]) for each in metric["Metric"]["Dimensions"]}
        if "CanaryName" in dimensions:
            return self._journey_percent if end > BEFORE else 100
        about = "".join(dimensions.values())
        (service,) = [name for name in self._traffic if name in about] or ["catalog"]
        return self._traffic[service].datapoint(metric, start, end)


@pytest.fixture(scope="module")
def alarms(tmp_path_factory: pytest.TempPathFactory) -> Alarms:
    app = support.app(tmp_path_factory.mktemp("cdk.out"))
    stack = cdk.Stack(app, "Shop", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    told = topics(stack)

    def objectives(name: str, **more: Any) -> ServiceObjectives:
        spec: ServiceSpec = describe(Slo()).model_copy(update={"name": name})
        return ServiceObjectives(
            stack, name.title(), spec=spec, signals=SignalsOf(name), release_alarms=[], actions=told, **more
        )

    catalog = objectives("catalog")
    objectives("checkout", callees=[catalog], journey_alarms=[_journey(stack)])
    return Alarms(dict(assertions.Template.from_stack(stack).to_json()))


def _journey(stack: cdk.Stack) -> OwnedAlarm:
    return OwnedAlarm(
        stack,
        "Journey",
        notice=AlarmNotice.of(describe(Slo()), meaning="A journey fails", severity=Severity.PAGE),
        acting=PART_OF_A_PAGE,
        metric=cloudwatch.Metric(
            namespace="CloudWatchSynthetics",
            metric_name="SuccessPercent",
            dimensions_map={"CanaryName": "order"},
            statistic="Average",
            period=cdk.Duration.minutes(5),
        ),
        threshold=100,
        comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluation_periods=3,
        datapoints_to_alarm=2,
    )


def told(
    alarms: Alarms, *, catalog: Stretch = GOOD, checkout: Stretch = GOOD, journey: float = 100
) -> list[str]:
    """Give which alarms page, in the first four hours."""
    actions = alarms.actions(Shop(catalog, checkout, journey), BEFORE, BEFORE + 240)
    return [action.alarm[:-8] for action in actions if not action.alarm[:-8].endswith("3d")]


def test_the_cause_pages_and_what_suffers_from_it_does_not(alarms: Alarms) -> None:
    for suffering in (1, 0.6, 0.1):
        outage, consequence = Stretch(30, failing=1), Stretch(30, failing=suffering)
        assert told(alarms, catalog=outage, checkout=consequence) == ["CatalogBurn1h"]


def test_a_caller_that_fails_by_itself_pages(alarms: Alarms) -> None:
    assert told(alarms, checkout=Stretch(30, failing=1)) == ["CheckoutBurn1h"]


def test_a_caller_that_fails_faster_than_what_it_calls_pages_too(alarms: Alarms) -> None:
    smoulders, burns = Stretch(240, failing=0.014), Stretch(60, failing=1)

    assert told(alarms, catalog=smoulders, checkout=burns) == ["CheckoutBurn1h", "CatalogBurn6h"]


def test_a_journey_that_fails_pages_even_where_no_request_does(alarms: Alarms) -> None:
    assert told(alarms, journey=0) == ["CheckoutBurn1h"]


def test_a_journey_and_the_requests_that_it_fails_by_page_once(alarms: Alarms) -> None:
    assert told(alarms, checkout=Stretch(60, failing=1), journey=0) == ["CheckoutBurn1h"]
