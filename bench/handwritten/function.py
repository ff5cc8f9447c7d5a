"""A function with a role and a log of its own."""

from pathlib import Path
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct


def function(
    scope: Construct,
    construct_id: str,
    code: Path,
    handler: str,
    log_group: logs.LogGroup,
    actions: list[str],
    **network: Any,
) -> lambda_.Function:
    """Make a function that may do some things, and writes to a log group."""
    write = iam.PolicyStatement(
        actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group.log_group_arn]
    )
    rights = iam.PolicyStatement(actions=actions, resources=["*"])
    role = iam.Role(
        scope,
        f"{construct_id}Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={"Run": iam.PolicyDocument(statements=[write, rights])},
    )
    return lambda_.Function(
        scope,
        construct_id,
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler=handler,
        code=lambda_.Code.from_asset(str(code)),
        log_group=log_group,
        role=role.without_policy_updates(),
        **network,
    )
