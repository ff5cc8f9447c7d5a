"""A bad version that its release takes back wakes nobody; what lasts longer does, and so does all else."""

from goldenpath.observability.slo.deployment_window import DEPLOYMENT_WINDOW
from tests.constructs.observability.cloudwatch.alarms import Action, Alarms
from tests.constructs.observability.cloudwatch.metric_alarm import DAY
from tests.constructs.observability.cloudwatch.traffic import Stretch, Traffic

BEFORE = 4 * DAY
WINDOW = DEPLOYMENT_WINDOW.total_seconds() / 60
STARTS = Stretch(3, versions=2)  # a second version starts, and has no traffic yet


def told(alarms: Alarms, *stretches: Stretch) -> list[Action]:
    traffic = Traffic([Stretch(BEFORE), *stretches, Stretch(DAY)])
    end = BEFORE + sum(int(stretch.minutes) for stretch in stretches) + 120
    return alarms.actions(traffic, BEFORE, end)


def test_a_bad_version_that_is_taken_back_pages_nobody(alarms: Alarms, released_alarms: Alarms) -> None:
    outage = Stretch(4, failing=1, versions=2)

    assert told(released_alarms, STARTS, outage) == []
    (page,) = told(alarms, STARTS, outage)  # it would, without a window
    assert page.alarm.startswith("SloBurn1h")


def test_an_outage_that_outlasts_the_window_pages_when_it_ends(released_alarms: Alarms) -> None:
    first, *_ = told(released_alarms, STARTS, Stretch(40, failing=1, versions=2))

    assert first.alarm.startswith("SloBurn1h")
    assert first.minute == BEFORE + WINDOW + 1  # the minute in which the version appeared is the first of 15


def test_a_deployment_that_hangs_keeps_no_outage_quiet(released_alarms: Alarms) -> None:
    hangs = Stretch(WINDOW + 60, versions=2)
    first, *_ = told(released_alarms, hangs, Stretch(10, failing=1, versions=2))

    assert first.minute <= BEFORE + WINDOW + 60 + 2


def test_without_a_deployment_an_outage_pages_at_once(released_alarms: Alarms) -> None:
    first, *_ = told(released_alarms, Stretch(10, failing=1))

    assert first.minute <= BEFORE + 2
