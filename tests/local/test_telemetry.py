"""What is seen of a service, deployed by the real CDK CLI; a silent canary is an alarm, until it speaks.

The local AWS keeps metric filters and queries, and does not evaluate them; nobody there runs canaries.
"""

import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from local.reporting.ledger import read_resources
from tests.local.running import Local, wait_for
from tests.local.telemetry_app import LOG

pytestmark = pytest.mark.xdist_group("telemetry")

CANARY = "local-checkout-browse"
EVERY = timedelta(minutes=5)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    it = Local(tmp_path_factory.mktemp("telemetry"))
    app = shlex.join([sys.executable, "-m", "tests.local.telemetry_app"])
    first = it.run("deploy", "--port", str(it.port), "--app", app, timeout_seconds=300)
    assert first.returncode == 0, first.stderr + it.log("deploy")
    yield it
    it.run("stop")
    it.wait_until_nothing_runs()


def test_every_part_of_it_is_deployed(local: Local) -> None:
    kinds = {resource.type.removeprefix("AWS::") for resource in read_resources(local.state.resources)}

    assert kinds >= {
        "Events::Rule",
        "Logs::MetricFilter",
        "Logs::QueryDefinition",
        "Synthetics::Canary",
        "XRay::Group",
        "XRay::SamplingRule",
    }


def test_cloudwatch_takes_the_patterns(local: Local) -> None:
    found = local.client("logs").describe_metric_filters(logGroupName=LOG)["metricFilters"]

    assert {each["metricTransformations"][0]["metricName"] for each in found} == {
        "Requests",
        "FailedRequests",
        "ErrorLines",
        "Starts",
    }


def test_the_canarys_log_is_there_before_its_first_line_with_an_end(local: Local) -> None:
    groups = local.client("logs").describe_log_groups(logGroupNamePrefix=f"/aws/lambda/cwsyn-{CANARY}-")
    [group] = groups["logGroups"]

    assert group["retentionInDays"] == 30


def state(local: Local) -> str:
    [alarm] = local.client("cloudwatch").describe_alarms()["MetricAlarms"]
    return str(alarm["StateValue"])


def report(local: Local, percent: float) -> None:
    """Say of the last tries what Synthetics says."""
    now = datetime.now(UTC)
    local.client("cloudwatch").put_metric_data(
        Namespace="CloudWatchSynthetics",
        MetricData=[
            {
                "MetricName": "SuccessPercent",
                "Dimensions": [{"Name": "CanaryName", "Value": CANARY}],
                "Timestamp": now - tries * EVERY,
                "Value": percent,
            }
            for tries in range(3)
        ],
    )


def test_silence_is_a_failure_until_tries_are_good_and_again_when_they_fail(local: Local) -> None:
    wait_for(lambda: state(local) == "ALARM")
    report(local, 100)
    wait_for(lambda: state(local) == "OK")
    report(local, 0)  # half of the tries in each period
    wait_for(lambda: state(local) == "ALARM")
