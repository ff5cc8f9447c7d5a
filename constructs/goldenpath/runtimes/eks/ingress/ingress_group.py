"""A load balancer that EKS makes, for all services of one kind of route."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_eks_v2 as eks
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct, IDependable

from goldenpath.acknowledgement import acknowledge
from goldenpath.network import Network
from goldenpath.runtimes.eks.ingress.front import NAMESPACE, GroupSettings, front_ingress, ingress_class
from goldenpath.runtimes.eks.manifest import Manifest

_LONGEST_WAIT = Duration.minutes(10)


class IngressGroup(Construct):
    """An application load balancer, made and kept by EKS Auto Mode as these objects say.

    All that leads to no service is answered with 404.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    cluster
        The cluster.
    network
        The network that it stands in.
    settings
        What it is to be like.

    Attributes
    ----------
    name, is_secure, security_group
        The name of its ingress class; whether it speaks TLS; who may enter.
    hostname
        Its own name, which AWS chooses.

    References
    ----------
    https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cluster: eks.ICluster,
        network: Network,
        settings: GroupSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        self.name = settings.name
        self.is_secure = settings.certificate_arn is not None
        self.security_group = self._security_group(network, is_public=settings.is_public)
        subnets = "public" if settings.is_public else "private"
        front = Manifest(
            self,
            "Front",
            cluster=cluster,
            objects=[
                *ingress_class(settings, network.vpc.select_subnets(subnet_group_name=subnets).subnet_ids),
                front_ingress(settings, self.security_group.security_group_id),
            ],
        )
        front.node.add_dependency(_let_write(settings.access_logs, settings.name))
        hostname = eks.KubernetesObjectValue(
            self,
            "Hostname",
            cluster=cluster,
            object_type="ingress",
            object_name=settings.name,
            object_namespace=NAMESPACE,
            json_path=".status.loadBalancer.ingress[0].hostname",
            timeout=_LONGEST_WAIT,
        )
        hostname.node.add_dependency(front)
        self.hostname = hostname.value

    def _security_group(self, network: Network, *, is_public: bool) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=network.vpc,
            # EKS gives the load balancer a second group, by which it reaches pods.
            allow_all_outbound=False,
            description="Load balancer that leads to services on EKS",
        )
        if is_public:
            for port in (ec2.Port.HTTP, *((ec2.Port.HTTPS,) if self.is_secure else ())):
                group.add_ingress_rule(ec2.Peer.any_ipv4(), port, "From the internet")
            acknowledge(
                group,
                {
                    "AwsSolutions-EC23": "It is the way in from the internet: open on the listeners' ports "
                    "only, behind a web application firewall."
                },
            )
        return group


def _let_write(bucket: s3.IBucket, prefix: str) -> IDependable:
    account = Stack.of(bucket).account
    written = bucket.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
            actions=["s3:PutObject"],
            resources=[bucket.arn_for_objects(f"{prefix}/AWSLogs/{account}/*")],
            conditions={"StringEquals": {"aws:SourceAccount": account}},
        )
    )
    return written.policy_dependable
