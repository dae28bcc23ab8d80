"""The chat of before: where a report was told, when its reporter goes on with it, or erases it, from another chat.

That chat's conversation knows nothing of the report any more, and what stands there goes, whole: whoever holds that
phone now must not read it. Nothing is said there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from flows import leaving, visiting
from flows.traces import Trace
from storage import drafts, wiping
from storage.keyring import ReporterKeys
from storage.returning import CHAT, opened
from storage.sealing import Address
from storage.tables import Row

_sessions = Row.metadata.tables["sessions"]
_addresses = Row.metadata.tables["return_addresses"]


def forget(conn: Connection, keys: ReporterKeys, here: Address, report: str, at: datetime) -> None:
    """Take the report out of the chat it leads back to, unless that is this one: ``here`` has its own turn."""
    row: Any = conn.execute(select(_addresses).where(_addresses.c.report_id == report)).first()
    there = opened(keys, row) if row is not None else None
    if there is None or there.address.chat_id == here.chat_id:
        return
    left = _take_out_of(conn, keys, there.address, report)
    wiping.owe(conn, keys, row.office_code, there.address, (*there.messages, *left), at, whole=True)


def _take_out_of(conn: Connection, keys: ReporterKeys, address: Address, report: str) -> tuple[Trace, ...]:
    """Gives what stands in the chat, as far as its own conversation is about the report."""
    tag = keys.tagger.tag(CHAT, address.chat_id)
    draft = drafts.find(conn, keys, tag, locked=True)
    if draft is None:  # there is none, or its key is gone: it says nothing to anybody
        conn.execute(delete(_sessions).where(_sessions.c.tag == tag))
        return ()
    own = visiting.ended(draft.session)  # it may be visiting another report itself
    after = leaving.without(own, report)
    if draft.session.is_guest or after.has_content or after.earlier:
        drafts.keep(conn, keys, draft, visiting.with_own(draft.session, after))
    else:
        conn.execute(delete(_sessions).where(_sessions.c.id == draft.id))
    return own.messages if own.report_id == report else ()
