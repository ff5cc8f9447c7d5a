"""How the server itself applies a configuration, as kubectl asks with ``--server-side`` and helm always does.

Who applied a field is not kept field by field: two who apply the same one never conflict, and the last holds.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local.emulator.kubernetes.schemas import Shape


def applied(live: Any, before: Any, after: Any, shape: Shape) -> Any:
    """Apply a configuration: what it says holds, and what it said before and no longer says, goes.

    Parameters
    ----------
    live
        What is there.
    before
        What was applied the last time.
    after
        What is applied now.
    shape
        What the schemas say about it.
    """
    if isinstance(after, dict):
        result = dict(live) if isinstance(live, dict) else {}
        earlier = before if isinstance(before, dict) else {}
        for name in earlier.keys() - after.keys():
            result.pop(name, None)
        for name, value in after.items():
            result[name] = applied(result.get(name), earlier.get(name), value, shape.member(name))
        return result
    keys = shape.apply_keys
    if not isinstance(after, list) or keys is None:
        return deepcopy(after)
    return _applied_list(live or [], before or [], after, shape)


def _applied_list(live: list[Any], before: list[Any], after: list[Any], shape: Shape) -> list[Any]:
    def key(item: Any) -> Any:
        keys = shape.apply_keys
        return tuple(item.get(name, shape.item.default(name)) for name in keys) if keys else item

    known, earlier = ({key(each): each for each in items} for items in (live, before))
    wanted = {key(each): each for each in after}
    others = [each for name, each in known.items() if name not in wanted and name not in earlier]
    return [
        *(applied(known.get(name), earlier.get(name), each, shape.item) for name, each in wanted.items()),
        *others,
    ]
