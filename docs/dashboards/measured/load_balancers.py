"""What load balancers would report. The services themselves say what they answered and how fast."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docs.dashboards.measured.samples import Samples
from docs.dashboards.synthesised.resources import label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docs.dashboards.measured.metric import Metric
    from docs.dashboards.measured.seen import Request, Seen
    from docs.dashboards.synthesised import Environment

_Value = tuple[float, float]
_Group = tuple[str, int]
"""A service, and the number of its target group, in which every so manieth release stands."""


class LoadBalancers:
    """Answers for ``AWS/ApplicationELB``.

    A service's releases stand in its target groups by turns, as they do on ECS.

    Parameters
    ----------
    environment
        What says which target groups there are, and behind which load balancers.
    seen
        What was seen.
    """

    def __init__(self, environment: Environment, seen: Seen) -> None:
        self._seen = seen
        self._groups = _groups(environment)
        self._behind = _behind(environment)
        self._of_service: dict[str, int] = defaultdict(int)
        for service, number in self._groups.values():
            self._of_service[service] = max(self._of_service[service], number + 1)

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if it is not measured here.

        Parameters
        ----------
        metric
            The metric.
        """
        if metric.namespace != "AWS/ApplicationELB" or metric.name not in _MEASURED:
            return None
        if "TargetGroup" in metric.dimensions:
            groups = {self._groups[label_of(metric.dimensions["TargetGroup"])]}
        else:
            behind = self._behind[label_of(metric.dimensions["LoadBalancer"])]
            groups = {self._groups[group] for group in behind if group in self._groups}
        return Samples(_MEASURED[metric.name](self, groups))

    def _stands_in(self, service: str, release: int) -> _Group:
        return service, release % max(1, self._of_service[service])

    def answered(self, groups: set[_Group]) -> Iterator[Request]:
        """Give the requests that target groups answered."""
        return (each for each in self._seen.requests if self._stands_in(each.service, each.release) in groups)

    def healthy(self, groups: set[_Group], *, wanted: bool) -> Iterator[_Value]:
        """Count, each time that they were looked at, the copies that are healthy, or those that are not.

        A copy that a newer one has taken over from is taken out of its target group before it stops.
        """
        for looks in self._seen.looks:
            newest = {each.service: each.release for each in looks}
            serving = [each for each in looks if newest[each.service] == each.release]
            counted = [each for each in serving if self._stands_in(each.service, each.release) in groups]
            if counted:
                yield (
                    self._seen.clock.shown(looks[0].at),
                    float(sum(each.is_ready is wanted for each in counted)),
                )


def _groups(environment: Environment) -> dict[str, _Group]:
    """Give each target group's service and number, in the order in which the template has them."""
    found: dict[str, _Group] = {}
    numbers: dict[str, int] = defaultdict(int)
    for group in environment.resources.of_type("AWS::ElasticLoadBalancingV2::TargetGroup"):
        service = environment.service_of(group.label)
        found[group.label] = service, numbers[service]
        numbers[service] += 1
    return found


def _behind(environment: Environment) -> dict[str, set[str]]:
    """Give the target groups behind each load balancer, as its listeners' rules say."""
    listeners = {
        each.label: label_of(each.properties["LoadBalancerArn"])
        for each in environment.resources.of_type("AWS::ElasticLoadBalancingV2::Listener")
    }
    found: dict[str, set[str]] = defaultdict(set)
    for rule in environment.resources.of_type("AWS::ElasticLoadBalancingV2::ListenerRule"):
        for action in rule.properties["Actions"]:
            for group in action.get("ForwardConfig", {}).get("TargetGroups", ()):
                balancer = listeners[label_of(rule.properties["ListenerArn"])]
                found[balancer].add(label_of(group["TargetGroupArn"]))
    return found


def _requests(balancers: LoadBalancers, groups: set[_Group]) -> Iterator[_Value]:
    return ((each.at, 1.0) for each in balancers.answered(groups))


def _seconds(balancers: LoadBalancers, groups: set[_Group]) -> Iterator[_Value]:
    return ((each.at, each.seconds) for each in balancers.answered(groups))


def _answers(hundreds: int) -> Callable[[LoadBalancers, set[_Group]], Iterator[_Value]]:
    def counted(balancers: LoadBalancers, groups: set[_Group]) -> Iterator[_Value]:
        return ((each.at, 1.0) for each in balancers.answered(groups) if each.status // 100 == hundreds)

    return counted


_MEASURED: Mapping[str, Callable[[LoadBalancers, set[_Group]], Iterator[_Value]]] = {
    "RequestCount": _requests,
    "TargetResponseTime": _seconds,
    "HealthyHostCount": lambda balancers, groups: balancers.healthy(groups, wanted=True),
    "UnHealthyHostCount": lambda balancers, groups: balancers.healthy(groups, wanted=False),
    **{f"HTTPCode_Target_{hundreds}XX_Count": _answers(hundreds) for hundreds in (2, 3, 4, 5)},
}
