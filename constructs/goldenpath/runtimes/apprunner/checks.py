"""What cannot go together in a service on App Runner."""

from collections.abc import Iterator

from goldenpath.runtimes.apprunner.platform import AppRunnerPlatform
from goldenpath.runtimes.image import is_in_ecr
from goldenpath.runtimes.ingress import Route
from goldenpath.service import ServiceSpec


def problems(spec: ServiceSpec, route: Route, platform: AppRunnerPlatform) -> Iterator[str]:
    """Find contradictions between a service's description and where it shall run."""
    if not is_in_ecr(spec.image):
        yield "image: App Runner takes images from ECR only; ECS and EKS and ECS Express Mode can take others"
    if route.host is not None:
        yield from _problems_of_name(route, platform)
    if not platform.network.has_nat:
        yield (
            "platform: copies reach AWS through the network only, and a network without NAT has no way to "
            "all of it; give it NAT"
        )


def _problems_of_name(route: Route, platform: AppRunnerPlatform) -> Iterator[str]:
    host, domain = str(route.host), platform.domain
    if domain is None or route.internal:
        yield f"route.host: {host} needs a public route and a platform with a domain"
    elif not host.endswith(f".{domain.name}"):
        yield f"route.host: {host} should stand under {domain.name}, such as shop.{domain.name}"
