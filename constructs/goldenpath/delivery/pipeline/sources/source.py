"""What every source offers."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Protocol

from aws_cdk import aws_codepipeline as codepipeline
from constructs import Construct

VARIABLES = "Source"
"""Namespace of the variables that a source sets, such as the commit."""


class Source(Protocol):
    """Code, and how a pipeline hears of a change.

    Attributes
    ----------
    commit
        The variable that holds the revision, as later actions write it.

    Examples
    --------
    >>> from goldenpath import CodeCommitSource, Source
    >>> source: Source = CodeCommitSource(repository="shop")
    >>> source.commit
    '#{Source.CommitId}'
    """

    commit: str

    @abstractmethod
    def problems(self, branches: Sequence[str]) -> Iterator[str]:
        """Say what stands in the way of following these branches.

        Parameters
        ----------
        branches
            Names or patterns of branches.
        """

    @abstractmethod
    def action(self, scope: Construct, branch: str, output: codepipeline.Artifact) -> codepipeline.IAction:
        """Make the action that fetches the code.

        Parameters
        ----------
        scope
            The pipeline's construct.
        branch
            The branch, or a pattern of branches, to follow.
        output
            What the code becomes.
        """

    @abstractmethod
    def connect(self, pipeline: codepipeline.Pipeline, branch: str, action: codepipeline.IAction) -> None:
        """See to what starts the pipeline and to what its role needs, as far as the action does not.

        Parameters
        ----------
        pipeline
            The pipeline.
        branch
            As above.
        action
            What ``action`` gave.
        """
