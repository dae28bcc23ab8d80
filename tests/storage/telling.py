"""People for the stories: somebody who tells, the desk that hears, and whoever comes to look at the files."""

from __future__ import annotations

import base64
import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from flows.events import CONTROLS, Chose, Sent, Started, Wrote
from flows.office_file import blora
from flows.traces import Trace
from storage import cases, fanout, outbox, replies, roster
from storage.database import Database
from storage.keyring import DutyKeys, EscalationKeys, ReporterKeys, create_home_keys
from storage.sealing import Address
from storage.tables import SIDES, Row
from storage.turns import Arrived, Told, Turns

PASSPHRASE = "kopi pahit di pagi hari"
ESCALATION = "teh manis di sore hari"
STORY = "Sudah lama begini di rumah paman 🌧 sejak Lebaran"

TO_WORDS = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
TO_READY = ("act.hit", "done", "when.30d", "33.16.05")
CLAIMED = 60.0
ROLES = {"reporter": "wadul_reporter", "duty": "wadul_duty"}


def entered_as(db, side):
    """The same database as one side enters it on PostgreSQL: as a role of its own. SQLite has none."""
    return db if db.dialect == "sqlite" else Database(address_of(db, ROLES[side]))


def address_of(db, role):
    """Where a role enters this database."""
    return db._url.set(username=role).render_as_string(hide_password=False)


@dataclass
class House:
    """One office with its database and keys, and a clock of its own."""

    db: Database
    home: Path
    runtime: Path
    clock: datetime
    ids: itertools.count = field(default_factory=lambda: itertools.count(1000))

    def __post_init__(self):
        self.office = blora()
        create_home_keys(self.home, self.runtime, PASSPHRASE, escalation_passphrase=ESCALATION)
        self.desk_keys = DutyKeys.load(self.home, PASSPHRASE)
        self.holder_keys = EscalationKeys.load(self.home, ESCALATION)
        self.people = {}
        self.sides = {side: entered_as(self.db, side) for side in SIDES}
        self.restart()

    def restart(self, *, power_cut=False):
        """The reporters' process begins anew; after a power cut what lived in memory is gone."""
        if power_cut:
            (self.runtime / "draft.key").unlink()
        self.keys = ReporterKeys.load(self.home, self.runtime, self.clock, own=self.office.code)
        self.turns = Turns(self.sides["reporter"], self.keys, self.office)

    def close(self):
        for side in self.sides.values():
            if side is not self.db:
                side.close()

    def passes(self, **time):
        self.clock += timedelta(**time)

    def trace(self, message):
        """A message sent now, by its id."""
        return message if isinstance(message, Trace) else Trace(message, int(self.clock.timestamp()))

    def person(self, chat_id=7_204_558_193):
        return Person(self, chat_id)

    def take(self, *batch, **given) -> list[Told]:
        """One batch, taken to its end; everybody then sees what they were told."""
        taken = self.turns.take(batch, **given)
        told = taken.told
        while batch := batch[taken.updates :]:
            taken = self.turns.take(batch)
            told += taken.told
        for one in told:
            self.people[one.arrived.address.chat_id].hears(one)
        return told

    # -- what stands in the tables ------------------------------------------------------------------------------

    def rows(self, table, **where):
        columns = Row.metadata.tables[table]
        found = select(columns).order_by(*columns.primary_key)
        for name, value in where.items():
            found = found.where(columns.c[name] == value)
        with self.db.reading() as conn:
            return conn.execute(found).all()

    def row(self, table, **where):
        (found,) = self.rows(table, **where)
        return found

    def change(self, table, **values):
        with self.db.writing() as conn:
            conn.execute(Row.metadata.tables[table].update().values(**values))

    def record(self, report_id, key=None):
        """What the office reads in a report."""
        box = self.row("reports", id=report_id).snapshot
        return (key or self.desk_keys.office_key).open("report", report_id, box)

    def codes(self, kind, destination="desk"):
        return [row.code for row in self.rows("outbox", kind=kind, destination=destination)]

    # -- the desk -----------------------------------------------------------------------------------------------

    def officer(self, name, role="officer", *, started=True):
        telegram_id = 500_000_000 + next(self.ids)
        officer = roster.add(self.db, self.office.code, telegram_id, name, role, self.clock)
        if started:
            with self.db.writing() as conn:
                officer = roster.mark_started(conn, self.office.code, telegram_id, self.clock)
        return officer

    def again(self, officer):
        """The officer's row as it stands now."""
        with self.db.reading() as conn:
            return roster.officer_by_telegram(conn, officer.office_code, officer.telegram_id)

    def desk(self, do, *args, **given):
        """Something an officer does, in a transaction of its own."""
        with self.sides["duty"].writing() as conn:
            return do(conn, *args, **given)

    def acknowledges(self, officer, number, version=None):
        holder = self.office.escalation.holder
        return self.desk(cases.acknowledge, officer, number, self.clock, holder=holder, version=version)

    def replies(self, officer, number, words):
        return self.desk(replies.reply, self.desk_keys, officer, number, words, self.clock)

    def delivers(self, *, has_group=True):
        """Pay every row of the duty side that is due, as its dispatcher does. Gives (kind, destination, code)."""
        sent, db = [], self.sides["duty"]
        while rows := outbox.claim(db, "duty", self.clock, CLAIMED, 50):
            for owed in rows:
                with db.writing() as conn:
                    if owed.kind == "taken":
                        fanout.take_cards_away(conn, owed, self.clock)
                    if owed.destination != "desk" or owed.kind == "taken":
                        sent.append((owed.kind, owed.destination, owed.code))
                        outbox.paid(conn, owed.id, self.clock)
                        continue
                    try:
                        fanout.spread(conn, owed, self.office, self.clock, has_group=has_group)
                    except fanout.NobodyToTell:
                        sent.append(("nobody", owed.destination, owed.code))
                        later = self.clock + timedelta(seconds=15)
                        outbox.failed(conn, owed.id, self.clock, "TryLater", later)
        return sent

    # -- whoever comes to look ----------------------------------------------------------------------------------

    def everything_stored(self):
        """Every value of every table, and on SQLite every byte of the database's files."""
        with self.db.reading() as conn:
            for table in Row.metadata.sorted_tables:
                for row in conn.execute(select(table)).all():
                    for value in row:
                        yield value if isinstance(value, bytes) else str(value).encode()
        if self.db.dialect == "sqlite":
            for path in self.db.path.parent.glob(f"{self.db.path.name}*"):
                yield path.read_bytes()

    def holds(self, *traces):
        return [trace for trace in traces if any(trace in value for value in self.everything_stored())]


