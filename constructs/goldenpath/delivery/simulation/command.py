"""`python -m goldenpath simulate`: what a bad release costs under each strategy."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from goldenpath.delivery.simulation.comparison import as_table, compare
from goldenpath.delivery.simulation.fault import Fault
from goldenpath.delivery.simulation.plot import FORMATS, draw
from goldenpath.delivery.simulation.schedule import AnyStrategy
from goldenpath.delivery.simulation.traffic import Traffic
from goldenpath.service import DeployStrategy, Slo

_DEFAULTS = (
    DeployStrategy.rolling(),
    DeployStrategy.blue_green(),
    DeployStrategy.canary(),
    DeployStrategy.linear(),
)
_FACTORIES: dict[str, Callable[..., AnyStrategy]] = {
    "rolling": DeployStrategy.rolling,
    "blue-green": DeployStrategy.blue_green,
    "canary": DeployStrategy.canary,
    "linear": DeployStrategy.linear,
}
_STRATEGIES = """strategies:
  rolling | blue-green[:bake=MIN] | canary[:percent=P,bake=MIN] | linear[:percent=P,interval=MIN,bake=MIN]

columns:
  good release     how long it takes when no alarm fires
  detected         when the first alarm fires, from the first request to the new version
  traffic back     when the old version has all traffic again
  failed requests  and their share of all requests in the hour from the release's start
  budget           the failed requests as a share of a month's error budget
"""


def run(arguments: Sequence[str]) -> None:
    """Print the table, and draw the curves where a file is named.

    Raises
    ------
    SystemExit
        With 2 and a sentence, if an argument is not allowed; with 1, if the plot cannot be made.
    """
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        strategies = [strategy_of(text) for text in given.strategy] or _DEFAULTS
        slo = Slo(availability_percent=given.availability_percent, latency_ms=given.latency_ms)
        traffic = Traffic(requests_per_second=given.requests_per_second)
        fault = _fault(given)
        compared = compare(strategies, traffic, fault, slo)
    except ValueError as error:
        parser.error(str(error))
    title = (
        f"A new version with {fault}, {traffic.requests_per_second:g} requests a second, "
        f"{slo.availability_percent:g} % promised"
    )
    print(f"{title}\n\n{as_table(compared)}")
    if given.plot is not None:
        try:
            draw(compared, title, given.plot)
        except ImportError:
            sys.exit("A plot needs matplotlib: pip install 'goldenpath[plot]'")
        except OSError as error:
            sys.exit(f"{given.plot} cannot be written: {error.strerror}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m goldenpath simulate",
        description="What a bad release costs under each strategy, with the alarms that services get.",
        epilog=_STRATEGIES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--strategy",
        action="append",
        default=[],
        metavar="S",
        help="a strategy, once for each; the four with their defaults unless given",
    )
    parser.add_argument("--requests-per-second", type=float, default=100, metavar="N", help="default 100")
    fault = parser.add_mutually_exclusive_group()
    fault.add_argument(
        "--error-percent", type=float, default=50, metavar="P", help="share of bad answers, default 50"
    )
    fault.add_argument("--slow-ms", type=float, metavar="MS", help="the new version answers in this time")
    parser.add_argument(
        "--onset-seconds", type=float, default=0, metavar="S", help="when the fault begins, default 0"
    )
    parser.add_argument("--availability-percent", type=float, default=99.9, metavar="P", help="default 99.9")
    parser.add_argument("--latency-ms", type=int, default=500, metavar="MS", help="default 500, for the p99")
    parser.add_argument(
        "--plot", type=_plot_file, metavar="FILE", help=f"draw curves: {' or '.join(FORMATS)}"
    )
    return parser


def _fault(given: argparse.Namespace) -> Fault:
    if given.slow_ms is not None:
        return Fault.slow(given.slow_ms, onset_seconds=given.onset_seconds)
    return Fault.errors(given.error_percent, onset_seconds=given.onset_seconds)


def _plot_file(text: str) -> Path:
    file = Path(text)
    if file.suffix not in FORMATS:
        raise argparse.ArgumentTypeError(f"should end with {' or '.join(FORMATS)}, not {text}")
    return file


def strategy_of(text: str) -> AnyStrategy:
    """Read a strategy as it is written on the command line.

    Parameters
    ----------
    text
        Such as ``canary`` or ``canary:percent=10,bake=5``.

    Raises
    ------
    ValueError
        If there is none of that name or with such settings.
    """
    kind, _, settings = text.partition(":")
    if kind not in _FACTORIES:
        raise ValueError(f"--strategy should be one of {', '.join(_FACTORIES)}, not {kind}")
    try:
        return _FACTORIES[kind](**_settings(settings))
    except TypeError:
        raise ValueError(f"--strategy {kind} has no such setting: {settings}") from None


def _settings(text: str) -> dict[str, int | timedelta]:
    pairs = [pair.partition("=") for pair in text.split(",") if pair]
    wrong = [name for name, _, number in pairs if not number.isdecimal()]
    if wrong:
        raise ValueError(f"--strategy takes whole numbers, as in canary:percent=10,bake=5; see {wrong[0]}")
    return {
        name: int(number) if name == "percent" else timedelta(minutes=int(number))
        for name, _, number in pairs
    }
