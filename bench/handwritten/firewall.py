"""What keeps requests away."""

from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

WEB_ACL = "WebAcl"
_MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
_LIMIT = "RateLimit"
RULES = (_LIMIT, *_MANAGED)
_Acl = wafv2.CfnWebACL


class Firewall(Construct):
    """A web ACL in front of a load balancer, with a log."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        load_balancer: elbv2.ApplicationLoadBalancer,
        log_group: logs.LogGroup,
    ) -> None:
        super().__init__(scope, construct_id)
        web_acl = _Acl(
            self,
            "Acl",
            scope="REGIONAL",
            default_action=_Acl.DefaultActionProperty(allow={}),
            visibility_config=_visibility(WEB_ACL),
            rules=[_limit(), *(_managed(rank, name) for rank, name in enumerate(_MANAGED, start=1))],
        )
        wafv2.CfnWebACLAssociation(
            self,
            "Association",
            resource_arn=load_balancer.load_balancer_arn,
            web_acl_arn=web_acl.attr_arn,
        )
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=web_acl.attr_arn,
            log_destination_configs=[log_group.log_group_arn],
        )


def _limit() -> _Acl.RuleProperty:
    return _Acl.RuleProperty(
        name=_LIMIT,
        priority=0,
        action=_Acl.RuleActionProperty(block={}),
        statement=_Acl.StatementProperty(
            rate_based_statement=_Acl.RateBasedStatementProperty(aggregate_key_type="IP", limit=2000)
        ),
        visibility_config=_visibility(_LIMIT),
    )


def _managed(rank: int, name: str) -> _Acl.RuleProperty:
    return _Acl.RuleProperty(
        name=name,
        priority=rank,
        override_action=_Acl.OverrideActionProperty(none={}),
        statement=_Acl.StatementProperty(
            managed_rule_group_statement=_Acl.ManagedRuleGroupStatementProperty(vendor_name="AWS", name=name)
        ),
        visibility_config=_visibility(name),
    )


def _visibility(name: str) -> _Acl.VisibilityConfigProperty:
    return _Acl.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=True
    )
