"""Code in AWS CodeCommit."""

import re
from collections.abc import Iterator, Sequence

from aws_cdk import Stack
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from constructs import Construct

from goldenpath.delivery.pipeline.git_strategy import is_pattern
from goldenpath.delivery.pipeline.sources.source import VARIABLES, Source

_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")


class CodeCommitSource(Source):
    """A CodeCommit repository in the pipeline's account and region, whose pushes EventBridge tells of.

    Parameters
    ----------
    repository
        Its name.

    Examples
    --------
    >>> from goldenpath import CodeCommitSource
    >>> for problem in CodeCommitSource(repository="shop").problems(["main", "release/*"]):
    ...     print(problem)
    source: CodeCommit starts a pipeline for one branch, not for all of release/*; use a connection, or GitStrategy.trunk()
    """  # noqa: E501 - the example shows a whole sentence

    commit = f"#{{{VARIABLES}.CommitId}}"

    def __init__(self, *, repository: str) -> None:
        self.repository = repository

    def arn(self, scope: Construct) -> str:
        """Give its ARN in the account and region of a construct's stack."""
        return Stack.of(scope).format_arn(service="codecommit", resource=self.repository)

    def problems(self, branches: Sequence[str]) -> Iterator[str]:
        """Say which branches it cannot follow."""
        if not _NAME.fullmatch(self.repository):
            yield f"source.repository: should be a name in CodeCommit, such as shop, not {self.repository!r}"
        for branch in filter(is_pattern, branches):
            yield (
                f"source: CodeCommit starts a pipeline for one branch, not for all of {branch}; use a "
                "connection, or GitStrategy.trunk()"
            )

    def action(self, scope: Construct, branch: str, output: codepipeline.Artifact) -> codepipeline.IAction:
        """Make the action that fetches the code."""
        repository = codecommit.Repository.from_repository_name(scope, "Repository", self.repository)
        return actions.CodeCommitSourceAction(
            action_name="Source",
            repository=repository,
            branch=branch,
            output=output,
            variables_namespace=VARIABLES,
        )

    def connect(self, pipeline: codepipeline.Pipeline, branch: str, action: codepipeline.IAction) -> None:
        """Add nothing: the action makes a rule of EventBridge."""
