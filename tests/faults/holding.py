"""What must hold after each life, whoever was killed in the middle of what (I1 to I6 of the fault list).

I1  every confirmed update has its effect exactly once, or was set aside
I2  every report that its reporter was told is kept opens, and holds what they told
I3  every call reaches everybody it is for, and what arrived twice carries the same code
I4  the file and the chain are whole, every conversation stands at a step there is
I5  no word and no name in the clear
I6  nobody is left without an answer
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.duty.alerts import dedupe
from flows.session import Session
from flows.tables import STEPS
from storage import audit, calling, drafts
from storage.database import Connection, Database
from storage.fanout import GROUP
from storage.keyring import DutyKeys, ReporterKeys
from storage.returning import CHAT
from storage.tables import Row
from tests.faults.life import Clock
from tests.faults.telegram import CANARY, PLANS, Person, Town

T = Row.metadata.tables
_sessions, _reports_, _outbox, _cases = T["sessions"].c, T["reports"].c, T["outbox"].c, T["cases"].c
_officers, _audit = T["officers"].c, T["audit"].c
ONE_BY_ONE = ("DARURAT", "TINGGI")  # of the others many at once are one line
HEARD = ("alert", "digest")

# Made once: after each life they are asked.
_SEEN = select(T["seen"].c.side, T["seen"].c.update_id)
_ASIDE = select(T["quarantine"].c.update_id)
_DRAFTS = select(_sessions.tag, _sessions.draft)
_REPORTS = select(_reports_.id, _reports_.case_id, _reports_.snapshot)
_CASES = select(_cases.id, _cases.number, _cases.urgency, _cases.raises, _cases.version, _cases.acknowledged_by)
_OWED = select(
    *(_outbox.kind, _outbox.destination, _outbox.code, _outbox.case_id, _outbox.done_hour, _outbox.last_error),
    _outbox.next_try_at,
)
_CALLED = select(_officers.id).where(_officers.started_at.is_not(None), _officers.ended_at.is_(None))
_OF_A_CASE = ("filed", "acknowledged", "called anew", "sealed away")  # after the last two nobody has it any more
_DONE = select(_audit.action, _audit.case_number).where(_audit.action.in_(_OF_A_CASE)).order_by(_audit.seq)
_OF_CALL = re.compile(r"(r|m|again)\d+")


class Opener:
    """Opens everything, and the same bytes only once: a look after each life costs what changed in it."""

    def __init__(self, keys: ReporterKeys, desk: DutyKeys) -> None:
        self._keys, self._desk = keys, desk
        self._tags: dict[int, bytes] = {}
        self._records: dict[tuple[str, bytes], dict[str, Any]] = {}
        self._sessions: dict[tuple[bytes, bytes], Session] = {}

    def tag(self, chat: int) -> bytes:
        if chat not in self._tags:
            self._tags[chat] = self._keys.tagger.tag(CHAT, chat)
        return self._tags[chat]

    def record(self, id: str, snapshot: bytes) -> dict[str, Any]:
        """What stands in a report. Raises when it does not open."""
        if (id, snapshot) not in self._records:
            self._records[id, snapshot] = self._desk.office_key.open("report", id, snapshot)
        return self._records[id, snapshot]

    def session(self, tag: bytes, draft: bytes) -> Session:
        """Where a conversation stands. Raises when it does not open."""
        if (tag, draft) not in self._sessions:
            self._sessions[tag, draft] = drafts.opened(self._keys, tag, draft)
        return self._sessions[tag, draft]


def broken(town: Town, db: Database, opener: Opener, home: Path, *, over: bool, thorough: bool = True) -> list[str]:
    """What does not hold, in words without anybody's. ``over``: the faults have ended and all is said. What stays
    broken once it is (a page of the file, a link of the chain) is only looked at when ``thorough``."""
    with db.reading() as conn:
        found = [
            *_updates(town, conn),
            *_reports(town, conn, opener, reports := conn.execute(_REPORTS).all()),
            *_alerts(town, conn, reports, over),
        ]
        found += _whole(db, conn) if thorough else []
        if db.dialect == "postgresql" and over:
            found += _in_clear(b"".join(_values(conn)))
    if db.dialect == "sqlite":
        found += _in_clear(b"".join(path.read_bytes() for path in db.path.parent.glob(f"{db.path.name}*")))
    found += _in_clear(b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()) if over else b"")
    if over:
        found += [f"I6: nobody answered somebody at {p.step or 'the door'}" for p in town.busy()]
        found += ["I6: updates wait"] if town.reporter.waiting or town.duty.waiting else []
    return found


def _updates(town: Town, conn: Connection) -> Iterator[str]:
    seen = {(side, id) for side, id in conn.execute(_SEEN)}
    for side, queue in (("reporter", town.reporter), ("duty", town.duty)):
        if lost := queue.confirmed - {id for of, id in seen if of == side} - town.odd:
            yield f"I1: {len(lost)} confirmed updates of {side} without effect"
    aside = Counter(conn.scalars(_ASIDE))
    if wrong := set(aside) - town.poison - town.odd:
        yield f"I1: {len(wrong)} good updates were set aside"
    if lost := (town.poison & town.reporter.confirmed) - set(aside):
        yield f"I1: {len(lost)} bad updates are nowhere"


def _reports(town: Town, conn: Connection, opener: Opener, kept: Sequence[Any]) -> Iterator[str]:
    drafts_of = {bytes(row.tag): bytes(row.draft) for row in conn.execute(_DRAFTS)}
    reports = {row.id: row for row in kept}
    opened = {}
    for id, row in reports.items():
        try:
            opened[id] = opener.record(id, bytes(row.snapshot))
        except Exception as error:
            yield f"I2: a report is torn ({type(error).__name__})"
    owners = Counter()
    for person in town.people.values():
        tag = opener.tag(person.chat)
        session = opener.session(tag, drafts_of[tag]) if tag in drafts_of else Session(office="")
        if session.step not in STEPS:
            yield f"I4: a conversation stands at {session.step}"
        owners[session.report_id] += 1
        yield from _told(person, opened.get(session.report_id), reports.get(session.report_id))
    strangers = set(opened) - set(owners)
    if strangers and town.odd:  # whoever sends oddities calls for help by chance: that report is theirs
        strangers -= {opener.session(tag, draft).report_id for tag, draft in drafts_of.items()}
    if strangers:
        yield f"I1: {len(strangers)} reports are nobody's"
    if any(count > 1 for id, count in owners.items() if id):
        yield "I1: two people share a report"


def _told(person: Person, record: dict[str, Any] | None, row: Any) -> Iterator[str]:
    if record is None or row is None:
        if person.told_kept:
            yield "I2: a report that was said to be kept is lost"
        return
    words = [one["text"] for one in record["words"]]
    if words not in ([], [person.words]):
        yield f"I1: somebody's words stand there {len(words)} times"
    if not person.told_kept:
        return
    given = {one for some in record["answers"].values() for one in some}
    asked = set(PLANS[person.plan]) - {"submit", "done"}
    gaps = ["case"] if row.case_id is None else []
    gaps += sorted(asked - given) + (["words"] if person.wrote and words != [person.words] else [])
    if gaps:
        yield f"I2: of a report that was said to be kept ({person.plan}) is missing: {', '.join(gaps)}"


def _alerts(town: Town, conn: Connection, kept: Sequence[Any], over: bool) -> Iterator[str]:
    rows = conn.execute(_OWED).all()
    owed = {row.case_id for row in rows if row.kind == "alert" and row.destination == "desk"}
    cases = {row.id: row for row in conn.execute(_CASES)}
    if missing := set(cases) - owed:
        yield f"I3: {len(missing)} cases without an alert"
    reports = Counter(row.case_id for row in kept if row.case_id is not None)
    if set(reports) != set(cases) or any(count > 1 for count in reports.values()):
        yield "I1: cases and reports do not fit"
    done = conn.execute(_DONE).all()
    if sum(action == "filed" for action, _ in done) != len(cases):
        yield "I4: the chain does not count the cases"
    yield from _takings(town, cases.values(), done)
    sent = {code for _, _, code in town.sent}
    if strangers := sent - {row.code for row in rows}:
        yield f"I3: {len(strangers)} sends of something that is not owed"
    codes: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for kind, destination, code in town.sent:
        if kind == "alert":
            call = call_of(code)
            codes[destination, *call].add(code)
            codes[call].add(dedupe(code))  # by this a person knows a double, also across chats
    if strange := [call for call, some in codes.items() if len(some) > 1]:
        yield f"I3: {len(strange)} calls came under more than one code"
    drawn_in = any(row.kind == "digest" for row in rows)
    singly = {id: row for id, row in cases.items() if row.urgency in ONE_BY_ONE or not drawn_in}
    yield from _passed_on(rows, singly, [GROUP, *(f"officer:{id}" for id in conn.scalars(_CALLED))])
    said = {row.code for row in rows if row.kind in HEARD and row.done_hour is not None and row.destination != "desk"}
    if unsaid := said - sent:
        yield f"I3: {len(unsaid)} alerts are marked as sent and were not"
    if not over:
        return
    if late := [row for row in rows if row.kind in HEARD and row.done_hour is None and not _waits(row)]:
        stand = {f"{row.destination.partition(':')[0]} {row.last_error or ''}".rstrip() for row in late}
        yield f"I3: {len(late)} alerts never arrived: {sorted(stand)}"
    heard = {code.split(".")[0] for kind, _, code in town.sent if kind == "alert"}
    if silent := {id for id, row in singly.items() if row.number not in heard}:
        stand = {
            f"{row.kind} {'owed' if row.done_hour is None else 'paid'} {row.last_error or ''}".rstrip()
            for row in rows
            if row.case_id in silent
        }
        yield f"I3: nobody heard of {len(silent)} cases; of them: {sorted(stand)}"


def _takings(town: Town, cases: Collection[Any], done: Iterable[Any]) -> Iterator[str]:
    """A confirmed tap on *Terima* took the case, unless it was called anew since the button was made; the chain says
    so once for each call."""
    taken: dict[str, bool] = {}
    for action, number in done:
        if action == "acknowledged" and taken.get(number):
            yield "I1: a case was taken twice in one call"
        taken[number] = action == "acknowledged"
    if astray := sum(taken.get(case.number, False) != (case.acknowledged_by is not None) for case in cases):
        yield f"I1: {astray} cases are taken and the chain does not say so, or the other way round"
    waiting = {(case.number, case.version) for case in cases if case.acknowledged_by is None}
    if lost := sum(town.takings.get(tap) in waiting for tap in town.duty.confirmed):
        yield f"I1: {lost} officers tapped Terima in vain"


def _passed_on(rows: Sequence[Any], singly: dict[int, Any], everybody: Sequence[str]) -> Iterator[str]:
    """What the desk was owed and is marked became a row for each who hears it: in one commit."""
    codes, gaps = {row.code for row in rows}, 0
    for row in rows:
        if row.kind not in HEARD or row.destination != "desk" or row.done_hour is None:
            continue
        case = singly.get(row.case_id)
        if row.kind == "digest" or (case is not None and calling.raise_of(row.code) == str(case.raises)):
            gaps += not codes.issuperset(f"{row.code}@{one}" for one in everybody)
    if gaps:
        yield f"I3: {gaps} calls were not passed on to everybody"


def _waits(row: Any) -> bool:
    """Whether its time has not come: a call put off, or a digest. Nothing else may be owed when all is said."""
    due = row.next_try_at
    return row.destination == "desk" and row.last_error is None and due is not None and due > Clock.now()


def call_of(code: str) -> tuple[str, ...]:
    """Which call the code of an alert belongs to, whatever else stands in it: case, raise and turn; and for whom it
    began again, or which message it was shown again for."""
    case, raised, *more = re.split("[.@]", code)
    return case, raised, *(part for part in more if _OF_CALL.fullmatch(part))


def _whole(db: Database, conn: Connection) -> Iterator[str]:
    if db.dialect == "sqlite" and conn.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        yield "I4: the file is not whole"
    if (at := audit.verify(conn)) is not None:
        yield f"I4: the chain is broken at {at}"


def _values(conn: Connection) -> Iterator[bytes]:
    for table in Row.metadata.sorted_tables:
        for row in conn.execute(select(table)):
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()


def _in_clear(stored: bytes) -> list[str]:
    return ["I5: a word or a name stands in the clear"] if CANARY.encode() in stored else []
