"""What every mechanism of release is given, and what it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2

from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ecs.task import ServiceTask
from goldenpath.runtimes.ingress import Ingress, Route
from goldenpath.service import ServiceSpec


@dataclass(frozen=True, kw_only=True)
class Releasable:
    """A service that is described and has a task, and lacks only the way to release it.

    Parameters
    ----------
    platform
        What it runs on.
    spec
        What it is.
    options
        What ECS does with it.
    task
        What it runs as.
    security_group
        The security group of its tasks.
    route
        Which requests it gets.
    """

    platform: EcsPlatform
    spec: ServiceSpec
    options: FargateOptions
    task: ServiceTask
    security_group: ec2.SecurityGroup
    route: Route

    @property
    def ingress(self) -> Ingress:
        """By which load balancer requests come."""
        return self.platform.ingress_of(self.route)


class Release(Protocol):
    """A service that runs, and gets its next versions by one mechanism."""

    @property
    def service(self) -> ecs.FargateService:
        """The ECS service."""

    @property
    def target_groups(self) -> Sequence[elbv2.ApplicationTargetGroup]:
        """Where its copies are found, whichever of them has the traffic now."""

    @property
    def alarms(self) -> Sequence[cloudwatch.Alarm]:
        """What takes a release back."""

    @property
    def versions_metric(self) -> str:
        """What Container Insights counts versions that stand side by side as."""
