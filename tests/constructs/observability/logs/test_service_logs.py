"""What is counted in a service's log, and what can be asked of it."""

import io
import json
import logging
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from fastapi.testclient import TestClient

from chassis.logs import JsonFormatter
from chassis.metrics import metrics_in_the_log
from chassis.readiness import Readiness
from chassis.service import Service
from chassis.settings import ServiceSettings
from goldenpath import ServiceLog, ServiceLogs, Slo
from goldenpath.observability.logs.saved_query import saved_queries
from tests.constructs.runtimes.conftest import describe

ERROR = '($.level = "error") || ($.level = "critical")'


def synthesised(stack: cdk.Stack, container: str | None) -> assertions.Template:
    group = logs.LogGroup(stack, "Group", log_group_name="/shop/checkout")
    spec = describe(slo=Slo(latency_ms=250))
    made = ServiceLogs(stack, "Logs", spec=spec, log=ServiceLog(group=group, container=container))
    cloudwatch.Alarm(stack, "Failing", metric=made.error_percent, threshold=1, evaluation_periods=1)
    return assertions.Template.from_stack(stack)


@pytest.fixture(scope="module")
def template(make_stack: Callable[[], cdk.Stack]) -> assertions.Template:
    return synthesised(make_stack(), None)


@pytest.fixture(scope="module")
def shared(make_stack: Callable[[], cdk.Stack]) -> assertions.Template:
    return synthesised(make_stack(), "checkout")


def patterns(template: assertions.Template) -> dict[str, str]:
    found = [each["Properties"] for each in template.find_resources("AWS::Logs::MetricFilter").values()]
    return {each["MetricTransformations"][0]["MetricName"]: each["FilterPattern"] for each in found}


def queries(template: assertions.Template) -> dict[str, dict[str, Any]]:
    found = [each["Properties"] for each in template.find_resources("AWS::Logs::QueryDefinition").values()]
    return {each["Name"].rpartition("/")[2]: each for each in found}


def test_requests_failures_and_errors_are_counted(template: assertions.Template) -> None:
    assert patterns(template) == {
        "Requests": '{ $.logger = "requests" }',
        "FailedRequests": '{ ($.logger = "requests") && ($.status >= 500) }',
        "ErrorLines": f"{{ {ERROR} }}",
        "Starts": '{ $.message = "started" }',
    }


def test_a_minute_without_failures_is_a_zero(template: assertions.Template) -> None:
    for each in template.find_resources("AWS::Logs::MetricFilter").values():
        (metric,) = each["Properties"]["MetricTransformations"]
        assert (metric["MetricNamespace"], metric["MetricValue"], metric["DefaultValue"]) == (
            "GoldenPath/checkout",
            "1",
            0,
        )


def test_the_share_of_failures_can_be_alarmed_on(template: assertions.Template) -> None:
    (alarm,) = template.find_resources("AWS::CloudWatch::Alarm").values()
    metrics = alarm["Properties"]["Metrics"]

    assert [each["Expression"] for each in metrics if "Expression" in each] == ["100 * failed / requests"]
    assert {each["MetricStat"]["Period"] for each in metrics if "MetricStat" in each} == {60}


def test_a_cluster_wide_log_is_narrowed_to_the_services_lines(shared: assertions.Template) -> None:
    for pattern in patterns(shared).values():
        assert '$.kubernetes.container_name = "checkout"' in pattern
        assert "$.log_processed." in pattern
    for query in queries(shared).values():
        assert query["QueryString"].startswith('filter kubernetes.container_name = "checkout"\n| ')


def test_there_are_queries_for_what_is_asked_first(template: assertions.Template) -> None:
    found = queries(template)

    assert set(found) == {"errors", "slow requests", "one trace", "versions", "failing routes"}
    assert "filter duration_ms > 250\n" in found["slow requests"]["QueryString"]
    assert found["errors"]["Name"] == "GoldenPath/checkout/errors"
    assert all(query["LogGroupNames"] for query in found.values())


def test_a_trace_is_asked_for_by_its_id(template: assertions.Template) -> None:
    query = queries(template)["one trace"]

    assert 'filter trace_id = "{{trace_id}}"' in query["QueryString"]
    assert [each["Name"] for each in query["Parameters"]] == ["trace_id"]


def lines_of_a_service() -> list[dict[str, Any]]:
    """Let a service answer a request, fail with another, and write its metrics."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        application = Service(ServiceSettings(), Readiness(), checks={})
        with redirect_stdout(written):
            provider = metrics_in_the_log("checkout")
            application.meter = provider.get_meter("test")
            _ask(application)
            provider.shutdown()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    return [json.loads(line) for line in written.getvalue().splitlines()]


def _ask(application: Service) -> None:
    @application.get("/products/{product_id}")
    async def product(product_id: str) -> None:
        raise RuntimeError(product_id)

    @application.get("/")
    async def front() -> str:
        return "hello"

    TestClient(application).get("/")
    try:
        TestClient(application).get("/products/mug")
    except RuntimeError:  # a server writes it down, and goes on
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return lines_of_a_service()


def test_a_service_writes_what_is_counted(lines: list[dict[str, Any]]) -> None:
    requests = [line for line in lines if line.get("logger") == "requests"]

    assert [line["status"] for line in requests] == [200, 500]
    assert [line["level"] for line in lines if "exception" in line] == ["error"]
    assert {line["Route"] for line in lines if line.get("faults")} == {"GET /products/{product_id}"}


def test_a_service_writes_every_field_that_is_asked_for(
    lines: list[dict[str, Any]], make_stack: Callable[[], cdk.Stack]
) -> None:
    log = ServiceLog(group=logs.LogGroup(make_stack(), "Group"))
    text = "\n".join(command for query in saved_queries(log, Slo()) for command in query.commands)
    words = {"fields", "filter", "sort", "desc", "asc", "limit", "in", "or", "stats", "sum", "as", "by"}
    words |= {"min", "max", "count"}
    named = set(re.findall(r"(?<![@\"{\w])[A-Za-z_]+\b(?!\")", text)) - words - {"failed", "route"}
    named -= {"began", "ended", "first", "last", "copies", "fromMillis", "running"}
    # Only a request that is traced has the one, and only the line of a start the other.
    written = set().union(*lines) | {"trace_id", "version"}

    assert named <= written
    assert {"status", "duration_ms", "Route", "faults", "level", "exception"} <= named
