"""What an officer is in the middle of: an entry, a form. Sealed to the office, one for each officer, gone after a day.

Beginning an answer to a reporter puts it aside, and beginning it ends the waiting for an answer: a typed text has one
meaning at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.tables import Officer, Row

_middle = Row.metadata.tables["desk_sessions"]
_officers = Row.metadata.tables["officers"]

KEPT = timedelta(hours=24)
ASIDE = "aside"  # no room: a long thing waits while a reporter is answered
ENTRY = "entry"  # the room of an entry under way: no form takes its place


def load(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> dict[str, Any] | None:
    """What this officer is in the middle of; None when there is nothing, it is a day old, or it does not open."""
    row = conn.execute(select(_middle).where(_middle.c.officer_id == officer.id)).first()
    if row is None or row.hour + KEPT < at:
        return None
    try:
        return keys.office_key.open("middle", str(officer.id), row.box) | {"version": row.version}
    except CannotOpen:
        return None


def keep(conn: Connection, keys: DutyKeys, officer: Officer, room: str, what: Mapping[str, Any], at: datetime) -> int:
    """Keep it, in place of what there was, but for an entry under way: that waits behind it. An answer under way ends.
    Returns its version: a button made for an earlier one is stale."""
    entry = None if room == ENTRY or "aside" in what else entry_of(load(conn, keys, officer, at))
    what = what if entry is None else {**what, "aside": entry}
    version = _write(conn, keys, officer, {**what, "room": room}, at)
    conn.execute(update(_officers).where(_officers.c.id == officer.id).values(replying_to=None, replying_since=None))
    return version


def entry_of(under_way: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The entry under way, or what of it waits behind something else."""
    for one in (under_way, (under_way or {}).get("aside")):
        if one is not None and one["room"] == ENTRY:
            found: Mapping[str, Any] = one
            return found
    return None


def drop(conn: Connection, officer: Officer) -> None:
    """It is done, or given up."""
    conn.execute(delete(_middle).where(_middle.c.officer_id == officer.id))


def done(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> None:
    """A form is filled in, or was left: what waits behind it waits on, and what is typed now is no part of it."""
    before = load(conn, keys, officer, at)
    if before is None or before["room"] in (ENTRY, ASIDE):
        return
    if before.get("aside") is None:
        drop(conn, officer)
    else:
        _write(conn, keys, officer, {"room": ASIDE, "aside": before["aside"]}, at)


def lay_over(
    conn: Connection, keys: DutyKeys, officer: Officer, room: str, what: Mapping[str, Any], at: datetime
) -> int:
    """`keep` for something short (a note): a longer thing under way is laid aside, to be taken up again."""
    before = load(conn, keys, officer, at)
    aside = before.get("aside", before) if before is not None else None
    return keep(conn, keys, officer, room, {**what, "aside": aside}, at)


def lift(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> bool:
    """The short thing is done. Returns whether what was laid aside is under way again; a long thing stays as it is."""
    before = load(conn, keys, officer, at)
    if before is None or before["room"] == ASIDE or "aside" not in before:
        return False
    if before["aside"] is None:
        drop(conn, officer)
        return False
    keep(conn, keys, officer, str(before["aside"]["room"]), before["aside"], at)
    return True


def put_aside(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> None:
    """An answer to a reporter begins: what is typed now is no part of what was under way, and a long thing waits."""
    before = load(conn, keys, officer, at)
    waits = None if before is None else before.get("aside", before)
    if waits is None:
        drop(conn, officer)
    else:
        _write(conn, keys, officer, {"room": ASIDE, "aside": waits}, at)


def give_up(conn: Connection, keys: DutyKeys, officer: Officer, at: datetime) -> bool:
    """Never mind: the short thing ends, or the long one. Returns whether a long one is under way or waits."""
    before = load(conn, keys, officer, at)
    if before is not None and (before["room"] == ASIDE or before.get("aside")):
        return before["room"] == ASIDE or lift(conn, keys, officer, at)
    drop(conn, officer)
    return False


def _write(conn: Connection, keys: DutyKeys, officer: Officer, what: Mapping[str, Any], at: datetime) -> int:
    before = conn.scalar(select(_middle.c.version).where(_middle.c.officer_id == officer.id))
    version = int(before or 0) + 1
    box = keys.office.seal("middle", str(officer.id), what)
    row = {"box": box, "key_id": keys.office.key_id, "version": version, "hour": at}
    if before is None:
        conn.execute(insert(_middle).values(officer_id=officer.id, office_code=officer.office_code, **row))
    else:
        conn.execute(update(_middle).where(_middle.c.officer_id == officer.id).values(**row))
    return version
