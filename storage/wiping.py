"""Messages that must leave a chat, written down in the same commit as the turn that says so.

The door takes them away at once. Whoever dies in between leaves a row: it is due a little later, and paid by whichever
process then lives. The chat stands in it sealed under the draft key, which never lies on a disk; a settled row forgets
even that. So the ids outlive a draft that was not kept, and only until Telegram has taken the messages away.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from flows.engine import show
from flows.office import Office
from flows.outcome import Screen
from flows.session import Session
from flows.traces import Trace, known
from storage import drafts, outbox
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.outbox import Owed
from storage.sealing import Address

KIND = "wipe"
ALONE = ("start", "away")  # where a conversation rests, only its harmless line may stand in the chat

_AFTER = timedelta(seconds=10)  # the door needs less, unless it died


@dataclass(frozen=True)
class Wipe:
    """What a row owes. ``leaves``: the reporter left, and in their chat nothing but a harmless line may stand;
    ``whole``: they erased it from elsewhere, or went on there: of what we said here nothing may stand, nor is anything
    said."""

    chat_id: int = field(repr=False)
    messages: tuple[Trace, ...] = field(repr=False)
    leaves: bool = False
    whole: bool = False


def owe(
    conn: Connection,
    keys: ReporterKeys,
    office_code: str,
    address: Address,
    messages: Iterable[Trace],
    at: datetime,
    *,
    leaves: bool = False,
    whole: bool = False,
) -> str:
    """Write down that these messages must go. Gives the row's code; empty when there are none."""
    gone = list(dict.fromkeys(messages))
    if not gone:
        return ""
    code = f"wipe.{secrets.token_hex(8)}"  # random: nothing joins it with a conversation
    box = keys.draft.seal(KIND, code, {"chat": address.chat_id, "messages": gone, "leaves": leaves, "whole": whole})
    outbox.owe(
        conn,
        "reporter",
        KIND,
        "reporter",
        code=code,
        due_at=at + _AFTER,
        waits=True,
        office_code=office_code,
        detail={"box": list(box)},  # numbers: a row has no place for anything else
    )
    return code


def opened(keys: ReporterKeys, owed: Owed, at: datetime) -> Wipe:
    """What is owed, as far as Telegram still does it at this moment. Raises CannotOpen when the draft key is not that
    one any more."""
    try:
        box = bytes(owed.detail["box"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None
    held = keys.draft.open(KIND, owed.code, box)
    messages = (Trace(*one) for one in held["messages"] if not isinstance(one, int))
    return Wipe(int(held["chat"]), known(at, messages), bool(held.get("leaves")), bool(held.get("whole")))


def note_sent(conn: Connection, keys: ReporterKeys, tag: bytes, sent: Sequence[Trace], at: datetime) -> bool:
    """The conversation knows of messages we sent outside a turn, to wipe them one day. False: there is no draft."""
    draft = drafts.find(conn, keys, tag, locked=True)
    if draft is None:
        return False
    drafts.keep(conn, keys, draft, replace(draft.session, messages=known(at, draft.session.messages, sent)))
    return True


def resting(conn: Connection, keys: ReporterKeys, tag: bytes, offices: Sequence[Office], at: datetime) -> Screen | None:
    """The harmless line of a conversation that was left; None once it goes on."""
    draft = drafts.find(conn, keys, tag)
    session = draft.session if draft is not None else Session(office=offices[0].code)
    return show(session, offices[0], at, (), offices[1:]) if session.step in ALONE else None
