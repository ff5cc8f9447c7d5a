"""The ways to services, from the internet and from each other, whatever runs them."""

from goldenpath.runtimes.ingress.domain import Domain
from goldenpath.runtimes.ingress.ingress import Ingress
from goldenpath.runtimes.ingress.internal_ingress import InternalIngress
from goldenpath.runtimes.ingress.public_ingress import PublicIngress
from goldenpath.runtimes.ingress.route import Route
from goldenpath.runtimes.ingress.target_group_signals import TargetGroupSignals

__all__ = ["Domain", "Ingress", "InternalIngress", "PublicIngress", "Route", "TargetGroupSignals"]
