"""The key of the logs."""

from collections.abc import Callable

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_logs as logs

from goldenpath import LogKey


@pytest.fixture(scope="module")
def stacks(
    make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]
) -> tuple[assertions.Template, assertions.Template]:
    owner = make_stack()
    user = make_stack_beside(owner)
    logs.LogGroup(user, "LogGroup", encryption_key=LogKey(owner, "LogKey"))
    return assertions.Template.from_stack(owner), assertions.Template.from_stack(user)


def test_it_rotates_and_outlives_its_stack(stacks: tuple[assertions.Template, assertions.Template]) -> None:
    stacks[0].has_resource(
        "AWS::KMS::Key", {"Properties": {"EnableKeyRotation": True}, "DeletionPolicy": "Retain"}
    )


def test_logs_may_use_it_for_this_accounts_log_groups_only(
    stacks: tuple[assertions.Template, assertions.Template],
) -> None:
    key = next(iter(stacks[0].find_resources("AWS::KMS::Key").values()))
    services = [
        statement
        for statement in key["Properties"]["KeyPolicy"]["Statement"]
        if "Service" in statement["Principal"]
    ]

    assert len(services) == 1
    assert services[0]["Principal"] == {"Service": "logs.eu-west-1.amazonaws.com"}
    assert services[0]["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:log-group:*"}
    }


def test_a_key_in_use_cannot_be_deleted(stacks: tuple[assertions.Template, assertions.Template]) -> None:
    stacks[1].has_resource_properties(
        "AWS::Logs::LogGroup", {"KmsKeyId": {"Fn::ImportValue": assertions.Match.any_value()}}
    )
