"""An update becomes an event. A Telegram id goes no further than this module: past it there is a tag and an address.

Each update is read by itself, so a malformed one is nobody else's trouble. Names, usernames and everything else that
could say who somebody is are dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, InaccessibleMessage, Message, Update
from pydantic import ValidationError

from flows import codes
from flows.commands import DISTRESS_WORDS, KNOWN, bare
from flows.events import Checked, Event, Sent, Started, Wrote, tapped
from flows.recording import Recording
from flows.traces import Trace
from storage.returning import CHAT
from storage.sealing import Address, Tagger
from storage.turns import Arrived, Unreadable

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_MEDIA = ("photo", "video", "animation", "document", "video_note", "paid_media", "story", "live_photo")
_VOICE = ("voice", "audio")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")  # what a poster's deep link may carry
_THINGS = ("sticker", "contact", "poll", "dice", "venue", "game", "checklist")


@dataclass(frozen=True)
class Heard:
    """What one update was. ``arrived`` is None when there is no turn in it: then only ``leave`` may matter, or
    ``not_kept``: the chat of somebody whose message could not be read, who must not think that it was."""

    arrived: Arrived | None = None
    unreadable: Unreadable | None = None
    leave: int | None = field(default=None, repr=False)
    not_kept: int | None = field(default=None, repr=False)
    callback_id: str = field(default="", repr=False)
    message_id: int | None = None  # the message that was tapped, or the one that was typed
    tapped_step: str = ""

    @property
    def calls_for_help(self) -> bool:
        """Whether /darurat was typed, or the word."""
        event = self.arrived.event if self.arrived is not None else None
        return isinstance(event, Wrote) and bare(event.text) in DISTRESS_WORDS


def read(raw: Mapping[str, Any], tagger: Tagger, at: datetime) -> Heard:
    """What this update says. Never raises: what cannot be read is handed on as unreadable."""
    update_id = int(raw["update_id"])
    public = _public_chat(raw)
    if public is not None:
        return Heard(leave=public)
    try:
        update = Update.model_validate(dict(raw))
    except (ValidationError, ValueError, TypeError, RecursionError) as error:
        unreadable = Unreadable(update_id, type(error).__name__, raw)
        return _bare(update_id, tagger, at, raw) or Heard(unreadable=unreadable, not_kept=_private_chat(raw))
    if update.callback_query is not None:
        return _tap(update_id, update.callback_query, tagger, at, raw)
    message = update.message or update.edited_message
    if message is not None:
        return _message(update_id, message, tagger, at, raw)
    if _known_kind(update):
        return Heard()
    return Heard(unreadable=Unreadable(update_id, "UnknownKind", raw))


def chat_of(raw: Mapping[str, Any]) -> int | None:
    """The chat an update comes from, by the bare JSON alone; None when none can be made out."""
    for kind in ALLOWED_UPDATES:
        found: Any = raw.get(kind)
        if kind == "callback_query" and isinstance(found, Mapping):
            found = found.get("message")
        chat = found.get("chat") if isinstance(found, Mapping) else None
        if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return None


def _public_chat(raw: Mapping[str, Any]) -> int | None:
    """A group or channel this update comes from while we are in it. Read from the bare JSON: whatever else the update
    holds, there is nothing for us to hear."""
    for kind in ("message", "edited_message", "my_chat_member", "callback_query"):
        found: Any = raw.get(kind)
        if kind == "callback_query" and isinstance(found, Mapping):
            found = found.get("message")
        chat = found.get("chat") if isinstance(found, Mapping) else None
        if not isinstance(chat, Mapping) or chat.get("type") not in ("group", "supergroup", "channel"):
            continue
        now: Any = found.get("new_chat_member") if kind == "my_chat_member" else None
        gone = isinstance(now, Mapping) and now.get("status") in ("left", "kicked")
        chat_id = chat.get("id")
        return chat_id if isinstance(chat_id, int) and not gone else None
    return None


def _bare(update_id: int, tagger: Tagger, at: datetime, raw: Mapping[str, Any]) -> Heard | None:
    """The words of a private message whose trimmings could not be read (a forward of tomorrow, say); None when there
    are none. Nobody's words are lost to a field we do not need."""
    for kind in ("message", "edited_message"):
        found = raw.get(kind)
        chat = found.get("chat") if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping) or not isinstance(chat, Mapping):
            continue
        words = {name: found[name] for name in ("text", "caption") if isinstance(found.get(name), str)}
        number, chat_id = found.get("message_id"), chat.get("id")
        if chat.get("type") != "private" or not words or not isinstance(number, int) or not isinstance(chat_id, int):
            continue
        said = words.get("text", words.get("caption", ""))
        event = _words(said, at) if "text" in words else Sent(at, "media", said)
        date = found.get("date")
        trace = Trace(number, date if isinstance(date, int) else int(at.timestamp()))
        return Heard(arrived=_arrived(update_id, chat_id, trace, tagger, event, raw), message_id=number)
    return None


