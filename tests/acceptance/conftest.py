"""A browser's view of a shop that is deployed: the one at SERVICE_URL, or that of `make deploy`."""

import os
from collections.abc import Iterator

import httpx2
import pytest

_LOCAL = "http://127.0.0.1:8080/"


@pytest.fixture
def shop() -> Iterator[httpx2.Client]:
    """Lend a client that keeps cookies and follows where it is sent."""
    address = os.environ.get("SERVICE_URL") or _LOCAL
    with httpx2.Client(base_url=address, follow_redirects=True, timeout=10) as client:
        yield client
