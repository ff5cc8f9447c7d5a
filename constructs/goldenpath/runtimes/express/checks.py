"""What cannot go together in a service on Express Mode."""

from collections.abc import Iterator

from goldenpath.network import Network
from goldenpath.runtimes.ingress import Route
from goldenpath.runtimes.reach import needed_for_secrets, out_of_reach
from goldenpath.service import ServiceSpec


def problems(spec: ServiceSpec, route: Route, network: Network) -> Iterator[str]:
    """Find contradictions between a service's description and where it shall run."""
    if route.host is not None:
        yield "route.host: Express Mode chooses the name; ECS and EKS and App Runner take yours"
    if route.internal:  # others stand in the public tier, which reaches everything
        yield from out_of_reach(needed_for_secrets(spec), network)
