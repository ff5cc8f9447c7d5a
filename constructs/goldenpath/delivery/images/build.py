"""Build, push, list and judge one image."""

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.images.content import content_tag, copy_with_links_followed
from goldenpath.delivery.images.findings import read_ignored, stopping
from goldenpath.delivery.images.registry import Registry
from goldenpath.delivery.programs import run

_ENGINE = "docker"
_REVISION = "org.opencontainers.image.revision"


@dataclass(frozen=True, kw_only=True)
class ImageBuild:
    """One image.

    Parameters
    ----------
    name
        What ``images.json`` calls it.
    folder
        Where its Dockerfile is.
    architecture
        ``amd64`` or ``arm64``.
    revision
        The commit, which becomes a label.
    output
        The folder for ``image.json``, ``scan.json`` and ``sbom.cdx.json``.
    """

    name: str
    folder: Path
    architecture: str
    revision: str
    output: Path

    def run(self, registry: Registry) -> str:
        """Do it all; give the image's full name, with its digest.

        Parameters
        ----------
        registry
            Where it goes.

        Raises
        ------
        CommandError
            If any of it fails, or the image has a known hole that could be closed.
        """
        ignored = read_ignored(self.folder)
        tag = content_tag(self.folder, self.architecture)
        user, password = registry.login()
        run(_ENGINE, "login", "--username", user, "--password-stdin", registry.host, secret=password)
        digest = registry.digest(tag)
        if digest is None:
            self._push(f"{registry.uri}:{tag}")
            digest = registry.digest(tag)
            if digest is None:
                raise CommandError(f"{registry.uri}:{tag} was pushed, but ECR does not have it")
        else:
            print(f"{self.name}: nothing has changed since {registry.uri}:{tag} was built")
        image = f"{registry.uri}@{digest}"
        self.output.mkdir(parents=True, exist_ok=True)
        run("syft", "scan", "--quiet", image, "--output", f"cyclonedx-json={self.output / 'sbom.cdx.json'}")
        findings = registry.findings(digest)
        self._write("scan.json", [finding.as_data() for finding in findings])
        reasons = stopping(findings, ignored, datetime.now(UTC).date())
        if reasons:
            raise CommandError("\n".join([f"{image} does not pass:", *(f"  {reason}" for reason in reasons)]))
        self._write("image.json", {self.name: image})
        return image

    def _push(self, reference: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            context = Path(folder) / "context"
            copy_with_links_followed(self.folder, context)
            os.environ["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1"  # else the digest is an index's, and unscanned
            run(
                _ENGINE, "build", "--platform", f"linux/{self.architecture}",
                "--label", f"{_REVISION}={self.revision}", "--tag", reference, str(context),
            )  # fmt: skip
        run(_ENGINE, "push", reference)

    def _write(self, name: str, content: object) -> None:
        (self.output / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
