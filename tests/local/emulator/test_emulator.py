"""The emulator with its extensions, driven as the CDK drives AWS."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.local.emulator.driver import PYTHON, ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local.emulator.driver import Emulator

pytestmark = pytest.mark.xdist_group("emulator-extensions")

ADDRESS: dict[str, Any] = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}
BROKEN: dict[str, Any] = {
    "Type": "AWS::SNS::Topic",
    "DependsOn": "Address",
    "Properties": {"TopicNam": "typo", "FifoTopic": "maybe"},
}
ANSWERING = """
import json, urllib.request
def handler(event, context):
    body = json.dumps({"Status": "SUCCESS", "PhysicalResourceId": "made", "Data": {"Answer": "42"}})
    request = urllib.request.Request(event["ResponseURL"], data=body.encode(), method="PUT")
    urllib.request.urlopen(request)
"""
CRASHING = """
def handler(event, context):
    raise RuntimeError("no such luck")
"""


SILENT = """
def handler(event, context):
    return "nobody was told"
"""


def flow_log(traffic: str, **tags: str) -> dict[str, Any]:
    properties = {
        "ResourceId": "vpc-00000001",
        "ResourceType": "VPC",
        "TrafficType": traffic,
        "LogDestinationType": "s3",
        "LogDestination": "arn:aws:s3:::flow-logs",
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
    }
    return {"Type": "AWS::EC2::FlowLog", "Properties": properties}


def function(code: str) -> dict[str, Any]:
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}},
    }
    properties = {
        "Code": {"ZipFile": code},
        "Handler": "index.handler",
        "Runtime": "python3.12",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
    }
    custom = {
        "Type": "Custom::Answer",
        "Properties": {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}},
    }
    return {
        "Role": role,
        "Function": {"Type": "AWS::Lambda::Function", "Properties": properties},
        "Answer": custom,
    }


def test_a_type_that_ministack_lacks_has_attributes_and_can_be_read_back(emulator: Emulator) -> None:
    gateway = {
        "Type": "AWS::EC2::NatGateway",
        "Properties": {
            "SubnetId": "subnet-00000001",
            "AllocationId": {"Fn::GetAtt": ["Address", "AllocationId"]},
        },
    }
    outputs = {"Ip": {"Ref": "Address"}, "Gateway": {"Ref": "Gateway"}}

    assert emulator.create("recorded", {"Address": ADDRESS, "Gateway": gateway}, outputs) == "CREATE_COMPLETE"

    found = emulator.outputs("recorded")
    assert found["Ip"].startswith("198.51.100.")
    read = emulator.client("cloudcontrol").get_resource(
        TypeName="AWS::EC2::NatGateway", Identifier=found["Gateway"]
    )
    state = json.loads(read["ResourceDescription"]["Properties"])
    assert state["NatGatewayId"].startswith("nat-")
    assert state["AllocationId"].startswith("eipalloc-")
    assert [(line["logical_id"], line["action"], line["how"]) for line in emulator.lines("recorded")] == [
        ("Address", "create", "recorded"),
        ("Gateway", "create", "recorded"),
    ]

    emulator.delete("recorded")
    assert emulator.recorded("AWS::EC2::NatGateway") == {}
    assert emulator.recorded("AWS::EC2::EIP") == {}
    assert [line["action"] for line in emulator.lines("recorded")] == ["create", "create", "delete", "delete"]


def test_wrong_properties_fail_together_and_roll_back(emulator: Emulator) -> None:
    assert emulator.create("wrong", {"Address": ADDRESS, "Broken": BROKEN}) == "ROLLBACK_COMPLETE"

    reasons = emulator.reasons("wrong", "Broken")
    assert "resource Broken (AWS::SNS::Topic)" in reasons
    assert '#/TopicNam: "typo" is not a property here; allowed: ' in reasons
    assert '#/FifoTopic: "maybe" must be of type boolean' in reasons
    assert emulator.recorded("AWS::EC2::EIP") == {}
    assert [line["action"] for line in emulator.lines("wrong")] == ["create", "delete"]


def test_a_type_without_a_schema_is_refused_before_anything_is_made(emulator: Emulator) -> None:
    with pytest.raises(ClientError, match=r"Unrecognized resource types: \[AWS::EC2::Teapot\]"):
        emulator.create("unknown", {"Address": ADDRESS, "Teapot": {"Type": "AWS::EC2::Teapot"}})
    assert emulator.lines("unknown") == []


def test_an_update_changes_in_place_or_replaces_as_the_schema_says(emulator: Emulator) -> None:
    emulator.create("changing", {"Log": flow_log("ALL")})
    first = emulator.physical_id("changing", "Log")

    assert emulator.update("changing", {"Log": flow_log("ALL", Owner="us")}) == "UPDATE_COMPLETE"
    assert emulator.physical_id("changing", "Log") == first
    assert emulator.recorded("AWS::EC2::FlowLog")[first]["Tags"] == [{"Key": "Owner", "Value": "us"}]

    assert emulator.update("changing", {"Log": flow_log("REJECT")}) == "UPDATE_COMPLETE"
    second = emulator.physical_id("changing", "Log")
    assert second != first
    assert set(emulator.recorded("AWS::EC2::FlowLog")) == {second}

    emulator.delete("changing")
    assert emulator.recorded("AWS::EC2::FlowLog") == {}


def test_a_failed_update_leaves_the_old_resource_and_the_ledger_says_so(emulator: Emulator) -> None:
    emulator.create("returning", {"Address": flow_log("ALL")})
    first = emulator.physical_id("returning", "Address")

    broken = {"Address": flow_log("REJECT"), "Broken": BROKEN}
    assert emulator.update("returning", broken) == "UPDATE_ROLLBACK_COMPLETE"

    assert set(emulator.recorded("AWS::EC2::FlowLog")) == {first}
    assert emulator.lines("returning")[-1]["physical_id"] == first
    assert emulator.lines("returning")[-1]["action"] == "update"
    emulator.delete("returning")


def test_a_name_that_the_template_gives_cannot_be_replaced(emulator: Emulator) -> None:
    def trail(name: str, tag: str) -> dict[str, Any]:
        properties = {"ApplicationName": name, "ComputePlatform": tag}
        return {"Trail": {"Type": "AWS::CodeDeploy::Application", "Properties": properties}}

    emulator.create("named", trail("shop", "ECS"))
    assert emulator.update("named", trail("shop", "Server")) == "UPDATE_ROLLBACK_COMPLETE"
    assert "Rename shop and update the stack again" in emulator.reasons("named", "Trail")
    emulator.delete("named")


def test_drift_sees_a_change_by_hand_on_an_emulated_and_on_a_recorded_resource(emulator: Emulator) -> None:
    cloudformation = emulator.client("cloudformation")
    parameter = {
        "Type": "AWS::SSM::Parameter",
        "Properties": {"Name": "/drift", "Type": "String", "Value": "1"},
    }
    canary = {
        "Type": "AWS::Synthetics::Canary",
        "Properties": {
            "Name": "shop",
            "ArtifactS3Location": "s3://artifacts",
            "ExecutionRoleArn": "arn:aws:iam::000000000000:role/canary",
            "RuntimeVersion": "syn-nodejs-puppeteer-9.1",
            "Schedule": {"Expression": "rate(5 minutes)"},
            "Code": {"Handler": "index.handler", "Script": "x"},
        },
    }
    resources = {"Parameter": parameter, "Log": flow_log("ALL"), "Address": ADDRESS, "Canary": canary}
    assert emulator.create("drifting", resources) == "CREATE_COMPLETE"

    emulator.client("ssm").put_parameter(Name="/drift", Value="2", Overwrite=True)
    emulator.client("cloudcontrol").update_resource(
        TypeName="AWS::EC2::FlowLog",
        Identifier=emulator.physical_id("drifting", "Log"),
        PatchDocument='[{"op": "replace", "path": "/TrafficType", "value": "REJECT"}]',
    )
    cloudformation.detect_stack_drift(StackName="drifting")
    drifts = cloudformation.describe_stack_resource_drifts(StackName="drifting")["StackResourceDrifts"]

    found = {drift["LogicalResourceId"]: drift["StackResourceDriftStatus"] for drift in drifts}
    assert found == {"Parameter": "MODIFIED", "Log": "MODIFIED", "Address": "IN_SYNC", "Canary": "IN_SYNC"}
    emulator.delete("drifting")


def test_a_vpc_answers_with_all_its_attributes(emulator: Emulator) -> None:
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}}
    names = ["CidrBlock", "DefaultSecurityGroup", "DefaultNetworkAcl", "VpcId"]
    outputs: dict[str, Any] = {name: {"Fn::GetAtt": ["Vpc", name]} for name in names}
    outputs["Association"] = {"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "CidrBlockAssociations"]}]}

    assert emulator.create("network", {"Vpc": vpc}, outputs) == "CREATE_COMPLETE"

    found = emulator.outputs("network")
    assert found["CidrBlock"] == "10.9.0.0/16"
    assert found["Association"].startswith("vpc-cidr-assoc-")
    groups = emulator.client("ec2").describe_security_groups(GroupIds=[found["DefaultSecurityGroup"]])
    assert groups["SecurityGroups"][0]["VpcId"] == found["VpcId"]
    emulator.delete("network")


def test_a_rule_of_its_own_stands_on_its_security_group(emulator: Emulator) -> None:
    def resources(port: int) -> dict[str, Any]:
        rule = {
            "GroupId": {"Fn::GetAtt": ["Group", "GroupId"]},
            "IpProtocol": "tcp",
            "FromPort": port,
            "ToPort": port,
            "CidrIp": "10.0.0.0/8",
        }
        group = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "shop"}}
        return {"Group": group, "Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": rule}}

    def ports() -> list[int]:
        found = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
        return [rule["FromPort"] for rule in found]

    ec2, cloudformation = emulator.client("ec2"), emulator.client("cloudformation")
    assert emulator.create("rules", resources(80)) == "CREATE_COMPLETE"
    group, first = emulator.physical_id("rules", "Group"), emulator.physical_id("rules", "Rule")
    assert ports() == [80]
    rules = ec2.describe_security_group_rules(SecurityGroupRuleIds=[first])["SecurityGroupRules"]
    assert rules[0]["CidrIpv4"] == "10.0.0.0/8"

    assert emulator.update("rules", resources(443)) == "UPDATE_COMPLETE"
    assert ports() == [443]
    assert [line["how"] for line in emulator.lines("rules")] == ["emulated"] * 4

    twice = {**resources(443), "Again": {**resources(443)["Rule"], "DependsOn": "Rule"}}
    assert emulator.update("rules", twice) == "UPDATE_ROLLBACK_COMPLETE"
    assert "has this rule already" in emulator.reasons("rules", "Again")
    assert ports() == [443]

    ec2.revoke_security_group_ingress(
        GroupId=group, SecurityGroupRuleIds=[emulator.physical_id("rules", "Rule")]
    )
    cloudformation.detect_stack_drift(StackName="rules")
    drifts = cloudformation.describe_stack_resource_drifts(StackName="rules")["StackResourceDrifts"]
    assert {drift["LogicalResourceId"]: drift["StackResourceDriftStatus"] for drift in drifts} == {
        "Rule": "DELETED"
    }
    emulator.delete("rules")


def test_an_image_that_is_not_there_is_not_found(emulator: Emulator) -> None:
    registry = emulator.client("ecr")
    registry.create_repository(repositoryName="shop")
    assert registry.describe_images(repositoryName="shop")["imageDetails"] == []
    with pytest.raises(registry.exceptions.ImageNotFoundException, match="imageTag:'missing'"):
        registry.describe_images(repositoryName="shop", imageIds=[{"imageTag": "missing"}])
    registry.delete_repository(repositoryName="shop")


def test_a_custom_resource_runs(emulator: Emulator) -> None:
    answer = {"Fn::GetAtt": ["Answer", "Answer"]}
    assert emulator.create("custom", function(ANSWERING), {"Answer": answer}) == "CREATE_COMPLETE"
    assert emulator.outputs("custom") == {"Answer": "42"}
    how = {line["logical_id"]: line["how"] for line in emulator.lines("custom")}
    assert how == {"Role": "emulated", "Function": "run", "Answer": "run"}
    emulator.delete("custom")


def test_a_custom_resource_that_crashes_fails_at_once_with_its_reason(emulator: Emulator) -> None:
    assert emulator.create("crashing", function(CRASHING)) == "ROLLBACK_COMPLETE"
    reason = emulator.reasons("crashing", "Answer")
    assert "The function crashed before it answered" in reason
    assert "no such luck" in reason
    assert emulator.client("lambda").list_functions()["Functions"] == []


def test_a_custom_resource_that_never_answers_fails_when_its_time_is_up(emulator: Emulator) -> None:
    resources = function(SILENT)
    resources["Answer"]["Properties"]["ServiceTimeout"] = "1"
    assert emulator.create("silent", resources) == "ROLLBACK_COMPLETE"
    assert "no response within 120 s (the local bound, or a shorter" in emulator.reasons("silent", "Answer")


def test_the_same_name_cannot_be_taken_twice(emulator: Emulator) -> None:
    application = {"Type": "AWS::CodeDeploy::Application", "Properties": {"ApplicationName": "one"}}
    emulator.create("first", {"Application": application})
    assert emulator.create("second", {"Application": application}) == "ROLLBACK_COMPLETE"
    assert "one already exists" in emulator.reasons("second", "Application")
    assert set(emulator.recorded("AWS::CodeDeploy::Application")) == {"one"}
    emulator.delete("first")


def test_conditions_may_join_and_know_the_region(emulator: Emulator) -> None:
    template = {
        "Parameters": {"Names": {"Type": "CommaDelimitedList", "Default": ""}},
        "Conditions": {
            "HasNames": {"Fn::Not": [{"Fn::Equals": ["", {"Fn::Join": ["", {"Ref": "Names"}]}]}]},
            "IsHere": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]},
        },
        "Resources": {
            "Named": {**ADDRESS, "Condition": "HasNames"},
            "Here": {**ADDRESS, "Condition": "IsHere"},
        },
    }
    emulator.client("cloudformation").create_stack(StackName="if", TemplateBody=json.dumps(template))
    assert emulator.settled("if") == "CREATE_COMPLETE"
    assert [line["logical_id"] for line in emulator.lines("if")] == ["Here"]
    emulator.delete("if")


def test_a_taken_port_ends_the_start_with_one_sentence(emulator: Emulator, tmp_path: Path) -> None:
    port = int(emulator.url.rsplit(":", 1)[1])
    started = subprocess.run(
        [PYTHON, "-m", "local.emulator"],
        cwd=ROOT,
        env=environment(port, tmp_path),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert started.returncode == 1
    assert started.stderr == f"The local AWS cannot listen on 127.0.0.1:{port}: Address already in use.\n"
