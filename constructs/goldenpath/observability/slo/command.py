"""`python -m goldenpath objectives`: when people are told that a promise is at stake."""

import argparse
from collections.abc import Sequence
from datetime import timedelta

from goldenpath.markdown_table import markdown_table
from goldenpath.observability.slo.burn_rate_window import SLO_PERIOD, BurnRateWindow
from goldenpath.observability.slo.prediction import Prediction
from goldenpath.service import Slo

_BAD_PERCENT = (100, 50, 10, 5, 2, 1, 0.5, 0.2, 0.1)
_ALL_PERCENT = 100
_HEADINGS = (
    "bad requests",
    "burn rate",
    "page after",
    "ticket after",
    "budget spent",
    "over after",
    "gone after",
)
_COLUMNS = f"""columns:
  burn rate     how many times faster than it lasts the error budget of {SLO_PERIOD.days} days is spent
  page, ticket  when an alarm of that urgency fires, from the first bad request
  budget spent  by the time that the first of them fires
  over after    when that one is over, from the last bad request, where they lasted for its short window
  gone after    when nothing is left of the budget
"""


def run(arguments: Sequence[str]) -> None:
    """Print the table.

    Raises
    ------
    SystemExit
        With 2 and a sentence, if an argument is not allowed.
    """
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        slo = Slo(availability_percent=given.availability_percent)
        shares = [_share(percent) for percent in given.bad_percent or _BAD_PERCENT]
    except ValueError as error:
        parser.error(str(error))
    budget = round((_ALL_PERCENT - slo.availability_percent) / _ALL_PERCENT, 12)
    rows = [_row(Prediction.of(share, budget=budget)) for share in shares]
    print(f"{slo.availability_percent:g} % promised\n\n{markdown_table(_HEADINGS, rows)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m goldenpath objectives",
        description="When the burn-rate alarms of a service fire, by how many of its requests are bad.",
        epilog=_COLUMNS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--availability-percent", type=float, default=99.9, metavar="P", help="default 99.9")
    parser.add_argument(
        "--bad-percent",
        action="append",
        type=float,
        metavar="P",
        help="a row, once for each; nine unless given",
    )
    return parser


def _share(percent: float) -> float:
    if not 0 < percent <= _ALL_PERCENT:
        raise ValueError(f"--bad-percent should be above 0 and at most {_ALL_PERCENT}, not {percent:g}")
    return percent / _ALL_PERCENT


def _row(prediction: Prediction) -> tuple[str, ...]:
    bad, budget, first = prediction.bad_share, prediction.budget, prediction.told_first
    return (
        f"{_ALL_PERCENT * bad:g} %",
        f"{round(prediction.burn_rate, 1):,g}",
        _told(prediction.page, bad, budget),
        _told(prediction.ticket, bad, budget),
        "-" if first is None else f"{first.budget_share:.0%}".replace("%", " %"),
        "-" if first is None else _time(first.resets_after(bad_share=bad, budget=budget)),
        _time(prediction.gone_after),
    )


def _told(window: BurnRateWindow | None, bad_share: float, budget: float) -> str:
    after = None if window is None else window.detects_after(bad_share=bad_share, budget=budget)
    return "never" if after is None else _time(after)


def _time(time: timedelta) -> str:
    for unit, length in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if time >= 2 * length:
            return f"{time / length:.3g} {unit}"
    return f"{time.total_seconds():.3g} s"
