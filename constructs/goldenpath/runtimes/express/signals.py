"""How a service on Express Mode does."""

from aws_cdk import Fn
from aws_cdk import aws_ecs as ecs

from goldenpath.runtimes.ecs import EcsSignals

_VERSIONS = 2


def express_signals(service: ecs.CfnExpressGatewayService, *, cluster_name: str) -> EcsSignals:
    """Give the golden signals of a service on Express Mode, which is one of ECS.

    ECS makes the load balancer and the target groups; their names are cut out of what it says they are.

    Parameters
    ----------
    service
        The service.
    cluster_name
        Its cluster.
    """
    # arn:…:loadbalancer/app/<name>/<id>
    load_balancer = service.attr_ecs_managed_resource_arns_ingress_path_load_balancer_arn
    return EcsSignals(
        Fn.select(1, Fn.split(":loadbalancer/", load_balancer)),
        target_group_names(service),
        cluster_name=cluster_name,
        service_name=Fn.select(2, Fn.split("/", service.attr_service_arn)),  # arn:…:service/<cluster>/<name>
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
