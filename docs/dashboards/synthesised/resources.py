"""The resources of an environment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docs.dashboards.synthesised.resolver import Resolver
from docs.dashboards.synthesised.template import Stack


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource with its resolved properties.

    Parameters
    ----------
    stack
        The stack that it is in.
    logical_id
        Its name there.
    properties
        Its properties.
    """

    stack: str
    logical_id: str
    properties: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What a reference to it is resolved to; an attribute's follows after a dot."""
        return f"{self.stack}.{self.logical_id}"


class Resources:
    """The resources of all stacks.

    Parameters
    ----------
    stacks
        The stacks.
    """

    def __init__(self, stacks: Iterable[Stack]) -> None:
        self._stacks = tuple(stacks)
        self._resolver = Resolver(self._stacks)

    def of_type(self, kind: str) -> Iterator[Resource]:
        """Give those of a type, in the order of the templates.

        Parameters
        ----------
        kind
            The type, such as ``AWS::CloudWatch::Alarm``.
        """
        for stack in self._stacks:
            for logical_id, resource in stack.template.get("Resources", {}).items():
                if resource["Type"] == kind:
                    properties = self._resolver.resolve(resource.get("Properties", {}), stack)
                    yield Resource(stack=stack.name, logical_id=logical_id, properties=properties)


def label_of(reference: str) -> str:
    """Give the label of the resource that a reference is to: of itself, or of an attribute of it.

    Examples
    --------
    >>> label_of("local-Catalog.Products.Arn")
    'local-Catalog.Products'
    """
    return ".".join(reference.split(".")[:2])
