"""*Dengarkan*: an officer hears a voice note in their own chat, never in a group, and for as long as a card stays.

It comes without words beside it, without a sound of its own, under a name that says nothing, and cannot be passed on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.duty.pausing import seconds
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.office import Office
from flows.wording import text
from storage import playing
from storage.database import Connection, Database, DatabaseTrouble
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys
from storage.playing import Sound
from storage.tables import Officer
from storage.voices import DAMAGED

log = logging.getLogger("wadul.duty")

NAME = "1.ogg"
LONGEST_PATIENCE = 60.0  # seconds we wait for Telegram's own "not so fast"
TRIES = 3  # so often in all
SLOW_LINE = 120.0  # seconds that two megabytes may take
PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0)  # seconds until the database is asked again to write


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
        case = playing.note_heard(conn, self._keys, officer, act.number, self._office, at)
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
                if sound == DAMAGED:
                    await self._say(officer, "desk-hear-damaged", number)
                else:
                    await self._send(officer, number, sound)
        except (NoSuchCase, CannotOpen):  # taken off the case or the roster, or sealed away, since the tap
            await self._say(officer, "desk-gone", number)
        except DatabaseTrouble as error:
            log.error("sound not written down", extra={"error": type(error).__name__, "case": number})
            await self._say(officer, "desk-hear-failed", number)

    async def _send(self, officer: Officer, number: str, sound: Sound, tries: int = TRIES) -> None:
        """Its removal is written down first, and with that it is asked whether they may hear it still: anew after each
        rest. It is not sent twice where nobody knows whether it came."""
        code = await asyncio.to_thread(self._will_leave, officer, number)
        try:
            sent = await self._once(officer.telegram_id, sound)
        except (BadRequest, Forbidden, RetryAfter) as no:
            log.warning("sound refused", extra={"error": type(no).__name__, "case": number})
            await asyncio.to_thread(self._never_came, code)
            rest = seconds(no) if isinstance(no, RetryAfter) else LONGEST_PATIENCE + 1
            if tries > 1 and rest <= LONGEST_PATIENCE:
                await asyncio.sleep(rest)
                await self._send(officer, number, sound, tries - 1)
            elif not isinstance(no, Forbidden):
                await self._say(officer, "desk-hear-failed", number)
        except TelegramError as error:
            log.warning("sound not known to be there", extra={"error": type(error).__name__, "case": number})
            await self._say(officer, "desk-hear-unsure", number)
        else:
            await self._have_it_leave(officer, number, code, sent.message_id)

    async def _have_it_leave(self, officer: Officer, number: str, code: str, message_id: int) -> None:
        """Which message it is must be written down. Where that does not go, or its row was settled meanwhile, it goes
        at once; and where that does not go either, a row of its own is owed for it."""
        trouble: DatabaseTrouble | None = None
        try:
            if await asyncio.to_thread(self._is_there, code, message_id):
                return
        except DatabaseTrouble as error:
            trouble = error
        try:
            await self._bot.delete_message(officer.telegram_id, message_id)
        except TelegramError as error:
            log.warning("sound not taken away", extra={"error": type(error).__name__, "case": number})
            await self._owe_its_leaving(officer, number, code, message_id)
            return
        if trouble is not None:
            await asyncio.to_thread(self._never_came, code)  # while the trouble lasts, this says so
            await self._say(officer, "desk-hear-failed", number)

    async def _owe_its_leaving(self, officer: Officer, number: str, code: str, message_id: int) -> None:
        for pause in PAUSES:
            try:
                await asyncio.to_thread(self._must_leave, code, message_id)
                return
            except DatabaseTrouble:
                await asyncio.sleep(pause)
        log.error("sound left behind", extra={"case": number})
        await self._say(officer, "desk-hear-unsure", number)

    async def _once(self, chat: int, sound: Sound) -> Message:
        content, lasts = sound
        return await self._bot.send_voice(
            chat,
            InputFile(content, filename=NAME),
            duration=lasts,
            protect_content=True,
            disable_notification=True,
            read_timeout=SLOW_LINE,
            write_timeout=SLOW_LINE,
        )

    async def _say(self, officer: Officer, key: str, number: str) -> None:
        said = text(key, number=number)
        await self._bot.send_message(officer.telegram_id, said, protect_content=True, disable_notification=True)

    def _sounds(self, officer: Officer, number: str) -> list[Sound]:
        with self._db.reading() as conn:
            return playing.sounds(conn, self._keys, officer, number)

    def _will_leave(self, officer: Officer, number: str) -> str:
        with self._db.writing() as conn:
            return playing.will_leave(conn, officer, number, self._office, datetime.now(UTC))

    def _is_there(self, code: str, message_id: int) -> bool:
        with self._db.writing() as conn:
            return playing.is_there(conn, code, message_id)

    def _must_leave(self, code: str, message_id: int) -> None:
        with self._db.writing() as conn:
            playing.must_leave(conn, code, message_id, datetime.now(UTC))

    def _never_came(self, code: str) -> None:
        with self._db.writing() as conn:
            playing.never_came(conn, code, datetime.now(UTC))
