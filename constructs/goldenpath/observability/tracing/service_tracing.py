"""The traces of one service."""

from aws_cdk import Aws, Names
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sns as sns
from aws_cdk import aws_xray as xray
from constructs import Construct

from goldenpath.observability.environment_name import named_within
from goldenpath.observability.tracing.sending import RECORDED_SHARE
from goldenpath.service import ServiceSpec

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-group.html
_LONGEST_NAME = 32
_PRIORITY = 1000
"""Before X-Ray's own rule, which has 10,000, and with room on both sides for rules of single routes."""

_ALWAYS_A_SECOND = 1
_ANY = "*"


class ServiceTracing(Construct):
    """The traces of one service as a group, people told when X-Ray sees faults in it, and a sampling rule.

    The group holds the indexed traces of this account that meet the service. An environment has an account,
    so they are those of the service in the environment, and of its previews if they share that account.
    X-Ray compares them with what was normal (insights), and sends an event when faults begin, change
    and end [1]_.

    How many requests are recorded is decided where a trace begins, by ``OTEL_TRACES_SAMPLER``: nothing asks
    X-Ray unless a service sets that to ``xray`` and has an agent, since the distribution does not sign that
    question. The rule says the same as the variables, so that such a service records as many as the others:
    the first request of each second, and 5 % of the rest.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service.
    topic
        Where people are told. EventBridge has to be allowed to use the key that encrypts it.

    Attributes
    ----------
    group, sampling_rule
        The resources.

    Examples
    --------
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import EcsService, ServiceSpec, ServiceTracing
    >>> def trace(service: EcsService, spec: ServiceSpec, board: sns.ITopic) -> None:
    ...     ServiceTracing(service, "Tracing", spec=spec, topic=board)

    References
    ----------
    .. [1] https://docs.aws.amazon.com/xray/latest/devguide/xray-console-insights.html
    https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
    https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
    """

    def __init__(self, scope: Construct, construct_id: str, *, spec: ServiceSpec, topic: sns.ITopic) -> None:
        super().__init__(scope, construct_id)
        name = self._name(spec.name)
        self.group = xray.CfnGroup(
            self,
            "Group",
            group_name=name,
            filter_expression=f'service(id(name: "{spec.name}", account.id: "{Aws.ACCOUNT_ID}"))',
            insights_configuration=xray.CfnGroup.InsightsConfigurationProperty(
                insights_enabled=True, notifications_enabled=True
            ),
        )
        self._tell(spec, name, topic)
        self.sampling_rule = self._rule(spec, name)

    def _name(self, service: str) -> str:
        name = named_within(self, service, delimiter="-")
        if len(name) <= _LONGEST_NAME:
            return name
        return Names.unique_resource_name(self, max_length=_LONGEST_NAME, separator="-")

    def _tell(self, spec: ServiceSpec, group: str, topic: sns.ITopic) -> None:
        summary = events.EventField.from_path("$.detail.Summary")
        state = events.EventField.from_path("$.detail.State")
        events.Rule(
            self,
            "Insight",
            description=f"X-Ray sees that {spec.name} does worse than it used to",
            event_pattern=events.EventPattern(
                source=["aws.xray"],
                detail_type=["AWS X-Ray Insight Update"],
                detail={"GroupName": [group]},
            ),
            targets=[
                targets.SnsTopic(
                    topic,
                    message=events.RuleTargetInput.from_text(
                        f"X-Ray insight, {state}: {summary} Service: {spec.name}. Traces: group {group}. "
                        f"Owner: {spec.owner}. Runbook: {spec.runbook}"
                    ),
                )
            ],
        )

    def _rule(self, spec: ServiceSpec, name: str) -> xray.CfnSamplingRule:
        return xray.CfnSamplingRule(
            self,
            "SamplingRule",
            sampling_rule=xray.CfnSamplingRule.SamplingRuleProperty(
                rule_name=name,
                priority=_PRIORITY,
                reservoir_size=_ALWAYS_A_SECOND,
                fixed_rate=RECORDED_SHARE,
                service_name=spec.name,
                service_type=_ANY,
                host=_ANY,
                http_method=_ANY,
                url_path=_ANY,
                resource_arn=_ANY,
                version=1,
            ),
        )
