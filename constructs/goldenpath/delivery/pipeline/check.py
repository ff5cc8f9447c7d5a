"""What is run on code or on an environment before it may go on."""

from dataclasses import dataclass


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
