"""What a release needs."""

from pathlib import Path

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from bench.handwritten.function import function
from bench.handwritten.platform import Ingress

_RUNTIMES = Path(__file__).parents[2] / "constructs" / "goldenpath" / "runtimes" / "ecs"


def smoke_test_function(scope: Construct, vpc: ec2.IVpc, ingress: Ingress, key: kms.IKey) -> lambda_.Function:
    """Make what tries a new version before it gets traffic."""
    security_group = ec2.SecurityGroup(scope, "SmokeTestSecurityGroup", vpc=vpc, allow_all_outbound=False)
    security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.HTTPS)
    security_group.connections.allow_to(ingress.load_balancer, ec2.Port.tcp(8443))
    return function(
        scope,
        "SmokeTest",
        _RUNTIMES / "smoke_test" / "handler",
        "index.ecs",
        logs.LogGroup(scope, "SmokeTestLog", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH),
        ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"],
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_group_name="private"),
        security_groups=[security_group],
    )


def controller_role(
    scope: Construct,
    blue: elbv2.ApplicationTargetGroup,
    green: elbv2.ApplicationTargetGroup,
    production: elbv2.ApplicationListenerRule,
    test: elbv2.ApplicationListenerRule,
    smoke_test: lambda_.Function,
) -> iam.Role:
    """Let ECS move traffic."""
    rights = {
        "elasticloadbalancing:Describe*": ["*"],
        "elasticloadbalancing:RegisterTargets": [blue.target_group_arn, green.target_group_arn],
        "elasticloadbalancing:DeregisterTargets": [blue.target_group_arn, green.target_group_arn],
        "elasticloadbalancing:ModifyRule": [production.listener_rule_arn, test.listener_rule_arn],
        "lambda:InvokeFunction": [smoke_test.function_arn],
    }
    return iam.Role(
        scope,
        "ControllerRole",
        assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"),
        inline_policies={
            "Release": iam.PolicyDocument(
                statements=[
                    iam.PolicyStatement(actions=[action], resources=resources)
                    for action, resources in rights.items()
                ]
            )
        },
    )
