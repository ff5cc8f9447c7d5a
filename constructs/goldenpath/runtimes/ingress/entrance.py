"""The ways into a load balancer: with TLS under a domain, or without either."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ingress.domain import Domain

_NO_DOMAIN = "The environment has no domain, so there is no name that a certificate could be for."


class PlainEntrance(Construct):
    """HTTP under the load balancer's own name: for environments without a domain."""

    def __init__(
        self, scope: Construct, construct_id: str, *, load_balancer: elbv2.ApplicationLoadBalancer
    ) -> None:
        super().__init__(scope, construct_id)
        self.listener = load_balancer.add_listener(
            "Http",
            port=80,
            protocol=elbv2.ApplicationProtocol.HTTP,
            open=True,
            default_action=_nothing_here(),
        )
        self._address = load_balancer.load_balancer_dns_name
        acknowledge(
            self.listener,
            {
                "NIST.800.53.R5-ALBHttpToHttpsRedirection": _NO_DOMAIN,
                "NIST.800.53.R5-ELBv2ACMCertificateRequired": _NO_DOMAIN,
            },
        )

    def url(self, host: str | None) -> str:
        """Say under which address it is entered."""
        return f"http://{host or self._address}"

    def name(self, scope: Construct, host: str) -> None:
        """Refuse: without a domain there are no names."""
        raise ValueError(
            f"A route for the host {host} needs a platform with a domain; {scope.node.path} has none"
        )


class SecureEntrance(Construct):
    """HTTPS under a domain and the names right under it; plain HTTP is redirected to it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        load_balancer: elbv2.ApplicationLoadBalancer,
        domain: Domain,
    ) -> None:
        super().__init__(scope, construct_id)
        self._domain = domain
        self._load_balancer = load_balancer
        self.listener = load_balancer.add_listener(
            "Https",
            port=443,
            protocol=elbv2.ApplicationProtocol.HTTPS,
            ssl_policy=elbv2.SslPolicy.TLS13_12_RES_PQ,
            certificates=[self._certificate()],
            open=True,
            default_action=_nothing_here(),
        )
        acknowledge(
            load_balancer.add_redirect(),
            {
                "NIST.800.53.R5-ELBv2ACMCertificateRequired": "This listener only redirects to the one with "
                "the certificate."
            },
        )
        self._alias(self, domain.name)

    def url(self, host: str | None) -> str:
        """Say under which address it is entered."""
        return f"https://{host or self._domain.name}"

    def name(self, scope: Construct, host: str) -> None:
        """Give the load balancer one more name, which the certificate covers."""
        if host == self._domain.name:
            return
        label, _, parent = host.partition(".")
        if not label or parent != self._domain.name:
            raise ValueError(
                f"The host {host} should be {self._domain.name} or stand right under it, "
                f"such as shop.{self._domain.name}: the certificate covers no other"
            )
        self._alias(scope, host)

    def _certificate(self) -> acm.Certificate:
        return acm.Certificate(
            self,
            "Certificate",
            domain_name=self._domain.name,
            subject_alternative_names=[f"*.{self._domain.name}"],
            validation=acm.CertificateValidation.from_dns(
                self._zone(self, "ValidationZone", self._domain.name)
            ),
        )

    def _alias(self, scope: Construct, host: str) -> None:
        target = targets.LoadBalancerTarget(self._load_balancer)
        route53.ARecord(
            scope,
            "Alias",
            zone=self._zone(scope, "AliasZone", host),
            target=route53.RecordTarget.from_alias(target),
        )

    def _zone(self, scope: Construct, construct_id: str, name: str) -> route53.IHostedZone:
        """See the hosted zone from one name in it: the name of the zone itself is not needed for anything."""
        return route53.HostedZone.from_hosted_zone_attributes(
            scope, construct_id, hosted_zone_id=self._domain.hosted_zone_id, zone_name=name
        )


def _nothing_here() -> elbv2.ListenerAction:
    return elbv2.ListenerAction.fixed_response(404, content_type="text/plain", message_body="Not found\n")
