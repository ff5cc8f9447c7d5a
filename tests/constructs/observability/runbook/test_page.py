"""A runbook leads nowhere that is not there, and its commands exist."""

import re
import shlex
from functools import cache

import pytest
from botocore import xform_name
from botocore.model import ServiceModel
from botocore.session import Session

from goldenpath.observability.runbook.deployed import DeployedAlarm, DeployedStack
from goldenpath.observability.runbook.page import runbook

ECS = "arn:aws:ecs:eu-west-1:111111111111:service/prod/Checkout"
KINDS = {
    "rolling": {"AWS::ECS::Service": [ECS]},
    "codedeploy": {
        "AWS::ECS::Service": [ECS],
        "AWS::CodeDeploy::Application": ["Checkout"],
        "AWS::CodeDeploy::DeploymentGroup": ["Live"],
    },
    "apprunner": {
        "AWS::AppRunner::Service": ["arn:aws:apprunner:eu-west-1:111111111111:service/checkout/1"],
        "AWS::CloudWatch::Dashboard": ["prod-Checkout"],
        "AWS::Logs::LogGroup": ["/aws/apprunner/checkout/1/application"],
    },
    "elsewhere": {},
}
OF_THE_CLI = {"query", "output", "max-items"}
OWN_COMMANDS = {("logs", "tail"): {"since", "filter-pattern"}}
"""What the CLI has besides AWS's operations.

https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
"""
SERVICES = {"deploy": "codedeploy"}


def alarm(name: str, *parts: str) -> DeployedAlarm:
    return DeployedAlarm(
        name=name, service="checkout", meaning="It burns", severity="page", owner="team-orders", parts=parts
    )


@pytest.fixture(params=KINDS)
def page(request: pytest.FixtureRequest) -> str:
    stack = DeployedStack(
        name="prod-Checkout",
        region="eu-west-1",
        resources=KINDS[request.param],
        alarms=[
            alarm("prod-Checkout-Burn1h", "prod-Checkout-Long", "elsewhere"),
            alarm("prod-Checkout-Long"),
        ],
    )
    return runbook(stack, "checkout")


@cache
def model(service: str) -> ServiceModel:
    return Session().get_service_model(SERVICES.get(service, service))


def commands(page: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    return [
        shlex.split(line.replace("<", "'<").replace(">", ">'"))
        for each in blocks
        for line in each.splitlines()
    ]


def test_every_alarm_has_a_part_and_every_link_leads_to_one(page: str) -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    anchors = re.findall(r"\]\(#([^)]+)\)", page)

    assert {"prod-checkout-burn1h", "prod-checkout-long"} <= set(anchors) <= headings


def test_links_elsewhere_lead_to_the_console(page: str) -> None:
    links = re.findall(r"\]\((https:[^)]+)", page)
    assert links
    assert all(
        re.match(r"https://eu-west-1\.console\.aws\.amazon\.com/cloudwatch/home\?region=eu-west-1#\w", link)
        for link in links
    )


def test_every_command_exists_with_its_options(page: str) -> None:
    for _aws, service, operation, *rest in commands(page):
        given = {word[2:] for word in rest if word.startswith("--")} - OF_THE_CLI
        if (service, operation) in OWN_COMMANDS:
            assert given <= OWN_COMMANDS[service, operation]
            continue
        names = {xform_name(name, "-"): name for name in model(service).operation_names}
        shape = model(service).operation_model(names[operation]).input_shape
        assert shape is not None
        known = {xform_name(name, "-"): name for name in shape.members}
        assert given <= set(known), (service, operation)
        assert set(shape.required_members) <= {known[each] for each in given}, (service, operation)


def test_nothing_is_left_to_fill_in_but_what_changes_each_time(page: str) -> None:
    assert set(re.findall(r"<[^>]+>", page)) <= {"<the deployment>", "<copies>"}
    assert "\n\n\n" not in page
