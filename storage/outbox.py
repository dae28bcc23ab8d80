"""Rows owed to the world, and who has paid them.

A row is written in the same commit as its report. Sent first, marked after: an alert may arrive twice (same code); it
cannot fail to be tried. A claim is a lease: whoever dies while sending loses it, and the row is claimed again.
Only what must wait has a time to wait for (`next_try_at`): no clock, right or wrong, delays what is due at once.
Rows carry ids and keys, never words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage import waking
from storage.database import Database
from storage.errors import WordsInOutbox
from storage.tables import RANKS, RECIPIENTS, ROLES, SIDES, Row, to_hour

_outbox = Row.metadata.tables["outbox"]
_cases = Row.metadata.tables["cases"]

TRIED_IN_VAIN = 3

_unpaid = _outbox.c.done_hour.is_(None)  # a literal in the statement, so that the partial index is used
_rank = func.coalesce(_cases.c.rank, len(RANKS))
_called_once = or_(
    (_outbox.c.code + "@").like(_cases.c.number + ".0@%"), _outbox.c.code.like(_cases.c.number + ".0.again%")
)
_turn = case(((_outbox.c.kind == "alert") & _called_once, 0), else_=1)  # a first call goes before others' repeats
_in_vain = case((_outbox.c.tries > TRIED_IN_VAIN, 1), else_=0)  # a line that is dead takes no place of one that is not
_tried_at = func.coalesce(_outbox.c.next_try_at, _outbox.c.due_at)
_claimable_at = case((_outbox.c.lease_until > _tried_at, _outbox.c.lease_until), else_=_tried_at)

_LEASE = (
    update(_outbox)
    .where(_outbox.c.id.in_(bindparam("claimed", expanding=True)))
    .values(lease_until=bindparam("until", type_=_outbox.c.due_at.type), tries=_outbox.c.tries + 1)
)
_OWE = {
    "sqlite": sqlite.insert(_outbox).on_conflict_do_nothing(index_elements=["code"]).returning(_outbox.c.id),
    "postgresql": postgresql.insert(_outbox).on_conflict_do_nothing(index_elements=["code"]).returning(_outbox.c.id),
}

_KEY = re.compile(r"[A-Za-z0-9_.:@+/-]{1,128}")
_MARKED = re.compile(r"[0-9_.:/-]")
_KNOWN = {*RANKS, *RECIPIENTS, *ROLES, *SIDES}


class TryLater(Exception):
    """A delivery says: not now. ``seconds`` from now; ``pauses`` is the destination (or ``*``) that must rest too."""

    def __init__(self, seconds: float, *, pauses: str | None = None) -> None:
        super().__init__()
        self.seconds, self.pauses = seconds, pauses


class NeverAgain(Exception):
    """A delivery says: this destination is gone for good, for the reason ``why`` (a key)."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True, slots=True)
class Owed:
    """One claimed row. `tries` counts this attempt too; `rank` is the case's place in the queue, if it has one."""

    id: int
    side: str
    office_code: str
    kind: str
    destination: str = field(repr=False)
    code: str
    due_at: datetime
    tries: int
    rank: int | None
    case_id: int | None
    report_id: str | None
    letter_id: int | None
    detail: Mapping[str, Any] = field(repr=False)


