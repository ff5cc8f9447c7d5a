"""Traffic moved by ECS itself."""

from datetime import timedelta
from typing import TypedDict

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from goldenpath.runtimes.ecs.release.controller_role import EcsControllerRole
from goldenpath.runtimes.ecs.release.fargate import fargate_service
from goldenpath.runtimes.ecs.release.release import Releasable
from goldenpath.runtimes.ecs.release.watching import rollback_alarms, taking_back
from goldenpath.runtimes.ecs.smoke_test import SmokeTestFunction
from goldenpath.runtimes.ecs.traffic import SharedRoute
from goldenpath.runtimes.parity import UnsupportedStrategyError
from goldenpath.service import BlueGreen, Canary, Linear

_LEAST_STEP_PERCENT = 3
_LONGEST = timedelta(hours=33)


class _Shifting(TypedDict, total=False):
    deployment_strategy: ecs.DeploymentStrategy
    canary_configuration: ecs.TrafficShiftConfig
    linear_configuration: ecs.TrafficShiftConfig


class NativeRelease(Construct):
    """ECS starts the new version beside the old one, tries it, moves the traffic, and goes back on an alarm.

    The release is part of the stack update, which takes as long as the release does, and fails with it.

    Parameters
    ----------
    scope
        The service.
    construct_id
        Its id in that scope.
    releasable
        What to release.
    strategy
        How.

    Attributes
    ----------
    service, target_groups, alarms, versions_metric
        See :class:`goldenpath.runtimes.ecs.release.Release`.

    Raises
    ------
    UnsupportedStrategyError
        If linear steps are below 3 %, or shifts and bake together take longer than 33 hours [1]_.
    ValueError
        If the bake is shorter than the rollback alarms can ever fire.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-linearconfiguration.html
    """

    versions_metric = "DeploymentCount"

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        releasable: Releasable,
        strategy: BlueGreen | Canary | Linear,
    ) -> None:
        super().__init__(scope, construct_id)
        _check(strategy)
        route = SharedRoute(
            self,
            "Traffic",
            platform=releasable.platform,
            spec=releasable.spec,
            route=releasable.route,
        )
        self.target_groups = (route.blue, route.green)
        smoke_test = SmokeTestFunction(
            self,
            "SmokeTest",
            platform=releasable.platform,
            spec=releasable.spec,
            route=releasable.route,
            engine="ecs",
        )
        role = EcsControllerRole(self, "Role", route=route, smoke_test=smoke_test)
        judges = rollback_alarms(
            self, releasable=releasable, target_groups=self.target_groups, bake=strategy.bake
        )
        self.alarms = judges.alarms
        self.service = fargate_service(
            self,
            releasable,
            deployment_alarms=taking_back(judges),
            bake_time=Duration.seconds(strategy.bake.total_seconds()),
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.ENABLED,
            **_shifting(strategy),
        )
        rule = ecs.ListenerRuleConfiguration.application_listener_rule
        self.service.load_balancer_target(
            container_name=releasable.spec.name,
            container_port=releasable.spec.port,
            alternate_target=ecs.AlternateTarget(
                "Alternate",
                alternate_target_group=route.green,
                production_listener=rule(route.production_rule),
                test_listener=rule(route.test_rule),
                role=role.without_policy_updates(),
            ),
        ).attach_to_application_target_group(route.blue)
        self.service.add_lifecycle_hook(
            ecs.DeploymentLifecycleLambdaTarget(
                smoke_test.function,
                "SmokeTest",
                lifecycle_stages=[ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT],
                role=role.without_policy_updates(),
            )
        )
        # ECS refuses target groups that no load balancer leads to.
        self.service.node.add_dependency(route)


def _shifting(strategy: BlueGreen | Canary | Linear) -> _Shifting:
    match strategy:
        case BlueGreen():
            return {"deployment_strategy": ecs.DeploymentStrategy.BLUE_GREEN}
        case Canary():
            return {
                "deployment_strategy": ecs.DeploymentStrategy.CANARY,
                "canary_configuration": _shift(strategy.percent, strategy.bake),
            }
        case Linear():
            return {
                "deployment_strategy": ecs.DeploymentStrategy.LINEAR,
                "linear_configuration": _shift(strategy.percent, strategy.interval),
            }


def _shift(percent: int, watched: timedelta) -> ecs.TrafficShiftConfig:
    return ecs.TrafficShiftConfig(
        step_percent=percent, step_bake_time=Duration.seconds(watched.total_seconds())
    )


def _check(strategy: BlueGreen | Canary | Linear) -> None:
    problems = []
    if isinstance(strategy, Linear) and strategy.percent < _LEAST_STEP_PERCENT:
        problems.append(f"its percent should be at least {_LEAST_STEP_PERCENT}, not {strategy.percent}")
    total = strategy.shifts[-1].after + strategy.bake
    if total > _LONGEST:
        problems.append(
            f"its shifts and bake should take at most {_hours(_LONGEST)} together, not {_hours(total)}"
        )
    if problems:
        raise UnsupportedStrategyError("ECS with the engine ecs", strategy, "; ".join(problems))


def _hours(length: timedelta) -> str:
    return f"{length / timedelta(hours=1):g} hours"
