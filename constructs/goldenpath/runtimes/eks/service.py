"""A microservice on EKS."""

from collections.abc import Sequence

import jsii
from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_eks as eks_l1
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.observability import RollbackAlarms, ServiceLog
from goldenpath.runtimes.eks import release
from goldenpath.runtimes.eks.checks import problems
from goldenpath.runtimes.eks.ingress import IngressTargets, ServiceIngress, name_load_balancer
from goldenpath.runtimes.eks.manifest import Manifest
from goldenpath.runtimes.eks.platform import EksPlatform
from goldenpath.runtimes.eks.pod_identity import pod_principal
from goldenpath.runtimes.eks.signals import EksSignals
from goldenpath.runtimes.eks.workload import workload
from goldenpath.runtimes.environment import container_environment
from goldenpath.runtimes.hosted_service import HostedService
from goldenpath.runtimes.image import service_image
from goldenpath.runtimes.ingress import Route, TargetGroupSignals
from goldenpath.runtimes.parity import Runtime, refuse
from goldenpath.runtimes.secrets import container_secrets
from goldenpath.runtimes.service_role import service_role
from goldenpath.service import DeployStrategy, ServiceSpec

_EVERYTHING = Route()


@jsii.implements(ec2.IConnectable, iam.IGrantable)
class EksService(HostedService):
    """A microservice in a namespace of its own, reached through a load balancer, and scaled by its load.

    Its pods keep the restricted security standard, and have a role of their own by EKS Pod Identity. A
    rolling strategy replaces them step by step, and stops where the new ones do not become ready. With any
    other, Argo Rollouts moves the load balancer's traffic, judges the new version by the service's own
    alarms' metrics, and takes the traffic back. The stack update starts a release and does not wait for it.

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
    route
        Which requests it gets: all that no other service has, unless told otherwise.

    Attributes
    ----------
    alarms
        What judges a release.
    role
        Who its code is to AWS.
    route
        Which requests it gets.

    Raises
    ------
    UnsupportedError
        If EKS cannot do what the description asks for; the message lists all of it.
    ValueError
        If the platform has no load balancer for the route, or the bake is shorter than the alarms can fire.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import (
    ...     DeployStrategy, EksPlatform, EksService, ImageSource, LogKey, NatMode, Network, ServiceSpec
    ... )
    >>> stack = cdk.Stack(cdk.App(), "Shop", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"],
    ...     log_key=key, nat=NatMode.SINGLE,
    ... )
    >>> platform = EksPlatform(stack, "Platform", network=network, log_key=key)
    >>> checkout = ServiceSpec(
    ...     name="checkout", owner="team-orders", runbook="https://runbooks.example.com/checkout",
    ...     image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
    ... )
    >>> service = EksService(
    ...     stack, "Checkout", platform=platform, spec=checkout, strategy=DeployStrategy.canary()
    ... )
    >>> len(service.alarms)
    3
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: EksPlatform,
        spec: ServiceSpec,
        strategy: DeployStrategy,
        route: Route = _EVERYTHING,
    ) -> None:
        super().__init__(scope, construct_id, spec=spec)
        refuse(Runtime.EKS, spec, strategy, list(problems(spec, strategy, route, platform)))
        platform.claims.take(self.node.path, spec, route)
        self._platform = platform
        self._spec = spec
        self.route = route
        self._shifting = strategy if isinstance(strategy, release.Shifting) else None
        self._targets = self._entrance()
        self._name()
        self.role = self._role()
        self.alarms: Sequence[cloudwatch.Alarm] = self._rollback_alarms()
        image = service_image(self, spec.image, spec.architecture)
        self.version = image.version
        copies = Manifest(
            self,
            "Workload",
            cluster=platform.cluster,
            objects=workload(
                spec,
                strategy,
                image=image.uri,
                environment=container_environment(self, spec, version=image.version),
                region=Stack.of(self).region,
                network=platform.network,
                alarms=self.alarms,
                smoke_test_image=platform.smoke_test_image,
            ),
        )
        # A pod gets its role when it is made, and its readiness gate when its target group is there.
        copies.node.add_dependency(self._identity(), self._targets)

    @property
    def url(self) -> str:
        """Address under which its users reach it."""
        scheme = "https" if self._platform.ingress_of(self.route).is_secure else "http"
        return f"{scheme}://{self._platform.host(self.route)}{self.route.prefix}"

    @property
    def log(self) -> ServiceLog:
        """Where its lines are: in one log group with those of the whole cluster."""
        return ServiceLog(group=self._platform.container_log_group, container=self._spec.name)

    @property
    def signals(self) -> EksSignals:
        """How it does."""
        return EksSignals(
            self._targets.load_balancer,
            self._targets.target_groups,
            cluster_name=self._platform.cluster_name,
            service=self._spec.name,
        )

    @property
    def grant_principal(self) -> iam.IPrincipal:
        """Who the service is to AWS: its role, which may only send traces until more is granted."""
        return self.role

    @property
    def connections(self) -> ec2.Connections:
        """Whom its pods may speak with: all pods of a cluster share one security group.

        Its network policy lets them out to HTTPS anywhere, to services of the network, and to whatever stands
        in the isolated tier; what stands elsewhere on other ports they cannot reach.
        """
        return self._platform.connections

    def admit(self, caller: ec2.IConnectable) -> None:
        """Let something in the network send requests to the service's ``url``.

        Parameters
        ----------
        caller
            What sends them.
        """
        group = self._platform.ingress_of(self.route)
        port = ec2.Port.HTTPS if group.is_secure else ec2.Port.HTTP
        if self.route.internal:
            caller.connections.allow_to(group.security_group, port, "To internal routes")
        else:
            caller.connections.allow_to_any_ipv4(port, "To public routes")

    def _entrance(self) -> IngressTargets:
        group = self._platform.ingress_of(self.route)
        versions = ("",) if self._shifting is None else (release.STABLE, release.CANARY)
        ingress = ServiceIngress(
            self,
            "Ingress",
            cluster=self._platform.cluster,
            spec=self._spec,
            route=self.route,
            ingress_class=group.name,
            is_secure=group.is_secure,
            versions=versions,
        )
        return IngressTargets(
            self,
            "Targets",
            reader_arn=self._platform.reader_arn,
            group=group,
            ingress=ingress,
            route=self.route,
            versions=len(versions),
        )

    def _name(self) -> None:
        domain, host = self._platform.domain, self.route.host
        if host is None or domain is None or host == domain.name:
            return
        name_load_balancer(
            self,
            domain=domain,
            host=host,
            hostname=self._platform.ingress_of(self.route).hostname,
            load_balancer_zone_id=self._targets.zone_id,
        )

    def _role(self) -> iam.Role:
        role = service_role(
            self, "Role", assumed_by=pod_principal(), description=f"The code of {self._spec.name}"
        )
        for secret in container_secrets(self, self._spec.secrets).values():
            secret.grant_read(role)
        return role

    def _identity(self) -> eks_l1.CfnPodIdentityAssociation:
        return eks_l1.CfnPodIdentityAssociation(
            self,
            "Identity",
            cluster_name=self._platform.cluster.cluster_name,
            namespace=self._spec.name,
            service_account=self._spec.name,
            role_arn=self.role.role_arn,
        )

    def _rollback_alarms(self) -> Sequence[cloudwatch.Alarm]:
        versions = [
            TargetGroupSignals(self._targets.load_balancer, [group]) for group in self._targets.target_groups
        ]
        return RollbackAlarms(
            self,
            "RollbackAlarms",
            spec=self._spec,
            versions=versions,
            unhealthy_copies=[version.unhealthy_copies for version in versions],
            bake=None if self._shifting is None else self._shifting.bake,
        ).alarms
