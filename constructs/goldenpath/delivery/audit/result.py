"""What an audit found."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET


@dataclass(frozen=True, kw_only=True)
class Result:
    """One thing that was looked at.

    Parameters
    ----------
    name
        What it is.
    problems
        What is wrong with it, one sentence each; empty where nothing is.
    """

    name: str
    problems: tuple[str, ...]


def write_junit(path: Path, suite: str, results: Sequence[Result]) -> None:
    """Write results as JUnit's XML, which CodeBuild shows.

    Parameters
    ----------
    path
        The file.
    suite
        What was looked for.
    results
        What was found.
    """
    failed = sum(bool(result.problems) for result in results)
    root = ET.Element("testsuite", name=suite, tests=str(len(results)), failures=str(failed))
    for result in results:
        case = ET.SubElement(root, "testcase", classname=suite, name=result.name)
        for problem in result.problems:
            ET.SubElement(case, "failure", message=problem)
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(root).write(path, encoding="unicode", xml_declaration=True)
