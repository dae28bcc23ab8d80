"""P10 and the lines under the table, under Telegram's own limits: a busy day, a burst after an outage, and alerts that
could not be sent for a while.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.filing import NUMBER
from tests.bench.people import CALL, REPORT, SENT, Crowd, One
from tests.bench.programs import DUTY, OFFICER, REPORTER, Home
from tests.bench.table import Figure, ms
from tests.bench.wire import SHOWN, Limits, Line, Wire

BUSY, PAUSE = 200, 10.0
URGENT_EVERY = 20


class Desk:
    """What reached the desk: when each case was first named, to the officer and to anybody."""

    def __init__(self) -> None:
        self.told: dict[str, float] = {}
        self.officer: dict[str, float] = {}

    def listen(self, method: str, given: Any, at: float) -> None:
        number = NUMBER.search(str(given.get("text", ""))) if method in SHOWN else None
        if number is not None:
            self.told.setdefault(number[0], at)
            if int(given["chat_id"]) == OFFICER:
                self.officer.setdefault(number[0], at)


@dataclass
class Office:
    """Both bots on one wire, under Telegram's own limits."""

    line: Line
    duty: Line
    desk: Desk
    home: Home


@asynccontextmanager
async def an_office(at: Path) -> AsyncIterator[Office]:
    wire = Wire()
    await wire.start()
    line, duty, desk = wire.line(REPORTER), wire.line(DUTY), Desk()
    line.limits, duty.limits, duty.listen = Limits(), Limits(), desk.listen
    home = Home(at / "home", wire.url)
    programs = [await home.start(side) for side in ("reporter", "duty")]
    try:
        yield Office(line, duty, desk, home)
    finally:
        for process in programs:
            await process.kill()
        await wire.stop()


async def busy_day(at: Path, *, quick: bool) -> list[Figure]:
    """Two hundred at once, each answering every ten seconds; some of them send, and an officer hears of it."""
    many, sending, seconds = (40, 4, 20) if quick else (BUSY, 6, 90)
    async with an_office(at) as office:
        line, desk = office.line, office.desk
        crowd, few = Crowd(line, REPORT, many, pause=PAUSE), Crowd(line, SENT, sending, pause=2 if quick else 4)
        both = [asyncio.create_task(one.go(seconds)) for one in (crowd, few)]
        await asyncio.sleep(0)
        line.listen = _each(crowd.hears, few.hears)
        await asyncio.gather(*both)
        await _until(lambda: len(desk.officer) >= few.finished, 20)
    took = sorted(crowd.waits.took + few.waits.took)
    late = took[int(len(took) * 0.95)]
    sent = zip(sorted(few.asked_at), sorted(desk.officer.values()), strict=False)
    alerts = sorted(heard - asked for asked, heard in sent) or [float("nan")]
    alert = alerts[int(len(alerts) * 0.95)]
    told = f"p95 {ms(late)}, p50 {ms(took[len(took) // 2])} ({len(took)} replies, {line.limits.refused} × 429)"
    heard = f"p95 {ms(alert)}, p50 {ms(alerts[len(alerts) // 2])} ({len(desk.officer)} of {few.finished} reports)"
    every = len(desk.officer) >= few.finished > 0
    what = f"{many} reporters, each answering every 10 s, {sending} more who send: reply"
    return [
        Figure("L1", what, "p95 < 2 s", told, "30 messages/s", late < 2),
        Figure("L2", "submit → the officer's private chat", "p95 < 5 s", heard, "one message/s", every and alert < 5),
    ]


