"""A case on its way through the office: taken, assessed, planned, served, opened again; and who did what when.

Each change is one transaction with an audit entry, and knows the version it was meant for: of two officers who change a
case at once the second is told. What was found out and why it ended is sealed (`cases.handling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from flows.desk import life, tracks
from flows.desk.card import forbids_coming, merged
from storage import audit, calling, cases, numbers, outbox, records
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import CannotOpen, CaseAlreadyClosed, NotPossible
from storage.keyring import DutyKeys
from storage.sealing import digest
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]
_tracks = Row.metadata.tables["tracks"]
_consents = Row.metadata.tables["consents"]
_decisions = Row.metadata.tables["decisions"]

BASES = ("consent", "law")
UNDER_WAY = ("offered", "accepted")
SHORTEST_REASON, LONGEST_REASON = 10, 500
SHORTEST_NUMBER, LONGEST_NUMBER = 4, 120


def at_work(conn: Connection, officer: Officer, number: str, version: int | None = None) -> Case:
    """The case, held until the commit, for an officer who wants to change it. Raises NoSuchCase, CannotOpen (sealed
    away), CaseAlreadyClosed, NotPossible (nobody has taken it, or it changed since ``version``)."""
    case = held(conn, officer, number)
    if case.closed is not None:
        raise CaseAlreadyClosed
    if case.state not in life.AT_WORK:
        raise NotPossible("desk-why-take-first")
    if version is not None and case.version != version:
        raise NotPossible("desk-why-changed")
    return case


def held(conn: Connection, officer: Officer, number: str) -> Case:
    """The case as it stands, locked; open or not. Raises NoSuchCase, CannotOpen."""
    case = cases.open_for(conn, officer, number)
    if case.sealed_to != "office":
        raise CannotOpen("Kasus ini hanya bisa diubah pemegang kunci eskalasi.")
    if conn.dialect.name == "postgresql":  # on SQLite whoever writes is alone already
        conn.execute(select(_cases.c.id).where(_cases.c.id == case.id).with_for_update())
        case = cases.open_for(conn, officer, number)
    return case


def read(keys: DutyKeys, case: Case) -> dict[str, Any]:
    """What was written down about handling it. Raises CannotOpen."""
    return {} if case.handling is None else keys.office_key.open("handling", case.number, case.handling)


def write(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    case: Case,
    action: str,
    at: datetime,
    handling: Mapping[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Change the case and write down who did. Raises NotPossible when somebody else did first."""
    values: dict[str, Any] = {"version": case.version + 1, **changes}
    if handling is not None:
        values["handling"] = keys.office.seal("handling", case.number, handling)
    here = (_cases.c.id == case.id, _cases.c.version == case.version)
    if not conn.execute(update(_cases).where(*here).values(**values)).rowcount:
        raise NotPossible("desk-why-changed")
    note(conn, officer, case, action, at, values.get("handling"))


def written_reason(typed: str) -> str:
    """A reason as it was typed, in one line. Raises NotPossible when it says too little."""
    reason = " ".join(typed.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise NotPossible("desk-why-reason")
    return reason


def letter_number(typed: str) -> str:
    """The number of a letter as it was typed, in one line. Raises NotPossible: a letter's number has a digit in it."""
    number = " ".join(typed.split())
    if not SHORTEST_NUMBER <= len(number) <= LONGEST_NUMBER or not any(sign.isdecimal() for sign in number):
        raise NotPossible("desk-why-letter")
    return number


def note(conn: Connection, officer: Officer, case: Case, action: str, at: datetime, box: bytes | None = None) -> None:
    """One entry in the chain."""
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action=action,
        case_number=case.number,
        ct_hash=None if box is None else digest(box),
    )


def assess(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    *,
    on: date,
    team: Iterable[str],
    needs: Iterable[str],
    at: datetime,
    version: int | None = None,
) -> str:
    """*Asesmen*: when, who was there, which services are needed. Earlier ones stay. Gives the state of the case.
    Raises what `at_work` raises."""
    case = at_work(conn, officer, number, version)
    told = read(keys, case)
    found = {
        "on": on.isoformat(),
        "team": [who for who in tracks.TEAM if who in set(team)],
        "needs": [id for id in tracks.BY_ID if id in set(needs)],
        "by": officer.id,
        "at": at.isoformat(),
    }
    if not found["team"] or not found["needs"]:
        raise NotPossible("desk-why-assessment-empty")
    earlier = [*told.get("earlier", []), told["assessment"]] if "assessment" in told else []
    state = life.move(case.state, "assess")
    if state == "asesmen" and open_tracks(conn, case):
        state = life.move(state, "plan")
    write(conn, keys, officer, case, "assessed", at, {**told, "assessment": found, "earlier": earlier}, state=state)
    return state


def needs(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The services that the last assessment found to be needed."""
    return tuple(told.get("assessment", {}).get("needs", ()))


def advance(conn: Connection, case: Case, *moves: str) -> None:
    """The case goes on as its services do; what it does not offer it does not do."""
    state = case.state
    for name in moves:
        if name in life.offered(state):
            state = life.move(state, name)
    if state != case.state:
        conn.execute(update(_cases).where(_cases.c.id == case.id).values(state=state))


def open_tracks(conn: Connection, case: Case) -> int:
    """How many services run."""
    return len(conn.execute(select(_tracks.c.id).where(_tracks.c.case_id == case.id, _tracks.c.state == "open")).all())


def nobody_may_come(conn: Connection, keys: DutyKeys, case: Case) -> bool:
    """Whether the reporter said JANGAN datang ke rumah, and no two people signed for a visit all the same since
    somebody took the call the case stands under. Raises CannotOpen: what cannot be read may forbid it."""
    if not forbids_coming(merged(records.of_case(conn, keys.office_key, case))["answers"]):
        return False
    if case.acknowledged_at is None:
        return True
    mine = (_decisions.c.case_id == case.id, _decisions.c.kind == "visit", _decisions.c.about == "outreach")
    signed = (_decisions.c.agreed.is_(True), _decisions.c.decided_at >= case.acknowledged_at)
    return conn.execute(select(_decisions.c.id).where(*mine, *signed).limit(1)).first() is None


# -- after its end ------------------------------------------------------------------------------------------------


def stop(conn: Connection, case: Case, at: datetime) -> None:
    """What still ran for a case that ended runs no more: services, questions, reminders; a number to call is erased."""
    numbers.erase(conn, case.id)
    mine = (_tracks.c.case_id == case.id, _tracks.c.state == "open")
    conn.execute(update(_tracks).where(*mine).values(state="stopped", version=_tracks.c.version + 1))
    asked = (_consents.c.case_id == case.id, _consents.c.state == "asked")
    conn.execute(update(_consents).where(*asked).values(state="ended"))
    for kind in ("due", "remind", "look"):
        outbox.call_off(conn, kind, case.id, at)


def reopen(conn: Connection, officer: Officer, number: str, at: datetime) -> None:
    """An ended case is called out again, as a reporter's new words would do. Raises NoSuchCase, CannotOpen,
    NotPossible."""
    case = held(conn, officer, number)
    if case.closed is None or case.merged_into is not None:
        raise NotPossible("desk-why-not-from-here")
    if cases.has_gone(conn, case):
        raise NotPossible("desk-why-moved")
    calling.call_anew(conn, case, at)
    note(conn, officer, case, "reopened", at)
