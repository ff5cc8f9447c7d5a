"""The network of one environment."""

from collections.abc import Sequence

from aws_cdk import CrossStackReferences, ReferenceStrength
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.network.address_plan import MOST_ZONES, AddressPlan
from goldenpath.network.endpoints import FARGATE_ENDPOINTS, RELEASE_ENDPOINTS, InterfaceEndpoints
from goldenpath.network.flow_logs import FlowLogs
from goldenpath.network.nat import NatMode

_FEWEST_ZONES = 2  # of a load balancer


class Network(Construct):
    """A VPC in three tiers, over two to four zones, with flow logs and private ways to AWS services.

    The *public* tier holds load balancers and NAT gateways, the *private* tier what the services run on,
    the *isolated* tier data. Whatever stands in the network holds it: a stack with a subnet that
    another stack uses cannot be deleted.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    cidr
        IPv4 range, /16 to /22. It has room for four zones, so one can be added later.
    availability_zones
        Names of two to four zones. A stack with an account looks them up, unless the app's context
        names them under ``availability-zones:account=<account>:region=<region>``.
    log_key
        Key that flow logs are encrypted with, such as a :class:`LogKey`.
    nat
        How the private tier reaches the internet; not at all by default.
    interface_endpoints
        AWS services to reach privately, each at a price by the hour and zone. By default, those that Fargate
        tasks and releases need where there is no NAT, and none where there is. S3 and DynamoDB are always
        reached privately, free of charge.
    log_retention
        How long flow logs are kept; three months by default.

    Attributes
    ----------
    vpc
        The VPC.
    public_subnets, private_subnets, isolated_subnets
        The tiers, to place things in.
    cidr
        Its IPv4 range.
    has_nat
        Whether the private tier reaches the internet.

    Raises
    ------
    ValueError
        If the range is none, or too small or large; or with fewer than two zones, or more than four.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import LogKey, NatMode, Network
    >>> stack = cdk.Stack(cdk.App(), "Network")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"],
    ...     nat=NatMode.SINGLE, log_key=LogKey(stack, "LogKey"),
    ... )
    >>> len(network.vpc.select_subnets(subnet_group_name="isolated").subnets)
    2
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cidr: str,
        availability_zones: Sequence[str],
        log_key: kms.IKey,
        nat: NatMode = NatMode.NONE,
        interface_endpoints: Sequence[ec2.InterfaceVpcEndpointAwsService] | None = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS,
    ) -> None:
        super().__init__(scope, construct_id)
        if not _FEWEST_ZONES <= len(availability_zones) <= MOST_ZONES:
            raise ValueError(
                f"A network should have {_FEWEST_ZONES} to {MOST_ZONES} availability zones, "
                f"not {len(availability_zones)}: {', '.join(availability_zones)}"
            )
        self.cidr = cidr
        self.vpc = self._vpc(cidr, availability_zones, nat)
        self.public_subnets = ec2.SubnetSelection(subnet_group_name="public")
        self.private_subnets = ec2.SubnetSelection(subnet_group_name="private")
        self.isolated_subnets = ec2.SubnetSelection(subnet_group_name="isolated")
        FlowLogs(self, "FlowLogs", vpc=self.vpc, key=log_key, retention=log_retention)
        services = _default_endpoints(nat) if interface_endpoints is None else interface_endpoints
        self.has_nat = nat is not NatMode.NONE
        self._reached = frozenset(service.short_name for service in services)
        if services:
            InterfaceEndpoints(
                self, "Endpoints", vpc=self.vpc, cidr=cidr, subnets=self.private_subnets, services=services
            )
        self._refuse_to_go_while_in_use()
        self._acknowledge_public_routes()

    def reaches(self, service: ec2.InterfaceVpcEndpointAwsService) -> bool:
        """Say whether the private tier has a way to an AWS service: through NAT, or an endpoint.

        Parameters
        ----------
        service
            The AWS service.
        """
        return self.has_nat or service.short_name in self._reached

    @property
    def isolated_cidrs(self) -> list[str]:
        """The ranges of the isolated tier, one in each zone."""
        subnets = self.vpc.select_subnets(subnet_group_name="isolated").subnets
        return [subnet.ipv4_cidr_block for subnet in subnets]

    @property
    def nat_gateway_ids(self) -> list[str]:
        """The NAT gateways."""
        gateways = (each for each in self.vpc.node.find_all() if isinstance(each, ec2.CfnNatGateway))
        return [each.attr_nat_gateway_id for each in gateways]

    def _vpc(self, cidr: str, availability_zones: Sequence[str], nat: NatMode) -> ec2.Vpc:
        return ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cidr),
            availability_zones=list(availability_zones),
            reserved_azs=MOST_ZONES - len(availability_zones),
            nat_gateways=nat.gateways(len(availability_zones)),
            subnet_configuration=_tiers(AddressPlan(cidr), nat),
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
            },
            restrict_default_security_group=True,
        )

    def _refuse_to_go_while_in_use(self) -> None:
        subnets = [*self.vpc.public_subnets, *self.vpc.private_subnets, *self.vpc.isolated_subnets]
        for resource in (self.vpc, *subnets):
            CrossStackReferences.of(resource).produce(ReferenceStrength.STRONG)

    def _acknowledge_public_routes(self) -> None:
        for subnet in self.vpc.public_subnets:
            acknowledge(
                subnet,
                {
                    "NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW": "The public tier is where load balancers "
                    "and NAT gateways meet the internet; nothing else stands in it, and nothing gets a "
                    "public address by itself."
                },
            )


def _tiers(plan: AddressPlan, nat: NatMode) -> list[ec2.SubnetConfiguration]:
    private_type = (
        ec2.SubnetType.PRIVATE_ISOLATED if nat is NatMode.NONE else ec2.SubnetType.PRIVATE_WITH_EGRESS
    )
    return [
        ec2.SubnetConfiguration(name="private", subnet_type=private_type, cidr_mask=plan.private_prefix),
        ec2.SubnetConfiguration(
            name="public",
            subnet_type=ec2.SubnetType.PUBLIC,
            cidr_mask=plan.edge_prefix,
            map_public_ip_on_launch=False,
        ),
        ec2.SubnetConfiguration(
            name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=plan.edge_prefix
        ),
    ]


def _default_endpoints(nat: NatMode) -> Sequence[ec2.InterfaceVpcEndpointAwsService]:
    return (*FARGATE_ENDPOINTS, *RELEASE_ENDPOINTS) if nat is NatMode.NONE else ()
