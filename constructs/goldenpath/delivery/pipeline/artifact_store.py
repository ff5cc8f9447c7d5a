"""Where a pipeline keeps what its actions hand on."""

from collections.abc import Sequence

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.release_role import release_role_name

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
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self.key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=_KEPT,
                    noncurrent_version_expiration=Duration.days(7),
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
            removal_policy=RemovalPolicy.RETAIN,
        )
        for environment in environments:
            if environment.code_deploy_services:
                self._open(environment)
        reason = "Every execution and its artifacts are in CodePipeline's own history and in CloudTrail."
        acknowledge(
            self.bucket,
            {
                "AwsSolutions-S1": reason,
                "NIST.800.53.R5-S3BucketLoggingEnabled": reason,
                "NIST.800.53.R5-S3BucketReplicationEnabled": "What is lost here is built again.",
            },
        )

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
