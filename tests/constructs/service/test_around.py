"""Secrets, schedules and shutdowns are right, or say what is wrong with them."""

from datetime import UTC, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import (
    ImageSource,
    Scaling,
    ScheduledScaling,
    SecretSource,
    ServiceSpec,
    Shutdown,
    Slo,
    SpecificationError,
)

MORNING = ScheduledScaling(at=time(7, 30), minimum=4, maximum=20)
IMAGE = ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64)
RUNBOOK = "https://runbooks.example.com/checkout"


@pytest.mark.parametrize("name", ["shop/database", "a", "shop/my-secrets", "x-12345", "x-1234567"])
def test_names_of_secrets(name: str) -> None:
    assert SecretSource.secrets_manager(name).name == name


@pytest.mark.parametrize(
    "name",
    ["", "a b", "shop/my-secret", "arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop-AbCdEf"],
)
def test_what_secrets_manager_would_not_find_by_its_name_is_refused(name: str) -> None:
    with pytest.raises(
        SpecificationError, match="SecretsManagerSecret is not valid:\n  name: should be a name"
    ):
        SecretSource.secrets_manager(name)


@pytest.mark.parametrize("name", ["", "//x", "/shop/", "/shop/the token", "shop/token"])
def test_what_is_no_parameter_is_refused(name: str) -> None:
    with pytest.raises(SpecificationError, match="name: should be a parameter's name"):
        SecretSource.parameter(name)


@pytest.mark.parametrize("field", ["", "a:b"])
def test_a_field_is_a_key(field: str) -> None:
    with pytest.raises(SpecificationError, match="field: should be a key of the secret's JSON"):
        SecretSource.secrets_manager("shop/database", field=field)


def test_everything_that_contradicts_is_said_at_once() -> None:
    with pytest.raises(SpecificationError) as caught:
        ServiceSpec(
            name="checkout",
            owner="team-orders",
            runbook=RUNBOOK,
            image=IMAGE,
            architecture="sparc",  # type: ignore[arg-type]
            slo=Slo(latency_ms=45_000),
            shutdown=Shutdown(drain_seconds=40),
            environment={"TOKEN": "x"},
            secrets={"TOKEN": SecretSource.parameter("/token"), "KEY": SecretSource.parameter("/key")},
        )

    assert str(caught.value).splitlines()[:3] == [
        "ServiceSpec is not valid:",
        "  architecture: should be 'x86-64' or 'arm64', not 'sparc'",
        (
            "  shutdown: should drain for at least the 45000 ms that the SLO lets a request take, "
            "not Shutdown(drain_seconds=40, stop_timeout_seconds=40)"
        ),
    ]
    assert "  secrets: should not repeat what environment has: TOKEN, not {" in str(caught.value)


def test_the_port_is_no_secret() -> None:
    with pytest.raises(SpecificationError, match="secrets: should leave PORT alone"):
        ServiceSpec(
            name="checkout",
            owner="team-orders",
            runbook=RUNBOOK,
            image=IMAGE,
            secrets={"PORT": SecretSource.parameter("/port")},
        )


@given(st.integers(-10, 200), st.none() | st.integers(-10, 200))
def test_a_copy_is_killed_after_its_last_requests(drain: int, stop: int | None) -> None:
    given_stop = {} if stop is None else {"stop_timeout_seconds": stop}
    if 1 <= drain <= 120 and (stop is None or drain <= stop <= 120):
        assert Shutdown(drain_seconds=drain, **given_stop).stop_timeout_seconds == (stop or drain)
        return
    with pytest.raises(SpecificationError):
        Shutdown(drain_seconds=drain, **given_stop)


@given(st.times(timezones=st.none() | st.just(UTC)))
def test_a_schedule_begins_with_a_minute(at: time) -> None:
    if at.second == at.microsecond == 0 and at.tzinfo is None:
        assert ScheduledScaling(at=at, minimum=1, maximum=1).at == at
        return
    with pytest.raises(SpecificationError, match="at: should be a whole minute"):
        ScheduledScaling(at=at, minimum=1, maximum=1)


def test_a_schedule_knows_its_zone_days_and_bounds() -> None:
    with pytest.raises(SpecificationError) as caught:
        ScheduledScaling(at=time(7), days=("mon",), time_zone="Mars/Olympus", minimum=3, maximum=2)  # type: ignore[arg-type]

    message = str(caught.value)
    assert "days.0: should be 'monday', 'tuesday'" in message
    assert "time_zone: should be a time zone's name, such as Europe/Berlin, not 'Mars/Olympus'" in message
    assert "maximum: should be at least the minimum (3), not 2" in message


def test_two_parts_of_a_schedule_do_not_begin_together() -> None:
    monday = ScheduledScaling(at=time(7, 30), days=("monday",), minimum=1, maximum=2)
    elsewhere = MORNING.model_copy(update={"time_zone": "Europe/Berlin"})

    assert len(Scaling(schedule=(MORNING, elsewhere)).schedule) == 2
    with pytest.raises(SpecificationError, match="one part at a time: monday 07:30 UTC has more"):
        Scaling(schedule=(MORNING, monday))


def test_durations_of_a_day_are_no_times() -> None:
    with pytest.raises(SpecificationError, match="at: should be a valid time"):
        ScheduledScaling(at=timedelta(hours=7), minimum=1, maximum=1)  # type: ignore[arg-type]
