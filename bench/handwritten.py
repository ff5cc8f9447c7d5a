"""One environment as a team would write it with plain L2 constructs: what the application is compared with.

It makes the same resources, which a test holds; it checks nothing, and each service would repeat it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_servicediscovery as servicediscovery
from aws_cdk import aws_wafv2 as wafv2
from aws_cdk import aws_xray as xray
from constructs import Construct

from stacks.settings import EnvironmentSettings, Settings

_ROOT = Path(__file__).parent.parent
_DOCKER = _ROOT / "docker"
_RUNTIMES = _ROOT / "constructs" / "goldenpath" / "runtimes" / "ecs"
_VISIBILITY = wafv2.CfnWebACL.VisibilityConfigProperty(
    cloud_watch_metrics_enabled=True, metric_name="WebAcl", sampled_requests_enabled=True
)


def build(
    context: Mapping[str, object], settings: Settings, *, outdir: Path, validation: bool | None = None
) -> cdk.App:
    """Make an app with the same stages as this application's."""
    app = cdk.App(context=context, outdir=str(outdir), builtin_cloud_formation_validation=validation)
    for name, environment in settings.environments.items():
        _environment(app, name, environment)
    if settings.builds_tooling:
        _tooling(app, settings)
    return app


def _environment(app: cdk.App, name: str, settings: EnvironmentSettings) -> None:
    stage = cdk.Stage(app, name, env=cdk.Environment(account=settings.account, region=settings.region))
    stage.node.set_context(
        f"availability-zones:account={settings.account}:region={settings.region}",
        list(settings.availability_zones),
    )
    foundation = Foundation(stage, "Foundation")
    network = Network(stage, "Network", settings, foundation.key)
    platform = Platform(stage, "EcsPlatform", settings, network.vpc, foundation.key)
    _shop(stage, settings, platform, foundation.key)
    cdk.Tags.of(stage).add("environment", name)
    if not settings.deletion_protection:
        cdk.RemovalPolicies.of(stage).destroy()


def _shop(stage: cdk.Stage, settings: EnvironmentSettings, platform: "Platform", key: kms.IKey) -> None:
    catalog = Service(stage, "Catalog", settings, platform, platform.internal, key, port=8081, priority=10)
    checkout = Service(stage, "Checkout", settings, platform, platform.internal, key, port=8082, priority=20)
    storefront = Service(stage, "Storefront", settings, platform, platform.public, key)
    tables = [_table(stack, settings) for stack in (catalog, checkout)]
    tables[1].add_global_secondary_index(
        index_name="unfinished",
        partition_key=dynamodb.Attribute(name="open", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="begun_at", type=dynamodb.AttributeType.NUMBER),
    )
    for stack, table in zip((catalog, checkout), tables, strict=True):
        table.grant_read_write_data(stack.service.task_definition.task_role)
    bus = events.EventBus(checkout, "Bus")
    bus.grant_put_events_to(checkout.service.task_definition.task_role)
    for caller in (checkout, storefront):
        caller.service.connections.allow_to(platform.internal.load_balancer, ec2.Port.HTTP)
    url = f"http://{platform.public.load_balancer.load_balancer_dns_name}/"
    cdk.CfnOutput(storefront, "Url", value=f"https://{settings.domain.name}/" if settings.domain else url)


def _table(stack: cdk.Stack, settings: EnvironmentSettings) -> dynamodb.Table:
    return dynamodb.Table(
        stack,
        "Table",
        partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        deletion_protection=settings.deletion_protection,
    )


@dataclass(frozen=True)
class Ingress:
    """A load balancer and its listeners."""

    load_balancer: elbv2.ApplicationLoadBalancer
    listener: elbv2.ApplicationListener
    test_listener: elbv2.ApplicationListener


