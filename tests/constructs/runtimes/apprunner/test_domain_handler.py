"""The function that tells App Runner of names."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from goldenpath.runtimes.apprunner.domains.handler import index

SERVICE = "arn:aws:apprunner:eu-west-1:111111111111:service/checkout/8fe1e10304f84fd2b0df550fe98a71fa"
NAME = "pay.shop.example.com"
RECORDS = [
    {"Name": f"_{number}.{NAME}.", "Type": "CNAME", "Value": f"_{number}.acm.aws."} for number in (1, 2)
]


class Context:
    log_stream_name = "stream"

    def __init__(self) -> None:
        self._left = 8

    def get_remaining_time_in_millis(self) -> int:
        self._left -= 1
        return 600_000 if self._left else 0


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Operation")


class AppRunner:
    """Names of one service, a page each, whose records come one with each look after the name is there."""

    def __init__(self, *names: str, records: int = 2, busy: int = 0, status: str = "active") -> None:
        self.names = dict.fromkeys(names, status)
        self.service = SERVICE
        self.exists = True
        self._records = records
        self._busy = busy
        self._status = status
        self._looks = 0

    def associate_custom_domain(self, *, ServiceArn: str, DomainName: str, EnableWWWSubdomain: bool) -> None:  # noqa: N803
        assert not EnableWWWSubdomain
        self._refuse_while_busy()
        assert DomainName not in self.names
        self.names[DomainName] = self._status
        self.service = ServiceArn

    def disassociate_custom_domain(self, *, ServiceArn: str, DomainName: str) -> None:  # noqa: N803
        assert ServiceArn == self.service
        self._refuse_while_busy()
        self.names[DomainName] = "DELETING"

    def describe_custom_domains(self, *, ServiceArn: str, NextToken: str = "0") -> dict[str, Any]:  # noqa: N803
        if not self.exists:
            raise refusal("ResourceNotFoundException")
        if ServiceArn != self.service:
            return {"CustomDomains": []}
        number = int(NextToken)
        if number == 0:
            self._looks += 1
        known = RECORDS[: min(self._looks - 1, self._records)]
        page = [
            {"DomainName": name, "Status": status, "CertificateValidationRecords": known}
            for name, status in list(self.names.items())[number : number + 1]
        ]
        if number + 1 < len(self.names):
            return {"CustomDomains": page, "NextToken": str(number + 1)}
        self.names = {name: status for name, status in self.names.items() if status != "DELETING"}
        return {"CustomDomains": page}

    def _refuse_while_busy(self) -> None:
        self._busy -= 1
        if self._busy >= 0:
            raise refusal("InvalidStateException")


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_PAUSE_SECONDS", 0)


def ask(monkeypatch: pytest.MonkeyPatch, url: str, client: AppRunner, kind: str, **more: Any) -> None:
    monkeypatch.setattr("boto3.client", lambda service: {"apprunner": client}[service])
    index.handler(
        {
            "RequestType": kind,
            "ResponseURL": url,
            "StackId": "stack",
            "RequestId": "request",
            "LogicalResourceId": "Association",
            "ResourceProperties": {"ServiceArn": SERVICE, "DomainName": NAME, "Records": "2"},
            **more,
        },
        Context(),
    )


def test_a_name_is_associated_and_its_proof_told(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner()
    ask(monkeypatch, url, client, "Create")

    assert client.names.keys() == {NAME}
    assert received[0]["Status"] == "SUCCESS"
    assert received[0]["PhysicalResourceId"] == f"{SERVICE}|{NAME}"
    assert received[0]["Data"] == {
        "Name1": f"_1.{NAME}.",
        "Value1": "_1.acm.aws.",
        "Name2": f"_2.{NAME}.",
        "Value2": "_2.acm.aws.",
    }


def test_a_name_that_is_there_is_not_told_again(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, _ = answers
    client = AppRunner(NAME)
    ask(monkeypatch, url, client, "Update")

    assert client.names.keys() == {NAME}


def test_a_name_moves_to_another_service(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner(NAME)
    client.service = f"{SERVICE}0"
    old = {"ServiceArn": client.service, "DomainName": NAME, "Records": "2"}
    ask(monkeypatch, url, client, "Update", OldResourceProperties=old)

    assert (client.service, client.names) == (SERVICE, {NAME: "active"})
    assert received[0]["PhysicalResourceId"] == f"{SERVICE}|{NAME}"


def test_a_name_goes_with_its_resource(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner("other.example.com", NAME)
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")  # again
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId="Association")  # which never was one

    assert client.names.keys() == {"other.example.com"}
    assert [answer["Status"] for answer in received] == ["SUCCESS"] * 3


def test_a_proof_that_never_comes_is_said(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, AppRunner(records=1), "Create")

    assert received[0]["Status"] == "FAILED"
    assert f"App Runner names 1 of 2 records that prove {NAME} to be ours" in received[0]["Reason"]


@pytest.mark.parametrize("kind", ["Create", "Delete"])
def test_it_waits_while_app_runner_is_busy(
    kind: str, monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner(*([NAME] if kind == "Delete" else []), busy=1)
    ask(monkeypatch, url, client, kind, PhysicalResourceId=f"{SERVICE}|{NAME}")

    assert received[0]["Status"] == "SUCCESS"
    assert (NAME in client.names) is (kind == "Create")


def test_a_name_that_is_being_taken_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner(NAME)
    client.names[NAME] = "DELETING"
    ask(monkeypatch, url, client, "Create")

    assert client.names == {NAME: "active"}
    assert received[0]["Status"] == "SUCCESS"


def test_nothing_is_taken_from_a_service_that_is_gone(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner(NAME)
    client.exists = False
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")

    assert received[0]["Status"] == "SUCCESS"


def test_a_name_that_app_runner_keeps_is_said(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, AppRunner(NAME, busy=9), "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")

    assert received[0]["Status"] == "FAILED"
    assert f"kept the name {NAME}" in received[0]["Reason"]


def test_a_name_that_is_not_to_be_had_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, AppRunner(NAME, status="create_failed"), "Create")

    assert received[0]["Status"] == "FAILED"
    assert f"App Runner could not take the name {NAME}" in received[0]["Reason"]


def test_other_refusals_are_passed_on(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner()

    def refuse(**_: Any) -> None:
        raise refusal("InvalidRequestException")

    monkeypatch.setattr(client, "associate_custom_domain", refuse)
    ask(monkeypatch, url, client, "Create")

    assert received[0]["Status"] == "FAILED"
    assert "InvalidRequestException" in received[0]["Reason"]
