"""Names of one's own for App Runner services, which CloudFormation has no type for."""

from goldenpath.runtimes.apprunner.domains.custom_domain import CustomDomain
from goldenpath.runtimes.apprunner.domains.domain_function import DomainFunction

__all__ = ["CustomDomain", "DomainFunction"]
