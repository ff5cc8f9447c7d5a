"""What a service needs to reach, and whether its network lets it."""

from collections.abc import Iterable, Iterator

from aws_cdk import aws_ec2 as ec2

from goldenpath.network import Network
from goldenpath.service import SecretsManagerSecret, SecureParameter, ServiceSpec

Need = tuple[str, str]
"""What asks for an AWS service, and that service's constant in ``InterfaceVpcEndpointAwsService``."""


def needed_for_secrets(spec: ServiceSpec) -> Iterator[Need]:
    """Give what a service's copies need to get their secrets, where they fetch them through the network."""
    sources = list(spec.secrets.values())
    if any(isinstance(source, SecretsManagerSecret) for source in sources):
        yield "secrets", "SECRETS_MANAGER"
    if any(isinstance(source, SecureParameter) for source in sources):
        yield "secrets", "SSM"


def out_of_reach(needs: Iterable[Need], network: Network) -> Iterator[str]:
    """Say of every need that a network's private tier has no way to, what would give it one."""
    for reason, constant in needs:
        if not network.reaches(getattr(ec2.InterfaceVpcEndpointAwsService, constant)):
            yield (
                f"{reason}: the network has no way to what it needs; give it NAT, or "
                f"InterfaceVpcEndpointAwsService.{constant} among its interface_endpoints"
            )
