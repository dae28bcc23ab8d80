"""From one row owed to the desk to a row for each destination, in one transaction.

The reporters' process may not read the roster: it owes the desk. Here, on the duty side, that becomes the duty group
and each officer who pressed /start; and, until somebody acknowledges, a reminder that calls again.
A case that is sealed away goes to the holder of the escalation key alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.office import Office
from storage import outbox, roster
from storage.outbox import Owed
from storage.tables import Row

_cases = Row.metadata.tables["cases"]
_outbox = Row.metadata.tables["outbox"]
_chats = Row.metadata.tables["desk_chats"]

GROUP = "group"


class NobodyToTell(Exception):
    """There is neither a reachable officer nor a group: the row stays owed and is tried again."""


def spread(conn: Connection, owed: Owed, office: Office, now: datetime, *, has_group: bool) -> int:
    """Turn a row for the desk into one for each destination and mark it paid. Returns how many destinations.

    Raises NobodyToTell, and then nothing has changed.
    """
    case = _case(conn, owed)
    if owed.kind == "remind":
        return _remind(conn, owed, case, office, now, has_group=has_group)
    targets = _targets(conn, owed, case, office, has_group=has_group)
    if not targets:
        raise NobodyToTell
    for kind, destination in targets:
        _owe(conn, owed, kind, destination, now)
    if owed.kind == "alert":
        _remind_later(conn, owed, case, office, now)
    outbox.paid(conn, owed.id, now)
    return len(targets)


def _targets(conn: Connection, owed: Owed, case: Any, office: Office, *, has_group: bool) -> list[tuple[str, str]]:
    group = [GROUP] if has_group else []
    if case is not None and case.sealed_to == "escalation":
        holders = roster.on_duty(conn, office.code, office.escalation.holder)
        if holders:
            return [(owed.kind, f"officer:{officer.id}") for officer in holders]
        return [("sealed", destination) for destination in group]
    officers = roster.on_duty(conn, office.code)
    if owed.kind == "addition" and case is not None and case.acknowledged_by is not None:
        owner = [officer for officer in officers if officer.id == case.acknowledged_by]
        if owner:
            return [(owed.kind, f"officer:{owner[0].id}")]
    return [(owed.kind, destination) for destination in (*group, *(f"officer:{o.id}" for o in officers))]


def _remind(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime, *, has_group: bool) -> int:
    """Nobody acknowledged within the time its urgency allows: call again, and go on calling."""
    newer = case is not None and _link(owed.code)[1] != str(case.raises)  # a raise has a chain of its own
    if case is None or newer or case.acknowledged_by is not None or case.closed is not None:
        outbox.paid(conn, owed.id, now)
        return 0
    targets = _targets(conn, owed, case, office, has_group=has_group)
    if not targets:
        raise NobodyToTell
    for kind, destination in targets:
        _owe(conn, owed, "alert" if kind == "remind" else kind, destination, now)
    _remind_later(conn, owed, case, office, now)
    outbox.paid(conn, owed.id, now)
    return len(targets)


def _remind_later(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> None:
    number, raises, turn = _link(owed.code)
    wait = timedelta(minutes=office.ladder[case.urgency])
    outbox.owe(
        conn,
        "duty",
        "remind",
        "desk",
        code=f"{number}.{raises}.r{turn + 1}",
        due_at=now + wait,
        office_code=owed.office_code,
        case_id=owed.case_id,
    )


def _link(code: str) -> tuple[str, str, int]:
    """Case number, raise and how often it was called out again, whatever else a code carries (`A2A2A.0.r3.again17`)."""
    number, raises, *rest = code.split(".")
    return number, raises, next((int(part[1:]) for part in rest if part[0] == "r" and part[1:].isdigit()), 0)


def _owe(conn: Connection, owed: Owed, kind: str, destination: str, now: datetime) -> None:
    outbox.owe(
        conn,
        "duty",
        kind,
        destination,
        code=f"{owed.code}@{destination}",
        due_at=now,
        office_code=owed.office_code,
        case_id=owed.case_id,
        detail=dict(owed.detail) or None,
    )


def _case(conn: Connection, owed: Owed) -> Any:
    if owed.case_id is None:
        return None
    return conn.execute(select(_cases).where(_cases.c.id == owed.case_id)).first()


def case_of(conn: Connection, owed: Owed) -> Any:
    """The case a row is about, as it stands now; None for rows about none."""
    return _case(conn, owed)


def remember_message(conn: Connection, owed: Owed, chat_id: int, message_id: int) -> None:
    """Which message an alert became, so that it can say later who took the case."""
    detail = {"chat": chat_id, "message": message_id}
    conn.execute(update(_outbox).where(_outbox.c.id == owed.id).values(detail=detail))


def alerts_sent(conn: Connection, case_id: int) -> list[tuple[int, int, str, str]]:
    """The newest alert of a case in each chat: chat, message, destination, code."""
    rows = conn.execute(
        select(_outbox.c.detail, _outbox.c.destination, _outbox.c.code)
        .where(_outbox.c.case_id == case_id, _outbox.c.kind == "alert", _outbox.c.detail.is_not(None))
        .order_by(_outbox.c.id)
    )
    newest = {row.detail["chat"]: (row.detail["message"], row.destination, row.code) for row in rows}
    return [(chat, *alert) for chat, alert in newest.items()]


def desk_chat(conn: Connection, office_code: str, setting: int | None) -> int | None:
    """Where the desk sits: a group that grew has a new id, and that overrides the setting."""
    moved = conn.scalar(select(_chats.c.chat_id).where(_chats.c.office_code == office_code))
    return setting if moved is None else int(moved)


def desk_moved(conn: Connection, office_code: str, chat_id: int) -> None:
    """The duty group became a supergroup: from now on it has this id."""
    make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_chats)
    conn.execute(
        make.values(office_code=office_code, chat_id=chat_id).on_conflict_do_update(
            index_elements=["office_code"], set_={"chat_id": chat_id}
        )
    )
