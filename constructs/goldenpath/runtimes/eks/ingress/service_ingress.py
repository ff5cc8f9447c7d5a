"""The way from a load balancer to one service."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from aws_cdk import aws_eks_v2 as eks
from constructs import Construct
from lightkube.models import core_v1, meta_v1, networking_v1

from goldenpath.runtimes.eks.ingress.front import LAST, PREFIX, by_annotation, listening
from goldenpath.runtimes.eks.manifest import KubernetesObject, Manifest
from goldenpath.runtimes.ingress import Route
from goldenpath.service import ServiceSpec

_ALL = 100
_FINGERPRINT_LENGTH = 16


class ServiceIngress(Construct):
    """A service's namespace, its Kubernetes services, and the ingress that leads to them.

    They come before the service's copies, so that its target groups are known when its alarms are made.

    Parameters
    ----------
    scope
        The service.
    construct_id
        Its id in that scope.
    cluster
        The cluster.
    spec
        The service.
    route
        Which requests it gets.
    ingress_class
        The load balancer's ingress class.
    is_secure
        Whether that speaks TLS.
    versions
        The suffixes of the Kubernetes services that versions stand behind: the first has all traffic at
        first, and always between two releases.

    Attributes
    ----------
    fingerprint
        Another one whenever an object changes.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cluster: eks.ICluster,
        spec: ServiceSpec,
        route: Route,
        ingress_class: str,
        is_secure: bool,
        versions: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        backends = [f"{spec.name}{suffix}" for suffix in versions]
        names = dict.fromkeys([spec.name, *backends])  # the first name stands for all copies
        objects = [
            _namespace(spec),
            *(_service(name, spec) for name in names),
            _ingress(spec, route, ingress_class, backends, is_secure=is_secure),
        ]
        self.fingerprint = _fingerprint(objects)
        Manifest(self, "Objects", cluster=cluster, objects=objects)


def _fingerprint(objects: Sequence[KubernetesObject]) -> str:
    text = json.dumps([each.to_dict() for each in objects], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT_LENGTH]


def _namespace(spec: ServiceSpec) -> core_v1.Namespace:
    return core_v1.Namespace(
        apiVersion="v1",
        kind="Namespace",
        metadata=meta_v1.ObjectMeta(
            name=spec.name,
            labels={
                "app.kubernetes.io/name": spec.name,
                # A copy counts as ready once the load balancer says so.
                "eks.amazonaws.com/pod-readiness-gate-inject": "enabled",
                **{
                    f"pod-security.kubernetes.io/{mode}": "restricted"
                    for mode in ("enforce", "audit", "warn")
                },
            },
            annotations={"goldenpath/owner": spec.owner, "goldenpath/runbook": spec.runbook},
        ),
    )


def _service(name: str, spec: ServiceSpec) -> core_v1.Service:
    return core_v1.Service(
        apiVersion="v1",
        kind="Service",
        metadata=meta_v1.ObjectMeta(name=name, namespace=spec.name),
        spec=core_v1.ServiceSpec(
            type="ClusterIP",
            selector={"app.kubernetes.io/name": spec.name},
            ports=[core_v1.ServicePort(name="http", port=spec.port, targetPort="http", protocol="TCP")],
        ),
    )


def _ingress(
    spec: ServiceSpec, route: Route, ingress_class: str, backends: Sequence[str], *, is_secure: bool
) -> networking_v1.Ingress:
    annotations = {
        f"{PREFIX}/group.order": str(min(route.rank, LAST)),
        f"{PREFIX}/target-type": "ip",
        f"{PREFIX}/actions.{spec.name}": json.dumps(_forward(spec, backends)),
        **listening(is_secure=is_secure),
        **_target_groups(spec),
    }
    return networking_v1.Ingress(
        apiVersion="networking.k8s.io/v1",
        kind="Ingress",
        metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name, annotations=annotations),
        spec=networking_v1.IngressSpec(
            ingressClassName=ingress_class,
            rules=[
                networking_v1.IngressRule(
                    host=route.host,
                    http=networking_v1.HTTPIngressRuleValue(
                        paths=[
                            networking_v1.HTTPIngressPath(
                                path=route.path,
                                pathType="ImplementationSpecific",
                                backend=by_annotation(spec.name),
                            )
                        ]
                    ),
                )
            ],
        ),
    )


def _forward(spec: ServiceSpec, backends: Sequence[str]) -> Mapping[str, object]:
    """Give all traffic to the first version, as Argo Rollouts does between two releases."""
    return {
        "type": "forward",
        "forwardConfig": {
            "targetGroups": [
                {"serviceName": name, "servicePort": str(spec.port), "weight": 0 if rank else _ALL}
                for rank, name in enumerate(backends)
            ]
        },
    }


def _target_groups(spec: ServiceSpec) -> Mapping[str, str]:
    health = spec.health
    return {
        f"{PREFIX}/backend-protocol": "HTTP",
        f"{PREFIX}/healthcheck-path": health.path,
        f"{PREFIX}/healthcheck-interval-seconds": str(health.interval_seconds),
        f"{PREFIX}/healthcheck-timeout-seconds": str(health.timeout_seconds),
        f"{PREFIX}/healthy-threshold-count": str(health.healthy_threshold),
        f"{PREFIX}/unhealthy-threshold-count": str(health.unhealthy_threshold),
        f"{PREFIX}/success-codes": "200",
        f"{PREFIX}/target-group-attributes": (
            f"deregistration_delay.timeout_seconds={spec.shutdown.drain_seconds}"
        ),
    }
