"""What tells the environments of one account apart."""

from aws_cdk import Stage
from constructs import IConstruct


def environment_name(scope: IConstruct) -> str:
    """Give the name of the environment that something belongs to: its stage's; nothing outside of any.

    Parameters
    ----------
    scope
        What belongs to it.
    """
    stage = Stage.of(scope)
    return (stage.stage_name if stage else None) or ""


def named_within(scope: IConstruct, service: str, *, delimiter: str) -> str:
    """Name something of a service so that another environment of the account can have the same.

    Parameters
    ----------
    scope
        What belongs to the environment.
    service
        The service's name.
    delimiter
        What stands between the environment's name and the service's.
    """
    return delimiter.join(filter(None, (environment_name(scope), service)))
