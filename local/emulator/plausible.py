"""A value that an attribute could have on AWS, from its name and its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local.emulator.arns import EXPRESS, MADE_BY_EXPRESS, arn
from local.emulator.identifiers import identifier
from local.emulator.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from local.emulator.catalog import ResourceSchema
    from local.emulator.place import Place

_MOMENT = "2026-01-01T00:00:00Z"
_SETTLED = (
    "ACTIVE",
    "Active",
    "AVAILABLE",
    "available",
    "ENABLED",
    "Enabled",
    "READY",
    "Ready",
    "RUNNING",
    "COMPLETE",
)
# A service that is released has a target group for each of two versions.
_SEVERAL = {"TargetGroupArns": ("TargetGroupArn", "AlternateTargetGroupArn")}
_DEEPEST = 4
_NAME_LENGTH = 64
# App Runner's is a host without a scheme, against its name.
_HOSTS = {("AWS::AppRunner::Service", "ServiceUrl"): "{letters}.{region}.awsapprunner.com"}


class Plausible:
    """Derives values for one resource.

    Parameters
    ----------
    schema
        The resource type's schema.
    properties
        What the template sets.
    place
        The resource's place.
    name
        What the resource is called, for ARNs.
    """

    def __init__(
        self, schema: ResourceSchema, properties: Mapping[str, Any], place: Place, name: str
    ) -> None:
        self._schema = schema
        self._properties = properties
        self._place = place
        self._name = name

    def value(self, path: str) -> Any:
        """Return a value for an attribute.

        Parameters
        ----------
        path
            Such as ``Endpoint/Address``.
        """
        return self._of(path.rsplit("/", 1)[-1], self._schema.fragment(path), depth=0)

    def _of(self, attribute: str, fragment: Mapping[str, Any], depth: int) -> Any:
        fragment = self._schema.resolve(fragment)
        if fragment.get("enum"):
            return next((choice for choice in _SETTLED if choice in fragment["enum"]), fragment["enum"][0])
        kinds = fragment.get("type", "string")
        match kinds[0] if isinstance(kinds, list) else kinds:
            case "boolean":
                return False
            case "integer" | "number":
                return fragment.get("minimum", 1)
            case "array":
                return self._list(attribute, fragment, depth)
            case "object":
                return self._object(fragment, depth)
            case _:
                return self._text(attribute, fragment)

    def _list(self, attribute: str, fragment: Mapping[str, Any], depth: int) -> list[Any]:
        item = self._schema.resolve(fragment.get("items", {}))
        if item.get("type") != "string":
            return []
        one = attribute.removesuffix("s")
        return [self._of(name, item, depth + 1) for name in _SEVERAL.get(attribute, (one,))]

    def _object(self, fragment: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if depth >= _DEEPEST:
            return {}
        members = fragment.get("properties", {})
        return {name: self._of(name, member, depth + 1) for name, member in members.items()}

    def _text(self, attribute: str, fragment: Mapping[str, Any]) -> str:
        candidates = self._candidates(attribute, fragment.get("maxLength", _NAME_LENGTH))
        first = next(candidates)
        if _fits(first, fragment):
            return first
        return next((candidate for candidate in candidates if _fits(candidate, fragment)), first)

    def _candidates(self, attribute: str, length: int) -> Iterator[str]:
        place = self._place
        yield self._by_name(attribute) or place.name(length)
        yield place.name(length).lower()
        yield place.uuid(attribute)
        for write in (place.letters, place.hexadecimal, place.digits):
            for count in (32, 17, 12, 10, 8):
                yield write(attribute, count)
                yield write(attribute, count).upper()

    def _by_name(self, attribute: str) -> str | None:
        place, kind = self._place, self._schema.type_name
        if (kind, attribute) in _HOSTS:
            return _HOSTS[kind, attribute].format(letters=place.letters(attribute, 10), region=place.region)
        if kind == EXPRESS and attribute in MADE_BY_EXPRESS:
            return arn(self._schema, attribute, self._name, self._properties, place)
        host = f"{place.letters(attribute, 12)}.{self._schema.service}.{place.region}.amazonaws.com"
        rules: list[tuple[tuple[str, ...], Callable[[], str]]] = [
            (("Arn", "ARN"), lambda: arn(self._schema, attribute, self._name, self._properties, place)),
            (("AccountId", "OwnerId", "Owner", "OwnerAccount"), lambda: place.account),
            (
                ("PublicIp", "PrivateIp", "IpAddress"),
                lambda: f"198.51.100.{int(place.hexadecimal('ip', 2), 16)}",
            ),
            (("Id", "ID"), lambda: identifier(kind, attribute, place)),
            (("Status", "State"), lambda: _SETTLED[0]),
            (("At", "Time", "Timestamp", "Date"), lambda: _MOMENT),
            (("Url", "Uri", "URL", "UrlHttp"), lambda: f"https://{host}"),
            (("Endpoint", "Address", "DomainName", "DNSName", "DnsName"), lambda: host),
            (("Version", "Revision"), lambda: "1"),
        ]
        return next((write() for ends, write in rules if attribute.endswith(ends)), None)


def _fits(text: str, fragment: Mapping[str, Any]) -> bool:
    if not fragment.get("minLength", 0) <= len(text) <= fragment.get("maxLength", len(text)):
        return False
    return "pattern" not in fragment or matches(fragment["pattern"], text)
