"""Makes ECR refuse images that are not there: else the CDK takes them for published."""

from __future__ import annotations

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import ecr

from local.emulator.extensions.private import read, replace


def refuse_missing_images() -> None:
    """Let ``DescribeImages`` fail on the first image that the repository lacks."""
    describe, find = read(ecr, "_describe_images"), read(ecr, "_find_image")
    repositories = read(ecr, "_repositories")

    def describe_or_refuse(request: dict[str, Any]) -> Any:
        repository = request.get("repositoryName", "")
        if repository in repositories:
            for wanted in request.get("imageIds") or []:
                if find(repository, wanted) is None:
                    return error_response_json("ImageNotFoundException", _sentence(repository, wanted), 400)
        return describe(request)

    replace("_describe_images", describe_or_refuse, ecr)


def _sentence(repository: str, wanted: dict[str, Any]) -> str:
    name = ", ".join(f"{key}:'{value}'" for key, value in sorted(wanted.items()))
    return f"The image with imageId {{{name}}} does not exist within the repository with name '{repository}'"
