"""What alarms are called."""

from aws_cdk import Stack, Token
from constructs import IConstruct


def alarm_name(scope: IConstruct, *, service: str, what: str) -> str:
    """Name an alarm so that whoever reads no more than that knows what it is about.

    Parameters
    ----------
    scope
        A construct in its stack.
    service
        The service that it is about.
    what
        What fires, in small letters and hyphens.
    """
    return alarm_name_in(Stack.of(scope).stack_name, service=service, what=what)


def alarm_name_in(stack_name: str, *, service: str, what: str) -> str:
    """Name an alarm of a stack, for what refers to it from elsewhere.

    Parameters
    ----------
    stack_name
        The stack; it names the service, if it is the service's alone.
    service, what
        See :func:`alarm_name`.

    Examples
    --------
    >>> from goldenpath.observability.alarms import alarm_name_in
    >>> alarm_name_in("prod-Checkout", service="checkout", what="burn-1h")
    'prod-Checkout-burn-1h'
    >>> alarm_name_in("Shop", service="checkout", what="burn-1h")
    'Shop-checkout-burn-1h'
    """
    if not Token.is_unresolved(stack_name) and f"-{stack_name}".lower().endswith(f"-{service}"):
        return f"{stack_name}-{what}"
    return f"{stack_name}-{service}-{what}"
