"""An image that a pipeline builds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class DeliveredImage:
    """A folder with a Dockerfile, the tests that hold it, and where its image goes.

    Parameters
    ----------
    name
        The image's name, as ``images.json`` has it.
    folder
        Its folder, relative to the project's.
    repository
        The name of the ECR repository that it is pushed to, in the pipeline's account and region.
    tests
        The folder of its tests, relative to the project's; ``tests`` in its own folder by default.
    signing_profile
        The name of the profile that ECR signs it with, where :class:`ImageSigning` is; none by default.

    Examples
    --------
    >>> from goldenpath import DeliveredImage
    >>> checkout = DeliveredImage(name="checkout", folder="docker/checkout", repository="shop/checkout")
    >>> list(checkout.problems(Path("/nowhere")))[0]
    'images.checkout.folder: docker/checkout should hold a Dockerfile, but there is none'
    """

    name: str
    folder: str
    repository: str
    tests: str | None = None
    signing_profile: str | None = None

    def problems(self, project: Path) -> Iterator[str]:
        """Say what is missing in the project.

        Parameters
        ----------
        project
            The project's folder, where synthesis runs.
        """
        if not (project / self.folder / "Dockerfile").is_file():
            yield f"images.{self.name}.folder: {self.folder} should hold a Dockerfile, but there is none"
        tests = self.tests or f"{self.folder}/tests"
        if not any((project / tests).rglob("test_*.py")):
            yield (
                f"images.{self.name}.tests: {tests} should hold the tests of {self.name} (test_*.py), but "
                "there are none; a service without tests is not delivered"
            )
