"""How nothing is lost: one batch of updates is one transaction, with a savepoint for each.

A turn is known by its exact update id, so an update that comes again finds its work done and is shown the current
question. A turn that fails undoes only itself and is set aside, sealed. A database that cannot be written undoes the
whole batch: then nothing was confirmed, and Telegram gives it again.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError, MultipleResultsFound, NoResultFound, SQLAlchemyError

from flows.effects import AlertAgain, Effect, Forget, GiveReceipt, MarkLettersRead, OpenCase, TellOfAddition
from flows.engine import leaves_no_trace, show, take
from flows.events import Event, Sent, Submitted
from flows.export import FLOW_VERSION
from flows.office import Office
from flows.outcome import Letter, Outcome, Screen, Text
from flows.session import Session
from flows.triage import Urgency
from storage import audit, outbox, returning
from storage.database import Database, savepoint
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.sealing import Address, Lock, digest, new_receipt_code
from storage.seen import first_time, set_aside
from storage.tables import Row

log = logging.getLogger("wadul.turns")

_sessions = Row.metadata.tables["sessions"]
_reports = Row.metadata.tables["reports"]
_cases = Row.metadata.tables["cases"]
_receipts = Row.metadata.tables["receipts"]
_letters = Row.metadata.tables["letters"]
_outbox = Row.metadata.tables["outbox"]

_FIND = select(_sessions.c.id, _sessions.c.draft).where(_sessions.c.tag == bindparam("tag"))
_ONE_TURNS_TROUBLE = (IntegrityError, DataError, NoResultFound, MultipleResultsFound)  # the others can be written
_TAKING = 0x7761_6475_7474  # the advisory lock that keeps two batches apart on PostgreSQL, as SQLite's write lock does
_TRIED_AGAIN_AFTER = 10.0  # seconds until a reader that kept erased words in the log has surely gone
_WORDS_SETTLE = timedelta(seconds=3)  # several messages in a row are one word to the desk
_TAPS_SETTLE = timedelta(seconds=30)  # and so are the answers of somebody still tapping
_LETTERS_AT_ONCE = 5  # as many of an officer's letters as fit on one screen


@dataclass(frozen=True)
class Arrived:
    """An update that was read. ``known_messages`` are ids of messages in the chat that we may have to wipe one day."""

    update_id: int
    tag: bytes = field(repr=False)
    address: Address = field(repr=False)
    event: Event
    raw: Mapping[str, Any] = field(repr=False)
    known_messages: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Unreadable:
    """An update that could not be read: it is set aside, sealed, and passed over."""

    update_id: int
    error: str
    raw: object = field(repr=False)


@dataclass(frozen=True)
class Told:
    """What to say once the batch is committed. ``screen`` is None when the turn failed for a reason of ours."""

    arrived: Arrived
    screen: Screen | None = field(repr=False)
    toast: Text | None = None
    wipe: bool = False


class Turns:
    """Takes batches for the offices of this deployment."""

    def __init__(self, db: Database, keys: ReporterKeys, office: Office) -> None:
        self._db, self._keys, self._office = db, keys, office
        self._emptying_due: float | None = 0.0  # a process that died may have left erased words in the log

    def take(self, batch: Sequence[Arrived | Unreadable], *, fault_since: datetime | None = None) -> list[Told]:
        """Take a batch in order and commit it. ``fault_since`` (UTC) is when writing began to fail, told to the desk.

        Raises `SQLAlchemyError` when the database cannot be written: then nothing of the batch has happened.
        """
        receipts = self._fresh_receipts(batch)  # Argon2 takes 70 ms: before the transaction
        told: list[Told] = []
        erased = False
        with self._db.writing() as conn:
            if self._db.dialect == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _TAKING})
            if fault_since is not None:
                self._owe_alarm(conn, "storage.write", fault_since)
            for update_ in batch:
                if isinstance(update_, Unreadable):
                    set_aside(conn, "reporter", update_.update_id, update_.error, update_.raw, self._keys.draft)
                    continue
                try:
                    with savepoint(conn):
                        turn = _Turn(conn, self._keys, self._office, update_, receipts.get(update_.update_id))
                        told.append(turn.run())
                        erased = erased or turn.erased
                except SQLAlchemyError as error:
                    if not isinstance(error, _ONE_TURNS_TROUBLE):
                        raise
                    told.append(self._failed(conn, update_, error))
                except Exception as error:
                    told.append(self._failed(conn, update_, error))
        self._empty_log(erased=erased)
        return told

    def raise_alarm(self, about: str, since: datetime) -> None:
        """Tell the desk of trouble it should know of, at most once an hour for each kind (``telegram.401``, …)."""
        with self._db.writing() as conn:
            self._owe_alarm(conn, about, since)

    def _owe_alarm(self, conn: Connection, about: str, since: datetime) -> None:
        stamp = int(since.timestamp())
        outbox.owe(
            conn,
            "duty",
            "alarm",
            "desk",
            code=f"alarm.{about}.{stamp // 3600}",
            due_at=since,
            office_code=self._office.code,
            detail={"since": stamp, "about": about},
        )

    def _empty_log(self, *, erased: bool) -> None:
        """Erased words must leave the write-ahead log too; while somebody reads they cannot: then it is made up for."""
        if not erased and (self._emptying_due is None or time.monotonic() < self._emptying_due):
            return
        try:
            emptied = self._db.truncate_wal()
        except Exception as error:  # the batch is committed: it must not look as if it were not
            log.warning("log not emptied", extra={"error": type(error).__name__})
            emptied = False
        self._emptying_due = None if emptied else time.monotonic() + _TRIED_AGAIN_AFTER

    def _failed(self, conn: Connection, arrived: Arrived, error: Exception) -> Told:
        log.error("turn failed", extra={"update": arrived.update_id, "error": type(error).__name__})
        set_aside(conn, "reporter", arrived.update_id, type(error).__name__, arrived.raw, self._keys.draft)
        self._owe_alarm(conn, "turn.failed", arrived.event.at)
        return Told(arrived, None, wipe=isinstance(arrived.event, Sent))

    def _fresh_receipts(self, batch: Sequence[Arrived | Unreadable]) -> dict[int, tuple[str, bytes]]:
        fresh = {}
        for update_ in batch:
            if isinstance(update_, Arrived) and isinstance(update_.event, Submitted):
                code = new_receipt_code()
                fresh[update_.update_id] = (code, self._keys.receipts.hash(code))
        return fresh


class _Turn:
    """One update inside the batch's transaction."""

    def __init__(
        self, conn: Connection, keys: ReporterKeys, office: Office, arrived: Arrived, receipt: tuple[str, bytes] | None
    ) -> None:
        self.conn, self.keys, self.office, self.arrived, self.receipt = conn, keys, office, arrived, receipt
        self.at = arrived.event.at
        self.erased = False
        self.recognised = False

    def run(self) -> Told:
        """Take the turn, or, when it was taken before, show where the conversation stands."""
        before = self._load()
        letters = self._letters(before)
        if not first_time(self.conn, "reporter", self.arrived.update_id, self.at):
            if self.recognised:
                self._write_draft(before)
            shown = show(before, self.office, self.at, letters)
            return Told(self.arrived, shown, wipe=leaves_no_trace(before, self.arrived.event))
        outcome = take(
            before,
            self.arrived.event,
            office=self.office,
            report_id=secrets.token_hex(16),
            receipt=self.receipt[0] if self.receipt else "",
            letters=letters,
        )
        if self.arrived.known_messages:
            known = (*outcome.session.messages, *self.arrived.known_messages)[-200:]
            outcome = replace(outcome, session=replace(outcome.session, messages=known))
        self._write(before, outcome)
        return Told(self.arrived, outcome.screen, outcome.toast, outcome.wipe)

    # -- the conversation ---------------------------------------------------------------------------------------

    def _load(self) -> Session:
        row = self.conn.execute(_FIND, {"tag": self.arrived.tag}).first()
        self.row_id = row.id if row else None
        if row is not None:
            try:
                return Session.from_data(self.keys.draft.open("draft", self.arrived.tag.hex(), row.draft))
            except CannotOpen:
                pass  # the draft key lived in memory only and is gone: what was sent is with the office
        fresh = Session(office=self.office.code)
        found = returning.recognise(self.conn, self.keys, self.arrived.address, fresh, self.at)
        self.recognised = found is not None  # then a draft is written whatever they did, or the next turn begins again
        return found or fresh

    def _write(self, before: Session, outcome: Outcome) -> None:
        session = outcome.session
        if any(isinstance(effect, Forget) for effect in outcome.effects):
            self._forget(before, session)
            return
        if session.keeps_record:
            self._write_report(before, session)
        elif before.keeps_record and session.report_id == before.report_id:
            self._erase_report(before)
        for effect in outcome.effects:
            self._apply(effect, before, session)
        if session.case_open and returning.changed(before, session):
            returning.remember(self.conn, self.keys, self.arrived.address, session, self.at)
        if session is not before or self.recognised:
            self._write_draft(session)

    def _write_draft(self, session: Session) -> None:
        values = {
            "draft": self.keys.draft.seal("draft", self.arrived.tag.hex(), session.as_data()),
            "key_id": self.keys.draft.key_id,
            "flow_version": FLOW_VERSION,
            "version": session.version,
            "hour": self.at,
        }
        if self.row_id is None:
            fixed = {"tag": self.arrived.tag, "office_code": session.office}
            self.conn.execute(insert(_sessions).values(**fixed, **values))
        else:
            self.conn.execute(update(_sessions).where(_sessions.c.id == self.row_id).values(**values))

    def _forget(self, before: Session, session: Session) -> None:
        if session.earlier:  # what the desk has from before stays reachable; of this report nothing stays
            self._write_draft(session)
        else:
            self.conn.execute(delete(_sessions).where(_sessions.c.tag == self.arrived.tag))
        self._erase_report(before)

    def _erase_report(self, before: Session) -> None:
        """What was kept of a report that was not sent is taken back."""
        if before.report_id:
            self.conn.execute(delete(_reports).where(_reports.c.id == before.report_id, _reports.c.case_id.is_(None)))
        self.erased = True

    # -- what the office is told --------------------------------------------------------------------------------

    def _write_report(self, before: Session, session: Session) -> None:
        """One sealed snapshot, made anew from the draft: to the office, or to the escalation holder alone."""
        record = session.record()
        kept = self.conn.execute(
            select(_reports.c.sealed_to, _reports.c.case_id).where(_reports.c.id == session.report_id)
        ).first()
        if kept is not None and before.record() == record:
            return
        once_sealed_away = kept is not None and kept.case_id is not None and kept.sealed_to == "escalation"
        sealed_to = "escalation" if once_sealed_away else session.sealed_to
        lock = self._lock(sealed_to)
        values = {
            "snapshot": lock.seal("report", session.report_id, {**record, "at": self.at.isoformat()}),
            "sealed_to": sealed_to,
            "key_id": lock.key_id,
        }
        if kept is None:
            fixed = {"id": session.report_id, "office_code": session.office, "hour": self.at}
            self.conn.execute(insert(_reports).values(**fixed, **values))
            return
        self.conn.execute(update(_reports).where(_reports.c.id == session.report_id).values(**values))
        if kept.sealed_to == "office" and sealed_to == "escalation":
            self.erased = True
        if kept.case_id is not None:
            self._write_face(kept.case_id, session, sealed_to, moved=kept.sealed_to != sealed_to)

    def _write_face(self, case_id: int, session: Session, sealed_to: str, *, moved: bool) -> None:
        """The little an alert shows, sealed like the report; a case that moves to the escalation holder starts anew."""
        lock = self._lock(sealed_to)
        row = self.conn.execute(select(_cases).where(_cases.c.id == case_id).with_for_update()).one()
        values: dict[str, Any] = {"face": lock.seal("face", row.number, face_of(session)), "key_id": lock.key_id}
        if moved:
            values |= {"sealed_to": sealed_to, **_called_anew(row)}
            erased = lock.seal("letter copy", row.number, {})
            self.conn.execute(update(_letters).where(_letters.c.case_id == case_id).values(office_copy=erased))
            self._alert(case_id, row.number, row.raises + 1)
            # Cards that stand open in officers' chats go now, not in ten minutes.
            cards = (_outbox.c.case_id == case_id, _outbox.c.kind == "wipe", _outbox.c.done_hour.is_(None))
            self.conn.execute(update(_outbox).where(*cards).values(due_at=self.at))
        self.conn.execute(update(_cases).where(_cases.c.id == case_id).values(**values))

    def _lock(self, sealed_to: str) -> Lock:
        return self.keys.escalation if sealed_to == "escalation" else self.keys.office

    # -- effects ------------------------------------------------------------------------------------------------

    def _apply(self, effect: Effect, before: Session, session: Session) -> None:
        match effect:
            case OpenCase(urgency):
                self._open_case(session, urgency)
            case AlertAgain(urgency):
                self._alert_again(session, urgency)
            case TellOfAddition():
                self._tell_of_addition(session, _WORDS_SETTLE if before.words != session.words else _TAPS_SETTLE)
            case GiveReceipt():
                assert self.receipt is not None
                self.conn.execute(
                    insert(_receipts).values(
                        office_code=session.office,
                        report_id=session.report_id,
                        kind="digits",
                        hash=self.receipt[1],
                        hour=self.at,
                    )
                )
            case MarkLettersRead(ids):
                self.conn.execute(
                    update(_letters)
                    .where(_letters.c.id.in_(ids), _letters.c.report_id.in_(_own(before)))
                    .values(read_hour=self.at)
                )

    def _open_case(self, session: Session, urgency: Urgency) -> None:
        number = self._fresh_number()
        report = self.conn.execute(select(_reports).where(_reports.c.id == session.report_id)).one()
        lock = self._lock(report.sealed_to)
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
            )
            .returning(_cases.c.id)
        ).scalar_one()
        self.conn.execute(
            update(_reports).where(_reports.c.id == session.report_id).values(case_id=case_id, filed_hour=self.at)
        )
        audit.append(
            self.conn,
            at=self.at.replace(minute=0, second=0, microsecond=0),
            office_code=session.office,
            actor="reporter",
            action="filed",
            case_number=number,
            ct_hash=digest(report.snapshot),
        )
        self._alert(case_id, number, 0)

    def _alert_again(self, session: Session, urgency: Urgency) -> None:
        row = self._case_of(session)
        if row is None:
            self._open_case(session, urgency)
            return
        highest = urgency if urgency.above(row.urgency) else Urgency(row.urgency)
        self.conn.execute(
            update(_cases)
            .where(_cases.c.id == row.id)
            .values(urgency=highest.value, rank=highest.rank, **_called_anew(row))
        )
        self._alert(row.id, row.number, row.raises + 1)

    def _tell_of_addition(self, session: Session, settles: timedelta) -> None:
        row = self._case_of(session)
        if row is None or row.closed is not None:  # nobody looks at a closed case: what is told now must be heard
            self._alert_again(session, Urgency(session.urgency))
            return
        due = self.at + settles
        waiting = select(_outbox.c.id).where(
            _outbox.c.case_id == row.id,
            _outbox.c.kind == "addition",
            _outbox.c.destination == "desk",
            _outbox.c.done_hour.is_(None),
            _outbox.c.due_at <= due,
        )
        if self.conn.execute(waiting.limit(1).with_for_update()).first() is None:
            # A random code: with the session's version in it, a thief could join case and session.
            self._owe("addition", f"{row.number}.a{secrets.token_hex(4)}", row.id, due)

    def _alert(self, case_id: int, number: str, raises: int) -> None:
        self._owe("alert", f"{number}.{raises}", case_id, self.at)

    def _owe(self, kind: str, code: str, case_id: int, due_at: datetime) -> None:
        outbox.owe(
            self.conn,
            "duty",
            kind,
            "desk",
            code=code,
            due_at=due_at,
            office_code=self.office.code,
            case_id=case_id,
        )

    def _case_of(self, session: Session) -> Any:
        """The case as it stands, held until the commit; None when it is gone: then what is told opens another."""
        return self.conn.execute(
            select(_cases)
            .join(_reports, _reports.c.case_id == _cases.c.id)
            .where(_reports.c.id == session.report_id)
            .with_for_update(of=_cases)
        ).first()

    def _fresh_number(self) -> str:
        """Said aloud over the phone: no letters or digits that sound or look alike, no order that counts cases."""
        while True:
            number = "".join(secrets.choice(signs) for signs in _NUMBER)
            if self.conn.execute(select(_cases.c.id).where(_cases.c.number == number)).first() is None:
                return number

    # -- an officer's letters -----------------------------------------------------------------------------------

    def _letters(self, session: Session) -> list[Letter]:
        """The officer's unread words, opened for this turn only; also those to reports from before *Mulai baru*."""
        if not _own(session):
            return []
        rows = self.conn.execute(
            select(_letters.c.id, _letters.c.box, _cases.c.number)
            .join(_cases, _cases.c.id == _letters.c.case_id)
            .where(_letters.c.report_id.in_(_own(session)), _letters.c.read_hour.is_(None))
            .order_by(_letters.c.id)
            .limit(_LETTERS_AT_ONCE)
        )
        letters = []
        for row in rows:
            try:
                letters.append(Letter(row.id, str(self.keys.reply.open("letter", row.number, row.box)["words"])))
            except CannotOpen:  # a damaged letter must not lock its reader out
                log.error("letter does not open", extra={"case": row.number})
        return letters


def _own(session: Session) -> tuple[str, ...]:
    """The reports of this person that the desk has."""
    return (*session.earlier, session.report_id) if session.case_open else session.earlier


_LETTER, _DIGIT = "ACDEFHJKLMNPRTUVWXY", "2345679"
_NUMBER = (_LETTER, _DIGIT, _LETTER, _DIGIT, _LETTER)
NUMBER = re.compile(rf"\b[{_LETTER}][{_DIGIT}][{_LETTER}][{_DIGIT}][{_LETTER}]\b")
"""A case number, as it stands in anything the desk's bot says."""


def _called_anew(row: Any) -> dict[str, Any]:
    """A case that everybody is called to again: whoever took it before promised to act on less."""
    return {
        "raises": row.raises + 1,
        "version": row.version + 1,
        "acknowledged_by": None,
        "acknowledged_at": None,
        "closed": None,
        "state": "baru",
    }


def face_of(session: Session) -> dict[str, str]:
    """All that an alert may say beside number and urgency."""
    return {"kecamatan": session.answer("where"), "age": session.answer("age")}
