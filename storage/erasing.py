"""/hapus: nothing is kept that leads from a case back to a chat. From another phone, with the safe word: from one case.

The draft, every return address, every receipt, a number given to be called, the reporter's copies of letters, and what
was still to be sent there go in one transaction with the reporter's word. The cases and what was told stay: the office
must handle them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from flows import visiting
from flows.session import Session
from storage import chat_before, fetching, outbox
from storage import tables_receipt as tables_receipt  # its tables join the metadata
from storage.database import leaves_the_log
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.returning import addresses_of
from storage.sealing import Address
from storage.tables import Row

_reports = Row.metadata.tables["reports"]
_sessions = Row.metadata.tables["sessions"]
_addresses = Row.metadata.tables["return_addresses"]
_receipts = Row.metadata.tables["receipts"]
_words = Row.metadata.tables["safe_words"]
_numbers = Row.metadata.tables["reported_numbers"]
_letters = Row.metadata.tables["letters"]
_cases = Row.metadata.tables["cases"]
_outbox = Row.metadata.tables["outbox"]


def erase(conn: Connection, keys: ReporterKeys, filing: Filing, tag: bytes, address: Address, before: Session) -> None:
    """Erase it all, also of reports the conversation has forgotten and of closed cases. The chain shows that a way back
    was erased, to the hour."""
    reports = list(dict.fromkeys((*addresses_of(conn, keys, address), *before.own_reports)))
    for row in conn.execute(select(_reports.c.id, _reports.c.office_code).where(_reports.c.id.in_(reports))).all():
        filing.note("erased", replace(before, report_id=row.id, office=row.office_code))
    conn.execute(delete(_sessions).where(_sessions.c.tag == tag))
    _forget_ways_back(conn, keys, filing, reports)
    filing.take_back(before)
    fetching.call_off_unsent(conn, visiting.ended(before).report_id, filing)


def erase_visited(conn: Connection, keys: ReporterKeys, filing: Filing, here: Address, report: str) -> None:
    """Erase what leads back to the reporter of this report, and no other: also their conversation about it, and what
    stands in their chat. The chat they did it from, ``here``, has its own turn."""
    row = conn.execute(select(_reports.c.id, _reports.c.office_code).where(_reports.c.id == report)).first()
    if row is None:
        return
    filing.note("erased", Session(row.office_code, report_id=report))
    chat_before.forget(conn, keys, here, report, filing.at)
    _forget_ways_back(conn, keys, filing, [report])
    leaves_the_log(conn)


def _forget_ways_back(conn: Connection, keys: ReporterKeys, filing: Filing, reports: list[str]) -> None:
    for table in (_addresses, _receipts, _words, _numbers):
        conn.execute(delete(table).where(table.c.report_id.in_(reports)))
    conn.execute(delete(_numbers).where(_numbers.c.report_id.in_(_told_from_elsewhere(reports))))
    _empty_letters(conn, keys, reports)
    unsent = select(_outbox.c.id).where(
        _outbox.c.side == "reporter", _outbox.c.report_id.in_(reports), _outbox.c.done_hour.is_(None)
    )
    for id in conn.scalars(unsent).all():
        outbox.drop(conn, id, filing.at, "no.address")
    fetching.call_off(conn, reports, filing)


def _told_from_elsewhere(reports: list[str]) -> Select[Any]:
    """What was added to their cases from a chat that is no way back (any more): a visit, a phone of before."""
    cases = select(_reports.c.case_id).where(_reports.c.id.in_(reports), _reports.c.case_id.is_not(None))
    return select(_reports.c.id).where(
        _reports.c.case_id.in_(cases), _reports.c.id.not_in(select(_addresses.c.report_id))
    )


def _empty_letters(conn: Connection, keys: ReporterKeys, reports: list[str]) -> None:
    """Nobody reads them any more; the office's copies are part of its case."""
    found = (
        select(_letters.c.id, _cases.c.number)
        .join(_cases, _cases.c.id == _letters.c.case_id)
        .where(_letters.c.report_id.in_(reports))
    )
    for row in conn.execute(found).all():
        empty = keys.reply.lock.seal("letter", row.number, {"words": ""})
        conn.execute(update(_letters).where(_letters.c.id == row.id).values(box=empty))
