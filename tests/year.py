"""A simulated year of the desk: `python -m tests.year`. A fake clock, a real SQLite file, the real dispatcher's rules.

Reports come at random moments. Every day the process is killed in the middle of something and starts anew; each week
another officer is out of reach; one hour a month Telegram is down; four times a year the machine is off for a day and
a half. Afterwards an oracle that knows only the rubric's minutes asks who was written to when. Exits with 1 if anything
was missed.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import itertools
import logging
import random
import secrets
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from nacl.pwhash import argon2id
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import select, update
from telegram.error import Forbidden, NetworkError

from bot.dispatch import loop
from bot.duty import delivery
from bot.watching import Watch
from flows.office_file import blora
from flows.session import Session
from flows.triage.urgency import Urgency
from storage import cases, outbox, roster, sealing, shifts
from storage.database import Database
from storage.filing import Filing
from storage.keyring import DutyKeys, create_home_keys
from storage.tables import Row
from tests import year_oracle

BEGIN = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LOOK = 15 * MINUTE
GROUP = -1001
PEOPLE = ("officer", "officer", "officer", "officer", "supervisor", "head")
SHARES = {"DARURAT": 30, "TINGGI": 25, "SEDANG": 30, "RENDAH": 15}
TOLD: dict[str, dict[str, tuple[str, ...]]] = {
    "DARURAT": {"age": ("age.15_17",), "acts": ("act.touched",), "when": ("when.72h",)},
    "TINGGI": {"age": ("age.25_59",), "acts": ("act.hit",), "when": ("when.30d",), "access": ("access.lives",)},
    "SEDANG": {"age": ("age.25_59",), "acts": ("act.threatened",), "when": ("when.older",)},
    "RENDAH": {"acts": ("act.other",), "other": ("other.ask",)},
}
LEGAL = {"DARURAT": timedelta(hours=72), "TINGGI": timedelta(hours=24)}  # UU 12/2022 art. 41, UU 23/2004 art. 16
PASSPHRASE = "satu tahun di meja piket"


class Clock(datetime):
    """The wall clock of everything here."""

    standing = BEGIN

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return cls.standing


@dataclass
class Life:
    """One case, as it went: when it was filed, taken, acted on and closed; and when its legal clock is over."""

    id: int
    number: str
    urgency: str
    filed: datetime
    clock: datetime | None = None
    taken: datetime | None = None
    taker: int = 0
    acted: datetime | None = None
    closed: datetime | None = None


@dataclass
class Record:
    """What happened in the year, for the oracle."""

    lives: dict[str, Life] = field(default_factory=dict)
    sent: list[tuple[str, str, int, datetime]] = field(default_factory=list)
    """kind, case number, officer id (0: the group), when."""
    summaries: Counter[str] = field(default_factory=Counter)
    away: list[tuple[datetime, datetime, int]] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    late: list[tuple[str, datetime]] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)


class Year:
    """The office, its file and its fake clock."""

    def __init__(self, folder: Path, days: int, per_year: int, seed: int) -> None:
        self.luck, self.days, self.office = random.Random(seed), days, blora()
        create_home_keys(folder / "home", folder / "run", PASSPHRASE, escalation_passphrase=PASSPHRASE[::-1])
        self.keys = DutyKeys.load(folder / "home", PASSPHRASE)
        self.url = f"sqlite:///{folder / 'wadul.db'}"
        self.record, self.end = Record(), BEGIN + days * DAY
        self.order, self.agenda = itertools.count(), list[tuple[datetime, int, Callable[[], None]]]()
        self.off: tuple[datetime, datetime] | None = None
        db = Database(self.url)
        db.migrate()
        db.close()
        self._start()
        self._employ()
        self._plan(per_year)

    @property
    def now(self) -> datetime:
        return Clock.standing

    def _start(self) -> None:
        """A process begins: nothing in its memory."""
        self.db = Database(self.url)
        bot: Any = SimpleNamespace(
            send_message=self._send, edit_message_text=self._edit, send_chat_action=self._try, delete_message=self._try
        )
        desk = delivery.DeskDelivery(bot, self.db, self.keys, self.office, GROUP, None)
        self.dispatcher = loop.Dispatcher(self.db, "duty", desk.deliver, self.office.code)
        moved = {f"{side}-{part}": self._steady for side in ("duty", "reporter") for part in ("listener", "dispatcher")}
        self.watch = Watch(self.db, "duty", (self.office,), moved)

    def _steady(self) -> float:
        return (self.now - BEGIN).total_seconds() + 1.0

    def _employ(self) -> None:
        Clock.standing = BEGIN
        with self.db.writing() as conn:
            for n, role in enumerate(PEOPLE, 1):
                roster.enlist(conn, self.office.code, n, f"P{n}", role, BEGIN)
                roster.mark_started(conn, self.office.code, n, BEGIN)
            self.people = {one.id or 0: one for one in roster.listed(conn, self.office.code)}
            head = self.people[len(PEOPLE)]
            for weekday in range(1, 7):  # nobody is set for Sundays and holidays: then everybody is called
                for place in (1, 2):
                    whom = self.people[(weekday + place) % 4 + 1]
                    shifts.set_week(conn, self.office, head, weekday, whom, place, BEGIN)

    # -- what will happen ---------------------------------------------------------------------------------------

    def at(self, moment: datetime, do: Callable[[], None]) -> None:
        heapq.heappush(self.agenda, (moment, next(self.order), do))

    def _plan(self, per_year: int) -> None:
        luck = self.luck
        for _ in range(max(12, per_year * self.days // 365)):
            self.at(BEGIN + luck.random() * self.days * DAY, self._file)
        for day in range(self.days):
            self.at(BEGIN + (day + luck.random()) * DAY, self._kill)
            if luck.random() < 0.3:
                self.at(BEGIN + (day + luck.random()) * DAY, self._swap)
        for week in range(0, self.days, 7):
            who, since = luck.randint(1, len(PEOPLE)), BEGIN + week * DAY
            self.record.away.append((since, since + 7 * DAY, who))
            self.at(since + 7 * DAY, lambda who=who: self._back(who))  # type: ignore[misc]
        for month in range(0, self.days, 30):
            since = BEGIN + (month + luck.random() * min(29, self.days - 1)) * DAY
            self.record.down.append((since, since + HOUR))
        for quarter in range(0, self.days, 91):
            since = BEGIN + (quarter + luck.random() * min(88, max(1, self.days - 3))) * DAY
            self.record.down.append((since, since + 36 * HOUR))
            self.at(since, lambda since=since: self._off(since, since + 36 * HOUR))  # type: ignore[misc]
        for n in range(int(self.days * DAY / LOOK)):
            self.at(BEGIN + n * LOOK, self._look)

    def _off(self, since: datetime, until: datetime) -> None:
        self.off = (since, until)
        self.record.events["machine off, 36 h"] += 1

    def _file(self) -> None:
        urgency = self.luck.choices(list(SHARES), list(SHARES.values()))[0]
        told = Session(
            office=self.office.code, step="filed", report_id=secrets.token_hex(16), filed=True, urgency=urgency,
            answers={"who": ("who.self",), "where": ("33.16.05",), **TOLD[urgency]},
        )  # fmt: skip
        with self.db.writing() as conn:
            filing = Filing(conn, self.keys, self.now)
            filing.write_report(Session(office=self.office.code), told)
            number = filing.open_case(told, Urgency(urgency))
            case_id = cases.open_for(conn, self.people[len(PEOPLE)], number).id
        clock = self.now + LEGAL[urgency] if urgency in LEGAL else None
        self.record.lives[number] = Life(case_id, number, urgency, self.now, clock)
        self.record.events[urgency] += 1
        slow = {"DARURAT": 1, "TINGGI": 4, "SEDANG": 30, "RENDAH": 90}[urgency]
        wait = self.luck.choice((4, 9, 25, 45, 240)) * self.luck.random() * slow * MINUTE
        self.at(self.now + wait, lambda: self._take(number))

    def _take(self, number: str) -> None:
        """Somebody who was written to, and is not out of reach, takes it; if there is none yet, later."""
        life = self.record.lives[number]
        heard = [who for _, about, who, _ in self.record.sent if about == number and who and not self._away(who)]
        if not heard or self._is_down():
            self.at(self.now + 10 * MINUTE, lambda: self._take(number))
            return
        life.taken, life.taker = self.now, self.luck.choice(heard)
        with self.db.writing() as conn:
            cases.acknowledge(conn, self.people[life.taker], number, self.now, holder="head")
        wait = self.luck.choice((5, 12, 25, 50, 200)) * self.luck.random() * MINUTE
        self.at(self.now + wait, lambda: self._act(life))

    def _act(self, life: Life) -> None:
        life.acted = self.now
        table = Row.metadata.tables["cases"]
        with self.db.writing() as conn:
            conn.execute(update(table).where(table.c.id == life.id).values(acted_at=self.now))
        self.at(self.now + self.luck.choice((1, 2, 5)) * DAY, lambda: self._close(life))

    def _close(self, life: Life) -> None:
        life.closed = self.now
        table = Row.metadata.tables["cases"]
        with self.db.writing() as conn:
            conn.execute(update(table).where(table.c.id == life.id).values(closed=self.now))

    def _kill(self) -> None:
        """In the middle of something: what was claimed is marked by nobody, and comes again when its lease is over."""
        outbox.claim(self.db, "duty", self.now, loop.LEASE, 3, frozenset(), self.office.code)
        self.db.close()
        self._start()
        self.record.events["restart"] += 1

    def _swap(self) -> None:
        head, whom = self.people[len(PEOPLE)], self.people[self.luck.randint(1, 4)]
        with self.db.writing() as conn:
            shifts.take_day(conn, self.office, head, self.office.duty_day(self.now), whom, 1, self.now)

    def _back(self, who: int) -> None:
        with self.db.writing() as conn:
            roster.mark_started(conn, self.office.code, who, self.now)

    def _look(self) -> None:
        self.watch.look(self.now, self._steady())

    # -- Telegram -----------------------------------------------------------------------------------------------

    def _away(self, who: int) -> bool:
        return any(since <= self.now < until and who == one for since, until, one in self.record.away)

    def _is_down(self) -> bool:
        return any(since <= self.now < until for since, until in self.record.down)

    async def _send(self, chat: int, said: str, **_: Any) -> Any:
        await self._try(chat)
        row = self.sending
        number = "" if row.case_id is None else self.numbers[row.case_id]
        self.record.sent.append((row.kind, number, max(chat, 0), self.now))
        if row.kind == "summary":
            self.record.summaries[row.code.split(".")[1]] += 1
        return SimpleNamespace(message_id=len(self.record.sent))

    async def _edit(self, *_: Any, chat_id: int, **__: Any) -> None:
        await self._try(chat_id)

    async def _try(self, chat: int, *_: Any) -> None:
        if self._is_down():
            raise NetworkError("down")
        if chat > 0 and self._away(chat):
            raise Forbidden("blocked")

    # -- the year -----------------------------------------------------------------------------------------------

    async def _deliver(self) -> None:
        """Everything that is due, as the dispatcher does it."""
        claim = (self.db, "duty", self.now, loop.LEASE, 16, frozenset(), self.office.code)
        while rows := outbox.claim(*claim):
            self.numbers = {life.id: life.number for life in self.record.lives.values()}
            for row in rows:
                self.sending = row
                if (
                    row.destination == "desk"
                    and row.kind != "look"
                    and self.now - row.due_at > 2 * MINUTE
                    and not self._was_down(row.due_at)
                ):
                    self.record.late.append((row.code, row.due_at))
                await self.dispatcher._pay(row)

    def _was_down(self, due: datetime) -> bool:
        return any(since <= self.now and due <= until + 2 * MINUTE for since, until in self.record.down)

    async def days_pass(self) -> Any:
        """Run; yields after each simulated day."""
        day = 0
        while self.now < self.end:
            with self.db.reading() as conn:
                due = outbox.next_due(conn, "duty", self.now + timedelta(seconds=1))
            upcoming = self.agenda[0][0] if self.agenda else self.end
            moment = max(self.now, min(upcoming, due or self.end, self.end))
            if self.off and moment >= self.off[0]:  # the machine is off: nothing runs until it is on again
                moment, self.off = max(moment, self.off[1]), None
                self.db.close()
                Clock.standing = moment
                self._start()
            Clock.standing = moment
            while self.agenda and self.agenda[0][0] <= self.now:
                heapq.heappop(self.agenda)[2]()
            await self._deliver()
            while day < (self.now - BEGIN) // DAY:
                day += 1
                yield day

    def unpaid(self) -> set[str]:
        """Cases with a timer still to come."""
        table = Row.metadata.tables["outbox"]
        numbers = {life.id: life.number for life in self.record.lives.values()}
        with self.db.reading() as conn:
            timers = table.c.kind.in_(("alert", "remind", "unhelped")) & table.c.done_hour.is_(None)
            return {numbers[id] for id in conn.scalars(select(table.c.case_id).where(timers))}


@contextmanager
def _silence() -> Iterator[None]:
    """A year of log lines is read by nobody."""
    log = logging.getLogger("wadul")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def simulate(folder: Path, days: int, per_year: int, seed: int, *, shows: bool = False) -> year_oracle.Verdict:
    """Live through it and judge it."""
    costs = mock.patch.object(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    clocks = [mock.patch.object(module, "datetime", Clock) for module in (delivery, loop)]
    Clock.standing = BEGIN
    with costs, clocks[0], clocks[1], _silence():
        year = Year(folder, days, per_year, seed)

        async def live() -> None:
            passing = year.days_pass()
            for _ in track(range(days), "a simulated year" if days > 300 else f"{days} days", disable=not shows):
                await anext(passing, None)
            async for _ in passing:
                pass

        asyncio.run(live())
        verdict = year_oracle.judge(year.record, year.people, year.end, year.unpaid())
        year.db.close()
    return verdict


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--cases", type=int, default=400, help="a year")
    parser.add_argument("--seed", type=int, default=129)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = simulate(Path(folder), given.days, given.cases, given.seed, shows=True)
    table = Table("what", "how many", title=f"{given.days} days, seed {given.seed}")
    for what, count in verdict.figures.items():
        table.add_row(what, str(count))
    Console().print(table)
    for line in verdict.wrong[:20]:
        print(line)
    print(f"missed timers: {verdict.missed} · urgent cases past a rung without the rung firing: {verdict.past}")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
