"""A step handed to another body: offered, accepted, rejected, done, or revoked.

Only with the survivor's consent to this very step for this very body, while its day lasts; or on a ground that is
written down: a legal duty, or a life in danger (UU 27/2022 art. 20(2)). Nobody is told anything automatically: the row
says what an officer may hand over, and `may_tell` is asked before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from flows.office import Office
from storage import consents, handling, tracks
from storage.errors import CannotOpen, NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_referrals = Row.metadata.tables["referrals"]
_consents = Row.metadata.tables["consents"]

GROUNDS = ("law", "vital")
WAYS = {"offered": ("accepted", "rejected", "revoked"), "accepted": ("done", "rejected", "revoked")}
LONGEST_REASON = 300


@dataclass(frozen=True)
class Referral:
    """Where a handing-over stands. ``ground`` is empty where consent carries it."""

    id: int
    track_id: int
    consent_id: int | None
    ground: str
    state: str
    to: str = field(repr=False)


def of_case(conn: Connection, keys: DutyKeys, case: Case, track_id: int | None = None) -> list[Referral]:
    """What was handed over in this case, the newest last."""
    rows = conn.execute(select(_referrals).where(_referrals.c.case_id == case.id).order_by(_referrals.c.id)).all()
    return [_read(keys, row) for row in rows if track_id in (None, row.track_id)]


def offer(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    track_id: int,
    to: str,
    at: datetime,
    *,
    ground: str = "",
    reason: str = "",
) -> Referral:
    """Write a referral down. Raises what `handling.at_work` raises, and NotPossible: no consent for this step and body
    that still holds, and no ground with its reason either; or it is under way already."""
    case = handling.at_work(conn, officer, number)
    track = tracks.find(conn, keys, case, track_id)
    if track.state != "open" or to not in tracks.bodies(keys, office, track.track):
        raise NotPossible("desk-why-value")
    under_way = [one for one in of_case(conn, keys, case, track_id) if one.state in handling.UNDER_WAY]
    if any(one.to == to for one in under_way):
        raise NotPossible("desk-why-referred-already")
    consent = _standing(conn, keys, office, case, track_id, to, at)
    reason = " ".join(reason.split())
    if consent is None and (ground not in GROUNDS or not 10 <= len(reason) <= LONGEST_REASON):
        raise NotPossible("desk-why-consent")
    values: dict[str, Any] = {"office_code": case.office_code, "case_id": case.id, "track_id": track_id, "hour": at}
    if consent is not None:
        values |= {"consent_id": consent.id, "consent_state": "granted"}
    else:
        values |= {"ground": ground}
    sealed = {"box": b"", "key_id": keys.office.key_id}
    id = conn.execute(insert(_referrals).values(**values, **sealed).returning(_referrals.c.id)).scalar_one()
    box = keys.office.seal("referral", str(id), {"to": to, "reason": reason, "by": officer.id})
    conn.execute(update(_referrals).where(_referrals.c.id == id).values(box=box))
    handling.advance(conn, case, "plan", "serve")
    handling.note(conn, officer, case, "referral.offered", at, box)
    return Referral(id, track_id, consent.id if consent else None, "" if consent else ground, "offered", to)


def step(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, number: str, id: int, state: str, at: datetime
) -> Referral:
    """What the other body did with it. Raises what `handling.at_work` raises, and NotPossible: not from where it
    stands, or what carried it has ended."""
    case = handling.at_work(conn, officer, number)
    found = next((one for one in of_case(conn, keys, case) if one.id == id), None)
    if found is None or state not in WAYS.get(found.state, ()):
        raise NotPossible("desk-why-not-from-here")
    if state in ("accepted", "done") and not may_tell(conn, keys, office, case, found, at):
        raise NotPossible("desk-why-consent")
    still = (_referrals.c.id == id, _referrals.c.state == found.state)
    if not conn.execute(update(_referrals).where(*still).values(state=state)).rowcount:
        raise NotPossible("desk-why-changed")
    handling.note(conn, officer, case, f"referral.{state}", at)
    return Referral(id, found.track_id, found.consent_id, found.ground, state, found.to)


def may_tell(conn: Connection, keys: DutyKeys, office: Office, case: Case, referral: Referral, at: datetime) -> bool:
    """Whether anything may still be handed over: it runs, and what carries it stands today."""
    if referral.state not in handling.UNDER_WAY:
        return False
    return bool(referral.ground) or any(
        one.id == referral.consent_id for one in _standing_all(conn, keys, office, case, referral.track_id, at)
    )


def _standing(
    conn: Connection, keys: DutyKeys, office: Office, case: Case, track_id: int, to: str, at: datetime
) -> consents.Consent | None:
    return next((one for one in _standing_all(conn, keys, office, case, track_id, at) if one.to == to), None)


def _standing_all(
    conn: Connection, keys: DutyKeys, office: Office, case: Case, track_id: int, at: datetime
) -> list[consents.Consent]:
    today = office.clock(at).date()
    granted = [one for one in consents.of_case(conn, keys, case, track_id) if one.state == "granted"]
    return [one for one in granted if one.until is None or one.until >= today]


def _read(keys: DutyKeys, row: Any) -> Referral:
    try:
        to = str(keys.office_key.open("referral", str(row.id), row.box)["to"])
    except (CannotOpen, KeyError):
        to = ""
    return Referral(row.id, row.track_id, row.consent_id, row.ground or "", row.state, to)
