"""What shoppers saw of a release, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from pathlib import Path

    from bench.release.observed_traffic import ObservedTraffic
    from bench.release.report import Report

_EVERY_SECONDS: Final = 10
_LEAD_SECONDS: Final = 60


def draw(report: Report, traffic: ObservedTraffic, limit_ms: float, end_seconds: float, file: Path) -> None:
    """Draw the new version's share and the failures, as they were and as predicted.

    Parameters
    ----------
    report
        The report.
    traffic
        What the load balancer told.
    limit_ms
        What is too slow.
    end_seconds
        Until when to draw.
    file
        Where to.
    """
    starts = range(-_LEAD_SECONDS, int(end_seconds), _EVERY_SECONDS)
    buckets = [traffic.between(start, start + _EVERY_SECONDS) for start in starts]
    minutes = [(start + _EVERY_SECONDS / 2) / 60 for start in starts]
    new = [_percent(sum(answer.is_new for answer in bucket), len(bucket)) for bucket in buckets]
    failed = [
        _percent(sum(answer.has_failed(limit_ms) for answer in bucket), len(bucket)) for bucket in buckets
    ]
    figure, (shares, failures) = plt.subplots(2, 1, sharex=True, figsize=(9, 6), layout="constrained")
    shares.bar(minutes, new, width=_EVERY_SECONDS / 60, color="tab:blue", alpha=0.5, label="measured")
    shares.set_ylabel("new version's share, %")
    shares.set_ylim(0, 110)
    failures.bar(minutes, failed, width=_EVERY_SECONDS / 60, color="tab:red", alpha=0.6, label="measured")
    failures.set_ylabel("failed, %")
    failures.set_ylim(0, max(1.0, *failed) * 1.15)
    failures.set_xlabel("minutes of the release")
    if report.predicted is not None:
        samples = report.predicted.series
        moments = [sample.seconds / 60 for sample in samples] + [end_seconds / 60]
        of_new = [sample.new_version_percent for sample in samples]
        of_failed = [sample.failed_percent for sample in samples]
        shares.step(moments, [*of_new, of_new[-1]], "k--", where="post", label="predicted")
        failures.step(moments, [*of_failed, of_failed[-1]], "k--", where="post", label="predicted")
    marks = {
        ("alarm ", "right"): report.course.detected_at_seconds,
        (" back", "left"): report.course.traffic_back_at_seconds,
    }
    for (name, side), moment in marks.items():
        if moment is not None:
            shares.annotate(name, (moment / 60, 103), ha=side, fontsize=8)
            shares.axvline(moment / 60, color="tab:gray", linewidth=1)
            failures.axvline(moment / 60, color="tab:gray", linewidth=1)
    shares.legend(loc="center right")
    figure.suptitle(report.title)
    figure.savefig(file, dpi=110)
    plt.close(figure)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
