"""Cases of a month or a year, opened for the ministry's register and the recap; and the register's own number.

A case sealed to the escalation key is counted and never opened here. One that was merged into another is its double:
the reports moved, so it has a line and no answers, and is counted once. When somebody took a case and first acted is
read from the chain and the deeds: a case that was called anew still knows its first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from flows.desk.card import merged
from flows.desk.recap import Counted
from flows.desk.register import Kept
from flows.desk.tracks import TRANSFER
from flows.office import Office
from storage import audit, cases, records
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.deeds import ACTS
from storage.errors import CannotOpen, NoSuchCase, NotPossible
from storage.keyring import DutyKeys
from storage.sealing import digest
from storage.tables import Row

_cases = Row.metadata.tables["cases"]
_audit = Row.metadata.tables["audit"]
_deeds = Row.metadata.tables["deeds"]
_tracks = Row.metadata.tables["tracks"]


def filed_between(
    conn: Connection, keys: DutyKeys, office: Office, begin: datetime, end: datetime
) -> Iterable[Counted]:
    """Cases of this office filed in [begin, end), oldest first, opened one by one; one that was handed to another
    office of this deployment is counted there."""
    rows = conn.execute(
        select(_cases)
        .where(_cases.c.office_code == office.code, _cases.c.filed_hour >= begin, _cases.c.filed_hour < end)
        .order_by(_cases.c.id)
    ).all()
    first = _first_times(conn, office.code)
    for row in rows:
        if cases.has_gone(conn, row):
            continue
        yield _counted(conn, keys, row, first)


def note_taken_out(conn: Connection, office: Office, action: str, at: datetime, number: str | None = None) -> None:
    """Write down that cases left as a file or a list (``exported``, ``recapped``), or one as a sheet (``opened``)."""
    audit.append(conn, at=at, office_code=office.code, actor="terminal", action=action, case_number=number)


def one(conn: Connection, keys: DutyKeys, office: Office, number: str) -> Counted:
    """One case of this office. Raises NoSuchCase."""
    row = conn.execute(
        select(_cases).where(_cases.c.number == number.upper(), _cases.c.office_code == office.code)
    ).first()
    if row is None:
        raise NoSuchCase
    return _counted(conn, keys, row, _first_times(conn, office.code))


def enter(
    conn: Connection, keys: DutyKeys, office: Office, number: str, register_no: str, on: date, at: datetime
) -> None:
    """Write down under which number, and on which day, a case went into the ministry's register. Raises NoSuchCase,
    CannotOpen (sealed away), NotPossible (somebody else changed it meanwhile)."""
    mine = (_cases.c.number == number.upper(), _cases.c.office_code == office.code)
    row = conn.execute(select(_cases).where(*mine).with_for_update()).first()  # on SQLite who writes is alone already
    if row is None:
        raise NoSuchCase
    if row.sealed_to != "office":
        raise CannotOpen("Kasus ini tersegel dengan kunci eskalasi.")
    box = keys.office.seal(
        "handling", row.number, _handling(keys, row) | {"register": {"no": register_no, "on": on.isoformat()}}
    )
    here = (_cases.c.id == row.id, _cases.c.version == row.version)
    if not conn.execute(update(_cases).where(*here).values(handling=box, version=row.version + 1)).rowcount:
        raise NotPossible("desk-why-changed")
    audit.append(
        conn,
        at=at,
        office_code=office.code,
        actor="terminal",
        action="registered",
        case_number=row.number,
        ct_hash=digest(box),
    )


def _counted(
    conn: Connection, keys: DutyKeys, row: Any, first: tuple[Mapping[str, datetime], Mapping[int, datetime]]
) -> Counted:
    into = None if row.merged_into is None else cases.by_id(conn, row.merged_into)
    double = "" if into is None else into.number
    bare = Kept(row.number, row.urgency, row.state, row.source, row.filed_hour, duplicate=double)
    if row.sealed_to != "office" or (into is not None and into.sealed_to != "office"):
        return Counted(bare, sealed=True)
    try:
        told = [] if into is not None else records.of_case(conn, keys.office_key, row)
        register = _handling(keys, row).get("register", {})
        services = tuple(_services(conn, keys, row))
    except CannotOpen:
        return Counted(bare, sealed=True)
    filed = min((one["filed_at"] for one in told if one.get("filed_at")), default=None)
    at = datetime.fromisoformat(filed) if filed else row.filed_hour
    kept = replace(
        bare,
        filed=at,
        register_no=str(register.get("no", "")),
        register_on=date.fromisoformat(register["on"]) if register.get("on") else None,
        services=services,
    )
    acknowledged, acted = first[0].get(row.number), first[1].get(row.id)
    return Counted(
        kept,
        merged(told)["answers"] if told else {},
        None if acknowledged is None else (acknowledged - at).total_seconds(),
        None if acted is None else (acted - at).total_seconds(),
    )


def _handling(keys: DutyKeys, row: Any) -> dict[str, Any]:
    return {} if row.handling is None else keys.office_key.open("handling", row.number, row.handling)


def _services(conn: Connection, keys: DutyKeys, row: Any) -> Iterable[str]:
    for track in conn.execute(select(_tracks).where(_tracks.c.case_id == row.id).order_by(_tracks.c.id)):
        service = str(keys.office_key.open("track", str(track.id), track.box).get("track", ""))
        if service != TRANSFER.id:
            yield service


def _first_times(conn: Connection, office_code: str) -> tuple[dict[str, datetime], dict[int, datetime]]:
    """When each case was first acknowledged (by number), and first acted upon (by id)."""
    took = select(_audit.c.case_number, _audit.c.at).where(
        _audit.c.office_code == office_code, _audit.c.action == "acknowledged"
    )
    did = select(_deeds.c.case_id, _deeds.c.at).where(_deeds.c.office_code == office_code, _deeds.c.kind.in_(ACTS))
    taken: dict[str, datetime] = {}
    for row in conn.execute(took.order_by(_audit.c.seq)):
        taken.setdefault(row.case_number, row.at)
    acted: dict[int, datetime] = {}
    for row in conn.execute(did.order_by(_deeds.c.id)):
        acted.setdefault(row.case_id, row.at)
    return taken, acted
