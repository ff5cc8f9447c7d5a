"""What is deployed, as far as a runbook names it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goldenpath.observability.severity import Severity

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudwatch import CloudWatchClient

_ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
_AT_ONCE = 100
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html"""
_SAID = re.compile(
    r"(?P<meaning>.+)\. Severity: (?P<severity>\w+)\. Owner: (?P<owner>.+)\. Runbook: \S+", re.DOTALL
)
_NAMED_IN_RULE = re.compile(r'alarm:([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class DeployedAlarm:
    """An alarm that is deployed.

    Parameters
    ----------
    name
        Its name.
    service
        What it is about.
    meaning, severity, owner
        What its description says.
    parts
        Names of the alarms that it is made of.
    """

    name: str
    service: str
    meaning: str
    severity: str
    owner: str
    parts: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class DeployedStack:
    """A stack that is deployed.

    Parameters
    ----------
    name, region
        Which one.
    resources
        Names of its resources, by type.
    alarms
        Its alarms that are about a service, the most urgent first.
    """

    name: str
    region: str
    resources: Mapping[str, Sequence[str]]
    alarms: Sequence[DeployedAlarm]

    @property
    def services(self) -> Sequence[str]:
        """What its alarms are about."""
        return sorted({alarm.service for alarm in self.alarms})


def read_stack(
    name: str, *, cloudformation: "CloudFormationClient", cloudwatch: "CloudWatchClient"
) -> DeployedStack:
    """Read a stack, its resources and its alarms.

    Parameters
    ----------
    name
        The stack's.
    cloudformation, cloudwatch
        Clients of the region where it is.
    """
    resources: dict[str, list[str]] = {}
    for page in cloudformation.get_paginator("list_stack_resources").paginate(StackName=name):
        for each in page["StackResourceSummaries"]:
            if each.get("PhysicalResourceId"):
                resources.setdefault(each["ResourceType"], []).append(each["PhysicalResourceId"])
    alarms = [alarm for kind in _ALARMS for alarm in resources.get(kind, ())]
    order = list(Severity)
    return DeployedStack(
        name=name,
        region=cloudformation.meta.region_name,
        resources=resources,
        alarms=sorted(
            _alarms(cloudwatch, alarms), key=lambda each: (order.index(Severity(each.severity)), each.name)
        ),
    )


def _alarms(cloudwatch: "CloudWatchClient", names: Sequence[str]) -> Iterator[DeployedAlarm]:
    for start in range(0, len(names), _AT_ONCE):
        found = cloudwatch.describe_alarms(
            AlarmNames=names[start : start + _AT_ONCE], AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        )
        for alarm in (*found["MetricAlarms"], *found["CompositeAlarms"]):
            yield from _alarm(cloudwatch, alarm)


def _alarm(cloudwatch: "CloudWatchClient", alarm: Any) -> Iterator[DeployedAlarm]:
    """Give an alarm, if it says whose it is: others are not for people."""
    said = _SAID.fullmatch(alarm.get("AlarmDescription") or "")
    tags = cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
    service = next((tag["Value"] for tag in tags if tag["Key"] == "service"), None)
    if said is not None and service is not None:
        yield DeployedAlarm(
            name=alarm["AlarmName"],
            service=service,
            parts=_NAMED_IN_RULE.findall(alarm.get("AlarmRule", "")),
            **said.groupdict(),
        )