async def burst(at: Path, *, quick: bool) -> list[Figure]:
    """After hours without us: five updates of each of a thousand people wait; one in twenty of them calls for help."""
    wire = Wire()
    await wire.start()
    line = wire.line(REPORTER)
    line.limits = Limits()
    home = Home(at / "home", wire.url)
    people = 60 if quick else 1_000
    calm = (("say", "/start"), *(("say", f"kemarin dia datang lagi, yang ke-{n}") for n in range(4)))
    urgent = (*calm[:4], ("say", "/darurat"))
    crowd = [One(line, urgent if n % URGENT_EVERY == 0 else calm) for n in range(people)]
    for _ in range(len(calm)):  # everybody's first, then everybody's second: as they came
        for one in crowd:
            one.goes_on()
    waiting, last = len(line.waiting), {}

    def listen(method: str, given: Any, when: float) -> None:
        if method in SHOWN:
            last[int(given["chat_id"])] = when

    line.listen = listen
    began = time.perf_counter()
    process = await home.start("reporter")
    ready = time.perf_counter() - began
    try:
        await _until(lambda: not line.waiting, 600)
        taken = time.perf_counter() - began - ready
        await _until(lambda: time.perf_counter() - max(last.values(), default=began) > 5, 600)
    finally:
        await process.kill()
        await wire.stop()
    db = home.database()
    with db.reading() as conn:
        seen = int(conn.exec_driver_sql("SELECT count(*) FROM seen WHERE side = 'reporter'").scalar_one())
    db.close()
    over = max(last.values()) - began - ready
    help_, others = (sorted(last[one.id] - began - ready for one in part if one.id in last) for part in _parts(crowd))
    speed, lost, silent = line.sends / over, waiting - seen, people - len(last)
    first = help_[len(help_) // 2] < 0.5 * others[len(others) // 2]
    told = (
        f"all kept in {taken:.0f} s, all said in {over:.0f} s ({speed:.0f} messages/s), {lost} lost, {silent} heard "
        f"nothing; who calls for help: last reply p50 {help_[len(help_) // 2]:.0f} s, "
        f"others {others[len(others) // 2]:.0f} s"
    )
    good = over <= 300 and lost == 0 and silent == 0 and speed >= 25 and first
    goal = "≥ 25/s, ≤ 5 min, urgent first, 0 lost"
    return [Figure("P10", f"{waiting:,} updates burst in", goal, told, f"30/s: {waiting / 30:.0f} s", good)]


async def outage(at: Path, *, quick: bool) -> list[Figure]:
    """Telegram is away for the desk while people send and call for help; then it is back."""
    urgent, others = (2, 3) if quick else (5, 10)
    async with an_office(at) as office:
        duty, desk = office.duty, office.desk
        duty.up = False
        await Crowd(office.line, CALL, urgent).once()
        await Crowd(office.line, SENT, others).once()
        await asyncio.sleep(20 if quick else 75)
        back = time.perf_counter()
        duty.up = True
        await _until(lambda: len(desk.told) >= urgent + others, 120)
    db = office.home.database()
    with db.reading() as conn:
        rows = conn.exec_driver_sql("SELECT number, urgency FROM cases").all()
    db.close()
    late = {urgency: [desk.told.get(n, 1e9) - back for n, level in rows if level == urgency] for _, urgency in rows}
    worst, all_ = max(late.get("DARURAT", [1e9])), max(max(times) for times in late.values())
    told = f"DARURAT {worst:.1f} s, all {all_:.1f} s ({len(desk.told)} of {urgent + others} cases)"
    what = f"after an outage of {20 if quick else 75} s at the desk: its alerts"
    return [
        Figure("L3", what, "urgent ≤ 15 s, all ≤ 60 s", told, "20 messages/min in a group", worst <= 15 and all_ <= 60)
    ]


def _parts(crowd: list[One]) -> tuple[list[One], list[One]]:
    return crowd[::URGENT_EVERY], [one for n, one in enumerate(crowd) if n % URGENT_EVERY]


def _each(*listeners: Callable[[str, Any, float], None]) -> Callable[[str, Any, float], None]:
    def listen(method: str, given: Any, at: float) -> None:
        for one in listeners:
            one(method, given, at)

    return listen


async def _until(there: Callable[[], bool], within: float) -> None:
    """Wait for it, or for so long: what is missing then shows in the figure."""
    until = time.perf_counter() + within
    while not there() and time.perf_counter() < until:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
