"""Whom a service's copies may speak with."""

from collections.abc import Sequence

from lightkube.models import meta_v1, networking_v1

from goldenpath.service import ServiceSpec

_ANYWHERE = "0.0.0.0/0"
_POD_IDENTITY = "169.254.170.23/32"  # where a pod asks who it is to AWS


def network_policy(
    spec: ServiceSpec, *, network_cidr: str, data_cidrs: Sequence[str]
) -> networking_v1.NetworkPolicy:
    """Let requests in from the network, and out what every service needs.

    Which load balancer's requests reach it, and which services and databases it reaches, security groups
    say.

    Parameters
    ----------
    spec
        The service.
    network_cidr
        The network's range.
    data_cidrs
        The ranges where databases stand.
    """
    return networking_v1.NetworkPolicy(
        apiVersion="networking.k8s.io/v1",
        kind="NetworkPolicy",
        metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name),
        spec=networking_v1.NetworkPolicySpec(
            podSelector=meta_v1.LabelSelector(),
            policyTypes=["Ingress", "Egress"],
            ingress=[
                networking_v1.NetworkPolicyIngressRule(
                    from_=[_peer(network_cidr)],
                    ports=[networking_v1.NetworkPolicyPort(protocol="TCP", port=spec.port)],
                )
            ],
            egress=[
                _out(_ANYWHERE, ("UDP", 53), ("TCP", 53)),
                _out(_ANYWHERE, ("TCP", 443)),
                _out(_POD_IDENTITY, ("TCP", 80)),
                networking_v1.NetworkPolicyEgressRule(  # smoke tests ask from the same namespace
                    to=[networking_v1.NetworkPolicyPeer(podSelector=meta_v1.LabelSelector())],
                    ports=[networking_v1.NetworkPolicyPort(protocol="TCP", port=spec.port)],
                ),
                _out(network_cidr, ("TCP", 80)),  # load balancers between services
                *(_out(cidr, ("TCP", None)) for cidr in data_cidrs),
            ],
        ),
    )


def _out(cidr: str, *ports: tuple[str, int | None]) -> networking_v1.NetworkPolicyEgressRule:
    return networking_v1.NetworkPolicyEgressRule(
        to=[_peer(cidr)],
        ports=[networking_v1.NetworkPolicyPort(protocol=protocol, port=port) for protocol, port in ports],
    )


def _peer(cidr: str) -> networking_v1.NetworkPolicyPeer:
    return networking_v1.NetworkPolicyPeer(ipBlock=networking_v1.IPBlock(cidr=cidr))
