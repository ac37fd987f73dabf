"""Places are handed out in turn, waiting is bounded, and none is lost."""

from __future__ import annotations

import asyncio

import pytest

from kg.errors import StoreBusy
from kg.store.slots import FairSlots


def test_clients_take_turns() -> None:
    async def scene() -> list[str]:
        slots, order = FairSlots(1, queue=20), []
        await slots.acquire("greedy", asyncio.get_running_loop().time() + 5)

        async def one(client: str) -> None:
            await slots.acquire(client, asyncio.get_running_loop().time() + 5)
            order.append(client)
            slots.release()

        tasks = [asyncio.create_task(one("greedy")) for _ in range(5)]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(one("modest")))
        await asyncio.sleep(0)
        slots.release()
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(scene()).index("modest") <= 1


def test_a_full_queue_is_busy_at_once() -> None:
    async def scene() -> None:
        slots = FairSlots(1, queue=1)
        until = asyncio.get_running_loop().time() + 5
        await slots.acquire("a", until)
        waiting = asyncio.create_task(slots.acquire("a", until))
        await asyncio.sleep(0)
        try:
            await slots.acquire("b", until)
        finally:
            waiting.cancel()

    with pytest.raises(StoreBusy) as caught:
        asyncio.run(scene())
    assert caught.value.retry_after > 0


def test_waiting_ends_at_the_deadline() -> None:
    async def scene() -> None:
        slots = FairSlots(0, queue=1)
        await slots.acquire("a", asyncio.get_running_loop().time() + 0.05)

    with pytest.raises(StoreBusy):
        asyncio.run(scene())


def test_who_gives_up_leaves_no_place_behind() -> None:
    async def scene() -> bool:
        slots = FairSlots(1, queue=5)
        until = asyncio.get_running_loop().time() + 5
        await slots.acquire("a", until)
        waiting = [asyncio.create_task(slots.acquire(str(n), until)) for n in range(3)]
        await asyncio.sleep(0)
        slots.release()
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return slots.try_acquire() and slots.waiting == 0

    assert asyncio.run(scene())
