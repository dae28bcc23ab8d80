"""Voice notes, sealed: which box holds one, and that it goes where the words of its report go.

A voice is sealed as its report is: to the office, or to the escalation holder alone; and while nothing is kept for the
office, under the reporters' own key, as the conversation itself. Nobody here hears it.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.sealing import Key, Secret
from storage.tables import Row

_voices = Row.metadata.tables["voices"]
_reports = Row.metadata.tables["reports"]

KIND = "voice"
DRAFT = "draft"


def seal_away(
    conn: Connection,
    keys: ReporterKeys,
    report_id: str,
    office_code: str,
    sealed_to: str,
    told: dict[str, Any],
    at: datetime,
) -> None:
    """Keep one, in place of any there was."""
    lock = keys.draft if sealed_to == DRAFT else keys.lock(office_code, sealed_to)
    conn.execute(delete(_voices).where(_voices.c.report_id == report_id))
    conn.execute(
        insert(_voices).values(
            report_id=report_id,
            office_code=office_code,
            sealed_to=sealed_to,
            key_id=lock.key_id,
            box=lock.seal(KIND, report_id, told),
            hour=at,
        )
    )


def packed(sound: bytes, seconds: int) -> dict[str, Any]:
    """What stands in a box."""
    return {"sound": base64.b64encode(sound).decode(), "seconds": seconds}


def opened(key: Key | Secret, row: Any) -> tuple[bytes, int]:
    """The sound in a row, and how many seconds it lasts. Raises CannotOpen."""
    told = key.open(KIND, row.report_id, row.box)
    try:
        return base64.b64decode(told["sound"], validate=True), int(told["seconds"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None


def sealed_like(conn: Connection, report_id: str) -> str:
    """Whose key its report is sealed to; ``draft`` while nothing of it is kept for the office."""
    return str(conn.scalar(select(_reports.c.sealed_to).where(_reports.c.id == report_id)) or DRAFT)


def move_out_of_draft(conn: Connection, keys: ReporterKeys, row: Any, office_code: str, to: str, at: datetime) -> bool:
    """What the reporters' own key opens is sealed anew as its report is now. False: that key is another one by now."""
    try:
        told = keys.draft.open(KIND, row.report_id, row.box)
    except CannotOpen:
        return False
    seal_away(conn, keys, row.report_id, office_code, to, told, at)
    return True


def erase(conn: Connection, report_id: str) -> bool:
    """Nothing of it stays. True: there was one."""
    return bool(conn.execute(delete(_voices).where(_voices.c.report_id == report_id)).rowcount)


def erase_drafts(conn: Connection, living: set[str], before: datetime) -> None:
    """A draft's voice goes with the draft: of those kept since ``before``, whichever is nobody's any more."""
    rows = conn.execute(select(_voices.c.report_id, _voices.c.hour).where(_voices.c.sealed_to == DRAFT)).all()
    for row in rows:
        if row.report_id not in living and row.hour < before:
            erase(conn, row.report_id)


def count(conn: Connection, key: Key, case_id: int) -> int:
    """How many voice notes of a case this key opens."""
    return int(conn.scalar(select(func.count()).select_from(_of_case(key, case_id).subquery())) or 0)


def of_case(conn: Connection, key: Key, case_id: int) -> list[tuple[bytes, int]]:
    """The sounds themselves, the oldest first, each with its seconds. Raises CannotOpen when one is damaged."""
    return [opened(key, row) for row in conn.execute(_of_case(key, case_id)).all()]


def _of_case(key: Key, case_id: int) -> Any:
    return (
        select(_voices.c.report_id, _voices.c.box)
        .join(_reports, _reports.c.id == _voices.c.report_id)
        .where(
            _reports.c.case_id == case_id, _voices.c.key_id == key.key_id, _voices.c.sealed_to == _reports.c.sealed_to
        )
        .order_by(_voices.c.hour, _voices.c.report_id)
    )
