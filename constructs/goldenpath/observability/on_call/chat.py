"""Channels that Amazon Q Developer in chat applications speaks in."""

from collections.abc import Mapping, Sequence

from aws_cdk import Names
from aws_cdk import aws_chatbot as chatbot
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct

from goldenpath.observability.on_call.targets import SlackChannel, TeamsChannel

_LONGEST_NAME = 128
_DENY_ALL = "AWSDenyAll"


class Chat(Construct):
    """Channels in Slack and Teams, each with all topics that it listens to.

    A channel hears, and may do nothing in the account: its role has no rights, and its guardrail denies
    everything.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    channels
        Topics, by the channel that listens to them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        channels: Mapping[SlackChannel | TeamsChannel, Sequence[sns.ITopic]],
    ) -> None:
        super().__init__(scope, construct_id)
        self._role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("chatbot.amazonaws.com"))
        self._guardrail = iam.ManagedPolicy.from_aws_managed_policy_name(_DENY_ALL)
        for number, (channel, topics) in enumerate(channels.items()):
            if isinstance(channel, SlackChannel):
                self._slack(f"Slack{number}", channel, topics)
            else:
                self._teams(f"Teams{number}", channel, topics)

    def _slack(self, construct_id: str, channel: SlackChannel, topics: Sequence[sns.ITopic]) -> None:
        chatbot.SlackChannelConfiguration(
            self,
            construct_id,
            slack_channel_configuration_name=self._name(construct_id),
            slack_workspace_id=channel.workspace,
            slack_channel_id=channel.channel,
            notification_topics=topics,
            role=self._role.without_policy_updates(),
            guardrail_policies=[self._guardrail],
        )

    def _teams(self, construct_id: str, channel: TeamsChannel, topics: Sequence[sns.ITopic]) -> None:
        chatbot.CfnMicrosoftTeamsChannelConfiguration(
            self,
            construct_id,
            configuration_name=self._name(construct_id),
            teams_tenant_id=channel.tenant,
            team_id=channel.team,
            teams_channel_id=channel.channel,
            sns_topic_arns=[topic.topic_arn for topic in topics],
            iam_role_arn=self._role.role_arn,
            guardrail_policies=[self._guardrail.managed_policy_arn],
        )

    def _name(self, construct_id: str) -> str:
        path = Names.unique_resource_name(self, max_length=_LONGEST_NAME - 20, separator="-")
        return f"{path}-{construct_id}"
