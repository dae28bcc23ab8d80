"""Codes and safe words as they were typed, hashed before the transaction: Argon2 takes time, and nobody waits for it.

Whoever rests (flows/codes/patience.py) is not hashed for. The tries are kept under the draft key, so no minute of them
lies on a disk, and are forgotten after a day.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from flows import codes, safe_words
from flows.codes import patience
from flows.events import Checked, Event, Wrote
from flows.office import Office
from flows.session import Session
from flows.understanding import secret_of
from storage import drafts
from storage import tables_receipt as tables_receipt  # its tables join the metadata
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys
from storage.tables import Row

TYPED = (Wrote, Checked)
AT_ONCE = 8  # secrets that one batch may hold: what comes after them is given again
LONGEST = 200  # signs; what is longer is no secret
OF_A_CHAT, OF_A_REPORT, EVERYBODY = "coba", "coba-kata", "semua"
_DAY = timedelta(hours=25)

_words = Row.metadata.tables["safe_words"]
_tries = Row.metadata.tables["code_tries"]
_word_of = select(_words).where(_words.c.report_id == bindparam("report"))


@dataclass(frozen=True)
class Typed:
    """One secret: of which ``kind`` (flows/safe_words.py), hashed. ``rests``: it was not looked at; ``unfit``: why
    it is no word to choose. ``salt`` is what a chosen word was hashed with."""

    kind: str
    hash: bytes = field(default=b"", repr=False)
    salt: bytes = field(default=b"", repr=False)
    rests: bool = False
    unfit: str = ""


def kind_of(session: Session, event: Event, office: Office) -> str:
    """Which secret this is that must be hashed; empty when there is none."""
    if isinstance(event, TYPED) and len(event.text) <= LONGEST:
        kind = secret_of(session, event, office)
        return "" if kind == "late" else kind
    return ""


def work_out(
    conn: Connection, keys: ReporterKeys, offices: Mapping[str, Office], home: Office, batch: Sequence[Any]
) -> dict[int, Typed]:
    """The secrets of a batch, by update; no more than `AT_ONCE`. What a conversation asks for may change with the
    updates before: then the turn says so (`NotPrepared`), and it is worked out again."""
    found: dict[int, Typed] = {}
    for one in batch:
        if len(found) >= AT_ONCE:
            break
        event = getattr(one, "event", None)
        if not isinstance(event, TYPED) or len(event.text) > LONGEST:
            continue
        session = _session(conn, keys, one.tag, home)
        kind = kind_of(session, event, offices.get(session.office, home))
        if kind:
            found[one.update_id] = _hashed(conn, keys, session, kind, one.tag, event.text, event.at)
    return found


def _session(conn: Connection, keys: ReporterKeys, tag: bytes, home: Office) -> Session:
    draft = drafts.find(conn, keys, tag)
    return draft.session if draft is not None else Session(home.code)


def _hashed(
    conn: Connection, keys: ReporterKeys, session: Session, kind: str, tag: bytes, text: str, at: datetime
) -> Typed:
    if kind in safe_words.CHOSEN:
        if unfit := safe_words.unfit(text):
            return Typed(kind, unfit=unfit)
        kept = word_of(conn, session.report_id)
        salt = kept.salt if kept is not None else secrets.token_bytes(16)
        return Typed(kind, keys.receipts.word(safe_words.as_meant(text), salt), salt)
    report = session.visit.report if session.visit and kind == safe_words.GIVEN else ""
    if rests(conn, keys, tag, report, at):
        return Typed(kind, rests=True)
    if kind == safe_words.GIVEN:
        kept = word_of(conn, report)
        salt = kept.salt if kept is not None else keys.tagger.tag(OF_A_REPORT, report)[:16]
        return Typed(kind, keys.receipts.word(safe_words.as_meant(text), salt), salt)
    return Typed(kind, keys.receipts.hash(codes.attempted(text)))


def word_of(conn: Connection, report: str) -> Any:
    """The words chosen for a report, hashed; None when there are none."""
    return conn.execute(_word_of, {"report": report}).first()


# -- tries -----------------------------------------------------------------------------------------------------


def rests(conn: Connection, keys: ReporterKeys, chat: bytes, report: str, at: datetime) -> bool:
    """Whether this chat, or whoever tries words of this report, has erred too often."""
    own, everybody, of_report = _of(conn, keys, chat, report)
    return patience.rests(own, everybody, at) or patience.rests(of_report, (), at)


def words_rest(conn: Connection, keys: ReporterKeys, report: str, at: datetime) -> bool:
    """Whether the words of this report rest, whoever tried them."""
    tag = keys.tagger.tag(OF_A_REPORT, report)
    box = conn.scalar(select(_tries.c.box).where(_tries.c.tag == tag))
    return patience.rests(_opened(keys, tag, box), (), at)


def count(conn: Connection, keys: ReporterKeys, chat: bytes, report: str, at: datetime) -> None:
    """One wrong try more."""
    conn.execute(delete(_tries).where(_tries.c.hour < at - _DAY))
    most = (patience.IN_ALL, patience.KEPT, patience.IN_ALL)
    for tag, tries, kept in zip(_tags(keys, chat, report), _of(conn, keys, chat, report), most, strict=True):
        moments = [one.isoformat() for one in patience.kept(tries, at, kept)]
        values = {"box": keys.draft.seal("tries", tag.hex(), {"at": moments}), "hour": at}
        make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_tries)
        conn.execute(make.values(tag=tag, **values).on_conflict_do_update(index_elements=["tag"], set_=values))


def _tags(keys: ReporterKeys, chat: bytes, report: str) -> tuple[bytes, bytes, bytes]:
    """A chat, everybody, and the words of one report; where none is asked for, a row that nobody reads."""
    tag = keys.tagger.tag
    return tag(OF_A_CHAT, chat.hex()), tag(OF_A_CHAT, EVERYBODY), tag(OF_A_REPORT, report or chat.hex())


def _of(conn: Connection, keys: ReporterKeys, chat: bytes, report: str) -> tuple[tuple[datetime, ...], ...]:
    tags = _tags(keys, chat, report)
    boxes = {row.tag: row.box for row in conn.execute(select(_tries).where(_tries.c.tag.in_(tags)))}
    return tuple(_opened(keys, tag, boxes.get(tag)) for tag in tags)


def _opened(keys: ReporterKeys, tag: bytes, box: bytes | None) -> tuple[datetime, ...]:
    if box is None:
        return ()
    try:
        return tuple(datetime.fromisoformat(one) for one in keys.draft.open("tries", tag.hex(), box)["at"])
    except CannotOpen:  # the power was cut, and the key with it
        return ()
