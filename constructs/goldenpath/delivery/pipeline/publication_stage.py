"""The stage that publishes a library."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Aws, Stack
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_iam as iam

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.steps import Steps
from goldenpath.delivery.pipeline.workshop import GOLDENPATH, Workshop

_ON_REPOSITORY = ("GetRepositoryEndpoint", "ListPackageVersions", "ReadFromRepository")
_ON_PACKAGES = (
    "DescribePackageVersion",
    "GetPackageVersionAsset",
    "ListPackageVersionAssets",
    "ListPackageVersions",
    "PublishPackageVersion",
)


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A Python library in the project, and where its versions go.

    Parameters
    ----------
    folder
        The folder with its ``pyproject.toml``.
    domain, repository
        CodeArtifact's, in the pipeline's account and region.

    Examples
    --------
    >>> from goldenpath import Publication
    >>> Publication(folder="library", domain="example", repository="libraries").folder
    'library'
    """

    folder: str
    domain: str
    repository: str


def publication_stage(
    steps: Steps, *, workshop: Workshop, publication: Publication
) -> codepipeline.StageProps:
    """Describe the stage: it comes after production, so that what is published has proved itself there.

    Parameters
    ----------
    steps
        Makes its action.
    workshop
        What builds share.
    publication
        What is published.
    """
    stack = Stack.of(steps.scope)
    project = steps.project(
        "Publish",
        install=workshop.install,
        commands=[_command(stack, publication)],
        rights=_rights(stack, publication),
    )
    packages = _arn(stack, f"package/{publication.domain}/{publication.repository}/*")
    acknowledge(
        project.build_role,
        {
            "AwsSolutions-IAM5[Resource::*]": "A token for CodeArtifact (sts:GetServiceBearerToken) has no "
            "resource; a condition names the service.",
            f"AwsSolutions-IAM5[Resource::{packages.replace(Aws.PARTITION, '<AWS::Partition>')}]": "A "
            "package has no ARN of its own before it is published.",
        },
    )
    return codepipeline.StageProps(stage_name="Publish", actions=[steps.action("Publish", project)])


def _command(stack: Stack, publication: Publication) -> str:
    return (
        f"{GOLDENPATH} publish {publication.folder} --domain {publication.domain} "
        f"--repository {publication.repository} --owner {stack.account} --region {stack.region}"
    )


def _rights(stack: Stack, publication: Publication) -> Sequence[iam.PolicyStatement]:
    domain, repository = publication.domain, publication.repository

    def letting(actions: Sequence[str], resource: str) -> iam.PolicyStatement:
        return iam.PolicyStatement(
            actions=[f"codeartifact:{action}" for action in actions], resources=[_arn(stack, resource)]
        )

    return [
        letting(["GetAuthorizationToken"], f"domain/{domain}"),
        letting(_ON_REPOSITORY, f"repository/{domain}/{repository}"),
        letting(_ON_PACKAGES, f"package/{domain}/{repository}/*"),
        iam.PolicyStatement(
            actions=["sts:GetServiceBearerToken"],
            resources=["*"],
            conditions={"StringEquals": {"sts:AWSServiceName": "codeartifact.amazonaws.com"}},
        ),
    ]


def _arn(stack: Stack, resource: str) -> str:
    return f"arn:{Aws.PARTITION}:codeartifact:{stack.region}:{stack.account}:{resource}"
