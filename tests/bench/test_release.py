"""A rehearsed release: who gets which share, what the alarms see, and a small one played for real."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.release.__main__ import predicted_fault
from bench.release.fleet import COPIES, shares_of_copies
from bench.release.observed_traffic import Answer, ObservedTraffic
from bench.release.rehearsal import Course
from bench.release.report import Report
from goldenpath import DeployStrategy
from goldenpath.delivery import Alarm, Fault, Traffic, simulate

ROOT = Path(__file__).parents[2]
HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin")


@given(share=st.floats(0, 1))
def test_both_copies_of_a_version_share_what_it_gets(share: float) -> None:
    shares = shares_of_copies(DeployStrategy.canary(), share)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["new-1"] + shares["new-2"] == pytest.approx(share)
    assert shares["old-1"] == shares["old-2"]


@pytest.mark.parametrize(
    ("share", "serving"),
    [(0, {"old-1", "old-2"}), (0.5, {"new-1", "old-2"}), (1, {"new-1", "new-2"})],
)
def test_a_rolling_release_replaces_copies(share: float, serving: set[str]) -> None:
    shares = shares_of_copies(DeployStrategy.rolling(), share)
    assert {copy for copy in COPIES if shares[copy]} == serving
    assert sum(shares.values()) == 1


def test_an_alarm_sees_what_its_metric_counts() -> None:
    traffic = ObservedTraffic()
    for second in range(60):
        traffic.add(Answer(second + 0.5, is_new=False, status=200, milliseconds=900))
        traffic.add(Answer(second + 0.5, is_new=True, status=500 if second % 2 else 200, milliseconds=10))
    of_new = Alarm.errors(above_percent=1, watches="new-version")
    assert traffic.seen_by(of_new)(0, 60) == (30, 60)
    assert traffic.seen_by(of_new)(0, 30) == (15, 30)
    assert traffic.seen_by(Alarm.errors(above_percent=1))(0, 60) == (30, 120)
    assert traffic.seen_by(Alarm.latency(above_ms=500))(0, 60) == (60, 120)
    assert traffic.seen_by(of_new)(60, 120) == (0, 0)
    assert traffic.counted() == {"new 200": 30, "new 500": 30, "old 200": 60}


def report(failed: int, *, back: float | None, fault: Fault, exit_code: int = 0) -> Report:
    predicted = simulate(
        DeployStrategy.canary(), Traffic(requests_per_second=100, window_seconds=720), fault,
        [Alarm.errors(above_percent=1)],
    )  # fmt: skip
    return Report(
        strategy="canary",
        fault=str(fault),
        requests=80_000,
        failed_requests=failed,
        window_requests=72_000,
        window_failed_requests=failed,
        answers={},
        p99_ms=10,
        course=Course(detected_at_seconds=None if back is None else 180, traffic_back_at_seconds=back),
        predicted=predicted,
        exit_codes={"new-1": exit_code},
    )


def test_a_report_tells_whether_shoppers_saw_what_was_predicted() -> None:
    bad, good = Fault.errors(50), Fault.none()
    assert report(1050, back=211, fault=bad).is_as_predicted
    assert report(1200, back=211, fault=bad).is_as_predicted
    assert not report(1300, back=211, fault=bad).is_as_predicted
    assert not report(1050, back=None, fault=bad).is_as_predicted
    assert not report(1050, back=211, fault=bad, exit_code=-9).is_as_predicted
    assert report(0, back=None, fault=good).is_as_predicted
    assert not report(1, back=None, fault=good).is_as_predicted
    assert not report(0, back=511, fault=good).is_as_predicted


@pytest.mark.parametrize("fault", ["boom", "errors", "slow:fast", "leak:3"])
def test_a_fault_that_cannot_be_rehearsed_is_refused(fault: str) -> None:
    with pytest.raises(ValueError, match=f"--fault should be none, .* not {fault}"):
        predicted_fault(fault)


@pytest.mark.xdist_group("shop")
@pytest.mark.skipif(HAPROXY is None, reason="HAProxy is not installed")
def test_a_bad_version_is_taken_back(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.release", "--strategy", "blue-green", "--fault", "errors"]
    command += ["--rate", "50", "--requests", "0", "--speed", "30"]
    result = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    content = json.loads((tmp_path / "build/rehearsal-blue-green-errors-50.json").read_text(encoding="utf-8"))
    assert content["course"]["detected_at_seconds"] == 180, result.stdout
    assert content["course"]["traffic_back_at_seconds"] >= 210
    assert content["answers"]["new 500"] > 0
    assert set(content["exit_codes"].values()) == {0}
    assert (tmp_path / "build/rehearsal-blue-green-errors-50.png").stat().st_size > 10_000
    assert "traffic back      after 21" in result.stdout
