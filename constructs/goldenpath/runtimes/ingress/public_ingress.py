"""The way from the internet to an environment's services."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.network import Network
from goldenpath.runtimes.ingress.access_log_bucket import AccessLogBucket
from goldenpath.runtimes.ingress.domain import Domain
from goldenpath.runtimes.ingress.entrance import PlainEntrance, SecureEntrance
from goldenpath.runtimes.ingress.firewall import Firewall
from goldenpath.runtimes.ingress.ingress import Ingress


class PublicIngress(Ingress):
    """An internet-facing load balancer behind a firewall, which writes every request down.

    With a domain it speaks TLS 1.2 and 1.3 and redirects plain HTTP; without, it speaks HTTP only, which is
    for environments that hold nothing real.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with a region: who may write access logs depends on it.
    construct_id
        Its id in that scope.
    network
        The network that it stands in.
    log_key
        Key that the firewall's log is encrypted with.
    log_retention
        How long the firewall's log is kept.
    domain
        The name that leads here.
    deletion_protection
        Whether AWS refuses to delete the load balancer.

    Attributes
    ----------
    access_logs
        Where requests are written down.
    firewall
        What stands in front of it.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
        domain: Domain | None,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self.load_balancer = elbv2.ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            vpc=network.vpc,
            vpc_subnets=network.public_subnets,
            security_group=self._security_group(network),
            internet_facing=True,
            drop_invalid_header_fields=True,
            deletion_protection=deletion_protection,
        )
        if not deletion_protection:
            acknowledge(
                self.load_balancer,
                {
                    "NIST.800.53.R5-ELBDeletionProtectionEnabled": "The environment was declared one that "
                    "may be deleted whole."
                },
            )
        self.access_logs = AccessLogBucket(self, "AccessLogs")
        self.load_balancer.log_access_logs(self.access_logs)
        self.firewall = Firewall(
            self,
            "Firewall",
            resource_arn=self.load_balancer.load_balancer_arn,
            log_key=log_key,
            log_retention=log_retention,
        )
        self._open(self._entrance_for(domain))

    def _security_group(self, network: Network) -> ec2.SecurityGroup:
        security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=network.vpc,
            allow_all_outbound=False,
            description="Load balancer that the internet reaches",
        )
        acknowledge(
            security_group,
            {
                "AwsSolutions-EC23": "It is the way in from the internet: open on the listeners' ports only, "
                "behind a web application firewall."
            },
        )
        return security_group

    def _entrance_for(self, domain: Domain | None) -> PlainEntrance | SecureEntrance:
        if domain is None:
            return PlainEntrance(self, "Entrance", load_balancer=self.load_balancer, is_open=True)
        return SecureEntrance(self, "Entrance", load_balancer=self.load_balancer, domain=domain)
