"""What EKS has made of an ingress."""

from aws_cdk import CustomResource, Duration, Token
from constructs import Construct

from goldenpath.runtimes.eks.ingress.ingress_group import IngressGroup
from goldenpath.runtimes.eks.ingress.service_ingress import ServiceIngress
from goldenpath.runtimes.ingress import Route

_LONGEST_WAIT = Duration.minutes(15)


class IngressTargets(Construct):
    """The names that CloudWatch knows an ingress's load balancer and target groups by.

    EKS makes them some time after the ingress, and chooses their names. So a function waits for them, and
    looks again whenever the ingress changes.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    reader_arn
        The function that looks.
    group
        The load balancer.
    ingress
        The ingress; without one, only the load balancer is looked up.
    route
        Which requests it leads.
    versions
        How many target groups it leads to.

    Attributes
    ----------
    load_balancer, target_groups
        The names, as dimensions of metrics have them.
    zone_id
        The id of the zone that AWS keeps the load balancer's name in.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        reader_arn: str,
        group: IngressGroup,
        ingress: ServiceIngress | None = None,
        route: Route | None = None,
        versions: int = 0,
    ) -> None:
        super().__init__(scope, construct_id)
        resource = CustomResource(
            self,
            "Names",
            resource_type="Custom::IngressTargets",
            service_token=reader_arn,
            service_timeout=_LONGEST_WAIT,
            properties={
                "Hostname": group.hostname,
                "Path": "" if route is None else route.path,
                "Host": "" if route is None else route.host or "",
                "Versions": versions,
                "Ingress": "" if ingress is None else ingress.fingerprint,
            },
        )
        if ingress is not None:
            resource.node.add_dependency(ingress)
        self.zone_id = Token.as_string(resource.get_att("HostedZoneId"))
        self.load_balancer = Token.as_string(resource.get_att("LoadBalancer"))
        self.target_groups = [
            Token.as_string(resource.get_att(f"TargetGroup{number}")) for number in range(1, versions + 1)
        ]
