"""A microservice on ECS Express Mode."""

import jsii
from aws_cdk import Annotations
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.observability import RollbackAlarms, ServiceLog
from goldenpath.runtimes.address import host_of
from goldenpath.runtimes.ecs import EcsPlatform, EcsSignals
from goldenpath.runtimes.environment import container_environment
from goldenpath.runtimes.express.checks import problems
from goldenpath.runtimes.express.roles import TASKS, execution_role, infrastructure_role
from goldenpath.runtimes.express.signals import express_signals, target_group_names
from goldenpath.runtimes.hosted_service import HostedService, reach_by_https
from goldenpath.runtimes.image import ServiceImage, service_image
from goldenpath.runtimes.ingress import Route, TargetGroupSignals
from goldenpath.runtimes.parity import FIXED, Runtime, refuse
from goldenpath.runtimes.secrets import container_secrets
from goldenpath.runtimes.service_role import service_role
from goldenpath.service import DeployStrategy, ServiceSpec

_EVERYTHING = Route()
_NO_FIREWALL = (
    "The internet reaches this service through a load balancer that ECS Express Mode makes and shares: no "
    "firewall can stand in front of it here. EcsService has one."
)


@jsii.implements(ec2.IConnectable, iam.IGrantable)
class ExpressService(HostedService):
    """A microservice whose load balancer, scaling, releases and alarms ECS Express Mode looks after.

    A release is Express Mode's own canary: 5 % of the traffic for three minutes, all of it for three more,
    and back when more than 1 % of the answers have a status of 400 or above [1]_. The alarms here are on the
    service's own promise, and tell people.

    Its copies stand where its load balancer does: with an internal route in the private tier, and else in the
    public one, where each gets a public address. Express Mode puts a security group of its own beside the
    one here, which lets its load balancer in, and may let copies speak with all the world [2]_. It lets no
    tag change, so that another ``name`` or ``owner`` replaces the service, and its address with it.

    Parameters
    ----------
    scope
        The construct it belongs to; it may be in another stack than the platform.
    construct_id
        Its id in that scope.
    platform
        The platform whose cluster it runs in.
    spec
        What it is and promises.
    strategy
        How a new version takes over: ``DeployStrategy.canary(percent=5, bake=<3 minutes>)``.
    route
        Whether the internet reaches it, or only the network. Its path is where its ``url`` leads.

    Attributes
    ----------
    service, role, log_group
        The Express service, who its code is to AWS, and where its output goes.
    alarms
        What tells that a version does badly.
    route
        Which requests it gets.

    Raises
    ------
    UnsupportedStrategyError
        If the strategy is another one.
    UnsupportedError
        If Express Mode cannot do what the description asks for; the message lists all of it.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import (
    ...     DeployStrategy, EcsPlatform, ExpressService, ImageSource, LogKey, Network, Route, ServiceSpec
    ... )
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
    >>> service = ExpressService(
    ...     stack, "Checkout", platform=platform, spec=checkout,
    ...     strategy=DeployStrategy.canary(percent=5, bake=cdk.Duration.minutes(3)),
    ...     route=Route(path="/checkout/*", priority=10, internal=True),
    ... )
    >>> service.url.endswith("/checkout/")
    True

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-update-full.html
    .. [2] https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: EcsPlatform,
        spec: ServiceSpec,
        strategy: DeployStrategy,
        route: Route = _EVERYTHING,
    ) -> None:
        super().__init__(scope, construct_id, spec=spec)
        refuse(Runtime.EXPRESS, spec, strategy, list(problems(spec, route, platform.network)))
        self._platform = platform
        self._spec = spec
        self.route = route
        self._security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=platform.network.vpc,
            allow_all_outbound=False,
            description="Copies of the service",
        )
        reach_by_https(self)
        self.log_group = logs.LogGroup(
            self, "LogGroup", encryption_key=platform.log_key, retention=platform.log_retention
        )
        self.role = service_role(self, "TaskRole", assumed_by=iam.ServicePrincipal(TASKS))
        image = service_image(self, spec.image, spec.architecture)
        self.version = image.version
        self.service = self._service(image)
        balancer = self.signals.load_balancer
        versions = [TargetGroupSignals(balancer, [name]) for name in target_group_names(self.service)]
        self.alarms = RollbackAlarms(
            self,
            "Alarms",
            spec=spec,
            versions=versions,
            unhealthy_copies=[version.unhealthy_copies for version in versions],
            bake=FIXED[Runtime.EXPRESS].bake,
            consequence="Express Mode goes back by alarms of its own, which see the share of failures only",
        ).alarms
        if not route.internal:
            Annotations.of(self).add_warning_v2("goldenpath:expressWithoutFirewall", _NO_FIREWALL)

    @property
    def url(self) -> str:
        """Address under which its users reach it."""
        return f"https://{host_of(self.service.attr_endpoint)}{self.route.prefix}"

    @property
    def log(self) -> ServiceLog:
        """Where its lines are."""
        return ServiceLog(group=self.log_group)

    @property
    def signals(self) -> EcsSignals:
        """How it does."""
        return express_signals(self.service, cluster_name=self._platform.cluster.cluster_name)

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its task role, which may only send traces until more is granted."""
        return self.role

    @property
    def connections(self) -> ec2.Connections:
        """Whom it may speak with."""
        return ec2.Connections(security_groups=[self._security_group])

    def admit(self, caller: ec2.IConnectable) -> None:
        """Let something in the network send requests to the service's ``url``.

        Parameters
        ----------
        caller
            What sends them; Express Mode's load balancer is open to whom its subnets let in.
        """
        reach_by_https(caller)

    def _service(self, image: ServiceImage) -> ecs.CfnExpressGatewayService:
        kind = ecs.CfnExpressGatewayService
        spec, network = self._spec, self._platform.network
        starting = execution_role(self)
        tier = "private" if self.route.internal else "public"
        service = kind(
            self,
            "Service",
            cluster=self._platform.cluster.cluster_name,
            infrastructure_role_arn=infrastructure_role(self).role_arn,
            execution_role_arn=starting.role_arn,
            task_role_arn=self.role.role_arn,
            cpu=str(spec.cpu),
            memory=str(spec.memory_mib),
            health_check_path=spec.health.path,
            primary_container=self._container(starting, image),
            scaling_target=kind.ExpressGatewayScalingTargetProperty(
                min_task_count=spec.scaling.minimum,
                max_task_count=spec.scaling.maximum,
                auto_scaling_metric="AVERAGE_CPU",
                auto_scaling_target_value=spec.scaling.target_cpu_percent,
            ),
            network_configuration=kind.ExpressGatewayServiceNetworkConfigurationProperty(
                subnets=network.vpc.select_subnets(subnet_group_name=tier).subnet_ids,
                security_groups=[self._security_group.security_group_id],
            ),
        )
        service.node.add_dependency(starting)  # copies would start before they may pull their image
        return service

    def _container(
        self, starting: iam.Role, image: ServiceImage
    ) -> ecs.CfnExpressGatewayService.ExpressGatewayContainerProperty:
        kind = ecs.CfnExpressGatewayService
        spec = self._spec
        image.grant_pull(starting)
        self.log_group.grant_write(starting)
        secrets = container_secrets(self, spec.secrets)
        for secret in secrets.values():
            secret.grant_read(starting)
        return kind.ExpressGatewayContainerProperty(
            image=image.uri,
            container_port=spec.port,
            environment=[
                kind.KeyValuePairProperty(name=name, value=value)
                for name, value in sorted(container_environment(self, spec, version=image.version).items())
            ],
            secrets=[
                kind.SecretProperty(name=name, value_from=secret.arn)
                for name, secret in sorted(secrets.items())
            ]
            or None,
            aws_logs_configuration=kind.ExpressGatewayServiceAwsLogsConfigurationProperty(
                log_group=self.log_group.log_group_name, log_stream_prefix=spec.name
            ),
        )
