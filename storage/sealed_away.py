"""What the holder of the escalation key does with a case the office must not read: answers its reporter, hands it on.

It is done where that key is typed in, at the office's own machine; the duty process never has it. The holder is whoever
took the case in the chat: the chain names them.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlmodel import col
from sqlmodel import select as choose

from flows.desk import life
from storage import cases, deeds, ending, handling, replies
from storage.database import session_on
from storage.errors import CaseAlreadyClosed, NoSuchCase, NotPossible, NotTakenYet, NoWayBack
from storage.keyring import EscalationKeys
from storage.replies import Replied
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]


def answer(conn: Connection, keys: EscalationKeys, office_code: str, number: str, words: str, at: datetime) -> Replied:
    """Keep an answer to the reporter, with a copy only this key opens, and owe its delivery. Raises NoSuchCase,
    NotPossible (not sealed away), NotTakenYet, NoWayBack."""
    case, holder = _held(conn, office_code, number)
    report = replies.answered_report(conn, keys.escalation_key, case)
    if not report.reached and case.source != "telegram":
        raise NoWayBack
    deed, says = deeds.wrote(conn, holder, case, at), {"words": words}
    box = replies.write_letter(conn, keys.reply, keys.escalation, holder, case, report.id, says, at, deed=deed)
    handling.note(conn, holder, case, "replied", at, box)
    return replies.replied(conn, keys.escalation_key, case, report)


def hand_on(
    conn: Connection, keys: EscalationKeys, office_code: str, number: str, to: str, basis: str, why: str, at: datetime
) -> None:
    """Another body has the case from now on, with the survivor's consent or by law; its reporter reads that it was
    handed on, and new words from them call the holder again. ``why`` says how the consent was given, or which law.
    Referrals the office had under way end first, by whoever made them; its own notes stay as they were sealed.
    Raises NoSuchCase, NotPossible, NotTakenYet, CaseAlreadyClosed."""
    case, holder = _held(conn, office_code, number)
    if case.closed is not None:
        raise CaseAlreadyClosed
    if basis not in handling.BASES or not to.strip():
        raise NotPossible("desk-why-consent")
    reason = handling.written_reason(why)
    if ending.is_referred(conn, case):
        raise NotPossible("desk-why-referral")
    said = {"to": " ".join(to.split()), "basis": basis, "why": reason}
    before = None if case.handling is None else base64.b64encode(case.handling).decode()
    told = {"ending": {"move": "hand_on", **said, "by": holder.id, "at": at.isoformat()}, "before": before}
    box = keys.escalation.seal("handling", case.number, told)
    changes: dict[str, Any] = {"state": life.move(case.state, "hand_on"), "closed": at, "handling": box}
    conn.execute(update(_cases).where(_cases.c.id == case.id).values(version=case.version + 1, **changes))
    handling.note(conn, holder, case, "ended.dialihkan", at, box)
    handling.stop(conn, case, at)


def _held(conn: Connection, office_code: str, number: str) -> tuple[Case, Officer]:
    conn.execute(select(_cases.c.id).where(_cases.c.number == number.upper()).with_for_update())
    case = cases.find(conn, office_code, number)
    if case is None:
        raise NoSuchCase
    if case.sealed_to != "escalation":
        raise NotPossible("desk-why-not-sealed")
    if case.acknowledged_by is None:
        raise NotTakenYet
    with session_on(conn) as session:
        return case, session.exec(choose(Officer).where(col(Officer.id) == case.acknowledged_by)).one()
