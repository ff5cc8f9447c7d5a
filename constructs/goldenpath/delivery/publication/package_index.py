"""A repository of packages in CodeArtifact."""

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.version import Version

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.programs import path_of

if TYPE_CHECKING:
    from mypy_boto3_codeartifact import CodeArtifactClient


class PackageIndex:
    """Versions of one package.

    Parameters
    ----------
    package
        Its name.
    domain, repository, owner
        Where it is: CodeArtifact's domain and repository, and the account of the domain.
    client
        CodeArtifact.
    """

    def __init__(
        self, package: str, *, domain: str, repository: str, owner: str, client: "CodeArtifactClient"
    ) -> None:
        self._package = package
        self._place: dict[str, Any] = {"domain": domain, "repository": repository, "domainOwner": owner}
        self._client = client

    def newest(self) -> Version | None:
        """Give the newest version that was published."""
        try:
            pages = list(
                self._client.get_paginator("list_package_versions").paginate(
                    **self._place, format="pypi", package=self._package, status="Published"
                )
            )
        except self._client.exceptions.ResourceNotFoundException:
            return None
        versions = [Version(each["version"]) for page in pages for each in page["versions"]]
        return max(versions, default=None)

    def has(self, version: Version, wheel: str) -> bool:
        """Say whether a wheel is published.

        Parameters
        ----------
        version
            The version.
        wheel
            The file's name.
        """
        try:
            assets = self._client.list_package_version_assets(
                **self._place, format="pypi", package=self._package, packageVersion=str(version)
            )["assets"]
        except self._client.exceptions.ResourceNotFoundException:
            return False
        return any(each["name"] == wheel for each in assets)

    def download(self, version: Version, folder: Path) -> Path:
        """Fetch a published version's wheel.

        Parameters
        ----------
        version
            The version.
        folder
            Where to put it.
        """
        assets = self._client.list_package_version_assets(
            **self._place, format="pypi", package=self._package, packageVersion=str(version)
        )["assets"]
        name = next((each["name"] for each in assets if each["name"].endswith(".whl")), None)
        if name is None:
            raise CommandError(f"{self._package} {version} was published without a wheel")
        asset = self._client.get_package_version_asset(
            **self._place, format="pypi", package=self._package, packageVersion=str(version), asset=name
        )["asset"]
        target = folder / name
        target.write_bytes(asset.read())
        return target

    def upload(self, wheel: Path) -> None:
        """Publish a wheel.

        Parameters
        ----------
        wheel
            The file.
        """
        address = self._client.get_repository_endpoint(**self._place, format="pypi")["repositoryEndpoint"]
        token = self._client.get_authorization_token(
            domain=self._place["domain"], domainOwner=self._place["domainOwner"], durationSeconds=900
        )["authorizationToken"]
        done = subprocess.run(  # noqa: S603 - the token goes where no list of processes shows it
            [path_of("uv"), "publish", "--publish-url", address, str(wheel)],
            env={**os.environ, "UV_PUBLISH_USERNAME": "aws", "UV_PUBLISH_PASSWORD": token},
            check=False,
        )
        if done.returncode:
            raise CommandError(f"{wheel.name} could not be published: uv ended with code {done.returncode}")
