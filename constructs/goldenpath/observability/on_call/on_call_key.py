"""The key that what people are told is encrypted with."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

_SPEAKERS = ("cloudwatch", "events", "sns")


class OnCallKey(kms.Key):
    """A customer-managed key that alarms, rules and topics may use.

    Whose they may be, the policies of the topics and queues say.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.

    References
    ----------
    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(
            scope, construct_id, description="Encrypts what people are told", enable_key_rotation=True
        )
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(f"{name}.amazonaws.com") for name in _SPEAKERS],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],  # in a key's policy, this is the key itself
            )
        )
