"""What a pull request starts, on which host, with which rights, and what its commands do."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
import pytest
from aws_cdk.assertions import Match, Template

from goldenpath import (
    BucketSource,
    Check,
    CodeCommitSource,
    ConnectionSource,
    DeliveryEnvironment,
    DeliveryError,
    LogKey,
    PullRequestBuild,
)
from goldenpath.delivery.previews.commands import commands
from tests.support import app

if TYPE_CHECKING:
    from pathlib import Path

CONNECTION = "arn:aws:codeconnections:eu-west-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef"
GITHUB = ConnectionSource(connection_arn=CONNECTION, repository="example/shop")
TEST = Check(name="Test", commands=("make test",))
DEV = DeliveryEnvironment(
    name="dev", account="222222222222", region="eu-west-1", bootstrap_trusts=("111111111111",),
    url_stack="dev-Shop",
)  # fmt: skip
NPX = '#!/bin/sh\necho "npx $*" >> "$CALLS"\n'


def build(folder: Path, **values: Any) -> Template:
    environment = cdk.Environment(account="111111111111", region="eu-west-1")
    stack = cdk.Stack(app(folder), "Delivery", env=environment)
    whole = {"source": GITHUB, "checks": [TEST], "log_key": LogKey(stack, "LogKey"), **values}
    PullRequestBuild(stack, "PullRequests", **whole)
    return Template.from_stack(stack)


@pytest.mark.parametrize("host", ["github", "gitlab", "bitbucket"])
def test_each_host_tells_of_its_pull_requests_and_is_told(tmp_path: Path, host: Any) -> None:
    source = ConnectionSource(connection_arn=CONNECTION, repository="example/team/shop", host=host)
    names = {"github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}

    build(tmp_path, source=source).has_resource_properties(
        "AWS::CodeBuild::Project",
        {
            "Source": {
                "Type": host.upper(),
                "Location": f"https://{names[host]}/example/team/shop.git",
                "Auth": {"Type": "CODECONNECTIONS", "Resource": CONNECTION},
                "ReportBuildStatus": True,
            },
            "Triggers": {
                "Webhook": True,
                "PullRequestBuildPolicy": {"RequiresCommentApproval": "FORK_PULL_REQUESTS"},
                "FilterGroups": [[{"Type": "EVENT", "Pattern": Match.string_like_regexp("CREATED.*MERGED")}]],
            },
        },
    )


@pytest.mark.parametrize(("host", "heard"), [("github", True), ("gitlab", False), ("bitbucket", False)])
def test_only_github_tells_of_requests_that_are_opened_again(tmp_path: Path, host: Any, heard: bool) -> None:
    source = ConnectionSource(connection_arn=CONNECTION, repository="example/shop", host=host)

    assert ("PULL_REQUEST_REOPENED" in json.dumps(build(tmp_path, source=source).to_json())) is heard


@pytest.mark.parametrize("prefix", ["codeconnections", "codestar-connections"])
def test_it_may_use_its_connection_by_the_name_that_its_arn_has(tmp_path: Path, prefix: str) -> None:
    arn = CONNECTION.replace("codeconnections", prefix)
    source = ConnectionSource(connection_arn=arn, repository="example/shop")

    actions = [f"{prefix}:{name}" for name in ("GetConnection", "GetConnectionToken", "UseConnection")]
    build(tmp_path, source=source).has_resource_properties(
        "AWS::IAM::Role",
        {
            "Policies": Match.array_with(
                [Match.object_like({"PolicyDocument": {"Statement": [{"Action": actions, "Resource": arn}]}})]
            )
        },
    )


def test_code_commit_starts_a_build_of_the_request_s_own_commit(tmp_path: Path) -> None:
    template = build(tmp_path, source=CodeCommitSource(repository="shop"))

    template.has_resource_properties(
        "AWS::Events::Rule",
        {
            "EventPattern": {"detail-type": ["CodeCommit Pull Request State Change"]},
            "Targets": [{"InputTransformer": {"InputTemplate": Match.string_like_regexp("sourceVersion")}}],
        },
    )
    template.has_resource_properties("AWS::CodeBuild::Project", {"Source": {"Type": "CODECOMMIT"}})


def test_its_rights_are_the_previews_account_and_no_other(tmp_path: Path) -> None:
    written = json.dumps(build(tmp_path, previews=DEV).find_resources("AWS::IAM::Role"))

    assert written.count("222222222222:role/cdk-hnb659fds-") == 4
    assert "333333333333" not in written
    assert '"*"' not in written


def test_without_previews_it_may_deploy_nothing(tmp_path: Path) -> None:
    template = build(tmp_path)

    assert "sts:AssumeRole" not in json.dumps(
        [role["Properties"]["Policies"] for role in template.find_resources("AWS::IAM::Role").values()]
    )
    template.has_resource_properties("AWS::CodeBuild::Project", {"Environment": {"PrivilegedMode": False}})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"source": BucketSource(bucket="code", key="shop.zip")}, "source: a bucket has no pull requests"),
        ({"preview_hours": 0}, "preview_hours: should be from 1 to 336, not 0"),
        ({"preview_hours": 337}, "preview_hours: should be from 1 to 336, not 337"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DeliveryError) as raised:
        build(tmp_path, **values)
    assert sentence in str(raised.value)


def run(tmp_path: Path, check: str, variables: dict[str, str], hours: int = 48) -> tuple[int, list[str]]:
    """Run the commands as CodeBuild does: in one shell, until one fails."""
    calls, npx = tmp_path / "calls", tmp_path / "npx"
    npx.write_text(NPX)
    npx.chmod(0o700)
    checks = [Check(name="Test", commands=(f'echo tested >> "$CALLS"; {check}',))]
    script = "\n".join(f"{command} || exit 1" for command in commands(checks, preview_hours=hours))
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(calls), **variables},
        cwd=tmp_path, check=False, capture_output=True,
    )  # fmt: skip
    return done.returncode, calls.read_text().splitlines() if calls.exists() else []


@pytest.mark.parametrize(
    "variables",
    [
        {"CODEBUILD_WEBHOOK_TRIGGER": "pr/12", "CODEBUILD_WEBHOOK_EVENT": "PULL_REQUEST_CREATED"},
        {"CODEBUILD_WEBHOOK_TRIGGER": "mr/12", "CODEBUILD_WEBHOOK_EVENT": "PULL_REQUEST_UPDATED"},
        {"PULL_REQUEST": "12", "PULL_REQUEST_STATUS": "Open"},
    ],
)
def test_an_open_request_is_tested_then_shown(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "outputs.json").write_text("{}")
    code, (tested, shown) = run(tmp_path, "true", variables)

    assert (code, tested) == (0, "tested")
    assert shown.startswith(
        "npx --no-install cdk deploy preview-12/* --context preview=12 --require-approval never"
    )
    assert "--tags goldenpath:preview=12 --tags goldenpath:expires=" in shown


@pytest.mark.parametrize(
    "variables",
    [
        {"CODEBUILD_WEBHOOK_TRIGGER": "pr/12", "CODEBUILD_WEBHOOK_EVENT": "PULL_REQUEST_MERGED"},
        {"CODEBUILD_WEBHOOK_TRIGGER": "pr/12", "CODEBUILD_WEBHOOK_EVENT": "PULL_REQUEST_CLOSED"},
        {"PULL_REQUEST": "12", "PULL_REQUEST_STATUS": "Closed"},
    ],
)
def test_what_is_over_is_taken_away_and_not_tested(tmp_path: Path, variables: dict[str, str]) -> None:
    assert run(tmp_path, "true", variables) == (
        0,
        ["npx --no-install cdk destroy preview-12/* --context preview=12 --force"],
    )


def test_what_fails_its_tests_is_not_shown(tmp_path: Path) -> None:
    assert run(tmp_path, "false", {"PULL_REQUEST": "12", "PULL_REQUEST_STATUS": "Open"}) == (1, ["tested"])


def test_without_previews_a_request_is_tested_only(tmp_path: Path) -> None:
    open_request = {"CODEBUILD_WEBHOOK_TRIGGER": "pr/12", "CODEBUILD_WEBHOOK_EVENT": "PULL_REQUEST_CREATED"}
    assert run(tmp_path, "true", open_request, hours=0) == (0, ["tested"])
