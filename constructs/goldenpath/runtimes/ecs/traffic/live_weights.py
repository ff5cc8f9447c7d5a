"""Weights that belong to whoever releases a service, and not to its template."""

from typing import Any, cast

import jsii
from aws_cdk import CustomResource, Duration, IStableAnyProducer, Lazy, TagManager, Token
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from goldenpath.runtimes.ingress import Ingress


class LiveWeights(Construct):
    """The weights that a service's listener rules have at the moment when a stack update writes the rules.

    A stack update writes a rule whole, its weights too, as soon as anything in it changes: a path, a host,
    the priority. Fixed weights in the template would then send all traffic to the target group that was
    there first, which after a release may stand empty [1]_. So the template holds no weights. It refers to
    those of this resource, which CloudFormation asks for again exactly when the rules change, since it has
    all of their other properties among its own, tags included. Otherwise neither changes, and nothing is
    written.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    reader_arn
        The function that reads the weights.
    ingress
        Where the rules stand.
    blue, green
        The target groups that they forward to.

    Attributes
    ----------
    production, test
        The action of the rule for users, and of that for tests.

    References
    ----------
    .. [1] https://github.com/aws/aws-cdk/issues/36649
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        reader_arn: str,
        ingress: Ingress,
        blue: elbv2.ApplicationTargetGroup,
        green: elbv2.ApplicationTargetGroup,
    ) -> None:
        super().__init__(scope, construct_id)
        self._groups = {"Blue": blue, "Green": green}
        self._rules: list[elbv2.ApplicationListenerRule] = []
        self._weights = CustomResource(
            self,
            "Weights",
            resource_type="Custom::LiveWeights",
            service_token=reader_arn,
            service_timeout=Duration.minutes(2),
            properties={
                "ProductionListener": ingress.listener.listener_arn,
                "TestListener": ingress.test_listener.listener_arn,
                "Blue": blue.target_group_arn,
                "Green": green.target_group_arn,
                "Rules": Lazy.any(_OtherProperties(self._rules)),
            },
        )
        self.production = self._action("Production")
        self.test = self._action("Test")

    def follow(self, rule: elbv2.ApplicationListenerRule) -> None:
        """Ask again whenever this rule changes.

        Parameters
        ----------
        rule
            A rule with one of these actions.
        """
        self._rules.append(rule)

    def _action(self, rule: str) -> elbv2.ListenerAction:
        return elbv2.ListenerAction.weighted_forward(
            [
                elbv2.WeightedTargetGroup(
                    target_group=group, weight=Token.as_number(self._weights.get_att(f"{rule}{name}"))
                )
                for name, group in self._groups.items()
            ]
        )


@jsii.implements(IStableAnyProducer)
class _OtherProperties:
    """All that may change in rules besides their weights, as it is when the template is written."""

    def __init__(self, rules: list[elbv2.ApplicationListenerRule]) -> None:
        self._rules = rules

    def produce(self) -> Any:
        """Give them, a rule each."""
        resources = [cast("elbv2.CfnListenerRule", rule.node.default_child) for rule in self._rules]
        return [
            {
                "Priority": resource.priority,
                "Conditions": resource.conditions,
                "Tags": cast("TagManager", TagManager.of(resource)).render_tags(),
            }
            for resource in resources
        ]
