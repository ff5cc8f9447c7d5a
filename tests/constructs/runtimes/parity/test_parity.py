"""One suite for every runtime: a service is the same wherever it runs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_logs as logs

from goldenpath import AppRunnerService, HealthCheck, Route, Runtime, Scaling, SecretSource, Slo
from tests.constructs.runtimes.conftest import DIGEST, describe
from tests.constructs.runtimes.eks.conftest import KNOWN_LATER, text
from tests.constructs.runtimes.parity.conftest import Served, serve_everywhere

SPEC = describe(
    port=9000,
    cpu=1024,
    memory_mib=2048,
    health=HealthCheck(path="/checkout/healthz"),
    scaling=Scaling(minimum=3, maximum=9),
    slo=Slo(availability_percent=99.5, latency_ms=400),
    environment={"CURRENCY": "EUR"},
    secrets={
        "PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
        "TOKEN": SecretSource.parameter("/shop/token"),
    },
)
MOST_RESOURCES = 60
everywhere = pytest.mark.parametrize("runtime", list(Runtime))


@pytest.fixture(scope="module")
def served(make_folder: Callable[[], Path]) -> dict[Runtime, Served]:
    return serve_everywhere(make_folder(), SPEC, Route(path="/checkout/*", priority=10, internal=True))


@everywhere
def test_it_runs_the_same_image_on_the_same_port(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    container = served[runtime].container

    assert DIGEST in container.image
    assert (container.port, container.health_path) == (9000, "/checkout/healthz")


@everywhere
def test_it_finds_the_same_variables(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    container = served[runtime].container

    assert container.environment == served[Runtime.ECS].container.environment
    assert container.environment["CURRENCY"] == "EUR"
    assert container.secrets == {"PASSWORD", "TOKEN"}


@everywhere
def test_its_traces_go_the_same_way(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    environment = served[runtime].container.environment

    assert environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] == (
        f"https://xray.eu-west-1.{KNOWN_LATER}/v1/traces"
    )
    assert environment["OTEL_SERVICE_NAME"] == "checkout"
    assert "xray:PutSpans" in json.dumps(served[runtime].template.find_resources("AWS::IAM::Role"))


@everywhere
def test_its_lines_are_encrypted_with_the_key_given_and_have_an_end(
    runtime: Runtime, served: dict[Runtime, Served]
) -> None:
    group = served[runtime].service.log.group

    if runtime is Runtime.APP_RUNNER:  # which makes the log group itself, as its documentation says
        assert "neither the platform's key nor its" in (AppRunnerService.__doc__ or "")
        return
    made = group.node.default_child
    assert isinstance(made, logs.CfnLogGroup)
    assert made.retention_in_days == 90
    assert "LogKey" in json.dumps(cdk.Stack.of(made).resolve(made.kms_key_id))


@everywhere
def test_its_lines_are_counted_by_the_same_names(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    filters = served[runtime].template.find_resources("AWS::Logs::MetricFilter").values()
    found = {each["Properties"]["MetricTransformations"][0]["MetricName"] for each in filters}

    assert found == {"Requests", "FailedRequests", "ErrorLines", "Starts"}


@everywhere
def test_it_scales_within_the_same_bounds(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    container = served[runtime].container

    assert (container.minimum, container.maximum) == (3, 9)


@everywhere
def test_the_same_grant_is_the_same_statement(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    assert _on_table(served[runtime]) == _on_table(served[Runtime.ECS]) != []


def _on_table(service: Served) -> list[Any]:
    policies = service.template.find_resources("AWS::IAM::Policy").values()
    statements = [
        statement for policy in policies for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]
    return [statement for statement in statements if "dynamodb:GetItem" in statement["Action"]]


@everywhere
def test_its_variables_say_which_version_it_is(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    version = DIGEST.removeprefix("sha256:")[:12]

    assert served[runtime].container.environment["OTEL_RESOURCE_ATTRIBUTES"] == f"service.version={version}"
    assert served[runtime].service.version == version


@everywhere
def test_its_dashboard_shows_the_same(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    shown = {name: _titles(each) for name, each in served.items()}

    assert shown[runtime] == shown[Runtime.ECS]
    assert "Failed requests in %" in shown[runtime]


def _titles(service: Served) -> list[str]:
    (dashboard,) = service.template.find_resources("AWS::CloudWatch::Dashboard").values()
    return [
        each["properties"].get("title", "")
        for each in json.loads(text(dashboard["Properties"]["DashboardBody"]))["widgets"]
    ]


@everywhere
def test_its_signals_are_metrics_of_a_minute(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    alarms = served[runtime].template.find_resources("AWS::CloudWatch::Alarm")
    measured = {name: alarm["Properties"] for name, alarm in alarms.items() if name.startswith("Measured")}

    assert len(measured) == 5
    for properties in measured.values():
        parts = [query["MetricStat"] for query in properties.get("Metrics", []) if "MetricStat" in query]
        periods = [part["Period"] for part in parts] or [properties["Period"]]
        assert set(periods) == {60}
    namespaces = set(_namespaces(measured))
    assert namespaces <= {"AWS/ApplicationELB", "AWS/ECS", "AWS/AppRunner", "ContainerInsights"}


def _namespaces(alarms: dict[str, Any]) -> list[str]:
    text = json.dumps(alarms)
    return [part.split('"')[0] for part in text.split('"Namespace": "')[1:]]


@everywhere
def test_it_is_judged_by_the_same_promise(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    found = {
        alarm.node.id: served[runtime].template.find_resources("AWS::CloudWatch::Alarm")[
            alarm.stack.get_logical_id(alarm.node.default_child)  # type: ignore[arg-type]
        ]["Properties"]
        for alarm in served[runtime].service.alarms
    }

    assert found["Errors"]["Threshold"] == 7.2
    assert found["Latency"]["Threshold"] == 0.4
    assert ("UnhealthyCopies" in found) is (runtime is not Runtime.APP_RUNNER)  # which does not report them
    for properties in found.values():
        assert (
            "Owner: team-orders. Runbook: https://runbooks.example.com/checkout"
            in (properties["AlarmDescription"])
        )
        assert "Severity: ticket" in properties["AlarmDescription"]


@everywhere
def test_it_is_reached_under_its_path_from_inside(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    assert served[runtime].service.url.endswith("/checkout/")
    template = json.dumps(served[runtime].template.to_json())
    assert '"IsPubliclyAccessible": true' not in template
    assert "internet-facing" not in template
    assert "publicSubnet" not in template


@everywhere
def test_everything_is_tagged_with_whose_it_is(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    for role in served[runtime].template.find_resources("AWS::IAM::Role").values():
        tags = {tag["Key"]: tag["Value"] for tag in role["Properties"].get("Tags", [])}
        assert tags == {"service": "checkout", "owner": "team-orders"}


@everywhere
def test_nothing_is_left_when_it_goes(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    for name, resource in served[runtime].template.to_json()["Resources"].items():
        if resource["Type"] == "AWS::ECS::TaskDefinition":
            continue  # a revision costs nothing, and a release may go back to it
        assert resource.get("DeletionPolicy", "Delete") == "Delete", name


@everywhere
def test_it_is_small(runtime: Runtime, served: dict[Runtime, Served]) -> None:
    resources = served[runtime].template.to_json()["Resources"]
    own = [name for name in resources if not name.startswith(("Measured", "Table"))]

    assert len(own) < MOST_RESOURCES