def _private_chat(raw: Mapping[str, Any]) -> int | None:
    """Where this message came from, if somebody sent it to us alone."""
    for kind in ("message", "edited_message"):
        found = raw.get(kind)
        chat = found.get("chat") if isinstance(found, Mapping) else None
        if isinstance(chat, Mapping) and chat.get("type") == "private" and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return None


def _known_kind(update: Update) -> bool:
    return any(name != "update_id" for name in update.model_fields_set & set(Update.model_fields))


def _tap(update_id: int, query: CallbackQuery, tagger: Tagger, at: datetime, raw: Mapping[str, Any]) -> Heard:
    message = query.message
    if message is None or message.chat.type != "private":
        return Heard(callback_id=query.id, leave=message.chat.id if message is not None else None)
    event: Event = tapped(at, query.data or "") or Started(at)
    return Heard(
        arrived=_arrived(update_id, message.chat.id, _trace(message), tagger, event, raw),
        callback_id=query.id,
        message_id=message.message_id,
        tapped_step=getattr(event, "step", ""),
    )


def _message(update_id: int, message: Message, tagger: Tagger, at: datetime, raw: Mapping[str, Any]) -> Heard:
    if message.chat.type != "private":
        return Heard(leave=message.chat.id)
    if message.edit_date is not None and message.location is not None:
        return Heard()  # a place that is shared live moves by itself: nobody said anything
    event = _event(message, at)
    if event is None:  # a service message ("auto-delete was set")
        return Heard()
    arrived = _arrived(update_id, message.chat.id, _trace(message), tagger, event, raw)
    return Heard(arrived=arrived, message_id=message.message_id)


def _event(message: Message, at: datetime) -> Event | None:
    if message.text is not None:
        return _words(message.text, at)
    given = message.model_fields_set
    words = message.caption or ""
    if any(getattr(message, kind, None) for kind in _MEDIA if kind in given):
        return Sent(at, "media", words)
    if any(getattr(message, kind, None) for kind in _VOICE if kind in given):
        return Sent(at, "voice", words, _recording(message))
    if message.location is not None:
        # Where somebody is, sent by themselves: kept with their words, sealed like them.
        return Wrote(at, f"📍 {message.location.latitude:.5f}, {message.location.longitude:.5f}")
    if any(
        getattr(message, kind, None) for kind in ("sticker", "contact", "poll", "dice", "venue", "game", "checklist")
    ):
        return Sent(at, "thing", words)
    return None


def _recording(message: Message) -> Recording | None:
    """By which id a voice note could be fetched. An audio file is none, nor is what says it is something else."""
    voice = message.voice
    if voice is None or voice.mime_type not in (None, "audio/ogg"):
        return None
    return Recording(voice.file_id, voice.duration, voice.file_size or 0)


def _words(text: str, at: datetime) -> Event:
    """Commands are few, and stand alone; anything else that was typed is somebody's words."""
    first, _, rest = text.strip().partition(" ")
    command, rest = first.split("@")[0].lower(), rest.strip()
    if command == "/start" and _PAYLOAD.fullmatch(rest):
        return Started(at, rest)
    if command == "/cek":
        return Wrote(at, rest) if rest and not codes.attempted(rest) else Checked(at, rest)
    if not command.startswith("/") or not command[1:].isalpha() or rest:
        return Wrote(at, text)
    return Wrote(at, command) if command in KNOWN else Started(at)


def _arrived(
    update_id: int, chat_id: int, message: Trace, tagger: Tagger, event: Event, raw: Mapping[str, Any]
) -> Arrived:
    return Arrived(update_id, tag_of(tagger, chat_id), Address(chat_id), event, raw, message=message)


def _trace(message: Message | InaccessibleMessage) -> Trace:
    """What cannot be read any more has no date: it cannot be deleted either."""
    date = message.date
    return Trace(message.message_id, int(date.timestamp()) if isinstance(date, datetime) else 0)


def tag_of(tagger: Tagger, chat_id: int) -> bytes:
    """What a conversation is kept under."""
    return tagger.tag(CHAT, chat_id)
