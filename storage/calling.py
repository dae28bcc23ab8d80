"""Calling everybody to a case: once at first, once for each raise, and again when whoever took it is gone.

Who calls for help over and over is always called out again, but not over another's first call: while a DARURAT case is
called and nobody has taken it the ladder calls anyway, and once it was taken it is called anew at most every three
minutes; what is pressed within them calls at their end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from storage import outbox
from storage.tables import Row

_cases = Row.metadata.tables["cases"]
_outbox = Row.metadata.tables["outbox"]

BETWEEN_CALLS = timedelta(minutes=3)


def call(conn: Connection, case: Any, raises: int, due_at: datetime, *, waits: bool = False) -> None:
    """Owe the desk the alert of this raise: at once, unless it `waits`."""
    owe_desk(conn, case, "alert", f"{case.number}.{raises}", due_at, waits=waits)


def call_anew(conn: Connection, case: Any, at: datetime, **changes: Any) -> None:
    """Everybody is called to the case again, now: whoever took it before promised to act on less, or has left."""
    _call_anew(conn, case, at, changes)


def call_once_more(conn: Connection, case: Any, at: datetime) -> bool:
    """The same urgency again. False: the case is called already, and its ladder goes on until somebody takes it."""
    if case.closed is None and case.acknowledged_at is None:
        return False
    resting = conn.scalar(
        select(func.max(_outbox.c.due_at)).where(
            _outbox.c.case_id == case.id, _outbox.c.kind == "rested", _outbox.c.done_hour.is_(None)
        )
    )
    due_at = min(max(at, resting or at), at + BETWEEN_CALLS)  # a clock that was wrong then makes nobody wait longer
    _call_anew(conn, case, due_at, {}, waits=due_at > at)
    owe_desk(conn, case, "rested", f"{case.number}.{case.raises + 1}.rested", due_at + BETWEEN_CALLS, waits=True)
    return True


def raise_of(code: str) -> str:
    """Which raise of its case the code of an alert or a reminder belongs to."""
    return code.split("@")[0].split(".")[1]


def owe_desk(conn: Connection, case: Any, kind: str, code: str, due_at: datetime, *, waits: bool = False) -> None:
    """Owe the desk of this case a word about it: at once, or, if it `waits`, not before ``due_at``."""
    outbox.owe(
        conn,
        "duty",
        kind,
        "desk",
        code=code,
        due_at=due_at,
        waits=waits,
        office_code=case.office_code,
        case_id=case.id,
    )


def _call_anew(conn: Connection, case: Any, due_at: datetime, changes: dict[str, Any], *, waits: bool = False) -> None:
    anew = {
        "raises": case.raises + 1,
        "version": case.version + 1,
        "acknowledged_by": None,
        "acknowledged_at": None,
        "acted_at": None,
        "closed": None,
        "state": "baru",
    }
    conn.execute(update(_cases).where(_cases.c.id == case.id).values(**anew, **changes))
    if case.closed is not None:
        owe_desk(conn, case, "taken", f"{case.number}.open.{case.raises + 1}", due_at)  # alerts in chats say so
    call(conn, case, case.raises + 1, due_at, waits=waits)
