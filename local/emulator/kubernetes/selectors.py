"""Which objects a request selects, by labels or by fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local.emulator.kubernetes.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TERM = re.compile(
    r"\s*(?P<absent>!)?\s*(?P<name>[\w./-]+)\s*"
    r"(?:(?P<sign>=|==|!=)\s*(?P<value>[\w.-]*)|\s(?P<word>in|notin)\s*\((?P<values>[^)]*)\))?\s*(?:,|$)"
)
_FIELDS = {"metadata.name": "name", "metadata.namespace": "namespace"}


def has_labels(each: Mapping[str, Any], selector: str) -> bool:
    """Say whether an object has the labels that a selector names.

    Parameters
    ----------
    each
        The object.
    selector
        Such as ``app=shop,tier in (web, api),!old``.
    """
    labels = each["metadata"].get("labels") or {}
    place = 0
    while place < len(selector):
        term = _TERM.match(selector, place)
        if term is None:
            raise RefusedError(400, "BadRequest", f'unable to parse the label selector "{selector}"')
        if not _holds(term, labels):
            return False
        place = term.end()
    return True


def _holds(term: re.Match[str], labels: Mapping[str, str]) -> bool:
    name = term["name"]
    if term["absent"]:
        return name not in labels
    if term["word"]:
        values = {value.strip() for value in term["values"].split(",")}
        is_in = labels.get(name) in values
        return is_in if term["word"] == "in" else not is_in
    if term["sign"] == "!=":
        return labels.get(name) != term["value"]
    return name in labels and (not term["sign"] or labels[name] == term["value"])


def has_fields(each: Mapping[str, Any], selector: str) -> bool:
    """Say whether an object has the name or the namespace that a selector asks for.

    Parameters
    ----------
    each
        The object.
    selector
        Such as ``metadata.name=shop``.
    """
    for term in filter(None, selector.split(",")):
        field, equals, value = term.replace("==", "=").partition("=")
        if field not in _FIELDS or not equals:
            message = f'the local Kubernetes API selects by {" and ".join(_FIELDS)}, not by "{term}"'
            raise RefusedError(400, "BadRequest", message)
        if each["metadata"].get(_FIELDS[field], "") != value:
            return False
    return True
