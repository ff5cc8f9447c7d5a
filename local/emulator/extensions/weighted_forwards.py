"""Lets load balancers remember the weights of their target groups, and answer them."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING, Any

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from local.emulator.extensions.private import read, replace

if TYPE_CHECKING:
    from collections.abc import Callable

_Action = dict[str, Any]


def remember_weights() -> None:
    """Keep all target groups of a forward action; requests go to the one with the greatest weight."""
    _keep("_elbv2_listener_actions", provisioners, _groups_of_template)
    _keep("_parse_actions", alb, _groups_of_request)
    answer = read(alb, "_action_xml")

    def answer_weights(action: _Action) -> str:
        if "ForwardConfig" not in action:
            return str(answer(action))
        without = {key: value for key, value in action.items() if key != "TargetGroupArn"}
        return str(answer(without)).replace("</member>", f"{_xml(action['ForwardConfig'])}</member>")

    replace("_action_xml", answer_weights, alb)


def _keep(name: str, module: Any, groups_of: Callable[..., list[list[_Action]]]) -> None:
    read_actions = read(module, name)

    def read_actions_with_weights(*arguments: Any, **named: Any) -> list[_Action]:
        actions: list[_Action] = read_actions(*arguments, **named)
        for action, groups in zip(actions, groups_of(*arguments, **named), strict=True):
            if groups:
                heaviest = max(groups, key=lambda group: int(group["Weight"]))
                action["ForwardConfig"] = {"TargetGroups": groups}
                action["TargetGroupArn"] = heaviest["TargetGroupArn"]
        return actions

    replace(name, read_actions_with_weights, module)


def _groups_of_template(
    properties: dict[str, Any], _load_balancer: str | None, prop: str = "DefaultActions"
) -> list[list[_Action]]:
    return [
        [
            {"TargetGroupArn": group["TargetGroupArn"], "Weight": int(group.get("Weight", 1))}
            for group in (action.get("ForwardConfig") or {}).get("TargetGroups") or []
        ]
        for action in properties.get(prop) or []
        if isinstance(action, dict)
    ]


def _groups_of_request(parameters: dict[str, Any], prefix: str = "DefaultActions") -> list[list[_Action]]:
    value = read(alb, "_p")

    def present(path: str, name: str) -> list[str]:
        numbered = (f"{path}.member.{number}" for number in count(1))
        return list(takewhile(lambda member: value(parameters, f"{member}.{name}"), numbered))

    return [
        [
            {
                "TargetGroupArn": value(parameters, f"{group}.TargetGroupArn"),
                "Weight": int(value(parameters, f"{group}.Weight") or 1),
            }
            for group in present(f"{action}.ForwardConfig.TargetGroups", "TargetGroupArn")
        ]
        for action in present(prefix, "Type")
    ]


def _xml(forward: dict[str, Any]) -> str:
    groups = "".join(
        f"<member><TargetGroupArn>{group['TargetGroupArn']}</TargetGroupArn>"
        f"<Weight>{group['Weight']}</Weight></member>"
        for group in forward["TargetGroups"]
    )
    return f"<ForwardConfig><TargetGroups>{groups}</TargetGroups></ForwardConfig>"
