"""The network's tiers, ways out and logs."""

from collections.abc import Callable
from ipaddress import IPv4Network
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import LogKey, NatMode, Network
from goldenpath.network.address_plan import AddressPlan

ZONES = ("eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d")
Make = Callable[..., assertions.Template]


@pytest.fixture(scope="module")
def synthesise(make_stack: Callable[[], cdk.Stack]) -> Make:
    def make(**arguments: Any) -> assertions.Template:
        stack = make_stack()
        defaults: dict[str, Any] = {
            "cidr": "10.0.0.0/16",
            "availability_zones": ZONES[:2],
            "log_key": LogKey(stack, "LogKey"),
        }
        Network(stack, "Network", **(defaults | arguments))
        return assertions.Template.from_stack(stack)

    return make


@pytest.fixture(scope="module")
def without_nat(synthesise: Make) -> assertions.Template:
    return synthesise(nat=NatMode.NONE)


@pytest.fixture(scope="module")
def single_nat(synthesise: Make) -> assertions.Template:
    return synthesise(nat=NatMode.SINGLE)


def subnets(template: assertions.Template) -> dict[tuple[str, str], str]:
    """List the subnets' ranges by tier and zone."""
    found = {}
    for resource in template.find_resources("AWS::EC2::Subnet").values():
        properties = resource["Properties"]
        tags = {tag["Key"]: tag["Value"] for tag in properties["Tags"]}
        found[tags["aws-cdk:subnet-name"], properties["AvailabilityZone"]] = properties["CidrBlock"]
    return found


def test_three_tiers_stand_in_each_zone(single_nat: assertions.Template) -> None:
    assert set(subnets(single_nat)) == {
        (tier, zone) for tier in ("public", "private", "isolated") for zone in ZONES[:2]
    }


def test_a_zone_can_be_added_without_renumbering(single_nat: assertions.Template, synthesise: Make) -> None:
    larger = subnets(synthesise(nat=NatMode.PER_AZ, availability_zones=ZONES))

    assert subnets(single_nat).items() <= larger.items()


@pytest.mark.parametrize(
    ("nat", "zones", "gateways"), [("none", 2, 0), ("single", 3, 1), ("per-az", 2, 2), ("per-az", 3, 3)]
)
def test_nat_gateways_are_as_many_as_said(nat: str, zones: int, gateways: int) -> None:
    assert NatMode(nat).gateways(zones) == gateways


def test_one_gateway_serves_the_private_tier_of_all_zones(single_nat: assertions.Template) -> None:
    single_nat.resource_count_is("AWS::EC2::NatGateway", 1)
    routes = single_nat.find_resources(
        "AWS::EC2::Route", {"Properties": {"NatGatewayId": assertions.Match.any_value()}}
    )

    assert sorted(name[:26] for name in routes) == [
        "NetworkVpcprivateSubnet1De",
        "NetworkVpcprivateSubnet2De",
    ]


def test_without_nat_only_the_public_tier_has_a_way_out(without_nat: assertions.Template) -> None:
    without_nat.resource_count_is("AWS::EC2::NatGateway", 0)
    routes = without_nat.find_resources("AWS::EC2::Route")

    assert routes
    assert all("publicSubnet" in name for name in routes)


def test_without_nat_a_fargate_task_reaches_what_it_needs_to_start(without_nat: assertions.Template) -> None:
    names = [
        endpoint["Properties"]["ServiceName"]
        for endpoint in without_nat.find_resources(
            "AWS::EC2::VPCEndpoint", {"Properties": {"VpcEndpointType": "Interface"}}
        ).values()
    ]

    assert sorted(names) == [
        f"com.amazonaws.eu-west-1.{name}"
        for name in ("codedeploy", "ec2", "ecr.api", "ecr.dkr", "logs", "xray")
    ]


def test_endpoints_answer_the_network_only(without_nat: assertions.Template) -> None:
    without_nat.has_resource_properties(
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": "Endpoints of AWS services",
            "SecurityGroupIngress": [
                assertions.Match.object_like({"CidrIp": "10.0.0.0/16", "FromPort": 443, "ToPort": 443})
            ],
        },
    )


