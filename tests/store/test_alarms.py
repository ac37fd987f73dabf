"""Alarms wake whoever still sleeps, in time and in order, with one timer for all."""

from __future__ import annotations

import asyncio

from kg.store.alarms import COARSE, Alarms


def test_sleepers_are_woken_in_the_order_of_their_times() -> None:
    async def run() -> list[str]:
        loop = asyncio.get_running_loop()
        alarms, woken = Alarms(loop), []
        for name, seconds in (("late", 0.09), ("early", 0.03), ("middle", 0.06)):
            sleeper = loop.create_future()
            sleeper.add_done_callback(lambda _, name=name: woken.append(name))
            alarms.ring(seconds, sleeper)
        await asyncio.sleep(0.2)
        return woken

    assert asyncio.run(run()) == ["early", "middle", "late"]


def test_a_sleeper_is_woken_soon_after_its_time_and_never_before() -> None:
    async def run() -> list[float]:
        loop = asyncio.get_running_loop()
        alarms, late = Alarms(loop), []
        for seconds in (0.05, 0.051, 0.08, 0.02):
            began, sleeper = loop.time(), loop.create_future()
            alarms.ring(seconds, sleeper)
            await sleeper
            late.append(loop.time() - began - seconds)
        return late

    late = asyncio.run(run())

    assert all(each >= -0.001 for each in late)
    assert min(late) < COARSE + 0.02


def test_who_is_awake_already_is_left_alone() -> None:
    async def run() -> tuple[str, bool]:
        loop = asyncio.get_running_loop()
        alarms = Alarms(loop)
        awake, asleep = loop.create_future(), loop.create_future()
        alarms.ring(0.01, awake)
        alarms.ring(0.02, asleep)
        awake.set_result("answered")
        await asyncio.wait_for(asleep, 1)
        return awake.result(), asleep.done()

    assert asyncio.run(run()) == ("answered", True)
