"""How a reporter is found again and written back to, without anybody knowing who it is.

The return address is sealed under the month's relay secret and stands beside its report. Its tag is salted per report,
so two reports of one person cannot be joined; the owner is found by trying the open ones (about 1 µs each).
"""

from __future__ import annotations

import secrets
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.session import EARLIER, Session
from storage import outbox
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage import tables_receipt as tables_receipt  # its tables join the metadata
from storage.errors import StorageError
from storage.filing import hold
from storage.keyring import ReporterKeys
from storage.sealing import Address, OpenedAddress, open_address, seal_address
from storage.tables import Row

_addresses = Row.metadata.tables["return_addresses"]
_reports = Row.metadata.tables["reports"]
_cases = Row.metadata.tables["cases"]
_letters = Row.metadata.tables["letters"]
_receipts = Row.metadata.tables["receipts"]
_outbox = Row.metadata.tables["outbox"]
_consents = Row.metadata.tables["consents"]
_audit = Row.metadata.tables["audit"]
_moving = (_letters, _outbox, _consents, *(Row.metadata.tables[name] for name in ("receipts", "safe_words")))
PURPOSE = "kasus"
CHAT = "sesi"  # what a conversation is kept under
UNANSWERED = 3  # words of news that nobody opened, and then silence
_WHILE_HERE = timedelta(minutes=1)  # who has just agreed is in the chat, and sees the button


def changed(before: Session, session: Session) -> bool:
    """Whether how to write back has changed with this turn."""
    return _manner(before) != _manner(session)


def _manner(session: Session) -> tuple[object, ...]:
    return (
        session.case_open,
        session.filed,
        session.report_id,
        session.language,
        session.register,
        session.contact,
        session.messages,
        session.quiet,
    )


def remember(conn: Connection, keys: ReporterKeys, address: Address, session: Session, at: datetime) -> None:
    """Seal how to write back, beside the report."""
    epoch, relay = keys.relay_of(at)
    salt = secrets.token_bytes(16)
    values: dict[str, Any] = {
        "office_code": session.office,
        "epoch": epoch,
        "box": seal_address(
            relay,
            session.report_id,
            address,
            language=session.language,
            register=session.register,
            window=None if session.contact == "no" else session.contact,
            messages=session.messages,
            filed=session.filed,
            quiet=session.quiet,
        ),
        "tag": keys.tagger.tag(PURPOSE, address.chat_id, salt),
        "salt": salt,
    }
    make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_addresses)
    conn.execute(
        make.values(report_id=session.report_id, **values).on_conflict_do_update(
            index_elements=["report_id"], set_=values
        )
    )


def close_windows(conn: Connection, keys: ReporterKeys, address: Address, but: str) -> None:
    """Nothing may appear in this chat uncalled, about whichever report: seal every other way back to it anew, without
    a window. Answers stay to be read by who comes back."""
    for row in _of(conn, keys, address):
        if row.report_id != but:
            seal_anew(conn, keys, row, window=None)


def seal_anew(conn: Connection, keys: ReporterKeys, row: Any, **changes: Any) -> None:
    """The same way back, with these parts changed; one that nobody can be written to by stays as it is."""
    found = opened(keys, row)
    if found is None:
        return
    parts = {part.name: getattr(found, part.name) for part in fields(OpenedAddress)}
    if parts != (after := parts | changes):
        box = seal_address(keys.relay(row.epoch), row.report_id, **after)
        conn.execute(update(_addresses).where(_addresses.c.report_id == row.report_id).values(box=box))


def opened(keys: ReporterKeys, row: Any) -> OpenedAddress | None:
    """What stands in this row; None when its month was destroyed, or it is damaged."""
    try:
        return open_address(keys.relay(row.epoch), row.report_id, row.box)
    except StorageError:
        return None


def addresses_of(conn: Connection, keys: ReporterKeys, address: Address) -> list[str]:
    """The reports that lead back to this chat, of closed cases too."""
    return [row.report_id for row in _of(conn, keys, address)]


def _of(conn: Connection, keys: ReporterKeys, address: Address) -> list[Any]:
    """The owner of a tag is found by trying: nothing joins two reports of one person."""
    rows = conn.execute(select(_addresses)).all()
    return [row for row in rows if keys.tagger.tag(PURPOSE, address.chat_id, row.salt) == row.tag]


def find(conn: Connection, keys: ReporterKeys, report_id: str) -> OpenedAddress | None:
    """Where and how to write to this reporter; None once it was erased."""
    row = conn.execute(select(_addresses.c.epoch, _addresses.c.box).where(_addresses.c.report_id == report_id)).first()
    return None if row is None else open_address(keys.relay(row.epoch), report_id, row.box)


def is_reached(conn: Connection, case: Any) -> bool:
    """Whether any reporter of the case can still be written to."""
    found = (
        select(_addresses.c.report_id)
        .join(_reports, _reports.c.id == _addresses.c.report_id)
        .where(_reports.c.case_id == (case.merged_into or case.id))
    )
    return conn.execute(found.limit(1)).first() is not None


def has_chat(conn: Connection, case: Any) -> bool:
    """Whether there is a chat to answer in: the case came by one, or a report that was joined to it did. One that came
    by the office's own door has none."""
    return case.source == "telegram" or is_reached(conn, case)


def was_read(conn: Connection, letter_id: int) -> bool:
    """Whether the reporter has seen this letter already: then there is nothing to tell."""
    return conn.scalar(select(_letters.c.read_hour).where(_letters.c.id == letter_id)) is not None


