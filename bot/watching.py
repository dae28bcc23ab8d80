"""Each process shows that it works, and watches the other: nothing may fall silent without somebody hearing of it.

Silence is measured on the steady clock of the one who watches. The reporters' process cannot speak to the desk: it owes
the desk a word for later, and says it loudly in its log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from flows.desk.ladder import longest_wait
from flows.office import Office
from storage import outbox, pulses
from storage.database import Connection, Database

log = logging.getLogger("wadul.watch")

EVERY = 10.0  # seconds between looks
BEAT = 45.0  # seconds between two pulses of one part: at most about one a minute
FRESH = 60.0  # seconds a part may not have moved and still counts as working: Telegram holds a poll for 25

OTHERS = {
    "duty": {
        "reporter-listener": "reporter.silent",
        "reporter-dispatcher": "reporter.stuck",
        "duty-listener": "desk.deaf",
    },
    "reporter": {"duty-listener": "desk.silent", "duty-dispatcher": "desk.silent"},
}
"""What each side watches, and what it calls the silence of it."""


class Watch:
    """One side's look-out. ``moved`` says for each of its parts when it last worked, on the steady clock; ``shown``
    which keys a desk holds, as other offices can know them (`keyring.seen_from_afar`)."""

    def __init__(
        self,
        db: Database,
        side: str,
        offices: Sequence[Office],
        moved: Mapping[str, Callable[[], float]],
        shown: str = "",
    ) -> None:
        self._db, self._side, self._offices, self._moved, self._shown = db, side, offices, moved, shown
        self._beaten: dict[str, float] = {}
        self._seen: dict[tuple[str, str], tuple[datetime | None, float]] = {}

    async def run(self, looked: Callable[[float], None] = lambda seconds: None) -> None:
        """Look until cancelled; ``looked`` hears how long each look took that went well."""
        while True:
            began = time.monotonic()
            try:
                await asyncio.to_thread(self.look, datetime.now(UTC), began)
                looked(time.monotonic() - began)
            except Exception as error:  # the loop goes on: type only
                log.error("not watched", extra={"error": type(error).__name__, "side": self._side})
            await asyncio.sleep(EVERY)

    def look(self, now: datetime, steady: float) -> None:
        """One look: show what works here, see what is silent elsewhere."""
        with self._db.reading() as conn:
            silent = [(one, *found) for one in self._offices for found in self._silent(conn, one, now, steady)]
        beating = [part for part, moved in self._moved.items() if self._beats(part, moved(), steady)]
        if self._side == "reporter" and not beating and not silent:
            return
        with self._db.writing() as conn:
            for part in beating:
                for office in self._offices:
                    pulses.beat(conn, office.code, part, now)
                    if self._shown:
                        pulses.show_keys(conn, office.code, self._shown, now)
            for office, part, since in silent:
                about = OTHERS[self._side][part]
                outbox.owe_alarm(conn, office.code, about, since, now)
                say = log.critical if self._side == "reporter" else log.error
                say("a part is silent", extra={"kind": part})
            if self._side == "duty":
                for office in self._offices:
                    self._look_after(conn, office, now)
        self._beaten |= dict.fromkeys(beating, steady)

    def _beats(self, part: str, moved: float, steady: float) -> bool:
        return moved > 0 and steady - moved < FRESH and steady - self._beaten.get(part, -BEAT) >= BEAT

    def _silent(self, conn: Connection, office: Office, now: datetime, steady: float) -> list[tuple[str, datetime]]:
        """Parts whose pulse did not change for three minutes, and their last one (we ourselves: since we look)."""
        found, there = [], pulses.of(conn, office.code)
        for part in OTHERS[self._side]:
            pulse = there.get(part)
            value, since = self._seen.get((office.code, part), (None, -1.0))
            if since < 0 or pulse != value:
                self._seen[office.code, part] = (pulse, steady)
            elif steady - since > pulses.SILENT.total_seconds():
                found.append((part, pulse or now - pulses.SILENT))
        return found

    def _look_after(self, conn: Connection, office: Office, now: datetime) -> None:
        mended = pulses.mend_clock(conn, office.code, now, longest_wait(office))
        if mended:
            log.warning("the clock was set back", extra={"count": mended})
        since = pulses.undelivered(conn, office.code, now)
        if since is not None:
            log.critical("an urgent report is not delivered")
            outbox.owe_alarm(conn, office.code, "desk.undelivered", since, now)
        pulses.owe_summary(conn, office, now)
