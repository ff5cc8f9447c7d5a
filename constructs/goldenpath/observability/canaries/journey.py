"""A way through a service that has to work."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

_NAME = re.compile(r"[a-z]([a-z0-9-]{0,30}[a-z0-9])?")
_MINUTE = timedelta(minutes=1)
# https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRunConfigInput.html
_SHORTEST, _LONGEST = timedelta(seconds=3), timedelta(seconds=840)
_MOST_SELDOM = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A way through a service that has to work, as code, and how often it is tried.

    Parameters
    ----------
    name
        What it is called: up to 32 small letters, digits and hyphens.
    code
        A folder whose folder ``python`` holds the code, which has nothing to install.
    handler
        Which function runs it: ``<file>.<function>``. It fails by raising an exception.
    environment
        Its settings, which everybody may read.
    every
        How often it is tried: a whole number of minutes, 1 to 60.
    timeout
        How long it may take: a whole number of seconds, 3 to 840, and less than until the next try.

    Raises
    ------
    ValueError
        If something is not allowed; the message lists all of it.

    Examples
    --------
    >>> from datetime import timedelta
    >>> from pathlib import Path
    >>> from goldenpath import Journey
    >>> Journey(
    ...     name="order", code=Path("docker/canaries"), handler="canary.handler",
    ...     timeout=timedelta(minutes=10),
    ... )
    Traceback (most recent call last):
    ...
    ValueError: The journey order cannot be tried:
      timeout: a whole number of seconds, 3 to 840, and less than the 5 min until the next try, not 600 s

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_WritingCanary_Python.html
    """

    name: str
    code: Path
    handler: str
    environment: Mapping[str, str] = field(default_factory=dict)
    every: timedelta = timedelta(minutes=5)
    timeout: timedelta = timedelta(minutes=1)

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ValueError("\n  ".join([f"The journey {self.name} cannot be tried:", *problems]))

    def _problems(self) -> Iterator[str]:
        minutes, seconds = self.every / _MINUTE, self.timeout.total_seconds()
        if not _NAME.fullmatch(self.name):
            yield (
                "name: 1 to 32 small letters, digits and hyphens, with a letter first and no hyphen last, "
                f"not {self.name!r}"
            )
        if self.every % _MINUTE or not _MINUTE <= self.every <= _MOST_SELDOM:
            yield f"every: a whole number of minutes, 1 to 60, not {minutes:g} min"
        if seconds % 1 or not _SHORTEST <= self.timeout <= _LONGEST or self.timeout >= self.every:
            yield (
                "timeout: a whole number of seconds, 3 to 840, and less than the "
                f"{minutes:g} min until the next try, not {seconds:g} s"
            )
        if "." not in self.handler:
            yield f"handler: <file>.<function>, such as canary.handler, not {self.handler!r}"
