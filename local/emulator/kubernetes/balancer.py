"""One load balancer that a cluster's ingresses have, in the emulator's own API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.emulator.kubernetes.backends import Action, Target
    from local.emulator.kubernetes.ingresses import Group

_TLS = "HTTPS"


class Balancer:
    """A load balancer, with its listeners, rules and target groups.

    Parameters
    ----------
    client
        Speaks with the load balancers' API.
    named
        Names what is made, from what it is for.
    vpc_id
        The network that target groups belong to.
    """

    def __init__(self, client: Any, named: Callable[..., str], vpc_id: str) -> None:
        self.hostname = ""
        self._client = client
        self._named = named
        self._vpc_id = vpc_id
        self._arn = ""
        self._scheme = ""
        self._listeners: dict[tuple[int, str], str] = {}
        self._targets: dict[str, str] = {}

    def follow(self, group: Group) -> None:
        """Become what a group asks for."""
        if self._scheme != group.scheme:
            self.remove()  # a load balancer's scheme stays as it is
            self._create(group)
        elif group.subnets:
            self._client.set_subnets(LoadBalancerArn=self._arn, Subnets=group.subnets)
        self._client.set_security_groups(LoadBalancerArn=self._arn, SecurityGroups=group.security_groups)
        self._follow_listeners(group)
        wanted = {
            self._name(target)
            for rule in (group.default, *(each.action for each in group.rules))
            for target in rule.targets
        }
        for name in self._targets.keys() - wanted:
            self._client.delete_target_group(TargetGroupArn=self._targets.pop(name))

    def remove(self) -> None:
        """Delete it, and all that belongs to it."""
        if self._arn:
            self._client.delete_load_balancer(LoadBalancerArn=self._arn)
        for arn in self._targets.values():
            self._client.delete_target_group(TargetGroupArn=arn)
        self._arn, self._listeners, self._targets = "", {}, {}

    def _create(self, group: Group) -> None:
        (made,) = self._client.create_load_balancer(
            Name=self._named(group.name),
            Type="application",
            Scheme=group.scheme,
            Subnets=group.subnets,
            SecurityGroups=group.security_groups,
        )["LoadBalancers"]
        self._arn, self.hostname, self._scheme = made["LoadBalancerArn"], made["DNSName"], group.scheme

    def _follow_listeners(self, group: Group) -> None:
        for listener in self._listeners.keys() - set(group.ports.items()):
            self._client.delete_listener(ListenerArn=self._listeners.pop(listener))
        for port, protocol in group.ports.items():
            is_redirected = bool(group.redirect) and protocol != _TLS
            default = [_redirection(group.redirect) if is_redirected else self._action(group.default)]
            arn = self._listener(port, protocol, default, group)
            self._follow_rules(arn, group, is_redirected=is_redirected)

    def _listener(self, port: int, protocol: str, default: list[dict[str, Any]], group: Group) -> str:
        tls = protocol == _TLS
        certificates = [{"CertificateArn": group.certificates[0]}] if tls and group.certificates else []
        said = {"Protocol": protocol, "Port": port, "DefaultActions": default, "Certificates": certificates}
        if (port, protocol) in self._listeners:
            arn = self._listeners[port, protocol]
            self._client.modify_listener(ListenerArn=arn, **said)
            return arn
        (made,) = self._client.create_listener(LoadBalancerArn=self._arn, **said)["Listeners"]
        arn = self._listeners[port, protocol] = str(made["ListenerArn"])
        return arn

    def _follow_rules(self, listener: str, group: Group, *, is_redirected: bool) -> None:
        for rule in self._client.describe_rules(ListenerArn=listener)["Rules"]:
            if not rule["IsDefault"]:
                self._client.delete_rule(RuleArn=rule["RuleArn"])
        for priority, wanted in enumerate(() if is_redirected else group.rules, start=1):
            self._client.create_rule(
                ListenerArn=listener,
                Priority=priority,
                Conditions=wanted.conditions,
                Actions=[self._action(wanted.action)],
            )

    def _action(self, action: Action) -> dict[str, Any]:
        if not action.targets:
            return dict(action.other)
        groups = [
            {"TargetGroupArn": target.arn or self._target(target), "Weight": target.weight}
            for target in action.targets
        ]
        return {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}

    def _target(self, target: Target) -> str:
        name = self._name(target)
        if name not in self._targets:
            (made,) = self._client.create_target_group(
                Name=name, Protocol="HTTP", Port=target.port, VpcId=self._vpc_id, TargetType="ip"
            )["TargetGroups"]
            self._targets[name] = made["TargetGroupArn"]
        return self._targets[name]

    def _name(self, target: Target) -> str:
        return self._named(target.namespace, target.service, str(target.port))


def _redirection(port: str) -> dict[str, Any]:
    config = {"Protocol": _TLS, "Port": port, "StatusCode": "HTTP_301"}
    return {"Type": "redirect", "RedirectConfig": config}
