"""How a case ends: finished, closed with a reason, or handed on to another body.

Nothing ends while a legal clock runs or a referral is under way: then somebody still waits for us. A DARURAT or TINGGI
is ended by two people (storage.decisions): no officer may bury one alone. Nobody is handed on without a consent to that
body that still holds, or the legal ground and its reason.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from flows.desk import life
from flows.office import Office
from storage import calling, clocks, consents, handling, moving, pranks
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row

_referrals = Row.metadata.tables["referrals"]

MOVES = ("finish", "close", "hand_on")
BY_TWO = ("DARURAT", "TINGGI")


@dataclass(frozen=True)
class Ending:
    """*Selesai* (``finish``), *Tutup* with a ``reason`` (``close``), *Alihkan* ``to`` another body (``hand_on``) with
    the survivor's consent or a legal ground (``basis``). ``why`` in an officer's own words: by law, or where two must
    agree. ``office`` is the code of another office of this deployment: then the case itself goes there
    (storage.moving)."""

    move: str
    reason: str = ""
    to: str = field(default="", repr=False)
    basis: str = ""
    why: str = field(default="", repr=False)
    office: str = ""


def needs_two(case: Case) -> bool:
    """Whether a second person must agree before this case ends."""
    return case.urgency in BY_TWO


def needs_words(case: Case, ending: Ending) -> bool:
    """Whether it must be written why."""
    return needs_two(case) or ending.basis == "law"


def check(conn: Connection, keys: DutyKeys, office: Office, case: Case, ending: Ending, at: datetime) -> None:
    """Raises NotPossible, saying why, when the case cannot end so as it stands, whatever is written."""
    if ending.move not in MOVES or ending.move not in life.offered(case.state):
        raise NotPossible("desk-why-not-from-here")
    if ending.move == "close" and (ending.reason not in life.REASONS or ending.reason == "double"):
        raise NotPossible("desk-why-reason")
    if ending.move == "hand_on" and (ending.basis not in handling.BASES or not ending.to):
        raise NotPossible("desk-why-consent")
    if ending.office:
        moving.check(conn, keys, office, case, ending.office, ending.basis, at)
    elif ending.basis == "consent" and not _agreed_to(conn, keys, office, case, ending.to, at):
        raise NotPossible("desk-why-consent")
    if not ending.office and clocks.hold(conn, keys, case):  # a clock of a case that moves runs on where it goes
        raise NotPossible("desk-why-clock")
    if is_referred(conn, case):
        raise NotPossible("desk-why-referral")
    if ending.move == "finish" and handling.open_tracks(conn, case):
        raise NotPossible("desk-why-tracks")


def end(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    ending: Ending,
    at: datetime,
    version: int | None = None,
) -> str:
    """End a case that one person may end. Gives the state. Raises what `handling.at_work` raises, and NotPossible."""
    case = handling.at_work(conn, officer, number, version)
    check(conn, keys, office, case, ending, at)
    if needs_two(case):
        raise NotPossible("desk-why-two")
    return carry_out(conn, keys, office, officer, case, ending, at)


def carry_out(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    case: Case,
    ending: Ending,
    at: datetime,
    signed: int = 0,
) -> str:
    """The ending itself; ``signed`` is the decision of the two who agreed to it, if it took two. Gives the state.
    Raises NotPossible."""
    check(conn, keys, office, case, ending, at)
    if ending.basis == "law":
        handling.written_reason(ending.why)
    state = life.move(case.state, ending.move)
    changes: dict[str, Any] = {"state": state, "closed": at}
    if ending.office:
        moving.move(conn, keys, office, officer, case, ending, at)
        changes["face"] = keys.office.seal("face", case.number, {})
    written = {**asdict(ending), "by": officer.id, "at": at.isoformat()} | ({"decision": signed} if signed else {})
    told = {**handling.read(keys, case), "ending": written}
    handling.write(conn, keys, officer, case, f"ended.{state}", at, told, **changes)
    handling.stop(conn, case, at)
    if not ending.office:
        calling.owe_desk(conn, case, "taken", f"{case.number}.ended.{case.raises}", at)  # alerts in chats say so
    pranks.owe(conn, keys, case, ending.reason, at)
    return state


def _agreed_to(conn: Connection, keys: DutyKeys, office: Office, case: Case, to: str, at: datetime) -> bool:
    """Whether the survivor said yes to this body for anything of this case, and its day is not over."""
    today = office.clock(at).date()
    given = [one for one in consents.of_case(conn, keys, case) if one.state == "granted" and one.to == to]
    return any(one.until is None or one.until >= today for one in given)


def is_referred(conn: Connection, case: Case) -> bool:
    """Whether a referral is under way."""
    under_way = (_referrals.c.case_id == case.id, _referrals.c.state.in_(handling.UNDER_WAY))
    return conn.execute(select(_referrals.c.id).where(*under_way).limit(1)).first() is not None
