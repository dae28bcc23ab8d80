"""Thin JSON to the Bot API for what is sent most: screens, edits, the answer to a tap.

aiogram's typed replies cost more than the turn itself (they are built, sent, parsed and checked again), so those three
go straight over aiogram's own session; everything rarer uses its typed methods.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.pauses import Pauses
from bot.reporter.pacing import COUNTED, Pace

TIMEOUT = aiohttp.ClientTimeout(total=20.0, connect=10.0)
LONGEST_PATIENCE = 60.0  # seconds we wait for Telegram's own "not so fast" before giving a reply up


class Refused(Exception):
    """Telegram said no. ``status`` is its error code, ``said`` its description in lower case."""

    def __init__(self, status: int, said: str, retry_after: float = 0.0) -> None:
        super().__init__(f"refused with {status}")
        self.status, self.said, self.retry_after = status, said, retry_after


class _Session(AiohttpSession):
    """aiogram's session, which also knows whom to leave alone for a while, and who comes first."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.pauses, self.pace = Pauses(), Pace()
        self._ended = False

    async def end(self) -> None:
        """Close for good: what is still under way must not open it again."""
        self._ended = True
        self.pace.end()
        await self.close()

    async def create_session(self) -> aiohttp.ClientSession:
        if self._ended:
            raise aiohttp.ClientConnectionError("ended")
        return await super().create_session()


def make_bot(api_base: str, token: str) -> Bot:
    """The reporters' bot, talking with ``api_base`` for methods and files alike."""
    return Bot(token, session=_Session(api=TelegramAPIServer.from_base(api_base), timeout=20))


async def end(bot: Bot) -> None:
    """Say nothing more."""
    assert isinstance(bot.session, _Session)
    await bot.session.end()


def pace_of(bot: Bot) -> Pace:
    """Who is written to first."""
    assert isinstance(bot.session, _Session)
    return bot.session.pace


async def call(bot: Bot, method: str, **fields: Any) -> Any:
    """One method, JSON in and JSON out. Raises Refused (with 429, and without asking, while the chat shall be left
    alone), or aiohttp's own error when nothing was heard."""
    session, chat = bot.session, fields.get("chat_id")
    assert isinstance(session, _Session)
    left = session.pauses.left(chat)
    if left:
        raise Refused(429, "left alone", left)
    if method in COUNTED:
        await session.pace.turn(chat)
    client = await session.create_session()
    payload = {name: value for name, value in fields.items() if value is not None}
    async with client.post(session.api.api_url(bot.token, method), json=payload, timeout=TIMEOUT) as response:
        try:
            answer = await response.json(content_type=None)
        except ValueError:
            raise Refused(response.status, "no json") from None
    if isinstance(answer, dict) and answer.get("ok"):
        return answer.get("result")
    fields_ = answer if isinstance(answer, dict) else {}
    after = (fields_.get("parameters") or {}).get("retry_after", 0)
    if after:
        session.pauses.begin(chat, after)
        session.pace.begin()
    raise Refused(int(fields_.get("error_code", response.status)), str(fields_.get("description", "")).lower(), after)


async def patiently(bot: Bot, method: str, **fields: Any) -> Any:
    """The same, waiting out a 429 and trying again after a stumble of the network. Raises when it will not be."""
    waited = 0.0
    for attempt in range(5):
        try:
            return await call(bot, method, **fields)
        except Refused as refusal:
            pause = (
                refusal.retry_after if refusal.status == 429 else 0.5 * 2**attempt if refusal.status >= 500 else None
            )
            if pause is None or waited + pause > LONGEST_PATIENCE:
                raise
        except (TimeoutError, aiohttp.ClientError):
            pause = 0.5 * 2**attempt
            if attempt == 4:
                raise
        waited += pause
        await asyncio.sleep(pause)
    raise Refused(429, "out of patience")
