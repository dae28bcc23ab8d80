"""Two cases about one survivor become one, and nobody's answer goes astray.

The merged case points at the other; its reports, services and consents move there, its alerts and its ladder end, and
the higher urgency stays: if that is a raise, everybody is called anew. A call that nobody heeded yet is not lost: an
emergency calls anew, of any other whoever has the case is told. Whoever is off one is off both. Letters stay where they
were sealed. A number goes on answering the reporter it was given for (`replies.answered_report`): a neighbour never
reads what was written to the survivor.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from flows.desk import life
from flows.office import Office
from flows.triage import Urgency
from storage import calling, handling, outbox, related, tracks, unhelped
from storage.errors import CaseAlreadyClosed, NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
MOVED = ("reports", "tracks", "consents", "referrals")
SILENCED = ("alert", "remind", "addition", "due", "look")  # a consent still ends on its day


def merge(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    into: str,
    at: datetime,
    version: int | None = None,
) -> bool:
    """Put this case into another. True when everybody was called to the other anew. Raises NoSuchCase, CannotOpen
    (one of them is sealed away), CaseAlreadyClosed, NotPossible."""
    if number.upper() == into.upper():
        raise NotPossible("desk-why-merge-self")
    gone, stays = handling.held(conn, officer, number), handling.held(conn, officer, into)
    if gone.closed is not None or stays.closed is not None:
        raise CaseAlreadyClosed
    if version is not None and gone.version != version:
        raise NotPossible("desk-why-changed")
    if _same_services(conn, keys, gone, stays):
        raise NotPossible("desk-why-merge-tracks")
    told, kept = handling.read(keys, gone), handling.read(keys, stays)
    by_number = {
        **kept.get("by_number", {stays.number: _ids(conn, stays.id)}),
        **told.get("by_number", {gone.number: _ids(conn, gone.id)}),
    }
    clocks = {**told.get("clocks", {}), **kept.get("clocks", {})}
    whole = {**told, **kept, "by_number": by_number} | ({"clocks": clocks} if clocks else {})
    for name in MOVED:
        table = Row.metadata.tables[name]
        conn.execute(update(table).where(table.c.case_id == gone.id).values(case_id=stays.id))
    taken = {"acknowledged_by": gone.acknowledged_by or officer.id, "acknowledged_at": gone.acknowledged_at or at}
    ending = {"ending": {"move": "close", "reason": "double", "by": officer.id, "at": at.isoformat()}}
    closed = {"closed": at, "state": life.move(gone.state, "close"), "merged_into": stays.id, **taken}
    handling.write(conn, keys, officer, gone, "merged away", at, {**told, **ending}, **closed)
    conn.execute(update(_cases).where(_cases.c.merged_into == gone.id).values(merged_into=stays.id))
    for kind in SILENCED:
        outbox.call_off(conn, kind, gone.id, at)
    calling.owe_desk(conn, gone, "taken", f"{gone.number}.merged.{gone.raises}", at)
    handling.write(conn, keys, officer, stays, "merged", at, whole)
    tracks.remind_anew(conn, keys, office, stays, at)
    related.unite(conn, gone, stays, officer, at)
    stays = handling.held(conn, officer, into)
    if Urgency(gone.urgency).above(stays.urgency):
        calling.call_anew(conn, stays, at, urgency=gone.urgency, rank=gone.rank)
        return True
    unheeded = gone.acknowledged_by is None or unhelped.is_red(gone)
    silent = unheeded and stays.acknowledged_by is not None  # else its own ladder calls
    if (silent and gone.urgency == Urgency.DARURAT) or stays.acknowledged_by in related.to(conn, stays.id or 0):
        calling.call_anew(conn, stays, at)
        return True
    if silent:
        calling.owe_desk(conn, stays, "addition", f"{stays.number}.united.{gone.number}.added", at)
    return False


def _ids(conn: Connection, case_id: int | None) -> list[str]:
    return list(conn.scalars(select(_reports.c.id).where(_reports.c.case_id == case_id).order_by(_reports.c.id)))


def _same_services(conn: Connection, keys: DutyKeys, one: Case, other: Case) -> bool:
    """Whether the same service runs in both: then which goes on is for a person to say first."""
    here, there = ({opened.track.id for opened in tracks.of_case(conn, keys, case)} for case in (one, other))
    return bool(here & there)
