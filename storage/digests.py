"""A flood of cases that can wait is told together: beyond ten calls in an hour, one message every quarter of an hour.

Only SEDANG and RENDAH. What is urgent, what is sealed away and what somebody of the office is related to is called one
by one, as ever; and each case keeps its own ladder, so what nobody takes is called again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select, text, true

from storage import outbox, related
from storage.outbox import Owed
from storage.tables import RANKS, Row, to_hour

_cases = Row.metadata.tables["cases"]
_outbox = Row.metadata.tables["outbox"]

ONE_BY_ONE = 10  # calls of such cases that are heard singly within an hour of the clock
EVERY = timedelta(minutes=15)

_calm = _cases.c.rank > RANKS["TINGGI"]


def draws_in(conn: Connection, owed: Owed, case: Any, now: datetime) -> bool:
    """Whether this call is told with others instead of alone."""
    if owed.kind not in ("alert", "remind") or case is None or case.rank <= RANKS["TINGGI"]:
        return False
    if case.sealed_to != "office" or related.to(conn, case.id):
        return False
    called = (
        select(func.count(distinct(_outbox.c.case_id)))
        .join(_cases, _cases.c.id == _outbox.c.case_id)
        .where(_outbox.c.office_code == owed.office_code, _outbox.c.kind == "alert", _outbox.c.destination != "desk")
        .where(_outbox.c.due_at >= to_hour(now), _outbox.c.case_id != case.id, _calm)
    )
    return (conn.scalar(called) or 0) >= ONE_BY_ONE


def owe(conn: Connection, office_code: str, now: datetime) -> None:
    """The desk hears at the next quarter of an hour how many wait; however many asked for it, once."""
    quarter = int(now.timestamp() // EVERY.total_seconds())
    outbox.owe(
        conn,
        "duty",
        "digest",
        "desk",
        code=f"digest.{quarter}.{office_code}",
        due_at=now + EVERY,
        waits=True,
        office_code=office_code,
    )


def waiting(conn: Connection, owed: Owed) -> dict[str, int]:
    """How many such cases nobody has taken, by urgency; to an officer, without those they are related to."""
    _, _, officer = owed.destination.partition(":")
    may_know: ColumnElement[bool] = ~related.is_theirs(int(officer)) if officer else true()
    rows = conn.execute(
        select(_cases.c.urgency, func.count().label("waiting"))
        .where(
            _cases.c.office_code == owed.office_code, text("cases.closed IS NULL"), _cases.c.acknowledged_by.is_(None)
        )
        .where(_cases.c.sealed_to == "office", _calm, may_know)
        .group_by(_cases.c.urgency)
    )
    return {row.urgency: row.waiting for row in rows}
