"""The commands that prepare accounts, and what bounds what is made there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from goldenpath.delivery.bootstrap import command
from tests.support import ROOT


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    command.run([str(ROOT / "cdk.json"), *arguments])
    return capsys.readouterr().out


def test_every_account_but_the_local_one_is_prepared_and_trusts_the_pipeline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = [line for line in printed(capsys).splitlines() if "cdk bootstrap" in line]

    assert [re.findall(r"aws://([0-9]+)/", line)[0][0] for line in lines] == ["1", "2", "3", "4"]
    assert [" --trust 111111111111 " in line for line in lines] == [False, True, True, True]
    assert all(line.startswith("npx --no-install cdk ") for line in lines)
    assert all("--custom-permissions-boundary golden-path-boundary" in line for line in lines)


def test_the_guide_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    guide = (ROOT / "docs" / "bootstrap.md").read_text(encoding="utf-8")
    assert printed(capsys) in guide


def test_the_boundary_denies_ways_out_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed(capsys, "--boundary"))
    denied = {
        action: each.get("Condition")
        for each in document["Statement"]
        if each["Effect"] == "Deny"
        for action in each["Action"]
    }
    assert denied["iam:CreateRole"]["StringNotLike"] == {
        "iam:PermissionsBoundary": "arn:aws:iam::*:policy/golden-path-boundary"
    }
    for always in ("iam:CreatePolicyVersion", "iam:DeleteRolePermissionsBoundary", "iam:CreateUser"):
        assert denied[always] is None
    assert len(json.dumps(document, separators=(",", ":"))) <= 6144  # IAM's limit for a managed policy


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "no context.environments in it"),
        ("{}", "no context.environments in it"),
        ({"dev": {"account": "222222222222", "region": "eu-west-1"}}, "environments.tooling is missing"),
        ({"tooling": {"account": 1, "region": "eu-west-1"}}, "environments.tooling should have an account"),
    ],
)
def test_a_file_that_says_too_little_is_refused(content: Any, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "cdk.json"
    whole = content if isinstance(content, str) else json.dumps({"context": {"environments": content}})
    file.write_text(whole)
    with pytest.raises(SystemExit, match=sentence):
        command.run([str(file)])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="No such file"):
        command.run([str(tmp_path / "cdk.json")])
