"""What officers do: take a case, read it. Each is one transaction with an audit entry.

Access is a value you must hold: `open_for` returns the case or raises; nothing here takes a case any other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text, true, update
from sqlmodel import col
from sqlmodel import select as choose

from flows.desk.card import card, merged, told
from flows.desk.waiting import deed_line
from flows.office import Office
from storage import audit, deeds, numbers, outbox, related, returning, unhelped, voices
from storage.database import session_on
from storage.errors import CannotOpen, NoSuchCase
from storage.keyring import DutyKeys
from storage.sealing import Key
from storage.tables import Case, Officer, Report, Row, to_hour

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_letters = Row.metadata.tables["letters"]
_officers = Row.metadata.tables["officers"]
_entries = Row.metadata.tables["audit"]

_LAST_DEEDS = 3  # on the card, so that it stays one page
_LOOKED_BACK = 300  # entries; in an hour with more of them a reading is written down twice


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
        _audit(conn, officer, "acknowledged", case, at)
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


# -- reading -----------------------------------------------------------------------------------------------------


def records(conn: Connection, key: Key, case: Case) -> list[dict[str, Any]]:
    """What the reports of a case say, as far as they are sealed to this key; the one last added to comes last. Whoever
    lost the conversation after a call for help, and then said that somebody at the office must not read it, has one
    sealed to either.

    Raises CannotOpen when all are sealed to another key, or one is damaged or swapped.
    """
    with session_on(conn) as session:
        reports = session.exec(choose(Report).where(col(Report.case_id) == case.id)).all()
    ours = [report for report in reports if report.key_id == key.key_id]
    if not ours:
        raise CannotOpen
    opened = [key.open("report", report.id, report.snapshot) for report in ours]
    return sorted(opened, key=lambda record: str(record["at"]))  # the open columns only know the hour


def read_card(conn: Connection, keys: DutyKeys, officer: Officer, number: str, office: Office, at: datetime) -> str:
    """The card an officer opens in their private chat; of a merged case that of the one it is in. Raises NoSuchCase,
    CannotOpen."""
    case = whole(conn, open_for(conn, officer, number))
    if case.sealed_to != "office":
        raise CannotOpen
    told_ = numbers.beside(conn, keys.office_key, case, records(conn, keys.office_key, case))
    letters = conn.scalar(select(func.count()).where(_letters.c.case_id == case.id)) or 0
    words = office.reading.words == "chat"
    done = _done_lines(conn, keys, case, office)
    filed = filed_at(case, told_)
    reached = returning.is_reached(conn, case)
    here = voices.count(conn, keys.office_key, case.id or 0)
    return card(
        case.number,
        case.urgency,
        told_,
        office,
        filed,
        words=words,
        letters=letters,
        done=done,
        reached=reached,
        voices=here,
    )


def _done_lines(conn: Connection, keys: DutyKeys, case: Case, office: Office) -> list[str]:
    done = deeds.last(conn, keys, case.id or 0, _LAST_DEEDS)
    return [deed_line(one.kind, one.by, one.at, one.words, office) for one in done]


def note_opened(conn: Connection, officer: Officer, number: str, at: datetime) -> Case:
    """Write down that this officer opened this case; of a merged one, that of the case they then read. Raises
    NoSuchCase; CannotOpen when it is sealed away."""
    case: Case = whole(conn, open_for(conn, officer, number))
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dibuka pemegang kunci eskalasi.")
    _audit(conn, officer, "opened", case, at)
    return case


def note_looked(conn: Connection, officer: Officer, number: str, at: datetime) -> None:
    """Write down that this officer reads in this case, once an hour: who goes from screen to screen reads once. Raises
    as `open_for` does."""
    case = open_for(conn, officer, number)
    last = select(_entries).order_by(_entries.c.seq.desc()).limit(_LOOKED_BACK).subquery()
    mine = (last.c.actor == f"officer:{officer.id}", last.c.action == "opened", last.c.case_number == case.number)
    if conn.execute(select(last.c.seq).where(*mine, last.c.at >= to_hour(at)).limit(1)).first() is None:
        _audit(conn, officer, "opened", case, at)


@dataclass(frozen=True)
class Whole:
    """Everything of a case, for the terminal. ``elsewhere`` are the reports only another key opens."""

    case: Case
    card: str = field(repr=False)
    words: list[str] = field(repr=False)
    letters: list[str] = field(repr=False)
    elsewhere: int = 0


def read_whole(conn: Connection, key: Key, office: Office, number: str, at: datetime) -> Whole:
    """A case of this office with the reporter's own words, for whoever holds the key. Audited. Raises NoSuchCase;
    CannotOpen, also for what was told before a case was sealed away from this key: its reporter named somebody here."""
    case = find(conn, office.code, number)
    if case is None:
        raise NoSuchCase
    theirs = (_reports.c.case_id == case.id, _reports.c.sealed_to == case.sealed_to, _reports.c.key_id == key.key_id)
    if case.sealed_to != "office" and conn.execute(select(_reports.c.id).where(*theirs).limit(1)).first() is None:
        raise CannotOpen
    told_ = numbers.beside(conn, key, case, records(conn, key, case))
    copies = conn.execute(select(_letters.c.office_copy).where(_letters.c.case_id == case.id).order_by(_letters.c.id))
    letters = []
    for row in copies:
        try:
            letters.append(str(key.open("letter copy", case.number, row.office_copy).get("words", "")))
        except CannotOpen:
            letters.append("")
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor="terminal",
        action="opened",
        case_number=case.number,
    )
    filed, reached = filed_at(case, told_), returning.is_reached(conn, case)
    body = card(
        case.number,
        case.urgency,
        told_,
        office,
        filed,
        words=False,
        letters=len(letters),
        reached=reached,
        voices=voices.count(conn, key, case.id or 0),
    )
    reports = conn.scalar(select(func.count()).where(_reports.c.case_id == case.id)) or 0
    words = told(merged(told_), office)
    return Whole(case, body, words, [said for said in letters if said], reports - len(told_))


def filed_at(case: Case, told_: Sequence[dict[str, Any]]) -> datetime:
    """When a case was filed, to the minute: that stands in the sealed record; the open column only has the hour."""
    moments = [record["filed_at"] for record in told_ if record.get("filed_at")]
    return datetime.fromisoformat(min(moments)) if moments else case.filed_hour


def open_count(conn: Connection, office_code: str, officer: Officer | None = None) -> int:
    """How many cases are open; for an ``officer``, without those they are related to."""
    theirs = ~related.is_theirs(officer.id) if officer is not None else true()
    where = (text("cases.closed IS NULL"), _cases.c.office_code == office_code, theirs)
    return int(conn.scalar(select(func.count()).select_from(_cases).where(*where)) or 0)


def by_id(conn: Connection, id: int) -> Case:
    """The case another was merged into."""
    with session_on(conn) as session:
        return session.exec(choose(Case).where(col(Case.id) == id)).one()


def _audit(conn: Connection, officer: Officer, action: str, case: Case, at: datetime) -> None:
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action=action,
        case_number=case.number,
    )
