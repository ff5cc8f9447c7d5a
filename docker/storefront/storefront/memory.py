"""What the storefront remembers for a moment: many shoppers at a shelf are one question to the catalogue."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from cachetools import TTLCache

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Answer = TypeVar("Answer")
_MOST_ANSWERS: Final = 1000


class Memory(Generic[Answer]):
    """Asks once for all who want to know the same, and remembers the answer. A failure is not remembered.

    Parameters
    ----------
    ask
        Asks for what a key stands for.
    seconds
        How long an answer is given again, from when it was asked for.
    """

    def __init__(self, ask: Callable[[str], Coroutine[None, None, Answer]], seconds: float) -> None:
        self._ask = ask
        self._answers: TTLCache[str, asyncio.Task[Answer]] = TTLCache(_MOST_ANSWERS, seconds)

    async def get(self, key: str) -> Answer:
        """Give what a key stands for.

        Parameters
        ----------
        key
            What to ask for.
        """
        answer = self._answers.get(key)
        if answer is None or _has_failed(answer):
            answer = self._answers[key] = asyncio.create_task(self._ask(key))
        # Others may wait for it too: it goes on where this shopper leaves.
        return await asyncio.shield(answer)


def _has_failed(answer: asyncio.Task[Answer]) -> bool:
    return answer.done() and (answer.cancelled() or answer.exception() is not None)
