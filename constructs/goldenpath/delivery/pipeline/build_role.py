"""What a build may do."""

from collections.abc import Iterator, Sequence

from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge, as_found
from goldenpath.delivery.pipeline.workshop import Workshop


class BuildRole(iam.Role):
    """The role of one build: its own log and reports, what actions hand on, and what it is told besides.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    workshop
        What builds share.
    log_group
        Where it logs.
    reports
        Where its test results go.
    rights
        What it may do besides.

    References
    ----------
    https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        workshop: Workshop,
        log_group: logs.ILogGroup,
        reports: codebuild.IReportGroup | None,
        rights: Sequence[iam.PolicyStatement],
    ) -> None:
        objects = workshop.artifacts.arn_for_objects("*")
        super().__init__(
            scope,
            construct_id,
            assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"),
            inline_policies={
                "Build": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(
                            actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                            resources=[log_group.log_group_arn],
                        ),
                        *_report(reports),
                        *_hand_on(workshop, objects),
                        *rights,
                    ]
                )
            },
        )
        acknowledge(
            self,
            {
                f"AwsSolutions-IAM5[Resource::{as_found(self, objects)}]": "CodePipeline names the objects "
                "that actions hand on, for each execution anew.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this build alone, and are made and "
                "removed with it.",
            },
        )


def _report(reports: codebuild.IReportGroup | None) -> Iterator[iam.PolicyStatement]:
    if reports is not None:
        yield iam.PolicyStatement(
            actions=["codebuild:CreateReport", "codebuild:UpdateReport", "codebuild:BatchPutTestCases"],
            resources=[reports.report_group_arn],
        )


def _hand_on(workshop: Workshop, objects: str) -> Iterator[iam.PolicyStatement]:
    yield iam.PolicyStatement(
        actions=["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], resources=[objects]
    )
    yield iam.PolicyStatement(
        actions=["s3:GetBucketAcl", "s3:GetBucketLocation"], resources=[workshop.artifacts.bucket_arn]
    )
    yield iam.PolicyStatement(
        actions=["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
        resources=[workshop.key.key_arn],
    )


def assuming(*roles: str) -> iam.PolicyStatement:
    """Let a build act as other roles, and as none but these.

    Parameters
    ----------
    roles
        Their ARNs.
    """
    return iam.PolicyStatement(actions=["sts:AssumeRole"], resources=list(roles))


def reading_findings(repositories: Sequence[str]) -> Iterator[iam.PolicyStatement]:
    """Let a build read what scans found in images, ECR's own and those of Inspector [1]_.

    Parameters
    ----------
    repositories
        ARNs of the images' repositories.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-iam.html
    """
    yield iam.PolicyStatement(actions=["ecr:DescribeImageScanFindings"], resources=list(repositories))
    yield iam.PolicyStatement(actions=["inspector2:ListCoverage", "inspector2:ListFindings"], resources=["*"])
