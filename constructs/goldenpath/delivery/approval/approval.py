"""A person, shown the evidence, lets a version in."""

from collections.abc import Sequence

from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from goldenpath.delivery.approval.approving_function import ApprovingFunction, Unread
from goldenpath.private_bucket import PrivateBucket

ACTION = "Approve"
_KEPT = Duration.days(365)
_REQUESTS = {
    "approval": sns.FilterOrPolicy.policy(
        {"token": sns.FilterOrPolicy.filter(sns.SubscriptionFilter.exists_filter())}
    )
}


class Approval(Construct):
    """Tells people of the evidence for a release and waits for their word; what changes nothing needs none.

    Parameters
    ----------
    scope
        The pipeline.
    construct_id
        Its id in that scope.
    pipeline_name, stage_name
        Where the action is.
    notified
        E-mail addresses that are told.
    key
        Key of pages and messages.
    log_key, log_retention
        Key of logs, and how long they are kept.
    unread
        Who hears of a request that could not be read.

    Attributes
    ----------
    pages
        The bucket of pages, kept for a year.
    namespace
        Where the variables are looked for that gathering evidence exports; no other has this name.
    topic
        Where requests are told.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline_name: str,
        stage_name: str,
        notified: Sequence[str],
        key: kms.IKey,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        unread: Unread,
    ) -> None:
        super().__init__(scope, construct_id)
        self.pages = _pages(self, key)
        self.namespace = stage_name
        self.topic = sns.Topic(self, "Requests", master_key=key, enforce_ssl=True)
        for address in notified:
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
        stack = Stack.of(self)
        approving = ApprovingFunction(
            self,
            "Approving",
            action_arn=f"arn:{Aws.PARTITION}:codepipeline:{stack.region}:{stack.account}:"
            f"{pipeline_name}/{stage_name}/{ACTION}",
            key=key,
            log_key=log_key,
            log_retention=log_retention,
            unread=unread,
        )
        self.topic.add_subscription(
            subscriptions.LambdaSubscription(approving.function, filter_policy_with_message_body=_REQUESTS)
        )

    def action(self, run_order: int) -> actions.ManualApprovalAction:
        """Make the action that waits.

        Parameters
        ----------
        run_order
            Its place in the stage, after that of the evidence.
        """
        evidence = f"#{{{self.namespace}.EVIDENCE_"
        return actions.ManualApprovalAction(
            action_name=ACTION,
            notification_topic=self.topic,
            external_entity_link=f"{evidence}URL}}",
            # The function reads what stands before the colon.
            additional_information=f"{evidence}VERDICT}}: what would change stands on the page",
            run_order=run_order,
        )


def _pages(scope: Construct, key: kms.IKey) -> s3.Bucket:
    return PrivateBucket(
        scope,
        "Pages",
        kept=_KEPT,
        kept_once_replaced=Duration.days(30),
        key=key,
        unlogged="CloudTrail has who read a page; a page tells of templates, and holds no data of users.",
        unreplicated="A page helps a decision of that day.",
    )
