"""What an account needs once, before anything else stands in it."""

import aws_cdk as cdk
from constructs import Construct

from goldenpath import AccountTracing, LogKey


class FoundationStack(cdk.Stack):
    """Account-wide tracing and the key of the logs."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.log_key = LogKey(self, "LogKey")
        AccountTracing(self, "Tracing")
