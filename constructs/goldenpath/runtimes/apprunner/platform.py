"""What an environment's App Runner services share."""

from aws_cdk import Annotations
from aws_cdk import aws_apprunner as apprunner
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.network import Network
from goldenpath.runtimes.apprunner.domains import DomainFunction
from goldenpath.runtimes.ingress import Domain

_CLOSED = (
    "App Runner takes no new customers since 2026-04-30: an account that has never used it cannot deploy "
    "this. ExpressService (ECS Express Mode) runs the same services."
)


class AppRunnerPlatform(Construct):
    """The private way from a network to App Runner, and its tracing.

    Synthesis warns that App Runner takes no new customers.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    network
        The network from which services are reached, and that they reach.
    log_key
        Key that logs are encrypted with.
    domain
        The name under which services can have their own names; none by default.
    log_retention
        How long logs are kept; three months by default.

    Attributes
    ----------
    endpoint_id, observability_arn, network, log_key, log_retention, domain, domain_function
        What services are built on.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import AppRunnerPlatform, LogKey, NatMode, Network
    >>> stack = cdk.Stack(cdk.App(), "Platform", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"],
    ...     log_key=key, nat=NatMode.SINGLE,
    ... )
    >>> platform = AppRunnerPlatform(stack, "Platform", network=network, log_key=key)

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/network-pl.html
    https://docs.aws.amazon.com/apprunner/latest/dg/apprunner-availability-change.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        domain: Domain | None = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS,
    ) -> None:
        super().__init__(scope, construct_id)
        Annotations.of(self).add_warning_v2("goldenpath:appRunnerIsClosed", _CLOSED)
        self.network = network
        self.log_key = log_key
        self.log_retention = log_retention
        self.domain = domain
        self.endpoint_id = self._endpoint(network).vpc_endpoint_id
        self.observability_arn = apprunner.CfnObservabilityConfiguration(
            self,
            "Tracing",
            trace_configuration=apprunner.CfnObservabilityConfiguration.TraceConfigurationProperty(
                vendor="AWSXRAY"
            ),
        ).attr_observability_configuration_arn
        self.domain_function = (
            None
            if domain is None
            else DomainFunction(self, "Domains", log_key=log_key, log_retention=log_retention)
        )

    def _endpoint(self, network: Network) -> ec2.InterfaceVpcEndpoint:
        security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=network.vpc,
            allow_all_outbound=False,
            description="Private way to App Runner",
        )
        security_group.add_ingress_rule(
            ec2.Peer.ipv4(network.cidr), ec2.Port.HTTPS, "From inside the network"
        )
        return ec2.InterfaceVpcEndpoint(
            self,
            "Endpoint",
            vpc=network.vpc,
            service=ec2.InterfaceVpcEndpointAwsService("apprunner.requests"),
            subnets=network.private_subnets,
            security_groups=[security_group],
            open=False,
            private_dns_enabled=False,  # each service has a name of its own for this
        )
