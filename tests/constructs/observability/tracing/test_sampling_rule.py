"""The sampling rule, as the AWS distribution of OpenTelemetry follows it where there is an agent to ask."""

import http.server
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Any

import aws_cdk as cdk
import pytest
from amazon.opentelemetry.distro.sampler.aws_xray_remote_sampler import AwsXRayRemoteSampler
from aws_cdk import assertions
from aws_cdk import aws_sns as sns
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace.sampling import Decision

from goldenpath import ServiceTracing
from tests.constructs.runtimes.conftest import describe
from tests.local.running import wait_for

REQUESTS = 200
NOTHING: dict[str, Any] = {
    "RuleName": "Default",
    "Priority": 10_000,
    "FixedRate": 0.0,
    "ReservoirSize": 0,
    "Version": 1,
    **dict.fromkeys(("ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath", "ResourceARN"), "*"),
}


@pytest.fixture(scope="module")
def rule(make_stack: Callable[[], cdk.Stack]) -> dict[str, Any]:
    stack = make_stack()
    ServiceTracing(stack, "Tracing", spec=describe(), topic=sns.Topic(stack, "Board"))
    (made,) = assertions.Template.from_stack(stack).find_resources("AWS::XRay::SamplingRule").values()
    return dict(made["Properties"]["SamplingRule"])


@pytest.fixture
def agent(rule: dict[str, Any]) -> Iterator[str]:
    """Stand for an agent, which passes X-Ray's rules on: the service's records all, the other none."""
    rules = (rule | {"FixedRate": 1.0}, NOTHING)
    answer = json.dumps({"SamplingRuleRecords": [{"SamplingRule": each} for each in rules]})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def recorded(sampler: AwsXRayRemoteSampler) -> int:
    attributes = {"http.request.method": "GET", "url.path": "/", "server.address": "shop"}
    decisions = [
        sampler.should_sample(None, secrets.randbits(128), "GET /", attributes=attributes).decision
        for _ in range(REQUESTS)
    ]
    return decisions.count(Decision.RECORD_AND_SAMPLE)


def test_it_is_followed_for_the_service_and_for_no_other(agent: str) -> None:
    own, other = (
        AwsXRayRemoteSampler(Resource({"service.name": name}), endpoint=agent)
        for name in ("checkout", "catalog")
    )
    # Until they have their rules, both record one in twenty.
    wait_for(lambda: recorded(other) == 0)
    wait_for(lambda: recorded(own) == REQUESTS)
