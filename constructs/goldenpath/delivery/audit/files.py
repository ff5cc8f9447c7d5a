"""Which files an audit looks at."""

import re
import subprocess
from pathlib import Path

_CACHE = "CACHEDIR.TAG"  # by convention in every folder that may be thrown away, as those of ruff and pytest
_SKIPPED = {".git", ".venv", ".local", "node_modules", "cdk.out", "build", "__pycache__"}


def project_files(excluded: str | None) -> list[Path]:
    """Give the project's files: those that Git knows; all where there is no Git, as in a pipeline.

    Parameters
    ----------
    excluded
        A regular expression of paths to leave out.
    """
    unwanted = re.compile(excluded) if excluded else None
    return [
        path
        for path in sorted(_tracked() or _all())
        if path.is_file() and not path.is_symlink() and not (unwanted and unwanted.search(str(path)))
    ]


def _tracked() -> list[Path]:
    git = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=False)  # noqa: S607
    return [Path(name) for name in git.stdout.split("\0") if name] if git.returncode == 0 else []


def _all() -> list[Path]:
    caches = {tag.parent for tag in Path().glob(f"*/{_CACHE}")}
    return [
        path
        for path in Path().rglob("*")
        if not _SKIPPED.intersection(path.parts) and not caches.intersection(path.parents)
    ]
