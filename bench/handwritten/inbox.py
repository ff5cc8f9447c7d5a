"""What keeps alarms until people are told."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from bench.handwritten.metrics import MINUTE
from bench.handwritten.objectives import act_on


class Inbox(Construct):
    """A topic, the queue behind it, queues for what fails, and alarms on them."""

    def __init__(
        self, scope: Construct, construct_id: str, *, key: kms.IKey, topic: sns.Topic, page: sns.ITopic
    ) -> None:
        super().__init__(scope, construct_id)
        # As it is, so that no queue adds a statement to the key's policy, which the topics depend on.
        self._key = kms.Key.from_key_arn(self, "Key", key.key_arn)
        self.failed, self.undelivered = self._queue("Failed"), self._queue("Undelivered")
        dead_letters = sqs.DeadLetterQueue(queue=self.failed, max_receive_count=10)
        self.queue = self._queue("Queue", cdk.Duration.minutes(6), dead_letters)
        topic.add_subscription(
            subscriptions.SqsSubscription(
                self.queue, raw_message_delivery=True, dead_letter_queue=self.undelivered
            )
        )
        late = self.queue.metric_approximate_age_of_oldest_message(statistic="Maximum", period=MINUTE)
        watched = {"Failed": (_waiting(self.failed), 0), "Undelivered": (_waiting(self.undelivered), 0)}
        for name, (metric, threshold) in (watched | {"Late": (late, 300)}).items():
            alarm = cloudwatch.Alarm(
                self, f"{name}Alarm", metric=metric, threshold=threshold, evaluation_periods=1
            )
            act_on(alarm, actions.SnsAction(page))

    def _queue(
        self,
        construct_id: str,
        longest: cdk.Duration | None = None,
        dead_letters: sqs.DeadLetterQueue | None = None,
    ) -> sqs.Queue:
        return sqs.Queue(
            self,
            construct_id,
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=self._key,
            enforce_ssl=True,
            retention_period=cdk.Duration.days(14),
            visibility_timeout=longest,
            dead_letter_queue=dead_letters,
        )


def _waiting(queue: sqs.Queue) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(statistic="Maximum", period=MINUTE)
