from pathlib import Path
from typing import Any, cast

import pytest

from local.assembly import Image
from local.services.tasks import Task, container_port, health_path

IMAGE = Image(tag="abc", repository="assets", directory=Path("asset.abc"))
SHOP = {"name": "shop", "image": "000000000000.dkr.ecr.us-east-1.amazonaws.com/assets:abc"}
AGENT = {"name": "agent", "image": "public.ecr.aws/agent:1.2"}


def task(*containers: dict[str, Any], target_group: str | None = None) -> Task:
    return Task(
        service_arn="arn", service="shop", definition_arn="definition", cluster="main", desired=1,
        containers=list(containers), target_group=target_group,
    )  # fmt: skip


class FakeClients:
    @property
    def elbv2(self) -> "FakeClients":
        return self

    def describe_target_groups(self, *, TargetGroupArns: list[str]) -> Any:  # noqa: N803
        return {
            "TargetGroups": [{"TargetGroupArn": TargetGroupArns[0], "HealthCheckPath": "/from-the-group"}]
        }


def test_the_main_container_is_the_one_made_here() -> None:
    assert task(AGENT, SHOP).main_container([IMAGE]) == (SHOP, IMAGE)
    assert task(AGENT).main_container([IMAGE]) is None


def test_a_containers_port_is_its_first_mapping() -> None:
    assert container_port({"portMappings": [{"containerPort": 8080}, {"containerPort": 9}]}) == 8080
    assert container_port({}) is None


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (["CMD-SHELL", "curl -f http://localhost:8080/healthz || exit 1"], "/healthz"),
        (
            [
                "CMD",
                "python",
                "-c",
                "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/up?full=1')",
            ],
            "/up?full=1",
        ),
        (["CMD", "true"], "/"),
        (None, "/"),
    ],
)
def test_a_containers_check_names_its_path(command: list[str] | None, path: str) -> None:
    container = {**SHOP, "healthCheck": {"command": command} if command else None}
    assert health_path(cast("Any", FakeClients()), task(container), container) == path


def test_the_target_groups_path_comes_first() -> None:
    container = {**SHOP, "healthCheck": {"command": ["CMD-SHELL", "curl http://localhost/own"]}}
    behind = task(container, target_group="arn:group")
    assert health_path(cast("Any", FakeClients()), behind, container) == "/from-the-group"
