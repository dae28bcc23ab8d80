"""What needs two people: one asks with a written reason, another agrees or not; the database knows no third way.

Lowering an urgency (rubric: "lowering needs a second person and a written reason"), closing a legal clock without a
letter's number, visiting where the reporter said JANGAN, and ending an urgent case. Whoever asked cannot agree, nor can
the same human under a newer entry of the roster, nor somebody who is kept from the case. A yes is meant for the call
the case stood under when it was asked: called anew since, or at another urgency, it takes a new asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.office import Office
from flows.triage import Urgency
from storage import calling, clocks, handling
from storage.database import savepoint
from storage.ending import Ending, carry_out, check, needs_two
from storage.errors import CannotOpen, NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_decisions = Row.metadata.tables["decisions"]
_cases = Row.metadata.tables["cases"]
_officers = Row.metadata.tables["officers"]

ALONE = ("lower", "clock", "visit")  # what `ask` is asked for; `ask_end` for an ending


@dataclass(frozen=True)
class Asked:
    """A decision that waits for a second person. ``stale``: the case was called anew since, and it can only be
    declined. ``ending``: how the case is to end, where that is what was asked."""

    id: int
    kind: str
    about: str
    by: str
    by_human: int = field(repr=False)
    reason: str = field(repr=False)
    stale: bool = False
    ending: Ending | None = None


def ask(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    kind: str,
    about: str,
    reason: str,
    at: datetime,
    version: int | None = None,
) -> int:
    """Ask for a second person: ``lower`` (to the urgency ``about``), ``clock`` (its code), ``visit`` (``outreach``).
    Raises what `handling.at_work` raises, and NotPossible."""
    case = handling.at_work(conn, officer, number, version)
    if kind not in ALONE:
        raise NotPossible("desk-why-value")
    if kind == "lower" and (about not in Urgency.__members__ or not Urgency(case.urgency).above(about)):
        raise NotPossible("desk-why-not-lower")
    if kind == "clock" and not any(c.code == about and c.holds for c in clocks.running(conn, keys, case)):
        raise NotPossible("desk-why-no-clock")
    return _ask(conn, keys, officer, case, kind, about, {"reason": handling.written_reason(reason)}, at)


def ask_end(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    ending: Ending,
    at: datetime,
    version: int | None = None,
) -> int:
    """Ask for a second person to end an urgent case so; why stands in the ``ending``. Raises what `handling.at_work`
    raises, and NotPossible: also what would keep it from ending now."""
    case = handling.at_work(conn, officer, number, version)
    if not needs_two(case):
        raise NotPossible("desk-why-changed")
    check(conn, keys, office, case, ending, at)
    told = {"reason": handling.written_reason(ending.why), "ending": asdict(ending)}
    return _ask(conn, keys, officer, case, "end", ending.move, told, at)


def waiting(conn: Connection, keys: DutyKeys, case: Case) -> list[Asked]:
    """What waits for a second person in this case."""
    rows = conn.execute(
        select(_decisions, _officers.c.name, _officers.c.telegram_id)
        .join(_officers, _officers.c.id == _decisions.c.asked_by)
        .where(_decisions.c.case_id == case.id, _decisions.c.decided_by.is_(None))
        .order_by(_decisions.c.id)
    )
    return [_asked(keys, case, row) for row in rows]


def decide(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    id: int,
    agreed: bool,
    at: datetime,
) -> str:
    """The second person says yes or no; a yes is done at once, and whoever asked is told. Gives the kind. Raises what
    `handling.at_work` raises, and NotPossible: asked by themselves, decided already, or (a yes) overtaken by what
    happened since."""
    case = handling.at_work(conn, officer, number)
    asked = select(_decisions, _officers.c.telegram_id).join(_officers, _officers.c.id == _decisions.c.asked_by)
    row = conn.execute(asked.where(_decisions.c.id == id, _decisions.c.case_id == case.id)).first()
    if row is None or row.decided_by is not None:
        raise NotPossible("desk-why-decided")
    if row.telegram_id == officer.telegram_id:
        raise NotPossible("desk-why-second")
    told = _told(keys, case, row)
    if agreed and _is_stale(case, told):
        raise NotPossible("desk-why-changed")
    if agreed and row.kind == "lower" and not Urgency(case.urgency).above(row.about):
        raise NotPossible("desk-why-not-lower")
    decided = {"decided_by": officer.id, "decided_at": at, "agreed": agreed}
    still = (_decisions.c.id == id, _decisions.c.decided_by.is_(None))
    if not conn.execute(update(_decisions).where(*still).values(**decided)).rowcount:
        raise NotPossible("desk-why-decided")
    word = "agreed" if agreed else "declined"
    handling.note(conn, officer, case, f"{word}.{row.kind}", at, row.box)
    if agreed and row.kind == "lower":
        level = Urgency(row.about)
        handling.write(conn, keys, officer, case, "lowered", at, urgency=level.value, rank=level.rank)
        calling.owe_desk(conn, case, "taken", f"{case.number}.lowered{id}", at)  # alerts in chats say so
    if agreed and row.kind == "clock":
        clocks.close(conn, keys, officer, case, row.about, {"closed": "signed", "decision": id}, at)
    if agreed and row.kind == "end":
        carry_out(conn, keys, office, officer, case, Ending(**told["ending"]), at, signed=id)
    calling.owe_desk(conn, case, "second", f"{case.number}.second{id}.{word}.{row.kind}", at)  # also where it went
    return str(row.kind)


def _ask(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    case: Case,
    kind: str,
    about: str,
    told: Mapping[str, Any],
    at: datetime,
) -> int:
    values = {"office_code": case.office_code, "case_id": case.id, "kind": kind, "about": about}
    box = keys.office.seal("decision", case.number, {**told, "by": officer.id, **_call(case)})
    try:
        with savepoint(conn):
            id = conn.execute(
                insert(_decisions)
                .values(**values, box=box, key_id=keys.office.key_id, asked_by=officer.id, asked_at=at)
                .returning(_decisions.c.id)
            ).scalar_one()
    except IntegrityError:
        raise NotPossible("desk-why-asked-already") from None
    calling.owe_desk(conn, case, "second", f"{case.number}.second{id}", at)
    handling.note(conn, officer, case, f"asked.{kind}", at, box)
    return int(id)


def _call(case: Case) -> dict[str, Any]:
    """The call a case stands under: what a written reason was about."""
    return {"urgency": case.urgency, "raises": case.raises}


def _is_stale(case: Case, told: dict[str, Any]) -> bool:
    now = _call(case)
    return {name: told.get(name) for name in now} != now


def _told(keys: DutyKeys, case: Case, row: Any) -> dict[str, Any]:
    """What was written down with it; nothing when it does not open."""
    try:
        return keys.office_key.open("decision", case.number, row.box)
    except CannotOpen:
        return {}


def _asked(keys: DutyKeys, case: Case, row: Any) -> Asked:
    told = _told(keys, case, row)
    reason, stale = str(told.get("reason", "")), _is_stale(case, told)
    ending = Ending(**told["ending"]) if "ending" in told else None
    return Asked(row.id, row.kind, row.about, row.name, row.telegram_id, reason, stale, ending)
