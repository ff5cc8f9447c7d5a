"""`python -m goldenpath images`: what a pipeline does to get its images."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.images.build import ImageBuild
from goldenpath.delivery.images.joining import join
from goldenpath.delivery.images.registry import Registry


def run(arguments: Sequence[str]) -> None:
    """Build one image, or join what builds have written.

    Raises
    ------
    SystemExit
        With a sentence, if it cannot be done.
    """
    options = _parser().parse_args(arguments)
    try:
        options.do(options)
    except CommandError as error:
        sys.exit(str(error))


def _build(options: argparse.Namespace) -> None:
    if not (options.folder / "Dockerfile").is_file():
        raise CommandError(f"--folder should hold a Dockerfile; {options.folder} has none")
    build = ImageBuild(
        name=options.name,
        folder=options.folder,
        architecture=options.architecture,
        revision=os.environ.get("CODEBUILD_RESOLVED_SOURCE_VERSION", "unknown"),
        output=options.output,
    )
    print(build.run(Registry(options.repository)))


def _join(options: argparse.Namespace) -> None:
    join(options.files, options.output)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m goldenpath images")
    commands = parser.add_subparsers(required=True)
    build = commands.add_parser("build", help="build, push, list and judge one image")
    build.add_argument("--name", required=True, help="what images.json calls it")
    build.add_argument("--folder", required=True, type=Path, help="where its Dockerfile is")
    build.add_argument("--repository", required=True, help="its repository's address in ECR")
    build.add_argument("--architecture", choices=("amd64", "arm64"), default="amd64")
    build.add_argument("--output", required=True, type=Path, help="the folder for what is known of it")
    build.set_defaults(do=_build)
    joining = commands.add_parser("join", help="write images.json")
    joining.add_argument("files", nargs="+", type=Path, help="what builds have written")
    joining.add_argument("--output", required=True, type=Path, help="the file to write")
    joining.set_defaults(do=_join)
    return parser
