"""Load, by k6."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_SCRIPTS: Final = Path(__file__).parent / "scripts"
_K6: Final = Path(sys.executable).parent / "k6"
_STATISTICS: Final = "min,avg,p(50),p(99),max"


class LoadError(Exception):
    """The load could not be made; the message is what k6 says."""


@dataclass(frozen=True)
class Measured:
    """What k6 has measured.

    Parameters
    ----------
    metrics
        As k6 exports them.
    """

    metrics: dict[str, dict[str, float]]

    def rate(self, metric: str) -> float:
        """Give how often something happened a second."""
        return self.metrics[metric]["rate"]

    def count(self, metric: str) -> int:
        """Give how often something happened; 0 where it never did."""
        return int(self.metrics.get(metric, {}).get("count", 0))

    def milliseconds(self, metric: str, statistic: str) -> float:
        """Give a statistic of a duration, such as ``p(99)``."""
        return self.metrics[metric][statistic]

    @property
    def failed_requests(self) -> int:
        """How many requests failed."""
        return int(self.metrics["http_req_failed"]["passes"])  # of the check whether they failed

    @property
    def failed_percent(self) -> float:
        """The share of requests that failed."""
        return 100 * self.metrics["http_req_failed"]["value"]


def load(script: str, url: str, **settings: float) -> Measured:
    """Run one of the scripts.

    Parameters
    ----------
    script
        Its name.
    url
        What it asks.
    settings
        What else it takes; the names are made upper case.

    Raises
    ------
    LoadError
        If k6 fails.
    """
    variables = {"URL": url, **{name.upper(): str(value) for name, value in settings.items()}}
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "summary.json"
        command = [str(_K6), "run", "--quiet", "--no-usage-report", "--summary-trend-stats", _STATISTICS]
        command += ["--summary-export", str(summary)]
        command += [part for name, value in variables.items() for part in ("--env", f"{name}={value}")]
        process = subprocess.run(
            [*command, str(_SCRIPTS / f"{script}.js")], capture_output=True, text=True, check=False
        )
        if process.returncode:
            raise LoadError(process.stderr[-2000:])
        content: dict[str, Any] = json.loads(summary.read_text(encoding="utf-8"))
    return Measured(content["metrics"])
