"""The command that writes runbooks, where it cannot."""

import boto3
import pytest
from botocore.stub import Stubber

from goldenpath.observability.runbook import command


def test_a_stack_that_is_not_there_is_an_error_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("cloudformation", region_name="eu-west-1")
    stub = Stubber(client)
    stub.add_client_error("list_stack_resources", "ValidationError", "Stack with id Nothing does not exist")
    stub.activate()
    monkeypatch.setattr(boto3, "client", lambda *_, **__: client)

    with pytest.raises(SystemExit, match=r"The stack Nothing in eu-west-1 cannot be read: .* does not exist"):
        command.run(["--region", "eu-west-1", "Nothing"])


def test_a_stack_without_alarms_is_an_error_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("cloudformation", region_name="eu-west-1")
    stub = Stubber(client)
    stub.add_response("list_stack_resources", {"StackResourceSummaries": []})
    stub.activate()
    monkeypatch.setattr(boto3, "client", lambda *_, **__: client)

    with pytest.raises(SystemExit, match="No alarm of Network says which service it is about"):
        command.run(["--region", "eu-west-1", "Network"])
