"""What the office is told of a conversation: the sealed report, its case, and the rows owed to the desk.

A report is one sealed snapshot, made anew each turn: to the office, or to the escalation holder alone.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from flows.session import Session
from flows.triage import Urgency
from flows.values import replace
from storage import calling, numbers
from storage.database import leaves_the_log
from storage.keyring import DutyKeys, ReporterKeys
from storage.sealing import digest
from storage.tables import Row, to_hour

_reports = Row.metadata.tables["reports"]
_cases = Row.metadata.tables["cases"]
_letters = Row.metadata.tables["letters"]
_outbox = Row.metadata.tables["outbox"]

# Not who has it, nor what the desk plans: that is nothing of the reporters' side (storage/roles.py).
_CASE = [column for column in _cases.c if column.name not in ("acknowledged_by", "acted_at", "face", "handling")]
# A report is sealed anew in most turns; what is made once need not be put together each time.
_KEPT = (
    select(_reports.c.sealed_to, _reports.c.case_id, _reports.c.office_code, _cases.c.sealed_to.label("case_to"))
    .outerjoin(_cases, _cases.c.id == _reports.c.case_id)
    .where(_reports.c.id == bindparam("report"))
)
_HOLD = select(_reports.c.id).where(_reports.c.id == bindparam("report")).with_for_update()
_FIRST = insert(_reports)
_ANEW = update(_reports).where(_reports.c.id == bindparam("report"))

_MANY, _MANY_SETTLE = 5, timedelta(minutes=5)  # additions told within an hour or two: then they are drawn together
_MORE, _MORE_SETTLE = 12, timedelta(minutes=15)
_AT_ONCE_SETTLE = timedelta(minutes=1)  # at the most, of a case that is DARURAT
_CALLS_SETTLE = timedelta(seconds=20)  # many presses in a row are one word to the desk, not many calls

_LETTER, _DIGIT = "ACDEFHJKLMNPRTUVWXY", "2345679"
_NUMBER = (_LETTER, _DIGIT, _LETTER, _DIGIT, _LETTER)
NUMBER = re.compile(rf"\b[{_LETTER}][{_DIGIT}][{_LETTER}][{_DIGIT}][{_LETTER}]\b")
"""A case number, as it stands in anything the desk's bot says."""


