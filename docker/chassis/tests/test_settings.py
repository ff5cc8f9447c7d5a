from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.settings import ServiceSettings as Settings
from chassis.settings import SettingsError


def test_without_variables_it_listens_where_a_container_is_reached() -> None:
    settings = Settings.from_environment({})
    assert tuple(settings.model_dump().values()) == (
        "0.0.0.0",  # noqa: S104
        8080,
        "info",
        2,
        20,
        100,
        "",
        "",
    )


def test_variables_of_others_are_left_alone() -> None:
    assert Settings.from_environment({"PATH": "/bin", "PORT": "81"}).port == 81


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("HOST", "", "an address to listen on, such as 0.0.0.0"),
        ("PORT", "0", "a port, 1 to 65535"),
        ("PORT", "65536", "a port, 1 to 65535"),
        ("PORT", "http", "a port, 1 to 65535"),
        ("PORT", "", "a port, 1 to 65535"),
        ("LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("DRAIN_SECONDS", "-1", "seconds, 0 to 60"),
        ("DRAIN_SECONDS", "61", "seconds, 0 to 60"),
        ("MOST_REQUESTS", "0", "a number, 1 to 10000"),
        ("FAULT", "errors:101", "crash, unhealthy, errors:PERCENT, slow:MILLISECONDS or leak:KIBIBYTES"),
        ("SHUTDOWN_SECONDS", "0", "seconds, 1 to 110"),
        ("SHUTDOWN_SECONDS", "111", "seconds, 1 to 110"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})
    assert str(caught.value) == (
        f"The environment of the service is not valid:\n  {name}={value!r} should be {allowed}"
    )


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"PORT": "x", "LOG_LEVEL": "x", "SHUTDOWN_SECONDS": "x", "HOST": ""})
    assert [line.partition("=")[0].strip() for line in str(caught.value).splitlines()[1:]] == [
        "HOST",
        "PORT",
        "LOG_LEVEL",
        "SHUTDOWN_SECONDS",
    ]


@given(
    st.dictionaries(
        st.sampled_from(["HOST", "PORT", "LOG_LEVEL", "DRAIN_SECONDS", "SHUTDOWN_SECONDS", "FAULT"]),
        st.text(max_size=8),
    )
)
def test_no_variable_makes_it_fail_in_another_way(environment: dict[str, str]) -> None:
    try:
        settings = Settings.from_environment(environment)
    except SettingsError:
        return
    assert 1 <= settings.port <= 65535
