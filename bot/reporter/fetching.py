"""A voice note is fetched from Telegram, in pieces and never more than the most we take, and handed on to be sealed.

It lies in memory until it is sealed, and on no disk. A slow line takes longer than one delivery may: then the row waits
while the same fetching goes on. What Telegram does not give within a day, or is no voice, is lost, and its reporter is
told; an hour in which it gives nothing loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
from aiogram import Bot

from bot.reporter import ogg
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
AT_ONCE = 4  # so many are fetched at the same time: the rest of what is owed does not wait behind them
ASKED_FOR = timedelta(days=1)  # so long it is asked for, though Telegram says that there is no such file:
GONE = (400, 403, 404, 410)


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
            await asyncio.to_thread(self._turns.give_voice_up, owed, datetime.now(UTC))
            raise NeverAgain("no.key") from None
        task = self._under_way.get(owed.code)
        if task is None:
            if len(self._under_way) >= AT_ONCE:
                raise TryLater(min(30.0, float(owed.tries)))
            task = self._under_way[owed.code] = asyncio.create_task(self._fetch(owed, wanted))
            task.add_done_callback(partial(self._no_longer_under_way, owed.code))
        done, _ = await asyncio.wait({task}, timeout=ONE_DELIVERY)
        if not done:
            raise TryLater(1.0)
        await task

    def _no_longer_under_way(self, code: str, task: asyncio.Task[None]) -> None:
        """Whether or not anybody still waits for it: its row may be called off by now."""
        self._under_way.pop(code, None)
        if not task.cancelled():
            task.exception()

    async def end(self) -> None:
        """Fetch nothing more: what was not kept is fetched by whoever lives next."""
        under_way = list(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _fetch(self, owed: Owed, wanted: Wanted) -> None:
        sound: bytes | None = None
        try:
            if self._turns.takes_voices(wanted.office_code):  # or it was switched off since they said yes
                sound = await self._download(wanted.file)
        except TooMuch:
            pass
        except Refused as refusal:
            if refusal.status == 429:
                raise TryLater(max(refusal.retry_after, 1.0)) from None
            long_ago = datetime.now(UTC) - owed.due_at > ASKED_FOR
            if "too big" not in refusal.said and (refusal.status not in GONE or not long_ago):
                raise TryLater(min(60.0, 0.5 * 2 ** min(owed.tries, 7))) from None
        log.info("voice fetched" if sound is not None else "voice not given", extra={"attempt": owed.tries})
        screen = await asyncio.to_thread(self._turns.settle_voice, owed, wanted, sound, datetime.now(UTC))
        if screen is not None:
            self._speaker.refresh_later(wanted.chat_id, screen)

    async def _download(self, file: str) -> bytes:
        """The whole of it, unless it is more than we take. Raises TooMuch, Refused, aiohttp's own errors."""
        told = await call(self._bot, "getFile", file_id=file)
        size, path = (told.get(name) for name in ("file_size", "file_path"))
        size = size if isinstance(size, int) else 0
        if size > LARGEST:
            raise TooMuch
        if not isinstance(path, str) or not path:
            raise Refused(404, "no path")
        session: Any = self._bot.session
        client = await session.create_session()
        url = session.api.file_url(self._bot.token, path)
        plain = {"Accept-Encoding": "identity"}
        async with client.get(url, headers=plain, timeout=TIMEOUT, allow_redirects=False) as response:
            if response.status != 200:
                raise Refused(response.status, "")
            if response.headers.get("Content-Encoding", "identity") != "identity":  # it could grow without end
                raise TooMuch
            sound = await _read(response.content)
        if len(sound) < size:
            raise Refused(404, "cut short")
        if not ogg.is_voice(sound):
            raise TooMuch
        return sound


async def _read(content: aiohttp.StreamReader) -> bytes:
    """Piece by piece: whatever length was announced, the most we take is where it ends."""
    sound = bytearray()
    async for piece in content.iter_chunked(PIECE):
        sound += piece
        if len(sound) > LARGEST or not sound.startswith(ogg.BEGINS[: len(sound)]):
            raise TooMuch
    return bytes(sound)
