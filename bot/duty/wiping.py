"""Cards that leave an officer's chat again, when the office's time is over."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden

from flows.wording import text
from storage import audit, fanout, outbox
from storage.database import Database
from storage.outbox import Owed, TryLater

WIPE_AGAIN = 900.0  # seconds
WIPE_WITHIN = timedelta(hours=48)  # as long as Telegram lets a message be deleted
GONE = ("message to edit not found", "message is not modified")  # nothing is left to take away


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
