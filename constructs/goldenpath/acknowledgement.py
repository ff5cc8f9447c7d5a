"""Findings of a rule pack that do not apply, each said where it would be raised."""

from aws_cdk import Acknowledgment, Validations
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
