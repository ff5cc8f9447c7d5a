"""Findings of a rule pack that do not apply, each said where it would be raised."""

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, findings: dict[str, str]) -> None:
    """Accept findings on a construct and what is in it.

    Parameters
    ----------
    construct
        The nearest construct that has the findings.
    findings
        Exact ids of findings, each with the reason why it does not apply.
    """
    Validations.of(construct).acknowledge(
        *(Acknowledgment(id=finding, reason=reason) for finding, reason in findings.items())
    )


def as_found(scope: IConstruct, value: str) -> str:
    """Write a value as the ids of findings do: what a deployment gives stands in angle brackets.

    Parameters
    ----------
    scope
        A construct in the stack that has the value.
    value
        Text, which may hold references such as ``AWS::Region``.
    """
    resolved = Stack.of(scope).resolve(value)
    if isinstance(resolved, str):
        return resolved
    delimiter, parts = resolved["Fn::Join"]
    return str(delimiter).join(map(_part_as_found, parts))


def _part_as_found(part: object) -> str:
    match part:
        case {"Ref": name}:
            return f"<{name}>"
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{name}.{attribute}>"
    return str(part)
