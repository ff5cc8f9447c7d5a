"""A service."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from bench.handwritten.function import function
from bench.handwritten.objectives import Objectives
from bench.handwritten.platform import Ingress, Platform
from stacks.settings import EnvironmentSettings

_ROOT = Path(__file__).parents[2]
_DOCKER = _ROOT / "docker"


_RUNTIMES = _ROOT / "constructs" / "goldenpath" / "runtimes" / "ecs"


class Service(cdk.Stack):
    """A service."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        platform: Platform,
        ingress: Ingress,
        key: kms.IKey,
        topic: sns.ITopic,
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
        Objectives(self, "Objectives", targets=[blue, green], topic=topic)
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
        return function(
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
