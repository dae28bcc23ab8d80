"""Whom a row of the desk reaches: the group, and of the officers who can be written to those its rung calls.

Nobody who is related to a case hears of it; then the group, where they may sit, does not either, unless nobody else is
left: an urgent report reaches somebody. A day that nobody holds, or whose holder is out of reach, calls everybody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from flows.desk import ladder
from flows.office import Office
from storage import related, roster, shifts
from storage.outbox import Owed
from storage.tables import Officer

GROUP = "group"


def targets(
    conn: Connection, owed: Owed, case: Any, office: Office, now: datetime, *, has_group: bool
) -> list[tuple[str, str]]:
    """(kind, destination) for each destination of this row."""
    group = [GROUP] if has_group and GROUP not in owed.detail else []  # of its own silence it cannot hear
    if owed.kind == "summary" and group:
        return [(owed.kind, GROUP)]
    if case is not None and case.sealed_to == "escalation":
        holders = able(conn, office, case, office.escalation.holder)
        if holders:
            return [(owed.kind, f"officer:{officer.id}") for officer in holders]
        return [("sealed", destination) for destination in group]
    officers = able(conn, office, case)
    if owed.kind == "digest":
        officers = called(conn, office, "SEDANG", 0, officers, now)
    if owed.kind == "addition" and case is not None and case.acknowledged_by is not None:
        owner = [officer for officer in officers if officer.id == case.acknowledged_by]
        if owner:
            return [(owed.kind, f"officer:{owner[0].id}")]
    if case is not None:
        if officers and related.to(conn, case.id):
            group = []
        if owed.kind in ("alert", "remind"):
            officers = called(conn, office, case.urgency, turn_of(owed.code), officers, now)
    return [(owed.kind, destination) for destination in (*group, *(f"officer:{one.id}" for one in officers))]


def able(conn: Connection, office: Office, case: Any, *roles: str) -> list[Officer]:
    """Who can be written to about this case: on the roster, reachable, of these roles or any, and not related to it."""
    off = related.to(conn, case.id) if case is not None else frozenset()
    return [officer for officer in roster.on_duty(conn, office.code, *roles) if officer.id not in off]


def called(
    conn: Connection, office: Office, urgency: str, turn: int, officers: list[Officer], now: datetime
) -> list[Officer]:
    """Of these officers, those whom this call reaches."""
    reach = ladder.who(office, urgency, turn)
    day = shifts.of_day(conn, office, office.duty_day(now))
    holder = [officer for officer in officers if officer.id == day.first]
    if reach == ladder.EVERYBODY or not holder:
        return officers
    if reach == ladder.HOLDER:
        return holder
    second = [officer for officer in officers if officer.id == day.second]
    second = second or [officer for officer in officers if officer.role == "officer"]
    above = [officer for officer in officers if officer.role == "supervisor"]
    above = above or [officer for officer in officers if officer.role == "head"]
    chosen = {officer.id for officer in (*holder, *second, *above)}
    return [officer for officer in officers if officer.id in chosen]


def turn_of(code: str) -> int:
    """How often it was called before, whatever else a code carries (`A2A2A.0.r3.again17@group`)."""
    parts = code.split("@")[0].split(".")[2:]
    return next((int(part[1:]) for part in parts if part[:1] in ("r", "u") and part[1:].isdigit()), 0)
