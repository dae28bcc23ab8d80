"""What an officer entered becomes a report and a case like any other, without a way back to whoever told it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from flows.desk.entry import Entry
from flows.events import Event
from flows.office import Office
from flows.session import Session
from storage import audit
from storage.filing import Filing
from storage.keyring import DutyKeys
from storage.tables import Officer, Row

_audit = Row.metadata.tables["audit"]


@dataclass(frozen=True)
class Entered:
    """The case an entry became."""

    number: str
    urgency: str
    sealed_away: bool


def file(conn: Connection, keys: DutyKeys, office: Office, officer: Officer, entry: Entry, at: datetime) -> Entered:
    """Seal it, give it a number, and call the desk: to the office, or, if somebody there must not read it, to the
    holder of the escalation key alone. The call goes to everybody on duty, also to the one who entered it."""
    said = entry.assess(Event(at))
    session = replace(
        entry.session(office),
        step="filed",
        report_id=secrets.token_hex(16),
        filed=True,
        filed_at=at.isoformat(),
        called_at=at.isoformat(),
        urgency=said.level.value,
        raised=said.highest,
    )
    filing = Filing(conn, keys, at)
    filing.write_report(Session(office=office.code), session)
    number = filing.open_case(session, said.level, officer=officer.id)
    for entry_ in filing.entries:
        audit.append(conn, **entry_)
    return Entered(number, said.level.value, session.sealed_to != "office")


def last_entered(conn: Connection, officer: Officer) -> str | None:
    """The case this officer entered last."""
    entered = select(_audit.c.case_number).where(
        _audit.c.actor == f"officer:{officer.id}", _audit.c.action == "entered"
    )
    found = conn.scalar(entered.order_by(_audit.c.seq.desc()).limit(1))
    return None if found is None else str(found)
