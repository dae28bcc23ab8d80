"""The services of a case: opened, noted, looked at in time, ended. Which one it is and what was noted is sealed.

The assessment decides which may open; a visit, treatment and a safe place may open before it (Perpres 55/2024 art. 5).
Who must look again and when are rows owed to the desk; they reach the service's owner, and nobody else is told.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from flows.desk.tracks import EVERY, KNOWN, TRANSFER, Track, due_at, goes_home, may_open, read_value
from flows.office import Office
from storage import deeds, handling, neighbours, outbox
from storage.errors import CannotOpen, NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_tracks = Row.metadata.tables["tracks"]
_consents = Row.metadata.tables["consents"]
ENDS = {"reached": "done", "partly": "done", "declined": "stopped", "unneeded": "stopped"}


@dataclass(frozen=True)
class Opened:
    """One service of a case. ``values`` are its fields, ``sessions`` what was filed of earlier ones."""

    id: int
    track: Track = field(repr=False)
    state: str
    owner_id: int | None
    due_at: datetime | None
    version: int
    values: dict[str, str] = field(repr=False)
    sessions: list[dict[str, str]] = field(default_factory=list, repr=False)


def of_case(conn: Connection, keys: DutyKeys, case: Case, *, ended: bool = False) -> list[Opened]:
    """The services that were opened, in that order; with ``ended`` also those that are over. Raises CannotOpen."""
    rows = conn.execute(select(_tracks).where(_tracks.c.case_id == case.id).order_by(_tracks.c.id)).all()
    return [_read(keys, row) for row in rows if ended or row.state == "open"]


def find(conn: Connection, keys: DutyKeys, case: Case, id: int) -> Opened:
    """This service of this case. Raises NotPossible."""
    found = next((one for one in of_case(conn, keys, case, ended=True) if one.id == id), None)
    if found is None:
        raise NotPossible("desk-why-no-track")
    return found


def open_track(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, number: str, kind: str, at: datetime
) -> Opened:
    """Begin a service; whoever opens it looks after it. Raises what `handling.at_work` raises, and NotPossible: the
    assessment does not name it, it runs already, or the reporter said JANGAN and no second person agreed."""
    case = handling.at_work(conn, officer, number)
    track = KNOWN.get(kind)
    if track is None or not may_open(track, handling.needs(handling.read(keys, case))):
        raise NotPossible("desk-why-assess-first")
    if any(one.track.id == kind for one in of_case(conn, keys, case)):
        raise NotPossible("desk-why-track-open")
    if kind == "outreach" and handling.nobody_may_come(conn, keys, case):
        raise NotPossible("desk-why-dont-visit")
    due = at + track.due
    values = {"office_code": case.office_code, "case_id": case.id, "owner_id": officer.id, "due_at": due, "hour": at}
    sealed = {"box": b"", "key_id": keys.office.key_id}  # its own id is what the box belongs to
    id = conn.execute(insert(_tracks).values(**values, **sealed).returning(_tracks.c.id)).scalar_one()
    box = _seal(keys, id, track, {}, [])
    conn.execute(update(_tracks).where(_tracks.c.id == id).values(box=box))
    _owe(conn, case, id, due, at)
    handling.advance(conn, case, "plan")
    handling.note(conn, officer, case, "track.opened", at, box)
    return Opened(id, track, "open", officer.id, due, 0, {})


def transfer_of(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, number: str, at: datetime
) -> Opened:
    """Under which another office of this deployment is asked about: the one that runs, or a new one. Raises what
    `handling.at_work` raises."""
    running = of_case(conn, keys, handling.at_work(conn, officer, number))
    found = next((one for one in running if one.track.id == TRANSFER.id), None)
    return found or open_track(conn, keys, office, officer, number, TRANSFER.id, at)


def bodies(keys: DutyKeys, office: Office, track: Track) -> list[str]:
    """To whom this may be handed: the office's partners, or, the whole case, another office of this deployment."""
    if track.id == TRANSFER.id:
        return list(neighbours.names(keys, office.code).values())
    return [one.name for one in office.partners]


def code_of(keys: DutyKeys, office: Office, track: Track, to: str) -> str:
    """Which office of this deployment is meant by this name; empty where it is a partner."""
    codes = {name: code for code, name in neighbours.names(keys, office.code).items()}
    return codes.get(to, "") if track.id == TRANSFER.id else ""


def set_field(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    id: int,
    name: str,
    typed: str,
    at: datetime,
    version: int | None = None,
) -> Opened:
    """Note one thing about a service; an *outcome* ends it. Raises what `handling.at_work` raises, and NotPossible:
    it does not fit, needs consent, plans a visit against a JANGAN, or somebody else changed the service meanwhile."""
    case = handling.at_work(conn, officer, number)
    track = _open_one(conn, keys, case, id, version)
    about = track.track.field(name)
    value = None if about is None else read_value(about, typed, office.clock(at).date())
    if about is None or value is None:
        raise NotPossible("desk-why-value")
    if about.partners and value not in [one.name for one in office.partners_of(*about.partners)]:
        raise NotPossible("desk-why-value")
    if about.consent and not has_consent(conn, case, id, office.clock(at).date()):
        raise NotPossible("desk-why-consent")
    values, sessions = {**track.values, name: value}, track.sessions
    if goes_home(name, values) and handling.nobody_may_come(conn, keys, case):
        raise NotPossible("desk-why-dont-visit")
    if name == track.track.repeats:
        sessions = [*sessions, values]
        values = {key: kept for key, kept in values.items() if not _goes_with_session(track.track, key)}
    state = ENDS[value] if name == "outcome" else "open"
    return _change(conn, keys, office, officer, case, track, values, sessions, at, state=state)


