"""The thin way to the Bot API: what it does when it is over."""

from __future__ import annotations

import asyncio
import gc
import warnings

import aiohttp
import pytest

from bot.reporter.pacing import Pace
from bot.reporter.sending import Refused, call, end, make_bot
from bot.sandbox import REPORTER_TOKEN, Sandbox


async def test_what_is_still_under_way_when_the_bot_ends_opens_no_new_line() -> None:
    sandbox = Sandbox()
    await sandbox.start()
    bot = make_bot(sandbox.url, REPORTER_TOKEN)
    assert (await call(bot, "getMe"))["is_bot"]
    await end(bot)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call(bot, "getMe")
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.get_me()
    del bot
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gc.collect()
    await sandbox.stop()
    assert len(sandbox.calls) == 1


async def test_when_it_is_too_much_whoever_calls_for_help_is_answered_first() -> None:
    """And nobody is kept waiting while Telegram said nothing."""
    pace, said = Pace(), []

    async def send(chat: int) -> None:
        await pace.turn(chat)
        said.append(chat)

    await asyncio.gather(*(send(chat) for chat in (1, 2, 3)))
    assert said == [1, 2, 3]
    pace.begin()
    pace.comes_first(8)
    await asyncio.gather(*(send(chat) for chat in (4, 5, 6, 7, 8, 8)))
    assert said[3:] == [8, 8, 4, 5, 6, 7], "also what was said there before, so that its order holds"
    pace.settled(8)
    await asyncio.gather(*(send(chat) for chat in (5, 8)))
    assert said[9:] == [5, 8]


async def test_who_calls_for_help_again_and_again_keeps_no_later_one_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reporter.pacing.PER_SECOND", 10_000)
    pace, said = Pace(), []

    async def send(chat: int) -> None:
        await pace.turn(chat)
        said.append(chat)

    pace.begin()
    callers = (*range(100, 140), 0)  # a chat may be any number
    for chat in callers:
        pace.comes_first(chat)
    await asyncio.gather(*(send(chat) for chat in (*callers, *callers, *callers, 1, 2)))
    calls = [chat for chat in said if chat in callers]
    assert calls == [*callers, *callers, *callers], "each has one turn before any has its second"
    assert [said.index(one) for one in (1, 2)] == [3, 7], "and the others are not forgotten"


async def test_a_429_begins_the_pace_and_the_end_of_the_bot_lets_everybody_go() -> None:
    sandbox = Sandbox()
    await sandbox.start()
    bot = make_bot(sandbox.url, REPORTER_TOKEN)
    sandbox.faults.add(method="sendMessage", status=429, retry_after=1, times=1)
    with pytest.raises(Refused):
        await call(bot, "sendMessage", chat_id=1, text="satu")
    waiting = [asyncio.create_task(call(bot, "sendMessage", chat_id=chat, text="dua")) for chat in range(2, 40)]
    await asyncio.sleep(0)
    await end(bot)
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    await sandbox.stop()
    assert sum(isinstance(one, aiohttp.ClientConnectionError) for one in ended) > 30
