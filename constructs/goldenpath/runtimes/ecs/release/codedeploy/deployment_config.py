"""A strategy as a deployment configuration of CodeDeploy."""

from collections.abc import Mapping
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_codedeploy as codedeploy
from constructs import Construct

from goldenpath.runtimes.parity import UnsupportedStrategyError
from goldenpath.service import BlueGreen, Canary, Linear

_LONGEST_SHIFTING = timedelta(hours=48)


def deployment_config(
    scope: Construct, strategy: BlueGreen | Canary | Linear
) -> codedeploy.IEcsDeploymentConfig:
    """Find CodeDeploy's own configuration for a strategy, or make one.

    CodeDeploy's own are preferred, since an account has at most 50 others [1]_.

    Parameters
    ----------
    scope
        The construct that a new configuration belongs to.
    strategy
        How to move the traffic.

    Raises
    ------
    UnsupportedStrategyError
        If its first and last shift are more than 48 hours apart [1]_.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
    """
    shifting = strategy.shifts[-1].after
    if shifting > _LONGEST_SHIFTING:
        raise UnsupportedStrategyError(
            "CodeDeploy",
            strategy,
            f"its shifts should be at most 48 hours apart, not {shifting / timedelta(hours=1):g}",
        )
    match strategy:
        case BlueGreen():
            return codedeploy.EcsDeploymentConfig.ALL_AT_ONCE
        case Canary():
            return _canary(scope, strategy)
        case Linear():
            return _linear(scope, strategy)


def _canary(scope: Construct, strategy: Canary) -> codedeploy.IEcsDeploymentConfig:
    own = codedeploy.EcsDeploymentConfig
    known = {
        (10, timedelta(minutes=5)): own.CANARY_10_PERCENT_5_MINUTES,
        (10, timedelta(minutes=15)): own.CANARY_10_PERCENT_15_MINUTES,
    }
    routing = codedeploy.TrafficRouting.time_based_canary(
        percentage=strategy.percent, interval=_duration(strategy.bake)
    )
    return _known_or_new(scope, known, (strategy.percent, strategy.bake), routing)


def _linear(scope: Construct, strategy: Linear) -> codedeploy.IEcsDeploymentConfig:
    own = codedeploy.EcsDeploymentConfig
    known = {
        (10, timedelta(minutes=1)): own.LINEAR_10_PERCENT_EVERY_1_MINUTES,
        (10, timedelta(minutes=3)): own.LINEAR_10_PERCENT_EVERY_3_MINUTES,
    }
    routing = codedeploy.TrafficRouting.time_based_linear(
        percentage=strategy.percent, interval=_duration(strategy.interval)
    )
    return _known_or_new(scope, known, (strategy.percent, strategy.interval), routing)


def _known_or_new(
    scope: Construct,
    known: Mapping[tuple[int, timedelta], codedeploy.IEcsDeploymentConfig],
    wanted: tuple[int, timedelta],
    routing: codedeploy.TrafficRouting,
) -> codedeploy.IEcsDeploymentConfig:
    return known.get(wanted) or codedeploy.EcsDeploymentConfig(
        scope, "DeploymentConfig", traffic_routing=routing
    )


def _duration(length: timedelta) -> Duration:
    return Duration.seconds(length.total_seconds())
