"""Where a service's secrets come from."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from goldenpath.service.specification import Specification, matching

_SecretName = Annotated[
    str,
    matching(r"[A-Za-z0-9/_+=.@-]{1,512}", "a name of 1 to 512 letters, digits and the signs / _ + = . @ -"),
    # Secrets Manager takes such an end for the one that it adds to a secret's ARN, and finds nothing.
    matching(r"(?!.*-[A-Za-z0-9]{6}$).*", "a name that does not end with a hyphen and 6 letters or digits"),
]


def _usable_field(field: str | None) -> str | None:
    if field is not None and (not field or ":" in field):
        raise ValueError("should be a key of the secret's JSON, without a colon")
    return field


class SecretsManagerSecret(Specification):
    """A secret of AWS Secrets Manager, or one field of it."""

    kind: Literal["secrets-manager"] = "secrets-manager"
    name: _SecretName
    field: Annotated[str | None, AfterValidator(_usable_field)] = None


class SecureParameter(Specification):
    """A parameter of AWS Systems Manager, of the type ``SecureString``."""

    kind: Literal["parameter"] = "parameter"
    name: Annotated[
        str,
        matching(
            r"(/[A-Za-z0-9_.-]+){1,15}|[A-Za-z0-9_.-]+",
            "a parameter's name: letters, digits and the signs _ . -, in parts that each begin with /",
        ),
    ]


class SecretSource:
    """Ways to name a secret, which exists already in the service's account and region.

    Its value is read when a copy starts, by the platform and not by the service's code; a new value reaches
    copies that start after it. What is encrypted with a key of your own also needs ``kms:Decrypt`` for the
    task definition's execution role.

    Examples
    --------
    >>> from goldenpath import SecretSource
    >>> SecretSource.secrets_manager("shop/database", field="password").field
    'password'
    >>> SecretSource.parameter("/shop/payment-token").name
    '/shop/payment-token'
    """

    @staticmethod
    def secrets_manager(name: str, *, field: str | None = None) -> SecretsManagerSecret:
        """Read a secret of Secrets Manager.

        Parameters
        ----------
        name
            Its name, not its ARN.
        field
            The key in the secret's JSON whose value is meant; the whole secret by default.

        Raises
        ------
        SpecificationError
            If it is no name, or one that Secrets Manager would take for a part of an ARN.
        """
        return SecretsManagerSecret(name=name, field=field)

    @staticmethod
    def parameter(name: str) -> SecureParameter:
        """Read a ``SecureString`` of the parameter store.

        Parameters
        ----------
        name
            Its name.

        Raises
        ------
        SpecificationError
            If it is no name of a parameter.
        """
        return SecureParameter(name=name)
