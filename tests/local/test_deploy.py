"""The whole local stage, deployed by the real CDK CLI, read back, changed by hand and destroyed."""

import json
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from local.assembly import Assembly, Stack
from local.environment import cdk_command, cdk_environment
from local.reporting.ledger import LEVELS, read_resources
from local.reporting.summary import read_summary
from tests.local.running import Local

pytestmark = pytest.mark.xdist_group("the whole local stage")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    it = Local(tmp_path_factory.mktemp("whole"))
    yield it
    it.run("stop")
    it.wait_until_nothing_runs()


@pytest.fixture(scope="module")
def first(local: Local) -> "subprocess.CompletedProcess[str]":
    return local.run("deploy", "--port", str(local.port), timeout_seconds=300)


@pytest.fixture
def stacks(local: Local, first: "subprocess.CompletedProcess[str]") -> list[Stack]:
    assert first.returncode == 0, first.stderr
    return Assembly(local.state.assembly).stacks()


def test_every_stack_is_deployed_and_stderr_is_quiet(
    first: "subprocess.CompletedProcess[str]", stacks: list[Stack]
) -> None:
    assert first.stderr == ""
    for stack in stacks:
        assert f"{stack.path}: deployed ({len(stack.resources)} resources" in first.stdout


def test_every_resource_of_every_template_is_there(local: Local, stacks: list[Stack]) -> None:
    cloudformation = local.client("cloudformation")
    for stack in stacks:
        found = cloudformation.describe_stack_resources(StackName=stack.name)["StackResources"]
        assert {item["LogicalResourceId"] for item in found} == set(stack.resources)
        assert {item["ResourceStatus"] for item in found} == {"CREATE_COMPLETE"}


def test_apis_answer_for_what_the_table_calls_emulated(local: Local, stacks: list[Stack]) -> None:
    by_type: dict[str, list[str]] = {}
    for resource in read_resources(local.state.resources):
        by_type.setdefault(resource.type, []).append(resource.physical_id)
    ec2, elbv2 = local.client("ec2"), local.client("elbv2")
    vpcs = ec2.describe_vpcs(VpcIds=by_type["AWS::EC2::VPC"])["Vpcs"]
    described = [
        resource["Properties"]["CidrBlock"]
        for stack in stacks
        for resource in stack.resources.values()
        if resource["Type"] == "AWS::EC2::VPC"
    ]
    assert [vpc["CidrBlock"] for vpc in vpcs] == described
    subnets = ec2.describe_subnets(SubnetIds=by_type["AWS::EC2::Subnet"])["Subnets"]
    assert len(subnets) == len(by_type["AWS::EC2::Subnet"])
    balancers = by_type["AWS::ElasticLoadBalancingV2::LoadBalancer"]
    assert elbv2.describe_load_balancers(LoadBalancerArns=balancers)["LoadBalancers"]
    services = by_type["AWS::ECS::Service"]
    [cluster] = by_type["AWS::ECS::Cluster"]
    found = local.client("ecs").describe_services(cluster=cluster, services=services)["services"]
    assert [item["status"] for item in found] == ["ACTIVE"] * 3


def test_the_table_counts_what_the_templates_hold(
    first: "subprocess.CompletedProcess[str]", local: Local, stacks: list[Stack]
) -> None:
    resources = read_resources(local.state.resources)
    assert len(resources) == sum(len(stack.resources) for stack in stacks)
    assert {resource.how for resource in resources} <= set(LEVELS)
    assert f"{len(resources)} resources" in first.stdout
    assert "recorded, not built (no container engine)" in first.stdout


def test_a_shopper_orders_at_the_printed_url(first: "subprocess.CompletedProcess[str]", local: Local) -> None:
    urls = {service.name: service.url for service in read_summary(local.state.summary).services}
    assert set(urls) == {"catalog", "checkout", "storefront"}
    for name, url in urls.items():
        assert f"Service {name}: run (process), 1 of 1 tasks, answers: {url}" in first.stdout
    product = f"{urls['catalog']}catalog/products/trail-mug"
    before = _asked(product)["stock"]
    wanted = {"lines": [{"product_id": "trail-mug", "quantity": 2}]}
    keys = {"Idempotency-Key": "an-order-of-this-test"}
    order = _asked(f"{urls['storefront']}api/orders", wanted, keys)

    assert (order["state"], order["total_cents"]) == ("confirmed", 2900)
    assert _asked(f"{urls['storefront']}api/orders", wanted, keys) == order
    assert _asked(product)["stock"] == before - 2
    tables = [item.physical_id for item in read_resources(local.state.resources) if "DynamoDB" in item.type]
    (orders,) = [table for table in tables if "Orders" in table]
    items = local.client("dynamodb").scan(TableName=orders)["Items"]
    assert [item["state"]["S"] for item in items if item["pk"]["S"] == order["order_id"]] == ["confirmed"]


def _asked(url: str, body: object = None, headers: Mapping[str, str] | None = None) -> Any:
    content = None if body is None else json.dumps(body).encode()
    every = {"Content-Type": "application/json", **(headers or {})}
    with urllib.request.urlopen(urllib.request.Request(url, content, every), timeout=10) as response:  # noqa: S310
        return json.load(response)


def test_a_change_by_hand_is_reported_as_drift(local: Local, stacks: list[Stack]) -> None:
    assert stacks
    assert "Number of resources with drift: 0" in _drift(local)
    group = next(
        item.physical_id
        for item in read_resources(local.state.resources)
        if item.type == "AWS::Logs::LogGroup" and item.logical_id.startswith("ServiceTaskLogGroup")
    )
    local.client("logs").put_retention_policy(logGroupName=group, retentionInDays=3653)
    report = _drift(local)
    assert "Number of resources with drift: 1" in report
    assert "[+] 3653" in report


def test_a_second_deployment_finds_no_changes(local: Local, stacks: list[Stack]) -> None:
    again = local.run("deploy")
    assert again.returncode == 0, again.stderr
    assert "No changes: every stack is deployed as this checkout describes it" in again.stdout
    for stack in stacks:
        assert f"{stack.path}: no changes" in again.stdout


def test_status_tells_of_the_running_one(local: Local, stacks: list[Stack]) -> None:
    assert stacks
    status = local.run("status")
    assert f"The local AWS runs on http://127.0.0.1:{local.port}" in status.stdout
    assert "Service storefront: run (process)" in status.stdout


def test_everything_is_destroyed(local: Local, stacks: list[Stack]) -> None:
    number = sum(len(stack.resources) for stack in stacks)
    down = local.run("down")
    assert down.returncode == 0, down.stderr
    assert f"Destroyed {number} resources; nothing is left." in down.stdout
    assert "The local AWS is stopped." in down.stdout
    assert not local.processes()
    assert sorted(path.name for path in local.state.directory.iterdir()) == ["lock", "logs"]
    again = local.run("down")
    assert again.returncode == 0
    assert "Nothing to destroy: the local AWS does not run." in again.stdout


def _drift(local: Local) -> str:
    command = cdk_command("drift", "--app", str(local.state.assembly), "local/*")
    result = subprocess.run(
        command, cwd=Path(local.state.directory), env=cdk_environment(local.port, local.state), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return result.stdout + result.stderr
