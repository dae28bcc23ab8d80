"""One turn of a conversation, inside the transaction of its batch.

Load the session, take the turn, write everything it says: the draft, the report, the case, what is owed to the desk.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from flows import traces, voice
from flows.effects import (
    AlertAgain,
    CountPoster,
    Effect,
    Erase,
    EraseVisited,
    Forget,
    GiveNumber,
    GiveReceipt,
    KeepVoice,
    KeepWord,
    MarkLettersRead,
    OpenCase,
    OpenVisit,
    Permit,
    RaiseFlag,
    TakeOver,
    TellOfAddition,
)
from flows.engine import show, take
from flows.events import Event, Sent, Tapped
from flows.export import FLOW_VERSION
from flows.office import Office
from flows.outcome import Letter, Outcome, Screen, Text
from flows.safe_words import Verdict
from flows.screens import says_so
from flows.session import Session
from flows.traces import Trace
from flows.understanding import leaves_no_trace
from flows.visiting import ended
from storage import broken_off, drafts, erasing, fetching, numbers, permits, posters, returning, typed, visiting, wiping
from storage.errors import CannotOpen
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.sealing import Address
from storage.seen import first_time
from storage.spoken import Spoken
from storage.tables import Row
from storage.typed import Typed

log = logging.getLogger("wadul.turns")

_sessions = Row.metadata.tables["sessions"]
_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_receipts = Row.metadata.tables["receipts"]
_letters = Row.metadata.tables["letters"]

# Made once: SQLAlchemy takes longer to put a statement together than SQLite to run it.
_BEGIN = insert(_sessions)
_KEEP = update(_sessions).where(_sessions.c.id == bindparam("row"))
_FIND = select(_sessions.c.id, _sessions.c.draft).where(_sessions.c.tag == bindparam("tag"))
_WORDS_SETTLE = timedelta(seconds=3)  # several messages in a row are one word to the desk
_TAPS_SETTLE = timedelta(seconds=30)  # and so are the answers of somebody still tapping
_QUESTIONS = 20  # as many questions for leave may lie before a letter
_LETTERS_AT_ONCE = 5  # as many of an officer's letters as fit on one screen


@dataclass(frozen=True)
class Arrived:
    """An update that was read. ``message`` is what was typed, or what was tapped; ``known_messages`` are
    other messages in the chat that we may have to wipe one day."""

    update_id: int
    tag: bytes = field(repr=False)
    address: Address = field(repr=False)
    event: Event
    raw: Mapping[str, Any] = field(repr=False)
    known_messages: tuple[Trace, ...] = field(default=(), repr=False)
    message: Trace | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Told:
    """What to say once the batch is committed. ``screen`` is None when the turn failed for a reason of ours; ``silent``
    says that it need not be shown. ``earlier`` are messages of the chat that must go now that somebody may look at it.
    What must go is owed in the row ``wiping`` too, in case nobody lives to do it; ``kept`` are the known messages that
    the conversation holds now. ``urgent``: where several wait for an answer, this one goes first."""

    arrived: Arrived
    screen: Screen | None = field(repr=False)
    toast: Text | None = None
    wipe: bool = False
    earlier: tuple[int, ...] = field(default=(), repr=False)
    wiping: str = ""
    silent: bool = False
    urgent: bool = False
    kept: tuple[Trace, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class FreshReceipt:
    """Two codes for somebody who may be sending, and their hashes by kind."""

    code: str = field(repr=False)
    words: str = field(repr=False)
    hashes: Mapping[str, bytes] = field(repr=False)


class NotPrepared(Exception):
    """A secret was typed that nobody hashed yet, because an earlier update of the batch asked for it."""


class Turn:
    """One update inside the batch's transaction. ``given`` is a secret that came with it, hashed; ``may_wait``: where
    it is not the one the conversation asks for, the update is taken with the next batch."""

    def __init__(
        self,
        conn: Connection,
        keys: ReporterKeys,
        offices: Sequence[Office],
        arrived: Arrived,
        receipt: FreshReceipt | None,
        given: Typed | None = None,
        spoken: Spoken | None = None,
        *,
        may_wait: bool = False,
    ) -> None:
        self.conn, self.keys, self.arrived, self.receipt = conn, keys, arrived, receipt
        self.office, *self.others = offices
        self.given, self.may_wait, self.spoken = given, may_wait, spoken or Spoken()
        self.at = arrived.event.at
        self.filing = Filing(conn, keys, self.at)
        self.recognised = False
        self.before: Session | None = None

    def run(self) -> Told:
        """Take the turn, or, when it was taken before, show where the conversation stands."""
        loaded = self._load()
        before = self.before = permits.standing(self.conn, self.keys, loaded, loaded.own_reports)
        seen = ended(before) if before.idle(self.at) else before  # of a visit that is over nothing is shown
        letters, read_at = self._letters(seen), self._read_at(seen)
        if not first_time(self.conn, "reporter", self.office.code, self.arrived.update_id, self.at):
            if self.recognised:
                self._write_draft(before)
            shown = show(before, self.office, self.at, letters, self.others, read_at)
            return Told(self.arrived, shown, wipe=leaves_no_trace(before, self.arrived.event))
        verdict = self._verdict(before)
        if verdict.guest is not None:  # what waits there is offered at once
            guest = permits.standing(self.conn, self.keys, verdict.guest, verdict.guest.own_reports)
            letters, verdict = self._letters(guest), replace(verdict, guest=guest)
        outcome = take(
            before,
            self.arrived.event,
            office=self.office,
            others=self.others,
            report_id=secrets.token_hex(16),
            receipt=self.receipt.code if self.receipt else "",
            receipt_words=self.receipt.words if self.receipt else "",
            verdict=verdict,
            letters=letters,
            read_at=read_at,
        )
        outcome, gone = self._knowing(before, outcome)
        self._write(before, outcome)
        owed = self._owe_wiping(outcome, gone)
        earlier = tuple(trace.id for trace in gone)
        kept = self.arrived.known_messages
        now = outcome.session
        return Told(
            self.arrived,
            outcome.screen,
            outcome.toast,
            outcome.wipe,
            earlier,
            owed,
            outcome.silent,
            urgent=now.distress or now.warned or now.urgency == "DARURAT",
            kept=kept,
        )

    def says_what_became_of_the_voice(self) -> Screen | None:
        """Where the conversation stands, saying how its voice note ended; None where that is no place to say it."""
        loaded = self._load()
        now = permits.standing(self.conn, self.keys, loaded, loaded.own_reports)
        says = voice.saying(now)
        if says == now or not says_so(now.step) or now.idle(self.at):
            return None
        return show(says, self.office, self.at, self._letters(now), self.others, self._read_at(now))

    @property
    def leaves_no_trace(self) -> bool:
        """Whether what came must leave the chat even when the turn failed. Nobody is told then that it was kept."""
        if self.before is None:
            return isinstance(self.arrived.event, Sent)
        return leaves_no_trace(self.before, self.arrived.event)

    def _verdict(self, before: Session) -> Verdict:
        """What became of the secret that was typed, if one was. Raises NotPrepared."""
        kind = typed.kind_of(before, self.arrived.event, self._office_of(before))
        given = self.given
        if kind != (given.kind if given else "") and self.may_wait:
            raise NotPrepared
        if not kind or given is None or given.kind != kind:
            return Verdict()
        return visiting.judge(self.conn, self.keys, self.arrived.tag, before, given, self.filing)

    # -- what stands in the chat --------------------------------------------------------------------------------

    def _knowing(self, before: Session, outcome: Outcome) -> tuple[Outcome, tuple[Trace, ...]]:
        """The same, with every message of the chat we know of: also the one this turn came from, unless it goes now;
        and those that go. Of these only the screen that was tapped stays known: it lives on."""
        own = () if self.arrived.message is None or outcome.wipe else (self.arrived.message,)
        stood = before if outcome.wipe_earlier else outcome.session
        known = traces.known(self.at, stood.messages, self.arrived.known_messages, own)
        stays = known
        if outcome.wipe_earlier:
            stays = own if self._was_tapped else ()
        if stays != outcome.session.messages:
            outcome = replace(outcome, session=replace(outcome.session, messages=stays))
        return outcome, known if outcome.wipe_earlier else ()

    def _owe_wiping(self, outcome: Outcome, gone: tuple[Trace, ...]) -> str:
        """What must leave the chat. The screen itself is edited in place; but who leaves does not know whether we live
        to do it, and then it goes too."""
        own = self.arrived.message
        owed = [known for known in gone if outcome.leaves or not (self._was_tapped and known == own)]
        if outcome.wipe and own is not None:
            owed.append(own)
        address, office = self.arrived.address, outcome.session.office
        return wiping.owe(self.conn, self.keys, office, address, owed, self.at, leaves=outcome.leaves)

    @property
    def _was_tapped(self) -> bool:
        """Whether the message this turn came from is a screen of ours."""
        return isinstance(self.arrived.event, Tapped) and bool(self.arrived.event.step)

    # -- the conversation ---------------------------------------------------------------------------------------

    def _load(self) -> Session:
        row = self.conn.execute(_FIND, {"tag": self.arrived.tag}).first()
        self.row_id = row.id if row else None
        if row is not None:
            try:
                return self._still_open(drafts.opened(self.keys, self.arrived.tag, row.draft))
            except CannotOpen:
                pass  # the draft key lived in memory only and is gone: what was sent is with the office
        found = returning.recognise(self.conn, self.keys, self.arrived.address, self.at)
        self.recognised = found is not None  # then a draft is written whatever they did, or the next turn begins again
        if found is not None:
            self.filing.note("report added", found)
        return replace(found or Session(office=self.office.code), spoke=self.spoken.of(self.arrived.tag))

    def _still_open(self, session: Session) -> Session:
        """A visit lasts no longer than the safe word that opened it."""
        if session.is_guest and session.visit and typed.word_of(self.conn, session.visit.report) is None:
            return replace(ended(session), step="welcome").hiding()
        return session

    def _write(self, before: Session, outcome: Outcome) -> None:
        session = outcome.session
        if any(isinstance(effect, Erase) for effect in outcome.effects):
            erasing.erase(self.conn, self.keys, self.filing, self.arrived.tag, self.arrived.address, before)
            self.spoken.note(self.arrived.tag, session.spoke, self.at)
            return
        if any(isinstance(effect, Forget) for effect in outcome.effects):
            self._forget(before, session)
            return
        if any(isinstance(effect, OpenVisit) for effect in outcome.effects):
            visiting.open_visit(self.conn, self.keys, session, self.filing, self.at)
        elif session.keeps_record:
            self.filing.write_report(before, session)
        elif before.keeps_record and session.report_id == before.report_id:
            self.filing.take_back(before)
        for effect in outcome.effects:
            self._apply(effect, before, session)
        if ended(before).recording is not None or ended(session).recording is not None:
            fetching.follow_the_words(self.conn, self.keys, self.filing, before, session)
        if session.keeps_record and session.report_id and not session.is_guest:
            broken_off.watch_over(
                self.conn, self.keys, self.arrived.tag, self.arrived.address, session, self._office_of(session)
            )
        if session.case_open and not session.is_guest and returning.changed(before, session):
            returning.remember(self.conn, self.keys, self.arrived.address, session, self.at)
        same = session.report_id == before.report_id  # a visit that ends changes nothing
        if session.case_open and same and session.contact != "no" and before.contact == "no":
            returning.announce_unread(self.conn, session.report_id, self.at)
        if session.refuses_contact and not before.refuses_contact and not session.is_guest:
            returning.close_windows(self.conn, self.keys, self.arrived.address, session.report_id)
        if session is not before or self.recognised:
            self._write_draft(session)

    def _office_of(self, session: Session) -> Office:
        return next((office for office in self.others if office.code == session.office), self.office)

    def _write_draft(self, session: Session) -> None:
        values = {
            "draft": drafts.sealed(self.keys, self.arrived.tag, session),
            "key_id": self.keys.draft.key_id,
            "flow_version": FLOW_VERSION,
            "version": session.version,
            "hour": self.at,
            "office_code": session.office,
        }
        if self.row_id is None:
            self.conn.execute(_BEGIN, {"tag": self.arrived.tag, **values})
        else:
            self.conn.execute(_KEEP, {"row": self.row_id, **values})

    def _forget(self, before: Session, session: Session) -> None:
        if session.earlier:  # what the desk has from before stays reachable; of this report nothing stays
            self._write_draft(session)
        elif session.careful:  # who types next is not to be heard aloud where the screen may be seen
            self._write_draft(replace(session, messages=()))
        else:
            self.conn.execute(delete(_sessions).where(_sessions.c.tag == self.arrived.tag))
            self.spoken.note(self.arrived.tag, session.spoke, self.at)
        self.filing.take_back(before)
        fetching.call_off_unsent(self.conn, ended(before).report_id, self.filing)

    def _apply(self, effect: Effect, before: Session, session: Session) -> None:
        match effect:
            case OpenCase(urgency):
                self.filing.open_case(session, urgency)
            case AlertAgain(urgency):
                self.filing.alert_again(session, urgency, adds=before.record() != session.record())
            case TellOfAddition():
                self.filing.tell_of_addition(session, _WORDS_SETTLE if before.words != session.words else _TAPS_SETTLE)
            case KeepVoice():
                fetching.owe(self.conn, self.keys, self.arrived.tag, self.arrived.address, session, self.at)
            case GiveReceipt():
                assert self.receipt is not None
                if before.case_open and not before.filed:  # it began with a call for help
                    self.filing.note("completed", session)
                self.conn.execute(
                    insert(_receipts),
                    [
                        {
                            "office_code": session.office,
                            "report_id": session.report_id,
                            "kind": kind,
                            "hash": hash_,
                            "hour": self.at,
                        }
                        for kind, hash_ in self.receipt.hashes.items()
                    ],
                )
            case KeepWord(kind):
                assert self.given is not None
                visiting.keep_word(self.conn, before, kind, self.given, self.at)
            case TakeOver(report):
                visiting.take_over(self.conn, self.keys, self.arrived.address, session, report, self.at)
            case EraseVisited(report):
                erasing.erase_visited(self.conn, self.keys, self.filing, self.arrived.address, report)
            case RaiseFlag(report):
                visiting.raise_flag(self.conn, self.keys, report, self.filing, self.at)
            case GiveNumber(number):
                numbers.keep(self.conn, self.keys, session, number)
            case CountPoster(place):
                there = next(one for one in (self.office, *self.others) if one.code == session.office)
                posters.count_one(self.conn, there, place, self.at)
            case Permit(id, state):
                permits.settle(self.conn, before.own_reports, id, state, self.at)
            case MarkLettersRead(ids):
                self.conn.execute(
                    update(_letters)
                    .where(_letters.c.id.in_(ids), _letters.c.report_id.in_(before.own_reports))
                    .values(read_hour=self.at)
                )

    def _read_at(self, session: Session) -> datetime | None:
        """When an officer took this report's case; None while nobody has it."""
        if not session.case_open:
            return None
        taken: datetime | None = self.conn.scalar(
            select(_cases.c.acknowledged_at)
            .join(_reports, _reports.c.case_id == _cases.c.id)
            .where(_reports.c.id == session.report_id, _cases.c.closed.is_(None))
        )
        return taken

    def _letters(self, session: Session) -> list[Letter]:
        """The officer's unread words, opened for this turn only; also those to reports from before *Mulai baru*."""
        if not session.own_reports:
            return []
        rows = self.conn.execute(
            select(_letters.c.id, _letters.c.box, _cases.c.number)
            .join(_cases, _cases.c.id == _letters.c.case_id)
            .where(_letters.c.report_id.in_(session.own_reports), _letters.c.read_hour.is_(None))
            .order_by(_letters.c.id)
            .limit(_LETTERS_AT_ONCE + _QUESTIONS)
        )
        letters = []
        for row in rows:
            try:
                told = self.keys.reply.open("letter", row.number, row.box)
                if "asks" not in told:  # a question for leave has a screen of its own
                    letters.append(Letter(row.id, str(told["words"])))
            except CannotOpen:  # a damaged letter must not lock its reader out
                log.error("letter does not open", extra={"case": row.number})
        return letters[:_LETTERS_AT_ONCE]