class Foundation(cdk.Stack):
    """Tracing and the key of the logs."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(self, "LogKey", enable_key_rotation=True)
        cdk.CrossStackReferences.of(self.key).produce(cdk.ReferenceStrength.STRONG)
        self.key.grant_encrypt_decrypt(iam.ServicePrincipal(f"logs.{self.region}.amazonaws.com"))
        applicationsignals.CfnDiscovery(self, "Discovery")
        search = xray.CfnTransactionSearchConfig(self, "Search", indexing_percentage=1)
        search.node.add_dependency(
            logs.ResourcePolicy(
                self,
                "Spans",
                policy_statements=[
                    iam.PolicyStatement(
                        principals=[iam.ServicePrincipal("xray.amazonaws.com")],
                        actions=["logs:PutLogEvents"],
                        resources=[f"arn:aws:logs:{self.region}:{self.account}:log-group:aws/spans:*"],
                    )
                ],
            )
        )


class Network(cdk.Stack):
    """The VPC."""

    def __init__(
        self, scope: Construct, construct_id: str, settings: EnvironmentSettings, key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        zones = len(settings.availability_zones)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(str(settings.cidr)),
            availability_zones=list(settings.availability_zones),
            nat_gateways={"none": 0, "single": 1, "per-az": zones}[settings.nat],
            subnet_configuration=[
                ec2.SubnetConfiguration(name="private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
                ec2.SubnetConfiguration(name="public", subnet_type=ec2.SubnetType.PUBLIC),
                ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            ],
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
            },
        )
        for resource in (
            self.vpc,
            *self.vpc.public_subnets,
            *self.vpc.private_subnets,
            *self.vpc.isolated_subnets,
        ):
            cdk.CrossStackReferences.of(resource).produce(cdk.ReferenceStrength.STRONG)
        log_group = logs.LogGroup(
            self, "FlowLogs", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH
        )
        self.vpc.add_flow_log("FlowLog", destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group))


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
        return _function(
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


class Service(cdk.Stack):
    """A service."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        settings: EnvironmentSettings,
        platform: Platform,
        ingress: Ingress,
        key: kms.IKey,
        *,
        port: int = 8080,
        priority: int = 50_000,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name, self._port, self._priority = construct_id.lower(), port, priority
        self._vpc = platform.cluster.vpc
        security_group = ec2.SecurityGroup(self, "SecurityGroup", vpc=self._vpc, allow_all_outbound=False)
        security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.HTTPS)
        blue, green = self._targets("Blue"), self._targets("Green")
        weights = cdk.CustomResource(
            self,
            "Weights",
            resource_type="Custom::LiveWeights",
            service_token=platform.weights_reader.function_arn,
            properties={"Blue": blue.target_group_arn, "Green": green.target_group_arn},
        )
        production = self._rule("Rule", ingress.listener, weights, blue, green)
        test = self._rule("TestRule", ingress.test_listener, weights, blue, green)
        smoke_test = self._smoke_test(ingress, key)
        role = self._controller_role(blue, green, production, test, smoke_test)
        service = self.service = ecs.FargateService(
            self,
            "Service",
            cluster=platform.cluster,
            task_definition=self._task(key),
            security_groups=[security_group],
            vpc_subnets=ec2.SubnetSelection(subnet_group_name="private"),
            deployment_strategy=ecs.DeploymentStrategy.CANARY,
            canary_configuration=ecs.TrafficShiftConfig(
                step_percent=10, step_bake_time=cdk.Duration.minutes(5)
            ),
            bake_time=cdk.Duration.minutes(5),
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            lifecycle_hooks=[
                ecs.DeploymentLifecycleLambdaTarget(
                    smoke_test,
                    "SmokeTest",
                    lifecycle_stages=[ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT],
                    role=role.without_policy_updates(),
                )
            ],
            min_healthy_percent=100,
            max_healthy_percent=200,
            deployment_alarms=ecs.DeploymentAlarmConfig(alarm_names=self._alarms(blue, green)),
        )
        rule = ecs.ListenerRuleConfiguration.application_listener_rule
        service.load_balancer_target(
            container_name=self._name,
            container_port=port,
            alternate_target=ecs.AlternateTarget(
                "Alternate",
                alternate_target_group=green,
                production_listener=rule(production),
                test_listener=rule(test),
                role=role.without_policy_updates(),
            ),
        ).attach_to_application_target_group(blue)
        service.node.add_dependency(production, test)
        scaling = service.auto_scale_task_count(
            min_capacity=settings.sizes.minimum_tasks, max_capacity=settings.sizes.maximum_tasks
        )
        scaling.scale_on_cpu_utilization("Processor", target_utilization_percent=60)

    def _targets(self, construct_id: str) -> elbv2.ApplicationTargetGroup:
        return elbv2.ApplicationTargetGroup(
            self,
            construct_id,
            vpc=self._vpc,
            port=80,
            protocol=elbv2.ApplicationProtocol.HTTP,
            target_type=elbv2.TargetType.IP,
            health_check=elbv2.HealthCheck(path="/healthz"),
        )

    def _rule(
        self,
        construct_id: str,
        listener: elbv2.ApplicationListener,
        weights: cdk.CustomResource,
        blue: elbv2.ApplicationTargetGroup,
        green: elbv2.ApplicationTargetGroup,
    ) -> elbv2.ApplicationListenerRule:
        shares = [
            elbv2.WeightedTargetGroup(
                target_group=group, weight=cdk.Token.as_number(weights.get_att(f"Production{name}"))
            )
            for name, group in (("Blue", blue), ("Green", green))
        ]
        return elbv2.ApplicationListenerRule(
            self,
            construct_id,
            listener=listener,
            priority=self._priority,
            conditions=[elbv2.ListenerCondition.path_patterns(["/*"])],
            action=elbv2.ListenerAction.weighted_forward(shares),
        )

    def _smoke_test(self, ingress: Ingress, key: kms.IKey) -> lambda_.Function:
        security_group = ec2.SecurityGroup(
            self, "SmokeTestSecurityGroup", vpc=self._vpc, allow_all_outbound=False
        )
        security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.HTTPS)
        security_group.connections.allow_to(ingress.load_balancer, ec2.Port.tcp(8443))
        return _function(
            self,
            "SmokeTest",
            _RUNTIMES / "smoke_test" / "handler",
            "index.ecs",
            logs.LogGroup(self, "SmokeTestLog", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH),
            ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"],
            vpc=self._vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_group_name="private"),
            security_groups=[security_group],
        )

    def _controller_role(
        self,
        blue: elbv2.ApplicationTargetGroup,
        green: elbv2.ApplicationTargetGroup,
        production: elbv2.ApplicationListenerRule,
        test: elbv2.ApplicationListenerRule,
        smoke_test: lambda_.Function,
    ) -> iam.Role:
        rights = {
            "elasticloadbalancing:Describe*": ["*"],
            "elasticloadbalancing:RegisterTargets": [blue.target_group_arn, green.target_group_arn],
            "elasticloadbalancing:DeregisterTargets": [blue.target_group_arn, green.target_group_arn],
            "elasticloadbalancing:ModifyRule": [production.listener_rule_arn, test.listener_rule_arn],
            "lambda:InvokeFunction": [smoke_test.function_arn],
        }
        return iam.Role(
            self,
            "ControllerRole",
            assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"),
            inline_policies={
                "Release": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(actions=[action], resources=resources)
                        for action, resources in rights.items()
                    ]
                )
            },
        )

    def _alarms(self, blue: elbv2.ApplicationTargetGroup, green: elbv2.ApplicationTargetGroup) -> list[str]:
        failed = elbv2.HttpCodeTarget.TARGET_5XX_COUNT
        expressions: dict[str, tuple[str, dict[str, cloudwatch.IMetric], float]] = {
            "Errors": (
                "MAX([100 * e1 / r1, 100 * e2 / r2])",
                {
                    "e1": blue.metrics.http_code_target(failed),
                    "e2": green.metrics.http_code_target(failed),
                    "r1": blue.metrics.request_count(),
                    "r2": green.metrics.request_count(),
                },
                1.44,
            ),
            "Latency": (
                "MAX([m1, m2])",
                {
                    "m1": blue.metrics.target_response_time(statistic="p99"),
                    "m2": green.metrics.target_response_time(statistic="p99"),
                },
                0.3,
            ),
            "Unhealthy": (
                "MAX([m1, m2])",
                {"m1": blue.metrics.unhealthy_host_count(), "m2": green.metrics.unhealthy_host_count()},
                0,
            ),
        }
        return [
            cloudwatch.Alarm(
                self,
                name,
                metric=cloudwatch.MathExpression(
                    expression=expression, using_metrics=metrics, period=cdk.Duration.minutes(1)
                ),
                threshold=threshold,
                evaluation_periods=3,
                datapoints_to_alarm=2,
            ).alarm_name
            for name, (expression, metrics, threshold) in expressions.items()
        ]

    def _task(self, key: kms.IKey) -> ecs.FargateTaskDefinition:
        traces = iam.PolicyStatement(actions=["xray:PutTraceSegments", "xray:PutSpans"], resources=["*"])
        role = iam.Role(
            self,
            "TaskRole",
            assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"),
            inline_policies={"Traces": iam.PolicyDocument(statements=[traces])},
        )
        task = ecs.FargateTaskDefinition(
            self, "Task", cpu=256, memory_limit_mib=512, volumes=[ecs.Volume(name="tmp")], task_role=role
        )
        linux = ecs.LinuxParameters(self, "Linux", init_process_enabled=True)
        linux.drop_capabilities(ecs.Capability.ALL)
        container = task.add_container(
            self._name,
            image=ecs.ContainerImage.from_asset(str(_DOCKER / self._name)),
            port_mappings=[ecs.PortMapping(container_port=self._port)],
            environment={
                "PORT": str(self._port),
                "AWS_REGION": self.region,
                "OTEL_SERVICE_NAME": self._name,
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"https://xray.{self.region}.amazonaws.com/v1/traces",
            },
            user="10001:10001",
            readonly_root_filesystem=True,
            linux_parameters=linux,
            logging=ecs.LogDrivers.aws_logs(
                stream_prefix=self._name,
                log_group=logs.LogGroup(
                    self, "LogGroup", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH
                ),
            ),
        )
        container.add_mount_points(
            ecs.MountPoint(source_volume="tmp", container_path="/tmp", read_only=False)  # noqa: S108 - a mount
        )
        return task


