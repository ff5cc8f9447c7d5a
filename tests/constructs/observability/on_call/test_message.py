"""What people read."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.observability.on_call.enrichment.handler.links import logs
from goldenpath.observability.on_call.enrichment.handler.message import Message
from goldenpath.observability.on_call.enrichment.handler.surroundings import Surroundings
from goldenpath.observability.on_call.enrichment.handler.transition import MalformedError, read
from tests.constructs.observability.on_call.conftest import World
from tests.constructs.observability.on_call.events import alarm_event, body
from tests.constructs.observability.on_call.fakes import CHAT, PAGE, Account
from tests.support import ROOT

SERVICE = "arn:aws:ecs:eu-west-1:111111111111:service/prod/Checkout"
PARTS = (
    ("AWS::ECS::Service", SERVICE),
    ("AWS::CloudWatch::Dashboard", "prod-Checkout"),
    ("AWS::Logs::LogGroup", "prod-Checkout-Logs"),
    ("AWS::Logs::LogGroup", "/aws/lambda/try"),
)
STACK = {
    "StackName": "prod-Checkout",
    "StackStatus": "UPDATE_COMPLETE",
    "CreationTime": datetime(2026, 11, 1, 9, tzinfo=UTC),
    "LastUpdatedTime": datetime(2026, 11, 24, 11, 30, tzinfo=UTC),
}
PRIMARY = {
    "status": "PRIMARY",
    "createdAt": datetime(2026, 11, 24, 11, 48, tzinfo=UTC),
    "taskDefinition": "arn:aws:ecs:eu-west-1:111111111111:task-definition/checkout:17",
}
OLD = PRIMARY | {"status": "ACTIVE", "createdAt": datetime(2026, 11, 24, 11, 59, tzinfo=UTC)}
TEXT = """\
PAGE checkout: Checkout spends its error budget at 14.4 times its rate

State:           ALARM since 2026-11-24 12:00:00 UTC
Severity:        page
Owner:           team-orders
Why:             Threshold Crossed: 1 datapoint [17.2] was greater than the threshold (14.4).
Last deployment: 12 min before, 2026-11-24 11:48:00 UTC (checkout:17)
"""


def account(**release: list[dict[str, object]]) -> Account:
    return Account(resources=PARTS, stack=STACK, services={f"prod {SERVICE}": dict(release)})


def said(world: World, fact: str) -> str:
    world.run(body())
    (heard,) = world.topics.heard(PAGE)
    return str(heard["OnCall"][fact])


@pytest.mark.parametrize("engine", ["deployments", "taskSets"])
def test_a_person_reads_all_there_is_to_know(world: World, engine: str) -> None:
    world.account = account(**{engine: [OLD, PRIMARY]})
    world.run(body())

    (message,) = [message for topic, message in world.topics.told if topic == PAGE]
    read_by_people = json.loads(message["Message"])["email"]
    facts, links = read_by_people.split("\n\nRunbook:")
    assert facts + "\n" == TEXT
    assert re.findall(r"^(\w+):", f"Runbook:{links}", re.MULTILINE) == [
        "Runbook",
        "Dashboard",
        "Traces",
        "Logs",
        "Alarm",
    ]
    assert message["Subject"] == "PAGE checkout: Checkout spends its error budget at 14.4 times its rate"


def test_the_guide_shows_a_message_as_it_is(world: World) -> None:
    world.account = account(deployments=[PRIMARY])
    world.run(body())

    (message,) = [message for topic, message in world.topics.told if topic == PAGE]
    guide = (ROOT / "docs/on-call.md").read_text(encoding="utf-8")
    assert f"```text\n{json.loads(message['Message'])['email']}```" in guide


def test_without_a_release_the_stack_says_when_it_last_changed(world: World) -> None:
    world.account = account()
    assert said(world, "Lastdeployment") == (
        "30 min before, 2026-11-24 11:30:00 UTC (stack prod-Checkout, UPDATE_COMPLETE)"
    )


def test_machines_get_what_cloudwatch_told_and_more(world: World) -> None:
    world.account = account(deployments=[PRIMARY])
    world.run(body())

    (heard,) = world.topics.heard(PAGE)
    assert alarm_event().items() <= heard.items()
    assert heard["OnCall"]["Runbook"] == "https://runbooks.example.com/checkout"


def test_a_channel_gets_a_notification_that_it_understands(world: World) -> None:
    world.account = account(deployments=[PRIMARY])
    world.run(body(), body("OK", 5, before="ALARM"))

    fired, over = world.topics.heard(CHAT)
    assert (fired["version"], fired["source"]) == ("1.0", "custom")
    assert fired["content"]["textType"] == "client-markdown"
    assert "*Owner*: team-orders" in fired["content"]["description"]
    assert "<https://runbooks.example.com/checkout|Runbook>" in fired["content"]["nextSteps"]
    assert over["metadata"]["threadId"] == fired["metadata"]["threadId"]


def test_a_long_meaning_fits_the_subject_of_an_e_mail(world: World) -> None:
    world.run(body(AlarmDescription="Zürich\n" + "long " * 50))

    (message,) = [message for topic, message in world.topics.told if topic == PAGE]
    assert len(message["Subject"]) == 99
    assert message["Subject"].isascii()
    assert "\n" not in message["Subject"]


@given(description=st.text(max_size=200))
def test_no_description_makes_a_subject_that_is_refused(description: str) -> None:
    message = Message(
        transition=read(body(AlarmDescription=description)),
        surroundings=Surroundings(),
        before=None,
        after=None,
        severity="page",
    )
    # https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    assert re.fullmatch(r"[!-~][ -~]{0,98}", message.subject)
    assert json.loads(message.for_protocols())["default"] == message.text


def test_links_lead_to_the_hour_before(world: World) -> None:
    world.account = account()
    world.run(body())

    links = world.topics.heard(PAGE)[0]["OnCall"]
    dashboard, traces = urlsplit(links["Dashboard"]), urlsplit(links["Traces"])
    assert dashboard.netloc == traces.netloc == "eu-west-1.console.aws.amazon.com"
    assert dashboard.fragment == (
        "dashboards/dashboard/prod-Checkout?start=2026-11-24T11:00:00.000Z&end=2026-11-24T12:15:00.000Z"
    )
    assert parse_qs(traces.fragment.partition("?")[2]) == {
        "timeRange": ["2026-11-24T11:00:00~2026-11-24T12:15:00"],
        "filter": ['service("checkout")'],
    }


def test_a_query_of_logs_is_written_as_the_console_reads_it() -> None:
    link = logs(read(body()), ["/aws/lambda/try", "Logs"])
    assert "source~(~'*2faws*2flambda*2ftry~'Logs))" in link
    assert "editorString~'fields*20*40timestamp*2c" in link


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("AlarmArn", "arn:aws:sns:eu-west-1:111111111111:topic", "no alarm's ARN"),
        ("NewStateValue", "BAD", "no state of an alarm"),
        ("StateChangeTime", "2026-11-24T12:00:00", "it has no time zone"),
        ("NewStateReason", None, "NewStateReason is None, no text"),
    ],
)
def test_what_is_wrong_is_said(field: str, value: str | None, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem):
        read(json.dumps(alarm_event() | {field: value}))
