"""The objects from which EKS makes a load balancer, before any service is behind it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_s3 as s3
from lightkube.models import meta_v1, networking_v1

from goldenpath.runtimes.eks.manifest import CustomObject

NAMESPACE = "goldenpath"
LAST = 1000
_CONTROLLER = "eks.amazonaws.com/alb"
_NOT_FOUND = "not-found"
_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
PREFIX = "alb.ingress.kubernetes.io"


@dataclass(frozen=True, kw_only=True)
class GroupSettings:
    """What a load balancer is to be like.

    Parameters
    ----------
    name
        The name of its ingress class.
    is_public
        Whether the internet reaches it, or only what is admitted.
    access_logs
        Where requests are written down.
    deletion_protection
        Whether AWS refuses to delete it.
    certificate_arn, web_acl_arn
        What makes it speak TLS, and what keeps attacks away.
    """

    name: str
    is_public: bool
    access_logs: s3.IBucket
    deletion_protection: bool
    certificate_arn: str | None = None
    web_acl_arn: str | None = None


def ingress_class(
    settings: GroupSettings, subnet_ids: Sequence[str]
) -> tuple[CustomObject, networking_v1.IngressClass]:
    """Describe the load balancer, and the class of ingresses that share it."""
    attributes = {
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": settings.access_logs.bucket_name,
        "access_logs.s3.prefix": settings.name,
        "deletion_protection.enabled": str(settings.deletion_protection).lower(),
        "routing.http.drop_invalid_header_fields.enabled": "true",
    }
    certificates = (
        {"certificateARNs": [settings.certificate_arn]} if settings.certificate_arn is not None else {}
    )
    parameters = {
        "apiVersion": "eks.amazonaws.com/v1",
        "kind": "IngressClassParams",
        "metadata": {"name": settings.name},
        "spec": {
            "group": {"name": settings.name},
            "scheme": "internet-facing" if settings.is_public else "internal",
            "subnets": {"ids": list(subnet_ids)},
            "loadBalancerAttributes": [{"key": key, "value": value} for key, value in attributes.items()],
            **certificates,
        },
    }
    class_ = networking_v1.IngressClass(
        apiVersion="networking.k8s.io/v1",
        kind="IngressClass",
        metadata=meta_v1.ObjectMeta(name=settings.name),
        spec=networking_v1.IngressClassSpec(
            controller=_CONTROLLER,
            parameters=networking_v1.IngressClassParametersReference(
                apiGroup="eks.amazonaws.com", kind="IngressClassParams", name=settings.name
            ),
        ),
    )
    return parameters, class_


def front_ingress(settings: GroupSettings, security_group_id: str) -> networking_v1.Ingress:
    """Describe what holds for the load balancer as a whole, and its answer where no service has one."""
    annotations = {
        f"{PREFIX}/group.order": str(LAST),
        f"{PREFIX}/security-groups": security_group_id,
        f"{PREFIX}/manage-backend-security-group-rules": "true",
        f"{PREFIX}/actions.{_NOT_FOUND}": json.dumps(
            {
                "type": "fixed-response",
                "fixedResponseConfig": {
                    "contentType": "text/plain",
                    "statusCode": "404",
                    "messageBody": "Not found\n",
                },
            }
        ),
        **listening(is_secure=settings.certificate_arn is not None),
    }
    if settings.certificate_arn is not None:
        annotations[f"{PREFIX}/ssl-redirect"] = "443"
        # Auto Mode's parameters of a class have no field for it:
        # https://github.com/aws/containers-roadmap/issues/2715
        annotations[f"{PREFIX}/ssl-policy"] = _TLS_POLICY
    if settings.web_acl_arn is not None:
        annotations[f"{PREFIX}/wafv2-acl-arn"] = settings.web_acl_arn
    return networking_v1.Ingress(
        apiVersion="networking.k8s.io/v1",
        kind="Ingress",
        metadata=meta_v1.ObjectMeta(name=settings.name, namespace=NAMESPACE, annotations=annotations),
        spec=networking_v1.IngressSpec(
            ingressClassName=settings.name,
            defaultBackend=by_annotation(_NOT_FOUND),
        ),
    )


def listening(*, is_secure: bool) -> dict[str, str]:
    """Name the ports that a rule stands at."""
    ports = [{"HTTP": 80}, {"HTTPS": 443}] if is_secure else [{"HTTP": 80}]
    return {f"{PREFIX}/listen-ports": json.dumps(ports)}


def by_annotation(name: str) -> networking_v1.IngressBackend:
    """Refer to an action that stands in an annotation."""
    return networking_v1.IngressBackend(
        service=networking_v1.IngressServiceBackend(
            name=name, port=networking_v1.ServiceBackendPort(name="use-annotation")
        )
    )
