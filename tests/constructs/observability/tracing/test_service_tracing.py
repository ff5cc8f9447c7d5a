"""The traces of one service: which they are, how many, and who is told of their faults."""

import json
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_sns as sns

from goldenpath import ServiceTracing
from goldenpath.observability import trace_environment
from tests import support
from tests.constructs.runtimes.conftest import describe


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> cdk.Stack:
    stage = cdk.Stage(support.app(tmp_path_factory.mktemp("cdk.out")), "dev")
    stack = cdk.Stack(stage, "Checkout", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    topic = sns.Topic(stack, "Board")
    ServiceTracing(stack, "Tracing", spec=describe(), topic=topic)
    ServiceTracing(stack, "Long", spec=describe(name="a-service-with-a-very-long-name"), topic=topic)
    return stack


@pytest.fixture(scope="module")
def template(stack: cdk.Stack) -> assertions.Template:
    return assertions.Template.from_stack(stack)


def only(template: assertions.Template, kind: str, begin: str) -> dict[str, Any]:
    found = template.find_resources(kind)
    (properties,) = [each["Properties"] for name, each in found.items() if name.startswith(begin)]
    return dict(properties)


def test_the_group_holds_the_services_traces_in_the_account(template: assertions.Template) -> None:
    group = only(template, "AWS::XRay::Group", "Tracing")

    assert group["GroupName"] == "dev-checkout"
    assert group["FilterExpression"] == {
        "Fn::Join": [
            "",
            ['service(id(name: "checkout", account.id: "', {"Ref": "AWS::AccountId"}, '"))'],
        ]
    }
    assert group["InsightsConfiguration"] == {"InsightsEnabled": True, "NotificationsEnabled": True}


def test_people_are_told_of_its_insights_and_of_no_other_groups(template: assertions.Template) -> None:
    rule = only(template, "AWS::Events::Rule", "Tracing")

    assert rule["EventPattern"] == {
        "source": ["aws.xray"],
        "detail-type": ["AWS X-Ray Insight Update"],
        "detail": {"GroupName": ["dev-checkout"]},
    }
    said = rule["Targets"][0]["InputTransformer"]["InputTemplate"]
    assert "Runbook: https://runbooks.example.com/checkout" in said
    template.has_resource_properties(
        "AWS::SNS::TopicPolicy",
        {
            "PolicyDocument": {
                "Statement": assertions.Match.array_with(
                    [
                        assertions.Match.object_like(
                            {"Action": "sns:Publish", "Principal": {"Service": "events.amazonaws.com"}}
                        )
                    ]
                )
            }
        },
    )


def test_the_rule_records_as_many_as_the_variables_do(
    stack: cdk.Stack, template: assertions.Template
) -> None:
    rule = only(template, "AWS::XRay::SamplingRule", "Tracing")["SamplingRule"]

    assert rule["ServiceName"] == "checkout"
    assert (rule["Priority"], rule["ReservoirSize"]) == (1000, 1)
    variables = trace_environment(stack, "checkout", version="3f2a")
    assert rule["FixedRate"] == float(variables["OTEL_TRACES_SAMPLER_ARG"])


def test_names_that_x_ray_would_refuse_are_shortened(template: assertions.Template) -> None:
    group = only(template, "AWS::XRay::Group", "Long")["GroupName"]
    rule = only(template, "AWS::XRay::SamplingRule", "Long")["SamplingRule"]["RuleName"]

    assert group == rule
    assert len(group) <= 32
    assert group in json.dumps(only(template, "AWS::Events::Rule", "Long"))


def test_outside_of_an_environment_the_service_alone_names_it(tmp_path: Path) -> None:
    alone = cdk.Stack(support.app(tmp_path), "Alone")
    tracing = ServiceTracing(alone, "Tracing", spec=describe(), topic=sns.Topic(alone, "Board"))

    assert tracing.group.group_name == "checkout"
