"""What cannot go together in a service on EKS."""

from collections.abc import Iterator

from goldenpath.runtimes.eks.ingress.front import LAST
from goldenpath.runtimes.eks.platform import EksPlatform
from goldenpath.runtimes.ingress import Route
from goldenpath.runtimes.ingress.route import LAST_PRIORITY
from goldenpath.service import Rolling, ServiceSpec
from goldenpath.service.deploy_strategy import DeployStrategy

_OWN_NAMESPACES = ("default", "goldenpath", "argo-rollouts", "amazon-cloudwatch", "aws-secrets-manager")


def problems(
    spec: ServiceSpec, strategy: DeployStrategy, route: Route, platform: EksPlatform
) -> Iterator[str]:
    """Find contradictions between a service's description and where it shall run."""
    if route.rank not in (LAST_PRIORITY, *range(1, LAST)):
        yield f"route.priority: should be 1 to {LAST - 1} on EKS, not {route.rank}"
    if route.host is not None:
        yield from _problems_of_name(route, platform)
    if spec.name in _OWN_NAMESPACES or spec.name.startswith("kube-"):
        yield f"name: the namespace {spec.name} is the cluster's own; choose another name"
    yield from platform.claims.conflicts(spec, route)
    if spec.smoke_test.model_fields_set and (
        isinstance(strategy, Rolling) or platform.smoke_test_image is None
    ):
        yield (
            "smoke_test: it needs a platform with a smoke_test_image, and a strategy that shifts traffic "
            "(blue-green, canary or linear)"
        )


def _problems_of_name(route: Route, platform: EksPlatform) -> Iterator[str]:
    host, domain = str(route.host), platform.domain
    if domain is None or route.internal:
        yield f"route.host: {host} needs a public route and a platform with a domain"
    elif domain.name not in (host, host.partition(".")[2]):
        yield (
            f"route.host: {host} should be {domain.name} or stand right under it, such as "
            f"shop.{domain.name}: the certificate covers no other"
        )
