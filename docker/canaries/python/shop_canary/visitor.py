"""A visitor of the shop, who keeps cookies and goes where he is sent.

Only Python's own library is used: a canary has nothing to install and to keep up to date.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from shop_canary.errors import JourneyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OK = 200
_NAME = "goldenpath-canary"


@dataclass(frozen=True, kw_only=True)
class Page:
    """What came.

    Parameters
    ----------
    address
        Where it came from, in the end.
    text
        What it holds.
    """

    address: str
    text: str


class Visitor:
    """Asks for pages, and insists that each comes in time, with the status 200 and with what it should hold.

    Parameters
    ----------
    shop_url
        Where the shop is.
    slowest_seconds
        How long a page may take.
    say
        What each step is told to.
    """

    def __init__(self, shop_url: str, *, slowest_seconds: float, say: Callable[[str], object]) -> None:
        self._shop_url = shop_url if shop_url.endswith("/") else f"{shop_url}/"
        self._slowest_seconds = slowest_seconds
        self._say = say
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self._opener.addheaders = [("User-Agent", _NAME)]

    def visit(self, step: str, path: str, *, form: Mapping[str, str] | None = None, expect: str) -> Page:
        """Ask for a page, or send a form.

        Parameters
        ----------
        step
            What a shopper would call it.
        path
            Which page, seen from the shop's address.
        form
            What is sent; without it the page is only asked for.
        expect
            Text that the page has to hold.

        Raises
        ------
        JourneyError
            If it does not come, comes late, or is another one.
        """
        asked = f"{step}: {'GET' if form is None else 'POST'} {urljoin(self._shop_url, path.lstrip('/'))}"
        began = time.monotonic()
        status, page = self._ask(asked, path, form)
        seconds = time.monotonic() - began
        self._say(f"{asked} answered {status} after {seconds:.3f} s")
        if status != _OK:
            raise JourneyError(f"{asked} answered {status}, not {_OK}")
        if seconds > self._slowest_seconds:
            raise JourneyError(
                f"{asked} answered after {seconds:.1f} s; it may take {self._slowest_seconds:g} s"
            )
        if expect not in page.text:
            raise JourneyError(f"{asked} answered without the text {expect!r}, at {page.address}")
        return page

    def _ask(self, asked: str, path: str, form: Mapping[str, str] | None) -> tuple[int, Page]:
        request = urllib.request.Request(  # noqa: S310 - the settings allow http and https alone
            urljoin(self._shop_url, path.lstrip("/")), data=None if form is None else urlencode(form).encode()
        )
        try:
            with self._opener.open(request, timeout=self._slowest_seconds) as response:
                text = response.read().decode("utf-8", "replace")
                return response.status, Page(address=response.url, text=text)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, Page(address=error.url or request.full_url, text="")
        except (OSError, http.client.HTTPException) as error:  # no connection, no answer in time, half a page
            raise JourneyError(f"{asked} was not answered: {error or type(error).__name__}") from error
