"""Rows owed to whatever else an office switched on, and what such a row may say of its case.

Each has an outbox row of its own, beside the duty group's and the officers'. Its code ends in the destination, and is
the same however often it is tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from flows.desk import outside
from flows.office import Office
from storage import audit, outbox, records
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.tables import Row

_cases = Row.metadata.tables["cases"]

HEAD = "head"
_RUNG = re.compile(r"\.r(\d+)")
_SPREAD = {"alert": "called", "remind": "called", "addition": "added"}


@dataclass(frozen=True, slots=True)
class Notice:
    """A case as its notice may see it. ``waits``: it is open, nobody has taken it, and no later call went out."""

    number: str
    urgency: str
    face: dict[str, Any] = field(repr=False)
    is_open: bool
    waits: bool


def owe(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> None:
    """A call is spread: owe it to each destination that is switched on, too."""
    kind = _SPREAD.get(owed.kind)
    if kind is None or case is None:
        return
    if case.sealed_to != "office":
        # Only the holder of the escalation key may know of it. A mailbox, a phone or another system may be read by the
        # very person it is about: they hear nothing at all, not even that there is a case.
        return
    found = _RUNG.search(owed.code)
    rung = int(found[1]) if found else 0
    for destination in office.destinations(case.urgency, now, rung=rung, added=kind == "added"):
        outbox.owe(
            conn,
            "duty",
            kind,
            destination,
            code=_code(owed, case, destination),
            due_at=now,
            office_code=owed.office_code,
            case_id=owed.case_id,
            detail={"since": int(now.timestamp())},
        )


def owe_head(conn: Connection, office: Office, day: str, now: datetime) -> None:
    """The head of the chain goes to the operator once a day: nobody at the office can cut its end off unseen then."""
    if office.mail is None or office.mail.operator is None:
        return
    outbox.owe(
        conn,
        "duty",
        HEAD,
        "mail:operator",
        code=f"head.{day}.{office.code}/mail:operator",
        due_at=now,
        office_code=office.code,
    )


def _code(owed: Owed, case: Any, destination: str) -> str:
    """People are called as often as the desk is; another system hears of each call once, and Primero of each case."""
    if destination == "primero":
        return f"{case.number}/{destination}"
    call = owed.code if ":" in destination else owed.code.partition(".again")[0]
    return f"{call}/{destination}"


def call_of(owed: Owed) -> str:
    """The dedupe code without its destination: the same for everybody who is told of this call."""
    return owed.code.partition("/")[0]


def since(owed: Owed) -> datetime:
    """When this was called out or added."""
    return datetime.fromtimestamp(int(owed.detail.get("since", 0)), UTC)


def read(conn: Connection, keys: DutyKeys, owed: Owed) -> Notice | None:
    """What may be said now. None: nothing any more, because the case is gone or was sealed away meanwhile."""
    case = _case(conn, owed.case_id)
    if case is None:
        return None
    try:
        face = keys.office_key.open("face", case.number, case.face)
    except CannotOpen:
        face = {}  # an age that does not open must not keep the call back
    latest = owed.kind != "called" or _raise(owed) in ("", str(case.raises))
    is_open = case.closed is None
    return Notice(case.number, case.urgency, face, is_open, is_open and case.acknowledged_by is None and latest)


def read_data(conn: Connection, keys: DutyKeys, owed: Owed) -> dict[str, Any] | None:
    """The case as data (`flows.desk.outside.case_data`), or the one it was merged into meanwhile; None as in `read`.
    Raises CannotOpen when it is damaged."""
    case = _case(conn, owed.case_id)
    if case is not None and case.merged_into is not None:
        case = _case(conn, case.merged_into)
    if case is None:
        return None
    told = records.of_case(conn, keys.office_key, case)
    filed = records.filed_at(case, told)
    return outside.case_data(case.number, case.urgency, case.office_code, case.state, told, filed)


def note_passed_on(conn: Connection, owed: Owed, number: str, at: datetime) -> None:
    """Write into the chain that a case was given to another system."""
    audit.append(
        conn, at=at, office_code=owed.office_code, actor=owed.destination, action="passed.on", case_number=number
    )


def _case(conn: Connection, id: int | None) -> Any:
    where = (_cases.c.id == id, _cases.c.sealed_to == "office")
    return conn.execute(select(_cases).where(*where)).first()


def _raise(owed: Owed) -> str:
    """Which raise of its case a call belongs to; empty where it belongs to none."""
    parts = call_of(owed).split(".")
    return parts[1] if len(parts) > 1 else ""
