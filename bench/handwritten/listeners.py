"""What a public load balancer listens to."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from constructs import Construct

from stacks.settings import DomainSettings


def listeners(
    scope: Construct, load_balancer: elbv2.ApplicationLoadBalancer, domain: DomainSettings | None
) -> tuple[elbv2.ApplicationListener, elbv2.ApplicationListener]:
    """Make a listener for traffic and one for tests, over TLS where there is a domain."""
    nothing = elbv2.ListenerAction.fixed_response(404)
    if domain is None:
        return (
            load_balancer.add_listener("Http", port=80, default_action=nothing),
            _test_listener(load_balancer, nothing, []),
        )
    zone = route53.HostedZone.from_hosted_zone_attributes(
        scope, "Zone", hosted_zone_id=domain.hosted_zone_id, zone_name=domain.name
    )
    certificate = acm.Certificate(
        scope,
        "Certificate",
        domain_name=domain.name,
        validation=acm.CertificateValidation.from_dns(zone),
    )
    load_balancer.add_redirect()
    route53.ARecord(
        scope,
        "Alias",
        zone=zone,
        target=route53.RecordTarget.from_alias(targets.LoadBalancerTarget(load_balancer)),
    )
    return (
        load_balancer.add_listener("Https", port=443, certificates=[certificate], default_action=nothing),
        _test_listener(load_balancer, nothing, [certificate]),
    )


def _test_listener(
    load_balancer: elbv2.ApplicationLoadBalancer,
    nothing: elbv2.ListenerAction,
    certificates: list[elbv2.IListenerCertificate],
) -> elbv2.ApplicationListener:
    return load_balancer.add_listener(
        "Test",
        port=8443,
        protocol=elbv2.ApplicationProtocol.HTTPS if certificates else elbv2.ApplicationProtocol.HTTP,
        certificates=certificates,
        open=False,
        default_action=nothing,
    )
