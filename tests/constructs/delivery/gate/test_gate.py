"""A gate is closed while an alarm is in alarm."""

import boto3
import pytest
from botocore.stub import Stubber

from goldenpath.delivery.gate import command


def gate(monkeypatch: pytest.MonkeyPatch, **states: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("cloudwatch", region_name="eu-west-1")
    stub = Stubber(client)
    metric = [{"AlarmName": name, "StateValue": state} for name, state in states.items()]
    stub.add_response("describe_alarms", {"MetricAlarms": metric[1:], "CompositeAlarms": metric[:1]})
    stub.activate()
    monkeypatch.setattr(command, "_client", lambda *_: client)
    command.run(["--role", "arn", "--region", "eu-west-1", "budget", "other"])


def test_it_is_open_where_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(monkeypatch, budget="OK", other="INSUFFICIENT_DATA")

    assert capsys.readouterr().out == "budget: OK\nother: INSUFFICIENT_DATA\n"


def test_it_is_open_before_the_alarm_exists_but_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(monkeypatch, budget="OK")

    assert "other: does not exist" in capsys.readouterr().out


def test_it_is_closed_in_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as caught:
        gate(monkeypatch, budget="OK", other="ALARM")

    assert caught.value.code == "Nothing goes in while other is in alarm; see its runbook."
