"""The shop as it runs: three processes and a local AWS."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from bench.shop.running_shop import RunningShop, running_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.shop.emulator import Emulator


@pytest.fixture
def open_shop(aws: Emulator, tmp_path: Path) -> Iterator[Callable[..., RunningShop]]:
    """Give a function that starts the shop; what it is given is added to every service's settings."""
    with contextlib.ExitStack() as opened:
        yield lambda **environment: opened.enter_context(running_shop(aws, tmp_path, **environment))
