"""Pay what is owed to the world: claim, send, mark. No rest until a row is paid or its reason to exist is gone.

Sent first, marked after. A failed send waits longer each time; a destination that Telegram asked us to leave alone
(429) rests alone, the others go on. New rows are noticed within a few hundredths of a second.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from storage import outbox
from storage.database import Database
from storage.outbox import NeverAgain, Owed, TryLater

log = logging.getLogger("wadul.dispatch")

LEASE = 60.0  # seconds a claimed row is ours; longer than any send may take
SEND_WITHIN = 45.0  # seconds
AT_ONCE = 16
GLANCE = 0.05  # seconds between looks at SQLite's change counter
LOOK = 0.5  # seconds between looks at the rows themselves: due times pass without any change
LONGEST_WAIT = timedelta(seconds=60)  # an urgent row is never further away from its next try

Deliver = Callable[[Owed], Awaitable[None]]


class Dispatcher:
    """Works through one side's rows. ``deliver`` sends one row; returning means it was sent."""

    def __init__(self, db: Database, side: str, deliver: Deliver) -> None:
        self._db, self._side, self._deliver = db, side, deliver
        self._stop = asyncio.Event()
        self._bell = asyncio.Event()
        self._resting: dict[str, float] = {}

    def ring(self) -> None:
        """There is something new: look now."""
        self._bell.set()

    def stop(self) -> None:
        """Finish what was claimed and claim nothing more."""
        self._stop.set()
        self._bell.set()

    async def run(self) -> None:
        """Deliver until stopped."""
        wait = 0.0
        while not self._stop.is_set():
            try:
                busy = await self._round()
                wait = 0.0
                if not busy:
                    await self._until_news()
            except Exception as error:  # the loop goes on: type only
                log.warning("outbox not read", extra={"error": type(error).__name__, "side": self._side})
                wait = min(5.0, wait * 2 or 0.2)
                await self._sleep(wait)

    async def _round(self) -> bool:
        """Claim and send once. True when there may be more."""
        now = datetime.now(UTC)
        paused = frozenset(name for name, until in self._resting.items() if until > time.monotonic())
        if "*" in paused:
            await self._sleep(min(1.0, self._resting["*"] - time.monotonic()))
            return True
        rows = await asyncio.to_thread(outbox.claim, self._db, self._side, now, LEASE, AT_ONCE, paused)
        if rows:
            await asyncio.gather(*(self._pay(row) for row in rows))
        return len(rows) == AT_ONCE

    async def _pay(self, row: Owed) -> None:
        facts = {"kind": row.kind, "code": row.code.split("@")[0], "attempt": row.tries}
        try:
            async with asyncio.timeout(SEND_WITHIN):
                await self._deliver(row)
        except TryLater as later:
            if later.pauses is not None:
                self._resting[later.pauses] = time.monotonic() + later.seconds
            await self._mark_failed(row, "TryLater", timedelta(seconds=later.seconds))
            log.info("delivery put off", extra={**facts, "seconds": round(later.seconds, 1)})
        except NeverAgain as gone:
            await asyncio.to_thread(self._drop, row, gone.why)
            log.warning("destination gone", extra={**facts, "error": gone.why})
        except Exception as error:
            await self._mark_failed(row, type(error).__name__, _patience(row.tries))
            log.warning("delivery failed", extra={**facts, "error": type(error).__name__})
        else:
            await asyncio.to_thread(self._paid, row)
            log.info("delivered", extra=facts)

    def _paid(self, row: Owed) -> None:
        with self._db.writing() as conn:
            outbox.paid(conn, row.id, datetime.now(UTC))

    def _drop(self, row: Owed, why: str) -> None:
        with self._db.writing() as conn:
            outbox.drop(conn, row.id, datetime.now(UTC), why)

    async def _mark_failed(self, row: Owed, error: str, wait: timedelta) -> None:
        def mark() -> None:
            with self._db.writing() as conn:
                now = datetime.now(UTC)
                outbox.failed(conn, row.id, now, error, now + wait)

        await asyncio.to_thread(mark)

    async def _until_news(self) -> None:
        """Wait for a bell, a change somebody else made, or the next look."""
        seen = self._db.data_version()
        until = time.monotonic() + LOOK
        while time.monotonic() < until and not self._bell.is_set():
            await self._sleep(GLANCE)
            if seen is not None and self._db.data_version() != seen:
                break
        self._bell.clear()

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), max(seconds, 0.0))
        except TimeoutError:
            return


def _patience(tries: int) -> timedelta:
    """0.5 s, 1 s, 2 s … one minute."""
    return min(LONGEST_WAIT, timedelta(seconds=0.5 * 2 ** min(tries - 1, 12)))
