"""What cannot go together in a service on App Runner."""

from collections.abc import Iterator

from goldenpath.runtimes.apprunner.platform import AppRunnerPlatform
from goldenpath.runtimes.image import is_in_ecr
from goldenpath.runtimes.ingress import Route
from goldenpath.runtimes.reach import out_of_reach
from goldenpath.service import ServiceSpec


def problems(spec: ServiceSpec, route: Route, platform: AppRunnerPlatform) -> Iterator[str]:
    """Find contradictions between a service's description and where it shall run."""
    if not is_in_ecr(spec.image):
        yield "image: App Runner takes images from ECR only; ECS and EKS and ECS Express Mode can take others"
    if route.host is not None:
        yield from _problems_of_name(route, platform)
    # App Runner gets the image and the secrets on ways of its own; what the code sends takes the network.
    # https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html
    yield from out_of_reach([("traces", "XRAY")], platform.network)


def _problems_of_name(route: Route, platform: AppRunnerPlatform) -> Iterator[str]:
    host, domain = str(route.host), platform.domain
    if domain is None or route.internal:
        yield f"route.host: {host} needs a public route and a platform with a domain"
    elif host.partition(".")[2] != domain.name:
        # The domain's own name may be its zone's, which cannot be led on by a CNAME.
        yield f"route.host: {host} should stand right under {domain.name}, such as shop.{domain.name}"
