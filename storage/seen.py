"""Which updates were taken, and which were set aside. Exact ids: a high-water mark loses turns, because Telegram may
begin again at any number after a quiet week."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.sealing import Lock, Secret
from storage.tables import Row

_seen = Row.metadata.tables["seen"]
_quarantine = Row.metadata.tables["quarantine"]
_FIRST = {
    "sqlite": sqlite.insert(_seen).on_conflict_do_nothing().returning(_seen.c.update_id),
    "postgresql": postgresql.insert(_seen).on_conflict_do_nothing().returning(_seen.c.update_id),
}
REMEMBERED = timedelta(days=9)  # Telegram keeps an update for one day, and numbers run on for a week


def first_time(conn: Connection, side: str, office_code: str, update_id: int, at: datetime) -> bool:
    """Whether this update is new to this bot; from now on it is not. Each office's bot counts by itself."""
    values = {"side": side, "office_code": office_code, "update_id": update_id, "day": at.date()}
    return conn.execute(_FIRST[conn.dialect.name], values).first() is not None


def set_aside(
    conn: Connection, side: str, office_code: str, update_id: int, error: str, raw: object, key: Secret | Lock
) -> None:
    """Keep an update nobody could handle, sealed, so that it does not bar the door. ``error`` is a class name."""
    now = datetime.now(UTC)
    if not first_time(conn, side, office_code, update_id, now):
        return
    try:
        words = json.dumps(raw, ensure_ascii=True)[:100_000]
    except (TypeError, ValueError, RecursionError):
        words = ""
    conn.execute(
        insert(_quarantine).values(
            side=side,
            office_code=office_code,
            update_id=update_id,
            error=error,
            box=key.seal("update", str(update_id), {"raw": words}),
            hour=now,
        )
    )


def forget_old(conn: Connection, now: datetime) -> None:
    """Let go of what can no longer come again."""
    conn.execute(delete(_seen).where(_seen.c.day < (now - REMEMBERED).date()))
    conn.execute(delete(_quarantine).where(_quarantine.c.hour < now - REMEMBERED))
