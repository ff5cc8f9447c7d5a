"""The curves of a comparison."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goldenpath.delivery.simulation.comparison import Compared, described

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg")
_MINUTE_SECONDS = 60
_LEAST_MINUTES = 10


def draw(compared: Sequence[Compared], title: str, file: Path) -> None:
    """Draw the new version's share of the traffic, and the share of failed requests, over time.

    Parameters
    ----------
    compared
        A curve each.
    title
        What was simulated.
    file
        Where to write it; its suffix says in which format.

    Raises
    ------
    ImportError
        If matplotlib, the extra ``plot``, is not installed.
    OSError
        If the file cannot be written.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  an extra, and a second of import time

    figure = Figure(figsize=(9, 6.5), layout="constrained")
    traffic, failures = figure.subplots(2, 1, sharex=True)
    for axes, label in ((traffic, "Traffic to the new version (%)"), (failures, "Requests that fail (%)")):
        axes.set_ylabel(label)
        axes.grid(axis="y", color="0.9")
        axes.spines[["top", "right"]].set_visible(False)
    end_minutes = _end_minutes(compared)
    for each in compared:
        _curves(traffic, failures, each, end_minutes)
    traffic.set_ylim(0, 105)
    figure.legend(*traffic.get_legend_handles_labels(), frameon=False, loc="outside lower center", ncols=2)
    failures.set_ylim(bottom=0)
    failures.set_xlim(0, end_minutes)
    failures.set_xlabel("Minutes from the first request to the new version")
    figure.suptitle(title, x=0.02, ha="left")
    figure.savefig(file, dpi=150)


def _curves(traffic: "Axes", failures: "Axes", compared: Compared, end_minutes: float) -> None:
    series = compared.outcome.series
    minutes = [sample.seconds / _MINUTE_SECONDS for sample in series] + [end_minutes]
    shares = [sample.new_version_percent for sample in series]
    failed = [sample.failed_percent for sample in series]
    [line] = traffic.step(
        minutes,
        [*shares, shares[-1]],
        where="post",
        label=described(compared.strategy),
        linewidth=2,
        alpha=0.85,
    )
    failures.step(
        minutes, [*failed, failed[-1]], where="post", color=line.get_color(), linewidth=2, alpha=0.85
    )
    if compared.outcome.detected_at_seconds is not None:
        failures.axvline(
            compared.outcome.detected_at_seconds / _MINUTE_SECONDS,
            color=line.get_color(),
            linestyle=":",
            linewidth=1,
        )


def _end_minutes(compared: Sequence[Compared]) -> float:
    last = max(each.outcome.series[-1].seconds for each in compared) / _MINUTE_SECONDS
    return max(_LEAST_MINUTES, last * 1.1)