def _function(
    scope: Construct,
    construct_id: str,
    code: Path,
    handler: str,
    log_group: logs.LogGroup,
    actions: list[str],
    **network: Any,
) -> lambda_.Function:
    write = iam.PolicyStatement(
        actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group.log_group_arn]
    )
    rights = iam.PolicyStatement(actions=actions, resources=["*"])
    role = iam.Role(
        scope,
        f"{construct_id}Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={"Run": iam.PolicyDocument(statements=[write, rights])},
    )
    return lambda_.Function(
        scope,
        construct_id,
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler=handler,
        code=lambda_.Code.from_asset(str(code)),
        log_group=log_group,
        role=role.without_policy_updates(),
        **network,
    )


def _tooling(app: cdk.App, settings: Settings) -> None:
    stage = cdk.Stage(
        app,
        "tooling",
        env=cdk.Environment(account=settings.tooling.account, region=settings.tooling.region),
    )
    stack = cdk.Stack(stage, "Registry")
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    for image in ("catalog", "checkout", "storefront", "smoke-test"):
        repository = ecr.Repository(
            stack,
            image,
            repository_name=f"goldenpath/{image}",
            encryption=ecr.RepositoryEncryption.KMS,
            encryption_key=key,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            image_scan_on_push=True,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=settings.tooling.images_kept)],
        )
        for account in settings.pull_accounts:
            repository.grant_pull(iam.AccountPrincipal(account))
    cdk.Tags.of(stage).add("environment", "tooling")