@dataclass
class Person:
    """Somebody in a chat: starts, taps what they see, writes."""

    house: House
    chat_id: int

    def __post_init__(self):
        self.house.people[self.chat_id] = self
        self.screen = None
        self.toast = None
        self.wiped = False
        self.failed = False

    def hears(self, told):
        self.failed = told.screen is None
        self.screen = told.screen or self.screen
        self.toast = told.toast
        self.wiped = told.wipe

    @property
    def tag(self):
        return self.house.keys.tagger.tag("sesi", self.chat_id)

    @property
    def draft(self):
        """What the conversation remembers."""
        (row,) = self.house.rows("sessions", tag=self.tag)
        return self.house.keys.draft.open("draft", self.tag.hex(), row.draft)

    @property
    def known(self):
        """Ids of the messages it would wipe."""
        return [id for id, _ in self.draft["messages"]]

    @property
    def report_id(self):
        return self.draft["report_id"]

    @property
    def step(self):
        return self.screen.step

    @property
    def lines(self):
        return [text.key for text in self.screen.lines]

    # -- updates, not yet taken ---------------------------------------------------------------------------------

    def update(self, event, *, id=None, known=(), message=None):
        """``known`` and ``message`` are ids of messages sent just now, or traces."""
        self.house.passes(milliseconds=700)
        known = tuple(self.house.trace(one) for one in known)
        message = None if message is None else self.house.trace(message)
        raw = {"update_id": id or next(self.house.ids), "chat": self.chat_id, "words": getattr(event, "text", "")}
        return Arrived(raw["update_id"], self.tag, Address(self.chat_id), event, raw, known, message)

    def start(self, payload="", **given):
        return self.update(Started(self.house.clock, payload), **given)

    def tap(self, button, *, step=None, version=None, **given):
        kind = CONTROLS.get(button, Chose)
        step = self.step if step is None else step
        version = self.screen.version if version is None else version
        return self.update(kind(at=self.house.clock, id=button, step=step, version=version), **given)

    def message(self, text, **given):
        return self.update(Wrote(self.house.clock, text), **given)

    # -- the same, each a batch of its own ----------------------------------------------------------------------

    def starts(self, payload=""):
        self.house.take(self.start(payload))
        return self

    def taps(self, *ids):
        for id in ids:
            self.house.take(self.tap(id))
        return self

    def writes(self, *texts):
        for text in texts:
            self.house.take(self.message(text))
        return self

    def sends(self, kind, words=""):
        self.house.take(self.update(Sent(self.house.clock, kind, words)))
        return self

    # -- longer ways --------------------------------------------------------------------------------------------

    def tells(self, story=STORY, **instead):
        """Up to *ready to send*; ``instead`` changes answers: ``insider="insider.some"``."""
        self.starts().taps(*_instead(TO_WORDS, instead)).writes(story)
        if self.step == "heard":  # what the words may mean is another story
            self.taps("skip")
        return self.taps(*_instead(TO_READY, instead))

    def files(self, story=STORY, **instead):
        return self.tells(story, **instead).taps("submit")

    def calls_for_help(self, contact="distress.write"):
        """Not safe: from the first screen to the alert."""
        return self.starts().taps("safety.no", "33.16.05", contact)

    def adds(self, question, *answers):
        """One of the additions, from the hub."""
        return self.taps(f"hub.{question}", *answers)

    @property
    def number(self):
        (report,) = self.house.rows("reports", id=self.report_id)
        (case,) = self.house.rows("cases", id=report.case_id)
        return case.number

    @property
    def case(self):
        return self.house.row("cases", number=self.number)

    def traces(self):
        """The chat id as it might lie about: decimal, hex, varint, fixed widths, base64."""
        number, traces = self.chat_id, [str(self.chat_id).encode(), b"%x" % self.chat_id, b"%X" % self.chat_id]
        traces += [number.to_bytes(8, order) for order in ("big", "little")]
        traces += [number.to_bytes(-(-number.bit_length() // 8), order) for order in ("big", "little")]
        varint, rest = b"", number
        while rest:
            varint += bytes([rest & 0x7F | (0x80 if rest > 0x7F else 0)])
            rest >>= 7
        traces.append(varint)
        sqlite_varint, rest = b"", number
        while rest:
            sqlite_varint = bytes([rest & 0x7F | (0x80 if sqlite_varint else 0)]) + sqlite_varint
            rest >>= 7
        traces.append(sqlite_varint)
        traces += [base64.b64encode(trace).rstrip(b"=") for trace in tuple(traces)]
        return traces


def _instead(steps, instead):
    return [instead.get("where" if step[0].isdigit() else step.split(".")[0], step) for step in steps]
