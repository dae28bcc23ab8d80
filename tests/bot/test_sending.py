"""The thin way to the Bot API: what it does when it is over."""

from __future__ import annotations

import gc
import warnings

import aiohttp
import pytest

from bot.reporter.sending import call, end, make_bot
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
