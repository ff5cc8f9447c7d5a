"""What cannot go together in an ECS service."""

from collections.abc import Iterator

from aws_cdk import aws_ec2 as ec2

from goldenpath.network import Network
from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.release import Engine
from goldenpath.service import SecretsManagerSecret, SecureParameter, ServiceSpec


def check(spec: ServiceSpec, options: FargateOptions, engine: Engine, network: Network) -> None:
    """Refuse contradictions between a service's description and where and how it shall run.

    Raises
    ------
    ValueError
        With all of them.
    """
    problems = list(_problems(spec, options, engine, network))
    if problems:
        raise ValueError("\n".join([f"The service {spec.name} cannot run like this:", *problems]))


def _problems(spec: ServiceSpec, options: FargateOptions, engine: Engine, network: Network) -> Iterator[str]:
    if options.service_connect and engine != "ecs":
        yield "  service_connect: CodeDeploy cannot release it; use the engine ecs, or leave it out"
    if options.on_demand_base > spec.scaling.maximum:
        yield (
            f"  on_demand_base: should be at most the scaling's maximum ({spec.scaling.maximum}), "
            f"not {options.on_demand_base}"
        )
    for reason, constant in _needed(spec, options):
        if not network.reaches(getattr(ec2.InterfaceVpcEndpointAwsService, constant)):
            yield (
                f"  {reason}: the network has no way to what it needs; give it NAT, or "
                f"InterfaceVpcEndpointAwsService.{constant} among its interface_endpoints"
            )


def _needed(spec: ServiceSpec, options: FargateOptions) -> Iterator[tuple[str, str]]:
    sources = list(spec.secrets.values())
    if any(isinstance(source, SecretsManagerSecret) for source in sources):
        yield "secrets", "SECRETS_MANAGER"
    if any(isinstance(source, SecureParameter) for source in sources):
        yield "secrets", "SSM"
    if options.execute_command:
        yield "execute_command", "SSM_MESSAGES"
