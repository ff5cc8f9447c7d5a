"""A machine that shops."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_synthetics as synthetics
from constructs import Construct

_CODE = Path(__file__).parents[2] / "docker" / "canaries"
_MONTH = cdk.Duration.days(31)
JOURNEY = "fill-basket"


class Canary(Construct):
    """A journey that is tried every few minutes, and an alarm when it fails."""

    def __init__(
        self, scope: Construct, construct_id: str, *, name: str, url: str, minutes: int, key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        bucket = s3.Bucket(
            self,
            "Seen",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=_MONTH)],
        )
        self._every = cdk.Duration.minutes(minutes)
        self._canary = synthetics.Canary(
            self,
            "Canary",
            canary_name=name,
            runtime=synthetics.Runtime("syn-python-selenium-14.0", synthetics.RuntimeFamily.PYTHON),
            test=synthetics.Test.custom(
                code=synthetics.Code.from_asset(str(_CODE), exclude=["tests", "**/__pycache__"]),
                handler="canary.handler",
            ),
            environment_variables={"JOURNEY": JOURNEY, "SHOP_URL": url},
            schedule=synthetics.Schedule.rate(self._every),
            timeout=cdk.Duration.seconds(50),
            role=self._role(name, bucket),
            artifacts_bucket_location=synthetics.ArtifactsBucketLocation(bucket=bucket, prefix=name),
            success_retention_period=_MONTH,
            failure_retention_period=_MONTH,
            provisioned_resource_cleanup=True,
        )
        logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/lambda/cwsyn-{name}-{self._canary.canary_id}",
            encryption_key=key,
            retention=logs.RetentionDays.ONE_MONTH,
        )
        self.alarm = cloudwatch.Alarm(
            self,
            "Fails",
            metric=self.succeeded(),
            threshold=100,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
            evaluation_periods=3,
            datapoints_to_alarm=2,
            treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
        )

    def succeeded(self, color: str | None = None) -> cloudwatch.IMetric:
        """Give the percentage of tries that succeed."""
        return self._canary.metric_success_percent(statistic="Average", period=self._every, color=color)

    def took(self) -> cloudwatch.IMetric:
        """Give the milliseconds that a try takes."""
        return self._canary.metric_duration(statistic="Average", period=self._every)

    def _role(self, name: str, bucket: s3.Bucket) -> iam.Role:
        stack = cdk.Stack.of(self)
        streams = f"arn:aws:logs:{stack.region}:{stack.account}:log-group:/aws/lambda/cwsyn-{name}-*"
        rights = {
            "s3:PutObject": bucket.arn_for_objects(f"{name}/*"),
            "s3:GetBucketLocation": bucket.bucket_arn,
            "s3:ListAllMyBuckets": "*",
            "logs:CreateLogStream": streams,
            "logs:PutLogEvents": streams,
            "cloudwatch:PutMetricData": "*",
        }
        statements = [
            iam.PolicyStatement(actions=[action], resources=[resource]) for action, resource in rights.items()
        ]
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            inline_policies={"WriteDown": iam.PolicyDocument(statements=statements)},
        )
