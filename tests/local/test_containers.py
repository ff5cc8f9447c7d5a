"""Finding an ECS service's containers, in an engine and an ECS that say what the test wants."""

from pathlib import Path
from typing import Any, cast

import pytest

from local.assembly import Image
from local.errors import LocalError
from local.services import containers
from local.services.containers import address_of, find_containers
from local.services.tasks import Task

SHARED = {"HostConfig": {"NetworkMode": "host"}, "NetworkSettings": {}}
FORWARDED = {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "49153"}]}
IMAGE = Image(tag="abc", repository="assets", directory=Path(__file__).with_name("greeter"))


@pytest.mark.parametrize(
    ("container", "address"),
    [
        ({**SHARED, "Config": {"Env": ["PORT=9090", "A=b=c"]}}, "127.0.0.1:9090"),
        ({**SHARED, "Config": {"Env": None}}, "127.0.0.1:8080"),
        (
            {"HostConfig": {"NetworkMode": "bridge"}, "NetworkSettings": {"Ports": FORWARDED}},
            "127.0.0.1:49153",
        ),
        ({"HostConfig": {"NetworkMode": "none"}, "NetworkSettings": {"Ports": {"8080/tcp": None}}}, None),
    ],
)
def test_a_containers_port_is_found_where_the_engine_put_it(container: dict[str, Any], address: str) -> None:
    assert address_of(container, 8080) == address


class FakeEcs:
    """An ECS whose service runs one task of the present definition and one of the last."""

    ecs: "FakeEcs"

    def __init__(self) -> None:
        self.ecs = self

    def list_tasks(self, **request: str) -> dict[str, list[str]]:
        return {"taskArns": ["stopped"] if request.get("desiredStatus") == "STOPPED" else ["new", "old"]}

    def describe_tasks(self, *, cluster: str, tasks: list[str]) -> dict[str, list[dict[str, str]]]:
        assert cluster == "main"
        return {
            "tasks": [
                {
                    "taskArn": arn,
                    "taskDefinitionArn": f"{arn}-definition",
                    "stoppedReason": f"{arn}: no image",
                }
                for arn in tasks
            ]
        }


class FakeEngine:
    """An engine that runs a container of each task."""

    def get(self, path: str) -> Any:
        if path.startswith("/containers/json"):
            return [
                {"Id": arn, "Labels": {"com.amazonaws.ecs.task-arn": arn}} for arn in ("old", "new", "other")
            ]
        return {**SHARED, "Config": {"Env": [f"PORT={9001 if path == '/containers/new/json' else 9000}"]}}


def task(**changes: Any) -> Task:
    container = {"name": "web", "image": "registry/assets:abc", "portMappings": [{"containerPort": 8080}]}
    values = {
        "service_arn": "arn",
        "service": "shop",
        "definition_arn": "new-definition",
        "cluster": "main",
        "desired": 1,
        "containers": [container],
        "target_group": None,
    }
    return Task(**{**values, **changes})


def found(*tasks: Task) -> Any:
    clients, engine = cast("Any", FakeEcs()), cast("Any", FakeEngine())
    return find_containers(clients, engine, tasks, [IMAGE], lambda: None)


def test_only_a_container_of_the_present_definition_is_the_service() -> None:
    [service] = found(task())
    assert (service.name, service.how, service.running, service.url) == (
        "greeter",
        "container",
        1,
        "http://127.0.0.1:9001/",
    )


def test_a_service_that_asks_for_nothing_or_is_not_made_here_is_recorded() -> None:
    asleep, foreign = found(task(desired=0), task(containers=[{"name": "agent", "image": "agent:1"}]))
    assert (asleep.how, asleep.note) == ("recorded", "it asks for no task")
    assert (foreign.how, foreign.note) == ("recorded", "no container of it is built here and names a port")


def test_tasks_that_do_not_come_up_are_an_error_with_the_engines_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(containers, "_TIMEOUT_SECONDS", 0)
    with pytest.raises(LocalError, match="runs 1 of 2 tasks of service shop") as caught:
        found(task(desired=2))
    assert caught.value.details == ("stopped: no image",)
