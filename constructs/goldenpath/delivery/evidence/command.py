"""`python -m goldenpath evidence`: what somebody should know before a version goes on."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.evidence.deployed import Deployed
from goldenpath.delivery.evidence.gathering import Gathering
from goldenpath.delivery.evidence.history import History
from goldenpath.delivery.evidence.page import render

VARIABLES = "variables.env"


def run(arguments: Sequence[str]) -> None:
    """Gather evidence, publish its page, and write down who decides.

    Raises
    ------
    SystemExit
        With a sentence, if it cannot be gathered.
    """
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except CommandError as error:
        sys.exit(str(error))


def _run(options: argparse.Namespace) -> None:
    history = _history(options)
    gathering = Gathering(options.assembly, options.stage, Deployed(), history)
    evidence = gathering.gather(options.commit, _images(options.assembly), options.measurements)
    page = render(evidence)
    key = f"pages/{options.stage}/{options.execution}.html"
    history.publish(key, page)
    history.keep(options.commit, gathering.acknowledged)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "evidence.html").write_text(page, encoding="utf-8")
    variables = {"EVIDENCE_VERDICT": evidence.verdict.value, "EVIDENCE_URL": _link(options, key)}
    text = "".join(f"{name}='{value}'\n" for name, value in variables.items())
    (options.output / VARIABLES).write_text(text, encoding="utf-8")
    print(text, end="")
    for concern in evidence.concerns:
        print(f"  {concern}")


def _images(assembly: Path) -> dict[str, str]:
    path = assembly / "images.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _link(options: argparse.Namespace, key: str) -> str:
    """Give the address in the console: who opens it signs in, since the bucket is private."""
    console = f"https://{options.region}.console.aws.amazon.com/s3/object/{options.bucket}"
    return f"{console}?region={options.region}&prefix={key}"


def _history(options: argparse.Namespace) -> History:
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not

    def client(name: Any) -> Any:
        return boto3.client(name, region_name=options.region)

    return History(
        pipeline=options.pipeline,
        bucket=options.bucket,
        codepipeline=client("codepipeline"),
        s3=client("s3"),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m goldenpath evidence")
    parser.add_argument("--assembly", required=True, type=Path, help="what synthesis wrote")
    parser.add_argument("--stage", required=True, help="the environment")
    parser.add_argument("--commit", required=True, help="what would be released")
    parser.add_argument("--pipeline", required=True, help="the pipeline's name")
    parser.add_argument("--execution", required=True, help="the pipeline's execution")
    parser.add_argument("--bucket", required=True, help="where pages are kept")
    parser.add_argument("--region", required=True, help="where the pipeline is")
    parser.add_argument("--output", required=True, type=Path, help="the folder for the page")
    parser.add_argument(
        "--measurements",
        action="append",
        default=[],
        type=Path,
        help="a folder of results; as often as needed",
    )
    return parser
