"""Voice notes, sealed: which box holds one, and that it goes where the words of its report go.

A voice is sealed as its report is: to the office, or to the escalation holder alone (also when nobody can seal its
report anew any more, and its case is the holder's by now); and while nothing is kept for the
office, under the reporters' own key, as the conversation itself. Nobody here hears it.

The sound has a key of its own, and that key is what is sealed to somebody. The conversation knows it too, as it knows
its words: so the sound can be sealed to somebody else at once, and need not be had from Telegram again.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.database import leaves_the_log
from storage.errors import CannotOpen, NotPossible
from storage.keyring import ReporterKeys
from storage.sealing import Key, Lock, Secret
from storage.tables import Row

_voices = Row.metadata.tables["voices"]
_reports = Row.metadata.tables["reports"]

KIND = "voice"
DRAFT = "draft"
NOBODY = b""  # the key that opens what is not there
DAMAGED = (b"", 0)  # stands for a sound whose box does not open
_KEY = "voice key"
_SIZE = 4  # bytes that say how long the sealed key before a sealed sound is


def seal_away(
    conn: Connection,
    keys: ReporterKeys,
    report_id: str,
    office_code: str,
    sealed_to: str,
    told: dict[str, Any],
    at: datetime,
) -> str:
    """Keep one, in place of any there was. Gives its own key, for `seal_anew`."""
    lock, own = _lock(keys, office_code, sealed_to), Secret.fresh()
    conn.execute(delete(_voices).where(_voices.c.report_id == report_id))
    conn.execute(
        insert(_voices).values(
            report_id=report_id,
            office_code=office_code,
            sealed_to=sealed_to,
            key_id=lock.key_id,
            box=_joined(_sealed(lock, report_id, own.raw().hex()), own.seal(KIND, report_id, told)),
            hour=at,
        )
    )
    return own.raw().hex()


def seal_anew(conn: Connection, keys: ReporterKeys, row: Any, own: str, office_code: str, sealed_to: str) -> None:
    """The same sound, for whoever its words are for now and for nobody else. ``own`` is its key."""
    lock = _lock(keys, office_code, sealed_to)
    _, sound = _parts(row.box)
    box = _joined(_sealed(lock, row.report_id, own), sound)
    values = {"office_code": office_code, "sealed_to": sealed_to, "key_id": lock.key_id, "box": box}
    conn.execute(update(_voices).where(_voices.c.report_id == row.report_id).values(**values))


def hand_over(conn: Connection, key: Key, reports: Sequence[str], code: str, lock: Lock) -> None:
    """The sounds that came with these reports are for another office now. Raises CannotOpen, NotPossible."""
    mine = (_voices.c.report_id.in_(reports), _voices.c.sealed_to != DRAFT)
    for row in conn.execute(select(_voices).where(*mine)).all():
        values: dict[str, Any] = {"office_code": code}
        if row.box != NOBODY:
            sealed, sound = _parts(row.box)
            own = str(key.open(_KEY, row.report_id, sealed)["key"])
            values |= {"key_id": lock.key_id, "box": _joined(_sealed(lock, row.report_id, own), sound)}
        changed = conn.execute(update(_voices).where(_voices.c.report_id == row.report_id).values(**values))
        if changed.rowcount != 1:  # a policy hides it: no sound is left behind
            raise NotPossible("desk-why-move-rights")


def note_lost(conn: Connection, report_id: str) -> None:
    """It will never come, though its report says that there is one: nobody can write that anew any more."""
    row = conn.execute(select(_reports).where(_reports.c.id == report_id)).first()
    if row is None:
        return
    conn.execute(delete(_voices).where(_voices.c.report_id == report_id))
    values = {"report_id": row.id, "office_code": row.office_code, "sealed_to": row.sealed_to, "hour": row.hour}
    conn.execute(insert(_voices).values(**values, key_id=NOBODY, box=NOBODY))


def packed(sound: bytes, seconds: int) -> dict[str, Any]:
    """What stands in a box."""
    return {"sound": base64.b64encode(sound).decode(), "seconds": seconds}


def opened(key: Key | Secret, row: Any) -> tuple[bytes, int]:
    """The sound in a row, and how many seconds it lasts. Raises CannotOpen."""
    sealed, sound = _parts(row.box)
    try:
        own = Secret(bytes.fromhex(key.open(_KEY, row.report_id, sealed)["key"]))
        told = own.open(KIND, row.report_id, sound)
        return base64.b64decode(told["sound"], validate=True), int(told["seconds"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None


def sealed_like(conn: Connection, report_id: str) -> str:
    """Whose key its report is sealed to; ``draft`` while nothing of it is kept for the office."""
    return str(conn.scalar(select(_reports.c.sealed_to).where(_reports.c.id == report_id)) or DRAFT)


def erase(conn: Connection, report_id: str) -> None:
    """Nothing of it stays, in SQLite's log neither."""
    conn.execute(delete(_voices).where(_voices.c.report_id == report_id))
    leaves_the_log(conn)


