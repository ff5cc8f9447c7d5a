"""Stands in for hosted zones that belong to accounts which are not here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ministack.services import route53
from ministack.services.cloudformation import provisioners

from local.emulator.extensions.private import read

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPE = "AWS::Route53::RecordSet"


def stand_in_for_hosted_zones() -> None:
    """Let a template put a record into a zone that it knows by its id only, as settings name it."""
    handler = read(provisioners, "_RESOURCE_HANDLERS")[_TYPE]
    handler["create"] = _with_zone(handler["create"], properties_at=1)
    handler["update"] = _with_zone(handler["update"], properties_at=2)


def _with_zone(own: Callable[..., Any], properties_at: int) -> Callable[..., Any]:
    def provision(*arguments: Any, **named: Any) -> Any:
        properties = arguments[properties_at]
        zone = str(properties.get("HostedZoneId", "")).removeprefix("/hostedzone/")
        if zone and zone not in read(route53, "_zones"):
            _add(zone, str(properties["Name"]))
        return own(*arguments, **named)

    return provision


def _add(zone: str, name: str) -> None:
    domain = f"{name.rstrip('.')}."
    read(route53, "_zones")[zone] = {
        "id": zone,
        "name": domain,
        "caller_reference": zone,
        "comment": "stands in for a zone of another account",
        "private": False,
        "vpcs": [],
    }
    read(route53, "_records")[zone] = read(route53, "_default_records")(domain)
