from __future__ import annotations

import asyncio

import pytest

from storefront.memory import Memory

FRESH_SECONDS, OLDEST_SECONDS = 0.1, 0.4
ANSWER_SECONDS = 0.02


class Source:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    async def ask(self, key: str) -> str:
        self.asked.append(key)
        await asyncio.sleep(ANSWER_SECONDS)
        if self.fails:
            raise ConnectionError(key)
        return f"{key}, {self.asked.count(key)}"


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def memory(source: Source) -> Memory[str]:
    return Memory(source.ask, fresh_seconds=FRESH_SECONDS, oldest_seconds=OLDEST_SECONDS)


def test_many_who_ask_at_once_are_one_question(source: Source, memory: Memory[str]) -> None:
    async def crowd() -> list[str]:
        return await asyncio.gather(*(memory.get(key) for key in "aabab"))

    assert asyncio.run(crowd()) == ["a, 1", "a, 1", "b, 1", "a, 1", "b, 1"]
    assert source.asked == ["a", "b"]


def test_nobody_waits_for_an_answer_to_be_renewed(source: Source, memory: Memory[str]) -> None:
    async def story() -> None:
        assert [await memory.get("a") for _ in range(3)] == ["a, 1"] * 3
        assert len(source.asked) == 1
        await asyncio.sleep(FRESH_SECONDS * 1.5)
        assert [await memory.get("a") for _ in range(3)] == ["a, 1"] * 3
        await asyncio.sleep(ANSWER_SECONDS * 2)
        assert await memory.get("a") == "a, 2"
        assert len(source.asked) == 2

    asyncio.run(story())


def test_an_answer_outlives_a_short_failure_and_no_long_one(source: Source, memory: Memory[str]) -> None:
    async def story() -> None:
        await memory.get("a")
        source.fails = True
        await asyncio.sleep(FRESH_SECONDS * 1.5)
        for _ in range(3):
            assert await memory.get("a") == "a, 1"
            await asyncio.sleep(ANSWER_SECONDS * 1.5)
        await asyncio.sleep(OLDEST_SECONDS)
        with pytest.raises(ConnectionError):
            await memory.get("a")

    asyncio.run(story())


def test_a_failure_is_told_to_all_who_wait_and_not_remembered(source: Source, memory: Memory[str]) -> None:
    source.fails = True

    async def story() -> None:
        answers = await asyncio.gather(*(memory.get("a") for _ in range(3)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [ConnectionError] * 3
        source.fails = False
        assert await memory.get("a") == "a, 2"

    asyncio.run(story())


def test_who_leaves_takes_nobody_along(source: Source, memory: Memory[str]) -> None:
    async def story() -> None:
        first, second = asyncio.create_task(memory.get("a")), asyncio.create_task(memory.get("a"))
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await second == "a, 1"

    asyncio.run(story())
    assert len(source.asked) == 1
