"""The way out to one destination: never many sends at once, and rest after trouble, so that a mail server that hangs
cannot take the places Telegram's calls need. What is owed stays owed; the desk hears when it takes too long.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from storage import notices, outbox
from storage.database import Database
from storage.outbox import NeverAgain, Owed, TryLater

log = logging.getLogger("wadul.dispatch")

AT_ONCE = 2
WAIT = 1.0  # seconds a row waits for its turn before it gives its place in the loop to others
SEND_WITHIN = 8.0  # seconds; less than the loop gives
LONGEST_REST = 15.0  # seconds until a destination in trouble is tried again
LONGEST_ASKED = 3600.0  # seconds we rest at most because a server asked for it
ROW_RESTS = 300.0  # seconds until a row that was refused by itself is tried again
TELL_AFTER = timedelta(minutes=5)
TELL_AFTER_REFUSALS = 6


class Gate:
    """``name`` is the destination's (``mail``); its rows may have several (``mail:1``, ``mail:2``)."""

    def __init__(self, name: str, db: Database, office_code: str) -> None:
        self._name, self._db, self._office_code = name, db, office_code
        self._room = asyncio.Semaphore(AT_ONCE)
        self._under_way = self._stumbles = 0
        self._rest_until = 0.0
        self._since: datetime | None = None

    @asynccontextmanager
    async def passing(self, owed: Owed) -> AsyncIterator[None]:
        """One send. Raises TryLater while the destination rests, or is tried by somebody else after trouble."""
        self._refuse(owed)
        try:
            async with asyncio.timeout(WAIT):
                await self._room.acquire()
        except TimeoutError:
            raise TryLater(WAIT, pauses=owed.destination) from None
        try:
            self._refuse(owed)
            self._under_way += 1
            try:
                yield
            finally:
                self._under_way -= 1
        finally:
            self._room.release()

    def _refuse(self, owed: Owed) -> None:
        left = self._rest_until - time.monotonic()
        if left > 0:
            raise TryLater(left, pauses=owed.destination)
        if self._stumbles and self._under_way:  # one row finds out whether the trouble is over
            raise TryLater(WAIT, pauses=owed.destination)

    def answered(self) -> None:
        """It is there: trouble, if there was any, is over."""
        self._stumbles, self._since = 0, None

    async def silent(self, owed: Owed, error: str, *, status: int = 0, asked: float | None = None) -> NoReturn:
        """It does not answer, or not now (then ``asked`` may be the rest it wants): everything for it rests."""
        now = datetime.now(UTC)
        self._since = self._since or now
        self._stumbles += 1
        rest = max(min(LONGEST_REST, 0.5 * 2 ** min(self._stumbles, 10)), min(asked or 0.0, LONGEST_ASKED))
        self._rest_until = time.monotonic() + rest
        log.warning("destination silent", extra={"kind": self._name, "error": error, "status": status})
        if now - self._since >= TELL_AFTER:
            await asyncio.to_thread(self._tell_down, self._since)
        raise TryLater(rest, pauses=owed.destination)

    async def refused(self, owed: Owed, status: int) -> NoReturn:
        """It is there and does not take this row: the row is tried again, later each time, and others go on."""
        self.answered()
        log.warning("destination refuses", extra={"kind": self._name, "status": status, "attempt": owed.tries})
        if owed.tries >= TELL_AFTER_REFUSALS:
            await asyncio.to_thread(self._tell_down, notices.since(owed))
        raise TryLater(min(ROW_RESTS, 2.0 ** min(owed.tries, 10)))

    async def never(self, owed: Owed, what: str, why: str) -> NoReturn:
        """It will not take this row, ever: the desk hears which case, and the row goes."""
        await asyncio.to_thread(self._tell_case, owed, what)
        raise NeverAgain(why)

    def _tell_down(self, since: datetime) -> None:
        with self._db.writing() as conn:
            outbox.owe_alarm(conn, self._office_code, f"{self._name}.down", since)

    def _tell_case(self, owed: Owed, what: str) -> None:
        now = datetime.now(UTC)
        about = f"{self._name}.{what}"
        with self._db.writing() as conn:
            outbox.owe(
                conn,
                "duty",
                "alarm",
                "desk",
                code=f"alarm.{about}.{notices.call_of(owed)}",
                due_at=now,
                office_code=self._office_code,
                case_id=owed.case_id,
                detail={"since": int(now.timestamp()), "about": about},
            )