def test_with_nat_no_endpoint_costs_by_the_hour(single_nat: assertions.Template) -> None:
    endpoints = single_nat.find_resources("AWS::EC2::VPCEndpoint").values()

    assert {endpoint["Properties"]["VpcEndpointType"] for endpoint in endpoints} == {"Gateway"}
    assert len(endpoints) == 2


def test_endpoints_can_be_chosen(synthesise: Make) -> None:
    template = synthesise(
        nat=NatMode.SINGLE, interface_endpoints=[ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER]
    )

    template.has_resource_properties(
        "AWS::EC2::VPCEndpoint",
        {"ServiceName": "com.amazonaws.eu-west-1.secretsmanager", "PrivateDnsEnabled": True},
    )


def test_all_traffic_is_logged_encrypted_and_not_for_ever(single_nat: assertions.Template) -> None:
    single_nat.has_resource_properties(
        "AWS::EC2::FlowLog",
        {"TrafficType": "ALL", "LogDestinationType": "cloud-watch-logs", "ResourceType": "VPC"},
    )
    single_nat.has_resource(
        "AWS::Logs::LogGroup",
        {
            "Properties": {"KmsKeyId": assertions.Match.any_value(), "RetentionInDays": 90},
            "DeletionPolicy": "Retain",
        },
    )


def test_the_default_security_group_lets_nothing_through(single_nat: assertions.Template) -> None:
    single_nat.resource_count_is("Custom::VpcRestrictDefaultSG", 1)


def test_nothing_gets_a_public_address_by_itself(single_nat: assertions.Template) -> None:
    single_nat.all_resources_properties(
        "AWS::EC2::Subnet", {"MapPublicIpOnLaunch": assertions.Match.not_(True)}
    )


def test_a_network_in_use_cannot_be_deleted(
    make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]
) -> None:
    owner = make_stack()
    network = Network(
        owner, "Network", cidr="10.0.0.0/16", availability_zones=ZONES[:2], log_key=LogKey(owner, "LogKey")
    )
    user = make_stack_beside(owner)
    subnet = network.vpc.select_subnets(subnet_group_name="private").subnet_ids[0]
    cdk.CfnOutput(user, "Used", value=f"{network.vpc.vpc_id} {subnet}")

    text = str(assertions.Template.from_stack(user).to_json())

    assert text.count("Fn::ImportValue") == 2
    assert "Fn::GetStackOutput" not in text


@pytest.mark.parametrize("zones", [ZONES[:1], (*ZONES, "eu-west-1e")])
def test_too_few_and_too_many_zones_are_refused(
    make_stack: Callable[[], cdk.Stack], zones: tuple[str, ...]
) -> None:
    stack = make_stack()
    key = LogKey(stack, "LogKey")

    with pytest.raises(ValueError, match=rf"2 to 4 availability zones, not {len(zones)}: eu-west-1a"):
        Network(stack, "Network", cidr="10.0.0.0/16", availability_zones=zones, log_key=key)


@pytest.mark.parametrize(
    "cidr", ["10.0.0.0", "10.0.0.0/15", "10.0.0.0/23", "10.0.0.1/16", "fd00::/16", "ten", ""]
)
def test_a_range_that_holds_no_network_is_refused(cidr: str) -> None:
    with pytest.raises(ValueError, match="A network's range should be"):
        AddressPlan(cidr)


@given(st.integers(16, 22))
def test_four_zones_fit_and_each_tier_suits_what_stands_in_it(prefix: int) -> None:
    cidr = IPv4Network(f"10.0.0.0/{prefix}")
    plan = AddressPlan(str(cidr))
    zone = 2 ** (32 - plan.private_prefix) + 2 * 2 ** (32 - plan.edge_prefix)

    assert 4 * zone <= cidr.num_addresses
    assert plan.edge_prefix <= 27  # a load balancer's smallest subnet
