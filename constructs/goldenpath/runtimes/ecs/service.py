"""A microservice on ECS."""

import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.observability import ServiceLog
from goldenpath.runtimes.ecs.checks import check
from goldenpath.runtimes.ecs.execute_command import allow_shells
from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.release import Engine, Releasable, mechanism
from goldenpath.runtimes.ecs.scaling import scale
from goldenpath.runtimes.ecs.service_connect import connect
from goldenpath.runtimes.ecs.signals import EcsSignals
from goldenpath.runtimes.ecs.task import ServiceTask
from goldenpath.runtimes.hosted_service import HostedService
from goldenpath.runtimes.ingress import Route
from goldenpath.runtimes.service_runtime import ServiceRuntime
from goldenpath.service import DeployStrategy, ServiceSpec

_EVERYTHING = Route()
_PLAIN = FargateOptions()


@jsii.implements(ec2.IConnectable, iam.IGrantable)
class EcsService(HostedService):
    """A microservice on Fargate, reached through the platform's load balancer, and scaled by its load.

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
    options
        What only ECS offers: Spot, ECS Exec, Service Connect; none of it by default.

    Attributes
    ----------
    service, task_definition, target_groups, log_group
        The ECS service and its parts.
    version
        What tells its image from others, in short.
    alarms
        What judges a release, and takes it back.
    route, ingress, port
        Which requests it gets, by which load balancer, and the port that its copies listen on.

    Raises
    ------
    UnsupportedStrategyError
        If the engine cannot carry the strategy out.
    ValueError
        If the engine is none, another service has the route's priority, the route's host is none of the
        platform's, the engine is ``codedeploy`` and the stack has no account or no region, or the options
        contradict the description, the engine or the network.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import (
    ...     DeployStrategy, EcsPlatform, EcsService, ImageSource, LogKey, Network, Route, ServiceSpec,
    ...     SmokeTest,
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
    ...     smoke_test=SmokeTest(paths=("/checkout/orders",)),
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
        options: FargateOptions = _PLAIN,
    ) -> None:
        super().__init__(scope, construct_id, spec=spec)
        check(spec, options, engine, platform.network)
        task = ServiceTask(
            self,
            "Task",
            spec=spec,
            options=options,
            log_key=platform.log_key,
            log_retention=platform.log_retention,
        )
        self.log_group = task.log_group
        self.version = task.version
        self.task_definition = task.definition
        releasable = Releasable(
            platform=platform,
            spec=spec,
            options=options,
            task=task,
            security_group=self._security_group(platform),
            route=route,
        )
        release = mechanism(engine, strategy)(self, "Release", releasable=releasable)
        self.target_groups = release.target_groups
        self.alarms = release.alarms
        self._versions_metric = release.versions_metric
        self.route = route
        self.port = spec.port
        self.ingress = platform.ingress_of(route)
        self.service = release.service
        # Tasks would start before they may pull their image.
        self.service.node.add_dependency(self.task_definition.obtain_execution_role())
        self.connections.allow_to_any_ipv4(ec2.Port.HTTPS, "AWS services and other APIs")
        self._url = self.ingress.url(route)
        if options.execute_command:
            allow_shells(self.service, platform)
        scale(self.service, spec.scaling, self.target_groups)
        self._discovery_url = connect(self.service, spec, task.log_group) if options.service_connect else None

    @property
    def connections(self) -> ec2.Connections:
        """Whom it may speak with."""
        return self.service.connections

    @property
    def url(self) -> str:
        """Address under which its users reach it."""
        return self._url

    @property
    def discovery_url(self) -> str:
        """Address under which other services with ``service_connect`` reach it by its name.

        Raises
        ------
        ValueError
            If it has no ``service_connect``.
        """
        if self._discovery_url is None:
            raise ValueError(
                f"{self.node.path} is not reached by its name: give it FargateOptions(service_connect=True)"
            )
        return self._discovery_url

    def admit(self, caller: ec2.IConnectable) -> None:
        """Let something in the network send requests to the service's ``url``.

        Parameters
        ----------
        caller
            What sends them.
        """
        entrance = self.ingress.load_balancer
        port = ec2.Port.HTTPS if self.ingress.is_secure else ec2.Port.HTTP
        if self.route.internal:
            caller.connections.allow_to(entrance, port, "To internal routes")
        else:
            caller.connections.allow_to_any_ipv4(port, "To public routes")

    def may_call(self, other: ServiceRuntime) -> None:
        """Let it send requests to another service, whatever runs that.

        Parameters
        ----------
        other
            The service that answers: at its ``url``, or at its ``discovery_url`` where it is on ECS too and
            its route is not internal.

        Raises
        ------
        ValueError
            If the other is on ECS, its route is not internal, and one of them has no ``service_connect``.
        """
        if not isinstance(other, EcsService) or other.route.internal:
            super().may_call(other)
        elif self.discovery_url and other.discovery_url:
            self.connections.allow_to(other, ec2.Port.tcp(other.port), "Service Connect")

    @property
    def log(self) -> ServiceLog:
        """Where its lines are."""
        return ServiceLog(group=self.log_group)

    @property
    def signals(self) -> EcsSignals:
        """How it does."""
        return EcsSignals(
            self.ingress.load_balancer.load_balancer_full_name,
            [group.target_group_full_name for group in self.target_groups],
            cluster_name=self.service.cluster.cluster_name,
            service_name=self.service.service_name,
            versions_metric=self._versions_metric,
        )

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its task role, which may only send traces until more is granted."""
        return self.task_definition.task_role

    def _security_group(self, platform: EcsPlatform) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=platform.network.vpc,
            allow_all_outbound=False,
            description="Tasks of the service",
        )
