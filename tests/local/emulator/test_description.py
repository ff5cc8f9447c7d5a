"""What a recorded resource is said to be: the same for the same, and in AWS's forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.emulator.description import Description, describe, is_replaced
from local.emulator.place import Place
from local.emulator.validation import problems

if TYPE_CHECKING:
    from local.emulator.catalog import ResourceSchema, SchemaCatalog

HERE = Place(account="111122223333", region="eu-west-1", stack="Shop", logical_id="Thing")
ACCOUNT = r"eu-west-1:111122223333"
ROLE = "arn:aws:iam::111122223333:role/r"
TARGET = "service/main/shop|ecs:service:DesiredCount|ecs"


def schema_of(catalog: SchemaCatalog, kind: str) -> ResourceSchema:
    schema = catalog.find(kind, "eu-west-1")
    assert schema is not None
    return schema


def described(catalog: SchemaCatalog, kind: str, **properties: Any) -> Description:
    return describe(schema_of(catalog, kind), properties, HERE)


@pytest.mark.parametrize(
    ("kind", "properties", "pattern"),
    [
        ("AWS::EC2::EIP", {}, r"198\.51\.100\.\d+"),
        ("AWS::EC2::NatGateway", {"SubnetId": "subnet-1"}, r"nat-[0-9a-f]{17}"),
        ("AWS::EC2::SecurityGroupIngress", {"IpProtocol": "tcp"}, r"sgr-[0-9a-f]{17}"),
        ("AWS::EC2::NetworkAcl", {"VpcId": "vpc-1"}, r"acl-[0-9a-f]{17}"),
        ("AWS::CodePipeline::Pipeline", {"Name": "ship"}, r"ship"),
        ("AWS::CodePipeline::Pipeline", {}, r"Shop-Thing-[0-9A-Z]{12}"),
        ("AWS::CodeDeploy::DeploymentGroup", {"ApplicationName": "a", "DeploymentGroupName": "g"}, r"g"),
        ("AWS::EKS::Addon", {"ClusterName": "c", "AddonName": "a"}, r"c\|a"),
        (
            "AWS::ApplicationSignals::ServiceLevelObjective",
            {"Name": "s"},
            rf"arn:aws:application-signals:{ACCOUNT}:slo/s",
        ),
        (
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            {"PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "ScalingTargetId": TARGET},
            rf"arn:aws:autoscaling:{ACCOUNT}:scalingPolicy:[0-9a-f-]{{36}}:resource/ecs/service/main/shop:policyName/cpu",
        ),
    ],
)  # fmt: skip
def test_a_physical_id_has_its_services_form(
    catalog: SchemaCatalog, kind: str, properties: dict[str, Any], pattern: str
) -> None:
    assert re.fullmatch(pattern, described(catalog, kind, **properties).physical_id)


def test_nested_attributes_go_by_dotted_names(catalog: SchemaCatalog) -> None:
    found = described(catalog, "AWS::RDS::DBInstance", Engine="postgres").attributes
    assert found["Endpoint.Address"].endswith(".eu-west-1.amazonaws.com")
    assert found["Endpoint"]["Address"] == found["Endpoint.Address"]
    assert "MasterUserSecret.SecretArn" not in found  # only where the template asks for that secret


def test_an_address_is_identified_by_two_values_and_referred_to_by_one(catalog: SchemaCatalog) -> None:
    found = described(catalog, "AWS::EC2::EIP", Domain="vpc")
    assert found.identifier == f"{found.attributes['PublicIp']}|{found.attributes['AllocationId']}"
    assert found.physical_id == found.attributes["PublicIp"]


def test_a_service_url_has_no_scheme_where_aws_gives_none(catalog: SchemaCatalog) -> None:
    found = described(catalog, "AWS::AppRunner::Service", ServiceName="shop").attributes
    assert re.fullmatch(r"\w{10}\.eu-west-1\.awsapprunner\.com", found["ServiceUrl"])
    assert re.fullmatch(rf"arn:aws:apprunner:{ACCOUNT}:service/shop/\w{{32}}", found["ServiceArn"])


@pytest.mark.parametrize(
    "kind",
    [
        "AWS::AppRunner::AutoScalingConfiguration",
        "AWS::AppRunner::ObservabilityConfiguration",
        "AWS::AppRunner::Service",
        "AWS::AppRunner::VpcConnector",
        "AWS::AppRunner::VpcIngressConnection",
        "AWS::ECS::ExpressGatewayService",
        "AWS::EKS::AccessEntry",
        "AWS::EKS::Addon",
        "AWS::EKS::PodIdentityAssociation",
    ],
)
def test_every_attribute_of_a_runtime_is_there(catalog: SchemaCatalog, kind: str) -> None:
    attributes = described(catalog, kind, ServiceName="shop").attributes
    for path in schema_of(catalog, kind).read_only:
        assert attributes[path.replace("/", ".")] is not None, path


def test_express_mode_tells_the_arns_of_what_it_makes(catalog: SchemaCatalog) -> None:
    found = described(catalog, "AWS::ECS::ExpressGatewayService", ServiceName="shop").attributes
    path = "ECSManagedResourceArns.IngressPath"
    balancing = f"arn:aws:elasticloadbalancing:{ACCOUNT}"

    assert re.fullmatch(rf"{balancing}:loadbalancer/app/[\w-]+/\w{{16}}", found[f"{path}.LoadBalancerArn"])
    assert len(set(found[f"{path}.TargetGroupArns"])) == 2
    for arn in found[f"{path}.TargetGroupArns"]:
        assert re.fullmatch(rf"{balancing}:targetgroup/[\w-]+/\w{{16}}", arn)
    assert found[f"{path}.CertificateArn"].startswith(f"arn:aws:acm:{ACCOUNT}:certificate/")
    (group,) = found[f"{path}.LoadBalancerSecurityGroups"]
    assert re.fullmatch(rf"arn:aws:ec2:{ACCOUNT}:security-group/sg-\w{{17}}", group)
    (logs,) = found["ECSManagedResourceArns.LogGroups"]
    assert logs.startswith(f"arn:aws:logs:{ACCOUNT}:log-group:/aws/ecs/")


def test_every_missing_type_can_be_described(catalog: SchemaCatalog) -> None:
    kinds = [
        "AWS::CodeCommit::Repository", "AWS::CodeDeploy::Application", "AWS::CloudTrail::Trail",
        "AWS::CloudWatch::CompositeAlarm", "AWS::EKS::AccessEntry", "AWS::EKS::PodIdentityAssociation",
        "AWS::ECS::ClusterCapacityProviderAssociations", "AWS::ECS::ExpressGatewayService",
        "AWS::Synthetics::Canary", "AWS::Budgets::Budget", "AWS::XRay::TransactionSearchConfig",
        "AWS::Chatbot::SlackChannelConfiguration", "AWS::Config::ConfigRule", "AWS::AppConfig::Extension",
        "AWS::Logs::QueryDefinition", "AWS::CodeArtifact::Repository", "AWS::WAFv2::WebACLAssociation",
    ]  # fmt: skip
    for kind in kinds:
        schema = schema_of(catalog, kind)
        found = describe(schema, {}, HERE)
        assert found.physical_id
        for path in schema.read_only:
            if "/" not in path:
                assert found.attributes[path] is not None, (kind, path)


@pytest.mark.parametrize(
    "kind", ["AWS::EC2::FlowLog", "AWS::CodePipeline::Pipeline", "AWS::Synthetics::Canary"]
)
def test_what_is_derived_fits_its_own_schema(catalog: SchemaCatalog, kind: str) -> None:
    schema = schema_of(catalog, kind)
    attributes = describe(schema, {}, HERE).attributes
    derived = {path: attributes[path] for path in schema.read_only if "/" not in path}
    wrong = {problem.path: problem.rule for problem in problems(schema, derived) if problem.path != "#/"}
    assert {path: rule for path, rule in wrong.items() if path.split("/")[1] in derived} == {
        f"#/{path}": "is read-only" for path in derived
    }


WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,30}", fullmatch=True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stack=WORDS, logical_id=WORDS, other=WORDS)
def test_the_same_place_gives_the_same_and_another_place_another(
    catalog: SchemaCatalog, stack: str, logical_id: str, other: str
) -> None:
    schema = schema_of(catalog, "AWS::EC2::NatGateway")

    def gateway(place: Place) -> str:
        return describe(schema, {}, place).physical_id

    here = Place(account="1" * 12, region="eu-west-1", stack=stack, logical_id=logical_id)
    again = Place(account="1" * 12, region="eu-west-1", stack=stack, logical_id=logical_id)
    replaced = Place(account="1" * 12, region="eu-west-1", stack=stack, logical_id=logical_id, seed=other)
    assert gateway(here) == gateway(again)
    assert gateway(here) != gateway(replaced)


@given(stack=WORDS, logical_id=WORDS, length=st.integers(min_value=13, max_value=255))
def test_a_made_up_name_keeps_its_suffix_within_its_length(stack: str, logical_id: str, length: int) -> None:
    place = Place(account="1" * 12, region="eu-west-1", stack=stack, logical_id=logical_id)
    name = place.name(length)
    assert len(name) <= length
    assert name.endswith(place.name(12))


def test_a_change_replaces_where_the_schema_says_so(catalog: SchemaCatalog) -> None:
    schema = schema_of(catalog, "AWS::EC2::FlowLog")
    assert is_replaced(schema, {"TrafficType": "ALL"}, {"TrafficType": "REJECT"})
    assert not is_replaced(schema, {"Tags": []}, {"Tags": [{"Key": "a", "Value": "b"}]})
