"""How a service on ECS does."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2

from goldenpath.runtimes.ingress import TargetGroupSignals


class EcsSignals(TargetGroupSignals):
    """The golden signals of an ECS service: what its load balancer sees, and its processor load.

    Parameters
    ----------
    service
        The ECS service.
    load_balancer
        What its requests come through.
    target_groups
        The target groups that lead to it, taken together.
    """

    def __init__(
        self,
        service: ecs.FargateService,
        load_balancer: elbv2.ApplicationLoadBalancer,
        target_groups: Sequence[elbv2.ApplicationTargetGroup],
    ) -> None:
        super().__init__(
            load_balancer.load_balancer_full_name, [group.target_group_full_name for group in target_groups]
        )
        self._service = service

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return self._service.metric_cpu_utilization(period=Duration.minutes(1))
