"""What ECS and Container Insights would report of the copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.dashboards.measured.samples import Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from docs.dashboards.driving import Look
    from docs.dashboards.measured.metric import Metric
    from docs.dashboards.measured.seen import Seen
    from docs.dashboards.synthesised import Environment

_Value = tuple[float, float]
_PROCESSOR_UNITS = 1024
_ALL_PERCENT = 100


class Containers:
    """Answers for ``AWS/ECS`` and ``ECS/ContainerInsights``, of a service and of the cluster.

    What a copy uses is put in relation to what the service's task definition reserves. Here nothing keeps it
    to that, so that it can be more than all.

    Parameters
    ----------
    environment
        What says how much each service's copies reserve.
    seen
        What was seen.
    """

    def __init__(self, environment: Environment, seen: Seen) -> None:
        self._seen = seen
        self._environment = environment
        self._reserved: dict[str, tuple[float, float]] = {}
        for task in environment.resources.of_type("AWS::ECS::TaskDefinition"):
            units, mib = float(task.properties["Cpu"]), float(task.properties["Memory"])
            self._reserved[environment.service_of(task.label)] = units, mib

    def samples(self, metric: Metric) -> Samples | None:
        """Give a metric's values; nothing if it is not measured here.

        Parameters
        ----------
        metric
            The metric.
        """
        service = metric.dimensions.get("ServiceName")
        of_service = None if service is None else self._environment.service_of(service)
        if metric.namespace == "AWS/ECS" and metric.name in _OF_A_COPY and of_service is not None:
            return Samples(self._of_each(of_service, _OF_A_COPY[metric.name]))
        if metric.namespace == "ECS/ContainerInsights" and metric.name in _OF_ALL:
            return Samples(self._of_all(of_service, _OF_ALL[metric.name]))
        return None

    def _of_each(self, service: str, value: Callable[[Containers, Look], float]) -> Iterator[_Value]:
        for looks in self._seen.looks:
            for look in looks:
                if look.service == service:
                    yield self._seen.clock.shown(look.at), value(self, look)

    def _of_all(self, service: str | None, value: Callable[[Containers, Look], float]) -> Iterator[_Value]:
        for looks in self._seen.looks:
            counted: Iterable[Look] = [each for each in looks if service in {None, each.service}]
            yield self._seen.clock.shown(looks[0].at), sum(value(self, each) for each in counted)

    def processor_units(self, look: Look) -> float:
        """Give how much of processors a copy uses."""
        return look.cpu_percent / _ALL_PERCENT * _PROCESSOR_UNITS

    def processor_units_reserved(self, look: Look) -> float:
        """Give how much of processors is there for a copy."""
        return self._reserved[look.service][0]

    def memory_mib_reserved(self, look: Look) -> float:
        """Give how much memory is there for a copy."""
        return self._reserved[look.service][1]


_OF_A_COPY: Mapping[str, Callable[[Containers, Look], float]] = {
    "CPUUtilization": lambda all_, look: (
        _ALL_PERCENT * all_.processor_units(look) / all_.processor_units_reserved(look)
    ),
    "MemoryUtilization": lambda all_, look: _ALL_PERCENT * look.memory_mib / all_.memory_mib_reserved(look),
}
_OF_ALL: Mapping[str, Callable[[Containers, Look], float]] = {
    "CpuReserved": Containers.processor_units_reserved,
    "CpuUtilized": Containers.processor_units,
    "MemoryReserved": Containers.memory_mib_reserved,
    "MemoryUtilized": lambda _, look: look.memory_mib,
    "RunningTaskCount": lambda _, __: 1.0,
    "TaskCount": lambda _, __: 1.0,
}
