"""Where a load balancer finds the copies of a service."""

from aws_cdk import Duration
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from goldenpath.network import Network
from goldenpath.service import HealthCheck, ServiceSpec

_UNUSED_PORT = 80


def targets(
    scope: Construct, construct_id: str, *, network: Network, spec: ServiceSpec
) -> elbv2.ApplicationTargetGroup:
    """Make a target group for a service's copies."""
    return elbv2.ApplicationTargetGroup(
        scope,
        construct_id,
        vpc=network.vpc,
        target_type=elbv2.TargetType.IP,
        protocol=elbv2.ApplicationProtocol.HTTP,
        # Copies are registered with their own port. One that followed the service's would replace the group.
        port=_UNUSED_PORT,
        deregistration_delay=Duration.seconds(spec.shutdown.drain_seconds),
        health_check=_health_check(spec.health),
    )


def _health_check(health: HealthCheck) -> elbv2.HealthCheck:
    return elbv2.HealthCheck(
        path=health.path,
        interval=Duration.seconds(health.interval_seconds),
        timeout=Duration.seconds(health.timeout_seconds),
        healthy_threshold_count=health.healthy_threshold,
        unhealthy_threshold_count=health.unhealthy_threshold,
        healthy_http_codes="200",
    )
