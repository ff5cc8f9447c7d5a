"""What is run on code or on an environment before it may go on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from goldenpath.delivery.pipeline.names import name_problems

_SHORTEST_MINUTES, _LONGEST_MINUTES = 5, 480


@dataclass(frozen=True, kw_only=True)
class Check:
    """Commands that pass or fail, in a build of their own.

    Parameters
    ----------
    name
        What it is called in the pipeline: letters, digits and hyphens.
    commands
        What is run, one after the other, from the project's folder, after the project was installed.
    reports
        Files of test results (JUnit), as a pattern; none by default.
    timeout_minutes
        How long it may take, from 5 to 480; 30 by default.
    large
        Whether it gets 8 processors rather than 2; it does not by default.
    measures
        Whether what it leaves in ``build/measurements`` is kept as evidence for the approval; it is not by
        default.

    Examples
    --------
    >>> from goldenpath import Check
    >>> Check(name="Lint", commands=("ruff check .",)).timeout_minutes
    30
    """

    name: str
    commands: tuple[str, ...]
    reports: str | None = None
    timeout_minutes: int = 30
    large: bool = False
    measures: bool = False


def check_problems(where: str, checks: Sequence[Check], taken: Collection[str]) -> Iterator[str]:
    """Say what is wrong with the checks of a stage.

    Parameters
    ----------
    where
        What has them.
    checks
        The checks.
    taken
        Names of the stage's other actions.
    """
    yield from name_problems(where, [check.name for check in checks], taken)
    for check in checks:
        if not check.commands:
            yield f"{where}.{check.name}.commands: should hold at least one command"
        if not _SHORTEST_MINUTES <= check.timeout_minutes <= _LONGEST_MINUTES:
            yield (
                f"{where}.{check.name}.timeout_minutes: should be from {_SHORTEST_MINUTES} to "
                f"{_LONGEST_MINUTES}, not {check.timeout_minutes}"
            )
