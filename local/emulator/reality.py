"""How real a resource is here: an API answers for it, a process works, or it is only recorded."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

EMULATED = "emulated"
RUN = "run"
RECORDED = "recorded"

_CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource"
_FUNCTION = "AWS::Lambda::Function"
HELM_CHART = "Custom::AWSCDK-EKS-HelmChart"
# A cluster's API checks objects and keeps them, and no pod runs for them.
_WITHOUT_PODS = frozenset(
    {
        "AWS::EKS::Cluster",
        HELM_CHART,
        "Custom::AWSCDK-EKS-KubernetesPatch",
        "Custom::AWSCDK-EKS-KubernetesResource",
    }
)
_REMOTE = frozenset({"http", "https", "oci"})
# ministack's handlers of these give back an identifier and keep nothing that an API would show.
_PLACEHOLDERS = frozenset(
    {
        "AWS::ApiGateway::DocumentationVersion",
        "AWS::ApiGateway::RequestValidator",
        "AWS::AppSync::FunctionConfiguration",
        "AWS::CDK::Metadata",
        "AWS::CloudFront::CloudFrontOriginAccessIdentity",
    }
)


def is_custom(kind: str) -> bool:
    """Say whether a Lambda function provisions the type.

    Parameters
    ----------
    kind
        The resource's type.
    """
    return kind.startswith("Custom::") or kind == _CUSTOM_RESOURCE


def is_elsewhere(chart: Mapping[str, Any]) -> bool:
    """Say whether a Helm chart comes from a repository that is not on this machine.

    Parameters
    ----------
    chart
        Its properties.
    """
    address = urlsplit(str(chart.get("Repository") or chart.get("Chart") or ""))
    return address.scheme in _REMOTE and not _is_loopback(address.hostname or "")


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def reality(kind: str, *, has_handler: bool) -> str:
    """Say how real a resource is; where in doubt, less.

    Parameters
    ----------
    kind
        The resource's type.
    has_handler
        Whether ministack itself provisions the type.
    """
    if kind in _WITHOUT_PODS:
        return RECORDED
    if is_custom(kind):
        return RUN
    if not has_handler or kind in _PLACEHOLDERS:
        return RECORDED
    return RUN if kind == _FUNCTION else EMULATED
