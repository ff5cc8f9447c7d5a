"""The key that a stage's logs are encrypted with."""

from aws_cdk import ArnFormat, CrossStackReferences, ReferenceStrength, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct


class LogKey(kms.Key):
    """A customer-managed key for the log groups of one account and region.

    Make it once and pass it to everything that writes logs. CloudWatch Logs may use it for log groups
    of this account and region, and for nothing else. A stack that uses the key holds it: while there is
    one, the key's stack cannot be deleted, since the logs would be lost with it.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import LogKey
    >>> stack = cdk.Stack(cdk.App(), "Foundation")
    >>> key = LogKey(stack, "LogKey")

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, description="Encrypts log groups", enable_key_rotation=True)
        CrossStackReferences.of(self).produce(ReferenceStrength.STRONG)
        stack = Stack.of(self)
        log_groups = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name="*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(f"logs.{stack.region}.amazonaws.com")],
                actions=[
                    "kms:Encrypt*",
                    "kms:Decrypt*",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:Describe*",
                ],
                resources=["*"],  # in a key's policy, this is the key itself
                conditions={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_groups}},
            )
        )
