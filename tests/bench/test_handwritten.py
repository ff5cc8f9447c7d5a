"""The comparison is fair: the handwritten app makes the same resources, and its metrics are as many."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

import app
from bench import handwritten
from bench.once import comparable
from stacks.settings import read_settings

_Resources = list[dict[str, Any]]


@pytest.fixture(scope="module", params=["dev", "prod"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[_Resources, _Resources]:
    context = comparable(request.param)
    settings = read_settings(context)

    def resources(module: Any) -> _Resources:
        outdir = tmp_path_factory.mktemp("assembly")
        application = module.build(context, settings, outdir=outdir, validation=False)
        return [
            resource
            for stack in application.synth().stacks_recursively
            for resource in stack.template["Resources"].values()
        ]

    return resources(app), resources(handwritten)


def properties_of(resources: _Resources, kind: str) -> Iterator[dict[str, Any]]:
    return (resource["Properties"] for resource in resources if resource["Type"] == kind)


def metrics_of_widgets(resources: _Resources) -> Counter[tuple[tuple[str, int], ...]]:
    """Count the dashboards that have the same widgets: of the same kind, with as many metrics."""
    return Counter(
        tuple(
            (widget["type"], len(widget["properties"].get("metrics", ()))) for widget in body(each)["widgets"]
        )
        for each in properties_of(resources, "AWS::CloudWatch::Dashboard")
    )


def body(dashboard: dict[str, Any]) -> dict[str, Any]:
    separator, parts = dashboard["DashboardBody"]["Fn::Join"]
    found: dict[str, Any] = json.loads(
        separator.join(part if isinstance(part, str) else "later" for part in parts)
    )
    return found


def metrics_of_alarms(resources: _Resources) -> Counter[int]:
    alarms = properties_of(resources, "AWS::CloudWatch::Alarm")
    return Counter(len(alarm.get("Metrics", ())) for alarm in alarms)


def test_it_makes_the_same_resources(both: tuple[_Resources, _Resources]) -> None:
    ours, theirs = (Counter(resource["Type"] for resource in resources) for resources in both)

    assert ours == theirs != Counter()


def test_its_dashboards_have_the_same_widgets_with_as_many_metrics(
    both: tuple[_Resources, _Resources],
) -> None:
    ours, theirs = map(metrics_of_widgets, both)

    assert ours == theirs != Counter()


def test_its_alarms_have_as_many_metrics(both: tuple[_Resources, _Resources]) -> None:
    ours, theirs = map(metrics_of_alarms, both)

    assert ours == theirs != Counter()
