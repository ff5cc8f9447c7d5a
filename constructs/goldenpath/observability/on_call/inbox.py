"""Where alarms are told first."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.observability.on_call.alarm_topic import AlarmTopic

_KEPT = Duration.days(14)
_TIMES = 10
"""With the function's pauses, about twenty minutes."""


class Inbox(Construct):
    """A topic that alarms tell, and the queue that keeps what they told until people are told.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    key
        What it is encrypted with.
    longest
        How long a message may be worked on before it is tried again.

    Attributes
    ----------
    topic
        What alarms tell.
    queue
        What the function reads.
    failed
        What people could not be told.
    undelivered
        What a topic could not deliver: to the queue, an endpoint or a function.
    """

    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey, longest: Duration) -> None:
        super().__init__(scope, construct_id)
        # Queues would name each topic in the key's policy, and topics are encrypted with the key.
        key_as_it_is = kms.Key.from_key_arn(self, "Key", key.key_arn)
        self.failed = self._queue("Failed", key_as_it_is)
        self.undelivered = self._queue("Undelivered", key_as_it_is)
        for queue in (self.failed, self.undelivered):
            acknowledge(queue, {"AwsSolutions-SQS3": "It is a dead-letter queue itself."})
        self.queue = self._queue(
            "Queue", key_as_it_is, longest, sqs.DeadLetterQueue(queue=self.failed, max_receive_count=_TIMES)
        )
        self.topic = AlarmTopic(self, "Topic", key=key)
        self.topic.add_subscription(
            subscriptions.SqsSubscription(
                self.queue, raw_message_delivery=True, dead_letter_queue=self.undelivered
            )
        )

    def _queue(
        self,
        construct_id: str,
        key: kms.IKey,
        longest: Duration | None = None,
        dead_letters: sqs.DeadLetterQueue | None = None,
    ) -> sqs.Queue:
        return sqs.Queue(
            self,
            construct_id,
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=_KEPT,
            visibility_timeout=longest,
            dead_letter_queue=dead_letters,
        )
