"""The alarms of a release, on what its target groups see."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from goldenpath.observability import RollbackAlarms
from goldenpath.runtimes.ecs.release.release import Releasable
from goldenpath.runtimes.ingress import TargetGroupSignals


def rollback_alarms(
    scope: Construct,
    *,
    releasable: Releasable,
    target_groups: Sequence[elbv2.ApplicationTargetGroup],
    bake: timedelta | None,
) -> RollbackAlarms:
    """Make alarms that judge the version in each target group for itself."""
    load_balancer = releasable.ingress.load_balancer.load_balancer_full_name
    versions = [TargetGroupSignals(load_balancer, [group.target_group_full_name]) for group in target_groups]
    return RollbackAlarms(
        scope,
        "RollbackAlarms",
        spec=releasable.spec,
        versions=versions,
        unhealthy_copies=[version.unhealthy_copies for version in versions],
        bake=bake,
    )


def taking_back(alarms: RollbackAlarms) -> ecs.DeploymentAlarmConfig:
    """Let ECS itself go back on an alarm."""
    return ecs.DeploymentAlarmConfig(
        alarm_names=[alarm.alarm_name for alarm in alarms.alarms],
        behavior=ecs.AlarmBehavior.ROLLBACK_ON_ALARM,
    )
