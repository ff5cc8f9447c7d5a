"""What keeps known attacks away."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from goldenpath.observability import Panel, firewall_panel
from goldenpath.runtimes.naming import unique_name

_MANAGED_RULE_GROUPS = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)
_METRICS, _RATE_LIMIT = "WebAcl", "RateLimit"
_SECRET_HEADERS = ("authorization", "cookie")
_LOGGED_ACTIONS = ("BLOCK", "COUNT")


class Firewall(Construct):
    """A web ACL in front of what the internet reaches: AWS's managed rules, and a limit for each address.

    What it blocks is logged, without the headers that hold secrets; what it lets through stands in the
    log of what it stands in front of.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    resource_arn
        What it stands in front of: a load balancer or an App Runner service. Nothing, if whoever makes that
        associates it.
    log_key
        Key that its log is encrypted with.
    log_retention
        How long the log is kept.
    requests_per_five_minutes
        Most requests from one address, 10 to 2,000,000,000.

    Attributes
    ----------
    web_acl
        The web ACL.

    References
    ----------
    https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
    https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        resource_arn: str | None,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        requests_per_five_minutes: int = 10_000,
    ) -> None:
        super().__init__(scope, construct_id)
        self.web_acl = wafv2.CfnWebACL(
            self,
            "WebAcl",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visibility(_METRICS),
            rules=[
                _rate_limit(priority=0, limit=requests_per_five_minutes),
                *(_managed(name, priority=1 + rank) for rank, name in enumerate(_MANAGED_RULE_GROUPS)),
            ],
        )
        if resource_arn is not None:
            wafv2.CfnWebACLAssociation(
                self, "Association", resource_arn=resource_arn, web_acl_arn=self.web_acl.attr_arn
            )
        self._log(log_key, log_retention)

    @property
    def panel(self) -> Panel:
        """What it keeps away, for a dashboard."""
        return firewall_panel(
            "Firewall", _METRICS, rules=[_RATE_LIMIT, *_MANAGED_RULE_GROUPS], region=Stack.of(self).region
        )

    def _log(self, key: kms.IKey, retention: logs.RetentionDays) -> None:
        log_group = logs.LogGroup(
            self,
            "LogGroup",
            log_group_name=f"aws-waf-logs-{unique_name(self)}",  # a prefix that WAF insists on
            encryption_key=key,
            retention=retention,
        )
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=self.web_acl.attr_arn,
            log_destination_configs=[_arn_without_streams(log_group)],
            redacted_fields=[
                wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": header})
                for header in _SECRET_HEADERS
            ],
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [
                    {
                        "Behavior": "KEEP",
                        "Requirement": "MEETS_ANY",
                        "Conditions": [{"ActionCondition": {"Action": action}} for action in _LOGGED_ACTIONS],
                    }
                ],
            },
        )


def _managed(name: str, *, priority: int) -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS", name=name
            )
        ),
        visibility_config=_visibility(name),
    )


def _rate_limit(*, priority: int, limit: int) -> wafv2.CfnWebACL.RuleProperty:
    return wafv2.CfnWebACL.RuleProperty(
        name=_RATE_LIMIT,
        priority=priority,
        action=wafv2.CfnWebACL.RuleActionProperty(block={}),
        statement=wafv2.CfnWebACL.StatementProperty(
            rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP", limit=limit
            )
        ),
        visibility_config=_visibility(_RATE_LIMIT),
    )


def _visibility(metric_name: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=metric_name, sampled_requests_enabled=True
    )


def _arn_without_streams(log_group: logs.LogGroup) -> str:
    """Name the log group as WAF wants it: without the ``:*`` that a log group's own ARN ends with."""
    return Stack.of(log_group).format_arn(
        service="logs",
        resource="log-group",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
        resource_name=log_group.log_group_name,
    )
