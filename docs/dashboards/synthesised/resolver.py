"""Resolves what a template leaves to CloudFormation, to labels where only AWS knows the value."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docs.dashboards.errors import DashboardError
from docs.dashboards.synthesised.template import Stack

_PLACEHOLDER = re.compile(r"\$\{([^}!]+)\}")


class UnresolvedError(DashboardError):
    """Something in a template cannot be resolved; the message says what and where."""


class Resolver:
    """Resolves the intrinsic functions of stacks.

    A resource's own value, such as an ARN, becomes a label that names the stack, the resource and the
    attribute (``local-Catalog.Products.Arn``). It is the same from wherever the resource is referred to,
    across stacks too.

    Parameters
    ----------
    stacks
        All stacks that refer to each other.
    """

    def __init__(self, stacks: Iterable[Stack]) -> None:
        self._stacks = {stack.name: stack for stack in stacks}
        self._functions: Mapping[str, Callable[[Any, Stack], Any]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._attribute,
            "Fn::Join": self._join,
            "Fn::Split": self._split,
            "Fn::Select": self._select,
            "Fn::GetStackOutput": self._stack_output,
            "Fn::ImportValue": self._imported,
            "Fn::Sub": self._substitute,
        }

    def resolve(self, value: Any, stack: Stack) -> Any:
        """Resolve a value of a stack's template.

        Parameters
        ----------
        value
            The value.
        stack
            The stack.

        Raises
        ------
        UnresolvedError
            If it holds a function that is not known, or refers to what is not there.
        """
        match value:
            case dict() if len(value) == 1 and (name := next(iter(value))).startswith(("Fn::", "Ref")):
                if name not in self._functions:
                    raise UnresolvedError(
                        f"{name} in {stack.name} should be one of {', '.join(self._functions)}"
                    )
                return self._functions[name](value[name], stack)
            case dict():
                return {name: self.resolve(each, stack) for name, each in value.items()}
            case list():
                return [self.resolve(each, stack) for each in value]
        return value

    def _ref(self, name: str, stack: Stack) -> str:
        pseudo = {
            "AWS::AccountId": stack.account,
            "AWS::Partition": "aws",
            "AWS::Region": stack.region,
            "AWS::StackName": stack.name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        return pseudo.get(name, f"{stack.name}.{name}")

    def _attribute(self, path: Any, stack: Stack) -> str:
        resource, attribute = path
        return f"{stack.name}.{resource}.{attribute}"

    def _join(self, parts: Any, stack: Stack) -> str:
        delimiter, values = parts
        return str(delimiter).join(str(each) for each in self.resolve(values, stack))

    def _split(self, parts: Any, stack: Stack) -> list[str]:
        delimiter, value = parts
        return str(self.resolve(value, stack)).split(delimiter)

    def _select(self, parts: Any, stack: Stack) -> Any:
        index, values = int(parts[0]), self.resolve(parts[1], stack)
        if index >= len(values):
            raise UnresolvedError(f"Fn::Select in {stack.name} takes number {index} of {values}")
        return values[index]

    def _substitute(self, text: str, stack: Stack) -> str:
        def replaced(found: re.Match[str]) -> str:
            resource, _, attribute = found[1].partition(".")
            return self._attribute((resource, attribute), stack) if attribute else self._ref(resource, stack)

        return _PLACEHOLDER.sub(replaced, text)

    def _stack_output(self, reference: Mapping[str, str], stack: Stack) -> Any:
        name, output = reference["StackName"], reference["OutputName"]
        if name not in self._stacks or output not in self._stacks[name].template.get("Outputs", {}):
            raise UnresolvedError(f"{stack.name} refers to {output} of {name}, which is not there")
        return self._output(self._stacks[name], output)

    def _imported(self, name: Any, stack: Stack) -> Any:
        wanted = self.resolve(name, stack)
        for each in self._stacks.values():
            for output, content in each.template.get("Outputs", {}).items():
                if "Export" in content and self.resolve(content["Export"]["Name"], each) == wanted:
                    return self._output(each, output)
        raise UnresolvedError(f"{stack.name} imports {wanted}, which no stack exports")

    def _output(self, stack: Stack, output: str) -> Any:
        return self.resolve(stack.template["Outputs"][output]["Value"], stack)
