"""A table that holds a service's state."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath import ServiceRuntime
from goldenpath.acknowledgement import acknowledge
from stacks.settings import EnvironmentSettings


class StateTable(dynamodb.Table):
    """A DynamoDB table with the key ``pk``: encrypted, paid by request, restorable for 35 days."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: EnvironmentSettings) -> None:
        super().__init__(
            scope,
            construct_id,
            partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=settings.deletion_protection,
            removal_policy=RemovalPolicy.RETAIN,
        )
        acknowledge(
            self,
            {
                "NIST.800.53.R5-DynamoDBInBackupPlan": "It can be restored to any second of 35 days; "
                "nothing is promised for longer."
            },
        )

    def let_change(self, service: ServiceRuntime) -> None:
        """Let a service read and change its items."""
        iam.Grant.add_to_principal(
            grantee=service.grant_principal,
            actions=[f"dynamodb:{name}" for name in ("GetItem", "PutItem", "UpdateItem", "DeleteItem")],
            resource_arns=[self.table_arn],
        )

    def let_list(self, service: ServiceRuntime, *, index: str | None = None) -> None:
        """Let a service read many items: all of them, or those of an index."""
        place = self.table_arn if index is None else f"{self.table_arn}/index/{index}"
        action = "dynamodb:Scan" if index is None else "dynamodb:Query"
        iam.Grant.add_to_principal(grantee=service.grant_principal, actions=[action], resource_arns=[place])
