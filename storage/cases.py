"""A case, as an officer comes to it: found, opened for them, taken. Each is one transaction with an audit entry.

Access is a value you must hold: `open_for` returns the case or raises; nothing here takes a case any other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text, true, update
from sqlmodel import col
from sqlmodel import select as choose

from storage import audit, outbox, related, unhelped
from storage.database import session_on
from storage.errors import CannotOpen, NoSuchCase
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]
_officers = Row.metadata.tables["officers"]
_reports = Row.metadata.tables["reports"]


@dataclass(frozen=True)
class Acknowledged:
    """Who has the case now. ``first`` is False when it was taken before. ``stale``: nobody has it, because it was
    called anew since the button was made."""

    case: Case
    by: str
    first: bool
    stale: bool = False


def find(conn: Connection, office_code: str, number: str) -> Case | None:
    """The case of this office with this number, whoever asks: for who holds a key, not for officers."""
    mine = (col(Case.number) == number.upper(), col(Case.office_code) == office_code)
    with session_on(conn) as session:
        return session.exec(choose(Case).where(*mine)).first()


def open_for(conn: Connection, officer: Officer, number: str) -> Case:
    """The case, for an officer of its office who is not related to it, nor to the one it was merged into. Raises
    NoSuchCase; CannotOpen when that one is sealed away: through an old number nobody comes nearer to it."""
    case = find(conn, officer.office_code, number)
    if case is None or case.id is None or related.is_related(conn, case.id, officer.id):
        raise NoSuchCase
    if whole(conn, case).sealed_to != case.sealed_to:
        raise CannotOpen("Laporan ini digabung ke laporan yang hanya bisa dibuka pemegang kunci eskalasi.")
    return case


def whole(conn: Connection, case: Any) -> Any:
    """The case this one was merged into, as it stands now; else itself."""
    return case if case.merged_into is None else by_id(conn, case.merged_into)


def has_gone(conn: Connection, case: Any) -> bool:
    """Whether another office of this deployment has it now: what was told went there, and here only a note is left."""
    if case.state != "dialihkan":
        return False
    return conn.execute(select(_reports.c.id).where(_reports.c.case_id == case.id).limit(1)).first() is None


def acknowledge(
    conn: Connection, officer: Officer, number: str, at: datetime, *, holder: str, version: int | None = None
) -> Acknowledged:
    """A person's promise to act. The first one has the case; a second tap, or a second officer, changes nothing.
    ``version`` is the case's when its button was made: nobody promises to act on an urgency they did not see.

    Raises NoSuchCase; CannotOpen when it is sealed away from this officer: an old alert still has its button, and who
    may not read a report must not silence the call for it. ``holder`` is the role that holds the escalation key.
    """
    # Held first: whoever is taken off the case in this very moment does not get it.
    conn.execute(select(_cases.c.id).where(_cases.c.number == number.upper()).with_for_update())
    case = open_for(conn, officer, number)
    if case.sealed_to != "office" and officer.role != holder:
        raise CannotOpen("Laporan ini hanya bisa diterima pemegang kunci eskalasi.")
    known = _cases.c.version == version if version is not None else true()
    won = conn.execute(
        update(_cases)
        .where(_cases.c.id == case.id, _cases.c.acknowledged_by.is_(None), known)
        .values(acknowledged_by=officer.id, acknowledged_at=at, state="diterima", version=_cases.c.version + 1)
    ).rowcount
    if won:
        note(conn, officer, "acknowledged", case, at)
        outbox.call_off(conn, "remind", case.id, at)  # nothing is left that tells the minute of the call
        outbox.owe(
            conn,
            "duty",
            "taken",
            "desk",
            code=f"{case.number}.taken.{case.raises}",
            due_at=at,
            office_code=case.office_code,
            case_id=case.id,
        )
        unhelped.begin(conn, case, at)
    by = holder_of(conn, number)
    return Acknowledged(case, by, bool(won), stale=not won and not by)


def holder_of(conn: Connection, number: str) -> str:
    """The name of whoever has the case; empty when nobody has."""
    name = conn.scalar(
        select(_officers.c.name)
        .join(_cases, _cases.c.acknowledged_by == _officers.c.id)
        .where(_cases.c.number == number.upper())
    )
    return str(name or "")


def open_count(conn: Connection, office_code: str, officer: Officer | None = None) -> int:
    """How many cases are open; for an ``officer``, without those they are related to."""
    theirs = ~related.is_theirs(officer.id) if officer is not None else true()
    where = (text("cases.closed IS NULL"), _cases.c.office_code == office_code, theirs)
    return int(conn.scalar(select(func.count()).select_from(_cases).where(*where)) or 0)


def by_id(conn: Connection, id: int) -> Case:
    """The case another was merged into."""
    with session_on(conn) as session:
        return session.exec(choose(Case).where(col(Case.id) == id)).one()


def note(conn: Connection, officer: Officer, action: str, case: Case, at: datetime) -> None:
    """In the chain: this officer did this to this case."""
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action=action,
        case_number=case.number,
    )
