"""The way from an alarm to people."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.observability.dashboards.panels import Panel, queue_panel
from goldenpath.observability.on_call.chat import Chat
from goldenpath.observability.on_call.enrichment import EnrichmentFunction
from goldenpath.observability.on_call.enrichment.enrichment_function import TIMEOUT
from goldenpath.observability.on_call.inbox import Inbox
from goldenpath.observability.on_call.on_call_key import OnCallKey
from goldenpath.observability.on_call.own_alarms import OwnAlarms
from goldenpath.observability.on_call.people import People
from goldenpath.observability.on_call.targets import OnCallTargets, SlackChannel, TeamsChannel
from goldenpath.observability.severity import Severity

_VISIBLE_AFTER = 6
"""https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"""


class OnCall(Construct):
    """The way from an alarm to people, by how urgent it is.

    An alarm with one of its actions is told of: what it means, since when, whose it is and what was deployed
    last, with links to its runbook, dashboard, traces and logs. The severity in its description decides who
    is told; an alarm without one pages. Nothing that an alarm told is lost: it waits in a queue until all
    topics of its severity were told; where that fails for twenty minutes, an alarm of another way says so.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack that is deployed before the services'.
    construct_id
        Its id in that scope.
    targets
        Whom each severity reaches: ``page`` and ``ticket`` at least. Empty ones reach nobody.
    owner
        The team that answers for this way.
    runbook
        ``https`` address of what to do when it fails.
    log_key
        Key that the function's log is encrypted with.
    log_retention
        How long its log is kept.

    Raises
    ------
    ValueError
        If a severity has no targets that should have some.

    Attributes
    ----------
    actions
        What an alarm tells, by how urgent it is.
    topics
        Lead to people directly, for whatever is no alarm, such as a rule of EventBridge.
    function
        What turns an alarm into a message.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_logs as logs
    >>> from goldenpath import LogKey, OnCall, OnCallTargets
    >>> from goldenpath.observability import Severity
    >>> stack = cdk.Stack(cdk.App(), "OnCall")
    >>> on_call = OnCall(
    ...     stack, "OnCall", owner="team-platform", runbook="https://runbooks.example.com/on-call",
    ...     targets=dict.fromkeys(Severity, OnCallTargets(email=["on-call@example.com"])),
    ...     log_key=LogKey(stack, "LogKey"), log_retention=logs.RetentionDays.ONE_MONTH,
    ... )
    >>> sorted(on_call.actions)
    [<Severity.NOTICE: 'notice'>, <Severity.PAGE: 'page'>, <Severity.TICKET: 'ticket'>]
    """

    topics: Mapping[Severity, sns.ITopic]
    actions: Mapping[Severity, cloudwatch.IAlarmAction]

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        targets: Mapping[Severity, OnCallTargets],
        owner: str,
        runbook: str,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        _check(targets)
        key = OnCallKey(self, "Key")
        inbox = Inbox(self, "Inbox", key=key, longest=Duration.seconds(_VISIBLE_AFTER * TIMEOUT.to_seconds()))
        told = {severity: targets.get(severity, OnCallTargets()) for severity in Severity}
        people = {
            severity: People(self, severity.title(), targets=each, key=key, undelivered=inbox.undelivered)
            for severity, each in told.items()
        }
        if channels := _channels(told, people):
            Chat(self, "Chat", channels=channels)
        self.function = EnrichmentFunction(
            self,
            "Enrichment",
            inbox=inbox,
            people=people,
            memory=_memory(self, key),
            key=key,
            log_key=log_key,
            log_retention=log_retention,
        ).function
        OwnAlarms(
            self, "OwnAlarms", inbox=inbox, topics=people[Severity.PAGE].all, owner=owner, runbook=runbook
        )
        self._inbox = inbox
        self.topics = {severity: each.topic for severity, each in people.items()}
        self.actions = dict.fromkeys(Severity, actions.SnsAction(inbox.topic))

    @property
    def panel(self) -> Panel:
        """How this way does, for a dashboard."""
        return queue_panel(
            "From alarms to people",
            self._inbox.queue,
            dead_letters={"not told": self._inbox.failed, "not delivered": self._inbox.undelivered},
        )


def _check(targets: Mapping[Severity, OnCallTargets]) -> None:
    missing = [severity for severity in (Severity.PAGE, Severity.TICKET) if severity not in targets]
    if missing:
        given = ", ".join(targets) or "nothing"
        raise ValueError(
            f"OnCall has targets for {given}, and none for {' and '.join(missing)}: say whom they "
            "reach, or that it is nobody, with an empty OnCallTargets()"
        )


def _channels(
    told: Mapping[Severity, OnCallTargets], people: Mapping[Severity, People]
) -> dict[SlackChannel | TeamsChannel, list[sns.ITopic]]:
    """Give each channel's topics: an account has one configuration of a channel."""
    found: dict[SlackChannel | TeamsChannel, list[sns.ITopic]] = {}
    for severity, targets in told.items():
        topic = people[severity].chat
        for channel in targets.chat:
            if topic is not None:
                found.setdefault(channel, []).append(topic)
    return found


def _memory(scope: Construct, key: kms.IKey) -> dynamodb.Table:
    table = dynamodb.Table(
        scope,
        "Memory",
        partition_key=dynamodb.Attribute(name="alarm", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="changed", type=dynamodb.AttributeType.STRING),
        time_to_live_attribute="expires_at",
        encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
        encryption_key=key,
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
    )
    reason = "It holds what people were told, which they have, and forgets it after 90 days."
    acknowledge(
        table,
        {
            "AwsSolutions-DDB3": reason,
            "NIST.800.53.R5-DynamoDBPITREnabled": reason,
            "NIST.800.53.R5-DynamoDBInBackupPlan": reason,
        },
    )
    return table
