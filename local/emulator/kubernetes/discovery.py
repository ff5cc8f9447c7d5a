"""What the API tells of itself, as kubectl asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local.emulator.kubernetes.kinds import Kind

_VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"]


def discovered(path: str, kinds: Sequence[Kind], version: str) -> dict[str, Any] | None:
    """Answer a question about the API itself; nothing where a path is none.

    Parameters
    ----------
    path
        The path that was asked for.
    kinds
        The kinds of the cluster.
    version
        The cluster's version, such as ``1.36``.
    """
    parts = path.strip("/").split("/")
    if parts[:2] == ["openapi", "v3"]:
        return _operations("/".join(parts[2:]), kinds) if parts[2:] else _descriptions(kinds)
    match parts:
        case ["version"]:
            major, _, minor = version.partition(".")
            return {"major": major, "minor": minor, "gitVersion": f"v{version}.0-local"}
        case ["api"]:
            return {"kind": "APIVersions", "versions": ["v1"]}
        case ["apis"]:
            return {"kind": "APIGroupList", "apiVersion": "v1", "groups": _groups(kinds)}
        case ["api" | "apis", *rest]:
            return _resources("/".join(rest), kinds)
    return None


def _descriptions(kinds: Sequence[Kind]) -> dict[str, Any]:
    roots = [_root(api_version) for api_version in _versions(kinds)]
    return {"paths": {root: {"serverRelativeURL": f"/openapi/v3/{root}"} for root in roots}}


def _versions(kinds: Sequence[Kind]) -> list[str]:
    return list(dict.fromkeys(kind.api_version for kind in kinds))


def _groups(kinds: Sequence[Kind]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for api_version in sorted(_versions(kinds), reverse=True):  # the newest version comes first
        group, _, version = api_version.rpartition("/")
        if group:
            found = {"groupVersion": api_version, "version": version}
            groups.setdefault(group, []).append(found)
    return [
        {"name": group, "versions": versions, "preferredVersion": versions[0]}
        for group, versions in sorted(groups.items())
    ]


def _resources(api_version: str, kinds: Sequence[Kind]) -> dict[str, Any] | None:
    found = [kind for kind in kinds if kind.api_version == api_version]
    if not found:
        return None
    resources = [
        {
            "name": kind.plural,
            "singularName": kind.name.lower(),
            "namespaced": kind.is_namespaced,
            "kind": kind.name,
            "shortNames": list(kind.short_names),
            "verbs": _VERBS,
        }
        for kind in found
    ]
    return {"kind": "APIResourceList", "groupVersion": api_version, "resources": resources}


def _root(api_version: str) -> str:
    return f"apis/{api_version}" if "/" in api_version else f"api/{api_version}"


def _operations(root: str, kinds: Sequence[Kind]) -> dict[str, Any] | None:
    """Say that the server itself checks fields, so that kubectl leaves it to it."""
    found = [kind for kind in kinds if _root(kind.api_version) == root]
    parameters = [{"name": name, "in": "query"} for name in ("dryRun", "fieldValidation")]
    paths = {
        f"/{root}/{kind.plural}/{{name}}": {
            "patch": {
                "parameters": parameters,
                "x-kubernetes-group-version-kind": {
                    "group": kind.api_version.rpartition("/")[0],
                    "version": kind.api_version.rpartition("/")[2],
                    "kind": kind.name,
                },
            }
        }
        for kind in found
    }
    return (
        {"openapi": "3.0.0", "info": {"title": "Kubernetes", "version": "local"}, "paths": paths}
        if found
        else None
    )
