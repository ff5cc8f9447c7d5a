"""No alarm without owner, severity, runbook and something that acts on it."""

from collections.abc import Callable

import aws_cdk as cdk
import pytest
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenpath import AlarmNotice, AlarmsAreComplete, OwnedAlarm, OwnedCompositeAlarm
from goldenpath.observability import Severity

SAID = {
    "its severity in its description": "Severity: page.",
    "its owner in its description": "Owner: team-orders.",
    "its runbook in its description": "Runbook: https://runbooks.example.com/checkout",
}
TAGGED = {"the tag owner": ("owner", "team-orders"), "the tag severity": ("severity", "page")}
ACTION = "an action"
PARTS = [*SAID, *TAGGED, ACTION]
METRIC = cloudwatch.Metric(namespace="Shop", metric_name="OrdersWaiting")
NOTICE = AlarmNotice(
    meaning="Orders wait",
    severity=Severity.TICKET,
    service="checkout",
    owner="team-orders",
    runbook="https://runbooks.example.com/checkout?severity=high",
)


@pytest.fixture(scope="module")
def stack(make_stack: Callable[[], cdk.Stack]) -> cdk.Stack:
    return make_stack()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.sets(st.sampled_from(PARTS)), composite=st.booleans())
def test_what_is_lacking_is_named_and_nothing_else(
    stack: cdk.Stack, parts: set[str], composite: bool
) -> None:
    description = " ".join(text for part, text in SAID.items() if part in parts) or None
    tags = [cdk.CfnTag(key=key, value=value) for part, (key, value) in TAGGED.items() if part in parts]
    told = ["arn:aws:sns:eu-west-1:111111111111:on-call"] if ACTION in parts else None
    if composite:
        cloudwatch.CfnCompositeAlarm(
            stack, "Alarm", alarm_rule="TRUE", alarm_description=description, tags=tags, alarm_actions=told
        )
    else:
        cloudwatch.CfnAlarm(
            stack,
            "Alarm",
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=1,
            alarm_description=description,
            tags=tags,
            alarm_actions=told,
        )
    found = AlarmsAreComplete(stack).validate()
    stack.node.try_remove_child("Alarm")

    lacking = [part for part in PARTS if part not in parts]
    sentence = (
        f"The alarm Stack/Alarm lacks {', '.join(lacking)}: make it as an OwnedAlarm or an "
        "OwnedCompositeAlarm, which ask for all of it"
    )
    assert found == ([sentence] if lacking else [])


def test_synthesis_fails_on_an_alarm_that_is_not_complete(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()
    app = stack.node.root
    assert isinstance(app, cdk.App)
    AlarmsAreComplete.hold(app)
    cloudwatch.Alarm(stack, "Bare", metric=METRIC, threshold=1, evaluation_periods=1)

    with pytest.raises(RuntimeError, match="The alarm Stack/Bare/Resource lacks its severity"):
        app.synth()


def test_owned_alarms_are_complete(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()
    app = stack.node.root
    assert isinstance(app, cdk.App)
    AlarmsAreComplete.hold(app)
    part = OwnedAlarm(
        stack, "Part", notice=NOTICE, acting="a test", metric=METRIC, threshold=1, evaluation_periods=1
    )
    OwnedCompositeAlarm(
        stack,
        "Whole",
        rule=cloudwatch.AlarmRule.from_alarm(part, cloudwatch.AlarmState.ALARM),
        notice=NOTICE,
        acting=actions.SnsAction(sns.Topic(stack, "OnCall")),
    )

    app.synth()


@pytest.mark.parametrize("acts", [True, False])
def test_a_part_of_a_composite_alarm_acts_by_that(make_stack: Callable[[], cdk.Stack], acts: bool) -> None:
    stack = make_stack()
    part = cloudwatch.Alarm(stack, "Part", metric=METRIC, threshold=1, evaluation_periods=1)
    whole = cloudwatch.CompositeAlarm(
        stack, "Whole", alarm_rule=cloudwatch.AlarmRule.from_alarm(part, cloudwatch.AlarmState.ALARM)
    )
    if acts:
        whole.add_alarm_action(actions.SnsAction(sns.Topic(stack, "OnCall")))

    of_part, of_whole = AlarmsAreComplete(stack).validate()
    assert (ACTION in of_part, ACTION in of_whole) == (not acts, not acts)


def test_an_address_that_no_tag_can_hold_stands_in_the_description_alone(
    make_stack: Callable[[], cdk.Stack],
) -> None:
    assert NOTICE.description.endswith("Runbook: https://runbooks.example.com/checkout?severity=high")
    stack = make_stack()
    alarm = OwnedAlarm(
        stack, "Alarm", notice=NOTICE, acting="a test", metric=METRIC, threshold=1, evaluation_periods=1
    )
    cdk.assertions.Template.from_stack(stack)
    resource = alarm.node.default_child
    assert isinstance(resource, cloudwatch.CfnAlarm)
    assert {tag["key"] for tag in resource.cdk_tag_manager.render_tags()} == {"service", "owner", "severity"}
