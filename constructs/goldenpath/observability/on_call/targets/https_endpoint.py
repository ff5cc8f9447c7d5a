"""An endpoint of a service that calls people."""

from dataclasses import dataclass

from aws_cdk import SecretValue


@dataclass(frozen=True, kw_only=True)
class HttpsEndpoint:
    """An endpoint such as PagerDuty's or Opsgenie's integration with Amazon CloudWatch.

    Whoever knows its address can make it ring, so the address stands in Secrets Manager, and CloudFormation
    reads it there when it subscribes the endpoint. It is in no template. Who may list the topic's
    subscriptions sees it.

    Parameters
    ----------
    address_in
        Name of the secret that is its address.
    field
        Field of the secret, if it is a JSON object. The whole secret by default.

    Examples
    --------
    >>> from goldenpath.observability import HttpsEndpoint
    >>> pager = HttpsEndpoint(address_in="on-call/pagerduty", field="url")

    References
    ----------
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
    """

    address_in: str
    field: str = ""

    def __post_init__(self) -> None:
        if not self.address_in or "://" in self.address_in:
            given = "an address, which is not shown here" if self.address_in else "empty"
            raise ValueError(
                f"An HttpsEndpoint's address_in is {given}: give the name of a secret in Secrets Manager "
                "that holds the address"
            )

    @property
    def address(self) -> str:
        """A reference to its address."""
        secret = SecretValue.secrets_manager(self.address_in, json_field=self.field or None)
        return secret.unsafe_unwrap()  # it is a reference still
