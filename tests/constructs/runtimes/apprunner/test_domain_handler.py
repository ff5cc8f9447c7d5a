"""The function that tells App Runner of names."""

from typing import Any

import pytest

from goldenpath.runtimes.apprunner.domains.handler import index

SERVICE = "arn:aws:apprunner:eu-west-1:111111111111:service/checkout/8fe1e10304f84fd2b0df550fe98a71fa"
NAME = "pay.shop.example.com"
RECORDS = [
    {"Name": f"_{number}.{NAME}.", "Type": "CNAME", "Value": f"_{number}.acm.aws."} for number in (1, 2)
]


class Context:
    log_stream_name = "stream"

    def __init__(self) -> None:
        self._left = 4

    def get_remaining_time_in_millis(self) -> int:
        self._left -= 1
        return 600_000 if self._left else 0


class AppRunner:
    """Names of one service, whose records come one with each look after the name is there."""

    def __init__(self, *names: str, records: int = 2) -> None:
        self.names = list(names)
        self._records = records
        self._looks = 0

    def associate_custom_domain(self, *, ServiceArn: str, DomainName: str, EnableWWWSubdomain: bool) -> None:  # noqa: N803
        assert (ServiceArn, EnableWWWSubdomain) == (SERVICE, False)
        self.names.append(DomainName)

    def disassociate_custom_domain(self, *, ServiceArn: str, DomainName: str) -> None:  # noqa: N803
        assert ServiceArn == SERVICE
        self.names.remove(DomainName)

    def describe_custom_domains(self, *, ServiceArn: str) -> dict[str, Any]:  # noqa: N803
        assert ServiceArn == SERVICE
        self._looks += 1
        known = RECORDS[: min(self._looks - 1, self._records)]
        return {
            "CustomDomains": [
                {"DomainName": name, "CertificateValidationRecords": known} for name in self.names
            ]
        }


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_PAUSE_SECONDS", 0)


def ask(monkeypatch: pytest.MonkeyPatch, url: str, client: AppRunner, kind: str, **more: str) -> None:
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

    assert client.names == [NAME]
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

    assert client.names == [NAME]


def test_a_name_goes_with_its_resource(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    client = AppRunner(NAME, "other.example.com")
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId=f"{SERVICE}|{NAME}")  # again
    ask(monkeypatch, url, client, "Delete", PhysicalResourceId="Association")  # which never was one

    assert client.names == ["other.example.com"]
    assert [answer["Status"] for answer in received] == ["SUCCESS"] * 3


def test_a_proof_that_never_comes_is_said(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, list[dict[str, Any]]]
) -> None:
    url, received = answers
    ask(monkeypatch, url, AppRunner(records=1), "Create")

    assert received[0]["Status"] == "FAILED"
    assert f"App Runner names 1 of 2 records that prove {NAME} to be ours" in received[0]["Reason"]
