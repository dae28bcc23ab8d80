"""An officer hears a voice note: who may open the case may, each hearing stands in the chain, and what was sent leaves
the officer's chat as a card does.

A card stands in the chat as an empty message before its words do, so its removal can be written down first. A sound
cannot: its removal is written down without the message, which is filled in as soon as Telegram has said which it is.
Whoever dies in between leaves a row without one; then the chain says that a sound may have been left behind.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from flows.office import Office
from storage import audit, cases, fanout, outbox, records, roster, voices
from storage.errors import CannotOpen, NoSuchCase, NotPossible
from storage.keyring import DutyKeys
from storage.sealing import Key
from storage.tables import Case, Officer, Row

_outbox = Row.metadata.tables["outbox"]

Sound = tuple[bytes, int]
"""What is heard, and how many seconds it lasts."""


def is_heard_here(conn: Connection, keys: DutyKeys, case: Case, office: Office) -> bool:
    """Whether there is a voice note, and officers hear it in their chat, as they read words there."""
    return office.reading.words == "chat" and voices.count(conn, keys.office_key, cases.whole(conn, case).id) > 0


def note_heard(conn: Connection, keys: DutyKeys, officer: Officer, number: str, office: Office, at: datetime) -> Case:
    """Write down that this officer hears what was told in this case; of a merged one, in the case it is in. Raises
    NoSuchCase, CannotOpen (it is sealed away), NotPossible (there is nothing to hear, or the office has words read in
    the terminal, and voices heard there)."""
    case = _case(conn, officer, number)
    if office.reading.words != "chat":
        raise NotPossible("desk-hear-terminal")
    if not voices.count(conn, keys.office_key, case.id or 0):
        raise NotPossible("desk-hear-none")
    _note(conn, case, f"officer:{officer.id}", at)
    return case


def sounds(conn: Connection, keys: DutyKeys, officer: Officer, number: str) -> list[Sound]:
    """What there is to hear, for whoever may. Raises as `note_heard`."""
    return voices.of_case(conn, keys.office_key, _case(conn, officer, number).id or 0)


def sounds_in_terminal(conn: Connection, key: Key, office: Office, number: str, at: datetime) -> list[Sound]:
    """The same for whoever holds the key, at the office's own machine. Raises NoSuchCase; CannotOpen, also for what
    came before a case was sealed away from this key; NotPossible."""
    case = cases.find(conn, office.code, number)
    if case is None:
        raise NoSuchCase
    records.of_case(conn, key, case)
    if case.sealed_to != "office" and case.key_id not in key.key_ids:
        raise CannotOpen
    found = voices.of_case(conn, key, case.id or 0)
    if not found:
        raise NotPossible("desk-hear-none")
    _note(conn, case, "terminal", at)
    return found


def will_leave(conn: Connection, officer: Officer, number: str, office: Office, at: datetime) -> str:
    """Owe that a sound leaves this officer's chat, before it is there. Gives the code of the row. Raises NoSuchCase,
    also when they left the roster meanwhile; CannotOpen."""
    known = roster.officer_by_telegram(conn, officer.office_code, officer.telegram_id)
    if known is None or known.id != officer.id:
        raise NoSuchCase
    case = _case(conn, known, number)
    code = f"wipe.{officer.id}.{secrets.token_hex(6)}"
    fanout.owe_wipe(conn, officer, 0, code, at, timedelta(minutes=office.reading.minutes), case.id)
    return code


def is_there(conn: Connection, code: str, message_id: int) -> bool:
    """The sound stands in the chat as this message. False: its row was settled meanwhile, and it must go at once."""
    row = conn.execute(select(_outbox.c.id, _outbox.c.detail).where(_outbox.c.code == code, _unpaid)).first()
    if row is None:
        return False
    detail = {**row.detail, "message": message_id}
    return bool(conn.execute(update(_outbox).where(_outbox.c.id == row.id, _unpaid).values(detail=detail)).rowcount)


def must_leave(conn: Connection, code: str, message_id: int, at: datetime) -> None:
    """The sound stands in the chat as this message, and its row was settled, or is not to be waited for: it goes as
    soon as Telegram takes it away, by a row of its own."""
    row = conn.execute(select(_outbox).where(_outbox.c.code == code)).one()
    never_came(conn, code, at)
    outbox.owe(
        conn,
        row.side,
        row.kind,
        row.destination,
        code=f"{code}.{message_id}",
        due_at=at,
        office_code=row.office_code,
        case_id=row.case_id,
        detail={**row.detail, "message": message_id},
    )


def never_came(conn: Connection, code: str, at: datetime) -> None:
    """Telegram refused it, or it is gone again: nothing has to go by this row."""
    for id in conn.scalars(select(_outbox.c.id).where(_outbox.c.code == code, _unpaid)).all():
        outbox.drop(conn, id, at, "never.sent")


_unpaid = _outbox.c.done_hour.is_(None)


def _case(conn: Connection, officer: Officer, number: str) -> Case:
    case: Case = cases.whole(conn, cases.open_for(conn, officer, number))
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dibuka pemegang kunci eskalasi.")
    return case


def _note(conn: Connection, case: Case, actor: str, at: datetime) -> None:
    audit.append(conn, at=at, office_code=case.office_code, actor=actor, action="heard", case_number=case.number)
