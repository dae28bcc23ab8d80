"""Messages that must leave a chat, written down in the same commit as the turn that says so.

The door takes them away at once. Whoever dies in between leaves a row: it is due a little later, and paid by whichever
process then lives. The chat stands in it sealed under the draft key, which never lies on a disk; a settled row forgets
even that.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from storage import outbox
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.outbox import Owed
from storage.sealing import Address
from storage.tables import Row

KIND = "wipe"
KNOWN = 200  # ids of messages that a conversation remembers

_sessions = Row.metadata.tables["sessions"]
_draft_of = select(_sessions.c.id, _sessions.c.draft).where(_sessions.c.tag == bindparam("tag")).with_for_update()
_AFTER = timedelta(seconds=10)  # the door needs less, unless it died


def known(*ids: Iterable[int]) -> tuple[int, ...]:
    """The newest of these, each once."""
    return tuple(dict.fromkeys(one for some in ids for one in some))[-KNOWN:]


def owe(
    conn: Connection, keys: ReporterKeys, office_code: str, address: Address, message_ids: Iterable[int], at: datetime
) -> str:
    """Write down that these messages must go. Gives the row's code; empty when there are none."""
    gone = list(dict.fromkeys(message_ids))
    if not gone:
        return ""
    code = f"wipe.{secrets.token_hex(8)}"  # random: nothing joins it with a conversation
    box = keys.draft.seal(KIND, code, {"chat": address.chat_id, "messages": gone})
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


def opened(keys: ReporterKeys, owed: Owed) -> tuple[int, list[int]]:
    """The chat and its messages. Raises CannotOpen when the draft key is not that one any more."""
    try:
        box = bytes(owed.detail["box"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None
    held = keys.draft.open(KIND, owed.code, box)
    return int(held["chat"]), [int(one) for one in held["messages"]]


def note_sent(conn: Connection, keys: ReporterKeys, tag: bytes, message_id: int) -> bool:
    """The conversation knows of a message we sent outside a turn, to wipe it one day. False: there is no draft."""
    row = conn.execute(_draft_of, {"tag": tag}).first()
    if row is None:
        return False
    try:
        draft = keys.draft.open("draft", tag.hex(), row.draft)
    except CannotOpen:
        return False
    draft["messages"] = known(draft.get("messages", ()), (message_id,))
    box = keys.draft.seal("draft", tag.hex(), draft)
    conn.execute(update(_sessions).where(_sessions.c.id == row.id).values(draft=box))
    return True
