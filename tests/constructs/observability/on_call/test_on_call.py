"""The way from alarms to people, as it is synthesised."""

import json
from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk.assertions import Match, Template

from goldenpath import AlarmNotice, LogKey, OnCall, OnCallTargets, OwnedAlarm
from goldenpath.observability import HttpsEndpoint, Severity, SlackChannel, TeamsChannel

SLACK = SlackChannel(workspace="T0123ABCD", channel="C0123ABCD")
TEAMS = TeamsChannel(
    tenant="a3f1c2d4-0000-4000-8000-123456789abc",
    team="b4e2d3c5-0000-4000-8000-123456789abc",
    channel="19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
)


@pytest.fixture(scope="module")
def stack(make_stack: Callable[[], cdk.Stack]) -> cdk.Stack:
    stack = make_stack()
    function = lambda_.Function.from_function_arn(
        stack, "Function", "arn:aws:lambda:eu-west-1:111111111111:function:siren"
    )
    on_call = OnCall(
        stack,
        "OnCall",
        owner="team-platform",
        runbook="https://runbooks.example.com/on-call",
        targets={
            Severity.PAGE: OnCallTargets(
                email=["on-call@example.com"],
                https=[HttpsEndpoint(address_in="on-call/pagerduty", field="url")],
                slack=[SLACK],
                teams=[TEAMS],
                functions=[function],
            ),
            Severity.TICKET: OnCallTargets(slack=[SLACK]),
        },
        log_key=LogKey(stack, "LogKey"),
        log_retention=logs.RetentionDays.ONE_MONTH,
    )
    OwnedAlarm(
        stack,
        "Waiting",
        metric=cloudwatch.Metric(namespace="Shop", metric_name="OrdersWaiting"),
        threshold=100,
        evaluation_periods=1,
        notice=AlarmNotice(
            meaning="Orders wait",
            severity=Severity.TICKET,
            service="checkout",
            owner="team-orders",
            runbook="https://runbooks.example.com/checkout",
        ),
        acting=on_call.actions[Severity.TICKET],
    )
    return stack


@pytest.fixture(scope="module")
def template(stack: cdk.Stack) -> Template:
    return Template.from_stack(stack)


def named(template: Template, kind: str, part: str) -> str:
    (found,) = [name for name in template.find_resources(kind) if part in name]
    return found


def test_an_alarm_tells_the_inbox_when_it_fires_and_when_it_is_over(template: Template) -> None:
    inbox = [{"Ref": named(template, "AWS::SNS::Topic", "Inbox")}]
    template.has_resource_properties(
        "AWS::CloudWatch::Alarm",
        {"MetricName": "OrdersWaiting", "AlarmActions": inbox, "OKActions": inbox},
    )


def test_every_topic_is_encrypted_and_lets_the_accounts_alarms_in_over_tls(template: Template) -> None:
    key = {"Fn::GetAtt": [named(template, "AWS::KMS::Key", "OnCallKey"), "Arn"]}
    template.all_resources_properties("AWS::SNS::Topic", {"KmsMasterKeyId": key})
    assert len(template.find_resources("AWS::SNS::TopicPolicy")) == len(
        template.find_resources("AWS::SNS::Topic")
    )
    allowed = {
        "Action": "sns:Publish",
        "Condition": {
            "ArnLike": {"aws:SourceArn": Match.any_value()},
            "StringEquals": {"aws:SourceAccount": "111111111111"},
        },
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
    }
    denied = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    statements = Match.array_with([Match.object_like(denied), Match.object_like(allowed)])
    template.all_resources_properties("AWS::SNS::TopicPolicy", {"PolicyDocument": {"Statement": statements}})


def test_what_cannot_be_told_is_put_aside_for_a_fortnight(template: Template) -> None:
    failed = named(template, "AWS::SQS::Queue", "Failed")
    template.has_resource_properties(
        "AWS::SQS::Queue",
        {"RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": [failed, "Arn"]}, "maxReceiveCount": 10}},
    )
    template.all_resources_properties(
        "AWS::SQS::Queue", {"MessageRetentionPeriod": 1209600, "KmsMasterKeyId": Match.any_value()}
    )


def test_the_function_says_which_messages_failed(template: Template) -> None:
    template.has_resource_properties(
        "AWS::Lambda::EventSourceMapping", {"FunctionResponseTypes": ["ReportBatchItemFailures"]}
    )


