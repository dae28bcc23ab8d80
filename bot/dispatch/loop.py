"""Pay what is owed to the world: claim, send, mark. No rest until a row is paid or its reason to exist is gone.

Sent first, marked after. A failed send waits longer each time; a destination that Telegram asked us to leave alone
(429) rests alone, the others go on. New rows are noticed within a few hundredths of a second: on SQLite by its counter
of changes, on PostgreSQL by a bell; and below both lies a look now and then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.dispatch.bell import Bell
from storage import outbox, waking
from storage.database import Database
from storage.outbox import NeverAgain, Owed, TryLater

log = logging.getLogger("wadul.dispatch")

LEASE = 20.0  # seconds a claimed row is ours; longer than any send may take, and all that a row waits if we die
SEND_WITHIN = 12.0  # seconds
AT_ONCE = 16
GLANCE = 0.02  # seconds between looks at SQLite's change counter: half a percent of a core, and 10 ms for an alert
LOOK = 0.5  # seconds between looks at the rows themselves: due times pass without any change
LOOK_WITH_BELL = 2.0  # the same where a bell rings for what is new: for due times, and should it not be heard
LONGEST_WAIT = timedelta(seconds=45)  # no row is further away from its next try
URGENT_WAIT = timedelta(seconds=8)  # nor one of a case that is DARURAT: after an outage the desk hears within 15 s

Deliver = Callable[[Owed], Awaitable[None]]


class Dispatcher:
    """Works through one side's rows: those of one office, or (None) of all. ``deliver`` sends one row; returning means
    it was sent."""

    def __init__(self, db: Database, side: str, deliver: Deliver, office_code: str | None = None) -> None:
        self._db, self._side, self._deliver, self._office_code = db, side, deliver, office_code
        self._stop = asyncio.Event()
        self._bell = asyncio.Event()
        self._resting: dict[str, float] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._moved = 0.0
        self._rung_for: Bell | None = None

    def moved(self) -> float:
        """When the rows were last looked at, on the steady clock."""
        return self._moved

    def ring(self) -> None:
        """There is something new: look now."""
        self._bell.set()

    def stop(self) -> None:
        """Finish what was claimed and claim nothing more."""
        self._stop.set()
        self._bell.set()

    async def run(self) -> None:
        """Deliver until stopped."""
        self._hang_bell()
        try:
            await self._work()
        finally:
            if self._rung_for is not None:
                await asyncio.to_thread(self._rung_for.stop)

    def _hang_bell(self) -> None:
        line = waking.line(self._side, self._office_code)
        if self._db.dialect == "postgresql" and line is not None:
            loop = asyncio.get_running_loop()
            self._rung_for = Bell(self._db, line, lambda: loop.call_soon_threadsafe(self.ring))
            self._rung_for.start()

    async def _work(self) -> None:
        wait = 0.0
        while not self._stop.is_set():
            try:
                seen = self._db.data_version()
                busy = await self._round()
                self._moved = time.monotonic()
                wait = 0.0
                if not busy:
                    await self._until_news(seen)
            except Exception as error:  # the loop goes on: type only
                log.warning("outbox not read", extra={"error": type(error).__name__, "side": self._side})
                wait = min(5.0, wait * 2 or 0.2)
                await self._sleep(wait)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _round(self) -> bool:
        """Claim, and begin to send: one slow destination holds up nobody else. True when there may be more."""
        now = datetime.now(UTC)
        paused = frozenset(name for name, until in self._resting.items() if until > time.monotonic())
        if "*" in paused:
            await self._sleep(min(1.0, self._resting["*"] - time.monotonic()))
            return True
        free = AT_ONCE - len(self._under_way)
        if free == 0:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            return True
        rows = await asyncio.to_thread(outbox.claim, self._db, self._side, now, LEASE, free, paused, self._office_code)
        for row in rows:
            paying = asyncio.create_task(self._pay(row))
            self._under_way.add(paying)
            paying.add_done_callback(self._settled)
        return len(rows) == free

    def _settled(self, paying: asyncio.Task[None]) -> None:
        """One row is done with; what it led to may be due now."""
        self._under_way.discard(paying)
        if not paying.cancelled() and (error := paying.exception()) is not None:
            # It could not be marked: its lease runs out, and it is tried again.
            log.warning("outbox not written", extra={"error": type(error).__name__, "side": self._side})
        self.ring()

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
            await self._mark_failed(row, type(error).__name__, _patience(row.tries, row.rank))
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

    async def _until_news(self, seen: int | None) -> None:
        """Wait for a bell, a change somebody made since ``seen``, or the next look."""
        hears = self._rung_for is not None and self._rung_for.hangs
        until = time.monotonic() + (LOOK_WITH_BELL if hears else LOOK)
        while (left := until - time.monotonic()) > 0 and not self._stop.is_set():
            if seen is not None and self._db.data_version() != seen:
                return
            if await self._sleep(left if seen is None else GLANCE):
                return

    async def _sleep(self, seconds: float) -> bool:
        """True when the bell rang."""
        try:
            await asyncio.wait_for(self._bell.wait(), max(seconds, 0.0))
        except TimeoutError:
            return False
        self._bell.clear()
        return True


def _patience(tries: int, rank: int | None = None) -> timedelta:
    """0.5 s, 1 s, 2 s … as long as its urgency allows."""
    return min(URGENT_WAIT if rank == 0 else LONGEST_WAIT, timedelta(seconds=0.5 * 2 ** min(tries - 1, 12)))
