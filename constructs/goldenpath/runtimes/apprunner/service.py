"""A microservice on App Runner."""

import jsii
from aws_cdk import aws_apprunner as apprunner
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.observability import RollbackAlarms, ServiceLog
from goldenpath.runtimes.address import host_of
from goldenpath.runtimes.apprunner.checks import problems
from goldenpath.runtimes.apprunner.domains import CustomDomain
from goldenpath.runtimes.apprunner.options import AppRunnerOptions
from goldenpath.runtimes.apprunner.platform import AppRunnerPlatform
from goldenpath.runtimes.apprunner.roles import access_role
from goldenpath.runtimes.apprunner.signals import AppRunnerSignals, log_group_name
from goldenpath.runtimes.apprunner.source import source
from goldenpath.runtimes.hosted_service import HostedService, reach_by_https
from goldenpath.runtimes.image import service_image
from goldenpath.runtimes.ingress import Route
from goldenpath.runtimes.ingress.firewall import Firewall
from goldenpath.runtimes.parity import Runtime, refuse
from goldenpath.runtimes.service_role import service_role
from goldenpath.service import DeployStrategy, ServiceSpec

_EVERYTHING = Route()
_PLAIN = AppRunnerOptions()


@jsii.implements(ec2.IConnectable, iam.IGrantable)
class AppRunnerService(HostedService):
    """A microservice that App Runner runs, scales by requests, and replaces blue/green by itself.

    App Runner goes back only when a new version fails its health check: nothing else stops a release, nothing
    is watched afterwards, and the strategy's bake has no effect. The alarms tell people. It is deployed by
    its stack, never by a push to the registry.

    Its output goes to log groups that App Runner makes: they take neither the platform's key nor its
    retention. App Runner lets no tag change, so that another ``name`` or ``owner`` replaces the service, and
    with it the address that App Runner gave it.

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
        How a new version takes over: ``blue-green``.
    route
        Whether the internet reaches it, or only the network, and under which name. Its path is where its
        ``url`` leads.
    options
        What only App Runner offers.

    Attributes
    ----------
    service, role
        The App Runner service, and who its code is to AWS.
    log
        Where its lines are.
    alarms
        What tells that a version does badly.
    route
        Which requests it gets.

    Raises
    ------
    UnsupportedStrategyError
        If the strategy is another one.
    UnsupportedError
        If App Runner cannot do what the description asks for; the message lists all of it.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import (
    ...     AppRunnerPlatform, AppRunnerService, DeployStrategy, ImageSource, LogKey, NatMode, Network, Route,
    ...     ServiceSpec,
    ... )
    >>> stack = cdk.Stack(cdk.App(), "Shop", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"],
    ...     log_key=key, nat=NatMode.SINGLE,
    ... )
    >>> platform = AppRunnerPlatform(stack, "Platform", network=network, log_key=key)
    >>> repository = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/checkout"
    >>> checkout = ServiceSpec(
    ...     name="checkout", owner="team-orders", runbook="https://runbooks.example.com/checkout",
    ...     image=ImageSource.digest(repository, "sha256:" + "0" * 64),
    ... )
    >>> service = AppRunnerService(
    ...     stack, "Checkout", platform=platform, spec=checkout, strategy=DeployStrategy.blue_green(),
    ...     route=Route(path="/checkout/*", priority=10, internal=True),
    ... )
    >>> service.url.endswith("/checkout/")
    True

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/manage-deploy.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: AppRunnerPlatform,
        spec: ServiceSpec,
        strategy: DeployStrategy,
        route: Route = _EVERYTHING,
        options: AppRunnerOptions = _PLAIN,
    ) -> None:
        super().__init__(scope, construct_id, spec=spec)
        refuse(Runtime.APP_RUNNER, spec, strategy, list(problems(spec, route, platform)))
        self._platform = platform
        self._spec = spec
        self.route = route
        self.role = service_role(
            self, "InstanceRole", assumed_by=iam.ServicePrincipal("tasks.apprunner.amazonaws.com")
        )
        self._security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=platform.network.vpc,
            allow_all_outbound=False,
            description="Copies of the service",
        )
        reach_by_https(self)
        self.service = self._service(options)
        self.log = ServiceLog(
            group=logs.LogGroup.from_log_group_name(self, "Log", log_group_name(self.service))
        )
        self._host = self._private_host() if route.internal else self._public_host()
        self.alarms = RollbackAlarms(
            self,
            "Alarms",
            spec=spec,
            versions=[self.signals],
            unhealthy_copies=[],
            bake=None,
            consequence="App Runner does not go back by itself: deploy the version before",
        ).alarms

    @property
    def url(self) -> str:
        """Address under which its users reach it."""
        return f"https://{self._host}{self.route.prefix}"

    @property
    def signals(self) -> AppRunnerSignals:
        """How it does."""
        return AppRunnerSignals(self.service)

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its instance role, which may only send traces until more is granted."""
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
            What sends them; the private way is open to the whole network.
        """
        reach_by_https(caller)

    def _service(self, options: AppRunnerOptions) -> apprunner.CfnService:
        kind = apprunner.CfnService
        spec, health = self._spec, self._spec.health
        image = service_image(self, spec.image, spec.architecture)
        self.version = image.version
        puller = access_role(self, image)
        service = kind(
            self,
            "Service",
            source_configuration=source(self, spec, image=image, puller=puller, role=self.role),
            instance_configuration=kind.InstanceConfigurationProperty(
                cpu=str(spec.cpu), memory=str(spec.memory_mib), instance_role_arn=self.role.role_arn
            ),
            health_check_configuration=kind.HealthCheckConfigurationProperty(
                protocol="HTTP",
                path=health.path,
                interval=health.interval_seconds,
                timeout=health.timeout_seconds,
                healthy_threshold=health.healthy_threshold,
                unhealthy_threshold=health.unhealthy_threshold,
            ),
            auto_scaling_configuration_arn=apprunner.CfnAutoScalingConfiguration(
                self,
                "Scaling",
                min_size=spec.scaling.minimum,
                max_size=spec.scaling.maximum,
                max_concurrency=options.maximum_concurrency,
            ).attr_auto_scaling_configuration_arn,
            observability_configuration=kind.ServiceObservabilityConfigurationProperty(
                observability_enabled=True,
                observability_configuration_arn=self._platform.observability_arn,
            ),
            network_configuration=kind.NetworkConfigurationProperty(
                egress_configuration=kind.EgressConfigurationProperty(
                    egress_type="VPC", vpc_connector_arn=self._connector()
                ),
                ingress_configuration=kind.IngressConfigurationProperty(
                    is_publicly_accessible=not self.route.internal
                ),
            ),
        )
        # App Runner pulls the image and reads the secrets at once: the rights to do so come first.
        service.node.add_dependency(puller, self.role)
        return service

    def _connector(self) -> str:
        network = self._platform.network
        return apprunner.CfnVpcConnector(
            self,
            "Connector",
            subnets=network.vpc.select_subnets(subnet_group_name="private").subnet_ids,
            security_groups=[self._security_group.security_group_id],
        ).attr_vpc_connector_arn

    def _private_host(self) -> str:
        kind = apprunner.CfnVpcIngressConnection
        return kind(
            self,
            "PrivateWay",
            service_arn=self.service.attr_service_arn,
            ingress_vpc_configuration=kind.IngressVpcConfigurationProperty(
                vpc_id=self._platform.network.vpc.vpc_id, vpc_endpoint_id=self._platform.endpoint_id
            ),
        ).attr_domain_name

    def _public_host(self) -> str:
        Firewall(
            self,
            "Firewall",
            resource_arn=self.service.attr_service_arn,
            log_key=self._platform.log_key,
            log_retention=self._platform.log_retention,
        )
        host, domain = self.route.host, self._platform.domain
        function = self._platform.domain_function
        own = host_of(self.service.attr_service_url)
        if host is None or domain is None or function is None:
            return own
        CustomDomain(
            self,
            "Domain",
            function=function,
            service_arn=self.service.attr_service_arn,
            service_host=own,
            host=host,
            hosted_zone_id=domain.hosted_zone_id,
        )
        return host
