"""One step of a pipeline that runs commands."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.build_role import BuildRole
from goldenpath.delivery.pipeline.workshop import Workshop

_PYTHON, _NODE = "3.13", "22"
_CACHED = ("/root/.cache/pip/**/*", "/root/.cache/uv/**/*", "/root/.npm/**/*")


class BuildProject(codebuild.PipelineProject):
    """A CodeBuild project with an encrypted log of its own, and no rights but those that are given to it.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    workshop
        What builds share.
    install
        Commands before the others.
    commands
        What it is for.
    timeout_minutes
        How long it may take, from 5 to 480.
    large
        Whether it gets 8 processors rather than 2.
    builds_images
        Whether it has a Docker engine.
    reports
        A pattern of JUnit files, shown in a report group.
    artifacts
        What it hands on: the pattern of files, by artifact's name and folder.
    exported
        Shell variables that later actions may read.
    rights
        What it may do besides reading and writing what actions hand on.

    Attributes
    ----------
    build_role
        Its role.
    """

    def __init__(  # noqa: PLR0913 - what CodeBuild needs to know of a build, no more
        self,
        scope: Construct,
        construct_id: str,
        *,
        workshop: Workshop,
        commands: Sequence[str],
        install: Sequence[str] = (),
        timeout_minutes: int = 30,
        large: bool = False,
        builds_images: bool = False,
        reports: str | None = None,
        artifacts: Mapping[str, str] | None = None,
        exported: Sequence[str] = (),
        rights: Sequence[iam.PolicyStatement] = (),
    ) -> None:
        size = codebuild.ComputeType.LARGE if large else codebuild.ComputeType.SMALL
        image = codebuild.LinuxBuildImage.STANDARD_8_0
        group = _report_group(scope, construct_id) if reports else None
        log_group = logs.LogGroup(
            scope, f"{construct_id}Log", encryption_key=workshop.log_key, retention=workshop.log_retention
        )
        role = BuildRole(
            scope,
            f"{construct_id}Role",
            workshop=workshop,
            log_group=log_group,
            reports=group,
            rights=rights,
        )
        super().__init__(
            scope,
            construct_id,
            build_spec=codebuild.BuildSpec.from_object(
                {
                    "version": "0.2",
                    "env": {"shell": "bash", **({"exported-variables": list(exported)} if exported else {})},
                    "phases": {
                        "install": {
                            "runtime-versions": {"python": _PYTHON, "nodejs": _NODE},
                            "commands": list(install),
                        },
                        "build": {"commands": list(commands)},
                    },
                    **(_reports(group, str(reports)) if group else {}),
                    **_artifacts(artifacts or {}),
                    "cache": {"paths": list(_CACHED)},
                }
            ),
            environment=codebuild.BuildEnvironment(
                build_image=image, compute_type=size, privileged=builds_images
            ),
            encryption_key=workshop.key,
            cache=codebuild.Cache.local(codebuild.LocalCacheMode.DOCKER_LAYER)
            if builds_images
            else codebuild.Cache.bucket(workshop.artifacts, prefix="cache"),
            timeout=Duration.minutes(timeout_minutes),
            grant_report_group_permissions=False,
            logging=codebuild.LoggingOptions(
                cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log_group)
            ),
            # CDK would add rights to all logs of a name, and more to the bucket than a build needs.
            role=role.without_policy_updates(),
        )
        self.build_role = role
        if builds_images:
            acknowledge(self, {"AwsSolutions-CB3": "Images are built by a Docker engine inside the build."})


def _report_group(scope: Construct, construct_id: str) -> codebuild.ReportGroup:
    return codebuild.ReportGroup(scope, f"{construct_id}Reports", type=codebuild.ReportGroupType.TEST)


def _reports(group: codebuild.ReportGroup, pattern: str) -> dict[str, Any]:
    return {"reports": {group.report_group_arn: {"files": [pattern], "file-format": "JUNITXML"}}}


def _artifacts(folders: Mapping[str, str]) -> dict[str, Any]:
    described = {
        name: {"base-directory": folder, "files": ["**/*"], "name": name} for name, folder in folders.items()
    }
    match list(described.values()):
        case []:
            return {}
        case [only]:
            return {"artifacts": {key: value for key, value in only.items() if key != "name"}}
    return {"artifacts": {"secondary-artifacts": described}}
