"""A journey that is tried every few minutes."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import CanaryBucket, Journey, JourneyCanary, LogKey
from goldenpath.observability import Severity
from tests import support
from tests.constructs.runtimes.conftest import describe

CODE = support.ROOT / "docker" / "canaries"


def journey(**values: Any) -> Journey:
    known: dict[str, Any] = {"name": "browse", "code": CODE, "handler": "canary.handler"}
    return Journey(**(known | values))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> assertions.Template:
    stage = cdk.Stage(support.app(tmp_path_factory.mktemp("cdk.out")), "dev")
    stack = cdk.Stack(stage, "Storefront", env=cdk.Environment(account="111111111111", region="eu-west-1"))
    JourneyCanary(
        stack,
        "Browse",
        spec=describe(),
        journey=journey(environment={"JOURNEY": "browse"}, every=timedelta(minutes=10)),
        bucket=CanaryBucket(stack, "Seen"),
        log_key=LogKey(stack, "LogKey"),
        acting=actions.SnsAction(sns.Topic(stack, "OnCall")),
    )
    return assertions.Template.from_stack(stack)


def only(template: assertions.Template, kind: str) -> dict[str, Any]:
    (found,) = template.find_resources(kind).values()
    return dict(found["Properties"])


def test_the_journey_is_tried_as_often_as_said(template: assertions.Template) -> None:
    canary = only(template, "AWS::Synthetics::Canary")

    assert canary["Name"] == "dev-checkout-browse"
    assert canary["Schedule"]["Expression"] == "rate(10 minutes)"
    assert canary["RunConfig"] == {"EnvironmentVariables": {"JOURNEY": "browse"}, "TimeoutInSeconds": 60}
    assert canary["Code"]["Handler"] == "canary.handler"
    assert canary["RuntimeVersion"].startswith("syn-python-")
    assert canary["StartCanaryAfterCreation"] is True


def test_two_failures_of_three_are_told_and_so_is_silence(template: assertions.Template) -> None:
    alarm = only(template, "AWS::CloudWatch::Alarm")

    assert (alarm["Namespace"], alarm["MetricName"]) == ("CloudWatchSynthetics", "SuccessPercent")
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (100, "LessThanThreshold")
    assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"], alarm["Period"]) == (2, 3, 600)
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["AlarmActions"] == alarm["OKActions"] != []
    assert f"Severity: {Severity.PAGE}. Owner: team-orders." in alarm["AlarmDescription"]
    canary = next(iter(template.find_resources("AWS::Synthetics::Canary")))
    assert alarm["Dimensions"] == [{"Name": "CanaryName", "Value": {"Ref": canary}}]


def test_what_it_saw_is_encrypted_reached_by_tls_and_forgotten(template: assertions.Template) -> None:
    bucket = only(template, "AWS::S3::Bucket")

    assert bucket["BucketEncryption"]
    assert bucket["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == 31
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert "aws:SecureTransport" in json.dumps(only(template, "AWS::S3::BucketPolicy"))


def test_its_log_takes_the_key_and_an_end_since_the_canary_may_not_make_it(
    template: assertions.Template,
) -> None:
    group = only(template, "AWS::Logs::LogGroup")
    canary = next(iter(template.find_resources("AWS::Synthetics::Canary")))

    assert group["LogGroupName"] == {
        "Fn::Join": ["", ["/aws/lambda/cwsyn-dev-checkout-browse-", {"Fn::GetAtt": [canary, "Id"]}]]
    }
    assert group["RetentionInDays"] == 30
    assert "LogKey" in json.dumps(group["KmsKeyId"])
    assert "CreateLogGroup" not in json.dumps(only(template, "AWS::IAM::Role"))


def test_it_may_write_down_what_it_saw_and_nothing_else(template: assertions.Template) -> None:
    role = only(template, "AWS::IAM::Role")
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    everywhere = {each["Action"] for each in statements if each["Resource"] == "*"}

    assert "ManagedPolicyArns" not in role
    assert everywhere == {"s3:ListAllMyBuckets", "cloudwatch:PutMetricData"}
    assert [each["Condition"] for each in statements if "Condition" in each] == [
        {"StringEquals": {"cloudwatch:namespace": "CloudWatchSynthetics"}}
    ]
    writes = [each["Resource"] for each in statements if each["Action"] == "s3:PutObject"]
    assert "/dev-checkout-browse/*" in json.dumps(writes)
    template.resource_count_is("AWS::IAM::Policy", 0)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="The journey Put Order cannot be tried:") as refused:
        journey(name="Put Order", handler="handler", every=timedelta(hours=2), timeout=timedelta(seconds=1))
    lines = str(refused.value).splitlines()[1:]
    assert [line.strip().partition(":")[0] for line in lines] == ["name", "every", "timeout", "handler"]
    assert "1 to 60, not 120 min" in lines[1]


@given(
    minutes=st.integers(1, 60),
    seconds=st.integers(3, 840),
)
def test_a_try_is_over_before_the_next_one_begins(minutes: int, seconds: int) -> None:
    every, timeout = timedelta(minutes=minutes), timedelta(seconds=seconds)
    if timeout < every:
        assert journey(every=every, timeout=timeout).timeout == timeout
        return
    with pytest.raises(ValueError, match="timeout: a whole number of seconds, 3 to 840, and less than"):
        journey(every=every, timeout=timeout)


def test_its_code_needs_nothing_but_python() -> None:
    imported = {
        line.split()[1].partition(".")[0]
        for path in Path(CODE / "python").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported - {"shop_canary", "aws_synthetics"} <= set(sys.stdlib_module_names)
