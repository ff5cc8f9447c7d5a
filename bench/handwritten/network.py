"""The VPC."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.settings import EnvironmentSettings


class Network(cdk.Stack):
    """The VPC."""

    def __init__(
        self, scope: Construct, construct_id: str, settings: EnvironmentSettings, key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        provider = ec2.NatProvider.gateway()
        zones = len(settings.availability_zones)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(str(settings.cidr)),
            availability_zones=list(settings.availability_zones),
            nat_gateway_provider=provider,
            nat_gateways={"none": 0, "single": 1, "per-az": zones}[settings.nat],
            subnet_configuration=[
                ec2.SubnetConfiguration(name="private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
                ec2.SubnetConfiguration(name="public", subnet_type=ec2.SubnetType.PUBLIC),
                ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            ],
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
            },
        )
        self.gateways = [each.gateway_id for each in provider.configured_gateways]
        for resource in (
            self.vpc,
            *self.vpc.public_subnets,
            *self.vpc.private_subnets,
            *self.vpc.isolated_subnets,
        ):
            cdk.CrossStackReferences.of(resource).produce(cdk.ReferenceStrength.STRONG)
        log_group = logs.LogGroup(
            self, "FlowLogs", encryption_key=key, retention=logs.RetentionDays.ONE_MONTH
        )
        self.vpc.add_flow_log("FlowLog", destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group))
