"""What an environment's ECS services share."""

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_servicediscovery as servicediscovery
from constructs import Construct

from goldenpath.network import Network
from goldenpath.observability import Panel, ecs_cluster_panel, load_balancer_panel
from goldenpath.runtimes.ecs.weights_reader import WeightsReaderFunction
from goldenpath.runtimes.ingress import Domain, Ingress, InternalIngress, PublicIngress, Route
from goldenpath.runtimes.ingress.access_log_bucket import AccessLogBucket
from goldenpath.runtimes.naming import unique_name


class EcsPlatform(Construct):
    """An ECS cluster for Fargate, and the load balancers through which its services are reached.

    Services may find each other in its namespace. What people do in a service's copies by ECS Exec, where a
    service allows that, is encrypted and logged.

    The cluster has enhanced Container Insights, whose log group is made here, so that it is
    encrypted and does not grow for ever.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with a region.
    construct_id
        Its id in that scope.
    network
        The network that it stands in; it may be in another stack.
    log_key
        Key that logs are encrypted with, also those of its services.
    domain
        The name that leads to its services. Without one, the default, they are reached over plain HTTP.
    public_ingress, internal_ingress
        Whether there is a load balancer for the internet, as there is by default, and one between services,
        as there is not.
    deletion_protection
        Whether AWS refuses to delete the load balancer; it does by default.
    log_retention
        How long logs are kept, also those of its services; three months by default.

    Attributes
    ----------
    cluster, command_log_group, ingress, internal_ingress, network, weights_reader, log_key, log_retention
        What services are built on.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import Domain, EcsPlatform, LogKey, Network
    >>> stack = cdk.Stack(cdk.App(), "Platform", env=cdk.Environment(region="eu-west-1"))
    >>> key = LogKey(stack, "LogKey")
    >>> network = Network(
    ...     stack, "Network", cidr="10.0.0.0/16", availability_zones=["eu-west-1a", "eu-west-1b"], log_key=key
    ... )
    >>> domain = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
    >>> platform = EcsPlatform(stack, "Platform", network=network, log_key=key, domain=domain)

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-enhanced-observability-metrics-ECS.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        network: Network,
        log_key: kms.IKey,
        domain: Domain | None = None,
        public_ingress: bool = True,
        internal_ingress: bool = False,
        deletion_protection: bool = True,
        log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS,
    ) -> None:
        super().__init__(scope, construct_id)
        self.network = network
        self.log_key = log_key
        self.log_retention = log_retention
        self.command_log_group = logs.LogGroup(
            self, "Commands", encryption_key=log_key, retention=log_retention
        )
        self.cluster = self._cluster()
        self.ingress = self._public_ingress(domain, deletion_protection) if public_ingress else None
        self.internal_ingress = self._internal_ingress(deletion_protection) if internal_ingress else None
        self.weights_reader = WeightsReaderFunction(
            self, "WeightsReader", log_key=log_key, log_retention=log_retention
        )

    @property
    def panels(self) -> list[Panel]:
        """How its parts do, for a dashboard."""
        found = [ecs_cluster_panel(self.cluster.cluster_name)]
        if self.ingress is not None:
            public = self.ingress.load_balancer.load_balancer_full_name
            found += [load_balancer_panel("Public load balancer", public), self.ingress.firewall.panel]
        if self.internal_ingress is not None:
            internal = self.internal_ingress.load_balancer.load_balancer_full_name
            found.append(load_balancer_panel("Internal load balancer", internal))
        return found

    def ingress_of(self, route: Route) -> Ingress:
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
        ingress = self.internal_ingress if route.internal else self.ingress
        if ingress is None:
            needed = "An internal" if route.internal else "A public"
            option = "internal_ingress" if route.internal else "public_ingress"
            raise ValueError(f"{needed} route needs a platform with {option}=True; {self.node.path} has none")
        return ingress

    def _public_ingress(self, domain: Domain | None, deletion_protection: bool) -> PublicIngress:
        return PublicIngress(
            self,
            "Ingress",
            network=self.network,
            log_key=self.log_key,
            log_retention=self.log_retention,
            domain=domain,
            deletion_protection=deletion_protection,
        )

    def _internal_ingress(self, deletion_protection: bool) -> InternalIngress:
        logs_of_both = None if self.ingress is None else self.ingress.access_logs
        return InternalIngress(
            self,
            "InternalIngress",
            network=self.network,
            access_logs=logs_of_both or AccessLogBucket(self, "AccessLogs"),
            deletion_protection=deletion_protection,
        )

    def _cluster(self) -> ecs.Cluster:
        name = unique_name(self)
        insights = logs.LogGroup(
            self,
            "Insights",
            log_group_name=f"/aws/ecs/containerinsights/{name}/performance",
            encryption_key=self.log_key,
            retention=self.log_retention,
        )
        cluster = ecs.Cluster(
            self,
            "Cluster",
            cluster_name=name,
            vpc=self.network.vpc,
            container_insights_v2=ecs.ContainerInsights.ENHANCED,
            enable_fargate_capacity_providers=True,
            default_cloud_map_namespace=ecs.CloudMapNamespaceOptions(
                name=name, type=servicediscovery.NamespaceType.HTTP, use_for_service_connect=True
            ),
            execute_command_configuration=ecs.ExecuteCommandConfiguration(
                kms_key=self.log_key,
                logging=ecs.ExecuteCommandLogging.OVERRIDE,
                log_configuration=ecs.ExecuteCommandLogConfiguration(
                    cloud_watch_log_group=self.command_log_group, cloud_watch_encryption_enabled=True
                ),
            ),
        )
        # ECS would make the log group itself, without key and retention, if it came first.
        cluster.node.add_dependency(insights)
        return cluster
