"""A service."""

from dataclasses import replace

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from bench.handwritten.metrics import Requests
from bench.handwritten.platform import Ingress, Platform
from bench.handwritten.release import controller_role, smoke_test_function
from bench.handwritten.release_alarms import ReleaseAlarms
from bench.handwritten.task import task_definition
from stacks.settings import EnvironmentSettings


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
        port: int = 8080,
        priority: int = 50_000,
    ) -> None:
        super().__init__(scope, construct_id)
        self.name, self._priority = construct_id.lower(), priority
        self._vpc = platform.cluster.vpc
        security_group = ec2.SecurityGroup(self, "SecurityGroup", vpc=self._vpc, allow_all_outbound=False)
        security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.HTTPS)
        blue, green = self._targets("Blue"), self._targets("Green")
        names = [group.target_group_full_name for group in (blue, green)]
        self.requests = Requests(ingress.load_balancer.load_balancer_full_name, names)
        versions = [replace(self.requests, groups=[name]) for name in names]
        self.release_alarms = ReleaseAlarms(self, "ReleaseAlarms", versions=versions).alarms
        self.log_group = logs.LogGroup(
            self, "LogGroup", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH
        )
        weights = cdk.CustomResource(
            self,
            "Weights",
            resource_type="Custom::LiveWeights",
            service_token=platform.weights_reader.function_arn,
            properties={"Blue": blue.target_group_arn, "Green": green.target_group_arn},
        )
        production = self._rule("Rule", ingress.listener, weights, blue, green)
        test = self._rule("TestRule", ingress.test_listener, weights, blue, green)
        smoke_test = smoke_test_function(self, self._vpc, ingress, key)
        role = controller_role(self, blue, green, production, test, smoke_test)
        service = self.service = ecs.FargateService(
            self,
            "Service",
            cluster=platform.cluster,
            task_definition=task_definition(self, self.name, port, self.log_group),
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
            deployment_alarms=ecs.DeploymentAlarmConfig(
                alarm_names=[alarm.alarm_name for alarm in self.release_alarms]
            ),
        )
        rule = ecs.ListenerRuleConfiguration.application_listener_rule
        service.load_balancer_target(
            container_name=self.name,
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
