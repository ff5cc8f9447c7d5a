"""Where a pipeline keeps what its actions hand on."""

from collections.abc import Sequence

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.release_role import release_role_name
from goldenpath.private_bucket import PrivateBucket

_KEPT = Duration.days(90)


class ArtifactStore(Construct):
    """A private bucket, encrypted with a key of its own, that environments' release roles may read.

    Parameters
    ----------
    scope
        The pipeline.
    construct_id
        Its id in that scope.
    environments
        Those whose services may be released by CodeDeploy.

    Attributes
    ----------
    bucket, key
        What it is made of.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, environments: Sequence[DeliveryEnvironment]
    ) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            description="Encrypts what the pipeline hands on",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.RETAIN,
        )
        self.bucket = PrivateBucket(
            self,
            "Bucket",
            kept=_KEPT,
            kept_once_replaced=Duration.days(7),
            key=self.key,
            unlogged="Every execution and its artifacts are in CodePipeline's own history and in CloudTrail.",
            unreplicated="What is lost here is built again.",
        )
        for environment in environments:
            if environment.code_deploy_services:
                self._open(environment)

    def _open(self, environment: DeliveryEnvironment) -> None:
        # No policy may name a role that does not exist yet, as before the first deployment; a condition may.
        name = release_role_name(environment.name, environment.region)
        role = f"arn:{Aws.PARTITION}:iam::{environment.account}:role/{name}"
        who = iam.AccountPrincipal(environment.account).with_conditions(
            {"ArnEquals": {"aws:PrincipalArn": role}}
        )
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["s3:GetObject", "s3:GetObjectVersion"],
                resources=[self.bucket.arn_for_objects("*")],
                principals=[who],
            )
        )
        self.key.add_to_resource_policy(
            iam.PolicyStatement(actions=["kms:Decrypt", "kms:DescribeKey"], resources=["*"], principals=[who])
        )
