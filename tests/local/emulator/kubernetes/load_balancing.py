"""A load balancers' API that keeps what it is told."""

from __future__ import annotations

from typing import Any


class LoadBalancing:
    """Load balancers, listeners, rules and target groups, each by its number."""

    def __init__(self) -> None:
        self.balancers: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, str] = {}
        self.target_ports: list[int] = []
        self.listeners: dict[str, dict[str, Any]] = {}
        self.rules: dict[str, dict[str, Any]] = {}
        self._number = 0

    def _next(self) -> str:
        self._number += 1
        return str(self._number)

    def create_load_balancer(self, **given: Any) -> dict[str, Any]:
        arn = self._next()
        self.balancers[arn] = given
        return {"LoadBalancers": [{"LoadBalancerArn": arn, "DNSName": f"{given['Name']}.example.com"}]}

    def set_subnets(self, *, LoadBalancerArn: str, Subnets: list[str]) -> None:  # noqa: N803 - the API's name
        self.balancers[LoadBalancerArn]["Subnets"] = Subnets

    def set_security_groups(self, *, LoadBalancerArn: str, SecurityGroups: list[str]) -> None:  # noqa: N803
        self.balancers[LoadBalancerArn]["SecurityGroups"] = SecurityGroups

    def create_listener(self, **given: Any) -> dict[str, Any]:
        arn = self._next()
        self.listeners[arn] = given
        return {"Listeners": [{"ListenerArn": arn}]}

    def modify_listener(self, *, ListenerArn: str, **given: Any) -> None:  # noqa: N803 - the API's name
        self.listeners[ListenerArn] |= given

    def delete_listener(self, *, ListenerArn: str) -> None:  # noqa: N803 - the API's name
        del self.listeners[ListenerArn]

    def describe_rules(self, *, ListenerArn: str) -> dict[str, Any]:  # noqa: N803 - the API's name
        found = [arn for arn, rule in self.rules.items() if rule["ListenerArn"] == ListenerArn]
        return {"Rules": [{"RuleArn": arn, "IsDefault": False} for arn in found]}

    def create_rule(self, **given: Any) -> None:
        self.rules[self._next()] = given

    def delete_rule(self, *, RuleArn: str) -> None:  # noqa: N803 - the API's name
        del self.rules[RuleArn]

    def create_target_group(self, **given: Any) -> dict[str, Any]:
        arn = self._next()
        self.groups[arn] = given["Name"]
        self.target_ports.append(given["Port"])
        return {"TargetGroups": [{"TargetGroupArn": arn}]}

    def delete_target_group(self, *, TargetGroupArn: str) -> None:  # noqa: N803 - the API's name
        del self.groups[TargetGroupArn]

    def delete_load_balancer(self, *, LoadBalancerArn: str) -> None:  # noqa: N803 - the API's name
        del self.balancers[LoadBalancerArn]
        self.listeners.clear()
        self.rules.clear()

    def leads_to(self, path: str) -> dict[str, Any]:
        """Give what is done with a path: the share of each target group, or an answer's code."""
        (rule,) = [
            each
            for each in self.rules.values()
            if path in each["Conditions"][0]["PathPatternConfig"]["Values"]
        ]
        (action,) = rule["Actions"]
        if action["Type"] != "forward":
            return {"code": action["FixedResponseConfig"]["StatusCode"]}
        groups = action["ForwardConfig"]["TargetGroups"]
        return {self.groups[group["TargetGroupArn"]].rsplit("-", 1)[0]: group["Weight"] for group in groups}
