"""Merges patches into objects, as RFC 7386 says and as Kubernetes' strategic patches say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local.emulator.kubernetes.schemas import Shape

_DIRECTIVE, _ORDER = "$patch", "$setElementOrder/"
_DELETE_FROM, _RETAIN = "$deleteFromPrimitiveList/", "$retainKeys"


def merged(live: Any, patch: Any) -> Any:
    """Merge as RFC 7386 says.

    Parameters
    ----------
    live
        What is there.
    patch
        What is sent.
    """
    if not isinstance(patch, dict):
        return patch
    result = dict(live) if isinstance(live, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def strategically_merged(live: Any, patch: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """Merge as Kubernetes' strategic patches say: items of many lists are told apart by a field.

    Parameters
    ----------
    live
        What is there.
    patch
        What is sent.
    shape
        What the schemas say about it.
    """
    given = {name: value for name, value in patch.items() if not name.startswith("$")}
    if patch.get(_DIRECTIVE) == "replace" or not isinstance(live, dict):
        plain: dict[str, Any] = _plain(given)
        return plain
    result = {name: each for name, each in live.items() if name in patch.get(_RETAIN, live)}
    for name, gone in patch.items():
        if name.startswith(_DELETE_FROM):
            field = name.removeprefix(_DELETE_FROM)
            result[field] = [each for each in result.get(field) or [] if each not in gone]
    for name, value in given.items():
        if value is None or (isinstance(value, dict) and value.get(_DIRECTIVE) == "delete"):
            result.pop(name, None)
        elif isinstance(value, dict):
            result[name] = strategically_merged(result.get(name), value, shape.member(name))
        elif isinstance(value, list):
            result[name] = _merged_list(result.get(name) or [], value, shape.member(name))
        else:
            result[name] = value
    for name, order in patch.items():
        field = name.removeprefix(_ORDER)
        if name != field and isinstance(result.get(field), list):
            result[field] = _ordered(result[field], order)
    return result


def _plain(value: Any) -> Any:
    """Leave directives out, and what they would take away."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each is not None and name[:1] != "$"}
    if isinstance(value, list):
        return [_plain(each) for each in value if not isinstance(each, dict) or _DIRECTIVE not in each]
    return value


def _merged_list(live: list[Any], patch: list[Any], shape: Shape) -> list[Any]:
    keys = shape.patch_keys
    if keys is None or any(isinstance(each, dict) and each.get(_DIRECTIVE) == "replace" for each in patch):
        return list(_plain(patch))
    if not keys:
        return [*live, *(each for each in patch if each not in live)]
    (key,) = keys
    result = list(live)
    for each in patch:
        place = next((index for index, known in enumerate(result) if known.get(key) == each.get(key)), None)
        if each.get(_DIRECTIVE) == "delete":
            result = [known for known in result if known.get(key) != each.get(key)]
        elif place is None:
            result.append(_plain(each))
        else:
            result[place] = strategically_merged(result[place], each, shape.item)
    return result


def _ordered(items: list[Any], order: list[Any]) -> list[Any]:
    """Put items in the order that is said, which names them by their keys; the others come last."""

    def place(item: Any) -> int:
        for index, wanted in enumerate(order):
            if item == wanted or (isinstance(wanted, dict) and wanted.items() <= item.items()):
                return index
        return len(order)

    return sorted(items, key=place)
