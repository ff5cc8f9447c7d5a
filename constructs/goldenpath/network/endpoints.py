"""Private ways from a network to AWS services."""

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

_SERVICES = ec2.InterfaceVpcEndpointAwsService

FARGATE_ENDPOINTS: Sequence[ec2.InterfaceVpcEndpointAwsService] = (
    _SERVICES.ECR,
    _SERVICES.ECR_DOCKER,
    _SERVICES.CLOUDWATCH_LOGS,
    _SERVICES.XRAY,
)
"""What a Fargate task needs to start, and to be traced, without a way to the internet.

Image layers come through S3's gateway.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
"""

RELEASE_ENDPOINTS: Sequence[ec2.InterfaceVpcEndpointAwsService] = (
    _SERVICES.EC2,
    _SERVICES.CODEDEPLOY,
)
"""What a release's smoke test needs without a way to the internet: it looks addresses up, and reports."""


class InterfaceEndpoints(Construct):
    """Interface endpoints that share one security group, open to HTTPS from inside the network only.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    vpc
        The network that reaches the services.
    cidr
        The network's range.
    subnets
        Where the endpoints stand; each costs by the hour and zone.
    services
        The services to reach.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.Vpc,
        cidr: str,
        subnets: ec2.SubnetSelection,
        services: Sequence[ec2.InterfaceVpcEndpointAwsService],
    ) -> None:
        super().__init__(scope, construct_id)
        security_group = ec2.SecurityGroup(
            self, "SecurityGroup", vpc=vpc, allow_all_outbound=False, description="Endpoints of AWS services"
        )
        security_group.add_ingress_rule(ec2.Peer.ipv4(cidr), ec2.Port.HTTPS, "From inside the network")
        for service in services:
            vpc.add_interface_endpoint(
                _construct_id(service),
                service=service,
                subnets=subnets,
                security_groups=[security_group],
                open=False,
            )


def _construct_id(service: ec2.InterfaceVpcEndpointAwsService) -> str:
    words = service.short_name.replace("-", ".").split(".")
    return "".join(word.capitalize() for word in words) + "Endpoint"
