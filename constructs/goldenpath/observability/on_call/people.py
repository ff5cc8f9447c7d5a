"""The ways to the people of one severity."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from goldenpath.observability.on_call.alarm_topic import AlarmTopic
from goldenpath.observability.on_call.targets import OnCallTargets

_PATIENCE = sns.HealthyRetryPolicy(
    num_retries=60,
    min_delay_target=Duration.seconds(5),
    max_delay_target=Duration.seconds(60),
    backoff_function=sns.BackoffFunction.EXPONENTIAL,
)
"""The longest that SNS allows: an hour. By default it gives up within a minute.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
"""


class People(Construct):
    """Topics that lead to the people of one severity.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    targets
        Who they are.
    key
        What it is encrypted with.
    undelivered
        Keeps what did not arrive.

    Attributes
    ----------
    topic
        Leads to e-mail addresses, endpoints and functions.
    chat
        Leads to channels, which take messages of a form of their own; none where there are no channels.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        targets: OnCallTargets,
        key: kms.IKey,
        undelivered: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        self.topic: sns.Topic = AlarmTopic(self, "Topic", key=key)
        self.chat: sns.Topic | None = AlarmTopic(self, "Chat", key=key) if targets.chat else None
        for address in targets.email:
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
        for number, endpoint in enumerate(targets.https):
            # UrlSubscription would name it by its address.
            sns.Subscription(
                self,
                f"Endpoint{number}",
                topic=self.topic,
                protocol=sns.SubscriptionProtocol.HTTPS,
                endpoint=endpoint.address,
                dead_letter_queue=undelivered,
                delivery_policy=sns.DeliveryPolicy(healthy_retry_policy=_PATIENCE),
            )
        for function in targets.functions:
            self.topic.add_subscription(
                subscriptions.LambdaSubscription(function, dead_letter_queue=undelivered)
            )

    @property
    def all(self) -> tuple[sns.Topic, ...]:
        """Every topic."""
        return (self.topic,) if self.chat is None else (self.topic, self.chat)
