"""The images that the services run: built from their folders, or named by digest in a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goldenpath import ImageSource, SpecificationError
from goldenpath.service import DigestImage, DirectoryImage
from stacks.settings import Problem, SettingsError
from stacks.settings.problems import MISSING

IMAGES = ("catalog", "checkout", "storefront", "smoke-test")
SIGNING_PROFILE = "goldenpath_images"
_FOLDER = Path(__file__).parent.parent / "docker"
_KEY = "images"
_NAMED = "a repository and a digest, such as registry.example.com/shop@sha256:… with 64 hexadecimal digits"


def repository_name(image: str) -> str:
    """Name the repository in ``tooling`` that the pipeline puts an image in.

    Parameters
    ----------
    image
        The image's name.
    """
    return f"goldenpath/{image}"


@dataclass(frozen=True)
class Images:
    """Where each image comes from.

    Parameters
    ----------
    given
        Those that exist already, by name. What is not among them is built from its folder, as on a laptop.
    """

    given: Mapping[str, DigestImage] = field(default_factory=dict)

    def of(self, name: str) -> DigestImage | DirectoryImage:
        """Give an image's source.

        Parameters
        ----------
        name
            The image's name, which is its folder's, too.
        """
        return self.given.get(name) or ImageSource.directory(_FOLDER / name)


def read_images(context: Mapping[str, object]) -> Images:
    """Read the file that the context key ``images`` names: what a pipeline has built, tested and pushed.

    Its JSON object names every image with its repository and digest, so that what was tested is what runs.

    Parameters
    ----------
    context
        The CDK context.

    Raises
    ------
    SettingsError
        If the file cannot be read or an image in it is missing, unknown, or not named by digest; it holds all
        that is wrong.
    """
    if _KEY not in context:
        return Images()
    path = Path(str(context[_KEY]))
    named = _read(path)
    problems = [
        Problem(f"{path.name}: {name}", named[name], f"removed: the images are {', '.join(IMAGES)}")
        for name in named
        if name not in IMAGES
    ]
    found = {}
    for name in IMAGES:
        try:
            repository, _, digest = str(named.get(name, "")).partition("@")
            found[name] = ImageSource.digest(repository, digest)
        except SpecificationError:
            problems.append(Problem(f"{path.name}: {name}", named.get(name, MISSING), _NAMED))
    if problems:
        raise SettingsError(problems)
    return Images(found)


def _read(path: Path) -> Mapping[str, object]:
    try:
        named = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError([Problem(_KEY, str(error), "the path of a JSON file that can be read")]) from None
    if not isinstance(named, dict):
        raise SettingsError([Problem(path.name, named, f"an object with {', '.join(IMAGES)}")])
    return named
