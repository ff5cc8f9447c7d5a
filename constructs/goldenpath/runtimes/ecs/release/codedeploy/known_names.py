"""Values of a template that are known before it is deployed."""

from typing import Any, cast

from aws_cdk import ArnFormat, CfnResource, Names, Stack, Token, region_info
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct, IConstruct

_LONGEST_STEM = 36


class KnownNames:
    """Gives resources names of their own, and works out what refers to them.

    Parameters
    ----------
    scope
        The construct that the names come from; its stack has to know its account and region.

    Raises
    ------
    ValueError
        If the stack does not.
    """

    def __init__(self, scope: Construct) -> None:
        self._stack = Stack.of(scope)
        self._stem = Names.unique_resource_name(scope, max_length=_LONGEST_STEM, separator="-")
        if Token.is_unresolved(self._stack.account) or Token.is_unresolved(self._stack.region):
            raise ValueError(
                f"{scope.node.path} needs a stack with an account and a region, because its release files "
                "name them: give the stack an env with both"
            )
        facts = region_info.RegionInfo.get(self._stack.region)
        self._references: dict[str, dict[str, str]] = {
            "AWS::AccountId": {"Ref": self._stack.account},
            "AWS::Region": {"Ref": self._stack.region},
            "AWS::Partition": {"Ref": facts.partition or "aws"},
            "AWS::URLSuffix": {"Ref": facts.domain_suffix or "amazonaws.com"},
        }

    def name_role(self, role: iam.IRole, purpose: str) -> None:
        """Name a role; roles are global, so the region is part of it."""
        name = f"{self._stem}-{purpose}-{self._stack.region}"
        arn = self._stack.format_arn(service="iam", region="", resource="role", resource_name=name)
        self._name(role, "RoleName", name, arn)

    def name_log_group(self, log_group: logs.LogGroup) -> None:
        """Name a log group."""
        name = f"/goldenpath/{self._stem}"
        arn = self._stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name=f"{name}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._name(log_group, "LogGroupName", name, arn)

    def name_function(self, function: lambda_.Function, purpose: str) -> str:
        """Name a function, and give its ARN, which refers to nothing."""
        name = f"{self._stem}-{purpose}"
        arn = self._stack.format_arn(
            service="lambda",
            resource="function",
            resource_name=name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._name(function, "FunctionName", name, arn)
        return arn

    def resolve(self, value: Any) -> Any:
        """Work a value out.

        Raises
        ------
        ValueError
            If it refers to something that is not known before the deployment.
        """
        return self._evaluate(self._stack.resolve(value))

    def _name(self, construct: IConstruct, property_name: str, name: str, arn: str) -> None:
        resource = cast("CfnResource", construct.node.default_child)
        resource.add_property_override(property_name, name)
        logical_id = self._stack.resolve(resource.logical_id)
        self._references[logical_id] = {"Ref": name, "Arn": self.resolve(arn)}

    def _evaluate(self, value: Any) -> Any:
        match value:
            case {"Ref": _} | {"Fn::GetAtt": _} | {"Fn::Join": _} | {"Fn::Sub": _}:
                return self._text(value)
            case dict():
                return {key: self._evaluate(item) for key, item in value.items()}
            case list():
                return [self._evaluate(item) for item in value]
        return value

    def _text(self, function: dict[str, Any]) -> str:
        match function:
            case {"Ref": name}:
                return self._known(name, "Ref")
            case {"Fn::GetAtt": [name, attribute]}:
                return self._known(name, attribute)
            case {"Fn::Join": [delimiter, parts]}:
                return str(delimiter).join(str(self._evaluate(part)) for part in parts)
        return self._substitute(function["Fn::Sub"])

    def _substitute(self, text: str) -> str:
        for name, known in self._references.items():
            text = text.replace(f"${{{name}}}", known["Ref"])
        return text

    def _known(self, name: str, attribute: str) -> str:
        try:
            return self._references[name][attribute]
        except KeyError:
            raise ValueError(
                f"A release file cannot say {attribute} of {name}, which is not known before the deployment: "
                "name the resource, or pass what it is to the service in another way"
            ) from None
