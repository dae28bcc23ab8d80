"""What a copy would bring back to life, and the database it replaces knows to be gone: ways back a reporter erased,
reports withdrawn before they were sent, officers who were ended.

Only a database that went on from where the copy was taken is believed: the end of the copy's chain must stand in its
own. In one that began anew everything is missing, and nothing was erased.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, inspect, select

from storage import roster
from storage import tables_receipt as tables_receipt  # its tables join the metadata
from storage.audit import Head
from storage.tables import Row

_ASKED = ("audit", "receipts", "reports", "officers")

_tables = Row.metadata.tables
_audit, _receipts, _reports, _officers = (_tables[name] for name in _ASKED)
_words, _voices, _outbox = (_tables[name] for name in ("safe_words", "voices", "outbox"))


@dataclass(frozen=True)
class Known:
    """What the database that is replaced still knows."""

    receipts: frozenset[bytes] = field(repr=False)
    reports: frozenset[str] = field(repr=False)
    on_roster: frozenset[tuple[str, int]] = field(repr=False)


@dataclass(frozen=True)
class Replayed:
    """How many were gone, and are so again: ways back, reports left half-way, officers."""

    ways_back: int
    reports: int
    officers: int


def what_it_knows(conn: Connection, head: str) -> Known | None:
    """Of the database that is to be replaced; None when it did not go on from a copy whose chain ended so."""
    if not set(_ASKED) <= set(inspect(conn).get_table_names()):
        return None
    end = Head.parse(head)
    if conn.scalar(select(_audit.c.hash).where(_audit.c.seq == end.seq)) != end.hash:
        return None
    there = conn.execute(select(_officers.c.office_code, _officers.c.telegram_id).where(_officers.c.ended_at.is_(None)))
    return Known(
        frozenset(conn.scalars(select(_receipts.c.hash))),
        frozenset(conn.scalars(select(_reports.c.id))),
        frozenset((row.office_code, row.telegram_id) for row in there),
    )


def replay(conn: Connection, known: Known, now: datetime) -> Replayed:
    """Let go again of what is gone. The others are called to the open cases of an officer who left."""
    return Replayed(_ways_back(conn, known), _half_told(conn, known), _officers_who_left(conn, known, now))


def _ways_back(conn: Connection, known: Known) -> int:
    """By the receipt itself: a report that moves to another chat has another id from then on."""
    rows = conn.execute(select(_receipts.c.id, _receipts.c.hash, _receipts.c.report_id)).all()
    gone = [row for row in rows if row.hash not in known.receipts]
    reports = {row.report_id for row in gone} - {row.report_id for row in rows if row.hash in known.receipts}
    for row in gone:
        conn.execute(delete(_receipts).where(_receipts.c.id == row.id))
    for report in reports:
        conn.execute(delete(_words).where(_words.c.report_id == report))
    return len(reports)


def _half_told(conn: Connection, known: Known) -> int:
    half = set(conn.scalars(select(_reports.c.id).where(_reports.c.case_id.is_(None))))
    for report in half - known.reports:
        for table in (_outbox, _receipts, _words, _voices):
            conn.execute(delete(table).where(table.c.report_id == report))
        conn.execute(delete(_reports).where(_reports.c.id == report))
    return len(half - known.reports)


def _officers_who_left(conn: Connection, known: Known, now: datetime) -> int:
    here = select(_officers.c.office_code, _officers.c.telegram_id).where(_officers.c.ended_at.is_(None))
    left = [row for row in conn.execute(here).all() if (row.office_code, row.telegram_id) not in known.on_roster]
    for row in left:
        roster.let_go(conn, row.office_code, row.telegram_id, now)
    return len(left)
