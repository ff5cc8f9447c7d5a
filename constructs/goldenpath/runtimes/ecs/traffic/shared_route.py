"""A route that an old and a new version share."""

from constructs import Construct

from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.traffic.live_weights import LiveWeights
from goldenpath.runtimes.ecs.traffic.targets import targets
from goldenpath.runtimes.ingress import Route
from goldenpath.service import ServiceSpec


class SharedRoute(Construct):
    """Two target groups, and the listener rules by which users and tests reach them.

    Whoever releases the service moves the rules' weights; a stack update never does.

    Parameters
    ----------
    scope
        The service that it belongs to.
    construct_id
        Its id in that scope.
    platform
        Where the listeners stand.
    spec
        The service.
    route
        Which requests it gets.

    Attributes
    ----------
    blue, green
        The target groups; the first version of all is in ``blue``.
    production_rule, test_rule
        The rule for users, and that for tests.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, platform: EcsPlatform, spec: ServiceSpec, route: Route
    ) -> None:
        super().__init__(scope, construct_id)
        ingress = platform.ingress_of(route)
        self.blue = targets(self, "Blue", network=platform.network, spec=spec)
        self.green = targets(self, "Green", network=platform.network, spec=spec)
        weights = LiveWeights(
            self,
            "LiveWeights",
            reader_arn=platform.weights_reader.function_arn,
            ingress=ingress,
            blue=self.blue,
            green=self.green,
        )
        self.production_rule = ingress.route(self, route, weights.production)
        self.test_rule = ingress.test_route(self, route, weights.test)
        for rule in (self.production_rule, self.test_rule):
            weights.follow(rule)
