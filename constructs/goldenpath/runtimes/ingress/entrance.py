"""The ways into a load balancer: with TLS under a domain, or without either."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as targets
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ingress.domain import Domain

_NO_DOMAIN = "There is no domain for it, so there is no name that a certificate could be for."
_PLAIN_TEST_PORT = 8080
_SECURE_TEST_PORT = 8443


class PlainEntrance(Construct):
    """HTTP under the load balancer's own name: inside a network, or for environments without a domain.

    Attributes
    ----------
    listener
        Where requests come in: from the internet if it is open, and else from whom is allowed.
    test_listener, test_port
        Where a version is tried before it gets traffic; nobody may reach it until allowed.
    """

    test_port = _PLAIN_TEST_PORT

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        load_balancer: elbv2.ApplicationLoadBalancer,
        is_open: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self.listener = load_balancer.add_listener(
            "Http",
            port=80,
            protocol=elbv2.ApplicationProtocol.HTTP,
            open=is_open,
            default_action=_nothing_here(),
        )
        self.test_listener = load_balancer.add_listener(
            "Test",
            port=self.test_port,
            protocol=elbv2.ApplicationProtocol.HTTP,
            open=False,
            default_action=_nothing_here(),
        )
        self._address = load_balancer.load_balancer_dns_name
        for listener in (self.listener, self.test_listener):
            acknowledge(
                listener,
                {
                    "NIST.800.53.R5-ALBHttpToHttpsRedirection": _NO_DOMAIN,
                    "NIST.800.53.R5-ELBv2ACMCertificateRequired": _NO_DOMAIN,
                },
            )

    @property
    def is_secure(self) -> bool:
        """Whether it speaks TLS."""
        return False

    def host(self, host: str | None) -> str:
        """Say under which name it is entered."""
        return host or self._address

    def name(self, scope: Construct, host: str) -> None:
        """Refuse: without a domain there are no names."""
        raise ValueError(
            f"A route for the host {host} needs a platform with a domain; {scope.node.path} has none"
        )


class SecureEntrance(Construct):
    """HTTPS under a domain and the names right under it; plain HTTP is redirected to it.

    Attributes
    ----------
    listener
        Where the internet comes in.
    test_listener, test_port
        Where a version is tried before it gets traffic; nobody may reach it until allowed.
    """

    test_port = _SECURE_TEST_PORT

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
        certificate = self._certificate()
        self.listener = self._listener("Https", 443, certificate, is_open=True)
        self.test_listener = self._listener("Test", self.test_port, certificate, is_open=False)
        acknowledge(
            load_balancer.add_redirect(),
            {
                "NIST.800.53.R5-ELBv2ACMCertificateRequired": "This listener only redirects to the one with "
                "the certificate."
            },
        )
        self._alias(self, domain.name)

    @property
    def is_secure(self) -> bool:
        """Whether it speaks TLS."""
        return True

    def host(self, host: str | None) -> str:
        """Say under which name it is entered."""
        return host or self._domain.name

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

    def _listener(
        self, construct_id: str, port: int, certificate: acm.Certificate, *, is_open: bool
    ) -> elbv2.ApplicationListener:
        return self._load_balancer.add_listener(
            construct_id,
            port=port,
            protocol=elbv2.ApplicationProtocol.HTTPS,
            ssl_policy=elbv2.SslPolicy.TLS13_12_RES_PQ,
            certificates=[certificate],
            open=is_open,
            default_action=_nothing_here(),
        )

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
