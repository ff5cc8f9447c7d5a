"""Where a service's image comes from."""

from pathlib import Path
from typing import Annotated, Literal

from goldenpath.service.specification import Specification, matching

_REPOSITORY = (
    r"[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+(:[0-9]+)?"  # a registry's host
    r"(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)+"
)


class DirectoryImage(Specification):
    """An image that is built from a folder with a Dockerfile."""

    kind: Literal["directory"] = "directory"
    path: Path


class DigestImage(Specification):
    """An image that exists, named by its content."""

    kind: Literal["digest"] = "digest"
    repository: Annotated[
        str, matching(_REPOSITORY, "a repository with its registry's host and without a tag")
    ]
    digest: Annotated[str, matching(r"sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits")]

    @property
    def uri(self) -> str:
        """The image's full name, as a registry knows it."""
        return f"{self.repository}@{self.digest}"


class ImageSource:
    """Ways to name a service's image. A tag is none of them: it may mean another image tomorrow.

    Examples
    --------
    >>> from goldenpath import ImageSource
    >>> ImageSource.directory("docker/checkout").path.name
    'checkout'
    >>> image = ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64)
    >>> image.uri[:40]
    'registry.example.com/checkout@sha256:000'
    """

    @staticmethod
    def directory(path: str | Path) -> DirectoryImage:
        """Build the image from a folder at deployment: what a laptop does.

        Parameters
        ----------
        path
            The folder that holds the Dockerfile; a relative one is relative to the working directory. Links
            in it that lead out of it are followed, so that folders can share code.
        """
        return DirectoryImage(path=Path(path))

    @staticmethod
    def digest(repository: str, digest: str) -> DigestImage:
        """Use an image that was built, tested and pushed before: what a pipeline does.

        Parameters
        ----------
        repository
            The repository with its registry's host and without a tag, such as
            ``registry.example.com/checkout``.
        digest
            ``sha256:`` and 64 hexadecimal digits.

        Raises
        ------
        SpecificationError
            If the repository has no host or has a tag, or the digest is none.
        """
        return DigestImage(repository=repository, digest=digest)
