"""Voice notes on their way: a row owed by the reporters' process, and how it ends.

The turn that says yes owes it; by which id Telegram gives it stands in the row sealed under the draft key, and in the
draft. What was fetched is sealed, and the row settled, in one transaction: whoever dies before it fetches again,
whoever dies after it has kept it once. Where the words are sealed anew, the voice goes with them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from flows import voice
from flows.session import Session
from flows.visiting import ended, with_own
from storage import drafts, outbox, voices
from storage.database import leaves_the_log
from storage.drafts import Draft
from storage.errors import CannotOpen
from storage.filing import Filing, hold
from storage.keyring import ReporterKeys
from storage.outbox import Owed
from storage.sealing import Address
from storage.tables import Row

KIND = voices.KIND
_SETTLES = timedelta(seconds=30)  # as an answer that is added

_reports = Row.metadata.tables["reports"]
_voices = Row.metadata.tables["voices"]
_outbox = Row.metadata.tables["outbox"]
_cases = Row.metadata.tables["cases"]


@dataclass(frozen=True)
class Wanted:
    """What a row owes."""

    chat_id: int = field(repr=False)
    tag: bytes = field(repr=False)
    report_id: str = field(repr=False)
    office_code: str
    file: str = field(repr=False)
    seconds: int


@dataclass(frozen=True)
class Ended:
    """How it ended: what the chain must show, and whether the conversation is still there to be told."""

    entries: tuple[dict[str, Any], ...] = ()
    is_heard: bool = False


def owe(conn: Connection, keys: ReporterKeys, tag: bytes, address: Address, session: Session, at: datetime) -> None:
    """Write down that the voice note of this report is to be fetched."""
    held = session.recording
    assert held is not None
    code = f"{_errand(session.report_id)}{secrets.token_hex(4)}"
    what = {"chat": address.chat_id, "tag": tag.hex(), "report": session.report_id, "office": session.office}
    box = keys.draft.seal(KIND, code, {**what, "file": held.file, "seconds": session.voice_seconds})
    detail = {"box": list(box)}  # numbers: a row has no place for anything else
    outbox.owe(conn, "reporter", KIND, "reporter", code=code, due_at=at, office_code=session.office, detail=detail)


def opened(keys: ReporterKeys, owed: Owed) -> Wanted:
    """What is to be fetched. Raises CannotOpen when the draft key is not that one any more."""
    try:
        held = keys.draft.open(KIND, owed.code, bytes(owed.detail["box"]))
        tag = bytes.fromhex(held["tag"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None
    return Wanted(held["chat"], tag, held["report"], held["office"], held["file"], int(held["seconds"]))


def settle(
    conn: Connection, keys: ReporterKeys, owed: Owed, wanted: Wanted, sound: bytes | None, at: datetime
) -> Ended:
    """Seal away what was fetched, or, with None, note that it cannot be; and settle the row. Nobody wants it any more
    when the draft is gone or holds another report, and nothing of this one was kept for the office."""
    if outbox.still_owed(conn, owed) is None:
        return Ended()
    hold(conn, wanted.report_id)
    report = conn.execute(
        select(_reports.c.sealed_to, _reports.c.office_code, _cases.c.sealed_to.label("case_to"))
        .outerjoin(_cases, _cases.c.id == _reports.c.case_id)
        .where(_reports.c.id == wanted.report_id)
    ).first()
    draft = _draft(conn, keys, wanted)
    if draft is None and report is None:
        outbox.drop(conn, owed.id, at, "no.draft")
        return Ended()
    own, key = ended(draft.session) if draft is not None else None, ""
    filing = Filing(conn, keys, at)
    is_away = report is not None and report.case_to == "escalation"  # also when another told of it, and named somebody
    if is_away and own is not None:
        filing.write_report(replace(own, recording=None), own)  # the words first, and the voice goes where they went
    if sound is not None:
        office = report.office_code if report is not None else own.office if own else wanted.office_code
        to = "escalation" if is_away else voices.sealed_like(conn, wanted.report_id)
        told = voices.packed(sound, wanted.seconds)
        key = voices.seal_away(conn, keys, wanted.report_id, office, to, told, at)
        outbox.paid(conn, owed.id, at)
    else:
        outbox.drop(conn, owed.id, at, "voice.lost")
        if draft is None:
            voices.note_lost(conn, wanted.report_id)
    if draft is not None and own is not None:
        after = voice.kept(own, key) if key else voice.lost(own)
        drafts.keep(conn, keys, draft, with_own(draft.session, after))
        if report is not None:
            filing.write_report(own, after)
    _tell_the_desk(filing, wanted.report_id, kept=bool(key))
    is_heard = draft is not None and draft.session.visit is None
    return Ended(tuple(filing.entries), is_heard)


def give_up(conn: Connection, keys: ReporterKeys, owed: Owed, at: datetime) -> Ended:
    """The draft key is another one by now: nobody can say any more what was to be fetched, or tell its reporter."""
    filing = Filing(conn, keys, at)
    if outbox.still_owed(conn, owed) is not None:
        report_id = owed.code.split(".")[1]
        outbox.drop(conn, owed.id, at, "no.key")
        voices.note_lost(conn, report_id)
        _tell_the_desk(filing, report_id, kept=False)
    return Ended(tuple(filing.entries))


def _tell_the_desk(filing: Filing, report_id: str, *, kept: bool) -> None:
    """Whoever works on its case looks again, also when no conversation knows of it any more. What was kept is heard in
    a closed case too, as words are; that something will not come opens none."""
    case = filing.conn.execute(
        select(_cases.c.urgency, _cases.c.closed, _reports.c.office_code)
        .join(_reports, _reports.c.case_id == _cases.c.id)
        .where(_reports.c.id == report_id)
    ).first()
    if case is None:
        return
    about = Session(case.office_code, report_id=report_id, filed=True, urgency=case.urgency)
    filing.note("voice kept" if kept else "voice lost", about)
    if kept or case.closed is None:
        filing.tell_of_addition(about, _SETTLES)


def follow_the_words(conn: Connection, keys: ReporterKeys, filing: Filing, before: Session, session: Session) -> None:
    """After a turn: the voice is sealed as its report is now, and to nobody else; what belonged to a draft that is no
    more goes with it."""
    before, session = ended(before), ended(session)  # a visit is somebody's other report, and brings no voice
    if before.recording is not None and before.report_id != session.report_id:
        call_off_unsent(conn, before.report_id, filing)
    held = session.recording
    if held is None or not held.key:
        return
    hold(conn, session.report_id)
    about = select(_reports.c.office_code).where(_reports.c.id == session.report_id)
    office = conn.scalar(about) or session.office  # a draft that waits aside may not know yet which office has it
    to = voices.sealed_like(conn, session.report_id)
    row = conn.execute(select(_voices).where(_voices.c.report_id == session.report_id)).first()
    if row is not None and (row.sealed_to, row.office_code) != (to, office):
        voices.seal_anew(conn, keys, row, held.key, office, to)
        leaves_the_log(conn)


def call_off(conn: Connection, report_ids: list[str], filing: Filing) -> None:
    """Nothing more is fetched for these reports."""
    for report_id in report_ids:
        of_it = _outbox.c.code.startswith(_errand(report_id))
        mine = (_outbox.c.kind == KIND, _outbox.c.done_hour.is_(None), of_it)
        for id in conn.scalars(select(_outbox.c.id).where(*mine)).all():
            outbox.drop(conn, id, filing.at, "no.draft")
            voices.note_lost(conn, report_id)
            _tell_the_desk(filing, report_id, kept=False)


def call_off_unsent(conn: Connection, report_id: str, filing: Filing) -> None:
    """The same, and nothing stays of what came with a report that nobody keeps."""
    if not report_id or conn.scalar(select(_reports.c.id).where(_reports.c.id == report_id)) is not None:
        return
    call_off(conn, [report_id], filing)
    voices.erase(conn, report_id)


def _draft(conn: Connection, keys: ReporterKeys, wanted: Wanted) -> Draft | None:
    """Their conversation, if it is still about this voice note."""
    draft = drafts.find(conn, keys, wanted.tag, locked=True)
    if draft is None:
        return None
    own = ended(draft.session)
    known = own.recording is not None and own.recording.file == wanted.file
    return draft if known and own.report_id == wanted.report_id else None


def _errand(report_id: str) -> str:
    """How the codes of its rows begin."""
    return f"{KIND}.{report_id}."
