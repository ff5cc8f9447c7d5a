"""Images as the pipeline gets them, with a Docker engine and a registry that only pretend."""

import base64
import json
import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.delivery.images import build as build_module
from goldenpath.delivery.images import command
from goldenpath.delivery.images.content import content_tag
from goldenpath.delivery.images.findings import Finding, stopping
from goldenpath.delivery.images.registry import Registry

REPOSITORY = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/checkout"
DIGEST = "sha256:" + "1" * 64
TODAY = date(2026, 11, 23)


class FakeEcr:
    """ECR with one repository, whose images appear when the fake engine pushes them."""

    exceptions = boto3.client("ecr", region_name="eu-west-1").exceptions

    def __init__(self, pushed: Path, scans: list[Mapping[str, Any]]) -> None:
        self.pushed = pushed
        self.scans = scans

    def get_authorization_token(self) -> Any:
        token = base64.b64encode(b"AWS:a-password").decode()
        return {"authorizationData": [{"authorizationToken": token}]}

    def describe_images(self, *, repositoryName: str, imageIds: list[dict[str, str]]) -> Any:  # noqa: N803
        assert repositoryName == "shop/checkout"
        there = self.pushed.exists() and imageIds[0]["imageTag"] in self.pushed.read_text()
        if not there:
            raise self.exceptions.ImageNotFoundException({}, "DescribeImages")
        return {"imageDetails": [{"imageDigest": DIGEST}]}

    def describe_image_scan_findings(self, **_: Any) -> Any:
        answer = self.scans.pop(0)
        if not answer:
            raise self.exceptions.ScanNotFoundException({}, "DescribeImageScanFindings")
        return answer


def scanned(**findings: Any) -> Mapping[str, Any]:
    return {"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": findings}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "code.py").write_text("one = 1\n")
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM scratch\n")
    (folder / ".dockerignore").write_text("tests\n")
    (folder / "shared").symlink_to("../shared")
    return folder


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a `docker` and a `syft` first on PATH, which write down what they are told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "told"
    for name, does in (
        ("docker", ('if [ "$1" = login ]; then echo "stdin $(cat)" >> "$LOG"; fi\n'
                   'if [ "$1" = build ]; then for last; do :; done; ls "$last" "$last/shared" >> "$LOG"; fi\n'
                   'if [ "$1" = push ]; then echo "$2" >> "$PUSHED"; fi\n')),
        ("syft", 'echo "{}" > "${5#cyclonedx-json=}"\n'),
    ):  # fmt: skip
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $@" >> "$LOG"\n{does}')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("LOG", str(log))
    monkeypatch.setenv("PUSHED", str(tmp_path / "pushed"))
    return log


