from rich.console import Console

from local.reporting.ledger import Resource
from local.reporting.summary import Service, Summary
from local.reporting.table import describe, print_table

SERVICE = Service(
    name="shop", arn="arn:shop", how="process", desired=2, running=1, url="http://127.0.0.1:8080/"
)


def resource(type_: str, how: str, physical_id: str = "id") -> Resource:
    return Resource(stack="local-Shop", logical_id="Thing", type=type_, physical_id=physical_id, how=how)


def printed(resources: list[Resource], summary: Summary, alive: set[str]) -> list[str]:
    console = Console(width=100, force_terminal=False)
    with console.capture() as capture:
        print_table(console, resources, summary, alive)
    return [" ".join(line.split()) for line in capture.get().splitlines()]


def test_each_type_is_counted_by_how_real_it_is() -> None:
    topics = [resource("AWS::SNS::Topic", "emulated"), resource("AWS::SNS::Topic", "emulated")]
    lines = printed([*topics, resource("AWS::EC2::EIP", "recorded")], Summary(), set())
    assert lines[:4] == [
        "Type emulated run recorded",
        "AWS::EC2::EIP 1",
        "AWS::SNS::Topic 2",
        "3 resources 2 0 1",
    ]


def test_an_ecs_service_is_run_only_while_it_answers() -> None:
    resources = [resource("AWS::ECS::Service", "emulated", "arn:shop")]
    summary = Summary(services=[SERVICE])
    assert "1 resources 0 1 0" in printed(resources, summary, {"arn:shop"})
    assert "1 resources 0 0 1" in printed(resources, summary, set())


def test_an_image_that_was_not_built_is_not_called_built() -> None:
    assert "Container images: 1 recorded, not built (no container engine)" in printed(
        [], Summary(images_recorded=1), set()
    )
    assert "Container images: 2 built, known to the local registry" in printed(
        [], Summary(images_built=2), set()
    )


def test_a_service_tells_how_it_runs_and_where() -> None:
    assert describe(SERVICE, is_alive=True) == (
        "Service shop: run (process), 1 of 2 tasks, answers: http://127.0.0.1:8080/"
    )
    container = Service(
        name="shop", arn="a", how="container", desired=2, running=2, url="http://127.0.0.1:49153/"
    )
    assert describe(container, is_alive=False) == (
        "Service shop: run (container), 2 of 2 tasks, does NOT answer: http://127.0.0.1:49153/"
    )
    nothing = Service(name="shop", arn="a", how="recorded", desired=1, note="its container names no port")
    assert describe(nothing, is_alive=False) == (
        "Service shop: recorded, nothing runs (its container names no port)"
    )
