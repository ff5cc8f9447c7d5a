"""An order is one trace through all three services, as a collector receives it, without what was typed."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bench.shop.collector import collector as running_collector
from checkout.orders import order_id_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.shop.running_shop import RunningShop

pytestmark = [pytest.mark.xdist_group("shop"), pytest.mark.timeout(180)]
PATIENCE_SECONDS = 30
SERVER, CLIENT = 2, 3
ERROR = 2


@dataclass(frozen=True)
class Span:
    service: str
    name: str
    kind: int
    trace_id: str
    span_id: str
    parent_id: str
    status: int
    attributes: dict[str, str]
    events: dict[str, dict[str, str]]


class Backend(http.server.ThreadingHTTPServer):
    """Where the collector sends what it has received."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.spans: list[Span] = []

    def take(self, content: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(content).resource_spans:
            service = values(resource.resource.attributes)["service.name"]
            self.spans += [
                Span(
                    service=service,
                    name=span.name,
                    kind=span.kind,
                    trace_id=span.trace_id.hex(),
                    span_id=span.span_id.hex(),
                    parent_id=span.parent_span_id.hex(),
                    status=span.status.code,
                    attributes=values(span.attributes),
                    events={event.name: values(event.attributes) for event in span.events},
                )
                for scope in resource.scope_spans
                for span in scope.spans
            ]

    def wait_for(self, wanted: Callable[[list[Span]], bool]) -> list[Span]:
        end = time.monotonic() + PATIENCE_SECONDS
        while not wanted(self.spans):
            assert time.monotonic() < end, [(span.service, span.name) for span in self.spans]
            time.sleep(0.05)
        return list(self.spans)


class _Request(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Backend)
        content = self.rfile.read(int(self.headers["content-length"]))
        self.server.take(gzip.decompress(content) if self.headers["content-encoding"] == "gzip" else content)
        self.send_response(200)
        self.send_header("content-type", "application/x-protobuf")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def values(attributes: Any) -> dict[str, str]:
    return {item.key: str(getattr(item.value, item.value.WhichOneof("value"))) for item in attributes}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with Backend() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def collector(backend: Backend) -> Iterator[str]:
    """Run a collector, and give the address that takes traces by OTLP."""
    address = f"http://127.0.0.1:{backend.server_address[1]}"
    with running_collector(
        ["--otlp-exporter-endpoint", address, "--otlp-exporter-protocol", "http"]
    ) as endpoint:
        yield endpoint


def traced(collector: str, share: str = "1") -> dict[str, str]:
    return {
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": collector,
        "OTEL_TRACES_SAMPLER_ARG": share,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }


def test_an_order_is_one_trace(
    open_shop: Callable[..., RunningShop], collector: str, backend: Backend
) -> None:
    shop = open_shop(**traced(collector))
    key = "a-key-for-one-order"
    began = int(time.time())
    with httpx2.Client(base_url=shop.storefront.url, follow_redirects=True) as browser:
        assert browser.get("/?query=4242-4242").status_code == 200
        browser.post("/basket", data={"product_id": "trail-mug", "quantity": "2"})
        page = browser.post("/orders", data={"key": key})
    assert "Thank you" in page.text
    for service in shop.services:
        assert service.stop() == 0

    spans = backend.wait_for(
        lambda all_: {span.service for span in all_} >= {"storefront", "checkout", "catalog"}
    )
    [root] = [span for span in spans if (span.service, span.name) == ("storefront", "POST /orders")]
    order = [span for span in spans if span.trace_id == root.trace_id]
    assert root.parent_id == ""
    assert began <= int(root.trace_id[:8], 16) <= time.time(), "X-Ray's ids begin with the time"

    by_id = {span.span_id: span for span in order}
    assert all(span is root or span.parent_id in by_id for span in order), "it is connected"
    ways = {(by_id[span.parent_id].service, span.service, span.name) for span in order if span is not root}
    assert ways >= {
        ("storefront", "storefront", "POST"),
        ("storefront", "checkout", "POST /checkout/orders"),
        ("checkout", "checkout", "PUT"),
        ("checkout", "catalog", "PUT /catalog/reservations/{order_id}"),
        ("checkout", "checkout", "DynamoDB.PutItem"),
        ("checkout", "checkout", "DynamoDB.UpdateItem"),
        ("checkout", "checkout", "EventBridge.PutEvents"),
        ("catalog", "catalog", "DynamoDB.TransactWriteItems"),
    }
    [placed] = [span for span in order if span.name == "POST /checkout/orders"]
    assert {name: value for name, value in placed.attributes.items() if name.startswith("shop.")} == {
        "shop.order.id": order_id_of(key),
        "shop.order.lines": "1",
        "shop.order.state": "confirmed",
        "shop.order.total_cents": "2900",
    }
    assert {span.kind for span in spans} == {SERVER, CLIENT}, "no spans of inner steps"
    assert not any("healthz" in span.name or "readyz" in span.name for span in spans)
    assert not any("4242" in value for span in spans for value in span.attributes.values())

    log = shop.checkout.log.read_text(encoding="utf-8")
    assert f'"trace_id": "{root.trace_id}"' in log, "a line of the log leads to the trace"


def test_a_failure_is_in_the_trace(
    open_shop: Callable[..., RunningShop], collector: str, backend: Backend
) -> None:
    shop = open_shop(**traced(collector))
    shop.catalog.kill()
    assert httpx2.get(f"{shop.storefront.url}/products/trail-mug").status_code == 503
    shop.storefront.stop()
    spans = backend.wait_for(lambda all_: any(span.kind == SERVER for span in all_))
    [page] = [span for span in spans if span.name == "GET /products/{product_id}"]
    calls = [span for span in spans if span.parent_id == page.span_id]
    assert page.status == ERROR
    assert page.events["exception"]["exception.message"] == "catalog does not answer"
    assert {call.status for call in calls} == {ERROR}
    assert len(calls) > 1, "it was tried again"


def test_a_trace_that_began_elsewhere_goes_on(
    open_shop: Callable[..., RunningShop], collector: str, backend: Backend
) -> None:
    shop = open_shop(**traced(collector, share="0"))
    header = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1"
    assert httpx2.get(f"{shop.storefront.url}/", headers={"X-Amzn-Trace-Id": header}).status_code == 200
    assert httpx2.get(f"{shop.storefront.url}/").status_code == 200, "and this one is not recorded"
    for service in shop.services:
        service.stop()
    spans = backend.wait_for(lambda all_: {span.service for span in all_} >= {"storefront", "catalog"})
    assert {span.trace_id for span in spans} == {"67891233abcdef012345678912345678"}
    assert [span.name for span in spans if span.parent_id == "53995c3f42cd8ad8"] == ["GET /"]


def test_a_collector_that_is_away_holds_nothing_up(open_shop: Callable[..., RunningShop]) -> None:
    shop = open_shop(**traced("http://127.0.0.1:9/v1/traces"))
    assert httpx2.get(f"{shop.storefront.url}/").status_code == 200
    began = time.monotonic()
    assert shop.storefront.stop() == 0
    assert time.monotonic() - began < 10
