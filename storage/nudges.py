"""Quiet words to one officer about a case in their hands: a step is due, a consent was given or taken back, a second
person is needed or has decided, a reporter has gone silent; or, to all on duty, that a case must be looked at now.

They go to whoever looks after the case, privately and never to the group; when that person is out of reach, to
everybody on duty. What they are about stands in their code as an id: `K7Q2A.due12.5f…`.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from flows.office import Office
from storage import cases, clocks, consents, outbox, related, roster, tracks
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.tables import Row

_decisions = Row.metadata.tables["decisions"]

KINDS = ("due", "consent", "second", "silent", "lapse", "heed")
_OUTCOMES = "granted|refused|withdrawn|ended|agreed|declined"
_ABOUT = re.compile(rf"\.(due|consent|second|silent|lapse|heed)(\d+)(?:\.({_OUTCOMES}))?(?:\.(lower|clock|visit|end))?")
_LOOK = re.compile(r"\.look(\d+)")


def key(owed: Owed) -> str:
    """The sentence a row is: its kind, and what became of a consent or of what was asked of a second person."""
    outcome = _outcome(owed)
    return {
        "due": "desk-notice-due",
        "second": "-".join(("desk-notice-second", *outcome)),
        "silent": "desk-notice-silent",
        "heed": "desk-notice-heed",
        "consent": "-".join(("desk-notice-consent", *(outcome or ("ended",)))),
    }.get(owed.kind, "desk-notice-due")


def is_wanted(conn: Connection, owed: Owed, case: Any) -> bool:
    """Whether anybody still has to hear it. What was taken back, or decided, is told even when the case is closed."""
    if case is None or owed.kind == "lapse":
        return False
    id = _id(owed)
    if owed.kind == "due" and id:
        return case.closed is None and tracks.is_open(conn, id)
    if owed.kind == "second" and not _outcome(owed):
        still = select(_decisions.c.id).where(_decisions.c.id == id, _decisions.c.decided_by.is_(None))
        return case.closed is None and conn.execute(still).first() is not None
    return case.closed is None or owed.kind in ("second", "consent", "heed")


def destinations(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> list[str]:
    """Who hears it; nobody when there is no reason any more. A consent whose day is over ends here."""
    if owed.kind == "lapse":
        if consents.lapse(conn, _id(owed), now) and case is not None:
            consents.tell(conn, case, _id(owed), "ended", now)
        return []
    if not is_wanted(conn, owed, case):
        return []
    off = related.to(conn, case.id)
    holders = () if cases.whole(conn, case).sealed_to == "office" else (office.escalation.holder,)
    on_duty = [officer for officer in roster.on_duty(conn, office.code, *holders) if officer.id not in off]
    asked_by = None
    if owed.kind == "second":
        asked_by = conn.scalar(select(_decisions.c.asked_by).where(_decisions.c.id == _id(owed)))
        if not _outcome(owed):
            return [f"officer:{officer.id}" for officer in on_duty if officer.id != asked_by]
    if owed.kind == "heed":  # a duress word: whoever is awake
        return [f"officer:{officer.id}" for officer in on_duty]
    mine = tracks.owner_of(conn, _id(owed)) if owed.kind == "due" and _id(owed) else None
    for wanted in (asked_by, mine, case.acknowledged_by):
        if wanted in [officer.id for officer in on_duty]:
            return [f"officer:{wanted}"]
    return [f"officer:{officer.id}" for officer in on_duty]


def look(conn: Connection, keys: DutyKeys, owed: Owed, case: Any, now: datetime) -> None:
    """A clock that is nearly over, or over and not closed, is told to whoever has the case. Then look again. Of a case
    that cannot be opened nobody knows which clocks run: it is told too, since somebody must look."""
    if case is None or case.closed is not None:
        return
    if case.sealed_to == "office" and _is_nearly_over(conn, keys, case, now):
        tell_due(conn, case, now)
    found, mark = _LOOK.search(owed.code), owed.code.partition("-")[2]
    clocks.look_later(conn, case, now, int(found[1]) + 1 if found else 1, f"-{mark}" if mark else "")


def _is_nearly_over(conn: Connection, keys: DutyKeys, case: Any, now: datetime) -> bool:
    try:
        running = clocks.running(conn, keys, case)
    except CannotOpen:
        return True
    soon = [clock for clock in running if clock.due and not clock.closed and clock.due - now <= clocks.SOON]
    return any(clock.code in clocks.LEGAL or clock.due > now for clock in soon if clock.due)


def tell_due(conn: Connection, case: Any, now: datetime) -> None:
    """Something about the case itself is due; the row says no more."""
    outbox.owe(
        conn,
        "duty",
        "due",
        "desk",
        code=f"{case.number}.due0.{secrets.token_hex(4)}",
        due_at=now,
        office_code=case.office_code,
        case_id=case.id,
    )


def _outcome(owed: Owed) -> list[str]:
    about = _ABOUT.search(owed.code)
    return [part for part in about.groups()[2:] if part] if about else []


def _id(owed: Owed) -> int:
    about = _ABOUT.search(owed.code)
    return int(about[2]) if about else 0


__all__ = ["KINDS", "destinations", "is_wanted", "key", "look", "tell_due"]