def give(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, number: str, id: int, to: int, at: datetime
) -> Opened:
    """Another officer looks after it: one who could be handed the case, or has it. Raises what `handling.at_work`
    raises, and NotPossible."""
    case = handling.at_work(conn, officer, number)
    track = _open_one(conn, keys, case, id, None)
    if to not in [one.id for one in deeds.may_work(conn, case)]:
        raise NotPossible("desk-why-no-officer")
    return _change(conn, keys, office, officer, case, track, track.values, track.sessions, at, owner_id=to)


def has_consent(conn: Connection, case: Case, track_id: int, today: date) -> bool:
    """Whether the survivor said yes to this service, and the day it holds until is not over."""
    granted = (_consents.c.case_id == case.id, _consents.c.track_id == track_id, _consents.c.state == "granted")
    ends = conn.scalars(select(_consents.c.until).where(*granted)).all()
    return any(until is None or until >= today for until in ends)


def is_open(conn: Connection, id: int) -> bool:
    """Whether this service still runs."""
    return conn.execute(select(_tracks.c.id).where(_tracks.c.id == id, _tracks.c.state == "open")).first() is not None


def owner_of(conn: Connection, id: int) -> int | None:
    """Who looks after this service."""
    found: int | None = conn.scalar(select(_tracks.c.owner_id).where(_tracks.c.id == id))
    return found


def _change(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    case: Case,
    track: Opened,
    values: dict[str, str],
    sessions: list[dict[str, str]],
    at: datetime,
    *,
    state: str = "open",
    owner_id: int | None = None,
) -> Opened:
    box = _seal(keys, track.id, track.track, values, sessions)
    next_look = _next(track.track, values, office, at)
    due = (next_look or (track.due_at if track.due_at and track.due_at > at else None)) if state == "open" else None
    new = {"box": box, "state": state, "owner_id": owner_id or track.owner_id, "due_at": due}
    here = (_tracks.c.id == track.id, _tracks.c.version == track.version)
    if not conn.execute(update(_tracks).where(*here).values(**new, version=track.version + 1)).rowcount:
        raise NotPossible("desk-why-changed")
    remind_anew(conn, keys, office, case, at)
    handling.advance(conn, case, "plan", "serve")
    handling.note(conn, officer, case, "track.changed" if state == "open" else f"track.{state}", at, box)
    return Opened(track.id, track.track, state, new["owner_id"], due, track.version + 1, values, sessions)  # type: ignore[arg-type]


def _open_one(conn: Connection, keys: DutyKeys, case: Case, id: int, version: int | None) -> Opened:
    track = find(conn, keys, case, id)
    if track.state != "open":
        raise NotPossible("desk-why-track-over")
    if version is not None and track.version != version:
        raise NotPossible("desk-why-changed")
    return track


def _goes_with_session(track: Track, name: str) -> bool:
    field_ = track.field(name)
    return name == track.repeats or (field_ is not None and field_.due and field_ not in EVERY)


# -- when somebody must look -------------------------------------------------------------------------------------


def _next(track: Track, values: dict[str, str], office: Office, now: datetime) -> datetime | None:
    looks = _looks(track, values, office, now)
    return min(looks) if looks else None


def _looks(track: Track, values: dict[str, str], office: Office, now: datetime) -> list[datetime]:
    found = [track.field(name) for name in values]
    return [due for f in found if f is not None and (due := due_at(f, values[f.id], office, now)) is not None]


def remind_anew(conn: Connection, keys: DutyKeys, office: Office, case: Case, at: datetime) -> None:
    """Every reminder of the case anew: what was moved or is over reminds nobody."""
    outbox.call_off(conn, "due", case.id, at)
    for track in of_case(conn, keys, case):
        looks = _looks(track.track, track.values, office, at) or ([track.due_at] if track.due_at else [])
        for due in looks:
            _owe(conn, case, track.id, due, at)


def _owe(conn: Connection, case: Case, track_id: int, due: datetime, at: datetime) -> None:
    outbox.owe(
        conn,
        "duty",
        "due",
        "desk",
        code=f"{case.number}.due{track_id}.{secrets.token_hex(4)}",
        due_at=max(due, at + timedelta(seconds=1)),
        waits=True,
        office_code=case.office_code,
        case_id=case.id,
        detail={"track": track_id},
    )


# -- at rest -----------------------------------------------------------------------------------------------------


def _seal(keys: DutyKeys, id: int, track: Track, values: dict[str, str], sessions: list[dict[str, str]]) -> bytes:
    return keys.office.seal("track", str(id), {"track": track.id, "values": values, "sessions": sessions})


def _read(keys: DutyKeys, row: Any) -> Opened:
    told = keys.office_key.open("track", str(row.id), row.box)
    if told.get("track") not in KNOWN:
        raise CannotOpen
    due = row.due_at
    return Opened(
        row.id, KNOWN[told["track"]], row.state, row.owner_id, due, row.version, told["values"], told["sessions"]
    )
