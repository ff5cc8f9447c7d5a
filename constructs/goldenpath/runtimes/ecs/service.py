"""A microservice on ECS."""

from aws_cdk import Tags
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.release import Engine, Releasable, mechanism
from goldenpath.runtimes.ecs.signals import EcsSignals
from goldenpath.runtimes.ecs.task import ServiceTask
from goldenpath.runtimes.ingress import Route
from goldenpath.service import DeployStrategy, ServiceSpec

_EVERYTHING = Route()


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
        How a new version takes over.
    engine
        Who carries that out. ``codedeploy``, the default: a pipeline starts each release, and a stack update
        never changes what runs. ``ecs``: a stack update is the release. A rolling strategy needs ``ecs``.
    route
        Which requests it gets: all that no other service has, unless told otherwise.

    Attributes
    ----------
    service, task_definition, target_groups, log_group
        The ECS service and its parts.
    connections
        Whom it may speak with.

    Raises
    ------
    UnsupportedStrategyError
        If the engine cannot carry the strategy out.
    ValueError
        If the engine is none, another service has the route's priority, the route's host is none of the
        platform's, or the engine is ``codedeploy`` and the stack has no account or no region.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import (
    ...     DeployStrategy, EcsPlatform, EcsService, ImageSource, LogKey, Network, Route, ServiceSpec,
    ... )
    >>> stack = cdk.Stack(
    ...     cdk.App(), "Shop", env=cdk.Environment(account="111111111111", region="eu-west-1")
    ... )
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
    ...     stack, "Checkout", platform=platform, spec=checkout,
    ...     strategy=DeployStrategy.canary(percent=10, bake=cdk.Duration.minutes(5)),
    ...     route=Route(path="/checkout/*", priority=10),
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
        strategy: DeployStrategy,
        engine: Engine = "codedeploy",
        route: Route = _EVERYTHING,
    ) -> None:
        super().__init__(scope, construct_id)
        task = ServiceTask(
            self, "Task", spec=spec, log_key=platform.log_key, log_retention=platform.log_retention
        )
        self.log_group = task.log_group
        self.task_definition = task.definition
        releasable = Releasable(
            platform=platform,
            spec=spec,
            task=task,
            security_group=self._security_group(platform),
            route=route,
        )
        release = mechanism(engine, strategy)(self, "Release", releasable=releasable)
        self.target_groups = release.target_groups
        self._load_balancer = platform.ingress.load_balancer
        self.service = release.service
        # Tasks would start before they may pull their image.
        self.service.node.add_dependency(self.task_definition.obtain_execution_role())
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
        return EcsSignals(self.service, self._load_balancer, self.target_groups)

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its task role, which can do nothing until something is granted."""
        return self.task_definition.task_role

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