def test_a_message_comes_again_only_after_its_function_ended(template: Template) -> None:
    (function,) = template.find_resources("AWS::Lambda::Function").values()
    (queue,) = [
        each for name, each in template.find_resources("AWS::SQS::Queue").items() if "InboxQueue" in name
    ]
    assert queue["Properties"]["VisibilityTimeout"] == 6 * function["Properties"]["Timeout"]


def test_it_watches_itself_past_the_function(template: Template) -> None:
    page = [named(template, "AWS::SNS::Topic", "PageTopic"), named(template, "AWS::SNS::Topic", "PageChat")]
    for metric, threshold, count in (
        ("ApproximateNumberOfMessagesVisible", 0, 2),
        ("ApproximateAgeOfOldestMessage", 300, 1),
    ):
        template.resource_properties_count_is(
            "AWS::CloudWatch::Alarm",
            {
                "MetricName": metric,
                "Threshold": threshold,
                "AlarmActions": [{"Ref": topic} for topic in page],
            },
            count,
        )


def test_an_endpoints_address_is_in_no_template(template: Template) -> None:
    template.has_resource_properties(
        "AWS::SNS::Subscription",
        {
            "Protocol": "https",
            "Endpoint": "{{resolve:secretsmanager:on-call/pagerduty:SecretString:url::}}",
            "RedrivePolicy": Match.any_value(),
            "DeliveryPolicy": {
                "healthyRetryPolicy": Match.object_like({"numRetries": 60, "maxDelayTarget": 60})
            },
        },
    )


def test_a_channel_listens_to_all_its_severities_and_may_do_nothing(template: Template) -> None:
    (slack,) = template.find_resources("AWS::Chatbot::SlackChannelConfiguration").values()
    (teams,) = template.find_resources("AWS::Chatbot::MicrosoftTeamsChannelConfiguration").values()
    page, ticket = (named(template, "AWS::SNS::Topic", f"{name}Chat") for name in ("Page", "Ticket"))

    assert slack["Properties"]["SnsTopicArns"] == [{"Ref": page}, {"Ref": ticket}]
    assert teams["Properties"]["SnsTopicArns"] == [{"Ref": page}]
    for channel in (slack, teams):
        assert "AWSDenyAll" in json.dumps(channel["Properties"]["GuardrailPolicies"])


def test_the_function_may_write_to_its_own_things_only(template: Template) -> None:
    (role,) = [
        each for name, each in template.find_resources("AWS::IAM::Role").items() if "Enrichment" in name
    ]
    (policy,) = role["Properties"]["Policies"]
    wide: list[Any] = [
        action
        for statement in policy["PolicyDocument"]["Statement"]
        if "*" in json.dumps(statement["Resource"])
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    ]
    assert sorted(wide) == [
        "cloudformation:DescribeStackResources",
        "cloudformation:DescribeStacks",
        "cloudformation:ListStackResources",
        "cloudwatch:ListTagsForResource",
        "ecs:DescribeServices",
    ]


def test_the_addresses_of_endpoints_are_refused_and_not_repeated() -> None:
    with pytest.raises(ValueError, match="name of a secret") as refused:
        HttpsEndpoint(address_in="https://events.pagerduty.com/integration/0123456789/enqueue")
    assert "pagerduty" not in str(refused.value)


def test_a_severity_that_reaches_nobody_has_to_say_so(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()
    with pytest.raises(ValueError, match="targets for page, and none for ticket"):
        OnCall(
            stack,
            "OnCall",
            owner="team-platform",
            runbook="https://runbooks.example.com/on-call",
            targets={Severity.PAGE: OnCallTargets()},
            log_key=LogKey(stack, "LogKey"),
            log_retention=logs.RetentionDays.ONE_MONTH,
        )


def test_wrong_channels_are_refused_with_all_that_is_wrong() -> None:
    with pytest.raises(ValueError, match=r"workspace is 'golden path'.*channel is '#alarms'"):
        SlackChannel(workspace="golden path", channel="#alarms")
    with pytest.raises(ValueError, match=r"tenant is 'here'.*team is 'orders'.*channel is 'alarms'"):
        TeamsChannel(tenant="here", team="orders", channel="alarms")
