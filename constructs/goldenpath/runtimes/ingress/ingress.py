"""The way from the internet to an environment's services."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.network import Network
from goldenpath.runtimes.ingress.access_log_bucket import AccessLogBucket
from goldenpath.runtimes.ingress.domain import Domain
from goldenpath.runtimes.ingress.entrance import PlainEntrance, SecureEntrance
from goldenpath.runtimes.ingress.firewall import Firewall
from goldenpath.runtimes.ingress.route import Route


class Ingress(Construct):
    """An internet-facing load balancer behind a firewall, which writes every request down.

    With a domain it speaks TLS 1.2 and 1.3 and redirects plain HTTP; without, it speaks HTTP only, which is
    for environments that hold nothing real. What no route matches is answered with 404.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with a region: who may write access logs depends on it.
    construct_id
        Its id in that scope.
    network
        The network that it stands in.
    log_key
        Key that the firewall's log is encrypted with.
    log_retention
        How long the firewall's log is kept.
    domain
        The name that leads here.
    deletion_protection
        Whether AWS refuses to delete the load balancer.

    Attributes
    ----------
    load_balancer, listener, test_listener
        The load balancer, where services are attached, and where their next versions are tried.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        domain: Domain | None,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self.load_balancer = elbv2.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=network.vpc,
            vpc_subnets=network.public_subnets,
            security_group=self._security_group(network),
            internet_facing=True,
            drop_invalid_header_fields=True,
            deletion_protection=deletion_protection,
        )
        if not deletion_protection:
            acknowledge(
                self.load_balancer,
                {
                    "NIST.800.53.R5-ELBDeletionProtectionEnabled": "The environment was declared one that "
                    "may be deleted whole."
                },
            )
        self.load_balancer.log_access_logs(AccessLogBucket(self, "AccessLogs"))
        Firewall(
            self,
            "Firewall",
            load_balancer=self.load_balancer,
            log_key=log_key,
            log_retention=log_retention,
        )
        self._entrance = self._open(domain)
        self.listener = self._entrance.listener
        self.test_listener = self._entrance.test_listener
        self._routes: dict[int, str] = {}

    def route(
        self, scope: Construct, route: Route, action: elbv2.ListenerAction
    ) -> elbv2.ApplicationListenerRule:
        """Lead some requests from the internet to a service.

        Parameters
        ----------
        scope
            The service that they are led to; what is made for it belongs to it.
        route
            Which requests.
        action
            Where they go.

        Raises
        ------
        ValueError
            If another service has that priority, or the host is none of the platform's.
        """
        self._take_priority(scope, route)
        if route.host is not None:
            self._entrance.name(scope, route.host)
        return _rule(scope, "Route", self.listener, route, action)

    def test_route(
        self, scope: Construct, route: Route, action: elbv2.ListenerAction
    ) -> elbv2.ApplicationListenerRule:
        """Lead the same requests, where they are tests, to the version of a service that is tried.

        Parameters
        ----------
        scope
            The service, whose route has been led already.
        route
            Which requests.
        action
            Where they go.
        """
        return _rule(scope, "TestRoute", self.test_listener, route, action)

    def url(self, route: Route) -> str:
        """Say under which address a route is reached, up to its path's first wildcard."""
        path = route.path.replace("?", "*").split("*")[0]
        return f"{'https' if self.is_secure else 'http'}://{self.host(route)}{path}"

    def host(self, route: Route) -> str:
        """Say under which name a route is reached."""
        return self._entrance.host(route.host)

    @property
    def is_secure(self) -> bool:
        """Whether services are reached by TLS."""
        return self._entrance.is_secure

    @property
    def test_port(self) -> int:
        """Port of the test listener."""
        return self._entrance.test_port

    def _security_group(self, network: Network) -> ec2.SecurityGroup:
        security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=network.vpc,
            allow_all_outbound=False,
            description="Load balancer that the internet reaches",
        )
        acknowledge(
            security_group,
            {
                "AwsSolutions-EC23": "It is the way in from the internet: open on the listeners' ports only, "
                "behind a web application firewall."
            },
        )
        return security_group

    def _open(self, domain: Domain | None) -> PlainEntrance | SecureEntrance:
        if domain is None:
            return PlainEntrance(self, "Entrance", load_balancer=self.load_balancer)
        return SecureEntrance(self, "Entrance", load_balancer=self.load_balancer, domain=domain)

    def _take_priority(self, scope: Construct, route: Route) -> None:
        priority = route.rank
        holder = self._routes.setdefault(priority, scope.node.path)
        if holder != scope.node.path:
            raise ValueError(
                f"{scope.node.path} and {holder} both have the route priority {priority}: "
                "give one of them a Route with another priority"
            )


def _rule(
    scope: Construct,
    construct_id: str,
    listener: elbv2.ApplicationListener,
    route: Route,
    action: elbv2.ListenerAction,
) -> elbv2.ApplicationListenerRule:
    return elbv2.ApplicationListenerRule(
        scope,
        construct_id,
        listener=listener,
        priority=route.rank,
        conditions=_conditions(route),
        action=action,
    )


def _conditions(route: Route) -> list[elbv2.ListenerCondition]:
    paths = [elbv2.ListenerCondition.path_patterns([route.path])]
    hosts = [] if route.host is None else [elbv2.ListenerCondition.host_headers([route.host])]
    return paths + hosts
