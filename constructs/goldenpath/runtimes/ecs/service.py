"""A microservice on ECS."""

from aws_cdk import Duration, Tags
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.rollout import rollout_settings
from goldenpath.runtimes.ecs.signals import EcsSignals
from goldenpath.runtimes.ecs.task import ServiceTask
from goldenpath.runtimes.ingress import Route
from goldenpath.service import DeployStrategy, HealthCheck, ServiceSpec

_ROLLING = DeployStrategy.rolling()
_EVERYTHING = Route()
_LAST_REQUESTS = Duration.seconds(30)


class EcsService(Construct):
    """A microservice on Fargate, reached through the platform's load balancer, scaled by processor load.

    Its tasks run in the private tier and take requests from the load balancer only. Out they may
    speak HTTPS; anything else is allowed through ``connections``. A version that does not become healthy
    is taken back by itself.

    Parameters
    ----------
    scope
        The construct it belongs to; it may be in another stack than the platform.
    construct_id
        Its id in that scope.
    platform
        The platform that it runs on.
    spec
        What it is and promises.
    strategy
        How a new version takes over; rolling by default.
    route
        Which requests it gets: all that no other service has, unless told otherwise.

    Attributes
    ----------
    service, task_definition, target_group, log_group
        The ECS service and its parts.
    connections
        Whom it may speak with.

    Raises
    ------
    ValueError
        If another service has the route's priority, or the route's host is none of the platform's.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import EcsPlatform, EcsService, ImageSource, LogKey, Network, Route, ServiceSpec
    >>> stack = cdk.Stack(cdk.App(), "Shop", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"], log_key=key
    ... )
    >>> platform = EcsPlatform(stack, "Platform", network=network, log_key=key)
    >>> checkout = ServiceSpec(
    ...     name="checkout", owner="team-orders", runbook="https://runbooks.example.com/checkout",
    ...     image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
    ... )
    >>> service = EcsService(
    ...     stack, "Checkout", platform=platform, spec=checkout, route=Route(path="/checkout/*", priority=10)
    ... )
    >>> service.url.endswith("/checkout/")
    True
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: EcsPlatform,
        spec: ServiceSpec,
        strategy: DeployStrategy = _ROLLING,
        route: Route = _EVERYTHING,
    ) -> None:
        super().__init__(scope, construct_id)
        task = ServiceTask(
            self, "Task", spec=spec, log_key=platform.log_key, log_retention=platform.log_retention
        )
        self.log_group = task.log_group
        self.task_definition = task.definition
        self.target_group = self._target_group(platform, spec)
        rule = platform.ingress.route(self, route, self.target_group)
        self.service = self._service(platform, spec, strategy)
        # ECS refuses a target group that no load balancer leads to, and tasks start before they may pull.
        self.service.node.add_dependency(rule, self.task_definition.obtain_execution_role())
        self.connections = self.service.connections
        self.connections.allow_to_any_ipv4(ec2.Port.HTTPS, "AWS services and other APIs")
        self._url = platform.ingress.url(route)
        self._scale(spec)
        Tags.of(self).add("service", spec.name)
        Tags.of(self).add("owner", spec.owner)

    @property
    def url(self) -> str:
        """Address under which its users reach it."""
        return self._url

    @property
    def signals(self) -> EcsSignals:
        """How it does."""
        return EcsSignals(self.service, self.target_group)

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its task role, which can do nothing until something is granted."""
        return self.task_definition.task_role

    def _target_group(self, platform: EcsPlatform, spec: ServiceSpec) -> elbv2.ApplicationTargetGroup:
        return elbv2.ApplicationTargetGroup(
            self,
            "Targets",
            vpc=platform.network.vpc,
            target_type=elbv2.TargetType.IP,
            protocol=elbv2.ApplicationProtocol.HTTP,
            port=spec.port,
            deregistration_delay=_LAST_REQUESTS,
            health_check=_health_check(spec.health),
        )

    def _service(
        self, platform: EcsPlatform, spec: ServiceSpec, strategy: DeployStrategy
    ) -> ecs.FargateService:
        # Without a desired count, so that a deployment does not undo what scaling has set.
        service = ecs.FargateService(
            self,
            "Service",
            cluster=platform.cluster,
            task_definition=self.task_definition,
            vpc_subnets=platform.network.private_subnets,
            security_groups=[self._security_group(platform)],
            assign_public_ip=False,
            health_check_grace_period=Duration.seconds(spec.health.startup_grace_seconds),
            availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.ENABLED,
            enable_ecs_managed_tags=True,
            propagate_tags=ecs.PropagatedTagSource.SERVICE,
            **rollout_settings(strategy),
        )
        service.attach_to_application_target_group(self.target_group)
        return service

    def _security_group(self, platform: EcsPlatform) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=platform.network.vpc,
            allow_all_outbound=False,
            description="Tasks of the service",
        )

    def _scale(self, spec: ServiceSpec) -> None:
        tasks = self.service.auto_scale_task_count(
            min_capacity=spec.scaling.minimum, max_capacity=spec.scaling.maximum
        )
        tasks.scale_on_cpu_utilization(
            "Processor", target_utilization_percent=spec.scaling.target_cpu_percent
        )


def _health_check(health: HealthCheck) -> elbv2.HealthCheck:
    return elbv2.HealthCheck(
        path=health.path,
        interval=Duration.seconds(health.interval_seconds),
        timeout=Duration.seconds(health.timeout_seconds),
        healthy_threshold_count=health.healthy_threshold,
        unhealthy_threshold_count=health.unhealthy_threshold,
        healthy_http_codes="200",
    )
