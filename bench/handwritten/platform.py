"""The cluster, its load balancers and their listeners."""

from dataclasses import dataclass
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_servicediscovery as servicediscovery
from constructs import Construct

from bench.handwritten.firewall import Firewall
from bench.handwritten.function import function
from bench.handwritten.listeners import listeners
from stacks.settings import EnvironmentSettings

_RUNTIMES = Path(__file__).parents[2] / "constructs" / "goldenpath" / "runtimes" / "ecs"


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
        Firewall(
            self,
            "Firewall",
            load_balancer=self.load_balancer,
            log_group=self._log_group("FirewallLog", "aws-waf-logs-platform", key),
        )
        self.public = Ingress(self.load_balancer, *listeners(self, self.load_balancer, settings.domain))
        address = self.load_balancer.load_balancer_dns_name
        self.url = f"https://{settings.domain.name}/" if settings.domain else f"http://{address}/"
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
