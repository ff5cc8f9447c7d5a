"""An image repository in ECR."""

import base64
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.images.findings import Finding, read_findings

if TYPE_CHECKING:
    from mypy_boto3_ecr import ECRClient

_REPOSITORY = re.compile(
    r"(?P<registry>(?P<account>[0-9]{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?)/(?P<name>.+)"
)
_PAUSE_SECONDS = 5
_LONGEST_SCAN_SECONDS = 600
_SCANNED = {"COMPLETE", "ACTIVE"}
_WAITING = {"IN_PROGRESS", "PENDING"}


class Registry:
    """One repository.

    Parameters
    ----------
    uri
        Its address, without a tag.
    client
        ECR in its region; made from the environment's credentials by default.
    sleep
        Waits for some seconds.

    Attributes
    ----------
    uri, host
        Its address, and that of its registry.

    Raises
    ------
    CommandError
        If the address is none of ECR's.
    """

    def __init__(
        self, uri: str, client: "ECRClient | None" = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        place = _REPOSITORY.fullmatch(uri)
        if place is None:
            raise CommandError(f"--repository should be an address in ECR without a tag, not {uri!r}")
        self.uri = uri
        self.host = place["registry"]
        self._name = place["name"]
        self._client = client or _client(place["region"])
        self._sleep = sleep

    def login(self) -> tuple[str, str]:
        """Give a name and a password for the registry, good for some hours."""
        data = self._client.get_authorization_token()["authorizationData"][0]
        name, _, password = base64.b64decode(data["authorizationToken"]).decode().partition(":")
        return name, password

    def digest(self, tag: str) -> str | None:
        """Find the digest of a tag.

        Parameters
        ----------
        tag
            The tag.
        """
        try:
            found = self._client.describe_images(repositoryName=self._name, imageIds=[{"imageTag": tag}])
        except self._client.exceptions.ImageNotFoundException:
            return None
        return next((image["imageDigest"] for image in found["imageDetails"]), None)

    def findings(self, digest: str) -> list[Finding]:
        """Wait for an image's scan, and give what it found.

        Parameters
        ----------
        digest
            The image.

        Raises
        ------
        CommandError
            If there is no scan, or it does not end in ten minutes: what nobody has looked at does not pass.
        """
        for _ in range(_LONGEST_SCAN_SECONDS // _PAUSE_SECONDS):
            status, pages = self._scan(digest)
            if status in _SCANNED:
                return [finding for page in pages for finding in read_findings(page)]
            if status not in _WAITING:
                break
            self._sleep(_PAUSE_SECONDS)
        raise CommandError(f"{self.uri}@{digest} has not been scanned (state {status}), so it cannot pass")

    def _scan(self, digest: str) -> tuple[str, Iterator[Mapping[str, Any]]]:
        def page(**token: Any) -> Any:
            return self._client.describe_image_scan_findings(
                repositoryName=self._name, imageId={"imageDigest": digest}, **token
            )

        try:
            first = page()
        except self._client.exceptions.ScanNotFoundException:
            return "PENDING", iter(())  # a scan begins some time after the push

        def pages() -> Iterator[Mapping[str, Any]]:
            current = first
            yield current.get("imageScanFindings", {})
            while token := current.get("nextToken"):
                current = page(nextToken=token)
                yield current.get("imageScanFindings", {})

        return str(first["imageScanStatus"]["status"]), pages()


def _client(region: str) -> "ECRClient":
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not

    return boto3.client("ecr", region_name=region)
