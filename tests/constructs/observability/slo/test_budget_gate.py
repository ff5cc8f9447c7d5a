"""The gate closes when a budget is spent over 30 days, and opens when the promise holds again."""

import pytest

from goldenpath import BudgetGate
from tests.constructs.observability.cloudwatch.alarms import Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY, HOUR
from tests.constructs.observability.cloudwatch.traffic import Stretch, Traffic

SLO_PERIOD = 30 * DAY


def closed(alarms: Alarms, traffic: Traffic, minute: int) -> bool:
    return alarms.named("SloBudgetGate") in alarms.firing(traffic, minute)


def test_its_name_is_known_before_anything_is_deployed(alarms: Alarms) -> None:
    gate = alarms.metric[alarms.named("SloBudgetGate")]
    assert gate.properties["AlarmName"] == BudgetGate.name_in("Checkout", service="checkout")


@pytest.mark.parametrize(("failing", "slow"), [(1.0, 0.0), (0.0, 1.0)])
def test_an_outage_closes_it_as_soon_as_it_took_as_much_as_there_was(
    alarms: Alarms, failing: float, slow: float
) -> None:
    budget = SLO_PERIOD * (0.001 if failing else 0.01)  # minutes in which everything may be bad
    outage = Stretch(2 * budget, failing=failing, slow=slow)
    traffic = Traffic([Stretch(SLO_PERIOD), outage])

    assert not closed(alarms, traffic, SLO_PERIOD + int(budget) - 1)
    assert closed(alarms, traffic, SLO_PERIOD + int(budget) + 1)


def test_it_opens_when_the_outage_is_30_days_old(alarms: Alarms) -> None:
    traffic = Traffic([Stretch(SLO_PERIOD), Stretch(HOUR, failing=1), Stretch(2 * SLO_PERIOD)])

    assert closed(alarms, traffic, 2 * SLO_PERIOD)
    assert not closed(alarms, traffic, 2 * SLO_PERIOD + HOUR)


def test_it_stays_as_it_is_where_nothing_is_known(alarms: Alarms) -> None:
    gate, nothing = alarms.metric[alarms.named("SloBudgetGate")], Traffic([])

    assert gate.state(nothing, HOUR, "ALARM") == "ALARM"
    assert gate.state(nothing, HOUR, "OK") == "OK"
