"""How a service on Express Mode does."""

from aws_cdk import Duration, Fn
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs

from goldenpath.runtimes.ingress import TargetGroupSignals

_VERSIONS = 2


class ExpressSignals(TargetGroupSignals):
    """The golden signals of a service on Express Mode: what its load balancer sees, and its processor load.

    ECS makes the load balancer and the target groups; their names are cut out of what it says they are.

    Parameters
    ----------
    service
        The service.
    cluster_name
        Its cluster.
    """

    def __init__(self, service: ecs.CfnExpressGatewayService, *, cluster_name: str) -> None:
        super().__init__(
            # arn:…:loadbalancer/app/<name>/<id>
            Fn.select(
                1,
                Fn.split(
                    ":loadbalancer/", service.attr_ecs_managed_resource_arns_ingress_path_load_balancer_arn
                ),
            ),
            target_group_names(service),
        )
        # arn:…:service/<cluster>/<name>
        name = Fn.select(2, Fn.split("/", service.attr_service_arn))
        self._dimensions = {"ClusterName": cluster_name, "ServiceName": name}

    @property
    def saturation(self) -> cloudwatch.IMetric:
        """Average processor load in percent."""
        return cloudwatch.Metric(
            namespace="AWS/ECS",
            metric_name="CPUUtilization",
            dimensions_map=self._dimensions,
            statistic=cloudwatch.Stats.AVERAGE,
            period=Duration.minutes(1),
        )


def target_group_names(service: ecs.CfnExpressGatewayService) -> list[str]:
    """Give the full names of the target groups that the two versions stand behind.

    Parameters
    ----------
    service
        The service.
    """
    arns = service.attr_ecs_managed_resource_arns_ingress_path_target_group_arns
    # arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>
    return [Fn.select(5, Fn.split(":", Fn.select(number, arns))) for number in range(_VERSIONS)]
