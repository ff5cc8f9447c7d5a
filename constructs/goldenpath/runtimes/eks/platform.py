"""What an environment's EKS services share."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from constructs import Construct

from goldenpath.network import Network
from goldenpath.observability import Panel, eks_cluster_panel
from goldenpath.runtimes.eks.claims import Claims
from goldenpath.runtimes.eks.cluster import AddOns, AutoModeCluster, basics
from goldenpath.runtimes.eks.ingress import (
    NAMESPACE,
    GroupSettings,
    IngressGroup,
    IngressTargets,
    name_load_balancer,
)
from goldenpath.runtimes.eks.ingress_reader import IngressReaderFunction
from goldenpath.runtimes.eks.manifest import Manifest
from goldenpath.runtimes.eks.options import EksOptions
from goldenpath.runtimes.eks.progressive_delivery import ProgressiveDelivery
from goldenpath.runtimes.image import service_image
from goldenpath.runtimes.ingress import Domain, Route
from goldenpath.runtimes.ingress.access_log_bucket import AccessLogBucket
from goldenpath.runtimes.ingress.firewall import Firewall

_PUBLIC = "goldenpath-public"
_INTERNAL = "goldenpath-internal"
_PLAIN = EksOptions()


class EksPlatform(Construct):
    """An EKS cluster in Auto Mode, with load balancers, observability, and Argo Rollouts for releases.

    Its API is reached from inside the network only, its secrets are encrypted with a key of its own, and
    nobody may enter but the roles that are named. Nodes are made when copies need them, and go with them.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with a region.
    construct_id
        Its id in that scope.
    network
        The network that it stands in, with NAT: the images of Argo Rollouts come from the internet.
    log_key
        Key that logs are encrypted with.
    domain
        The name that leads to its public services. Without one, the default, they are reached over plain
        HTTP.
    deletion_protection
        Whether AWS refuses to delete load balancers; it does by default.
    log_retention
        How long logs are kept; three months by default.
    options
        Who may enter the cluster, and the ways into it.

    Attributes
    ----------
    claims
        What only one service of it can have.
    cluster, cluster_name, container_log_group, network, log_key, log_retention, reader_arn, smoke_test_image
        What services are built on.

    Raises
    ------
    ValueError
        If the network has no NAT.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import EksOptions, EksPlatform, LogKey, NatMode, Network
    >>> stack = cdk.Stack(cdk.App(), "Platform", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"],
    ...     log_key=key, nat=NatMode.SINGLE,
    ... )
    >>> platform = EksPlatform(
    ...     stack, "Platform", network=network, log_key=key,
    ...     options=EksOptions(access={"platform-team": "cluster-admin"}),
    ... )

    References
    ----------
    https://docs.aws.amazon.com/eks/latest/userguide/automode.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        domain: Domain | None = None,
        deletion_protection: bool = True,
        log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS,
        options: EksOptions = _PLAIN,
    ) -> None:
        super().__init__(scope, construct_id)
        if not network.has_nat:
            raise ValueError(
                f"{self.node.path} needs a network with NAT: Argo Rollouts' images come from the internet"
            )
        self.claims = Claims()
        self.network = network
        self.log_key = log_key
        self.log_retention = log_retention
        auto_mode = AutoModeCluster(
            self,
            "Cluster",
            network=network,
            log_key=log_key,
            log_retention=log_retention,
            options=options,
        )
        self.cluster = auto_mode.cluster
        self.cluster_name = auto_mode.name
        self.container_log_group = auto_mode.container_log_group
        AddOns(self, "AddOns", cluster=self.cluster)
        self._basics = Manifest(self, "Basics", cluster=self.cluster, objects=basics(NAMESPACE))
        self._access_logs = AccessLogBucket(self, "AccessLogs")
        self._deletion_protection = deletion_protection
        self.domain = domain
        self._firewall: Firewall | None = None
        self._groups: dict[bool, IngressGroup] = {}
        if options.public_ingress:
            self._groups[False] = self._public_group()
        if options.internal_ingress:
            self._groups[True] = self._group("InternalIngress", name=_INTERNAL, is_public=False)
        ProgressiveDelivery(
            self,
            "ProgressiveDelivery",
            cluster=self.cluster,
            ingress_classes=[group.name for group in self._groups.values()],
        )
        self.reader_arn = IngressReaderFunction(
            self, "IngressReader", log_key=log_key, log_retention=log_retention
        ).function_arn
        image = options.smoke_test_image
        self.smoke_test_image = None if image is None else service_image(self, image, "x86-64").uri
        if domain is not None and options.public_ingress:
            self._name(domain)

    @property
    def panels(self) -> list[Panel]:
        """How its parts do, for a dashboard."""
        found = [eks_cluster_panel(self.cluster_name)]
        return found if self._firewall is None else [*found, self._firewall.panel]

    @property
    def connections(self) -> ec2.Connections:
        """Whom its pods may speak with; they share one security group."""
        return ec2.Connections(security_groups=[self.cluster.cluster_security_group])

    def ingress_of(self, route: Route) -> IngressGroup:
        """Say by which load balancer a route leads to its service.

        Parameters
        ----------
        route
            The route.

        Raises
        ------
        ValueError
            If the platform has no such load balancer.
        """
        if route.internal not in self._groups:
            kind = "internal" if route.internal else "public"
            raise ValueError(
                f"{'An' if route.internal else 'A'} {kind} route needs a platform with {kind}_ingress=True; "
                f"{self.node.path} has none"
            )
        return self._groups[route.internal]

    def host(self, route: Route) -> str:
        """Say under which name a route is reached."""
        if route.host is not None:
            return route.host
        if self.domain is not None and not route.internal:
            return self.domain.name
        return self.ingress_of(route).hostname

    def _name(self, domain: Domain) -> None:
        group = self._groups[False]
        found = IngressTargets(self, "LoadBalancer", reader_arn=self.reader_arn, group=group)
        name_load_balancer(
            self,
            domain=domain,
            host=domain.name,
            hostname=group.hostname,
            load_balancer_zone_id=found.zone_id,
        )

    def _public_group(self) -> IngressGroup:
        self._firewall = Firewall(
            self, "Firewall", resource_arn=None, log_key=self.log_key, log_retention=self.log_retention
        )
        return self._group(
            "Ingress",
            name=_PUBLIC,
            is_public=True,
            web_acl_arn=self._firewall.web_acl.attr_arn,
            certificate_arn=None if self.domain is None else self._certificate(self.domain),
        )

    def _group(
        self,
        construct_id: str,
        *,
        name: str,
        is_public: bool,
        certificate_arn: str | None = None,
        web_acl_arn: str | None = None,
    ) -> IngressGroup:
        group = IngressGroup(
            self,
            construct_id,
            cluster=self.cluster,
            network=self.network,
            settings=GroupSettings(
                name=name,
                is_public=is_public,
                access_logs=self._access_logs,
                deletion_protection=self._deletion_protection,
                certificate_arn=certificate_arn,
                web_acl_arn=web_acl_arn,
            ),
        )
        group.node.add_dependency(self._basics)
        return group

    def _certificate(self, domain: Domain) -> str:
        zone = route53.HostedZone.from_hosted_zone_attributes(
            self, "Zone", hosted_zone_id=domain.hosted_zone_id, zone_name=domain.name
        )
        return acm.Certificate(
            self,
            "Certificate",
            domain_name=domain.name,
            subject_alternative_names=[f"*.{domain.name}"],
            validation=acm.CertificateValidation.from_dns(zone),
        ).certificate_arn
