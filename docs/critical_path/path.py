"""The pipeline's longest way: of what runs at once, the slowest; of what follows, the sum."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from goldenpath import DeployStrategy, Slo
from goldenpath.delivery import Timing, rollback_alarms
from goldenpath.service import BlueGreen, Canary

DEPLOY = "Deploy"
_TIMES = Path(__file__).with_name("times.toml")
_WATCHED: Mapping[str, BlueGreen | Canary] = {
    "blue-green": DeployStrategy.blue_green(),
    "canary": DeployStrategy.canary(),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """What has to end before anything else can go on.

    Parameters
    ----------
    stage, action
        The slowest of what runs at once.
    besides
        How many actions run beside it.
    seconds
        How long it takes, with waiting for a machine.
    watched_seconds
        How much of that only watches a version that has its traffic already.
    how
        How that is known.
    """

    stage: str
    action: str
    besides: int
    seconds: float
    watched_seconds: float
    how: str


def times() -> Mapping[str, Any]:
    """Read how long each action takes."""
    return tomllib.loads(_TIMES.read_text(encoding="utf-8"))


def critical_path(pipeline: Mapping[str, Any], strategies: Mapping[str, str]) -> list[Step]:
    """Find the slowest action of each run order of each stage.

    Parameters
    ----------
    pipeline
        Properties of the pipeline in its template.
    strategies
        The name of each environment's strategy.
    """
    known = times()
    return [
        max(together, key=lambda step: step.seconds)
        for stage in pipeline["Stages"]
        for together in _together(stage, strategies, known)
    ]


def _together(
    stage: Mapping[str, Any], strategies: Mapping[str, str], known: Mapping[str, Any]
) -> Iterator[list[Step]]:
    actions = sorted(stage["Actions"], key=_order)
    for _, grouped in groupby(actions, key=_order):
        group = list(grouped)
        yield [_step(stage["Name"], action, len(group) - 1, strategies, known) for action in group]


def _order(action: Mapping[str, Any]) -> int:
    return int(action.get("RunOrder", 1))


def _step(
    stage: str,
    action: Mapping[str, Any],
    besides: int,
    strategies: Mapping[str, str],
    known: Mapping[str, Any],
) -> Step:
    name, provider = action["Name"], action["ActionTypeId"]["Provider"]
    waits = known["waiting"]["machine"]["seconds"] if provider == "CodeBuild" else 0
    watched = 0.0
    if name == DEPLOY:
        seconds, watched, how = _deployment(strategies[stage.lower()], known["deploy"].values())
    elif provider == "Manual":
        seconds, how = known["waiting"]["person"]["seconds"], known["waiting"]["person"]["how"]
    else:
        found = known["actions"][name.partition("-")[0]]
        seconds, how = found["seconds"], found["how"]
    return Step(
        stage=stage, action=name, besides=besides, seconds=waits + seconds, watched_seconds=watched, how=how
    )


def _deployment(strategy_name: str, parts: Sequence[Mapping[str, Any]]) -> tuple[float, float, str]:
    """Add what a release takes to what the CDK CLI and CloudFormation take: services deploy at once."""
    timing, rolling = Timing(), DeployStrategy.rolling()
    if strategy_name == "rolling":
        shifts = timing.replacement_seconds
        watched = max(alarm.reach_seconds for alarm in rollback_alarms(Slo(), rolling))
    else:
        strategy = _WATCHED[strategy_name]
        shifts, watched = strategy.shifts[-1].after.total_seconds(), strategy.bake.total_seconds()
    around = sum(part["seconds"] for part in parts)
    how = (
        f"calculated: {around} s assumed for the CLI and CloudFormation, {timing.copy_start_seconds:g} s for "
        f"new copies, {shifts:g} s until all traffic is theirs ({strategy_name}), {watched:g} s of watching"
    )
    return around + timing.copy_start_seconds + shifts + watched, watched, how