def erase_drafts(conn: Connection, living: set[str], before: datetime) -> None:
    """A draft's voice goes with the draft: of those kept since ``before``, whichever is nobody's any more."""
    rows = conn.execute(select(_voices.c.report_id, _voices.c.hour).where(_voices.c.sealed_to == DRAFT)).all()
    for row in rows:
        if row.report_id not in living and row.hour < before:
            erase(conn, row.report_id)


def count(conn: Connection, key: Key, case_id: int) -> int:
    """How many voice notes of a case this key opens."""
    return int(conn.scalar(select(func.count()).select_from(_of_case(key, case_id).subquery())) or 0)


def lost(conn: Connection, key: Key, case_id: int) -> int:
    """How many of those that this key's reports of a case speak of will never come."""
    its = _voices.join(_reports, _reports.c.id == _voices.c.report_id)
    mine = (_reports.c.case_id == case_id, _reports.c.key_id.in_(key.key_ids), _voices.c.key_id == NOBODY)
    return int(conn.scalar(select(func.count()).select_from(its).where(*mine)) or 0)


def of_case(conn: Connection, key: Key, case_id: int) -> list[tuple[bytes, int]]:
    """The sounds themselves, the oldest first, each with its seconds; `DAMAGED` where a box does not open. Raises
    CannotOpen when none does."""
    found = []
    for row in conn.execute(_of_case(key, case_id)).all():
        try:
            found.append(opened(key, row))
        except CannotOpen:
            found.append(DAMAGED)
    if found and all(sound == DAMAGED for sound in found):
        raise CannotOpen
    return found


def _lock(keys: ReporterKeys, office_code: str, sealed_to: str) -> Lock | Secret:
    return keys.draft if sealed_to == DRAFT else keys.lock(office_code, sealed_to)


def _sealed(lock: Lock | Secret, report_id: str, own: str) -> bytes:
    return lock.seal(_KEY, report_id, {"key": own})


def _joined(sealed: bytes, sound: bytes) -> bytes:
    return len(sealed).to_bytes(_SIZE, "big") + sealed + sound


def _parts(box: bytes) -> tuple[bytes, bytes]:
    """The sealed key, and the sound sealed with it."""
    end = _SIZE + int.from_bytes(box[:_SIZE], "big")
    return box[_SIZE:end], box[end:]


def _of_case(key: Key, case_id: int) -> Any:
    return (
        select(_voices.c.report_id, _voices.c.box)
        .join(_reports, _reports.c.id == _voices.c.report_id)
        .where(
            _reports.c.case_id == case_id,
            _voices.c.key_id.in_(key.key_ids),
            (_voices.c.sealed_to == _reports.c.sealed_to) | (_voices.c.sealed_to == "escalation"),
        )
        .order_by(_voices.c.hour, _voices.c.report_id)
    )
