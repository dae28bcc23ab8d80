"""Cases as lines: the queue, most urgent and longest waiting first, and what a search finds.

A line is what lies open and what the sealed face shows: number, urgency, place, age band, who has it, how long it
waits. Never words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, func, select, text

from flows.desk.card import age_of, place_of
from storage import related
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.tables import Officer, Row

_cases = Row.metadata.tables["cases"]
_deeds = Row.metadata.tables["deeds"]
_officers = Row.metadata.tables["officers"]
_outbox = Row.metadata.tables["outbox"]
_reports = Row.metadata.tables["reports"]
_addresses = Row.metadata.tables["return_addresses"]

LAST = 1000  # cases a search looks through, the newest first: an office has tens a year


@dataclass(frozen=True)
class Line:
    """A case in one line. ``since`` is when it was last called out; ``acted`` whether anybody did something since;
    ``unread`` whether an answer waits for the reporter to open it, who can still be reached."""

    number: str
    urgency: str
    rank: int
    version: int
    since: datetime
    taken_by: str = field(repr=False)
    owner: int | None
    acted: bool
    unread: bool
    closed: bool
    sealed_away: bool
    source: str
    place: str = field(repr=False)
    age: str = field(repr=False)
    face: dict[str, Any] = field(repr=False)


def waiting(conn: Connection, keys: DutyKeys | None, office_code: str, officer: Officer | None = None) -> list[Line]:
    """Open cases: the most urgent first, of those the ones nobody acted on, of those the one that waits longest. For
    an ``officer``, without those they are named in. Without keys, place and age stay closed."""
    # A literal, not a bound value: only so is the partial index of open cases used.
    rows = conn.execute(
        _lines(office_code, officer).where(text("cases.closed IS NULL")).order_by(_cases.c.rank, _cases.c.id)
    ).all()
    return sorted((_line(keys, row) for row in rows), key=lambda line: (line.rank, line.acted, line.since))


def one(conn: Connection, keys: DutyKeys | None, officer: Officer, number: str) -> Line | None:
    """The line of one case; None when there is none of this number for this officer."""
    found = _lines(officer.office_code, officer).where(_cases.c.number == number.upper())
    row = conn.execute(found).first()
    return None if row is None else _line(keys, row)


def find(
    conn: Connection, keys: DutyKeys, officer: Officer, *, urgency: str = "", kecamatan: str = "", age: str = ""
) -> list[Line]:
    """Cases, open or closed, that match all that was asked; the newest first."""
    rows = conn.execute(_lines(officer.office_code, officer).order_by(_cases.c.id.desc()).limit(LAST)).all()
    lines = [_line(keys, row) for row in rows if not urgency or row.urgency == urgency]
    return [
        line
        for line in lines
        if (not kecamatan or line.face.get("kecamatan") == kecamatan) and (not age or line.face.get("age") == age)
    ]


def since_of(conn: Connection, case: Any, face: dict[str, Any]) -> datetime:
    """When this case was last called out. The open columns forget its minutes once the call was sent; the face knows
    them, unless the call came from elsewhere."""
    due_at = conn.scalar(select(_outbox.c.due_at).where(_outbox.c.code == f"{case.number}.{case.raises}"))
    return _since(due_at or case.filed_hour, face)


def _since(hour: datetime, face: dict[str, Any]) -> datetime:
    called = face.get("called", "")
    return max(hour, datetime.fromisoformat(called)) if called else hour


def _lines(office_code: str, officer: Officer | None) -> Any:
    call = _cases.c.number + "." + cast(_cases.c.raises, String)
    # One row each, by the index: of `EXISTS` PostgreSQL makes a list of all deeds there are.
    waits = (_deeds.c.case_id == _cases.c.id, _deeds.c.kind == "unread", _deeds.c.at >= _cases.c.acknowledged_at)
    unread = select(_deeds.c.id).where(*waits).limit(1).correlate(_cases).scalar_subquery()
    way = select(_addresses.c.report_id).join(_reports, _reports.c.id == _addresses.c.report_id)
    reached = way.where(_reports.c.case_id == _cases.c.id).limit(1).correlate(_cases).scalar_subquery()
    found = (
        select(
            _cases,
            _officers.c.name,
            func.coalesce(_outbox.c.due_at, _cases.c.filed_hour).label("since"),
            (unread.is_not(None) & reached.is_not(None)).label("unread"),
        )
        .outerjoin(_officers, _officers.c.id == _cases.c.acknowledged_by)
        .outerjoin(_outbox, _outbox.c.code == call)
        .where(_cases.c.office_code == office_code, _cases.c.merged_into.is_(None))
    )
    if officer is not None:
        found = found.where(~related.is_theirs(officer.id))
    return found


def _line(keys: DutyKeys | None, row: Any) -> Line:
    face = _face(keys, row)
    return Line(
        number=row.number,
        urgency=row.urgency,
        rank=row.rank,
        version=row.version,
        since=_since(row.since, face),
        taken_by=row.name or "",
        owner=row.acknowledged_by,
        acted=row.acted_at is not None,
        unread=row.unread,
        closed=row.closed is not None,
        sealed_away=row.sealed_to != "office",
        source=row.source,
        place=place_of(face) if face else "",
        age=age_of(face) if face else "",
        face=face,
    )


def _face(keys: DutyKeys | None, row: Any) -> dict[str, Any]:
    """What a line may show; nothing when it stays closed, and one that is damaged hides no other."""
    if keys is None or row.sealed_to != "office":
        return {}
    try:
        return keys.office_key.open("face", row.number, row.face)
    except CannotOpen:
        return {}
