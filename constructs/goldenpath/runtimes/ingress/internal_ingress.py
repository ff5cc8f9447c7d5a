"""The way between an environment's services."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.network import Network
from goldenpath.runtimes.ingress.entrance import PlainEntrance
from goldenpath.runtimes.ingress.ingress import Ingress

_LOG_PREFIX = "internal"


class InternalIngress(Ingress):
    """A load balancer in the private tier, which admits only services that were allowed to call another.

    Services behind it are released like those behind the public one: their traffic is counted and moved by
    it. It speaks plain HTTP, and nothing that passes it leaves the network.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with a region: who may write access logs depends on it.
    construct_id
        Its id in that scope.
    network
        The network that it stands in.
    access_logs
        Where requests are written down.
    deletion_protection
        Whether AWS refuses to delete the load balancer.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        access_logs: s3.IBucket,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self.load_balancer = elbv2.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=network.vpc,
            vpc_subnets=network.private_subnets,
            security_group=ec2.SecurityGroup(
                self,
                "SecurityGroup",
                vpc=network.vpc,
                allow_all_outbound=False,
                description="Load balancer between services",
            ),
            internet_facing=False,
            drop_invalid_header_fields=True,
            deletion_protection=deletion_protection,
        )
        self.load_balancer.log_access_logs(access_logs, _LOG_PREFIX)
        acknowledge(
            self.load_balancer,
            {
                "NIST.800.53.R5-ALBWAFEnabled": "Nothing from outside reaches it: it admits services of this "
                "network, one by one."
            },
        )
        if not deletion_protection:
            acknowledge(
                self.load_balancer,
                {
                    "NIST.800.53.R5-ELBDeletionProtectionEnabled": "The environment was declared one that "
                    "may be deleted whole."
                },
            )
        self._open(PlainEntrance(self, "Entrance", load_balancer=self.load_balancer, is_open=False))
