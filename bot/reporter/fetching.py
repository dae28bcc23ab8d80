"""A voice note is fetched from Telegram, in pieces and never more than the most we take, and handed on to be sealed.

It lies in memory until it is sealed, and on no disk. A slow line takes longer than one delivery may: then the row waits
while the same fetching goes on. What Telegram will not give is lost, and its reporter is told.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiogram import Bot

from bot.reporter.sending import Refused, call
from bot.reporter.speaking import Speaker
from flows.recording import LARGEST
from storage import fetching
from storage.errors import CannotOpen
from storage.fetching import Wanted
from storage.keyring import ReporterKeys
from storage.outbox import NeverAgain, Owed, TryLater
from storage.turns import Turns

log = logging.getLogger("wadul.reporter")

PIECE = 64 * 1024  # bytes
ONE_DELIVERY = 10.0  # seconds; what is fetched goes on after them
TIMEOUT = aiohttp.ClientTimeout(total=300.0, connect=10.0, sock_read=20.0)
TRIES = 4  # so often Telegram may say that it has no such file
GONE = (400, 403, 404, 410)
SOUND = b"OggS"  # how every voice note of Telegram's apps begins: nothing else is kept under its name


class TooMuch(Exception):
    """More than we take, whatever Telegram said before; or no sound."""


class Fetching:
    """Fetches what the outbox owes, each once at a time."""

    def __init__(self, bot: Bot, keys: ReporterKeys, turns: Turns, speaker: Speaker) -> None:
        self._bot, self._keys, self._turns, self._speaker = bot, keys, turns, speaker
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def deliver(self, owed: Owed) -> None:
        """Fetch one voice note and have it sealed. Raises TryLater while it takes its time, NeverAgain where nobody
        can say any more what was to be fetched."""
        try:
            wanted = fetching.opened(self._keys, owed)
        except CannotOpen:  # the draft key lived in memory only and is gone
            raise NeverAgain("no.key") from None
        task = self._under_way.get(owed.code)
        if task is None:
            task = self._under_way[owed.code] = asyncio.create_task(self._fetch(owed, wanted))
        done, _ = await asyncio.wait({task}, timeout=ONE_DELIVERY)
        if not done:
            raise TryLater(1.0)
        self._under_way.pop(owed.code, None)
        await task

    async def end(self) -> None:
        """Fetch nothing more: what was not kept is fetched by whoever lives next."""
        under_way = [task for task in self._under_way.values() if not task.done()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _fetch(self, owed: Owed, wanted: Wanted) -> None:
        sound: bytes | None
        try:
            sound = await self._download(wanted.file)
        except TooMuch:
            sound = None
        except Refused as refusal:
            if refusal.status == 429:
                raise TryLater(max(refusal.retry_after, 1.0)) from None
            if "too big" not in refusal.said and (refusal.status not in GONE or owed.tries < TRIES):
                raise TryLater(min(60.0, 0.5 * 2 ** min(owed.tries, 7))) from None
            sound = None
        log.info("voice fetched" if sound is not None else "voice not given", extra={"attempt": owed.tries})
        screen = await asyncio.to_thread(self._turns.settle_voice, owed, wanted, sound, datetime.now(UTC))
        if screen is not None:
            self._speaker.refresh_later(wanted.chat_id, screen)

    async def _download(self, file: str) -> bytes:
        """The whole of it, unless it is more than we take. Raises TooMuch, Refused, aiohttp's own errors."""
        told = await call(self._bot, "getFile", file_id=file)
        if told.get("file_size", 0) > LARGEST:
            raise TooMuch
        if not told.get("file_path"):
            raise Refused(404, "no path")
        session: Any = self._bot.session
        client = await session.create_session()
        url = session.api.file_url(self._bot.token, told["file_path"])
        plain = {"Accept-Encoding": "identity"}
        async with client.get(url, headers=plain, timeout=TIMEOUT, allow_redirects=False) as response:
            if response.status != 200:
                raise Refused(response.status, "")
            if response.headers.get("Content-Encoding", "identity") != "identity":  # it could grow without end
                raise TooMuch
            return await _read(response.content)


async def _read(content: aiohttp.StreamReader) -> bytes:
    """Piece by piece: whatever length was announced, the most we take is where it ends."""
    sound = bytearray()
    async for piece in content.iter_chunked(PIECE):
        sound += piece
        if len(sound) > LARGEST or not sound.startswith(SOUND[: len(sound)]):
            raise TooMuch
    if not sound.startswith(SOUND):
        raise TooMuch
    return bytes(sound)
