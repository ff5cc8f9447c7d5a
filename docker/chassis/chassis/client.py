"""Calls to another service, which may be slow, or away."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING, Final

import httpx2
from opentelemetry import trace

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT = httpx2.Timeout(2.0, connect=0.5)
_TRIES: Final = 3
_FIRST_PAUSE_SECONDS: Final = 0.05
_WORTH_ANOTHER_TRY: Final = frozenset({502, 503, 504})
_REPEATABLE: Final = frozenset({"GET", "HEAD", "PUT", "DELETE"})
_RETRY_SHARE: Final = 0.1
_MOST_SAVED_RETRIES: Final = 10.0
_FAILURES_TO_OPEN: Final = 5
_OPEN_SECONDS: Final = 2.0


class UnavailableError(Exception):
    """Another service does not answer; the message names it."""


class RetryBudget:
    """Lets retries be a tenth of the requests, so that they cannot become the load that keeps a service down.

    References
    ----------
    https://sre.google/sre-book/handling-overload/#deciding-to-retry
    """

    def __init__(self) -> None:
        self._saved = _MOST_SAVED_RETRIES

    def earn(self) -> None:
        """Note a request."""
        self._saved = min(_MOST_SAVED_RETRIES, self._saved + _RETRY_SHARE)

    def spend(self) -> bool:
        """Say whether a retry may be made, and note it."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True


class CircuitBreaker:
    """Stops asking a service that has failed five times in a row; asks once again after two seconds.

    References
    ----------
    https://martinfowler.com/bliki/CircuitBreaker.html
    """

    def __init__(self) -> None:
        self._failures = 0
        self._asks_again_at = 0.0  # of the monotonic clock

    def admits(self) -> bool:
        """Say whether to ask now. While it is open, one request is let through each time the wait is over."""
        if self._failures < _FAILURES_TO_OPEN:
            return True
        now = time.monotonic()
        if now < self._asks_again_at:
            return False
        self._asks_again_at = now + _OPEN_SECONDS
        return True

    def note(self, *, failed: bool) -> None:
        """Note how a request went."""
        self._failures = self._failures + 1 if failed else 0
        if self._failures == _FAILURES_TO_OPEN:
            self._asks_again_at = time.monotonic() + _OPEN_SECONDS


class ServiceClient:
    """Asks one other service, within two seconds a try, and at most three times.

    Parameters
    ----------
    name
        What the service is called.
    url
        Where it is.
    transport
        How it is reached; over the network by default.
    """

    def __init__(self, name: str, url: str, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self.name = name
        self._http = httpx2.AsyncClient(base_url=url, timeout=_TIMEOUT, transport=transport)
        self._budget = RetryBudget()
        self._breaker = CircuitBreaker()

    async def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool | None = None,
    ) -> httpx2.Response:
        """Ask, again where that is worth it and does no harm.

        Parameters
        ----------
        method, path, params, json, headers
            The request.
        is_repeatable
            Whether asking twice does what asking once does; by the method unless told.

        Raises
        ------
        UnavailableError
            If no answer was to be had, or only that there is none.
        """
        repeatable = method in _REPEATABLE if is_repeatable is None else is_repeatable
        self._budget.earn()
        for attempt in range(1, _TRIES + 1):
            if not self._breaker.admits():
                break
            response = await self._try(method, path, params, json, headers)
            if response is not None:
                return response
            if attempt == _TRIES or not repeatable or not self._budget.spend():
                break
            await asyncio.sleep(_FIRST_PAUSE_SECONDS * 2**attempt * random.random())  # noqa: S311 - no secret
        error = UnavailableError(f"{self.name} does not answer")
        trace.get_current_span().record_exception(error)
        raise error

    async def _try(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        json: object,
        headers: Mapping[str, str] | None,
    ) -> httpx2.Response | None:
        try:
            response = await self._http.request(method, path, params=params, json=json, headers=headers)
        except httpx2.TransportError:
            self._breaker.note(failed=True)
            return None
        failed = response.status_code in _WORTH_ANOTHER_TRY
        self._breaker.note(failed=failed)
        return None if failed else response

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()
