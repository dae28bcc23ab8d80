"""What must hold after each life, whoever was killed in the middle of what (I1 to I6 of the fault list).

I1  every confirmed update has its effect exactly once, or was set aside
I2  every report that its reporter was told is kept opens, and holds what they told
I3  every case has its alert, and what arrived twice carries the same code
I4  the file and the chain are whole, every conversation stands at a step there is
I5  no word and no name in the clear
I6  nobody is left without an answer
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from flows.session import Session
from flows.tables import STEPS
from storage import audit, drafts
from storage.database import Connection, Database
from storage.keyring import DutyKeys, ReporterKeys
from storage.returning import CHAT
from storage.tables import Row
from tests.faults.telegram import CANARY, PLANS, Person, Town

T = Row.metadata.tables


def broken(town: Town, db: Database, keys: ReporterKeys, desk: DutyKeys, home: Path, *, over: bool) -> list[str]:
    """What does not hold, in words without anybody's. ``over``: the faults have ended and all is said."""
    with db.reading() as conn:
        found = [
            *_updates(town, conn),
            *_reports(town, conn, keys, desk),
            *_alerts(town, conn, over),
            *_whole(db, conn),
        ]
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
    for side, queue in (("reporter", town.reporter), ("duty", town.duty)):
        seen = set(conn.scalars(select(T["seen"].c.update_id).where(T["seen"].c.side == side)))
        if lost := queue.confirmed - seen - town.odd:
            yield f"I1: {len(lost)} confirmed updates of {side} without effect"
    aside = Counter(conn.scalars(select(T["quarantine"].c.update_id)))
    if wrong := set(aside) - town.poison - town.odd:
        yield f"I1: {len(wrong)} good updates were set aside"
    if lost := (town.poison & town.reporter.confirmed) - set(aside):
        yield f"I1: {len(lost)} bad updates are nowhere"


def _reports(town: Town, conn: Connection, keys: ReporterKeys, desk: DutyKeys) -> Iterator[str]:
    drafts_of = {bytes(row.tag): row.draft for row in conn.execute(select(T["sessions"].c.tag, T["sessions"].c.draft))}
    reports = {row.id: row for row in conn.execute(select(T["reports"]))}
    opened = {}
    for id, row in reports.items():
        try:
            opened[id] = desk.office_key.open("report", id, row.snapshot)
        except Exception as error:
            yield f"I2: a report is torn ({type(error).__name__})"
    owners = Counter()
    for person in town.people.values():
        tag = keys.tagger.tag(CHAT, person.chat)
        session = drafts.opened(keys, tag, drafts_of[tag]) if tag in drafts_of else Session(office="")
        if session.step not in STEPS:
            yield f"I4: a conversation stands at {session.step}"
        owners[session.report_id] += 1
        yield from _told(person, opened.get(session.report_id), reports.get(session.report_id))
    if strangers := set(opened) - set(owners):
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
    if row.case_id is None or asked - given or (person.wrote and words != [person.words]):
        yield "I2: a report that was said to be kept is not whole"


def _alerts(town: Town, conn: Connection, over: bool) -> Iterator[str]:
    rows = conn.execute(select(T["outbox"])).all()
    owed = {row.case_id for row in rows if row.kind == "alert" and row.destination == "desk"}
    cases = {row.id: row for row in conn.execute(select(T["cases"]))}
    if missing := set(cases) - owed:
        yield f"I3: {len(missing)} cases without an alert"
    reports = Counter(conn.scalars(select(T["reports"].c.case_id).where(T["reports"].c.case_id.is_not(None))))
    if set(reports) != set(cases) or any(count > 1 for count in reports.values()):
        yield "I1: cases and reports do not fit"
    filed = select(func.count()).where(T["audit"].c.action == "filed")
    if conn.scalar(filed) != len(cases):
        yield "I4: the chain does not count the cases"
    codes = {row.code for row in rows}
    if strangers := {code for _, _, code in town.sent} - codes:
        yield f"I3: {len(strangers)} sends of something that is not owed"
    heard = {code.split(".")[0] for kind, _, code in town.sent if kind == "alert"}
    paid = {row.code for row in rows if row.kind == "alert" and row.done_hour is not None and "@" in row.code}
    if unsaid := {code for code in paid if not any(code == one for _, _, one in town.sent)}:
        unsaid -= {row.code for row in rows if row.last_error}  # dropped, and why
        if unsaid:
            yield f"I3: {len(unsaid)} alerts are marked as sent and were not"
    drawn_in = any(row.kind == "digest" for row in rows)  # many at once are one line, unless they are urgent
    must = {row.number for row in cases.values() if row.urgency == "DARURAT" or not drawn_in}
    if over and (silent := must - heard):
        yield f"I3: nobody heard of {len(silent)} cases"


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
