"""What officers did about a case, and who has it now. Each is one transaction with an audit entry.

Acknowledged is not helped: a case stays red until somebody acted on the call it stands under. A note is not an act, nor
is handing over; what was written to a reporter is one when they read it. Where the reporter said JANGAN datang ke rumah
no team leaves before two people signed for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlmodel import col
from sqlmodel import select as choose

from storage import audit, calling, handling, outbox, related, unhelped
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.cases import open_for
from storage.database import session_on
from storage.errors import CannotOpen, CaseAlreadyClosed, NotOnRoster, NotPossible, NotTakenYet
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.sealing import digest
from storage.tables import OF_THE_OFFICE, Case, Officer, Row

_deeds = Row.metadata.tables["deeds"]
_cases = Row.metadata.tables["cases"]
_officers = Row.metadata.tables["officers"]

ACTS = ("called", "answered", "team", "met", "read")  # `answered` is an officer's word that they spoke with them
DID = ("called", "team", "met")
KINDS = (*ACTS, "unread", "note", "handover")
LAST_NOTES = 20
SAME = timedelta(seconds=30)  # a second tap so soon is the same deed
_READ = re.compile(r"[^.]+\.\d+\.l\d+\.d(\d+)\.read")  # `unread.mark_read`


@dataclass(frozen=True)
class Done:
    """A deed as it is read: when, who, what, and the words if there are any."""

    kind: str
    by: str
    at: datetime
    words: str = field(default="", repr=False)


def record(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    kind: str,
    words: str | None,
    at: datetime,
    *,
    holder: str = "",
) -> Case:
    """Write down what this officer did about a case. Raises NoSuchCase, CaseAlreadyClosed, NotPossible as `write` does,
    and CannotOpen when it is sealed away: then who has the role of its ``holder`` says what they did, without words."""
    case = open_for(conn, officer, number)
    if case.sealed_to != "office" and (words or officer.role != holder):
        raise CannotOpen("Laporan ini hanya bisa ditangani pemegang kunci eskalasi.")
    if case.closed is not None:
        raise CaseAlreadyClosed
    write(conn, keys, officer, case, kind, words, at)
    return case


def write(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    case: Case,
    kind: str,
    words: str | None,
    at: datetime,
) -> bool:
    """The same for a case that was opened; False when it is the second tap of one deed. Raises NotPossible: a team,
    where nobody may come to the house. Of what is sealed away only its holder knows that, who read it."""
    if kind not in KINDS:
        raise ValueError(kind)
    if kind == "team" and case.sealed_to == "office" and handling.nobody_may_come(conn, keys, case):
        raise NotPossible("desk-why-dont-visit")
    if kind in ACTS and not words and case.acted_at is not None and _just_done(conn, officer, case, kind, at):
        return False
    box = keys.office.seal("deed", case.number, {"words": words}) if words else None
    _insert(conn, officer, case, kind, at, box=box, key_id=keys.office.key_id if box else None)
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action=f"deed.{kind}",
        case_number=case.number,
        ct_hash=digest(box) if box else None,
    )
    if kind in ACTS:
        unhelped.helped(conn, case, at)
    return True


def wrote(conn: Connection, officer: Officer, case: Case, at: datetime) -> int:
    """An answer to the reporter waits to be read, and helps nobody until then. Gives the id of this deed; the chain
    has an entry for the answer itself."""
    return _insert(conn, officer, case, "unread", at)


def was_read(conn: Connection, owed: Owed, case: Any) -> None:
    """The reporter read an answer: whoever wrote it has helped, at the time they wrote, if they answered the call that
    the case stands under and may still work on it. When it was read is not kept."""
    if case is None or (about := _READ.fullmatch(owed.code)) is None:
        return
    this = (_deeds.c.id == int(about[1]), _deeds.c.case_id == case.id, _deeds.c.kind == "unread")
    now_read = update(_deeds).where(*this).values(kind="read").returning(_deeds.c.at, _deeds.c.officer_id)
    deed = conn.execute(now_read).first()
    if deed is None or deed.officer_id in related.to(conn, case.id):
        return
    if calling.raise_of(owed.code) == str(case.raises):
        unhelped.helped(conn, case, deed.at)


def unread(conn: Connection, case_id: int, since: datetime | None = None) -> int:
    """How many answers wait to be read, of those that were written since then."""
    waits = select(func.count()).where(_deeds.c.case_id == case_id, _deeds.c.kind == "unread")
    return conn.scalar(waits if since is None else waits.where(_deeds.c.at >= since)) or 0


def of_case(conn: Connection, keys: DutyKeys, case_id: int, limit: int = 100) -> list[Done]:
    """The last deeds of a case, the oldest first; words that do not open stay closed."""
    rows = conn.execute(
        select(_deeds.c.kind, _deeds.c.at, _deeds.c.box, _officers.c.name, _cases.c.number)
        .join(_officers, _officers.c.id == _deeds.c.officer_id)
        .join(_cases, _cases.c.id == _deeds.c.case_id)
        .where(_deeds.c.case_id == case_id)
        .order_by(_deeds.c.id.desc())
        .limit(limit)
    ).all()
    return [Done(row.kind, row.name, row.at, _words(keys, row.number, row.box)) for row in reversed(rows)]


def last(conn: Connection, keys: DutyKeys, case_id: int, limit: int) -> list[Done]:
    """The last deeds, the oldest first; of answers and notes only as many as leave room for what was done: that 110 was
    called is not pushed out by what was written later."""
    done = of_case(conn, keys, case_id)
    did = [one for one in done if one.kind in DID][-limit + 1 :]
    said = [one for one in done if one.kind not in DID][-(limit - len(did)) :]
    return [one for one in done if one in did or one in said]


def find_note(conn: Connection, keys: DutyKeys, officer: Officer, words: str) -> str | None:
    """The case to which this officer wrote exactly these words among their last notes."""
    newest = conn.execute(
        select(_deeds.c.box, _cases.c.number)
        .join(_cases, _cases.c.id == _deeds.c.case_id)
        .where(_deeds.c.officer_id == officer.id, _deeds.c.box.is_not(None))
        .order_by(_deeds.c.id.desc())
        .limit(LAST_NOTES)
    )
    return next((row.number for row in newest.all() if _words(keys, row.number, row.box) == words.strip()), None)


# -- who has it now ----------------------------------------------------------------------------------------------


def may_get(conn: Connection, case: Case) -> Sequence[Officer]:
    """Whom a case can be handed to: who may work on it, and does not have it already."""
    return [officer for officer in may_work(conn, case) if officer.id != case.acknowledged_by]


def may_work(conn: Connection, case: Case) -> Sequence[Officer]:
    """Who of the office is on the roster and reachable, and not named in this case."""
    named = related.to(conn, case.id or 0)
    found = (
        choose(Officer)
        .where(col(Officer.office_code) == case.office_code, col(Officer.ended_at).is_(None))
        .where(col(Officer.started_at).is_not(None), col(Officer.reachable).is_(True))
        .where(col(Officer.id).not_in(named))
        .where(col(Officer.role).in_(OF_THE_OFFICE))
        .order_by(col(Officer.id))
    )
    with session_on(conn) as session:
        return list(session.exec(found))


def hand_over(
    conn: Connection, keys: DutyKeys, officer: Officer, number: str, to: int, words: str | None, at: datetime
) -> tuple[Case, Officer]:
    """The case has another owner from now on, who is told privately; the group's line says so.

    Raises NoSuchCase; CannotOpen when it is sealed away; CaseAlreadyClosed; NotTakenYet: nobody can hand over what
    nobody promised; NotOnRoster when the other one cannot have it (any more).
    """
    case = open_for(conn, officer, number)
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa diserahkan pemegang kunci eskalasi.")
    if case.closed is not None:
        raise CaseAlreadyClosed
    if case.acknowledged_by is None:
        raise NotTakenYet
    new = next((one for one in may_get(conn, case) if one.id == to), None)
    if new is None:
        raise NotOnRoster
    moved = conn.execute(
        update(_cases)
        .where(_cases.c.id == case.id, _cases.c.acknowledged_by == case.acknowledged_by)
        .values(acknowledged_by=new.id, version=_cases.c.version + 1)
    ).rowcount
    if not moved:
        raise NotTakenYet
    before, old = case.version, case.acknowledged_by
    write(conn, keys, officer, case, "handover", words, at)
    _show_anew(conn, case, f"h{before + 1}", at)
    for one in {new.id, old} - {officer.id}:
        outbox.owe(
            conn,
            "duty",
            "handed",
            f"officer:{one}",
            code=f"{case.number}.handed.{before + 1}@officer:{one}",
            due_at=at,
            office_code=case.office_code,
            case_id=case.id,
            detail={"by": officer.id or 0},
        )
    return case, new


def handed_at(conn: Connection, case_id: int, since: datetime | None) -> datetime | None:
    """When the case was last handed over since it was taken; None when whoever took it still has it."""
    found = select(_deeds.c.at).where(_deeds.c.case_id == case_id, _deeds.c.kind == "handover")
    if since is not None:
        found = found.where(_deeds.c.at >= since)
    return conn.scalar(found.order_by(_deeds.c.id.desc()).limit(1))


def _insert(conn: Connection, officer: Officer, case: Case, kind: str, at: datetime, **box: Any) -> int:
    whose = {"office_code": case.office_code, "case_id": case.id, "officer_id": officer.id}
    done = insert(_deeds).values(**whose, kind=kind, at=at, **box).returning(_deeds.c.id)
    return int(conn.execute(done).scalar_one())


def _just_done(conn: Connection, officer: Officer, case: Case, kind: str, at: datetime) -> bool:
    same = (_deeds.c.case_id == case.id, _deeds.c.officer_id == officer.id, _deeds.c.kind == kind)
    recent = select(_deeds.c.id).where(*same, _deeds.c.at > at - SAME, _deeds.c.at <= at)
    return conn.execute(recent.limit(1)).first() is not None


def _show_anew(conn: Connection, case: Case, why: str, at: datetime) -> None:
    """Alerts that stand in chats say how it is now."""
    code = f"{case.number}.taken.{case.raises}.{why}"
    outbox.owe(conn, "duty", "taken", "desk", code=code, due_at=at, office_code=case.office_code, case_id=case.id)


def _words(keys: DutyKeys, number: str, box: bytes | None) -> str:
    if box is None:
        return ""
    try:
        return str(keys.office_key.open("deed", number, box).get("words", "")).strip()
    except CannotOpen:
        return ""
