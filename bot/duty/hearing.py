"""*Dengarkan*: an officer hears a voice note in their own chat, never in a group, and for as long as a card stays.

It comes without words beside it, without a sound of its own, under a name that says nothing, and cannot be passed on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.duty.pausing import seconds
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.office import Office
from flows.wording import text
from storage import playing
from storage.database import Connection, Database
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys
from storage.playing import Sound
from storage.tables import Officer

log = logging.getLogger("wadul.duty")

NAME = "1.ogg"
LONGEST_PATIENCE = 60.0  # seconds we wait for Telegram's own "not so fast"


class Hearing:
    """The room of one button."""

    name = "hearing"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        return {"hear": self._hear}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        return None  # nothing is typed here

    def _hear(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Written down before it is heard. Taken before, it is sent anew, with an entry of its own, as a card is."""
        if officer.started_at is None:
            return Answer(toast=text("desk-start-first"))
        case = playing.note_heard(conn, self._keys, officer, act.number, at)
        toast = text("desk-hear-coming", number=case.number, minutes=str(self._office.reading.minutes))
        return Answer(toast=toast, stays=True, plays=act.number, officer=officer)


class Player:
    """Brings the sounds of a case to an officer, and has them taken away."""

    def __init__(self, bot: Bot, db: Database, keys: DutyKeys, office: Office) -> None:
        self._bot, self._db, self._keys, self._office = bot, db, keys, office

    async def play(self, officer: Officer, number: str) -> None:
        """All there are, the oldest first. What fails is said, and can be tapped again."""
        try:
            for sound in await asyncio.to_thread(self._sounds, officer, number):
                await self._send(officer, number, sound)
        except (NoSuchCase, CannotOpen):  # taken off the case, or sealed away, since the tap
            await self._bot.send_message(officer.telegram_id, text("desk-gone"), protect_content=True)

    async def _send(self, officer: Officer, number: str, sound: Sound) -> None:
        """Its removal is written down first. It is not sent twice where nobody knows whether it came."""
        chat = officer.telegram_id
        code = await asyncio.to_thread(self._will_leave, officer, number)
        try:
            sent = await self._once(chat, sound)
        except TelegramError as error:
            log.warning("sound not delivered", extra={"error": type(error).__name__, "case": number})
            if isinstance(error, BadRequest | Forbidden | RetryAfter):
                await asyncio.to_thread(self._never_came, code)
            if not isinstance(error, Forbidden):
                failed = text("desk-hear-failed", number=number)
                await self._bot.send_message(chat, failed, protect_content=True, disable_notification=True)
            return
        if not await asyncio.to_thread(self._is_there, code, sent.message_id):
            await self._bot.delete_message(chat, sent.message_id)

    async def _once(self, chat: int, sound: Sound) -> Any:
        content, lasts = sound

        async def send() -> Any:
            return await self._bot.send_voice(
                chat,
                InputFile(content, filename=NAME),
                duration=lasts,
                protect_content=True,
                disable_notification=True,
            )

        try:
            return await send()
        except RetryAfter as rest:
            if seconds(rest) > LONGEST_PATIENCE:
                raise
            await asyncio.sleep(seconds(rest))
            return await send()

    def _sounds(self, officer: Officer, number: str) -> list[Sound]:
        with self._db.reading() as conn:
            return playing.sounds(conn, self._keys, officer, number)

    def _will_leave(self, officer: Officer, number: str) -> str:
        with self._db.writing() as conn:
            return playing.will_leave(conn, officer, number, self._office, datetime.now(UTC))

    def _is_there(self, code: str, message_id: int) -> bool:
        with self._db.writing() as conn:
            return playing.is_there(conn, code, message_id)

    def _never_came(self, code: str) -> None:
        with self._db.writing() as conn:
            playing.never_came(conn, code, datetime.now(UTC))
