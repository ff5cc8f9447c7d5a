"""The page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docs.critical_path.path import DEPLOY, Step, critical_path, times
from goldenpath.markdown_table import markdown_table

_INTRODUCTION = """\
# How long a change is on its way

Written by `make docs` from the synthesised pipeline and from `docs/critical_path/times.toml`. Of the
actions that run at once only the slowest counts. Nothing here was measured on AWS: most figures are
assumptions, and say so; replace them by what your pipeline shows.
"""
_HEADINGS = ("stage", "action", "beside it", "seconds", "since the merge", "how that is known")
_TARGET_DEV_MINUTES, _TARGET_APPROVAL_MINUTES = 10, 30


def page(pipeline: Mapping[str, Any], strategies: Mapping[str, str]) -> str:
    """Write the page, in Markdown.

    Parameters
    ----------
    pipeline
        Properties of the pipeline in its template.
    strategies
        The name of each environment's strategy.
    """
    steps = critical_path(pipeline, strategies)
    return "\n".join([_INTRODUCTION, *_answers(steps), "", markdown_table(_HEADINGS, list(_rows(steps))), ""])


def _answers(steps: Sequence[Step]) -> Iterator[str]:
    first = next(number for number, step in enumerate(steps) if step.action == DEPLOY)
    dev = _since_merge(steps[: first + 1])
    serves = dev - steps[first].watched_seconds
    approval = _since_merge(steps[: next(n for n, step in enumerate(steps) if step.action == "Approve")])
    yield (
        f"- The change has all traffic in {steps[first].stage.lower()} after **{serves / 60:.1f} minutes** "
        f"({_met(serves, _TARGET_DEV_MINUTES)}), and is no longer watched there after {dev / 60:.1f}."
    )
    yield (
        f"- It waits for its approval after **{approval / 60:.1f} minutes** "
        f"({_met(approval, _TARGET_APPROVAL_MINUTES)})."
    )


def _met(seconds: float, target_minutes: int) -> str:
    return f"under {target_minutes}" if seconds < target_minutes * 60 else f"NOT under {target_minutes}"


def _rows(steps: Sequence[Step]) -> Iterator[tuple[str, ...]]:
    for number, step in enumerate(steps):
        since = _since_merge(steps[: number + 1])
        yield (
            step.stage,
            step.action,
            str(step.besides),
            f"{step.seconds:.0f}",
            f"{since / 60:.1f} min",
            step.how,
        )


def _since_merge(steps: Sequence[Step]) -> float:
    return float(times()["waiting"]["start"]["seconds"]) + sum(step.seconds for step in steps)
