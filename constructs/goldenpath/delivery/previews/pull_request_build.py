"""What a pull request starts."""

from collections.abc import Sequence

from aws_cdk import Aws
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.check import Check
from goldenpath.delivery.pipeline.delivery_error import DeliveryError
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.sources import CodeCommitSource, ConnectionSource, Source
from goldenpath.delivery.pipeline.workshop import INSTALL
from goldenpath.delivery.previews.commands import commands
from goldenpath.delivery.previews.listening import hear_of_code_commit, hear_of_host, source_of

_PURPOSES = ("deploy", "file-publishing", "image-publishing", "lookup")
_LONGEST_PREVIEW_HOURS = 24 * 14


class PullRequestBuild(Construct):
    """Checks every pull request and, where asked, shows it in an environment of its own that ends by itself.

    The host is told whether it passed. A preview is the app's stage ``preview-<number>``, which the app makes
    when the context has ``preview``; every push makes it live anew, and it goes when the pull request is
    closed, or when its time is over, by :class:`PreviewSweeper`.

    Whoever may open a pull request has code run with this build's rights: on the account of the previews, and
    on no other. What comes from a fork waits for a maintainer's word.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    source
        Where the code is: a ``ConnectionSource`` or a ``CodeCommitSource``.
    checks
        What it has to pass.
    log_key
        Key that its log is encrypted with.
    previews
        The environment in whose account previews live; none by default.
    preview_hours
        How long one lives after the last push, from 1 to 336; 48 by default.
    install
        Commands that install the project; as for ``DeliveryPipeline`` by default.
    log_retention
        How long the log is kept; one month by default.

    Attributes
    ----------
    project
        The build.

    Raises
    ------
    DeliveryError
        If the source has no pull requests, or a preview would live too long or not at all.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import Check, CodeCommitSource, LogKey, PullRequestBuild
    >>> stack = cdk.Stack(cdk.App(), "Delivery")
    >>> build = PullRequestBuild(
    ...     stack, "PullRequests", source=CodeCommitSource(repository="shop"),
    ...     checks=[Check(name="Test", commands=("make test",))], log_key=LogKey(stack, "LogKey"),
    ... )

    References
    ----------
    https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html
    https://docs.aws.amazon.com/codebuild/latest/userguide/pull-request-build-policy.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        source: Source,
        checks: Sequence[Check],
        log_key: kms.IKey,
        previews: DeliveryEnvironment | None = None,
        preview_hours: int = 48,
        install: Sequence[str] = INSTALL,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
    ) -> None:
        super().__init__(scope, construct_id)
        if not isinstance(source, ConnectionSource | CodeCommitSource):
            raise DeliveryError(self.node.path, ["source: a bucket has no pull requests"])
        if not 1 <= preview_hours <= _LONGEST_PREVIEW_HOURS:
            wrong = f"preview_hours: should be from 1 to {_LONGEST_PREVIEW_HOURS}, not {preview_hours}"
            raise DeliveryError(self.node.path, [wrong])
        log_group = logs.LogGroup(self, "Log", encryption_key=log_key, retention=log_retention)
        self.project = codebuild.Project(
            self,
            "Build",
            description="Checks pull requests",
            source=source_of(self, source),
            build_spec=codebuild.BuildSpec.from_object(
                {
                    "version": "0.2",
                    "env": {"shell": "bash"},
                    "phases": {
                        "install": {
                            "runtime-versions": {"python": "3.13", "nodejs": "22"},
                            "commands": list(install),
                        },
                        "build": {
                            "commands": commands(checks, preview_hours=preview_hours if previews else 0)
                        },
                    },
                }
            ),
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.STANDARD_8_0,
                compute_type=codebuild.ComputeType.LARGE,
                privileged=previews is not None,
            ),
            encryption_key=log_key,
            logging=codebuild.LoggingOptions(
                cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log_group)
            ),
            grant_report_group_permissions=False,
            role=self._role(source, log_group, previews).without_policy_updates(),
        )
        if isinstance(source, ConnectionSource):
            hear_of_host(self.project, source)
        else:
            hear_of_code_commit(self, self.project, source)
        if previews:
            acknowledge(self.project, {"AwsSolutions-CB3": "A preview's images are built inside the build."})

    def _role(
        self, source: Source, log_group: logs.LogGroup, previews: DeliveryEnvironment | None
    ) -> iam.Role:
        rights = {"Log": _letting(["logs:CreateLogStream", "logs:PutLogEvents"], log_group.log_group_arn)}
        if isinstance(source, ConnectionSource):
            rights["Source"] = source.using("GetConnection", "GetConnectionToken", "UseConnection")
        elif isinstance(source, CodeCommitSource):
            rights["Source"] = _letting(["codecommit:GitPull"], source.arn(self))
        if previews:
            roles = [previews.bootstrap_role(purpose, Aws.PARTITION) for purpose in _PURPOSES]
            rights["Preview"] = _letting(["sts:AssumeRole"], *roles)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"),
            inline_policies={
                name: iam.PolicyDocument(statements=[statement]) for name, statement in rights.items()
            },
        )
        acknowledge(
            role,
            {
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this build alone, and are made and "
                "removed with it."
            },
        )
        return role


def _letting(actions: Sequence[str], *resources: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=list(actions), resources=list(resources))
