"""The function that tries a new version before it gets any traffic."""

import json
from fnmatch import fnmatchcase
from math import ceil
from pathlib import Path
from typing import Literal

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ecs.platform import EcsPlatform
from goldenpath.runtimes.ingress import Route
from goldenpath.service import ServiceSpec

Engine = Literal["codedeploy", "ecs"]

_CODE = Path(__file__).parent / "handler"
_HANDLERS: dict[Engine, str] = {"codedeploy": "index.code_deploy", "ecs": "index.ecs"}
_TO_START_AND_REPORT_SECONDS = 30
_INTERFACES = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)


class SmokeTestFunction(Construct):
    """A function inside the network that sends a spec's smoke test to the test listener.

    The listener admits this function and nobody else. It is reached at the load balancer's addresses
    inside the network, which the function looks up: the public ones lead out of the network and back, and
    would have to be open to the internet.

    Parameters
    ----------
    scope
        The release.
    construct_id
        Its id in that scope.
    platform
        Where the listener stands.
    spec
        The service; its ``smoke_test`` says what to ask.
    route
        Which requests the service gets.
    engine
        Whom it answers.

    Raises
    ------
    ValueError
        If it asks for what the route does not lead to the service.

    Attributes
    ----------
    function, role
        The function, and who it is to AWS.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        platform: EcsPlatform,
        spec: ServiceSpec,
        route: Route,
        engine: Engine,
    ) -> None:
        super().__init__(scope, construct_id)
        _check(spec, route)
        log_group = logs.LogGroup(
            self, "LogGroup", encryption_key=platform.log_key, retention=platform.log_retention
        )
        self._rights = _rights(log_group)
        self.role = self._role()
        self.function = lambda_.Function(
            self,
            "Function",
            description=f"Tries new versions of {spec.name} before they get traffic",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            handler=_HANDLERS[engine],
            code=lambda_.Code.from_asset(str(_CODE), exclude=["__pycache__"]),
            timeout=Duration.seconds(ceil(spec.smoke_test.longest_seconds) + _TO_START_AND_REPORT_SECONDS),
            environment={"SMOKE_TEST": _test(platform, spec, route)},
            log_group=log_group,
            role=self.role.without_policy_updates(),
            vpc=platform.network.vpc,
            vpc_subnets=platform.network.private_subnets,
            security_groups=[self._security_group(platform, route)],
        )
        acknowledge(
            self.function,
            {
                "NIST.800.53.R5-LambdaConcurrency": "It runs once a release. Concurrency reserved for it "
                "would be lost to all else, and a new account has none to give.",
                "NIST.800.53.R5-LambdaDLQ": "The release waits for its answer, and fails without one.",
            },
        )

    def _security_group(self, platform: EcsPlatform, route: Route) -> ec2.SecurityGroup:
        security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=platform.network.vpc,
            allow_all_outbound=False,
            description="Smoke test of the service",
        )
        security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.HTTPS, "AWS services")
        ingress = platform.ingress_of(route)
        security_group.connections.allow_to(
            ingress.load_balancer,
            ec2.Port.tcp(ingress.test_port),
            "Smoke test to test listener",
        )
        return security_group

    def allow(self, statement: iam.PolicyStatement) -> None:
        """Give the function one more right.

        Parameters
        ----------
        statement
            What it may do.
        """
        self._rights.add_statements(statement)

    def _role(self) -> iam.Role:
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"Run": self._rights},
        )
        acknowledge(
            role,
            {
                "AwsSolutions-IAM5[Resource::*]": "Lambda puts a function into a network with these rights "
                "of its role, on interfaces whose ids are not known before.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "The rights are for this function alone, and are made "
                "and removed with it.",
            },
        )
        return role


def _rights(log_group: logs.LogGroup) -> iam.PolicyDocument:
    return iam.PolicyDocument(
        statements=[
            iam.PolicyStatement(actions=list(_INTERFACES), resources=["*"]),
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group.log_group_arn]
            ),
        ]
    )


def _test(platform: EcsPlatform, spec: ServiceSpec, route: Route) -> str:
    ingress = platform.ingress_of(route)
    test = spec.smoke_test
    return json.dumps(
        {
            "load_balancer": ingress.load_balancer.load_balancer_full_name,
            "port": ingress.test_port,
            "secure": ingress.is_secure,
            "host": ingress.host(route),
            "paths": _paths(spec),
            "expected_status": test.expected_status,
            "attempts": test.attempts,
            "pause_seconds": test.pause_seconds,
            "latency_ms": test.latency_ms,
        }
    )


def _paths(spec: ServiceSpec) -> list[str]:
    return list(spec.smoke_test.paths) or [spec.health.path]


def _check(spec: ServiceSpec, route: Route) -> None:
    astray = [path for path in _paths(spec) if not fnmatchcase(path.partition("?")[0], route.path)]
    if astray:
        raise ValueError(
            f"The smoke test of {spec.name} asks for {', '.join(astray)}, which its route {route.path} does "
            "not lead to it: give its ServiceSpec a SmokeTest with paths that the route has"
        )
