"""The way from the internet to services, whatever runs them."""

from goldenpath.runtimes.ingress.domain import Domain
from goldenpath.runtimes.ingress.ingress import Ingress
from goldenpath.runtimes.ingress.route import Route

__all__ = ["Domain", "Ingress", "Route"]