def is_silent(conn: Connection, report_id: str, at: datetime) -> bool:
    """Three times they were told that there is news, and opened none: whoever holds the phone, a fourth time helps
    nobody. Then nothing more appears in this chat, and whoever has the case is told to think of another way, once."""
    told = (
        select(_outbox.c.letter_id, _cases.c.number, _cases.c.id.label("case_id"), _cases.c.office_code)
        .join(_letters, _letters.c.id == _outbox.c.letter_id)
        .join(_reports, _reports.c.id == _outbox.c.report_id)
        .join(_cases, _cases.c.id == _reports.c.case_id)  # whoever has it now, whoever wrote
        .where(_outbox.c.report_id == report_id, _outbox.c.kind == "news", _outbox.c.done_hour.is_not(None))
        .where(_letters.c.read_hour.is_(None))
        .where(_outbox.c.last_error.is_(None) | _outbox.c.last_error.not_like("%.%"))  # a dropped one was never heard
        .order_by(_outbox.c.id)
    )
    rows = conn.execute(told).all()
    if len(rows) < UNANSWERED:
        return False
    first = rows[0]
    outbox.owe(
        conn,
        "duty",
        "silent",
        "desk",
        code=f"{first.number}.silent{first.letter_id}",
        due_at=at,
        office_code=first.office_code,
        case_id=first.case_id,
    )
    return True


def announce_unread(conn: Connection, report_id: str, at: datetime) -> None:
    """They agree to be written to now: answers that nobody could tell them of are told of after all, unless they read
    them meanwhile."""
    unread = (
        select(_letters.c.id, _letters.c.case_id, _letters.c.office_code, _cases.c.number)
        .join(_cases, _cases.c.id == _letters.c.case_id)
        .where(_letters.c.report_id == report_id, _letters.c.read_hour.is_(None))
    )
    for row in conn.execute(unread).all():
        outbox.owe(
            conn,
            "reporter",
            "news",
            "reporter",
            code=f"{row.number}.l{row.id}.{secrets.token_hex(4)}",
            due_at=at + _WHILE_HERE,
            waits=True,
            office_code=row.office_code,
            case_id=row.case_id,
            report_id=report_id,
            letter_id=row.id,
        )


def recognise(conn: Connection, keys: ReporterKeys, address: Address, at: datetime) -> Session | None:
    """Someone whose draft cannot be opened any more, but whose case is open: they go on with the newest of their cases,
    and read what is answered to any of them.

    What they told before is sealed and stays as it is; what they add goes into a second report of that case.
    """
    case = (_cases.c.id.label("case_id"), _cases.c.urgency, _cases.c.office_code.label("has_it"))
    standing = (
        select(_addresses, *case, _reports.c.sealed_to)
        .join(_reports, _reports.c.id == _addresses.c.report_id)
        .join(_cases, _cases.c.id == _reports.c.case_id)
        .where(_cases.c.closed.is_(None))
        .order_by(_cases.c.id)
    )
    own = []
    for row in conn.execute(standing):
        if keys.tagger.tag(PURPOSE, address.chat_id, row.salt) == row.tag:
            try:
                own.append((row, open_address(keys.relay(row.epoch), row.report_id, row.box)))
            except StorageError:  # its month was destroyed, or it is damaged: nobody is locked out for that
                continue
    if not own:
        return None
    *earlier, (last, opened) = own
    hold(conn, last.report_id)
    newest = conn.execute(standing.where(_reports.c.id == last.report_id)).first()
    if newest is None:  # it was closed in this very moment
        return None
    kept = tuple(row.report_id for row, _ in earlier)[-EARLIER:]
    return _go_on(conn, keys, address, newest, opened, kept, at)


def _go_on(
    conn: Connection,
    keys: ReporterKeys,
    address: Address,
    row: Any,
    opened: OpenedAddress,
    earlier: tuple[str, ...],
    at: datetime,
) -> Session:
    """Back into the hub when the report was sent; when only help was called for, back into the questions: who must not
    read it may not have been asked yet."""
    report_id = secrets.token_hex(16)
    answers: dict[str, tuple[str, ...]] = {}
    if row.sealed_to == "escalation":
        answers["insider"] = ("insider.some",)
    if opened.window:
        answers["contact"] = (f"contact.{opened.window}",)
    broke_off = not opened.filed and _was_passed_on(conn, row.case_id)
    session = Session(
        office=row.has_it,
        placed=True,
        step="away",
        language=opened.language,
        answers=answers,
        report_id=report_id,
        distress=not broke_off,
        passed_on=at.isoformat() if broke_off else "",
        filed=opened.filed,
        urgency=row.urgency,
        hidden=True,
        messages=opened.messages,
        earlier=earlier,
        careful=opened.quiet,
    )
    lock = keys.lock(session.office, row.sealed_to)
    conn.execute(
        insert(_reports).values(
            id=report_id,
            office_code=session.office,
            case_id=row.case_id,
            snapshot=lock.seal("report", report_id, {**session.record(), "at": at.isoformat()}),
            sealed_to=row.sealed_to,
            key_id=lock.key_id,
            hour=at,
            filed_hour=at,
        )
    )
    remember(conn, keys, address, session, at)
    for table in _moving:
        conn.execute(update(table).where(table.c.report_id == row.report_id).values(report_id=report_id))
    conn.execute(delete(_addresses).where(_addresses.c.report_id == row.report_id))
    return session


def _was_passed_on(conn: Connection, case_id: int) -> bool:
    """Whether it became a case because they had stopped half-way."""
    passed_on = (_audit.c.case_number == _cases.c.number, _audit.c.action == "passed on")
    found = select(_audit.c.seq).join(_cases, _cases.c.id == case_id).where(*passed_on)
    return conn.execute(found.limit(1)).first() is not None
