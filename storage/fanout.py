"""From one row owed to the desk to a row for each destination, in one transaction.

The reporters' process may not read the roster: it owes the desk. Here, on the duty side, that becomes the duty group
and each officer who pressed /start; and, until somebody acknowledges, a reminder that calls again.
A case that is sealed away goes to the holder of the escalation key alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.desk import ladder
from flows.office import Office
from storage import calling, deeds, digests, notices, nudges, outbox, related, roster, rungs, unhelped
from storage.calling import raise_of
from storage.outbox import Owed
from storage.rungs import GROUP as GROUP
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]
_outbox = Row.metadata.tables["outbox"]
_chats = Row.metadata.tables["desk_chats"]
_letters = Row.metadata.tables["letters"]

OUT_OF_REACH, OFF_ROSTER = "telegram.403", "not.on.roster.1"  # why a row was dropped without being heard


class NobodyToTell(Exception):
    """There is neither a reachable officer nor a group: the row stays owed and is tried again."""


def spread(conn: Connection, owed: Owed, office: Office, now: datetime, *, has_group: bool) -> int:
    """Turn a row for the desk into one for each destination and mark it paid. Returns how many destinations.

    Raises NobodyToTell, and then nothing has changed.
    """
    case = _case(conn, owed)
    if owed.kind == "read":
        deeds.was_read(conn, owed, case)
    if owed.kind in ("rested", "look", "read") or is_past(owed, case):
        outbox.paid(conn, owed.id, now)
        return 0
    if digests.draws_in(conn, owed, case, now) and (owed.kind == "alert" or _is_waiting(case)):
        digests.owe(conn, owed.office_code, now)
        _called(conn, owed, case, office, now)
        return 0
    if owed.kind == "remind":
        return _remind(conn, owed, case, office, now, has_group=has_group)
    if owed.kind == "unhelped":
        return _unhelped(conn, owed, case, office, now, has_group=has_group)
    if owed.kind in nudges.KINDS:
        targets = [(owed.kind, one) for one in nudges.destinations(conn, owed, case, office, now) or ()]
        if not targets and owed.kind == "heed" and has_group and case is not None and case.sealed_to == "office":
            targets = [(owed.kind, GROUP)]  # somebody is forced, and nobody else can be told
        if not targets and nudges.is_wanted(conn, owed, case):
            raise NobodyToTell
    elif not (targets := rungs.targets(conn, owed, case, office, now, has_group=has_group)):
        raise NobodyToTell
    for kind, destination in targets:
        _owe(conn, owed, kind, destination, now)
    _called(conn, owed, case, office, now)
    return len(targets)


def take_cards_away(conn: Connection, owed: Owed, now: datetime) -> None:
    """The alerts of a case are about to say how it stands; where it was sealed away meanwhile, its cards that lie open
    in chats go now, not in ten minutes."""
    case = _case(conn, owed)
    if case is not None and case.sealed_to == "escalation":
        outbox.hurry(conn, "wipe", now, _outbox.c.case_id.in_(related.family(case.id)))


def is_past(owed: Owed, case: Any) -> bool:
    """An alert or a reminder from before the case was called anew: a raise has a chain of its own."""
    return owed.kind in ("alert", "remind", "unhelped") and case is not None and raise_of(owed.code) != str(case.raises)


def is_overtaken(conn: Connection, owed: Owed) -> bool:
    """A later call of the same case, or a later alarm about the same, is on its way to this chat, or there: one is
    enough, however long nothing went."""
    if owed.kind == "alarm":
        same = _outbox.c.code.startswith(f"alarm.{owed.detail['about']}.", autoescape=True)
    else:
        same = _outbox.c.case_id == owed.case_id
    later = select(_outbox.c.id).where(
        same,
        _outbox.c.office_code == owed.office_code,
        _outbox.c.kind == owed.kind,
        _outbox.c.destination == owed.destination,
        _outbox.c.id > owed.id,
    )
    return owed.kind in ("alert", "alarm") and conn.execute(later.limit(1)).first() is not None


def _remind(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime, *, has_group: bool) -> int:
    """Nobody acknowledged within the time its urgency allows: call again, and go on calling."""
    if not _is_waiting(case):
        outbox.paid(conn, owed.id, now)
        return 0
    targets = rungs.targets(conn, owed, case, office, now, has_group=has_group)
    if not targets:
        raise NobodyToTell
    for kind, destination in targets:
        _owe(conn, owed, "alert" if kind == "remind" else kind, destination, now)
    _called(conn, owed, case, office, now)
    return len(targets)


def _is_waiting(case: Any) -> bool:
    return case is not None and case.acknowledged_by is None and case.closed is None


def _called(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> None:
    """A row was spread: an alert is called again until somebody takes the case, and whoever else is told, is."""
    if owed.kind in ("alert", "remind"):
        _remind_later(conn, owed, case, office, now)
    notices.owe(conn, owed, case, office, now)
    outbox.paid(conn, owed.id, now)


def _remind_later(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> None:
    number, raises, *_ = owed.code.split(".")
    turn, due_at = ladder.following(office, case.urgency, rungs.turn_of(owed.code), owed.due_at, now)
    outbox.owe(
        conn,
        "duty",
        "remind",
        "desk",
        code=f"{number}.{raises}.r{turn}",
        due_at=due_at,
        waits=True,
        office_code=owed.office_code,
        case_id=owed.case_id,
    )


def _unhelped(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime, *, has_group: bool) -> int:
    """It was taken, and nothing was done yet: whoever has it hears so, and later those above."""
    destinations = unhelped.remind(conn, owed, case, office, now, has_group=has_group)
    if destinations == [] and rungs.turn_of(owed.code):
        raise NobodyToTell
    for destination in destinations or ():
        _owe(conn, owed, "unhelped", destination, now)
    outbox.paid(conn, owed.id, now)
    return len(destinations or ())


def call_others(conn: Connection, owed: Owed, now: datetime, due_at: datetime) -> bool:
    """A row about a case reached nobody and no other row of the same call did or still may: the desk owes it again.
    Returns whether it does."""
    if owed.kind == "handed":
        return _nobody_has_it(conn, owed, now)
    if owed.case_id is None or owed.kind not in ("alert", "addition", "sealed", "unhelped", *nudges.KINDS):
        return False
    call = owed.code.split("@")[0]
    # A call that went to whoever holds the day is not heard because the group got it too: others can still be woken.
    off = related.to(conn, owed.case_id)
    left = [officer for officer in roster.on_duty(conn, owed.office_code) if officer.id not in off]
    woken = _outbox.c.destination != GROUP if left and owed.destination != GROUP else true()
    heard = select(_outbox.c.id).where(
        _outbox.c.case_id == owed.case_id,
        _outbox.c.id != owed.id,
        _outbox.c.code.startswith(f"{call}@", autoescape=True),
        woken,
        _outbox.c.last_error.is_(None) | _outbox.c.last_error.not_in((OUT_OF_REACH, OFF_ROSTER)),
    )
    if conn.execute(heard.limit(1)).first() is not None:
        return False
    return outbox.owe(
        conn,
        "duty",
        "alert" if owed.kind == "sealed" else owed.kind,
        "desk",
        code=f"{call.partition('.again')[0]}.again{owed.id}",
        due_at=due_at,
        waits=due_at > now,
        office_code=owed.office_code,
        case_id=owed.case_id,
    )


def tell_of_silence(conn: Connection, office_code: str, now: datetime) -> None:
    """The bot may not write to the duty group any more: each officer must know, once an hour."""
    code = f"unreachable.{GROUP}.{int(now.timestamp()) // 3600}"
    detail = {GROUP: 1}
    outbox.owe(conn, "duty", "unreachable", "desk", code=code, due_at=now, office_code=office_code, detail=detail)


def _nobody_has_it(conn: Connection, owed: Owed, now: datetime) -> bool:
    """Whoever a case was handed to cannot be told: everybody is called to it again."""
    case = conn.execute(select(_cases).where(_cases.c.id == owed.case_id).with_for_update()).first()
    if case is None or case.closed is not None or owed.destination != f"officer:{case.acknowledged_by}":
        return False
    calling.call_anew(conn, case, now)
    return True


def was_written_to(conn: Connection, case_id: int) -> bool:
    """Whether an officer ever wrote to a reporter of this case."""
    return conn.execute(select(_letters.c.id).where(_letters.c.case_id == case_id).limit(1)).first() is not None


def owe_wipe(
    conn: Connection, officer: Officer, message: int, code: str, at: datetime, wait: timedelta, case_id: int | None
) -> None:
    """Owe that this message (0: it is not known yet which one) leaves the officer's chat after so long."""
    outbox.owe(
        conn,
        "duty",
        "wipe",
        f"officer:{officer.id}",
        code=code,
        due_at=at + wait,
        waits=True,
        office_code=officer.office_code,
        case_id=case_id,
        detail={"chat": officer.telegram_id, "message": message, "since": int(at.timestamp())},
    )


