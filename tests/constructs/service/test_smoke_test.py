"""A smoke test is bounded, so that it always ends before whoever waits for it gives up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import SmokeTest, SpecificationError


@given(
    st.lists(st.just("/healthz"), max_size=20).map(tuple),
    st.integers(1, 10),
    st.integers(0, 60),
    st.integers(1, 30_000),
)
def test_what_could_take_longer_than_ten_minutes_is_refused(
    paths: tuple[str, ...], attempts: int, pause_seconds: int, latency_ms: int
) -> None:
    seconds = max(1, len(paths)) * (attempts * latency_ms / 1000 + (attempts - 1) * pause_seconds)
    values: dict[str, Any] = {
        "paths": paths,
        "attempts": attempts,
        "pause_seconds": pause_seconds,
        "latency_ms": latency_ms,
    }
    if seconds > 600:
        with pytest.raises(SpecificationError, match=r"should let all attempts end within 600 seconds"):
            SmokeTest(**values)
    else:
        assert SmokeTest(**values).longest_seconds == pytest.approx(seconds)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(SpecificationError) as raised:
        SmokeTest(paths=("healthz",), expected_status=503, attempts=0, latency_ms=0)
    assert [finding.path for finding in raised.value.findings] == [
        "paths.0",
        "expected_status",
        "attempts",
        "latency_ms",
    ]
