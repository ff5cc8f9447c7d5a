"""A browser that shows pages, and takes pictures of them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from playwright.sync_api import sync_playwright

from docs.dashboards.errors import DashboardError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from playwright.sync_api import Page

CHARTS = Path(__file__).parents[3] / "node_modules" / "echarts" / "dist" / "echarts.min.js"
"""The library that draws charts in the browser."""

_WIDTH, _HEIGHT = 1280, 720
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class DrawingError(DashboardError):
    """A dashboard cannot be drawn; the message says why, and what to do."""


def find_chromium() -> str:
    """Give the path of this machine's chromium.

    Raises
    ------
    DrawingError
        If there is none.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise DrawingError(
            "There is no chromium to draw the dashboards with: install it, as by apt-get install chromium"
        )
    return found


class Browser:
    """A browser, until the block is left.

    Parameters
    ----------
    executable
        Its program.
    """

    def __init__(self, executable: str) -> None:
        self._executable = executable
        self._running = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Start it."""
        playwright = self._running.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=self._executable, args=["--no-sandbox"])
        self._browser = self._running.enter_context(contextlib.closing(browser))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._running.close()

    @contextlib.contextmanager
    def shown(self, html: str) -> Iterator[Page]:
        """Show a page.

        Parameters
        ----------
        html
            The page.

        Raises
        ------
        DrawingError
            If one of its scripts fails.
        """
        page = self._browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        with contextlib.closing(page), tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "dashboard.html"
            file.write_text(html, encoding="utf-8")
            page.goto(file.as_uri())
            if complaints:
                raise DrawingError(f"The browser says of a dashboard: {'; '.join(complaints)}")
            yield page

    def draw(self, html: str, picture: Path) -> None:
        """Take a picture of a page.

        Parameters
        ----------
        html
            The page.
        picture
            Where the picture is written.

        Raises
        ------
        DrawingError
            If one of the page's scripts fails.
        """
        picture.parent.mkdir(parents=True, exist_ok=True)
        with self.shown(html) as page:
            page.screenshot(path=picture, full_page=True, animations="disabled")