def wipe_now(conn: Connection, officer: Officer, now: datetime) -> None:
    """Opened cards that still stand in this officer's chat go as soon as they can."""
    outbox.hurry(conn, "wipe", now, _outbox.c.destination == f"officer:{officer.id}", _outbox.c.tries > 0)


def wipe_shown(conn: Connection, officer: Officer, mark: str, now: datetime, *, but: str) -> None:
    """What shows something under way in this officer's chat (its codes end in the ``mark``) goes now, except one."""
    theirs = (_outbox.c.destination == f"officer:{officer.id}", _outbox.c.code != but)
    outbox.hurry(conn, "wipe", now, *theirs, _outbox.c.code.endswith(f".{mark}", autoescape=True))


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


def with_merged(conn: Connection, case_id: int) -> Sequence[Any]:
    """This case and those that were merged into it, as they stand now."""
    return conn.execute(select(_cases).where(_cases.c.id.in_(related.family(case_id)))).all()


def show_again(conn: Connection, case: Case, destination: str, message_id: int, now: datetime) -> None:
    """Owe the alert as it stands now to a chat where an old one, this message, was tapped; once for each of them."""
    outbox.owe(
        conn,
        "duty",
        "alert",
        destination,
        code=f"{case.number}.{case.raises}@{destination}.m{message_id}",
        due_at=now,
        office_code=case.office_code,
        case_id=case.id,
    )


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


def group_was_reached(conn: Connection, office_code: str, chat_id: int) -> bool:
    """Whether the newest alert that stands in a duty group stands in this one."""
    detail = conn.scalar(
        select(_outbox.c.detail)
        .where(
            _outbox.c.office_code == office_code,
            _outbox.c.destination == GROUP,
            _outbox.c.kind == "alert",
            _outbox.c.detail.is_not(None),
        )
        .order_by(_outbox.c.id.desc())
        .limit(1)
    )
    return detail is not None and detail["chat"] == chat_id


def desk_moved(conn: Connection, office_code: str, chat_id: int) -> None:
    """The duty group became a supergroup: from now on it has this id."""
    make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_chats)
    conn.execute(
        make.values(office_code=office_code, chat_id=chat_id).on_conflict_do_update(
            index_elements=["office_code"], set_={"chat_id": chat_id}
        )
    )
