"""Pictures that say what they are of, and are small."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from PIL import Image
from PIL.PngImagePlugin import PngInfo

if TYPE_CHECKING:
    from pathlib import Path

    from docs.dashboards.synthesised import Dashboard

_OF = "dashboard-sha256"
_COLORS = 256


def digest(dashboard: Dashboard) -> str:
    """Give what tells a dashboard from what it was before.

    Parameters
    ----------
    dashboard
        The dashboard.
    """
    return hashlib.sha256(json.dumps(dashboard.body, sort_keys=True).encode()).hexdigest()


def finish(picture: Path, dashboard: Dashboard) -> None:
    """Make a picture smaller, and note what it is of.

    Parameters
    ----------
    picture
        The picture.
    dashboard
        What it is of.
    """
    noted = PngInfo()
    noted.add_text(_OF, digest(dashboard))
    with Image.open(picture) as image:
        small = image.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE)
    small.save(picture, optimize=True, pnginfo=noted)


def is_of(picture: Path, dashboard: Dashboard) -> bool:
    """Say whether a picture is of a dashboard as it is now.

    Parameters
    ----------
    picture
        The picture.
    dashboard
        The dashboard.
    """
    with Image.open(picture) as image:
        return bool(image.info.get(_OF) == digest(dashboard))
