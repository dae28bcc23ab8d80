"""How a case ended, as far as its reporter's own chat must know: was it a mistake or a try?

The desk owes a row for every ending, sealed to the reporters' side, so that no row tells which. There it is noted in
the chat's own sealed draft: whoever does it again and again is slowed (flows/pace.py). The desk never learns who.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from storage import drafts, outbox, returning
from storage.errors import CannotOpen, StorageError
from storage.keyring import DutyKeys, ReporterKeys
from storage.outbox import Owed
from storage.tables import Case, Row

KIND = "ended"
MISTAKE = "mistake"
KEPT = 5

_reports = Row.metadata.tables["reports"]


def owe(conn: Connection, keys: DutyKeys, case: Case, reason: str, at: datetime) -> None:
    """This case has ended: its reporters' side will note whether for a mistake."""
    for report_id in conn.scalars(select(_reports.c.id).where(_reports.c.case_id == case.id)).all():
        code = f"{case.number}.ended.{secrets.token_hex(4)}"
        box = keys.reply.seal(KIND, code, {"mistake": int(reason == MISTAKE)})
        outbox.owe(
            conn,
            "reporter",
            KIND,
            "reporter",
            code=code,
            due_at=at,
            office_code=case.office_code,
            case_id=case.id,
            report_id=report_id,
            detail={"box": list(box)},
        )


def whose(conn: Connection, keys: ReporterKeys, owed: Owed) -> int | None:
    """The chat it is about; None when nobody can be found any more."""
    try:
        found = returning.find(conn, keys, str(owed.report_id))
    except StorageError:
        return None
    return None if found is None else found.address.chat_id


def note(conn: Connection, keys: ReporterKeys, tag: bytes, owed: Owed) -> None:
    """The chat's draft says so from now on, once for each report; and no longer, when it ended otherwise after all."""
    draft = drafts.find(conn, keys, tag, locked=True)
    if draft is None:
        return
    try:
        mistake = keys.reply.open(KIND, owed.code, bytes(owed.detail["box"]))["mistake"]
    except (CannotOpen, KeyError, TypeError, ValueError):
        return
    others = tuple(one for one in draft.session.pranks if one != owed.report_id)
    pranks = (*others, str(owed.report_id))[-KEPT:] if mistake else others
    if pranks != draft.session.pranks:
        drafts.keep(conn, keys, draft, replace(draft.session, pranks=pranks))
