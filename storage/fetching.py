"""Voice notes on their way: a row owed by the reporters' process, and how it ends.

The turn that says yes owes it; by which id Telegram gives it stands in the row sealed under the draft key, and in the
draft. What was fetched is sealed, and the row settled, in one transaction: whoever dies before it fetches again,
whoever dies after it has kept it once. Where the words were sealed anew meanwhile, the voice goes with them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from flows import voice
from flows.session import Session
from flows.visiting import ended, with_own
from storage import drafts, outbox, voices
from storage.drafts import Draft
from storage.errors import CannotOpen
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.outbox import Owed
from storage.sealing import Address
from storage.tables import Row

KIND = voices.KIND
_SETTLES = timedelta(seconds=30)  # as an answer that is added

_reports = Row.metadata.tables["reports"]
_voices = Row.metadata.tables["voices"]
_outbox = Row.metadata.tables["outbox"]


@dataclass(frozen=True)
class Wanted:
    """What a row owes. ``again``: it was kept once, and its box had to go because its words were sealed anew."""

    chat_id: int = field(repr=False)
    tag: bytes = field(repr=False)
    report_id: str = field(repr=False)
    office_code: str
    file: str = field(repr=False)
    seconds: int
    again: bool = False


@dataclass(frozen=True)
class Ended:
    """How it ended: what the chain must show, and whether the conversation is still there to be told."""

    entries: tuple[dict[str, Any], ...] = ()
    is_heard: bool = False


def owe(
    conn: Connection,
    keys: ReporterKeys,
    tag: bytes,
    address: Address,
    session: Session,
    at: datetime,
    *,
    again: bool = False,
) -> None:
    """Write down that the voice note of this report is to be fetched."""
    held = session.recording
    assert held is not None
    code = f"{_prefix(session.report_id)}{secrets.token_hex(4)}"
    what = {"chat": address.chat_id, "tag": tag.hex(), "report": session.report_id, "office": session.office}
    box = keys.draft.seal(KIND, code, {**what, "file": held.file, "seconds": session.voice_seconds, "again": again})
    detail = {"box": list(box)}  # numbers: a row has no place for anything else
    outbox.owe(conn, "reporter", KIND, "reporter", code=code, due_at=at, office_code=session.office, detail=detail)


def opened(keys: ReporterKeys, owed: Owed) -> Wanted:
    """What is to be fetched. Raises CannotOpen when the draft key is not that one any more."""
    try:
        held = keys.draft.open(KIND, owed.code, bytes(owed.detail["box"]))
        tag = bytes.fromhex(held["tag"])
    except (KeyError, TypeError, ValueError):
        raise CannotOpen from None
    return Wanted(
        held["chat"], tag, held["report"], held["office"], held["file"], int(held["seconds"]), bool(held["again"])
    )


def settle(
    conn: Connection, keys: ReporterKeys, owed: Owed, wanted: Wanted, sound: bytes | None, at: datetime
) -> Ended:
    """Seal away what was fetched, or, with None, note that it cannot be; and settle the row. Nobody wants it any more
    when the draft is gone or holds another report, and nothing of this one was kept for the office."""
    if not _is_unpaid(conn, owed):
        return Ended()
    report = conn.execute(
        select(_reports.c.sealed_to, _reports.c.office_code, _reports.c.case_id).where(
            _reports.c.id == wanted.report_id
        )
    ).first()
    draft = _draft(conn, keys, wanted)
    if draft is None and report is None:
        outbox.drop(conn, owed.id, at, "no.draft")
        return Ended()
    session = ended(draft.session) if draft is not None else None
    if sound is not None:
        office = report.office_code if report is not None else session.office if session else wanted.office_code
        to = report.sealed_to if report is not None else voices.DRAFT
        told = voices.packed(sound, wanted.seconds)
        voices.seal_away(conn, keys, wanted.report_id, office, to, told, at)
        outbox.paid(conn, owed.id, at)
    else:
        outbox.drop(conn, owed.id, at, "voice.lost")
    if draft is None or (sound is not None and wanted.again):
        return Ended()
    return _told(conn, keys, draft, report, at, kept=sound is not None)


def _told(conn: Connection, keys: ReporterKeys, draft: Draft, report: Any, at: datetime, *, kept: bool) -> Ended:
    """The conversation knows how it ended, and so does whoever works on its case."""
    before = ended(draft.session)
    after = voice.kept(before) if kept else voice.lost(before)
    drafts.keep(conn, keys, draft, with_own(draft.session, after))
    filing = Filing(conn, keys, at)
    if report is not None:
        filing.write_report(before, after)
        filing.note("voice kept" if kept else "voice lost", after)
        if report.case_id is not None and kept:
            filing.tell_of_addition(after, _SETTLES)
    return Ended(tuple(filing.entries), is_heard=draft.session.visit is None)


def follow_the_words(
    conn: Connection,
    keys: ReporterKeys,
    filing: Filing,
    tag: bytes,
    address: Address,
    before: Session,
    session: Session,
) -> None:
    """After a turn: the voice is sealed as its report is now. What only the office could open is erased and fetched
    again; what belonged to a draft that is no more goes with it."""
    before, session = ended(before), ended(session)  # a visit is somebody's other report, and brings no voice
    if before.recording is not None and before.report_id != session.report_id:
        call_off_unsent(conn, before.report_id, filing)
    if session.recording is None or not session.report_id:
        return
    row = conn.execute(select(_voices).where(_voices.c.report_id == session.report_id)).first()
    to = voices.sealed_like(conn, session.report_id)
    if row is None or (row.sealed_to, row.office_code) == (to, session.office):
        return
    filing.erased = True
    if row.sealed_to == voices.DRAFT and voices.move_out_of_draft(conn, keys, row, session.office, to, filing.at):
        return
    voices.erase(conn, session.report_id)
    owe(conn, keys, tag, address, session, filing.at, again=True)


def call_off(conn: Connection, report_ids: list[str], at: datetime) -> None:
    """Nothing more is fetched for these reports."""
    for report_id in report_ids:
        mine = (_outbox.c.kind == KIND, _outbox.c.done_hour.is_(None), _outbox.c.code.startswith(_prefix(report_id)))
        for id in conn.scalars(select(_outbox.c.id).where(*mine)).all():
            outbox.drop(conn, id, at, "no.draft")


def call_off_unsent(conn: Connection, report_id: str, filing: Filing) -> None:
    """The same, and nothing stays of what came with a report that nobody keeps."""
    if not report_id or conn.scalar(select(_reports.c.id).where(_reports.c.id == report_id)) is not None:
        return
    call_off(conn, [report_id], filing.at)
    filing.erased = voices.erase(conn, report_id) or filing.erased


def _draft(conn: Connection, keys: ReporterKeys, wanted: Wanted) -> Draft | None:
    """Their conversation, if it is still about this voice note."""
    draft = drafts.find(conn, keys, wanted.tag, locked=True)
    if draft is None:
        return None
    own = ended(draft.session)
    known = own.recording is not None and own.recording.file == wanted.file
    return draft if known and own.report_id == wanted.report_id else None


def _is_unpaid(conn: Connection, owed: Owed) -> bool:
    row = select(_outbox.c.id).where(_outbox.c.id == owed.id, _outbox.c.done_hour.is_(None)).with_for_update()
    return conn.execute(row).first() is not None


def _prefix(report_id: str) -> str:
    return f"voice.{report_id}."
