"""How a case ends: finished, closed with a reason, or handed on to another body.

Nothing ends while a legal clock runs or a referral is under way: then somebody still waits for us.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from flows.desk import life
from storage import clocks, handling
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_referrals = Row.metadata.tables["referrals"]


def end(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    move: str,
    *,
    at: datetime,
    reason: str = "",
    to: str = "",
    basis: str = "",
    version: int | None = None,
) -> str:
    """*Selesai* (``finish``), *Tutup* with a reason (``close``), *Alihkan* to another body (``hand_on``, with the
    survivor's consent or a legal ground). Gives the state. Raises what `handling.at_work` raises, and NotPossible."""
    case = handling.at_work(conn, officer, number, version)
    if move not in life.offered(case.state):
        raise NotPossible("desk-why-not-from-here")
    if move == "close" and (reason not in life.REASONS or reason == "double"):
        raise NotPossible("desk-why-reason")
    if move == "hand_on" and (basis not in handling.BASES or not to):
        raise NotPossible("desk-why-consent")
    if clocks.hold(conn, keys, case):
        raise NotPossible("desk-why-clock")
    if is_referred(conn, case):
        raise NotPossible("desk-why-referral")
    if move == "finish" and handling.open_tracks(conn, case):
        raise NotPossible("desk-why-tracks")
    state = life.move(case.state, move)
    ending = {"move": move, "reason": reason, "to": to, "basis": basis, "by": officer.id, "at": at.isoformat()}
    told = {**handling.read(keys, case), "ending": ending}
    handling.write(conn, keys, officer, case, f"ended.{state}", at, told, state=state, closed=at)
    handling.stop(conn, case, at)
    return state


def is_referred(conn: Connection, case: Case) -> bool:
    """Whether a referral is under way."""
    under_way = (_referrals.c.case_id == case.id, _referrals.c.state.in_(handling.UNDER_WAY))
    return conn.execute(select(_referrals.c.id).where(*under_way).limit(1)).first() is not None
