"""Tracing, switched on once for an account."""

from collections.abc import Callable

import aws_cdk as cdk
import pytest
from aws_cdk import assertions

from goldenpath import AccountTracing


@pytest.fixture(scope="module")
def template(make_stack: Callable[[], cdk.Stack]) -> assertions.Template:
    stack = make_stack()
    AccountTracing(stack, "Tracing", indexing_percent=5)
    return assertions.Template.from_stack(stack)


def test_spans_are_indexed_as_said_once_xray_may_write_them(template: assertions.Template) -> None:
    policy = next(iter(template.find_resources("AWS::Logs::ResourcePolicy")))

    template.has_resource(
        "AWS::XRay::TransactionSearchConfig",
        {"Properties": {"IndexingPercentage": 5}, "DependsOn": [policy]},
    )


def test_xray_writes_spans_of_this_account_only(template: assertions.Template) -> None:
    policy = str(template.find_resources("AWS::Logs::ResourcePolicy"))

    assert "aws/spans" in policy
    assert "aws:SourceAccount" in policy
