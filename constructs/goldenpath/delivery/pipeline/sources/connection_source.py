"""Code at GitHub, GitLab or Bitbucket."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.delivery.pipeline.git_strategy import is_pattern
from goldenpath.delivery.pipeline.sources.source import VARIABLES, Source

_CONNECTION = re.compile(
    r"arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}"
)
Host = Literal["github", "gitlab", "bitbucket"]
_REPOSITORY = re.compile(r"[^/\s]+(/[^/\s]+)+")


class ConnectionSource(Source):
    """A repository at GitHub, GitLab or Bitbucket, reached over a connection of AWS CodeConnections.

    A connection is made by CloudFormation or by hand, but confirmed by a person in the console, once. The
    pipeline's own push triggers follow the branches, so that patterns such as ``release/*`` work.

    Parameters
    ----------
    connection_arn
        The confirmed connection.
    repository
        Owner and name, such as ``example/shop``; at GitLab, groups may stand between.
    host
        ``github``, which is the default, ``gitlab`` or ``bitbucket``: a connection's ARN does not say.

    Examples
    --------
    >>> from goldenpath import ConnectionSource
    >>> arn = "arn:aws:codeconnections:eu-west-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef"
    >>> list(ConnectionSource(connection_arn=arn, repository="example/shop").problems(["main"]))
    []

    References
    ----------
    https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html
    """

    commit = f"#{{{VARIABLES}.CommitId}}"

    def __init__(self, *, connection_arn: str, repository: str, host: Host = "github") -> None:
        self.connection_arn = connection_arn
        self.host = host
        self.repository = repository

    def problems(self, branches: Sequence[str]) -> Iterator[str]:  # noqa: ARG002 - it can follow any
        """Say what is missing."""
        if not _CONNECTION.fullmatch(self.connection_arn):
            yield (
                f"source.connection_arn: should be the ARN of a connection of AWS CodeConnections, not "
                f"{self.connection_arn!r}; make one under Developer Tools, Connections, and confirm it there"
            )
        if self.host not in get_args(Host):
            yield f"source.host: should be one of {', '.join(get_args(Host))}, not {self.host!r}"
        if not _REPOSITORY.fullmatch(self.repository):
            yield f"source.repository: should be like example/shop, owner and name, not {self.repository!r}"

    def action(self, scope: Construct, branch: str, output: codepipeline.Artifact) -> codepipeline.IAction:  # noqa: ARG002
        """Make the action that fetches the code."""
        owner, _, name = self.repository.rpartition("/")
        return actions.CodeStarConnectionsSourceAction(
            action_name="Source",
            connection_arn=self.connection_arn,
            owner=owner,
            repo=name,
            # Of a pattern's branches, the trigger names the one that changed.
            branch="main" if is_pattern(branch) else branch,
            trigger_on_push=False,  # the pipeline's triggers do that, and know patterns
            output=output,
            variables_namespace=VARIABLES,
        )

    def connect(self, pipeline: codepipeline.Pipeline, branch: str, action: codepipeline.IAction) -> None:
        """Start at every push to the branch, and let the pipeline use the connection."""
        pipeline.add_trigger(
            provider_type=codepipeline.ProviderType.CODE_STAR_SOURCE_CONNECTION,
            git_configuration=codepipeline.GitConfiguration(
                source_action=action,
                push_filter=[codepipeline.GitPushFilter(branches_includes=[branch])],
            ),
        )
        pipeline.add_to_role_policy(self.using("UseConnection"))

    def using(self, *actions: str) -> iam.PolicyStatement:
        """Let somebody use the connection; the action's prefix has to be that of its ARN, old or new [1]_.

        Parameters
        ----------
        actions
            Names of actions, such as ``UseConnection``.

        References
        ----------
        .. [1] https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html
        """
        prefix = self.connection_arn.split(":")[2]
        return iam.PolicyStatement(
            actions=[f"{prefix}:{action}" for action in actions], resources=[self.connection_arn]
        )
