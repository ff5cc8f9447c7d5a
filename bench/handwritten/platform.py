"""The cluster, its load balancers and their listeners."""

from dataclasses import dataclass
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_servicediscovery as servicediscovery
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from bench.handwritten.function import function
from stacks.settings import EnvironmentSettings

_RUNTIMES = Path(__file__).parents[2] / "constructs" / "goldenpath" / "runtimes" / "ecs"


_VISIBILITY = wafv2.CfnWebACL.VisibilityConfigProperty(
    cloud_watch_metrics_enabled=True, metric_name="WebAcl", sampled_requests_enabled=True
)


@dataclass(frozen=True)
class Ingress:
    """A load balancer and its listeners."""

    load_balancer: elbv2.ApplicationLoadBalancer
    listener: elbv2.ApplicationListener
    test_listener: elbv2.ApplicationListener


class Platform(cdk.Stack):
    """The cluster and its load balancer."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        settings: EnvironmentSettings,
        vpc: ec2.Vpc,
        key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        insights = self._log_group("Insights", "/aws/ecs/containerinsights/cluster/performance", key)
        self.cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name="cluster",
            vpc=vpc,
            container_insights_v2=ecs.ContainerInsights.ENHANCED,
            enable_fargate_capacity_providers=True,
            default_cloud_map_namespace=ecs.CloudMapNamespaceOptions(
                name="cluster", type=servicediscovery.NamespaceType.HTTP, use_for_service_connect=True
            ),
            execute_command_configuration=ecs.ExecuteCommandConfiguration(
                kms_key=key,
                logging=ecs.ExecuteCommandLogging.OVERRIDE,
                log_configuration=ecs.ExecuteCommandLogConfiguration(
                    cloud_watch_log_group=self._log_group("Commands", "commands", key),
                    cloud_watch_encryption_enabled=True,
                ),
            ),
        )
        self.cluster.node.add_dependency(insights)
        self.load_balancer = elbv2.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC),
            internet_facing=True,
            drop_invalid_header_fields=True,
            deletion_protection=settings.deletion_protection,
            security_group=ec2.SecurityGroup(self, "SecurityGroup", vpc=vpc, allow_all_outbound=False),
        )
        access_logs = s3.Bucket(
            self,
            "AccessLogs",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=cdk.Duration.days(90))],
        )
        self.load_balancer.log_access_logs(access_logs)
        self._firewall(key)
        self.public = Ingress(self.load_balancer, *self._listeners(settings))
        self.internal = self._internal(vpc, access_logs, settings)
        self.weights_reader = self._weights_reader(key)

    def _internal(self, vpc: ec2.Vpc, access_logs: s3.Bucket, settings: EnvironmentSettings) -> Ingress:
        load_balancer = elbv2.ApplicationLoadBalancer(
            self,
            "Internal",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_group_name="private"),
            drop_invalid_header_fields=True,
            deletion_protection=settings.deletion_protection,
            security_group=ec2.SecurityGroup(self, "InternalGroup", vpc=vpc, allow_all_outbound=False),
        )
        load_balancer.log_access_logs(access_logs, "internal")
        nothing = elbv2.ListenerAction.fixed_response(404)
        listeners = [
            load_balancer.add_listener(
                name, port=port, protocol=elbv2.ApplicationProtocol.HTTP, open=False, default_action=nothing
            )
            for name, port in (("Http", 80), ("Test", 8080))
        ]
        return Ingress(load_balancer, *listeners)

    def _log_group(self, construct_id: str, name: str, key: kms.IKey) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            construct_id,
            log_group_name=name,
            encryption_key=key,
            retention=logs.RetentionDays.ONE_MONTH,
        )

    def _firewall(self, key: kms.IKey) -> None:
        web_acl = wafv2.CfnWebACL(
            self,
            "WebAcl",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_VISIBILITY,
            rules=[
                wafv2.CfnWebACL.RuleProperty(
                    name=name,
                    priority=rank,
                    override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
                    statement=wafv2.CfnWebACL.StatementProperty(
                        managed_rule_group_statement=wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                            vendor_name="AWS", name=name
                        )
                    ),
                    visibility_config=_VISIBILITY,
                )
                for rank, name in enumerate(
                    (
                        "AWSManagedRulesAmazonIpReputationList",
                        "AWSManagedRulesKnownBadInputsRuleSet",
                        "AWSManagedRulesCommonRuleSet",
                    )
                )
            ],
        )
        wafv2.CfnWebACLAssociation(
            self,
            "Association",
            resource_arn=self.load_balancer.load_balancer_arn,
            web_acl_arn=web_acl.attr_arn,
        )
        log_group = self._log_group("FirewallLog", "aws-waf-logs-platform", key)
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=web_acl.attr_arn,
            log_destination_configs=[log_group.log_group_arn],
        )

    def _weights_reader(self, key: kms.IKey) -> lambda_.Function:
        log_group = logs.LogGroup(
            self, "ReaderLog", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH
        )
        return function(
            self,
            "Reader",
            _RUNTIMES / "weights_reader" / "handler",
            "index.handler",
            log_group,
            ["elasticloadbalancing:DescribeRules"],
        )

    def _listeners(
        self, settings: EnvironmentSettings
    ) -> tuple[elbv2.ApplicationListener, elbv2.ApplicationListener]:
        nothing = elbv2.ListenerAction.fixed_response(404)
        if settings.domain is None:
            return (
                self.load_balancer.add_listener("Http", port=80, default_action=nothing),
                self._test_listener(nothing, []),
            )
        zone = route53.HostedZone.from_hosted_zone_attributes(
            self, "Zone", hosted_zone_id=settings.domain.hosted_zone_id, zone_name=settings.domain.name
        )
        certificate = acm.Certificate(
            self,
            "Certificate",
            domain_name=settings.domain.name,
            validation=acm.CertificateValidation.from_dns(zone),
        )
        self.load_balancer.add_redirect()
        route53.ARecord(
            self,
            "Alias",
            zone=zone,
            target=route53.RecordTarget.from_alias(targets.LoadBalancerTarget(self.load_balancer)),
        )
        return (
            self.load_balancer.add_listener(
                "Https", port=443, certificates=[certificate], default_action=nothing
            ),
            self._test_listener(nothing, [certificate]),
        )

    def _test_listener(
        self, nothing: elbv2.ListenerAction, certificates: list[elbv2.IListenerCertificate]
    ) -> elbv2.ApplicationListener:
        return self.load_balancer.add_listener(
            "Test",
            port=8443,
            protocol=elbv2.ApplicationProtocol.HTTPS if certificates else elbv2.ApplicationProtocol.HTTP,
            certificates=certificates,
            open=False,
            default_action=nothing,
        )
