"""What App Runner runs."""

from aws_cdk import aws_apprunner as apprunner
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.runtimes.environment import container_environment
from goldenpath.runtimes.image import ServiceImage
from goldenpath.runtimes.secrets import container_secrets
from goldenpath.service import ServiceSpec

_OWN_VARIABLES = ("PORT",)  # App Runner sets it, and refuses to be told


def source(
    scope: Construct, spec: ServiceSpec, *, image: ServiceImage, puller: iam.Role, role: iam.Role
) -> apprunner.CfnService.SourceConfigurationProperty:
    """Describe a service's image, variables and secrets; a push to the registry deploys nothing.

    Parameters
    ----------
    scope
        The service.
    spec
        What it is.
    image
        What its copies run.
    puller
        The role by which App Runner pulls that.
    role
        The role of its code, by which App Runner reads its secrets.
    """
    kind = apprunner.CfnService
    pair = kind.KeyValuePairProperty
    secrets = container_secrets(scope, spec.secrets)
    for secret in secrets.values():
        secret.grant_read(role)
    plain = sorted(container_environment(scope, spec, version=image.version).items())
    return kind.SourceConfigurationProperty(
        auto_deployments_enabled=False,
        authentication_configuration=kind.AuthenticationConfigurationProperty(
            access_role_arn=puller.role_arn
        ),
        image_repository=kind.ImageRepositoryProperty(
            image_identifier=image.uri,
            image_repository_type="ECR",
            image_configuration=kind.ImageConfigurationProperty(
                port=str(spec.port),
                runtime_environment_variables=[
                    pair(name=name, value=value) for name, value in plain if name not in _OWN_VARIABLES
                ],
                runtime_environment_secrets=[
                    pair(name=name, value=secret.arn) for name, secret in sorted(secrets.items())
                ]
                or None,
            ),
        ),
    )
