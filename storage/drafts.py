"""A conversation's sealed draft: how it is opened and sealed, by its turn and by whoever else has something to note."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select, update

from flows.session import Session
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.tables import Row

_sessions = Row.metadata.tables["sessions"]
_FIND = select(_sessions.c.id, _sessions.c.draft).where(_sessions.c.tag == bindparam("tag"))


@dataclass(frozen=True)
class Draft:
    """A conversation as it was left by its last turn."""

    id: int
    tag: bytes = field(repr=False)
    session: Session


def find(conn: Connection, keys: ReporterKeys, tag: bytes, *, locked: bool = False) -> Draft | None:
    """The draft of this tag, until the transaction ends nobody else's when ``locked``; None when there is none, or its
    key lived in memory only and is gone."""
    row = conn.execute(_FIND.with_for_update() if locked else _FIND, {"tag": tag}).first()
    if row is None:
        return None
    try:
        return Draft(row.id, tag, opened(keys, tag, row.draft))
    except CannotOpen:
        return None


def keep(conn: Connection, keys: ReporterKeys, draft: Draft, session: Session) -> None:
    """Write down that the conversation stands like this now, between its turns."""
    box = sealed(keys, draft.tag, session)
    conn.execute(update(_sessions).where(_sessions.c.id == draft.id).values(draft=box))


def opened(keys: ReporterKeys, tag: bytes, box: bytes) -> Session:
    """What stands in the box. Raises CannotOpen."""
    return Session.from_data(keys.draft.open("draft", tag.hex(), box))


def sealed(keys: ReporterKeys, tag: bytes, session: Session) -> bytes:
    """The box for this tag, and for no other."""
    return keys.draft.seal("draft", tag.hex(), session.as_data())