def owe(
    conn: Connection,
    side: str,
    kind: str,
    destination: str,
    *,
    code: str,
    due_at: datetime,
    office_code: str,
    waits: bool = False,
    case_id: int | None = None,
    report_id: str | None = None,
    letter_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> bool:
    """Write down something owed: to be sent at once, or, if it `waits`, not before `due_at`. False: the same `code` was
    owed before, nothing is added. Raises WordsInOutbox."""
    for key in (kind, destination, code):
        _refuse_words(bool(_KEY.fullmatch(key)))
    for name, value in (detail or {}).items():
        _refuse_words(bool(_KEY.fullmatch(name)) and _is_id(value))
    values = {
        "side": side,
        "kind": kind,
        "destination": destination,
        "code": code,
        "due_at": due_at,
        "next_try_at": due_at if waits else None,
        "office_code": office_code,
        "case_id": case_id,
        "report_id": report_id,
        "letter_id": letter_id,
        "detail": dict(detail) if detail else None,
        "tries": 0,
    }
    fresh = conn.execute(_OWE[conn.dialect.name], values).first() is not None
    if fresh and not waits:
        waking.ring(conn, side, office_code)
    return fresh


def owe_alarm(conn: Connection, office_code: str, about: str, since: datetime, at: datetime | None = None) -> None:
    """A desk should know of trouble (``telegram.409``, …): at most once an hour for each kind, counted from when it
    began, or, if it is told ``at`` a moment, in the hours of telling."""
    stamp, told = int(since.timestamp()), int((at or since).timestamp())
    owe(
        conn,
        "duty",
        "alarm",
        "desk",
        code=f"alarm.{about}.{told // 3600}.{office_code}",
        due_at=at or since,
        office_code=office_code,
        detail={"since": stamp, "about": about},
    )


def claim(
    db: Database,
    side: str,
    now: datetime,
    lease_seconds: float,
    limit: int,
    paused: frozenset[str] = frozenset(),
    office_code: str | None = None,
) -> list[Owed]:
    """Take up to `limit` due rows for `lease_seconds`: urgent cases first, of these the first calls, then what waited
    longest, and behind them all what was tried in vain a few times; destinations in `paused` wait. A desk takes only
    rows of its own `office_code`; None, for the side that serves them all, is any office.

    Two claimers never hold the same row at the same time. Nothing due costs a read and no write lock.
    """
    is_due, locked = _claiming(db.dialect, bool(paused), office_code is not None)
    asked = {"side": side, "now": now, "office": office_code, "paused": sorted(paused), "most": limit}
    with db.reading() as conn:
        if conn.execute(is_due, asked).first() is None:
            return []
    with db.writing() as conn:
        rows = conn.execute(locked, asked).all()
        if rows:
            until = now + timedelta(seconds=lease_seconds)
            conn.execute(_LEASE, {"until": until, "claimed": [row.id for row in rows]})
    return [
        Owed(
            id=row.id,
            side=row.side,
            office_code=row.office_code,
            kind=row.kind,
            destination=row.destination,
            code=row.code,
            due_at=row.due_at,
            tries=row.tries + 1,
            rank=row.rank,
            case_id=row.case_id,
            report_id=row.report_id,
            letter_id=row.letter_id,
            detail=row.detail or {},
        )
        for row in rows
    ]


def still_owed(conn: Connection, owed: Owed) -> dict[str, Any] | None:
    """What stands in a claimed row by now, and until the transaction ends; None when it was settled meanwhile."""
    row = select(_outbox.c.detail).where(_outbox.c.id == owed.id, _unpaid).with_for_update()
    found = conn.execute(row).first()
    return found.detail or {} if found is not None else None


def paid(conn: Connection, id: int, now: datetime) -> None:
    """It was sent. The row keeps the hour and forgets the minute. Paying twice changes nothing."""
    _settle(conn, id, now)


def failed(conn: Connection, id: int, now: datetime, error_name: str, retry_at: datetime) -> None:
    """It could not be sent and is tried again at `retry_at`, never before `now`; since when it is due stays.
    `error_name` is a class name."""
    _refuse_words(error_name.isidentifier())
    conn.execute(
        update(_outbox)
        .where(_outbox.c.id == id, _unpaid)
        .values(next_try_at=max(retry_at, now), lease_until=None, last_error=error_name)
    )


def drop(conn: Connection, id: int, now: datetime, why: str) -> None:
    """It will never be sent, for a reason that stays with the row as a key: the destination is gone, say."""
    _refuse_words(bool(_KEY.fullmatch(why)))
    _settle(conn, id, now, last_error=why)


def hurry(conn: Connection, kind: str, now: datetime, *of: ColumnElement[bool]) -> None:
    """What of this kind is owed, to those rows that fit, is due now, whatever it was waiting for."""
    conn.execute(
        update(_outbox)
        .where(_outbox.c.kind == kind, *of, _unpaid)
        .values(next_try_at=None, due_at=case((_outbox.c.due_at > now, now), else_=_outbox.c.due_at))
    )


def put_off(conn: Connection, code: str, until: datetime) -> None:
    """What is owed under this code is not due before then."""
    this = (_outbox.c.code == code, _unpaid)
    conn.execute(update(_outbox).where(*this).values(due_at=until, next_try_at=until))


def call_off(conn: Connection, kind: str, case_id: int | None, now: datetime) -> None:
    """What of this kind is owed about this case need not be sent any more."""
    mine = (_outbox.c.kind == kind, _outbox.c.case_id == case_id, _unpaid)
    for id in conn.scalars(select(_outbox.c.id).where(*mine)).all():
        _settle(conn, id, now)


def bring_nearer(conn: Connection, side: str, by: timedelta) -> None:
    """What this side is owed later is due that much sooner: so a demo shows a ladder in seconds."""
    rows = conn.execute(
        select(_outbox.c.id, _outbox.c.due_at, _outbox.c.next_try_at).where(_outbox.c.side == side, _unpaid)
    ).all()
    for row in rows:
        later = None if row.next_try_at is None else row.next_try_at - by
        conn.execute(update(_outbox).where(_outbox.c.id == row.id).values(due_at=row.due_at - by, next_try_at=later))


def oldest_due(conn: Connection, side: str) -> datetime | None:
    """When the row that has waited longest was due, however often it was tried since; None when nothing is owed."""
    oldest: datetime | None = conn.scalar(select(func.min(_outbox.c.due_at)).where(_outbox.c.side == side, _unpaid))
    return oldest


def next_due(conn: Connection, side: str, now: datetime) -> datetime | None:
    """When there is something to claim next: `now` if there is already, None when nothing is owed."""
    moment: datetime | None = conn.scalar(select(func.min(_claimable_at)).where(_outbox.c.side == side, _unpaid))
    return None if moment is None else max(moment, now)


@cache
def _claiming(dialect: str, pauses: bool, one_office: bool) -> tuple[Select[Any], Select[Any]]:
    """Whether anything is due, and what is; made once, because a dispatcher asks many times a second."""
    now: BindParameter[datetime] = bindparam("now", type_=_outbox.c.due_at.type)
    due = (
        select(_outbox, _cases.c.rank)
        .select_from(_outbox.outerjoin(_cases, _outbox.c.case_id == _cases.c.id))
        .where(_outbox.c.side == bindparam("side"), _unpaid)
        .where(_outbox.c.next_try_at.is_(None) | (_outbox.c.next_try_at <= now))
        .where(_outbox.c.lease_until.is_(None) | (_outbox.c.lease_until <= now))
    )
    if one_office:
        due = due.where(_outbox.c.office_code == bindparam("office"))
    if pauses:
        due = due.where(_outbox.c.destination.not_in(bindparam("paused", expanding=True)))
    locked = due.order_by(_in_vain, _rank, _turn, _outbox.c.due_at, _outbox.c.id).limit(
        bindparam("most", type_=Integer)
    )
    if dialect == "postgresql":
        locked = locked.with_for_update(of=_outbox, skip_locked=True)
    return due.with_only_columns(_outbox.c.id).limit(1), locked


def _settle(conn: Connection, id: int, now: datetime, **reason: str) -> None:
    row = conn.execute(select(_outbox.c.due_at, _outbox.c.side).where(_outbox.c.id == id, _unpaid)).first()
    if row is not None:
        if row.side == "reporter":  # how to find a chat is not kept longer than it is needed
            conn.execute(update(_outbox).where(_outbox.c.id == id).values(detail=null()))
        conn.execute(
            update(_outbox)
            .where(_outbox.c.id == id, _unpaid)
            .values(done_hour=now, due_at=to_hour(row.due_at), next_try_at=None, lease_until=None, **reason)
        )


def _is_id(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(one, int) for one in value)
    if isinstance(value, str):  # an id or a key: a bare word might be somebody's
        return value in _KNOWN or bool(_KEY.fullmatch(value) and _MARKED.search(value))
    return value is None or isinstance(value, int)


def _refuse_words(fine: bool) -> None:
    if not fine:
        raise WordsInOutbox
