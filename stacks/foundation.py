"""What an account needs once, before anything else stands in it."""

import aws_cdk as cdk
from constructs import Construct

from goldenpath import AccountTracing, LogKey


class FoundationStack(cdk.Stack):
    """Account-wide tracing, unless another environment of the account has it, and the key of the logs."""

    def __init__(self, scope: Construct, construct_id: str, *, traces_account: bool) -> None:
        super().__init__(scope, construct_id)
        self.log_key = LogKey(self, "LogKey")
        if traces_account:
            AccountTracing(self, "Tracing")
