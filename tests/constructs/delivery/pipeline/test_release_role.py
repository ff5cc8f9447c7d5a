"""What lets a pipeline release in another account."""

import json
from pathlib import Path

import aws_cdk as cdk
from aws_cdk.assertions import Template

from goldenpath import ReleaseRole
from tests.support import app


def test_it_may_release_the_named_services_and_nothing_else(tmp_path: Path) -> None:
    place = cdk.Environment(account="222222222222", region="eu-west-1")
    stack = cdk.Stack(app(tmp_path), "Access", env=place)
    ReleaseRole(stack, "Release", environment="dev", services=["checkout"], pipeline_account="111111111111")
    (role,) = Template.from_stack(stack).find_resources("AWS::IAM::Role").values()
    properties = role["Properties"]
    trusted = json.dumps(properties["AssumeRolePolicyDocument"])
    statements = properties["Policies"][0]["PolicyDocument"]["Statement"]
    deploying = json.dumps([each for each in statements if "codedeploy" in json.dumps(each["Action"])])

    assert properties["RoleName"] == "goldenpath-release-dev-eu-west-1"
    assert ":iam::111111111111:root" in trusted
    assert "application:dev-checkout" in deploying
    assert "deploymentgroup:dev-checkout/dev-checkout" in deploying
    (passing,) = [each for each in statements if each["Action"] == "iam:PassRole"]
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