class Filing:
    """Writes, inside one turn's transaction, what reaches the desk."""

    def __init__(self, conn: Connection, keys: ReporterKeys | DutyKeys, at: datetime) -> None:
        self.conn, self.keys, self.at = conn, keys, at
        self.entries: list[dict[str, Any]] = []  # for the chain, once the batch is taken: it is one lock for all

    def take_back(self, before: Session) -> None:
        """What was kept of a report that was not sent is erased."""
        if before.report_id:
            self.conn.execute(delete(_reports).where(_reports.c.id == before.report_id, _reports.c.case_id.is_(None)))
        leaves_the_log(self.conn)

    def write_report(self, before: Session, session: Session) -> None:
        """One sealed snapshot, made anew from the draft: to the office, or to the escalation holder alone."""
        record = session.record()
        hold(self.conn, session.report_id)
        kept = self.conn.execute(_KEPT, {"report": session.report_id}).first()
        if kept is not None and before.record() == record:
            return
        if kept is not None and kept.case_id is not None and kept.office_code != session.office:
            session = replace(session, office=kept.office_code)  # handed over since the conversation was loaded
            record = session.record()
        # Also when another told of the same case, and said that somebody at the office must not read it.
        once_sealed_away = kept is not None and kept.case_id and "escalation" in (kept.sealed_to, kept.case_to)
        sealed_to = "escalation" if once_sealed_away else session.sealed_to
        lock = self.keys.lock(session.office, sealed_to)
        values = {
            "snapshot": lock.seal("report", session.report_id, {**record, "at": self.at.isoformat()}),
            "sealed_to": sealed_to,
            "key_id": lock.key_id,
            "office_code": session.office,
        }
        if kept is None:
            fixed = {"id": session.report_id, "hour": self.at}
            self.conn.execute(_FIRST, {**fixed, **values})
            return
        self.conn.execute(_ANEW, {"report": session.report_id, **values})
        if (kept.sealed_to == "office" and sealed_to == "escalation") or kept.office_code != session.office:
            leaves_the_log(self.conn)
            if sealed_to == "escalation":
                numbers.seal_away(self.conn, session.report_id, kept.case_id)
        if kept.case_id is not None:
            self._write_face(kept.case_id, session, sealed_to, moved=kept.case_to != sealed_to)

    def _write_face(self, case_id: int, session: Session, sealed_to: str, *, moved: bool) -> None:
        """The little an alert shows, sealed like the report; a case that moves to the escalation holder starts anew."""
        row = self.conn.execute(select(*_CASE).where(_cases.c.id == case_id).with_for_update()).one()
        lock = self.keys.lock(row.office_code, sealed_to)
        if not moved and not (session.answer("where") or session.answer("age")):
            return  # who came back by code says neither again: what an alert shows stays
        values: dict[str, Any] = {"face": lock.seal("face", row.number, face_of(session)), "key_id": lock.key_id}
        if moved:
            erased = lock.seal("letter copy", row.number, {})
            self.conn.execute(update(_letters).where(_letters.c.case_id == case_id).values(office_copy=erased))
            calling.call_anew(self.conn, row, self.at, sealed_to=sealed_to)
            self._note("sealed away", row, session)
            # Alerts that stand in chats say no more than that, and cards go now, not in ten minutes.
            calling.owe_desk(self.conn, row, "taken", f"{row.number}.sealed.{row.raises + 1}", self.at)
        self.conn.execute(update(_cases).where(_cases.c.id == case_id).values(**values))

    def open_case(self, session: Session, urgency: Urgency, *, officer: int | None = None) -> str:
        """The report becomes a case, and the desk is called to it. ``officer`` is who entered it; a reporter's hour is
        all that is known of theirs. Returns its number."""
        number = fresh_number(self.conn)
        report = self.conn.execute(select(_reports).where(_reports.c.id == session.report_id)).one()
        lock = self.keys.lock(session.office, report.sealed_to)
        case_id = self.conn.execute(
            insert(_cases)
            .values(
                number=number,
                office_code=session.office,
                urgency=urgency.value,
                rank=urgency.rank,
                state="baru",
                version=1,
                face=lock.seal("face", number, face_of(session)),
                sealed_to=report.sealed_to,
                key_id=lock.key_id,
                raises=0,
                filed_hour=self.at,
                source=session.source.split(".")[0] or "telegram",
            )
            .returning(_cases.c.id)
        ).scalar_one()
        self.conn.execute(
            update(_reports).where(_reports.c.id == session.report_id).values(case_id=case_id, filed_hour=self.at)
        )
        how = "passed on" if session.broken_off else "filed"
        case = self._case_of(session)
        self._note(how if officer is None else "entered", case, session, officer)
        calling.call(self.conn, case, 0, self.at)
        return number

    def note(self, action: str, session: Session) -> None:
        """Something happened to the case of this report that the chain must show."""
        row = self._case_of(session)
        if row is not None:
            self._note(action, row, session)

    def _note(self, action: str, case: Any, session: Session, officer: int | None = None) -> None:
        snapshot = self.conn.scalar(select(_reports.c.snapshot).where(_reports.c.id == session.report_id))
        self.entries.append(
            {
                "at": to_hour(self.at) if officer is None else self.at,  # of a reporter only the hour is known
                "office_code": case.office_code,
                "actor": "reporter" if officer is None else f"officer:{officer}",
                "action": action,
                "case_number": case.number,
                "ct_hash": digest(snapshot) if snapshot is not None else None,
            }
        )

    def alert_again(self, session: Session, urgency: Urgency, *, adds: bool = True) -> None:
        """Everybody is called to the case anew, at the higher of the two urgencies; a closed one is open again.
        ``adds`` says that something was told with it: then whoever was called already should look again."""
        row = self._case_of(session)
        if row is None:
            self.open_case(session, urgency)
            return
        if urgency.above(row.urgency):
            calling.call_anew(self.conn, row, self.at, urgency=urgency.value, rank=urgency.rank)
        elif urgency is not Urgency.DARURAT:
            calling.call_anew(self.conn, row, self.at)
        elif not calling.call_once_more(self.conn, row, self.at):
            if adds:
                self.tell_of_addition(session, _CALLS_SETTLE)
            return
        self._note("called anew", row, session)
        if row is not None and (session.answer("where") or session.answer("age")):  # since when it calls now
            face = self.keys.lock(row.office_code, row.sealed_to).seal("face", row.number, face_of(session))
            self.conn.execute(update(_cases).where(_cases.c.id == row.id).values(face=face))

    def tell_of_addition(self, session: Session, settles: timedelta) -> None:
        """The desk should look again, once what is being added has settled."""
        row = self._case_of(session)
        if row is None or row.closed is not None:  # nobody looks at a closed case: what is told now must be heard
            self.alert_again(session, Urgency(session.urgency))
            return
        due = self.at + max(settles, self._drawn_together(row))
        waiting = select(_outbox.c.id).where(
            _outbox.c.case_id == row.id,
            _outbox.c.kind == "addition",
            _outbox.c.destination == "desk",
            _outbox.c.done_hour.is_(None),
            _outbox.c.due_at <= due,
        )
        if self.conn.execute(waiting.limit(1).with_for_update()).first() is None:
            # A random code: with the session's version in it, a thief could join case and session.
            code = f"{row.number}.a{secrets.token_hex(4)}"
            calling.owe_desk(self.conn, row, "addition", code, due, waits=True)
            self._note("added to", row, session)

    def _drawn_together(self, case: Any) -> timedelta:
        """How long additions to this case wait for one another: a flood of them is one line now and then. What raises
        it, or calls for help, does not wait here."""
        lately = select(func.count()).where(
            _outbox.c.case_id == case.id,
            _outbox.c.kind == "addition",
            _outbox.c.destination == "desk",
            _outbox.c.done_hour >= to_hour(self.at - timedelta(hours=1)),
        )
        told = self.conn.scalar(lately) or 0
        waits = _MORE_SETTLE if told >= _MORE else _MANY_SETTLE if told >= _MANY else timedelta()
        return min(waits, _AT_ONCE_SETTLE) if case.urgency == Urgency.DARURAT else waits

    def _case_of(self, session: Session) -> Any:
        """The case as it stands, held until the commit; None when it is gone: then what is told opens another."""
        return self.conn.execute(
            select(*_CASE)
            .join(_reports, _reports.c.case_id == _cases.c.id)
            .where(_reports.c.id == session.report_id)
            .with_for_update(of=_cases)
        ).first()


def hold(conn: Connection, report_id: str) -> None:
    """Until the commit the desk does not hand this report to another office; one that was just handed over is read
    where it is now. A statement of its own: what is read together with the lock is from before the waiting."""
    if conn.dialect.name == "postgresql":  # on SQLite whoever writes is alone already
        conn.execute(_HOLD, {"report": report_id})


def fresh_number(conn: Connection) -> str:
    """Said aloud over the phone: no letters or digits that sound or look alike, no order that counts cases."""
    while True:
        number = "".join(secrets.choice(signs) for signs in _NUMBER)
        if conn.execute(select(_cases.c.id).where(_cases.c.number == number)).first() is None:
            return number


def face_of(session: Session) -> dict[str, str]:
    """All that an alert may say beside number and urgency; and, sealed, to the minute since when it calls."""
    return {"kecamatan": session.answer("where"), "age": session.answer("age"), "called": session.called_at}
