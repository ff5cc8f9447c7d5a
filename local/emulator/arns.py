"""ARNs in the form that each AWS service gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local.emulator.identifiers import kebab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.catalog import ResourceSchema
    from local.emulator.place import Place

# Where the resource part is not `kind/name`. `{unique}` tells two of one name apart.
_FORMS = {
    "AWS::ApplicationAutoScaling::ScalingPolicy": (
        "scalingPolicy:{unique}:resource/{ServiceNamespace}/{ResourceId}:policyName/{PolicyName}"
    ),
    "AWS::AppRunner::Service": "service/{name}/{hexadecimal}",
    "AWS::AppRunner::VpcConnector": "vpcconnector/{name}/1/{hexadecimal}",
    "AWS::AppRunner::AutoScalingConfiguration": "autoscalingconfiguration/{name}/1/{hexadecimal}",
    "AWS::AppRunner::ObservabilityConfiguration": "observabilityconfiguration/{name}/1/{hexadecimal}",
    "AWS::AppRunner::VpcIngressConnection": "vpcingressconnection/{name}/{hexadecimal}",
    "AWS::ApplicationSignals::ServiceLevelObjective": "slo/{name}",
    "AWS::CloudWatch::Alarm": "alarm:{name}",
    "AWS::CloudWatch::CompositeAlarm": "alarm:{name}",
    "AWS::CodeCommit::Repository": "{name}",
    "AWS::CodePipeline::Pipeline": "{name}",
    "AWS::CodeDeploy::Application": "application:{name}",
    "AWS::ECS::ExpressGatewayService": "service/express/{name}",
    "AWS::EKS::AccessEntry": "access-entry/{ClusterName}/role/{unique}",
    "AWS::EKS::Addon": "addon/{ClusterName}/{AddonName}/{unique}",
    "AWS::EKS::FargateProfile": "fargateprofile/{ClusterName}/{name}/{unique}",
    "AWS::EKS::PodIdentityAssociation": "podidentityassociation/{ClusterName}/a-{unique}",
}
# What a service makes in another one, by the attribute that tells of it.
_ELSEWHERE = {
    "ListenerArn": ("elasticloadbalancing", "listener/app/{name}/{short}/{short}"),
    "ListenerRuleArn": ("elasticloadbalancing", "listener-rule/app/{name}/{short}/{short}/{short}"),
    "LoadBalancerArn": ("elasticloadbalancing", "loadbalancer/app/{name}/{short}"),
    "AlternateTargetGroupArn": ("elasticloadbalancing", "targetgroup/{name}/{short}"),
    "TargetGroupArn": ("elasticloadbalancing", "targetgroup/{name}/{short}"),
}
# What Express Mode says of what it makes, each an ARN whatever it is called.
MADE_BY_EXPRESS = {
    "ApplicationAutoScalingPolicie": (
        "autoscaling",
        "scalingPolicy:{unique}:resource/ecs/service:policyName/{name}",
    ),
    "CertificateArn": ("acm", "certificate/{unique}"),
    "LoadBalancerSecurityGroup": ("ec2", "security-group/sg-0{short}"),
    "LogGroup": ("logs", "log-group:/aws/ecs/{name}"),
    "MetricAlarm": ("cloudwatch", "alarm:{name}"),
    "ScalableTarget": ("application-autoscaling", "scalable-target/{short}"),
    "ServiceSecurityGroup": ("ec2", "security-group/sg-0{short}"),
}
EXPRESS = "AWS::ECS::ExpressGatewayService"
_SCALING_TARGET = ("ResourceId", "ScalableDimension", "ServiceNamespace")
# Where ARNs name the service otherwise than its permissions do.
_SERVICES = {"application-autoscaling": "autoscaling", "cloudwatch": "cloudwatch"}


class _Fields(dict[str, Any]):
    """A missing field is written by its name, so that a form never fails."""

    def __missing__(self, key: str) -> str:
        return key


def arn(
    schema: ResourceSchema, attribute: str, name: str, properties: Mapping[str, Any], place: Place
) -> str:
    """Return an ARN in its service's form.

    Parameters
    ----------
    schema
        The resource type's schema.
    attribute
        The attribute that it is the value of, such as ``Arn`` or ``SnsTopicArn``.
    name
        The resource's name.
    properties
        What the template sets.
    place
        The resource's place.
    """
    service = _SERVICES.get(schema.service, schema.service)
    form = _FORMS.get(schema.type_name) if attribute in _own_names(schema) else None
    if attribute in _ELSEWHERE and form is None:
        service, form = _ELSEWHERE[attribute]
    if schema.type_name == EXPRESS and attribute in MADE_BY_EXPRESS:
        service, form = MADE_BY_EXPRESS[attribute]
    unique, hexadecimal = place.uuid(attribute), place.hexadecimal(attribute, 32)
    fields = _Fields(
        {
            **implied(properties),
            "name": name,
            "unique": unique,
            "hexadecimal": hexadecimal,
            "short": hexadecimal[:16],
        }
    )
    resource = form.format_map(fields) if form else f"{_kind(schema, attribute)}/{name}"
    return f"arn:aws:{service}:{place.region}:{place.account}:{resource}"


def implied(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Add what other properties say by themselves: a scaling target's identifier has three parts.

    Parameters
    ----------
    properties
        What the template sets.
    """
    parts = str(properties.get("ScalingTargetId", "")).split("|")
    if len(parts) != len(_SCALING_TARGET):
        return dict(properties)
    return {**dict(zip(_SCALING_TARGET, parts, strict=True)), **properties}


def _own_names(schema: ResourceSchema) -> set[str]:
    kind = schema.type_name.rsplit("::", 1)[1]
    return {"Arn", "ARN", "ResourceArn", f"{kind}Arn", f"{kind}ARN", *schema.primary_identifier}


def _kind(schema: ResourceSchema, attribute: str) -> str:
    if attribute in _own_names(schema):
        return kebab(schema.type_name.rsplit("::", 1)[1])
    return kebab(attribute.removesuffix("Arn").removesuffix("ARN"))
