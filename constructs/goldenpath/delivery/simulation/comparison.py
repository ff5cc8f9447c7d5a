"""Strategies side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenpath.delivery.simulation.fault import Fault
from goldenpath.delivery.simulation.outcome import Outcome
from goldenpath.delivery.simulation.schedule import AnyStrategy
from goldenpath.delivery.simulation.shipped import rollback_alarms
from goldenpath.delivery.simulation.simulation import simulate
from goldenpath.delivery.simulation.traffic import Traffic
from goldenpath.markdown_table import markdown_table
from goldenpath.service import BlueGreen, Canary, Linear, Rolling, Slo

_MINUTE_SECONDS = 60
_MONTH_SECONDS = 30 * 24 * 3600
_HEADINGS = ("strategy", "good release", "detected", "traffic back", "failed requests", "share", "budget")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a strategy makes of a bad release.

    Parameters
    ----------
    strategy
        How it was released.
    outcome
        What happened.
    budget_percent
        The failed requests as a share of the error budget of 30 days with this traffic.

    Examples
    --------
    >>> from goldenpath import DeployStrategy, Slo
    >>> from goldenpath.delivery import Fault, Traffic, compare
    >>> [compared] = compare([DeployStrategy.linear()], Traffic(requests_per_second=9), Fault.none(), Slo())
    >>> compared.budget_percent
    0.0
    """

    strategy: AnyStrategy
    outcome: Outcome
    budget_percent: float


def compare(strategies: Sequence[AnyStrategy], traffic: Traffic, fault: Fault, slo: Slo) -> list[Compared]:
    """Simulate the same bad release under several strategies, each with the alarms that services get.

    Parameters
    ----------
    strategies
        What to compare.
    traffic
        What the service gets.
    fault
        What is wrong with the new version.
    slo
        What the service promises: the alarms and the error budget follow from it.

    Raises
    ------
    ValueError
        If the bake of a strategy is shorter than its alarms can ever fire.

    Examples
    --------
    >>> from goldenpath import DeployStrategy, Slo
    >>> from goldenpath.delivery import Fault, Traffic, compare
    >>> strategies = [DeployStrategy.blue_green(), DeployStrategy.canary()]
    >>> compared = compare(strategies, Traffic(requests_per_second=100), Fault.errors(50), Slo())
    >>> [round(each.budget_percent, 2) for each in compared]
    [4.05, 0.41]
    """
    return [_compared(strategy, traffic, fault, slo) for strategy in strategies]


def as_table(compared: Sequence[Compared]) -> str:
    """Lay out a comparison in lines of text, as a Markdown table."""
    return markdown_table(_HEADINGS, [_row(each) for each in compared])


def described(strategy: AnyStrategy) -> str:
    """Say a strategy in few words."""
    match strategy:
        case Rolling():
            return "rolling"
        case BlueGreen():
            return f"blue-green, bake {_minutes(strategy.bake.total_seconds())}"
        case Canary():
            return f"canary {strategy.percent} %, bake {_minutes(strategy.bake.total_seconds())}"
        case Linear():
            interval = _minutes(strategy.interval.total_seconds())
            bake = _minutes(strategy.bake.total_seconds())
            return f"linear {strategy.percent} % every {interval}, bake {bake}"


def _compared(strategy: AnyStrategy, traffic: Traffic, fault: Fault, slo: Slo) -> Compared:
    outcome = simulate(strategy, traffic, fault, rollback_alarms(slo, strategy))
    budget_requests = traffic.requests_per_second * _MONTH_SECONDS * (1 - slo.availability_percent / 100)
    return Compared(
        strategy=strategy,
        outcome=outcome,
        budget_percent=100 * outcome.failed_requests / budget_requests,
    )


def _row(compared: Compared) -> tuple[str, ...]:
    outcome = compared.outcome
    return (
        described(compared.strategy),
        _minutes(outcome.complete_at_seconds),
        _moment(outcome.detected_at_seconds),
        _moment(outcome.traffic_back_at_seconds),
        f"{outcome.failed_requests:,.0f}",
        f"{outcome.failed_percent:.2f} %",
        f"{compared.budget_percent:.2f} %",
    )


def _minutes(seconds: float) -> str:
    return f"{seconds / _MINUTE_SECONDS:.3g} min"


def _moment(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.0f} s"
