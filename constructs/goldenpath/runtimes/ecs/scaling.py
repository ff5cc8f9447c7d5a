"""The number of copies, as a service's description wants it."""

from collections.abc import Sequence
from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_applicationautoscaling as appscaling
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2

from goldenpath.service import Scaling, ScheduledScaling


def scale(
    service: ecs.FargateService, scaling: Scaling, target_groups: Sequence[elbv2.ApplicationTargetGroup]
) -> None:
    """Let a service's copies follow its load, and the time of day.

    Parameters
    ----------
    service
        The ECS service.
    scaling
        Its bounds and targets.
    target_groups
        Where its copies are found, whichever of them has the traffic now.
    """
    tasks = service.auto_scale_task_count(min_capacity=scaling.minimum, max_capacity=scaling.maximum)
    tasks.scale_on_cpu_utilization("Processor", target_utilization_percent=scaling.target_cpu_percent)
    if scaling.target_memory_percent is not None:
        tasks.scale_on_memory_utilization("Memory", target_utilization_percent=scaling.target_memory_percent)
    if scaling.target_requests_per_minute is not None:
        _scale_on_requests(tasks, scaling.target_requests_per_minute, target_groups)
    for number, part in enumerate(scaling.schedule, start=1):
        tasks.scale_on_schedule(
            f"Schedule{number}",
            schedule=_cron(part),
            time_zone=cdk.TimeZone.of(part.time_zone),
            min_capacity=part.minimum,
            max_capacity=part.maximum,
        )


def _scale_on_requests(
    tasks: ecs.ScalableTaskCount,
    requests_per_minute: int,
    target_groups: Sequence[elbv2.ApplicationTargetGroup],
) -> None:
    """Follow the requests to both versions together.

    The ready-made metric knows one target group, and would see no request at all after a release has moved
    them to the other: https://github.com/aws/containers-roadmap/issues/1681
    """
    target = cast("appscaling.ScalableTarget", tasks.node.find_child("Target"))
    names = [f"requests{number}" for number in range(1, len(target_groups) + 1)]
    appscaling.CfnScalingPolicy(
        tasks,
        "Requests",
        policy_name=f"{cdk.Names.unique_id(tasks)}Requests",
        policy_type="TargetTrackingScaling",
        scaling_target_id=target.scalable_target_id,
        target_tracking_scaling_policy_configuration=(
            appscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
                target_value=requests_per_minute,
                customized_metric_specification=(
                    appscaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty(
                        metrics=[
                            *(
                                _requests_of_a_copy(name, group)
                                for name, group in zip(names, target_groups, strict=True)
                            ),
                            appscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty(
                                id="requests",
                                label="Requests a minute for each copy",
                                expression=" + ".join(f"FILL({name}, 0)" for name in names),
                                return_data=True,
                            ),
                        ]
                    )
                ),
            )
        ),
    )


def _requests_of_a_copy(
    name: str, group: elbv2.ApplicationTargetGroup
) -> appscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty:
    dimension = appscaling.CfnScalingPolicy.TargetTrackingMetricDimensionProperty
    return appscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty(
        id=name,
        metric_stat=appscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty(
            metric=appscaling.CfnScalingPolicy.TargetTrackingMetricProperty(
                namespace="AWS/ApplicationELB",
                metric_name="RequestCountPerTarget",
                dimensions=[dimension(name="TargetGroup", value=group.target_group_full_name)],
            ),
            stat="Sum",
        ),
        return_data=False,
    )


def _cron(part: ScheduledScaling) -> appscaling.Schedule:
    days = ",".join(day[:3].upper() for day in part.days)
    return appscaling.Schedule.cron(minute=str(part.at.minute), hour=str(part.at.hour), week_day=days)
