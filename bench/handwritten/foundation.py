"""Tracing and the key of the logs."""

import aws_cdk as cdk
from aws_cdk import aws_applicationsignals as applicationsignals
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_xray as xray
from constructs import Construct


class Foundation(cdk.Stack):
    """Tracing and the key of the logs."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(self, "LogKey", enable_key_rotation=True)
        cdk.CrossStackReferences.of(self.key).produce(cdk.ReferenceStrength.STRONG)
        self.key.grant_encrypt_decrypt(iam.ServicePrincipal(f"logs.{self.region}.amazonaws.com"))
        applicationsignals.CfnDiscovery(self, "Discovery")
        search = xray.CfnTransactionSearchConfig(self, "Search", indexing_percentage=1)
        search.node.add_dependency(
            logs.ResourcePolicy(
                self,
                "Spans",
                policy_statements=[
                    iam.PolicyStatement(
                        principals=[iam.ServicePrincipal("xray.amazonaws.com")],
                        actions=["logs:PutLogEvents"],
                        resources=[f"arn:aws:logs:{self.region}:{self.account}:log-group:aws/spans:*"],
                    )
                ],
            )
        )
