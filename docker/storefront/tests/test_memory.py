from __future__ import annotations

import asyncio

import pytest

from storefront.memory import Memory

FRESH_SECONDS = 0.2


class Source:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    async def ask(self, key: str) -> str:
        self.asked.append(key)
        await asyncio.sleep(0.02)
        if self.fails:
            raise ConnectionError(key)
        return key.upper()


def test_many_who_ask_at_once_are_one_question() -> None:
    source = Source()
    memory = Memory(source.ask, FRESH_SECONDS)

    async def crowd() -> list[str]:
        return await asyncio.gather(*(memory.get(key) for key in "aabab"))

    assert asyncio.run(crowd()) == list("AABAB")
    assert source.asked == ["a", "b"]


def test_an_answer_is_given_again_while_it_is_fresh() -> None:
    source = Source()
    memory = Memory(source.ask, FRESH_SECONDS)

    async def story() -> None:
        for _ in range(3):
            assert await memory.get("a") == "A"
        assert len(source.asked) == 1
        await asyncio.sleep(FRESH_SECONDS)
        assert await memory.get("a") == "A"
        assert len(source.asked) == 2

    asyncio.run(story())


def test_a_failure_is_told_to_all_who_wait_and_not_remembered() -> None:
    source = Source()
    source.fails = True
    memory = Memory(source.ask, FRESH_SECONDS)

    async def story() -> None:
        answers = await asyncio.gather(*(memory.get("a") for _ in range(3)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [ConnectionError] * 3
        source.fails = False
        assert await memory.get("a") == "A"

    asyncio.run(story())
    assert len(source.asked) == 2


def test_who_leaves_takes_nobody_along() -> None:
    source = Source()
    memory = Memory(source.ask, FRESH_SECONDS)

    async def story() -> None:
        first, second = asyncio.create_task(memory.get("a")), asyncio.create_task(memory.get("a"))
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await second == "A"

    asyncio.run(story())
    assert len(source.asked) == 1
