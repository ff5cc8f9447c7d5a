"""What an environment's templates say, with every reference resolved."""

from docs.dashboards.synthesised.environment import Dashboard, Environment, synthesise
from docs.dashboards.synthesised.resources import Resource, Resources
from docs.dashboards.synthesised.template import Stack

__all__ = ["Dashboard", "Environment", "Resource", "Resources", "Stack", "synthesise"]
