"""What a package offers, compared with what it offered."""

import zipfile
from pathlib import Path

import griffe


def breakages(package: str, old_wheel: Path, new_wheel: Path, folder: Path) -> list[str]:
    """Say what of a package's public interface is gone or different, so that callers break.

    Where the package has ``__all__``, that is its interface, wherever what it names is defined: modules may
    be moved and renamed behind it.

    Parameters
    ----------
    package
        The name it is imported by.
    old_wheel, new_wheel
        What is compared.
    folder
        An empty folder to unpack into.

    References
    ----------
    https://mkdocstrings.github.io/griffe/guide/users/checking/
    """
    old, new = (
        _load(package, wheel, folder / name) for name, wheel in (("old", old_wheel), ("new", new_wheel))
    )
    return [_sentence(each) for each in griffe.find_breaking_changes(old, new) if _is_public(each.obj.path)]


def _sentence(breakage: griffe.Breakage) -> str:
    part = getattr(breakage.old_value, "name", "")
    where = f"{breakage.obj.path}({part})" if part and part != breakage.obj.name else breakage.obj.path
    return f"{where}: {breakage.kind.value}"


def _is_public(path: str) -> bool:
    return not any(part.startswith("_") and not part.startswith("__") for part in path.split("."))


def _load(package: str, wheel: Path, folder: Path) -> griffe.Object | griffe.Alias:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    loaded = griffe.load(package, search_paths=[str(folder)], resolve_aliases=True, try_relative_path=False)
    return loaded if loaded.exports is None else _named_in_all(loaded)


def _named_in_all(package: griffe.Object | griffe.Alias) -> griffe.Module:
    interface = griffe.Module(package.name)
    for name in map(str, package.exports or ()):
        interface.members[name] = package.members[name]
    return interface
