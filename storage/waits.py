"""What waits although it is due, as a machine may watch it: moments and counts, nothing of any case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, text

from storage import queue
from storage.keyring import DutyKeys
from storage.pulses import URGENT
from storage.tables import RANKS, Row

_outbox = Row.metadata.tables["outbox"]
_cases = Row.metadata.tables["cases"]


def undelivered(conn: Connection, side: str, now: datetime, office_code: str | None = None) -> datetime | None:
    """Since when the oldest row of this side is due and not sent, whatever it is; of one office, or (None) of all."""
    due = select(func.min(_outbox.c.due_at)).where(_outbox.c.side == side, _outbox.c.done_hour.is_(None))
    if office_code is not None:
        due = due.where(_outbox.c.office_code == office_code)
    oldest: datetime | None = conn.scalar(due.where(_outbox.c.due_at <= now))
    return oldest


def untaken(conn: Connection, keys: DutyKeys, office_code: str) -> dict[str, datetime | None]:
    """For each urgent rank, since when its oldest case waits for an officer; None when none does. Of a case that is
    sealed away from the office only the hour is known: it counts from the full hour."""
    lines = [line for line in queue.waiting(conn, keys, office_code) if line.owner is None]
    return {
        urgency: min((line.since for line in lines if line.rank == rank), default=None)
        for urgency, rank in RANKS.items()
        if rank <= URGENT
    }


def open_cases(conn: Connection, office_code: str) -> int:
    """How many cases are open."""
    # A literal, not a bound value: only so is the partial index of open cases used.
    where = (text("cases.closed IS NULL"), _cases.c.office_code == office_code, _cases.c.merged_into.is_(None))
    return int(conn.scalar(select(func.count()).select_from(_cases).where(*where)) or 0)