class Run:
    """Runs `images build` on the project with a fake ECR."""

    def __init__(self, project: Path, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.told, self.output = project, told, project.parent / "out"
        self._monkeypatch = monkeypatch

    def build(self, *scans: Mapping[str, Any]) -> None:
        ecr = FakeEcr(self.project.parent / "pushed", list(scans))

        def registry(uri: str) -> Registry:
            return Registry(uri, client=ecr, sleep=lambda _: None)  # type: ignore[arg-type]

        self._monkeypatch.setattr(command, "Registry", registry)
        command.run(
            ["build", "--name", "checkout", "--folder", str(self.project), "--repository", REPOSITORY,
             "--output", str(self.output)]
        )  # fmt: skip

    def read(self, name: str) -> Any:
        return json.loads((self.output / name).read_text())


@pytest.fixture
def images(project: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(project, programs, monkeypatch)


def test_an_image_is_built_pushed_listed_and_named_by_digest(images: Run) -> None:
    images.build({}, {"imageScanStatus": {"status": "IN_PROGRESS"}}, scanned())
    told = images.told.read_text()

    assert images.read("image.json") == {"checkout": f"{REPOSITORY}@{DIGEST}"}
    assert (images.output / "sbom.cdx.json").is_file()
    assert "code.py" in told  # what a link leads to is in the context
    assert "org.opencontainers.image.revision=" in told


def test_the_password_is_read_and_never_told(images: Run) -> None:
    images.build(scanned())
    lines = images.told.read_text().splitlines()

    assert "stdin a-password" in lines
    assert not [line for line in lines if "a-password" in line and not line.startswith("stdin")]


def test_what_has_not_changed_is_not_built_again(images: Run, capsys: pytest.CaptureFixture[str]) -> None:
    images.build(scanned())
    images.told.write_text("")
    images.build(scanned())

    assert "docker build" not in images.told.read_text()
    assert "docker push" not in images.told.read_text()
    assert "nothing has changed" in capsys.readouterr().out


def test_a_change_behind_a_link_is_another_image_and_a_test_is_none(project: Path) -> None:
    before = content_tag(project, "amd64")
    (project / "tests").mkdir()
    (project / "tests" / "test_it.py").write_text("")
    with_tests = content_tag(project, "amd64")
    (project.parent / "shared" / "code.py").write_text("one = 2\n")

    assert with_tests == before
    assert content_tag(project, "amd64") != before
    assert content_tag(project, "arm64") != content_tag(project, "amd64")


def test_a_known_hole_stops_it(images: Run) -> None:
    hole = {
        "severity": "HIGH",
        "fixAvailable": "YES",
        "packageVulnerabilityDetails": {
            "vulnerabilityId": "CVE-2026-1",
            "vulnerablePackages": [{"name": "openssl"}],
        },
    }
    with pytest.raises(SystemExit) as caught:
        images.build(scanned(enhancedFindings=[hole]))

    assert "CVE-2026-1 (HIGH) in openssl" in str(caught.value)
    assert not (images.output / "image.json").exists()
    assert images.read("scan.json")[0]["name"] == "CVE-2026-1"


@pytest.mark.parametrize("status", ["FAILED", "UNSUPPORTED_IMAGE"])
def test_an_image_that_nobody_could_scan_does_not_pass(images: Run, status: str) -> None:
    with pytest.raises(SystemExit, match="has not been scanned"):
        images.build({"imageScanStatus": {"status": status}})


def test_a_scan_that_does_not_end_does_not_pass(images: Run) -> None:
    with pytest.raises(SystemExit, match="has not been scanned"):
        images.build(*[{"imageScanStatus": {"status": "IN_PROGRESS"}}] * 200)


def test_an_acceptance_needs_a_reason_and_a_day(images: Run) -> None:
    (images.project / ".vulnerabilities.toml").write_text('[CVE-2026-1]\nreason = "not reachable"\n')
    with pytest.raises(SystemExit, match="should each have a reason and a day"):
        images.build(scanned())


@pytest.mark.parametrize(
    ("repository", "folder", "sentence"),
    [
        ("shop/checkout", ".", "--repository should be an address in ECR without a tag"),
        (REPOSITORY, "shared", "--folder should hold a Dockerfile"),
    ],
)
def test_wrong_arguments_are_said(
    project: Path, repository: str, folder: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit, match=sentence):
        command.run(
            ["build", "--name", "x", "--folder", folder, "--repository", repository, "--output", "out"]
        )


def test_a_program_that_is_not_here_is_said(images: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SystemExit, match="docker is not on this machine's PATH"):
        images.build(scanned())


SEVERITIES = st.sampled_from(["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNTRIAGED"])
FINDINGS = st.lists(
    st.builds(
        Finding, name=st.sampled_from(["CVE-1", "CVE-2", "CVE-3"]), severity=SEVERITIES,
        package=st.just("openssl"), can_be_fixed=st.booleans(),
    )
)  # fmt: skip


@given(FINDINGS, st.dictionaries(st.sampled_from(["CVE-1", "CVE-2"]), st.dates()))
def test_nothing_that_could_be_closed_passes_unless_it_is_accepted(
    findings: list[Finding], ignored: dict[str, date]
) -> None:
    open_ones = [
        each
        for each in findings
        if each.severity in {"CRITICAL", "HIGH"}
        and each.can_be_fixed
        and not (each.name in ignored and ignored[each.name] >= TODAY)
    ]
    assert len(stopping(findings, ignored, TODAY)) == len(open_ones)


def test_the_files_of_builds_become_one(tmp_path: Path) -> None:
    for name in ("catalog", "checkout"):
        (tmp_path / f"{name}.json").write_text(json.dumps({name: f"registry/{name}@{DIGEST}"}))
    command.run(
        [
            "join",
            str(tmp_path / "checkout.json"),
            str(tmp_path / "catalog.json"),
            "--output",
            str(tmp_path / "all"),
        ]
    )
    assert list(json.loads((tmp_path / "all").read_text())) == ["catalog", "checkout"]


def test_an_image_that_was_built_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"checkout": "a"}')
    (tmp_path / "two.json").write_text('{"checkout": "b"}')
    with pytest.raises(SystemExit, match=r"checkout is in .*two\.json and in another file"):
        command.run(["join", str(tmp_path / "one.json"), str(tmp_path / "two.json"), "--output", "x"])


def test_a_push_that_ecr_does_not_know_is_a_failure(images: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_module, "run", lambda *_, **__: None)
    with pytest.raises(SystemExit, match="was pushed, but ECR does not have it"):
        images.build(scanned())
