"""What the storefront remembers for a moment: many shoppers at a shelf are one question to the catalogue."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")
_MOST_ANSWERS: Final = 1000


class _Answer(NamedTuple, Generic[T]):
    task: asyncio.Task[T]
    asked_at: float


class Memory(Generic[T]):
    """Asks once for all who want to know the same, and remembers the answer. A failure is not remembered.

    An answer that is no longer fresh is given once more while it is asked for anew: nobody waits for that,
    and nobody notices when it fails, until the answer is too old.

    Parameters
    ----------
    ask
        Asks for what a key stands for.
    fresh_seconds
        How long an answer is given without asking.
    oldest_seconds
        How old an answer may be at most.

    References
    ----------
    https://www.rfc-editor.org/rfc/rfc5861 (stale-while-revalidate, stale-if-error)
    """

    def __init__(
        self,
        ask: Callable[[str], Coroutine[None, None, T]],
        *,
        fresh_seconds: float,
        oldest_seconds: float,
    ) -> None:
        self._ask = ask
        self._fresh_seconds = fresh_seconds
        self._answers: TTLCache[str, _Answer[T]] = TTLCache(_MOST_ANSWERS, oldest_seconds)
        self._asking: dict[str, asyncio.Task[T]] = {}

    async def get(self, key: str) -> T:
        """Give what a key stands for.

        Parameters
        ----------
        key
            What to ask for.
        """
        answer = self._answers.get(key)
        if answer is None:
            # Others may wait for it too: it goes on where this shopper leaves.
            return await asyncio.shield(self._asked(key))
        if time.monotonic() - answer.asked_at > self._fresh_seconds:
            self._asked(key)
        return answer.task.result()

    def _asked(self, key: str) -> asyncio.Task[T]:
        if key in self._asking:
            return self._asking[key]
        asked_at = time.monotonic()
        task = self._asking[key] = asyncio.create_task(self._ask(key))

        def remember(task: asyncio.Task[T]) -> None:
            del self._asking[key]
            if not task.cancelled() and task.exception() is None:
                self._answers[key] = _Answer(task, asked_at)

        task.add_done_callback(remember)
        return task
