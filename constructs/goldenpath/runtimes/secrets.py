"""Secrets that ECS hands to a container when it starts."""

from collections.abc import Mapping

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from goldenpath.service import SecretsManagerSecret, SecureParameter


def container_secrets(
    scope: Construct, secrets: Mapping[str, SecretsManagerSecret | SecureParameter]
) -> dict[str, ecs.Secret]:
    """Refer to a service's secrets, by the variables that hold them."""
    return {
        variable: _secret(Construct(scope, f"Secret{variable}"), source)
        for variable, source in secrets.items()
    }


def _secret(scope: Construct, source: SecretsManagerSecret | SecureParameter) -> ecs.Secret:
    if isinstance(source, SecureParameter):
        return ecs.Secret.from_ssm_parameter(
            ssm.StringParameter.from_secure_string_parameter_attributes(
                scope, "Parameter", parameter_name=source.name
            )
        )
    secret = secretsmanager.Secret.from_secret_name_v2(scope, "Secret", source.name)
    return ecs.Secret.from_secrets_manager(secret, source.field)
