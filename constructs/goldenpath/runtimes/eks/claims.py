"""What only one service of a cluster can have."""

from collections.abc import Iterator

from goldenpath.runtimes.ingress import Route
from goldenpath.service import ServiceSpec


class Claims:
    """Which service of a cluster has which namespace, and which priority on which load balancer.

    Two services of one name would overwrite each other's objects, and two of one priority would take each
    other's requests, without a word from the cluster.
    """

    def __init__(self) -> None:
        self._namespaces: dict[str, str] = {}
        self._priorities: dict[tuple[bool, int], str] = {}

    def conflicts(self, spec: ServiceSpec, route: Route) -> Iterator[str]:
        """Say what of a service another one has already."""
        if spec.name in self._namespaces:
            yield f"name: {self._namespaces[spec.name]} has the namespace {spec.name}; choose another name"
        holder = self._priorities.get((route.internal, route.rank))
        if holder is not None:
            yield f"route.priority: {holder} has {route.rank} on this load balancer; choose another one"

    def take(self, path: str, spec: ServiceSpec, route: Route) -> None:
        """Write down what a service has.

        Parameters
        ----------
        path
            The service's place in the app.
        spec, route
            The service, and which requests it gets.
        """
        self._namespaces[spec.name] = path
        self._priorities[route.internal, route.rank] = path
