"""Names of one's own for load balancers that EKS makes."""

from aws_cdk import aws_route53 as route53
from constructs import Construct

from goldenpath.runtimes.ingress import Domain


def name_load_balancer(
    scope: Construct, *, domain: Domain, host: str, hostname: str, load_balancer_zone_id: str
) -> None:
    """Let a name lead to a load balancer.

    Parameters
    ----------
    scope
        What the record belongs to.
    domain
        The domain whose hosted zone answers.
    host
        The name: the domain's own, or one right under it.
    hostname, load_balancer_zone_id
        The load balancer's own name, and the id of the zone that AWS keeps that in.
    """
    route53.CfnRecordSet(
        scope,
        "Alias",
        hosted_zone_id=domain.hosted_zone_id,
        name=host,
        type="A",
        alias_target=route53.CfnRecordSet.AliasTargetProperty(
            dns_name=hostname, hosted_zone_id=load_balancer_zone_id
        ),
    )
