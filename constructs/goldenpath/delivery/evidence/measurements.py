"""What was measured in the environment before."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET


def read_measurements(folders: Sequence[Path]) -> list[str]:
    """Give a sentence for each file of results: tests as JUnit's XML, load as k6's summary.

    Parameters
    ----------
    folders
        Where checks have left them.
    """
    return [
        sentence for folder in folders for path in sorted(folder.rglob("*")) for sentence in _sentences(path)
    ]


def _sentences(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".xml":
            yield _tests(path)
        elif path.suffix == ".json":
            yield _load(path)
    except (ET.ParseError, ValueError, KeyError, TypeError) as error:
        yield f"{path.name} cannot be read: {error}"


def _tests(path: Path) -> str:
    suites = list(ET.parse(path).getroot().iter("testsuite"))  # noqa: S314 - what our own check has written
    total, failed = (sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures"))
    errors = sum(int(suite.get("errors", 0)) for suite in suites)
    seconds = sum(float(suite.get("time", 0)) for suite in suites)
    return f"{path.stem}: {total} tests, {failed + errors} failed, {seconds:.1f} s"


def _load(path: Path) -> str:
    metrics = json.loads(path.read_text(encoding="utf-8"))["metrics"]
    requests, failed = metrics["http_reqs"], metrics["http_req_failed"]
    times = metrics["http_req_duration"]
    tail = next(key for key in ("p(99)", "p(95)", "max") if key in times)
    return (
        f"{path.stem}: {requests['count']:.0f} requests at {requests['rate']:.1f} a second, "
        f"{100 * failed['value']:.3g} % failed, {tail} {times[tail]:.0f} ms"
    )
