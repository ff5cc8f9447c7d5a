"""What a service is called in CodeDeploy."""


def release_name(environment: str, service: str) -> str:
    """Give the name of a service's application and deployment group, which a pipeline knows them by.

    Parameters
    ----------
    environment
        The name of the stage that the service is in; empty outside of any.
    service
        The service's name.

    Examples
    --------
    >>> release_name("dev", "checkout")
    'dev-checkout'
    """
    return "-".join(filter(None, (environment, service)))
