"""What is forgotten, and when: by the days of the office file. Reports and cases are not: the law keeps them.

A draft that nobody asked to keep is gone after a day of silence; of it the ids of what stands in the chat stay for
another, so that whoever comes back can still clear it. The way back to a reporter goes so many days after their case
was closed, or after the last word between them and the desk; never while nobody has opened their report.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select

from flows import visiting
from flows.doing import afresh
from flows.office import Office
from flows.session import Session
from flows.traces import DELETABLE, known
from storage import audit, drafts, returning, voices
from storage.database import Database, savepoint
from storage.drafts import Draft
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.tables import Row, to_hour

log = logging.getLogger("wadul.retention")

_sessions = Row.metadata.tables["sessions"]
_addresses = Row.metadata.tables["return_addresses"]
_reports = Row.metadata.tables["reports"]
_cases = Row.metadata.tables["cases"]
_letters = Row.metadata.tables["letters"]
_voices = Row.metadata.tables["voices"]

SILENCE = timedelta(days=1)  # a conversation so long under way is over
A_FEW = 5  # ways back, or one in twenty, are forgotten at a time: a clock that lies takes little
_APART = timedelta(minutes=10)  # further than this two clocks do not drift apart in an hour


@dataclass(frozen=True)
class Due:
    """What would be forgotten now: conversations, ways back, voices of nothing kept; ``waiting`` ways back are due too
    and go another time, a few each time."""

    conversations: int
    ways_back: int
    voices: int
    waiting: int


class Retention:
    """Forgets, now and then. A wall clock that jumped since the last time, against the steady one, forgets nothing."""

    def __init__(self, db: Database, keys: ReporterKeys, offices: Sequence[Office]) -> None:
        self._db, self._keys = db, keys
        self._days = {office.code: office.retention for office in offices}
        self._last: tuple[datetime, float] | None = None
        self._late = 0  # ways back that are due and wait for the next time

    def run(self, now: datetime) -> None:
        """Forget what is due. The first time only the clocks are read."""
        steady, last = time.monotonic(), self._last
        self._last = (now, steady)
        if last is None:
            return
        if abs((now - last[0]) - timedelta(seconds=steady - last[1])) > _APART:
            log.warning("the clock was set: nothing is forgotten")
            return
        self.forget(now)

    def due(self, now: datetime) -> Due:
        """What `forget` would take at this moment; nothing is forgotten."""
        with self._db.writing() as conn, savepoint(conn) as undone:
            before = _count(conn)
            self._forget_rows(conn, now)
            after = _count(conn)
            undone.rollback()
        conversations, ways_back, unkept = (then - left for then, left in zip(before, after, strict=True))
        return Due(conversations, ways_back, unkept, waiting=self._late)

    def forget(self, now: datetime) -> None:
        """Forget what is due at this moment, and let no file keep it."""
        with self._db.writing() as conn:
            gone = self._forget_rows(conn, now)
            oldest = conn.scalar(select(func.min(_addresses.c.epoch)))
        self._keys.forget_relay_before(oldest or self._keys.relay_of(now)[0])
        self._db.truncate_wal()
        if gone:
            log.info("ways back forgotten", extra={"count": gone})

    def _forget_rows(self, conn: Connection, now: datetime) -> int:
        living = self._drafts(conn, now)
        gone = self._ways_back(conn, now, living)
        own = {visiting.ended(session).report_id for _, session in living.values()}
        voices.erase_drafts(conn, own, now - SILENCE)
        return gone

    # -- drafts -------------------------------------------------------------------------------------------------

    def _drafts(self, conn: Connection, now: datetime) -> dict[int, tuple[datetime, Session]]:
        """Let go of drafts nobody asked to keep. Gives the others."""
        kept: dict[int, tuple[datetime, Session]] = {}
        for row in conn.execute(select(_sessions)).all():
            try:
                session = drafts.opened(self._keys, row.tag, row.draft)
            except CannotOpen:  # its key is gone: it says nothing to anybody
                if now - row.hour >= DELETABLE:
                    conn.execute(delete(_sessions).where(_sessions.c.id == row.id))
                continue
            after = self._aged(session, now) if now - row.hour >= SILENCE else session
            if after is None:
                conn.execute(delete(_sessions).where(_sessions.c.id == row.id))
                continue
            if after != session:
                drafts.keep(conn, self._keys, Draft(row.id, row.tag, session), after)
            kept[row.id] = (row.hour, after)
        return kept

    def _aged(self, session: Session, now: datetime) -> Session | None:
        """What is left of a conversation after a day; None when nothing is."""
        session = visiting.ended(session)  # of a visit so long ago nothing stays here
        messages = known(now, session.messages)
        if session.keeps_record or session.earlier:
            return replace(session, messages=messages)
        if not messages:
            return None
        forgot = session.has_content or session.forgot
        return replace(afresh(session), messages=messages, forgot=forgot, poster="", invited=False)

    # -- the way back -------------------------------------------------------------------------------------------

    def _ways_back(self, conn: Connection, now: datetime, living: dict[int, tuple[datetime, Session]]) -> int:
        last_word = {report: hour for hour, session in living.values() for report in _reports_of(session)}
        rows = conn.execute(_standing()).all()
        due = [row for row in rows if self._is_due(row, last_word.get(row.id), now)]
        self._late = max(0, len(due) - max(A_FEW, len(rows) // 20))
        due = due[: max(A_FEW, len(rows) // 20)]
        for row in due:
            conn.execute(delete(_addresses).where(_addresses.c.report_id == row.id))
            self._note(conn, row, now)
        gone = {row.id for row in due}
        for id, (hour, session) in living.items():
            left = [report for report in session.own_reports if report not in gone]
            if session.own_reports and not left and now - hour >= SILENCE:
                conn.execute(delete(_sessions).where(_sessions.c.id == id))
        for row in conn.execute(select(_addresses)).all():
            self._forget_ids(conn, row, now)
        return len(due)

    def _is_due(self, row: Any, last_word: datetime | None, now: datetime) -> bool:
        days = self._days.get(row.office_code)
        last = max(moment for moment in (row.hour, row.letter, last_word) if moment is not None)
        if days is None or now - last < SILENCE:
            return False
        if row.closed is not None:
            return bool(now - row.closed >= timedelta(days=days.return_address_after_closing))
        opened = row.acknowledged_at is not None
        return opened and bool(now - last >= timedelta(days=days.return_address_at_most))

    def _forget_ids(self, conn: Connection, row: Any, now: datetime) -> None:
        opened = returning.opened(self._keys, row)
        if opened is not None and (messages := known(now, opened.messages)) != opened.messages:
            returning.seal_anew(conn, self._keys, row, messages=messages)

    def _note(self, conn: Connection, row: Any, now: datetime) -> None:
        audit.append(
            conn,
            at=to_hour(now),
            office_code=row.office_code,
            actor="system",
            action="way back forgotten",
            case_number=row.number,
        )


def _reports_of(session: Session) -> tuple[str, ...]:
    """Also those that wait aside while another report is visited."""
    return (*session.own_reports, *visiting.ended(session).own_reports)


def _count(conn: Connection) -> list[int]:
    return [conn.scalar(select(func.count()).select_from(table)) or 0 for table in (_sessions, _addresses, _voices)]


def _standing() -> Any:
    """Each way back, its case, and the last that was written to it."""
    letter = select(func.max(_letters.c.hour)).where(_letters.c.report_id == _reports.c.id).scalar_subquery()
    return (
        select(
            _reports.c.id,
            _reports.c.hour,
            _reports.c.office_code,
            _cases.c.number,
            _cases.c.closed,
            _cases.c.acknowledged_at,
            letter.label("letter"),
        )
        .join(_addresses, _addresses.c.report_id == _reports.c.id)
        .join(_cases, _cases.c.id == _reports.c.case_id)
        .order_by(_reports.c.hour)
    )
