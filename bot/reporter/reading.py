"""An update becomes an event. A Telegram id goes no further than this module: past it there is a tag and an address.

Each update is read by itself, so a malformed one is nobody else's trouble. Names, usernames and everything else that
could say who somebody is are dropped here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message, Update
from pydantic import ValidationError

from flows.events import Distressed, Event, Sent, Started, Wrote, tapped
from storage.sealing import Address, Tagger
from storage.turns import Arrived, Unreadable

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
PURPOSE = "sesi"

_MEDIA = ("photo", "video", "animation", "document", "video_note", "paid_media", "story", "live_photo")
_VOICE = ("voice", "audio")
_THINGS = ("sticker", "contact", "poll", "dice", "venue", "game", "checklist")


@dataclass(frozen=True)
class Heard:
    """What one update was. ``arrived`` is None when there is no turn in it: then only ``leave`` may matter."""

    arrived: Arrived | None = None
    unreadable: Unreadable | None = None
    leave: int | None = field(default=None, repr=False)
    callback_id: str = field(default="", repr=False)
    message_id: int | None = None  # the message that was tapped, or the one that was typed
    tapped_step: str = ""


def read(raw: Mapping[str, Any], tagger: Tagger, at: datetime) -> Heard:
    """What this update says. Never raises: what cannot be read is handed on as unreadable."""
    update_id = int(raw["update_id"])
    try:
        update = Update.model_validate(dict(raw))
    except (ValidationError, ValueError, TypeError, RecursionError) as error:
        return Heard(unreadable=Unreadable(update_id, type(error).__name__, raw))
    if update.callback_query is not None:
        return _tap(update_id, update.callback_query, tagger, at, raw)
    message = update.message or update.edited_message
    if message is not None:
        return _message(update_id, message, tagger, at, raw)
    if update.my_chat_member is not None and update.my_chat_member.chat.type != "private":
        status = update.my_chat_member.new_chat_member.status
        return Heard(leave=update.my_chat_member.chat.id if status in ("member", "administrator") else None)
    if update.my_chat_member is not None or _known_kind(update):
        return Heard()
    return Heard(unreadable=Unreadable(update_id, "UnknownKind", raw))


def _known_kind(update: Update) -> bool:
    return any(name != "update_id" for name in update.model_fields_set & set(Update.model_fields))


def _tap(update_id: int, query: CallbackQuery, tagger: Tagger, at: datetime, raw: Mapping[str, Any]) -> Heard:
    message = query.message
    if message is None or message.chat.type != "private":
        return Heard(callback_id=query.id, leave=message.chat.id if message is not None else None)
    event: Event = tapped(at, query.data or "") or Started(at)
    return Heard(
        arrived=_arrived(update_id, message.chat.id, tagger, event, raw),
        callback_id=query.id,
        message_id=message.message_id,
        tapped_step=getattr(event, "step", ""),
    )


def _message(update_id: int, message: Message, tagger: Tagger, at: datetime, raw: Mapping[str, Any]) -> Heard:
    if message.chat.type != "private":
        return Heard(leave=message.chat.id)
    event = _event(message, at)
    if event is None:  # a service message ("auto-delete was set")
        return Heard()
    arrived = _arrived(update_id, message.chat.id, tagger, event, raw)
    return Heard(arrived=arrived, message_id=message.message_id)


def _event(message: Message, at: datetime) -> Event | None:
    if message.text is not None:
        return _words(message.text, at)
    given = message.model_fields_set
    words = message.caption or ""
    if any(getattr(message, kind, None) for kind in _MEDIA if kind in given):
        return Sent(at, "media", words)
    if any(getattr(message, kind, None) for kind in _VOICE if kind in given):
        return Sent(at, "voice", words)
    if message.location is not None:
        # Where somebody is, sent by themselves: kept with their words, sealed like them.
        return Wrote(at, f"📍 {message.location.latitude:.5f}, {message.location.longitude:.5f}")
    if any(
        getattr(message, kind, None) for kind in ("sticker", "contact", "poll", "dice", "venue", "game", "checklist")
    ):
        return Sent(at, "thing", words)
    return None


def _words(text: str, at: datetime) -> Event:
    """Commands are few; anything else that was typed is somebody's words."""
    first, _, rest = text.strip().partition(" ")
    command = first.split("@")[0].lower()
    if command == "/start":
        return Started(at, rest.strip()[:64])
    if command == "/darurat":
        return Distressed(at, "distress")
    if command.startswith("/") and command[1:].isalpha() and command not in ("/keluar", "/batal", "/cancel", "/stop"):
        return Started(at)
    return Wrote(at, command if command.startswith("/") else text)


def _arrived(update_id: int, chat_id: int, tagger: Tagger, event: Event, raw: Mapping[str, Any]) -> Arrived:
    return Arrived(update_id, tagger.tag(PURPOSE, chat_id), Address(chat_id), event, raw)
