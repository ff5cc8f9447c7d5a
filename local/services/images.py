"""Container images: built where an engine answers, else recorded, so that the CLI does not try."""

from __future__ import annotations

import json
import shlex
import sys
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from local.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mypy_boto3_ecr.client import ECRClient

    from local.assembly import Image
    from local.paths import State
    from local.services.engine import Engine


_KNOWN_ALREADY = ("ImageAlreadyExistsException", "ImageTagAlreadyExistsException")


def record_image(ecr: ECRClient, repository: str, tag: str, source: str) -> None:
    """Put a manifest without layers into the registry: the image is known, and cannot be pulled.

    Parameters
    ----------
    ecr
        The local AWS's registry.
    repository
        The repository's name.
    tag
        The image's tag.
    source
        What the manifest says about where the image is.
    """
    media_type = "application/vnd.oci.image.manifest.v1+json"
    manifest = {
        "schemaVersion": 2,
        "mediaType": media_type,
        "layers": [],
        "annotations": {"org.opencontainers.image.version": tag, "org.opencontainers.image.source": source},
    }
    try:
        ecr.put_image(
            repositoryName=repository, imageTag=tag, imageManifest=json.dumps(manifest),
            imageManifestMediaType=media_type,
        )  # fmt: skip
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ImageAlreadyExistsException" and not _is_known(
            error
        ):
            raise


def _is_known(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") == "ImageTagAlreadyExistsException"


def record_images(ecr: ECRClient, images: Iterable[Image]) -> int:
    """Record the images that nothing here can build; return how many.

    Parameters
    ----------
    ecr
        The local AWS's registry.
    images
        The assembly's images.
    """
    number = 0
    for image in images:
        record_image(ecr, image.repository, image.tag, "recorded, not built")
        number += 1
    return number


def write_client(state: State, engine: Engine) -> Path:
    """Write the program that the CLI runs instead of `docker`.

    Parameters
    ----------
    state
        The state folder.
    engine
        The engine that builds.
    """
    # The CLI runs it in the image's folder, whose modules must not shadow ours: hence -P.
    variables = {
        "PYTHONPATH": str(ROOT),
        "GOLDENPATH_CONTAINER_CLIENT": engine.client,
        "DOCKER_HOST": engine.host,
    }
    assignments = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
    program = state.directory / "container-client"
    command = f"{assignments} {shlex.quote(sys.executable)} -P -m local.services.container_client"
    program.write_text(f'#!/bin/sh\nexec env {command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program
