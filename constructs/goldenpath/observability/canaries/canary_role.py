"""Who a canary is to AWS."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from goldenpath.acknowledgement import acknowledge, as_found

_NAMESPACE = "CloudWatchSynthetics"


def canary_role(scope: Construct, canary: str, *, bucket: s3.IBucket, prefix: str) -> iam.Role:
    """Let a canary write down what it saw, and nothing else.

    It may not make its log group: Lambda would do so, without key and without an end.

    Parameters
    ----------
    scope
        What the canary belongs to.
    canary
        The canary's name.
    bucket, prefix
        Where it writes.

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html
    """
    objects, streams = bucket.arn_for_objects(f"{prefix}/*"), _streams(scope, canary)
    role = iam.Role(
        scope,
        "Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        description=f"The canary {canary}",
        inline_policies={
            "WriteDown": iam.PolicyDocument(
                statements=[
                    iam.PolicyStatement(actions=["s3:PutObject"], resources=[objects]),
                    iam.PolicyStatement(actions=["s3:GetBucketLocation"], resources=[bucket.bucket_arn]),
                    iam.PolicyStatement(actions=["s3:ListAllMyBuckets"], resources=["*"]),
                    iam.PolicyStatement(
                        actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[streams]
                    ),
                    iam.PolicyStatement(
                        actions=["cloudwatch:PutMetricData"],
                        resources=["*"],
                        conditions={"StringEquals": {"cloudwatch:namespace": _NAMESPACE}},
                    ),
                ]
            )
        },
    )
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "Metrics know no resources, so that the namespace limits it; "
            "the list of buckets, which its runtime looks at, knows none either.",
            f"AwsSolutions-IAM5[Resource::{as_found(scope, objects)}]": "The time is part of the names.",
            f"AwsSolutions-IAM5[Resource::{as_found(scope, streams)}]": "Its log group ends with an id that "
            "AWS gives it later.",
            "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this canary alone, and are made and "
            "removed with it.",
        },
    )
    return role


def _streams(scope: Construct, canary: str) -> str:
    return Stack.of(scope).format_arn(
        service="logs",
        resource="log-group",
        resource_name=f"/aws/lambda/cwsyn-{canary}-*",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
