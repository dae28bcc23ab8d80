"""Which updates were taken, and which were set aside. Exact ids: a high-water mark loses turns, because Telegram may
begin again at any number after a quiet week.

Of an update that was set aside only the shape is kept, for whoever mends the program: no words, no ids, no names. Its
sender is told that it was not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.sealing import Lock
from storage.tables import Row

_seen = Row.metadata.tables["seen"]
_quarantine = Row.metadata.tables["quarantine"]
_FIRST = {
    "sqlite": sqlite.insert(_seen).on_conflict_do_nothing().returning(_seen.c.update_id),
    "postgresql": postgresql.insert(_seen).on_conflict_do_nothing().returning(_seen.c.update_id),
}
_SET_ASIDE = insert(_quarantine)
REMEMBERED = timedelta(days=9)  # Telegram keeps an update for one day, and numbers run on for a week

# The names of fields that may be written down; any other could be somebody's word.
_NAMES = (
    "update_id message edited_message callback_query my_chat_member chat_member message_id id from chat date edit_date"
    " type text caption entities caption_entities data chat_instance reply_to_message reply_markup forward_origin"
    " media_group_id photo video animation document video_note paid_media story voice audio sticker contact poll dice"
    " venue game checklist location file_id file_size is_bot first_name last_name username language_code title"
    " is_forum new_chat_member old_chat_member new_chat_members left_chat_member status user offset length"
    " migrate_to_chat_id migrate_from_chat_id message_thread_id sender_chat via_bot link_preview_options quote"
)
FIELDS = frozenset(_NAMES.split())
_DEEPEST, _WIDEST = 5, 40


def first_time(conn: Connection, side: str, office_code: str, update_id: int, at: datetime) -> bool:
    """Whether this update is new to this bot; from now on it is not. Each office's bot counts by itself."""
    values = {"side": side, "office_code": office_code, "update_id": update_id, "day": at.date()}
    return conn.execute(_FIRST[conn.dialect.name], values).first() is not None


def set_aside(
    conn: Connection, side: str, office_code: str, update_id: int, error: str, raw: object, lock: Lock
) -> None:
    """Pass over an update nobody could handle, so that it does not bar the door; its shape is kept, sealed to the
    office. ``error`` is a class name."""
    now = datetime.now(UTC)
    if not first_time(conn, side, office_code, update_id, now):
        return
    conn.execute(
        _SET_ASIDE,
        {
            "side": side,
            "office_code": office_code,
            "update_id": update_id,
            "error": error,
            "box": lock.seal("update", str(update_id), {"shape": shape(raw)}),
            "hour": now,
        },
    )


def shape(raw: object, deep: int = _DEEPEST) -> Any:
    """Which fields there were and what kind of thing stood in each; never what it was."""
    if isinstance(raw, Mapping):
        if not deep:
            return "object"
        some = list(raw.items())[:_WIDEST]
        return {name if name in FIELDS else "other": shape(value, deep - 1) for name, value in some}
    if isinstance(raw, list):
        return [shape(one, deep - 1) for one in raw[:1]] if deep else "list"
    for kind, name in ((bool, "yes or no"), (str, "text"), (int, "number"), (float, "number"), (type(None), "nothing")):
        if isinstance(raw, kind):
            return name
    return "other"


def forget_old(conn: Connection, now: datetime) -> None:
    """Let go of what can no longer come again."""
    conn.execute(delete(_seen).where(_seen.c.day < (now - REMEMBERED).date()))
    conn.execute(delete(_quarantine).where(_quarantine.c.hour < now - REMEMBERED))
