"""A report that is come back to by its code: what the code is worth, what the words open, whose chat it is then.

What is looked up was hashed before (`typed`). Wrong and unknown codes take the same way through here, with the same
queries; of a word both hashes are compared, always.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows import safe_words
from flows.safe_words import Verdict
from flows.session import Session
from storage import chat_before, outbox, typed
from storage.filing import Filing, hold
from storage.keyring import ReporterKeys
from storage.sealing import Address
from storage.tables import Row
from storage.typed import Typed

_receipts = Row.metadata.tables["receipts"]
_words = Row.metadata.tables["safe_words"]
_reports = Row.metadata.tables["reports"]
_cases = Row.metadata.tables["cases"]
_addresses = Row.metadata.tables["return_addresses"]
_MOVED = tuple(Row.metadata.tables[name] for name in ("letters", "outbox", "consents", "receipts", "safe_words"))

STATUS = {"baru": "received", "selesai": "ended", "ditutup": "ended", "dialihkan": "ended"}
HEED = "heed"  # the quiet call that says nothing of what it is about
FLAGS = {"duress": ("duress word", 0, "%Y%m%d%H"), "tried": ("words rest", 1, "%Y%m%d")}  # once an hour, once a day
_case_of = (
    select(
        _reports.c.id,
        _reports.c.office_code,
        _reports.c.sealed_to,
        _reports.c.case_id,
        _cases.c.number,
        _cases.c.state,
        _cases.c.urgency,
        _cases.c.sealed_to.label("case_to"),
    )
    .join(_cases, _cases.c.id == _reports.c.case_id)
)  # fmt: skip


def judge(conn: Connection, keys: ReporterKeys, chat: bytes, session: Session, given: Typed, filing: Filing) -> Verdict:
    """What became of a secret that was typed in this chat. A wrong one is counted; when a report's words come to rest
    by it, safe and duress word alike, the desk must know."""
    at = filing.at
    if given.kind in safe_words.CHOSEN:
        return _chosen(session, given)
    report = session.visit.report if session.visit and given.kind == safe_words.GIVEN else ""
    if given.rests or typed.rests(conn, keys, chat, report, at):
        return Verdict("rests")
    verdict = _word(conn, session, given, report) if given.kind == safe_words.GIVEN else _code(conn, given)
    if verdict.kind == "unknown":
        typed.count(conn, keys, chat, report, at)
        if report and typed.words_rest(conn, keys, report, at):
            raise_flag(conn, keys, report, filing, at, "tried")
    return verdict


def _code(conn: Connection, given: Typed) -> Verdict:
    found = _case_of.join(_receipts, _receipts.c.report_id == _reports.c.id).where(_receipts.c.hash == given.hash)
    row = conn.execute(found).first()
    return Verdict() if row is None else Verdict("known", row.id, STATUS.get(row.state, "working"))


def _word(conn: Connection, session: Session, given: Typed, report: str) -> Verdict:
    kept, nothing = typed.word_of(conn, report), secrets.token_bytes(32)
    is_safe = compare_digest(kept.safe if kept is not None else nothing, given.hash)
    is_duress = compare_digest(kept.duress if kept is not None else nothing, given.hash)
    if is_safe:
        guest = _guest(conn, session, report)
        return Verdict("safe", report, guest=guest) if guest is not None else Verdict()
    return Verdict("duress", report) if is_duress else Verdict()


def _chosen(session: Session, given: Typed) -> Verdict:
    """Never held against a word that is there: whoever holds the phone later could try it out by this."""
    if given.unfit:
        return Verdict(given.unfit)
    mark = given.hash.hex()
    is_same = given.kind == "duress_word" and compare_digest(session.chosen, mark)
    return Verdict("same" if is_same else "new", mark=mark)


def _guest(conn: Connection, session: Session, report: str) -> Session | None:
    """The conversation that opens: a report of its own in the same case, so that what is told now is told there."""
    row = conn.execute(_case_of.where(_reports.c.id == report)).first()
    if row is None:
        return None
    sealed_away = "escalation" in (row.sealed_to, row.case_to)
    return Session(
        office=row.office_code,
        placed=True,
        step="hub",
        language=session.language,
        answers={"insider": ("insider.some",)} if sealed_away else {},
        report_id=secrets.token_hex(16),
        filed=True,
        urgency=row.urgency,
        hidden=True,
        earlier=(report,),
    )


# -- what a turn asks for ----------------------------------------------------------------------------------------


def keep_word(conn: Connection, session: Session, kind: str, given: Typed, at: datetime) -> None:
    """The word as a hash. A safe word that is there stays: who holds the phone later must not lock its owner out; and
    only beside the one that stands a duress word is kept. ``session`` is from before this turn."""
    if kind == "duress":
        mine = (_words.c.report_id == session.report_id, _words.c.safe == bytes.fromhex(session.chosen))
        conn.execute(update(_words).where(*mine).values(duress=given.hash))
        return
    values = {
        "report_id": session.report_id,
        "office_code": session.office,
        "salt": given.salt,
        "safe": given.hash,
        "duress": secrets.token_bytes(32),
        "hour": at,
    }
    make: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](_words)
    conn.execute(make.values(**values).on_conflict_do_nothing(index_elements=["report_id"]))


def open_visit(conn: Connection, keys: ReporterKeys, session: Session, filing: Filing, at: datetime) -> None:
    """What is told during the visit has a report of its own in the case; that it was opened stands in the chain."""
    assert session.visit is not None
    hold(conn, session.visit.report)
    row = conn.execute(_case_of.where(_reports.c.id == session.visit.report)).one()
    _add_report(conn, keys, row, session.report_id, session.record(), at)
    filing.note("visited", session)


def raise_flag(
    conn: Connection, keys: ReporterKeys, report: str, filing: Filing, at: datetime, kind: str = "duress"
) -> None:
    """The duress word, or wrong words until they rest: a line on the card, one in the chain, and a quiet call that says
    nothing; of either once in its time."""
    action, number, time = FLAGS[kind]
    hold(conn, report)
    row = conn.execute(_case_of.where(_reports.c.id == report)).first()
    if row is None:
        return
    owed = outbox.owe(
        conn,
        "duty",
        HEED,
        "desk",
        code=f"{row.number}.{HEED}{number}.{at:{time}}",
        due_at=at,
        office_code=row.office_code,
        case_id=row.case_id,
    )
    if not owed:
        return
    flag = Session(row.office_code, report_id=secrets.token_hex(16), filed=True, urgency=row.urgency)
    record = {**flag.record(), "guest": True, kind: at.isoformat()}
    _add_report(conn, keys, row, flag.report_id, record, at)
    filing.note(action, flag)


def take_over(
    conn: Connection, keys: ReporterKeys, address: Address, session: Session, before: str, at: datetime
) -> None:
    """This chat is the way back now: what belongs to the report of ``before`` moves to the visit's, and the chat of
    before forgets its conversation about it, and what stands there goes."""
    chat_before.forget(conn, keys, address, before, at)
    for table in _MOVED:
        conn.execute(update(table).where(table.c.report_id == before).values(report_id=session.report_id))
    conn.execute(delete(_addresses).where(_addresses.c.report_id == before))
    conn.execute(update(_reports).where(_reports.c.id == session.report_id).values(guest=False))


def _add_report(conn: Connection, keys: ReporterKeys, row: Any, id: str, record: dict[str, Any], at: datetime) -> None:
    sealed_to = "escalation" if "escalation" in (row.sealed_to, row.case_to) else "office"
    lock = keys.lock(row.office_code, sealed_to)
    conn.execute(
        insert(_reports).values(
            id=id,
            office_code=row.office_code,
            case_id=row.case_id,
            snapshot=lock.seal("report", id, {**record, "at": at.isoformat()}),
            sealed_to=sealed_to,
            key_id=lock.key_id,
            hour=at,
            filed_hour=at,
            guest=True,
        )
    )
