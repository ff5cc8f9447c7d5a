"""How a build hears of pull requests."""

from aws_cdk import CfnResource
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codecommit as codecommit
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.sources import CodeCommitSource, ConnectionSource

_HAPPENS = (
    codebuild.EventAction.PULL_REQUEST_CREATED,
    codebuild.EventAction.PULL_REQUEST_UPDATED,
    codebuild.EventAction.PULL_REQUEST_CLOSED,
    codebuild.EventAction.PULL_REQUEST_MERGED,
)
_REOPENED = {"github": (codebuild.EventAction.PULL_REQUEST_REOPENED,)}  # CodeBuild refuses it for the others
_HOSTS = {
    "github": ("GITHUB", "https://github.com"),
    "gitlab": ("GITLAB", "https://gitlab.com"),
    "bitbucket": ("BITBUCKET", "https://bitbucket.org"),
}


def source_of(scope: Construct, source: ConnectionSource | CodeCommitSource) -> codebuild.ISource:
    """Say where a build gets the code of a pull request from.

    Parameters
    ----------
    scope
        The construct that a reference belongs to.
    source
        Where the code is.
    """
    if isinstance(source, CodeCommitSource):
        return codebuild.Source.code_commit(repository=_repository(scope, source))
    owner, _, name = source.repository.rpartition("/")
    return codebuild.Source.git_hub(
        owner=owner,
        repo=name,
        webhook=True,
        webhook_filters=[codebuild.FilterGroup.in_event_of(*_HAPPENS, *_REOPENED.get(source.host, ()))],
        report_build_status=True,
        clone_depth=1,
    )


def hear_of_host(project: codebuild.Project, source: ConnectionSource) -> None:
    """Have a host's webhook start a build; CDK knows GitHub's by itself, and no connections.

    Parameters
    ----------
    project
        The build.
    source
        Where the code is.
    """
    kind, address = _HOSTS[source.host]
    resource = project.node.default_child
    assert isinstance(resource, CfnResource)  # noqa: S101 - CDK's own
    resource.add_property_override("Source.Type", kind)
    resource.add_property_override("Source.Location", f"{address}/{source.repository}.git")
    resource.add_property_override(
        "Source.Auth", {"Type": "CODECONNECTIONS", "Resource": source.connection_arn}
    )
    # Code of strangers runs only after a maintainer's word.
    resource.add_property_override(
        "Triggers.PullRequestBuildPolicy", {"RequiresCommentApproval": "FORK_PULL_REQUESTS"}
    )


def hear_of_code_commit(scope: Construct, project: codebuild.Project, source: CodeCommitSource) -> None:
    """Have CodeCommit's events start a build of the pull request's own commit.

    Parameters
    ----------
    scope
        The construct that the rule belongs to.
    project
        The build.
    source
        Where the code is.
    """
    field = events.EventField.from_path
    variables = {
        "PULL_REQUEST": field("$.detail.pullRequestId"),
        "PULL_REQUEST_STATUS": field("$.detail.pullRequestStatus"),
    }
    target = targets.CodeBuildProject(
        project,
        event=events.RuleTargetInput.from_object(
            {
                "sourceVersion": field("$.detail.sourceCommit"),
                "environmentVariablesOverride": [
                    {"name": name, "value": value, "type": "PLAINTEXT"} for name, value in variables.items()
                ],
            }
        ),
    )
    _repository(scope, source).on_pull_request_state_change("PullRequests", target=target)
    acknowledge(
        project,
        {
            "NIST.800.53.R5-IAMNoInlinePolicy": "The right to start this build is for its rule alone, and is "
            "made and removed with it."
        },
    )


def _repository(scope: Construct, source: CodeCommitSource) -> codecommit.IRepository:
    found = scope.node.try_find_child("Repository")
    if isinstance(found, codecommit.Repository):
        return found
    return codecommit.Repository.from_repository_name(
        scope, f"Repository{len(scope.node.children)}", source.repository
    )
