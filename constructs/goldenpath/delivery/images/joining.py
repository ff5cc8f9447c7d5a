"""From one file for each image to one for all."""

import json
from collections.abc import Sequence
from pathlib import Path

from goldenpath.delivery.command_error import CommandError


def join(files: Sequence[Path], output: Path) -> None:
    """Write ``images.json`` from what builds have handed on.

    Parameters
    ----------
    files
        The builds' ``image.json``.
    output
        The file to write.

    Raises
    ------
    CommandError
        If a file cannot be read, or two name the same image; nothing is written then.
    """
    images: dict[str, str] = {}
    for file in files:
        try:
            named = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} should be what `images build` writes, but: {error}") from None
        twice = sorted(images.keys() & named.keys())
        if twice:
            raise CommandError(
                f"{', '.join(twice)} is in {file} and in another file; each image is built once"
            )
        images |= named
    output.write_text(json.dumps(images, indent=2, sort_keys=True) + "\n", encoding="utf-8")
