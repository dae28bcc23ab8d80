"""One process as a machine may watch it: its three pages, and the looks behind them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bot.metrics.coarse import GRID, HOUR, NextDay, Tick, in_fives, waited
from bot.metrics.door import PLAIN, Door, Page
from bot.metrics.text import CONTENT_TYPE, Histogram, Metric, gauge, page
from bot.settings import Settings
from bot.watching import EVERY, FRESH
from flows.office import Office
from storage import keyring, pulses, roster, waits
from storage.database import Connection, Database
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.tables import OF_THE_OFFICE

log = logging.getLogger("wadul.metrics")

LOOKS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)  # seconds; they begin above what one turn holds the lock
DELIVERIES = (1, 2, 5, 10, 15, 30, 60, 300, 900, 3600)
TIMED = {"duty": ("alert", ("desk",)), "reporter": ("news", None)}
"""What is timed on its way to people: the call to the desk, and the word to a reporter that there is an answer."""

Deliver = Callable[[Owed], Awaitable[None]]


class Figures:
    """What one side shows, if a setting says where. ``keys`` are the desk's: only with them is the minute of a call
    read."""

    def __init__(
        self, side: str, settings: Settings, db: Database, offices: Sequence[Office], keys: DutyKeys | None = None
    ) -> None:
        self._side, self._home, self._at = side, settings.home, settings.metrics(side)
        self._db, self._offices, self._keys = db, offices, keys
        self._began = round(time.time())
        self._heard: Callable[[], float] = lambda: 0.0
        self._looked = 0.0
        self._has_keys = False
        self._pulses: dict[str, datetime] = {}
        self._coarse: dict[str, Metric] = {}
        self._grid, self._hour = Tick(GRID), Tick(HOUR)
        self._looks, self._deliveries = Histogram(*LOOKS), NextDay(*DELIVERIES)

    # -- what the process tells -------------------------------------------------------------------------------------

    def listen(self, heard: Callable[[], float]) -> None:
        """This says when the bot last listened, on the steady clock."""
        self._heard = heard

    def looked(self, seconds: float) -> None:
        """A look at the database (`bot.watching`: every ten seconds, whatever happens) went well and took this long."""
        self._looked = time.monotonic()
        self._looks.note(seconds)

    def timing(self, deliver: Deliver) -> Deliver:
        """The same delivery, timed from due to done."""
        if self._at is None:
            return deliver
        kind, destinations = TIMED[self._side]

        async def timed(owed: Owed) -> None:
            await deliver(owed)
            if owed.kind == kind and (destinations is None or owed.destination in destinations):
                self._deliveries.note(max(0.0, (datetime.now(UTC) - owed.due_at).total_seconds()))

        return timed

    # -- the looks --------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Look and answer until cancelled; nothing at all where nothing is shown."""
        if self._at is None:
            return
        door = asyncio.create_task(Door(*self._at, self.pages()).run())
        try:
            while True:
                try:
                    await asyncio.to_thread(self.look, datetime.now(UTC))
                except Exception as error:  # the loop goes on: type only
                    self._coarse.clear()  # what is not known is not shown
                    log.error("not measured", extra={"error": type(error).__name__, "side": self._side})
                await asyncio.sleep(EVERY)
        finally:
            door.cancel()

    def look(self, now: datetime) -> None:
        """One look: signs of life and keys each time, what waits on the grid, counts at the full hour."""
        self._has_keys = not self._lacking_keys()
        grid, hour = self._grid.passed(now), self._hour.passed(now)
        if grid:
            self._deliveries.turn(self._offices[0].clock(now).date())
        with self._db.reading() as conn:
            self._pulses = _oldest(pulses.of(conn, office.code) for office in self._offices)
            if grid:
                self._coarse |= {metric.name: metric for metric in self._waiting(conn, now)}
            if hour and self._keys is not None:
                self._coarse |= {metric.name: metric for metric in self._counts(conn)}

    def _lacking_keys(self) -> list[str]:
        reporter = self._side == "reporter"
        found = keyring.problems(self._home, reporter=reporter, duty=not reporter, modes=False)
        return found + keyring.further_problems(self._home, [office.code for office in self._offices[1:]])

    def _waiting(self, conn: Connection, now: datetime) -> Iterator[Metric]:
        since = waits.undelivered(conn, self._side, now, self._offices[0].code if self._keys is not None else None)
        yield gauge(
            "wadul_oldest_undelivered_seconds",
            "How long the oldest row of this side is due and not sent, in steps, every five minutes.",
            ({}, waited(since, now)),
        )
        if self._keys is not None:
            untaken = waits.untaken(conn, self._keys, self._offices[0].code)
            yield gauge(
                "wadul_oldest_unacknowledged_seconds",
                "How long the oldest urgent case waits for an officer, in steps, every five minutes.",
                *(({"urgency": urgency}, waited(since, now)) for urgency, since in untaken.items()),
            )

    def _counts(self, conn: Connection) -> Iterator[Metric]:
        code = self._offices[0].code
        cases, people = waits.open_cases(conn, code), roster.listed(conn, code)
        able = sum(one.role in OF_THE_OFFICE and one.started_at is not None and one.reachable for one in people)
        yield gauge("wadul_cases_open", "Open cases, in fives, as of the full hour.", ({}, in_fives(cases)))
        yield gauge("wadul_officers_reachable", "Officers the bot can wake, as of the full hour.", ({}, able))

    # -- the pages --------------------------------------------------------------------------------------------------

    def pages(self) -> Mapping[str, Page]:
        """The three of them."""

        def ready() -> tuple[int, str, str]:
            lacking = [name for name, fine in self.checks().items() if not fine]
            return (503, PLAIN, "".join(f"{name}\n" for name in lacking)) if lacking else (200, PLAIN, "ok\n")

        return {
            "/healthz": lambda: (200, PLAIN, "ok\n"),  # whoever is answered knows that the process turns
            "/readyz": ready,
            "/metrics": lambda: (200, CONTENT_TYPE, page(self.metrics(datetime.now(UTC)))),
        }

    def checks(self) -> dict[str, bool]:
        """Whether a report of this moment would be taken here."""
        steady = time.monotonic()
        return {
            "database": self._looked > 0 and steady - self._looked < FRESH,
            "keys": self._has_keys,
            "polling": self._heard() > 0 and steady - self._heard() < FRESH,
        }

    def metrics(self, now: datetime) -> Iterator[Metric]:
        """Everything there is to see."""
        yield gauge("wadul_start_time_seconds", "When this process began.", ({"side": self._side}, self._began))
        ready = [({"check": name}, float(fine)) for name, fine in self.checks().items()]
        yield gauge("wadul_ready", "Whether a report of this moment would be taken.", *ready)
        ages = [({"part": part}, _minutes(at, now)) for part, at in sorted(self._pulses.items())]
        yield gauge(
            "wadul_pulse_age_minutes", "Since each part last showed that it works; from 3 on it is silent.", *ages
        )
        yield from (self._coarse[name] for name in sorted(self._coarse))
        yield self._looks.metric("wadul_look_seconds", "How long a look at the database took, every ten seconds.")
        help = "Calls to people, from due to delivered; shown a day later, five or more at a time."
        yield self._deliveries.shown.metric("wadul_delivered_seconds", help)


def _oldest(found: Iterator[Mapping[str, datetime]]) -> dict[str, datetime]:
    """Of each part the pulse of the office where it is oldest."""
    oldest: dict[str, datetime] = {}
    for there in found:
        oldest |= {part: min(at, oldest.get(part, at)) for part, at in there.items()}
    return oldest


def _minutes(since: datetime, now: datetime) -> float:
    return float(max(0, (now - since).total_seconds() // 60))
