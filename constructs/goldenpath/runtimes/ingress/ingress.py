"""The way to an environment's services."""

from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from goldenpath.runtimes.ingress.entrance import PlainEntrance, SecureEntrance
from goldenpath.runtimes.ingress.route import Route


class Ingress(Construct):
    """A load balancer whose routes lead to services. What no route matches is answered with 404.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.

    Attributes
    ----------
    load_balancer, listener, test_listener
        The load balancer, where services are attached, and where their next versions are tried.
    """

    load_balancer: elbv2.ApplicationLoadBalancer

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self._routes: dict[int, str] = {}

    def _open(self, entrance: PlainEntrance | SecureEntrance) -> None:
        self._entrance = entrance
        self.listener = entrance.listener
        self.test_listener = entrance.test_listener

    def route(
        self, scope: Construct, route: Route, action: elbv2.ListenerAction
    ) -> elbv2.ApplicationListenerRule:
        """Lead some requests to a service.

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
        return f"{'https' if self.is_secure else 'http'}://{self.host(route)}{route.prefix}"

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
