"""Copies replaced step by step."""

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from goldenpath.runtimes.ecs.release.fargate import fargate_service
from goldenpath.runtimes.ecs.release.release import Releasable
from goldenpath.runtimes.ecs.release.watching import rollback_alarms, taking_back
from goldenpath.runtimes.ecs.traffic import targets


class RollingRelease(Construct):
    """New copies join the old ones behind one target group.

    ECS goes back when they do not become healthy, or on an alarm.

    Parameters
    ----------
    scope
        The service.
    construct_id
        Its id in that scope.
    releasable
        What to release.

    Attributes
    ----------
    service, target_groups, alarms, versions_metric
        See :class:`goldenpath.runtimes.ecs.release.Release`.
    """

    versions_metric = "DeploymentCount"

    def __init__(self, scope: Construct, construct_id: str, *, releasable: Releasable) -> None:
        super().__init__(scope, construct_id)
        group = targets(self, "Targets", network=releasable.platform.network, spec=releasable.spec)
        rule = releasable.ingress.route(self, releasable.route, elbv2.ListenerAction.forward([group]))
        self.target_groups = (group,)
        judges = rollback_alarms(self, releasable=releasable, target_groups=self.target_groups, bake=None)
        self.alarms = judges.alarms
        self.service = fargate_service(
            self,
            releasable,
            deployment_alarms=taking_back(judges),
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.ENABLED,
        )
        self.service.attach_to_application_target_group(group)
        # ECS refuses a target group that no load balancer leads to.
        self.service.node.add_dependency(rule)
