"""Switch tracing on for one account and region."""

from aws_cdk import Aws
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_xray as xray
from constructs import Construct


class AccountTracing(Construct):
    """Application Signals discovery and X-Ray Transaction Search, for a whole account and region.

    Both are singletons of an account and region: make this once in each, never in a service's stack.
    X-Ray then writes every span to CloudWatch Logs (``aws/spans``) and indexes a share of them as traces.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    indexing_percent
        Share of spans that X-Ray indexes for trace summaries, 0 to 100. CloudWatch keeps all spans
        whatever it is; 1 % is free of charge.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import AccountTracing
    >>> stack = cdk.Stack(cdk.App(), "Foundation")
    >>> tracing = AccountTracing(stack, "Tracing", indexing_percent=5)

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search.html
    """

    def __init__(self, scope: Construct, construct_id: str, *, indexing_percent: float = 1) -> None:
        super().__init__(scope, construct_id)
        applicationsignals.CfnDiscovery(self, "Discovery")
        search = xray.CfnTransactionSearchConfig(
            self, "TransactionSearch", indexing_percentage=indexing_percent
        )
        # X-Ray checks at switch-on that it may write, so the policy has to be there first.
        search.node.add_dependency(self._let_xray_write_spans())

    def _let_xray_write_spans(self) -> logs.ResourcePolicy:
        log_groups = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group"
        return logs.ResourcePolicy(
            self,
            "SpansPolicy",
            policy_statements=[
                iam.PolicyStatement(
                    principals=[iam.ServicePrincipal("xray.amazonaws.com")],
                    actions=["logs:PutLogEvents"],
                    resources=[
                        f"{log_groups}:aws/spans:*",
                        f"{log_groups}:/aws/application-signals/data:*",
                    ],
                    conditions={
                        "ArnLike": {
                            "aws:SourceArn": f"arn:{Aws.PARTITION}:xray:{Aws.REGION}:{Aws.ACCOUNT_ID}:*"
                        },
                        "StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID},
                    },
                )
            ],
        )
