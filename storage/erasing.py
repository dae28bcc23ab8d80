"""/hapus: nothing is kept that leads from a case back to a chat.

The draft, every return address, every receipt, the reporter's copies of letters, and what was still to be sent there go
in one transaction with the reporter's word. The cases and what was told stay: the office must handle them.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from flows.session import Session
from storage import outbox
from storage.filing import Filing
from storage.keyring import ReporterKeys
from storage.returning import addresses_of
from storage.sealing import Address
from storage.tables import Row

_reports = Row.metadata.tables["reports"]
_sessions = Row.metadata.tables["sessions"]
_addresses = Row.metadata.tables["return_addresses"]
_receipts = Row.metadata.tables["receipts"]
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
    conn.execute(delete(_addresses).where(_addresses.c.report_id.in_(reports)))
    conn.execute(delete(_receipts).where(_receipts.c.report_id.in_(reports)))
    _empty_letters(conn, keys, reports)
    unsent = select(_outbox.c.id).where(
        _outbox.c.side == "reporter", _outbox.c.report_id.in_(reports), _outbox.c.done_hour.is_(None)
    )
    for id in conn.scalars(unsent).all():
        outbox.drop(conn, id, filing.at, "no.address")
    filing.take_back(before)


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
