"""What should have happened in the simulated year, from the rubric's minutes alone; nothing of the ladder's code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lokal import is_working_day

JAKARTA = ZoneInfo("Asia/Jakarta")
MINUTE = timedelta(minutes=1)
NEARLY = timedelta(hours=7)  # a case is looked at every six hours
GRACE = 2 * MINUTE  # a retry after an hour without Telegram may be a minute away, a lease twenty seconds


@dataclass
class Verdict:
    """`missed`: timers that did not fire. `past`: urgent cases past a rung that nobody was called on."""

    figures: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    missed: int = 0
    past: int = 0


def judge(record: Any, people: Any, end: datetime, unpaid: set[str]) -> Verdict:
    """Ask of every case who was written to when."""
    verdict = Verdict()
    for life in record.lives.values():
        sent = [(kind, who, at) for kind, number, who, at in record.sent if number == life.number]
        for due, roles, kind in _rungs(life):
            _rung(verdict, record, people, life, sent, due, roles, kind, end)
        _legal_clock(verdict, record, life, [at for kind, who, at in sent if kind == "due" and who], end)
        waits = life.taken is None or (life.urgency == "DARURAT" and life.acted is None)
        if waits and life.filed < end - GRACE and life.number not in unpaid:
            verdict.missed += 1
            verdict.wrong.append(f"{life.number}: it waits, and no timer will call anybody")
    for code, due in record.late:
        verdict.missed += 1
        verdict.wrong.append(f"{code}: due {due}, fired more than two minutes later")
    _mornings(verdict, record, end)
    verdict.figures |= {**record.events, "away for a week": len(record.away), "messages sent": len(record.sent)}
    return verdict


def _rungs(life: Any) -> list[tuple[datetime, tuple[str, ...], str]]:
    """When, who at least (roles; none: anybody), and by which kind of message."""
    everybody = ("officer", "supervisor", "head")
    rungs: list[tuple[datetime, tuple[str, ...], str]] = [(life.filed, (), "alert")]
    if life.urgency == "DARURAT":
        rungs += [
            (life.filed + 5 * MINUTE, (), "alert"),
            (life.filed + 15 * MINUTE, ("supervisor",), "alert"),
            (life.filed + 30 * MINUTE, everybody, "alert"),
        ]
        if life.taken is not None:
            rungs += [
                (life.taken + 15 * MINUTE, ("taker",), "unhelped"),
                (life.taken + 30 * MINUTE, ("taker", "supervisor"), "unhelped"),
            ]
    elif life.urgency == "TINGGI":
        rungs.append((life.filed + 60 * MINUTE, everybody, "alert"))
    elif life.urgency == "SEDANG":
        rungs.append((_six_working_hours(life.filed), everybody, "alert"))
    else:
        rungs.append((_next_working(life.filed + timedelta(days=1)), everybody, "alert"))
    return rungs


def _rung(
    verdict: Verdict,
    record: Any,
    people: Any,
    life: Any,
    sent: Any,
    due: datetime,
    roles: Any,
    kind: str,
    end: datetime,
) -> None:
    until = _up(record, due) + GRACE
    over = life.acted if kind == "unhelped" else life.taken
    if until >= end or (over is not None and over <= until):
        return
    verdict.figures[f"rungs of {life.urgency}"] = verdict.figures.get(f"rungs of {life.urgency}", 0) + 1
    early = MINUTE if life.urgency in ("SEDANG", "RENDAH") else timedelta(seconds=1)  # here they are counted in minutes
    window = {who for k, who, at in sent if k == kind and who and due - early <= at <= until}
    # Two minutes of luck: whoever goes or comes back within the window may or may not have been written to.
    steady = {
        id for id in people if not any(s <= until and due <= u + GRACE and id == who for s, u, who in record.away)
    }
    needed = {id for id in steady if people[id].role in roles or (id == life.taker and "taker" in roles)}
    if not needed <= window or not window:
        verdict.missed += 1
        verdict.past += life.urgency in ("DARURAT", "TINGGI")
        verdict.wrong.append(f"{life.number} {life.urgency}: {kind} due {due} reached {window}, not {needed}")


def _legal_clock(verdict: Verdict, record: Any, life: Any, told: list[datetime], end: datetime) -> None:
    """A case that is still open when its legal clock is nearly over: somebody hears of it, before it is."""
    if life.clock is None or life.clock >= end or (life.closed is not None and life.closed <= life.clock):
        return
    verdict.figures["legal clocks"] = verdict.figures.get("legal clocks", 0) + 1
    last = max(life.clock, _up(record, life.clock - NEARLY) + GRACE)  # the machine may have been off all the time
    if not any(life.clock - NEARLY <= at <= last for at in told):
        verdict.missed += 1
        verdict.wrong.append(f"{life.number} {life.urgency}: nobody heard of the clock that is over at {life.clock}")


def _up(record: Any, moment: datetime) -> datetime:
    """That moment, or the end of the time when nothing could be sent."""
    for since, until in sorted(record.down):
        if since - GRACE <= moment < until:
            moment = until
    return moment


def _mornings(verdict: Verdict, record: Any, end: datetime) -> None:
    """A summary every day; on a day of which no minute after eight was up, none is possible."""
    verdict.figures["mornings"] = len(record.summaries)
    day = date(2027, 1, 1)
    while (eight := datetime(day.year, day.month, day.day, 8, tzinfo=JAKARTA)) + timedelta(hours=1) < end:
        night = eight + timedelta(hours=15, minutes=40)
        count, possible = record.summaries[day.isoformat()], _up(record, eight) < night
        if count > 1 or (possible and count != 1):
            verdict.missed += 1
            verdict.wrong.append(f"{day}: {count} summaries")
        day += timedelta(days=1)


def _open(at: datetime) -> bool:
    here = at.astimezone(JAKARTA)
    minutes = here.hour * 60 + here.minute
    return is_working_day(here.date()) and 7 * 60 + 30 <= minutes < 16 * 60


def _six_working_hours(since: datetime) -> datetime:
    left, at = 360, since
    while left:
        left -= _open(at)
        at += MINUTE
    return at


def _next_working(at: datetime) -> datetime:
    while not _open(at):
        at += MINUTE
    return at
