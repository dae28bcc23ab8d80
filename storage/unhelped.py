"""Acknowledged is not helped: a DARURAT case that somebody took stays red until something was done and noted.

Its taker is reminded after the office's time, after as long again the supervisors too, then the head; and so on until a
first deed is noted (`cases.acted_at`), an answer is read, the case is called anew, or is DARURAT no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, update

from flows.office import Office
from storage import calling, rungs
from storage.outbox import Owed
from storage.tables import Officer, Row

_cases = Row.metadata.tables["cases"]
ABOVE = 2  # the turn on which the supervisors hear of it too


def begin(conn: Connection, case: Any, at: datetime) -> None:
    """Somebody took this case: what they do with it is waited for."""
    if case.urgency == "DARURAT":
        calling.owe_desk(conn, case, "unhelped", f"{case.number}.{case.raises}.u0", at)


def helped(conn: Connection, case: Any, at: datetime) -> None:
    """A first deed since the call: nobody is reminded any more, and the alerts in the chats are red no longer."""
    this_call = (_cases.c.id == case.id, _cases.c.raises == case.raises)
    if conn.execute(update(_cases).where(*this_call, _cases.c.acted_at.is_(None)).values(acted_at=at)).rowcount:
        calling.owe_desk(conn, case, "taken", f"{case.number}.acted.{case.raises}", at)


def is_red(case: Any) -> bool:
    """Whether somebody took it and nothing was done yet."""
    return needs_help(case) and case.acknowledged_by is not None


def needs_help(case: Any) -> bool:
    """Whether nothing was done about an emergency yet, taken or not."""
    return bool(case.urgency == "DARURAT" and case.closed is None and case.acted_at is None)


def remind(
    conn: Connection, owed: Owed, case: Any, office: Office, now: datetime, *, has_group: bool
) -> list[str] | None:
    """Who hears now that nothing was done (destinations); the next word is owed for later. None: there is no need any
    more. An empty list: there is nobody to tell, and nothing was owed."""
    if case is None or not is_red(case):
        return None
    turn, wait = rungs.turn_of(owed.code), timedelta(minutes=office.climb.acted)
    told = _told(conn, case, office, turn) if turn else []
    destinations = [f"officer:{officer.id}" for officer in told]
    if turn and not destinations:
        if not has_group or case.sealed_to != "office":
            return []
        destinations = [rungs.GROUP]
    due_at = owed.due_at + wait
    if turn >= ABOVE and due_at <= now:  # of what was missed one word is enough
        due_at = now + wait
    code = f"{case.number}.{case.raises}.u{turn + 1}"
    calling.owe_desk(conn, case, "unhelped", code, due_at, waits=True)
    return destinations


def _told(conn: Connection, case: Any, office: Office, turn: int) -> list[Officer]:
    roles = (office.escalation.holder,) if case.sealed_to == "escalation" else ()
    able = rungs.able(conn, office, case, *roles)
    above = ("supervisor",) if turn == ABOVE else ("supervisor", "head") if turn > ABOVE else ()
    told = [officer for officer in able if officer.id == case.acknowledged_by or officer.role in above]
    if turn == ABOVE and not any(officer.role == "supervisor" for officer in told):
        told += [officer for officer in able if officer.role == "head" and officer not in told]
    return told or able
