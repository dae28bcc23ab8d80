"""What leaves an officer's chat again: cards, what was typed about a case, an entry under way, when their time is over.

Of what was typed only an answer stays: it stands in the reporter's chat too, and nowhere else at the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from flows.office import Office
from flows.wording import text
from storage import audit, cases, fanout, middle, outbox
from storage.database import Connection, Database
from storage.errors import CannotOpen, NoSuchCase
from storage.outbox import Owed, TryLater
from storage.tables import Officer

WIPE_AGAIN = 900.0  # seconds
WIPE_WITHIN = timedelta(hours=48)  # as long as Telegram lets a message be deleted
GONE = ("message to edit not found", "message is not modified")  # nothing is left to take away


def wipe_later(
    conn: Connection, officer: Officer, message: int, office: Office, at: datetime, case_id: int | None
) -> None:
    """This message in the officer's chat goes when the office's reading time is over; at once when what it is about is
    taken out of their hands."""
    wait = timedelta(minutes=office.reading.minutes)
    fanout.owe_wipe(conn, officer, message, f"wipe.{officer.id}.{message}", at, wait, case_id)


def typed_goes(
    conn: Connection, officer: Officer, message: int, office: Office, at: datetime, under_way: Mapping[str, Any]
) -> None:
    """What is typed about a case, or into an entry, leaves the chat as cards do, whatever becomes of it."""
    case_id = None
    if number := under_way.get("number"):
        with suppress(NoSuchCase, CannotOpen):  # closed to them meanwhile: what they typed goes all the same
            case_id = cases.open_for(conn, officer, str(number)).id
    elif under_way["room"] != middle.ENTRY:
        return
    wipe_later(conn, officer, message, office, at, case_id)


def entry_shown(conn: Connection, officer: Officer, message: int, at: datetime) -> None:
    """This message shows an entry under way: it goes when a newer one does, and with the entry itself. It shows one
    again, if it was to go."""
    code = _entry(officer, message)
    fanout.owe_wipe(conn, officer, message, code, at, middle.KEPT, None)
    outbox.put_off(conn, code, at + middle.KEPT)


def entry_goes(conn: Connection, officer: Officer, at: datetime, *, but: int = 0) -> None:
    """What shows an entry under way goes now, but for one message in which something else stands."""
    fanout.wipe_shown(conn, officer, middle.ENTRY, at, but=_entry(officer, but))


def _entry(officer: Officer, message: int) -> str:
    return f"wipe.{officer.id}.{message}.{middle.ENTRY}"


async def wipe(bot: Bot, db: Database, owed: Owed) -> None:
    """Take an opened card, or a voice note, out of the officer's chat. Raises TryLater while the chat is closed to us.
    Of a sound that was sent when we died nobody knows which message it is: the chain says that it was left."""
    if not owed.detail["message"]:
        await asyncio.to_thread(_leave_behind, db, owed, "sound.left", "no.message")
        return
    try:
        await bot.delete_message(owed.detail["chat"], owed.detail["message"])
    except BadRequest:  # gone already; or older than 48 hours: then its words go, and the message stays
        await _empty(bot, db, owed)
    except Forbidden:
        await _out_of_hand(db, owed)


async def _empty(bot: Bot, db: Database, owed: Owed) -> None:
    with db.reading() as conn:
        case = fanout.case_of(conn, owed)
    try:
        said = text("desk-wiped", number=case.number if case is not None else "")
        await bot.edit_message_text(said, chat_id=owed.detail["chat"], message_id=owed.detail["message"])
    except (BadRequest, Forbidden) as error:
        if not any(gone in error.message.lower() for gone in GONE):
            await _out_of_hand(db, owed)


async def _out_of_hand(db: Database, owed: Owed) -> None:
    """This officer's chat is closed to us. It is tried again, and at once when they press /start; in the end the
    chain says that a card was left behind."""
    since = datetime.fromtimestamp(int(owed.detail.get("since", 0)), UTC)
    if datetime.now(UTC) - since < WIPE_WITHIN:
        raise TryLater(WIPE_AGAIN)
    await asyncio.to_thread(_leave_behind, db, owed, "card.left", "telegram.403")


def _leave_behind(db: Database, owed: Owed, action: str, why: str) -> None:
    """Raises TryLater where it is known by now which message it is; settled meanwhile, nothing was left."""
    now = datetime.now(UTC)
    with db.writing() as conn:
        detail = outbox.still_owed(conn, owed)
        if detail is None:
            return
        if detail["message"] != owed.detail["message"]:
            raise TryLater(0)
        case = fanout.case_of(conn, owed)
        audit.append(
            conn,
            at=now,
            office_code=owed.office_code,
            actor=owed.destination,
            action=action,
            case_number=case.number if case is not None else None,
        )
        outbox.drop(conn, owed.id, now, why)
