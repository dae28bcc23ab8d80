"""An update becomes what an officer did. Each update is read by itself; what cannot be read is set aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Bot, ChatMemberRestricted, ChatMemberUpdated, Message, Update

from storage.filing import NUMBER

_VERSION = re.compile("[0-9]{1,9}")
NO_TAPS = ("text", "start", "cancel", "other", "moved", "silenced", "brought")  # what no button says
_KIND = re.compile("[a-z]{1,16}")

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member", "chat_member")


@dataclass(frozen=True)
class Act:
    """Something somebody did in a chat with the duty bot. ``kind`` is ``acknowledge``, ``open``, ``reply``, ``start``,
    ``cancel``, ``text``, ``other``, ``moved``, ``nothing``, a room's own tap, a command (``/antrean``), or, of the bot
    itself, ``brought`` into a group and ``silenced`` there. ``version``: the case's, for the tapped button; ``args``:
    all that it carried. ``written``: when, for a message; of a tap Telegram does not say it. ``replied``: the words of
    ours that a text answers. ``again``: it was taken before."""

    update_id: int
    kind: str
    person: int = field(default=0, repr=False)
    chat: int = field(default=0, repr=False)
    private: bool = True
    number: str = ""
    args: tuple[str, ...] = field(default=(), repr=False)
    version: int | None = None
    text: str = field(default="", repr=False)
    callback_id: str = field(default="", repr=False)
    message: int = 0
    reply_to: int = 0
    written: datetime | None = None
    replied: str = field(default="", repr=False)
    moved_to: int = field(default=0, repr=False)
    again: bool = False


@dataclass(frozen=True)
class Unreadable:
    """An update that is not what Telegram's own library can read."""

    update_id: int
    error: str
    raw: object = field(repr=False)


def read(raw: Mapping[str, Any], bot: Bot) -> Act | Unreadable:
    """What this update says. Never raises."""
    update_id = int(raw["update_id"])
    try:
        return _read(update_id, Update.de_json(dict(raw), bot))
    except Exception as error:  # the library does not check types: anything may come out of a malformed update
        return Unreadable(update_id, type(error).__name__, raw)


def _read(update_id: int, update: Update) -> Act | Unreadable:
    query = update.callback_query
    if query is not None:
        message = query.message
        kind, *args = (query.data or "").split("|")
        number, version, *_ = (*args, "", "")
        return Act(
            update_id,
            kind if _is_tap(query.data or "", kind) else "nothing",
            person=query.from_user.id,
            chat=message.chat.id if message is not None else query.from_user.id,
            private=message is None or message.chat.type == "private",
            args=tuple(args),
            number=number[:16],
            version=int(version) if _VERSION.fullmatch(version) else None,
            callback_id=query.id,
            message=message.message_id if message is not None else 0,
        )
    message_ = update.message
    if message_ is not None:
        return _message(update_id, message_)
    if update.my_chat_member is not None and update.my_chat_member.chat.type != "private":
        return _own_place(update_id, update.my_chat_member)
    return Act(update_id, "nothing")


def _is_tap(data: str, kind: str) -> bool:
    """Whether a button of ours could say this: ours are ASCII, all of them."""
    return data.isascii() and _KIND.fullmatch(kind) is not None and kind not in NO_TAPS


def _own_place(update_id: int, change: ChatMemberUpdated) -> Act:
    now = change.new_chat_member
    muted = isinstance(now, ChatMemberRestricted) and not (now.is_member and now.can_send_messages)
    kind = "silenced" if muted or now.status in ("left", "kicked") else "brought"
    return Act(update_id, kind, person=change.from_user.id, chat=change.chat.id, private=False)


def _message(update_id: int, message: Message) -> Act:
    if message.migrate_to_chat_id is not None:
        return Act(update_id, "moved", chat=message.chat.id, private=False, moved_to=message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
        return Act(update_id, "moved", chat=old, private=False, moved_to=new)
    if message.from_user is None:
        return Act(update_id, "nothing")
    text = message.text or ""
    command = text.split(" ")[0].split("@")[0].lower() if text.startswith("/") else ""
    kind = {"/start": "start", "/batal": "cancel"}.get(command, command or ("text" if text else "other"))
    replied = message.reply_to_message
    # Whatever our bot says about a case names it first: a reply to any of it is about that case.
    ours = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    found = NUMBER.search(replied.text or "") if ours and replied is not None else None
    return Act(
        update_id,
        kind,
        person=message.from_user.id,
        chat=message.chat.id,
        private=message.chat.type == "private",
        number=found[0] if found else "",
        text=text,
        message=message.message_id,
        reply_to=replied.message_id if replied is not None else 0,
        written=message.date,
        replied=(replied.text or "") if ours and replied is not None else "",
    )
