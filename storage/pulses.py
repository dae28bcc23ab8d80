"""Signs of life: when each part of the service last showed that it works, and what waits although it is due.

A part writes its pulse about once a minute. Who watches compares pulses with its own steady clock, not with the wall
clock: a clock that was set neither hides a silence nor makes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.office import Office
from storage import notices, outbox, roster, shifts
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.tables import OF_THE_OFFICE, ROLES, Row

_pulses = Row.metadata.tables["pulses"]
_outbox = Row.metadata.tables["outbox"]
_cases = Row.metadata.tables["cases"]

PARTS = ("reporter-listener", "reporter-dispatcher", "duty-listener", "duty-dispatcher")
SILENT = timedelta(minutes=3)
UNDELIVERED = timedelta(minutes=5)
URGENT = 1  # ranks up to this one: DARURAT and TINGGI
LEASED = timedelta(minutes=2)  # longer than any lease
CALLS = ("alert", "remind", "addition", "sealed", "unhelped")
_KEYS = "keys."  # a pulse of its own: what a desk holds, as others can know it


def beat(conn: Connection, office_code: str, part: str, at: datetime) -> None:
    """This part works."""
    make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_pulses)
    conn.execute(
        make.values(office_code=office_code, part=part, at=at).on_conflict_do_update(
            index_elements=["office_code", "part"], set_={"at": at}
        )
    )


def of(conn: Connection, office_code: str) -> dict[str, datetime]:
    """The last pulse of each part that ever had one."""
    mine = (_pulses.c.office_code == office_code, _pulses.c.part.in_(PARTS))
    return {row.part: row.at for row in conn.execute(select(_pulses.c.part, _pulses.c.at).where(*mine))}


def show_keys(conn: Connection, office_code: str, shown: str, at: datetime) -> None:
    """The desk of this office holds these keys (`keyring.seen_from_afar`), and works."""
    beat(conn, office_code, _KEYS + shown, at)


def keys_shown(conn: Connection, office_code: str, now: datetime) -> set[str]:
    """The keys that desks of this office, which work now, show that they hold."""
    rows = conn.execute(select(_pulses.c.part, _pulses.c.at).where(_pulses.c.office_code == office_code))
    return {row.part[len(_KEYS) :] for row in rows if row.part.startswith(_KEYS) and abs(now - row.at) <= SILENT}


def undelivered(conn: Connection, office_code: str, now: datetime) -> datetime | None:
    """Since when the oldest urgent call waits to reach somebody; None when none waits for more than five minutes."""
    oldest: datetime | None = conn.scalar(
        select(func.min(_outbox.c.due_at))
        .join(_cases, _cases.c.id == _outbox.c.case_id)
        .where(_outbox.c.side == "duty", _outbox.c.done_hour.is_(None), _outbox.c.office_code == office_code)
        .where(_outbox.c.kind.in_(CALLS), _cases.c.rank <= URGENT, _outbox.c.due_at < now - UNDELIVERED)
    )
    return oldest


def mend_clock(conn: Connection, office_code: str, now: datetime, longest: timedelta) -> int:
    """The clock was set back: an urgent call that now seems further away than any ever is, is due now, and a claim
    from the future ends. Returns how many calls."""
    ours = (_outbox.c.side == "duty", _outbox.c.office_code == office_code, _outbox.c.done_hour.is_(None))
    conn.execute(update(_outbox).where(*ours, _outbox.c.lease_until > now + LEASED).values(lease_until=None))
    urgent = select(_cases.c.id).where(_cases.c.rank <= URGENT)
    far = (_outbox.c.kind.in_(CALLS), _outbox.c.next_try_at > now + longest, _outbox.c.case_id.in_(urgent))
    found = conn.execute(update(_outbox).where(*ours, *far).values(next_try_at=None, due_at=now))
    return int(found.rowcount)


def owe_summary(conn: Connection, office: Office, now: datetime) -> bool:
    """Once a day, from the office's hour on, the desk is owed how things stand, the operator the head of the
    chain, and each officer's chat is tried, without a word. False: not yet, or done."""
    here = office.clock(now)
    if here.time() < office.duty.summary:
        return False
    day = here.date().isoformat()
    fresh = outbox.owe(
        conn,
        "duty",
        "summary",
        "desk",
        code=f"summary.{day}.{office.code}",
        due_at=now,
        office_code=office.code,
    )
    if fresh:
        notices.owe_head(conn, office, day, now)
    for officer in roster.on_duty(conn, office.code, *ROLES) if fresh else ():
        outbox.owe(
            conn,
            "duty",
            "probe",
            f"officer:{officer.id}",
            code=f"probe.{day}@officer:{officer.id}",
            due_at=now,
            office_code=office.code,
        )
    return fresh


@dataclass(frozen=True)
class Standing:
    """How things stand: counts, times and the names of colleagues; nothing about any case."""

    pulses: Mapping[str, datetime]
    waiting_since: datetime | None
    open: int
    untaken: int
    oldest_untaken: datetime | None
    holder: shifts.Day
    able: int
    missing: tuple[str, ...] = field(repr=False)

    def silent(self, now: datetime) -> tuple[str, ...]:
        """Parts without a pulse within three minutes, or with one from the future."""
        return tuple(p for p in PARTS if p not in self.pulses or abs(now - self.pulses[p]) > SILENT)

    def is_well(self, now: datetime) -> bool:
        """Whether a report of this moment would reach somebody."""
        return not self.silent(now) and self.waiting_since is None and self.able > 0


def standing(conn: Connection, office: Office, now: datetime) -> Standing:
    """How things stand now. The ages are to the hour, as the open columns are."""
    where = (text("cases.closed IS NULL"), _cases.c.office_code == office.code)
    row = conn.execute(select(func.count(), func.count(_cases.c.acknowledged_by)).where(*where)).one()
    oldest = conn.scalar(select(func.min(_cases.c.filed_hour)).where(*where, _cases.c.acknowledged_by.is_(None)))
    people = roster.listed(conn, office.code)
    reached = [one for one in people if one.started_at is not None and one.reachable]
    return Standing(
        of(conn, office.code),
        undelivered(conn, office.code, now),
        row[0],
        row[0] - row[1],
        oldest,
        shifts.of_day(conn, office, office.duty_day(now)),
        sum(one.role in OF_THE_OFFICE for one in reached),
        tuple(one.name for one in people if one not in reached),
    )
