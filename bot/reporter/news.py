"""An officer wrote: tell the reporter "Ada kabar." and nothing else, if they agreed, when they agreed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

import aiohttp
from aiogram import Bot

from bot.reporter.floor import BRIEFLY, Floor
from bot.reporter.sending import Refused, call
from flows import wording
from flows.events import callback
from flows.office import Office
from flows.traces import Trace
from storage import returning
from storage.database import Database
from storage.errors import StorageError
from storage.keyring import ReporterKeys
from storage.outbox import NeverAgain, Owed, TryLater
from storage.sealing import OpenedAddress

# The windows a reporter can choose, on the office's clock.
WINDOWS = {"morning": (time(7), time(11)), "afternoon": (time(11), time(16)), "evening": (time(16), time(20))}
NIGHT = (time(21), time(6))  # even who may be written to at any time is not woken


class NewsDelivery:
    """Delivers an officer's answers, of every office it serves. ``remember`` is told of each message that was sent."""

    def __init__(
        self,
        bot: Bot,
        db: Database,
        keys: ReporterKeys,
        offices: Sequence[Office],
        remember: Callable[[int, Trace], None],
        floor: Floor,
    ) -> None:
        self._bot, self._db, self._keys, self._offices = bot, db, keys, offices
        self._remember, self._floor = remember, floor

    async def deliver(self, owed: Owed) -> None:
        """Send one notice. Raises TryLater outside the window, NeverAgain where there is no one to tell."""
        if owed.letter_id is not None and await asyncio.to_thread(self._was_read, owed.letter_id):
            raise NeverAgain("read.1")
        address = await asyncio.to_thread(self._address, owed)
        if address is None:
            raise NeverAgain("no.address")
        if address.window is None:
            raise NeverAgain("no.consent")
        now = self._office_of(owed).clock(datetime.now(UTC))
        wait = seconds_until(address.window, now)
        if wait > 0:
            raise TryLater(wait)
        if await asyncio.to_thread(self._is_silent, owed):
            raise NeverAgain("silence.3")
        async with self._floor.on(address.address.chat_id, BRIEFLY) as ours:
            if not ours:
                raise TryLater(1.0)
            await self._send(owed, address, silent=is_night(now))

    async def _send(self, owed: Owed, address: OpenedAddress, *, silent: bool) -> None:
        try:
            sent = await call(
                self._bot,
                "sendMessage",
                chat_id=address.address.chat_id,
                text=wording.text("news-push", address.language, register=address.register),
                reply_markup={"inline_keyboard": [[self._button(address.language, address.register)]]},
                protect_content=True,
                disable_notification=silent,
            )
        except Refused as refusal:
            if refusal.status == 429:
                raise TryLater(max(refusal.retry_after, 1.0)) from None
            if refusal.status in (400, 403):  # blocked, or the chat is gone: the letter waits for the receipt
                raise NeverAgain(f"telegram.{refusal.status}") from None
            raise
        except (TimeoutError, aiohttp.ClientError):
            raise TryLater(min(60.0, 0.5 * 2 ** min(owed.tries, 7))) from None
        self._remember(address.address.chat_id, Trace(int(sent["message_id"]), int(sent["date"])))

    def _button(self, language: str, register: str) -> dict[str, str]:
        said = wording.label("open_news", language, register=register)
        return {"text": said, "callback_data": callback("open_news", "news", 0)}

    def _office_of(self, owed: Owed) -> Office:
        return next((office for office in self._offices if office.code == owed.office_code), self._offices[0])

    def _was_read(self, letter_id: int) -> bool:
        with self._db.reading() as conn:
            return returning.was_read(conn, letter_id)

    def _is_silent(self, owed: Owed) -> bool:
        with self._db.writing() as conn:
            return returning.is_silent(conn, str(owed.report_id), datetime.now(UTC))

    def _address(self, owed: Owed) -> OpenedAddress | None:
        if owed.report_id is None:
            return None
        try:
            with self._db.reading() as conn:
                return returning.find(conn, self._keys, owed.report_id)
        except StorageError:  # its month's key was destroyed
            return None


def seconds_until(window: str, now: datetime) -> float:
    """Seconds until the window a reporter chose opens; 0 while it is open or when any time is fine."""
    if window not in WINDOWS:
        return 0.0
    opens, closes = WINDOWS[window]
    if opens <= now.time() < closes:
        return 0.0
    start = now.replace(hour=opens.hour, minute=0, second=0, microsecond=0)
    if start <= now:
        start += timedelta(days=1)
    return (start - now).total_seconds()


def is_night(now: datetime) -> bool:
    """Whether a notice should make no sound."""
    return now.time() >= NIGHT[0] or now.time() < NIGHT[1]
