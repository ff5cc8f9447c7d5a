"""How real a resource is here: an API answers for it, a process works, or it is only recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

EMULATED = "emulated"
RUN = "run"
RECORDED = "recorded"

_CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource"
_FUNCTION = "AWS::Lambda::Function"
_ALARM = "AWS::CloudWatch::Alarm"
HELM_CHART = "Custom::AWSCDK-EKS-HelmChart"
# Objects are checked and kept by the local Kubernetes API, and no pod runs for them.
_MANIFESTS = frozenset(
    {HELM_CHART, "Custom::AWSCDK-EKS-KubernetesPatch", "Custom::AWSCDK-EKS-KubernetesResource"}
)
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


def is_recorded_instead(kind: str, properties: Mapping[str, Any]) -> bool:
    """Say whether ministack has the type but refuses these properties.

    Parameters
    ----------
    kind
        The resource's type.
    properties
        Its properties.
    """
    return kind == _ALARM and bool(properties.get("Metrics"))


def reality(kind: str, properties: Mapping[str, Any], *, has_handler: bool) -> str:
    """Say how real a resource is; where in doubt, less.

    Parameters
    ----------
    kind
        The resource's type.
    properties
        Its properties.
    has_handler
        Whether ministack itself provisions the type.
    """
    if kind in _MANIFESTS:
        return RECORDED
    if is_custom(kind):
        return RUN
    if not has_handler or kind in _PLACEHOLDERS or is_recorded_instead(kind, properties):
        return RECORDED
    return RUN if kind == _FUNCTION else EMULATED
