"""Where the context comes from, and what happens to it before there is an app."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from local.environment import cdk_command
from stacks.settings import SettingsError, cdk_context, context
from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

IN_VARIABLE = "CDK_CONTEXT_JSON"
IN_FILE = "CONTEXT_OVERFLOW_LOCATION_ENV"
NO_SUCH_ENVIRONMENT = """\
1 problem in the settings (cdk.json, key "context"):
  environment: "qa"; should be one of local, dev, staging, prod, tooling
"""


@pytest.fixture(autouse=True)
def _no_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (IN_VARIABLE, IN_FILE):
        monkeypatch.delenv(name, raising=False)


def refusal() -> str:
    """Give the one line about what is wrong with the context."""
    with pytest.raises(SettingsError) as raised:
        cdk_context()
    [line] = str(raised.value).splitlines()[1:]
    return line.strip()


def test_without_the_cli_it_is_in_cdk_json() -> None:
    written = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))
    assert cdk_context() == written["context"]


def test_with_the_cli_it_is_in_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(IN_VARIABLE, '{"environment": "dev"}')
    assert cdk_context() == {"environment": "dev"}


def test_what_is_too_long_is_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    overflow = tmp_path / "overflow.json"
    overflow.write_text('{"environments": {}}')
    monkeypatch.setenv(IN_FILE, str(overflow))
    assert cdk_context() == {"environments": {}}
    monkeypatch.setenv(IN_VARIABLE, '{"environment": "dev"}')
    assert cdk_context() == {"environment": "dev", "environments": {}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{",
            f'{IN_VARIABLE}: "Expecting property name enclosed in double quotes: ',
        ),
        ("[" * 100_000, f"{IN_VARIABLE}: "),
        ("[]", f"{IN_VARIABLE}: []; should be a JSON object"),
        ("null", f"{IN_VARIABLE}: null; should be a JSON object"),
    ],
)
def test_what_is_no_json_object_is_refused(monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    monkeypatch.setenv(IN_VARIABLE, text)
    assert refusal().startswith(told)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(context, "CDK_JSON", tmp_path / "cdk.json")
    assert refusal().startswith('cdk.json: "[Errno 2] No such file')
    monkeypatch.setenv(IN_FILE, str(tmp_path / "overflow.json"))
    assert refusal().startswith('overflow.json: "[Errno 2] No such file')


@pytest.mark.parametrize("content", [b"\xff", b"nonsense", b"[]", b'{"context": []}'])
def test_a_file_without_a_context_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "cdk.json").write_bytes(content)
    monkeypatch.setattr(context, "CDK_JSON", tmp_path / "cdk.json")
    assert "should be" in refusal()


def test_wrong_settings_end_the_app_with_the_list_alone_and_write_nothing(tmp_path: Path) -> None:
    given = {"environment": "qa", "environments": {}}
    ended = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        cwd=tmp_path,
        env={**os.environ, IN_VARIABLE: json.dumps(given), "CDK_OUTDIR": str(tmp_path / "cdk.out")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[0] == '6 problems in the settings (cdk.json, key "context"):'
    assert len(ended.stderr.splitlines()) == 7
    assert list(tmp_path.iterdir()) == []


def synth(folder: Path, home: Path, **context: str) -> subprocess.CompletedProcess[str]:
    """Synthesise with the real CLI, in a folder with nothing but cdk.json."""
    shutil.copy(ROOT / "cdk.json", folder)
    # The CLI takes a quote at the very beginning for one around the whole command.
    app = "exec " + shlex.join([sys.executable, str(ROOT / "app.py")])
    values = [f"--context={name}={value}" for name, value in context.items()]
    return subprocess.run(
        cdk_command("synth", "--app", app, *values),
        cwd=folder,
        env={**os.environ, "CDK_DISABLE_CLI_TELEMETRY": "true", "CDK_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_real_cli_shows_the_list_and_nothing_is_written(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ended = synth(tmp_path, tmp_path_factory.mktemp("home"), environment="qa")
    assert ended.returncode == 1
    assert NO_SUCH_ENVIRONMENT in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    # The CLI itself makes the folder for the assembly, before it asks the app; nothing is in it.
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["cdk.json"]


def test_the_real_cli_puts_a_long_value_where_it_is_read(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    ended = synth(tmp_path, home, padding="x" * 100_000, environment="y" * 110_000)
    assert ended.returncode == 1
    assert '\n  environment: "yyyyyyyy' in ended.stderr
