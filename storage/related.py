"""Officers who are named in a case or related to somebody in it. They are off the case: no alert, no card, no reply, no
line in a list, no rung of its ladder. For them there is no such case; nobody learns from us why.

Who marks whom: anybody themselves, an officer another officer, whoever stands above anybody. Of a case that is sealed
away only whoever holds its key marks at all. Somebody who can be called to the case always remains.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, insert, or_, select, update

from storage import audit, calling, outbox, roster
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import CannotOpen, NoSuchCase, NotPossible
from storage.tables import KEYHOLDER, Officer, Row

_conflicts = Row.metadata.tables["conflicts"]
_cases = Row.metadata.tables["cases"]
_officers = Row.metadata.tables["officers"]
_people = _officers.alias("people")  # a statement may join the officers too
_outbox = Row.metadata.tables["outbox"]

ABOVE = ("supervisor", "head")


def to(conn: Connection, case_id: int) -> frozenset[int]:
    """The ids of those who are related to this case, or to the one it was merged into."""
    into = select(_cases.c.merged_into).where(_cases.c.id == case_id).scalar_subquery()
    here = or_(_conflicts.c.case_id == case_id, _conflicts.c.case_id == into)
    return frozenset(conn.scalars(select(_conflicts.c.officer_id).where(here)))


def is_related(conn: Connection, case_id: int, officer_id: int | None) -> bool:
    """Whether this officer is off this case. Who holds the key from outside is off all that the office reads."""
    return officer_id is not None and (officer_id in to(conn, case_id) or _is_outside(conn, case_id, officer_id))


def _is_outside(conn: Connection, case_id: int, officer_id: int) -> bool:
    found = select(_cases.c.id).where(_cases.c.id == case_id, _of_the_office(officer_id))
    return conn.execute(found).first() is not None


def _of_the_office(officer_id: int | None) -> ColumnElement[bool]:
    """In a statement over cases: the office reads it, and this officer is none of the office."""
    outside = exists().where(and_(_people.c.id == officer_id, _people.c.role == KEYHOLDER))
    return and_(_cases.c.sealed_to == "office", outside)


def is_theirs(officer_id: int | None) -> ColumnElement[bool]:
    """In a statement over cases: this officer is off the case."""
    here = or_(_conflicts.c.case_id == _cases.c.id, _conflicts.c.case_id == _cases.c.merged_into)
    named = exists().where(and_(here, _conflicts.c.officer_id == officer_id))
    return or_(named, _of_the_office(officer_id))


def markable(conn: Connection, by: Officer, number: str, holder: str) -> Any:
    """The case, or the one it was merged into, held until the commit, for an officer who may say who is off it;
    ``holder`` is the role that holds the escalation key. Raises NoSuchCase; CannotOpen when it is sealed away from
    them."""
    mine = (_cases.c.number == number.upper(), _cases.c.office_code == by.office_code)
    case = conn.execute(select(_cases).where(*mine).with_for_update()).first()
    if case is not None and case.merged_into is not None:
        case = conn.execute(select(_cases).where(_cases.c.id == case.merged_into).with_for_update()).first()
    if case is None or is_related(conn, case.id, by.id):
        raise NoSuchCase
    if case.sealed_to != "office" and by.role != holder:
        raise CannotOpen("Laporan ini hanya bisa diubah pemegang kunci eskalasi.")
    return case


def mark(conn: Connection, by: Officer, officer: Officer, number: str, at: datetime, *, holder: str) -> bool:
    """Take an officer (oneself, or another) off a case; if they had it, or nobody does yet, the others are called anew.
    What stands of it in their chat goes. False: they were off it already. Raises what `markable` raises, and
    NotPossible: they stand above ``by``, or nobody who can be called to it would remain."""
    case = markable(conn, by, number, holder)
    if officer.office_code != by.office_code:
        raise NoSuchCase
    if is_related(conn, case.id, officer.id):
        return False
    if officer.id != by.id and officer.role in ABOVE and by.role not in ABOVE:
        raise NotPossible("desk-why-related-above")
    left = _callable(conn, case, holder)
    if {one.id for one in left} == {officer.id}:
        raise NotPossible("desk-why-related-last")
    conn.execute(
        insert(_conflicts).values(
            case_id=case.id, officer_id=officer.id, office_code=case.office_code, set_by=by.id, at=at
        )
    )
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{by.id}",
        action=f"related.{officer.id}",
        case_number=case.number,
    )
    _let_go(conn, case.id, officer.id, at)
    if case.closed is None and case.acknowledged_by in (None, officer.id):
        calling.call_anew(conn, case, at)
    calling.owe_desk(conn, case, "taken", f"{case.number}.related.{officer.id}", at)  # alerts in chats are edited
    if officer.id != by.id:
        _tell_above(conn, by, officer, case, at, holder)
    return True


def unite(conn: Connection, gone: Any, stays: Any, by: Officer, at: datetime) -> None:
    """One case was merged into the other: whoever is off either is off both."""
    off, before = to(conn, gone.id), to(conn, stays.id)
    for officer_id in sorted(off):
        _let_go(conn, stays.id, officer_id, at)
    for officer_id in sorted(off - before):
        row = {"case_id": stays.id, "officer_id": officer_id, "office_code": stays.office_code, "set_by": by.id}
        conn.execute(insert(_conflicts).values(**row, at=at))
    if off - before:
        calling.owe_desk(conn, stays, "taken", f"{stays.number}.united.{gone.number}", at)


def humans(conn: Connection, case_id: int) -> frozenset[int]:
    """The people behind those entries of the roster: one may serve another office too."""
    return frozenset(conn.scalars(select(_officers.c.telegram_id).where(_officers.c.id.in_(to(conn, case_id)))))


def hand_over(conn: Connection, gone: Any, stays: Any, by: Officer, at: datetime) -> None:
    """Who is off a case here is off it at the office it went to as well, where they serve there too."""
    theirs = (_officers.c.office_code == stays.office_code, _officers.c.telegram_id.in_(humans(conn, gone.id)))
    for officer_id in conn.scalars(select(_officers.c.id).where(*theirs).order_by(_officers.c.id)).all():
        row = {"case_id": stays.id, "officer_id": officer_id, "office_code": stays.office_code, "set_by": by.id}
        conn.execute(insert(_conflicts).values(**row, at=at))


def family(case_id: int | None) -> Select[Any]:
    """The ids of a case and of those merged into it, to be looked for in."""
    return select(_cases.c.id).where(or_(_cases.c.id == case_id, _cases.c.merged_into == case_id))


def _let_go(conn: Connection, case_id: int, officer_id: int | None, at: datetime) -> None:
    """What they were writing about the case is no answer any more, and its cards leave their chat now."""
    conn.execute(
        update(_officers)
        .where(_officers.c.id == officer_id, _officers.c.replying_to.in_(family(case_id)))
        .values(replying_to=None, replying_since=None)
    )
    theirs = (_outbox.c.case_id.in_(family(case_id)), _outbox.c.destination == f"officer:{officer_id}")
    outbox.hurry(conn, "wipe", at, *theirs)


def _callable(conn: Connection, case: Any, holder: str) -> list[Officer]:
    """Who can be called to this case now."""
    off, roles = to(conn, case.id), () if case.sealed_to == "office" else (holder,)
    return [one for one in roster.on_duty(conn, case.office_code, *roles) if one.id not in off]


def _tell_above(conn: Connection, by: Officer, officer: Officer, case: Any, at: datetime, holder: str) -> None:
    """Who takes another off a case does not do so unseen; of one that is sealed away only its holders hear."""
    for one in _callable(conn, case, holder):
        if one.id != by.id and (one.role in ABOVE or case.sealed_to != "office"):
            outbox.owe(
                conn,
                "duty",
                "related",
                f"officer:{one.id}",
                code=f"{case.number}.related.{officer.id}@officer:{one.id}",
                due_at=at,
                office_code=by.office_code,
                case_id=case.id,
                detail={"by": by.id, "officer": officer.id},
            )
