"""The function that waits for what EKS makes of an ingress."""

from typing import Any

import pytest

from goldenpath.runtimes.eks.ingress_reader.handler import index

PREFIX = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:"
BALANCER = {
    "LoadBalancerArn": f"{PREFIX}loadbalancer/app/k8s-shop/50dc6c495c0c9188",
    "DNSName": "k8s-shop-123.eu-west-1.elb.amazonaws.com",
    "CanonicalHostedZoneId": "Z32O12XQLNTSW2",
}
INGRESS = {
    "Hostname": "K8s-shop-123.eu-west-1.elb.amazonaws.com",
    "Path": "/cart/*",
    "Host": "",
    "Versions": "2",
}


class Context:
    log_stream_name = "stream"

    def __init__(self, looks: int) -> None:
        self._left = looks

    def get_remaining_time_in_millis(self) -> int:
        self._left -= 1
        return 600_000 if self._left else 0


class LoadBalancing:
    """A load balancer whose rules appear one look after the other."""

    def __init__(self, *rules_by_look: list[dict[str, Any]]) -> None:
        self._looks = iter(rules_by_look)

    def get_paginator(self, operation: str) -> "Pages":
        if operation == "describe_load_balancers":
            return Pages({"LoadBalancers": [BALANCER]})
        return Pages({"Rules": next(self._looks)})

    def describe_listeners(self, **_: str) -> dict[str, Any]:
        return {"Listeners": [{"ListenerArn": "listener"}]}


class Pages:
    def __init__(self, page: dict[str, Any]) -> None:
        self._page = page

    def paginate(self, **_: str) -> list[dict[str, Any]]:
        return [self._page]


def rule(path: str, *groups: str, host: str = "") -> dict[str, Any]:
    conditions = [{"Field": "path-pattern", "PathPatternConfig": {"Values": [path]}}]
    if host:
        conditions.append({"Field": "host-header", "HostHeaderConfig": {"Values": [host]}})
    targets = [{"TargetGroupArn": f"{PREFIX}targetgroup/{group}", "Weight": 1} for group in groups]
    return {
        "Conditions": conditions,
        "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": targets}}],
    }


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_PAUSE_SECONDS", 0)


def ask(
    monkeypatch: pytest.MonkeyPatch, url: str, client: LoadBalancing, kind: str = "Create", **ingress: str
) -> None:
    monkeypatch.setattr("boto3.client", lambda service: {"elbv2": client}[service])
    index.handler(
        {
            "RequestType": kind,
            "ResponseURL": url,
            "StackId": "stack",
            "RequestId": "request",
            "LogicalResourceId": "Names",
            "ResourceProperties": INGRESS | ingress,
        },
        Context(looks=3),
    )


def test_names_are_those_of_metrics(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    others = [rule("/shop/*", "other/1"), rule("/cart/*", "wrong/1", "wrong/2", host="cart.example.com")]
    ask(monkeypatch, url, LoadBalancing([], [*others, rule("/cart/*", "stable/1", "canary/2")]))

    assert received[0]["Status"] == "SUCCESS"
    assert received[0]["Data"] == {
        "LoadBalancer": "app/k8s-shop/50dc6c495c0c9188",
        "HostedZoneId": "Z32O12XQLNTSW2",
        "TargetGroup1": "targetgroup/stable/1",
        "TargetGroup2": "targetgroup/canary/2",
    }


def test_a_load_balancer_is_found_without_a_service(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, LoadBalancing(), Path="", Versions="0")

    assert received[0]["Data"].keys() == {"LoadBalancer", "HostedZoneId"}


def test_what_never_comes_is_said(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, LoadBalancing([], [], []))

    assert received[0]["Status"] == "FAILED"
    assert "No rule leads /cart/* to 2 target groups. `kubectl describe ingress`" in received[0]["Reason"]


def test_a_strange_load_balancer_is_none(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, LoadBalancing(), Hostname="gone.example.com")

    assert "No load balancer has the name gone.example.com" in received[0]["Reason"]


def test_nothing_is_read_when_it_goes(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, LoadBalancing(), kind="Delete")

    assert (received[0]["Status"], received[0]["Data"]) == ("SUCCESS", {})
