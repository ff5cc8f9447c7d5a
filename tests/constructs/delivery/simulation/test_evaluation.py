"""An alarm is evaluated as AWS's own examples say."""

import pytest

from goldenpath import SpecificationError
from goldenpath.delivery import Alarm
from goldenpath.delivery.simulation.alarm import MissingData
from goldenpath.delivery.simulation.evaluation import Count, evaluate, fires_at_seconds

TREATMENTS: tuple[MissingData, ...] = ("missing", "ignore", "breaching", "notBreaching")
# Both tables, row by row, of
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
PUBLISHED = [
    (3, "0 - X - X", "OK", "OK", "OK", "OK"),
    (3, "0 - - - -", "OK", "OK", "OK", "OK"),
    (3, "- - - - -", "INSUFFICIENT_DATA", "unchanged", "ALARM", "OK"),
    (3, "0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"),
    (3, "- - X - -", "ALARM", "unchanged", "ALARM", "OK"),
    (2, "0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"),
    (2, "0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"),
    (2, "0 - X - -", "OK", "OK", "ALARM", "OK"),
    (2, "- - - - 0", "OK", "OK", "ALARM", "OK"),
    (2, "- - - X -", "ALARM", "unchanged", "ALARM", "OK"),
    (3, "- - - - X", "OK", "OK", "ALARM", "OK"),  # "does not go immediately into ALARM"
    (3, "- - - X -", "OK", "OK", "ALARM", "OK"),
]


@pytest.mark.parametrize(
    ("datapoints_to_alarm", "shown", "missing", "ignore", "breaching", "fine"), PUBLISHED
)
def test_published_examples(
    datapoints_to_alarm: int, shown: str, missing: str, ignore: str, breaching: str, fine: str
) -> None:
    datapoints = [{"0": False, "X": True, "-": None}[sign] for sign in shown.split()]

    states = [evaluate(datapoints, 3, datapoints_to_alarm, treatment) for treatment in TREATMENTS]

    assert states == [missing, ignore, breaching, fine]


def bad_from_second_90(start_seconds: float, end_seconds: float) -> Count:
    """One request a second."""
    return Count(max(0.0, end_seconds - max(start_seconds, 90)), end_seconds - start_seconds)


@pytest.mark.parametrize(
    ("alarm", "expected_seconds"),
    [
        # The minute that ends at 120 is half bad, and so is the first datapoint above 1 %.
        (Alarm.errors(above_percent=1, evaluation_periods=1, datapoints_to_alarm=1, delay_seconds=0), 120),
        (Alarm.errors(above_percent=60, evaluation_periods=1, datapoints_to_alarm=1, delay_seconds=0), 180),
        (Alarm.errors(above_percent=1, evaluation_periods=3, datapoints_to_alarm=2, delay_seconds=45), 225),
        (Alarm.errors(above_percent=1, evaluation_periods=3, datapoints_to_alarm=3, delay_seconds=0), 240),
        # The window of a longer period slides by the minute: seconds 0 to 300 hold 210 bad ones of 300.
        (
            Alarm.errors(
                above_percent=65,
                period_seconds=300,
                evaluation_periods=1,
                datapoints_to_alarm=1,
                delay_seconds=0,
            ),
            300,
        ),
        (Alarm.errors(above_percent=100), None),
        (Alarm.errors(above_percent=1, fewest_requests=60, delay_seconds=0), 180),
        (Alarm.errors(above_percent=1, fewest_requests=61, delay_seconds=0), None),
    ],
)
def test_firing(alarm: Alarm, expected_seconds: float | None) -> None:
    assert fires_at_seconds(alarm, bad_from_second_90, until_seconds=3600) == expected_seconds


def test_a_missing_datapoint_that_breaches_fires_before_any_request() -> None:
    alarm = Alarm.errors(above_percent=1, missing_data="breaching", delay_seconds=0)

    assert fires_at_seconds(alarm, lambda _start, _end: Count(0, 0), until_seconds=3600) == 60


def test_what_cannot_be_an_alarm_is_refused() -> None:
    with pytest.raises(SpecificationError) as caught:
        Alarm.errors(above_percent=1, period_seconds=30, evaluation_periods=2, datapoints_to_alarm=3)

    assert str(caught.value) == (
        "Alarm is not valid:\n"
        "  period_seconds: should be a multiple of 60, not 30\n"
        "  datapoints_to_alarm: should be at most the evaluation periods (2), not 3"
    )
