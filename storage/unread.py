"""What waits for a reporter: an officer's words, and since when one of them has the case."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from flows.outcome import Letter
from flows.session import Session
from storage import outbox
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.tables import Row

log = logging.getLogger("wadul.turns")

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_letters = Row.metadata.tables["letters"]
_outbox = Row.metadata.tables["outbox"]

_QUESTIONS = 20  # as many questions for leave may lie before a letter
_LETTERS_AT_ONCE = 5  # as many of an officer's letters as fit on one screen


def taken_at(conn: Connection, session: Session) -> datetime | None:
    """When an officer took this report's case; None while nobody has it."""
    if not session.case_open:
        return None
    taken: datetime | None = conn.scalar(
        select(_cases.c.acknowledged_at)
        .join(_reports, _reports.c.case_id == _cases.c.id)
        .where(_reports.c.id == session.report_id, _cases.c.closed.is_(None))
    )
    return taken


def letters(conn: Connection, keys: ReporterKeys, session: Session) -> list[Letter]:
    """The officer's unread words, opened for this turn only; also those to reports from before *Mulai baru*."""
    if not session.own_reports:
        return []
    rows = conn.execute(
        select(_letters.c.id, _letters.c.box, _cases.c.number)
        .join(_cases, _cases.c.id == _letters.c.case_id)
        .where(_letters.c.report_id.in_(session.own_reports), _letters.c.read_hour.is_(None))
        .order_by(_letters.c.id)
        .limit(_LETTERS_AT_ONCE + _QUESTIONS)
    )
    found = []
    for row in rows:
        try:
            told = keys.reply.open("letter", row.number, row.box)
            if "asks" not in told:  # a question for leave has a screen of its own
                found.append(Letter(row.id, str(told["words"])))
        except CannotOpen:  # a damaged letter must not lock its reader out
            log.error("letter does not open", extra={"case": row.number})
    return found[:_LETTERS_AT_ONCE]


def mark_read(conn: Connection, own: Sequence[str], ids: Sequence[int], at: datetime) -> None:
    """They saw these letters to their own reports. Of an answer the desk is owed that, for now it helps; which letter
    is one, and to which call, stands in the code of its news."""
    mine = (_letters.c.id.in_(ids), _letters.c.report_id.in_(own))
    conn.execute(update(_letters).where(*mine).values(read_hour=at))
    answers = (_outbox.c.kind == "news", _outbox.c.code.like("%.l%.d%"))
    news = select(_outbox).join(_letters, _letters.c.id == _outbox.c.letter_id).where(*mine, *answers)
    for row in conn.execute(news).all():
        about = {"office_code": row.office_code, "case_id": row.case_id}
        outbox.owe(conn, "duty", "read", "desk", code=f"{row.code}.read", due_at=at, **about)
