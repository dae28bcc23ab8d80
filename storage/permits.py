"""The reporter's side of consent: what they are asked and allowed, and how far their case has come.

The question lies in a letter sealed to this side; what the office noted stays sealed to the office. An answer is the
state of a row, and taking it back revokes in the same transaction what stood on it (storage.consents).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from flows.session import Permission, Session
from storage import audit, consents
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.tables import Row, to_hour

_consents = Row.metadata.tables["consents"]
_letters = Row.metadata.tables["letters"]
_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]

PROGRESS = {
    "asesmen": "assessed",
    "rencana": "helping",
    "layanan": "helping",
    "dialihkan": "handed",
    "selesai": "ended",
    "ditutup": "ended",
}
FROM = {"granted": "asked", "refused": "asked", "withdrawn": "granted"}


def standing(conn: Connection, keys: ReporterKeys, session: Session, own: tuple[str, ...]) -> Session:
    """The same conversation, knowing what the desk asks, how far the case has come, and which office has it: the desk
    may have handed it to another one."""
    if not own:
        return session
    case = conn.execute(
        select(_cases.c.state, _cases.c.office_code)
        .join(_reports, _reports.c.case_id == _cases.c.id)
        .where(_reports.c.id == own[-1])
    ).first()
    progress = PROGRESS.get(case.state, "") if case is not None else ""
    if case is not None and session.case_open and case.office_code != session.office:
        session = replace(session, office=case.office_code)
    return replace(session, permits=_permits(conn, keys, own), progress=progress)


def settle(conn: Connection, own: tuple[str, ...], id: int, state: str, at: datetime) -> None:
    """Their word about one step. What they were not asked, or took back before, it does not touch."""
    row = conn.execute(
        select(_consents, _cases.c.number)
        .join(_cases, _cases.c.id == _consents.c.case_id)
        .where(_consents.c.id == id, _consents.c.report_id.in_(own), _consents.c.state == FROM[state])
        .with_for_update(of=_consents)  # the desk may be acting on it in this very moment
    ).first()
    if row is None:
        return
    if state == "withdrawn":
        consents.withdraw(conn, row, at, "reporter")
    else:
        conn.execute(update(_consents).where(_consents.c.id == id).values(state=state))
        audit.append(
            conn,
            at=to_hour(at),
            office_code=row.office_code,
            actor="reporter",
            action=f"consent.{state}",
            case_number=row.number,
        )
    about = select(_cases.c.id, _cases.c.number, _cases.c.office_code).where(_cases.c.id == row.case_id)
    case = conn.execute(about).one()
    consents.tell(conn, case, id, state, at)


def _permits(conn: Connection, keys: ReporterKeys, own: tuple[str, ...]) -> tuple[Permission, ...]:
    mine = (_consents.c.report_id.in_(own), _consents.c.state.in_(consents.STANDS))
    rows = {row.id: row for row in conn.execute(select(_consents).where(*mine).order_by(_consents.c.id))}
    if not rows:
        return ()
    asked = {}
    letters = conn.execute(
        select(_letters.c.id, _letters.c.box, _cases.c.number)
        .join(_cases, _cases.c.id == _letters.c.case_id)
        .where(_letters.c.report_id.in_(own))
    )
    for letter in letters:
        try:
            question: dict[str, Any] = keys.reply.open("letter", letter.number, letter.box).get("asks", {})
        except CannotOpen:
            continue
        if question.get("id") in rows:
            asked[question["id"]] = (letter.id, question)
    return tuple(
        Permission(id, letter, rows[id].state, question["until"], question["step"], question["to"])
        for id, (letter, question) in sorted(asked.items())
    )
