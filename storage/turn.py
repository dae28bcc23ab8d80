"""One turn of a conversation, inside the transaction of its batch.

Load the session, take the turn, write everything it says: the draft, the report, the case, what is owed to the desk.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from flows import traces, voice
from flows.effects import Erase, Forget, OpenVisit
from flows.engine import show, take
from flows.events import Sent, Tapped
from flows.export import FLOW_VERSION
from flows.office import Office
from flows.outcome import Outcome, Screen
from flows.safe_words import Verdict
from flows.screens import says_so
from flows.session import Session
from flows.traces import Trace
from flows.understanding import leaves_no_trace
from flows.values import replace
from flows.visiting import ended
from storage import broken_off, drafts, erasing, fetching, permits, returning, typed, unread, visiting, wiping
from storage.arrived import Arrived, FreshReceipt, NotPrepared, Told
from storage.carrying_out import carry_out
from storage.errors import CannotOpen
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.seen import first_time
from storage.spoken import Spoken
from storage.tables import Row
from storage.typed import Typed

_sessions = Row.metadata.tables["sessions"]

# Made once: SQLAlchemy takes longer to put a statement together than SQLite to run it.
_BEGIN = insert(_sessions)
_KEEP = update(_sessions).where(_sessions.c.id == bindparam("row"))
_FIND = select(_sessions.c.id, _sessions.c.draft).where(_sessions.c.tag == bindparam("tag"))


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
        letters, read_at = unread.letters(self.conn, self.keys, seen), unread.taken_at(self.conn, seen)
        if not first_time(self.conn, "reporter", self.office.code, self.arrived.update_id, self.at):
            if self.recognised:
                self._write_draft(before)
            shown = show(before, self.office, self.at, letters, self.others, read_at)
            return Told(self.arrived, shown, wipe=leaves_no_trace(before, self.arrived.event))
        verdict = self._verdict(before)
        if verdict.guest is not None:  # what waits there is offered at once
            guest = permits.standing(self.conn, self.keys, verdict.guest, verdict.guest.own_reports)
            letters, verdict = unread.letters(self.conn, self.keys, guest), replace(verdict, guest=guest)
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
        waiting, taken = unread.letters(self.conn, self.keys, now), unread.taken_at(self.conn, now)
        return show(says, self.office, self.at, waiting, self.others, taken)

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
            carry_out(self, effect, before, session)
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
