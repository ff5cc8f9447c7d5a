"""The environment's name, in the library's terms."""

from goldenpath import Domain
from stacks.settings import EnvironmentSettings


def domain_of(settings: EnvironmentSettings, *, is_front: bool) -> Domain | None:
    """Give the environment's domain to the platform of the web pages: a name leads to one place."""
    if settings.domain is None or not is_front:
        return None
    return Domain(**settings.domain.model_dump())
