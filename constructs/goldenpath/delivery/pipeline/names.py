"""Names of what a pipeline is made of."""

import re
from collections.abc import Collection, Iterator, Sequence

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")


def name_problems(where: str, names: Sequence[str], taken: Collection[str] = ()) -> Iterator[str]:
    """Say which names cannot be: stages, actions, artifacts and variables are called by them.

    Parameters
    ----------
    where
        What has the names.
    names
        The names.
    taken
        Those that the pipeline uses itself.
    """
    seen: set[str] = set()
    own = {name.lower() for name in taken}
    for name in names:
        if not _NAME.fullmatch(name):
            yield (
                f"{where}: should be named by a letter, then letters, digits and hyphens, 40 at most, "
                f"not {name!r}"
            )
        if name.lower() in own:
            yield f"{where}: should not be named {name}, which the pipeline uses itself"
        if name.lower() in seen:
            yield f"{where}: should each have a name of its own, but two are named {name}"
        seen.add(name.lower())
