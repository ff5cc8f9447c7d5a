"""What is measured of requests, and that nobody from outside can add a metric."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from chassis.metrics import metrics_in_the_log
from chassis.readiness import Readiness
from chassis.service import Service
from chassis.settings import ServiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[..., httpx2.Response]


class Catalog(ServiceSettings):
    service = "catalog"


def make(**settings: object) -> Service:
    application = Service(Catalog(**settings), Readiness(), checks={})

    @application.get("/catalog/products/{product_id}")
    async def product(product_id: str) -> str:
        if product_id == "failure":
            raise RuntimeError("a failure made by this test")
        return product_id

    return application


def measured(reader: InMemoryMetricReader) -> dict[str, dict[str, Any]]:
    data = reader.get_metrics_data()
    assert data is not None
    return {
        metric.name: {
            str(dict(point.attributes or {}).get("Route")): point for point in metric.data.data_points
        }
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    }


@pytest.fixture
def reader() -> InMemoryMetricReader:
    return InMemoryMetricReader()


def test_requests_and_faults_are_counted_by_route(ask: Ask, reader: InMemoryMetricReader) -> None:
    application = make()
    application.meter = MeterProvider([reader]).get_meter("test")
    for path in ("a", "b", "failure"):
        ask(application, f"/catalog/products/{path}")
    ask(application, "/catalog/readyz")
    signals = measured(reader)
    route = "GET /catalog/products/{product_id}"
    assert {name: point.count for name, point in signals["latency"].items()} == {route: 3}
    assert {name: point.value for name, point in signals["faults"].items()} == {route: 1}
    assert signals["latency"][route].sum > 0


def test_what_somebody_makes_up_is_one_route(ask: Ask, reader: InMemoryMetricReader) -> None:
    application = make()
    application.meter = MeterProvider([reader]).get_meter("test")
    for number in range(20):
        ask(application, f"/nowhere/{number}")
        ask(application, "/catalog/products/a", f"MADE-UP-{number}")
    assert {name: point.count for name, point in measured(reader)["latency"].items()} == {"(none)": 40}


def test_how_full_it_was_and_what_was_refused_is_counted(reader: InMemoryMetricReader) -> None:
    application = make(most_requests=2)
    application.meter = MeterProvider([reader]).get_meter("test")

    @application.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(0.2)

    async def crowd() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(application)
        async with httpx2.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await asyncio.gather(*(client.get("/slow") for _ in range(5)))

    assert [answer.status_code for answer in asyncio.run(crowd())].count(503) == 3
    signals = measured(reader)
    assert [point.value for point in signals["refused"].values()] == [3]
    assert [point.value for point in signals["saturation"].values()] == [100]
    assert signals["latency"]["GET /slow"].count == 2


def test_a_fault_made_on_purpose_is_counted_too(ask: Ask, reader: InMemoryMetricReader) -> None:
    application = make(fault="errors:100")
    application.meter = MeterProvider([reader]).get_meter("test")
    ask(application, "/catalog/products/a")
    assert measured(reader)["faults"]["(none)"].value == 1


def test_they_are_written_as_cloudwatch_reads_them(capfd: pytest.CaptureFixture[str], ask: Ask) -> None:
    provider = metrics_in_the_log("catalog")
    application = make()
    application.meter = provider.get_meter("chassis")
    ask(application, "/catalog/products/a")
    provider.shutdown()
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    [by_route] = [line for line in lines if "Route" in line]
    [by_service] = [line for line in lines if "Route" not in line]
    [directive] = by_route["_aws"]["CloudWatchMetrics"]
    assert directive == {
        "Namespace": "Shop",
        "Metrics": [{"Name": "latency", "Unit": "Milliseconds"}, {"Name": "faults", "Unit": "Count"}],
        "Dimensions": [["Service", "Route"]],
    }
    assert (by_route["Service"], by_route["Route"]) == ("catalog", "GET /catalog/products/{product_id}")
    assert by_route["faults"] == 0
    assert by_route["latency"]["Count"] == sum(by_route["latency"]["Counts"]) == 1
    assert by_service["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["Service"]]


def test_a_service_that_is_not_traced_does_not_load_what_traces() -> None:
    code = "import sys, chassis.service; sys.exit('chassis.traces' in sys.modules or 'grpc' in sys.modules)"
    folder = str(__file__).rsplit("/tests/", 1)[0]
    process = subprocess.run([sys.executable, "-c", code], cwd=folder, check=False)
    assert process.returncode == 0
