"""What a reporter is answered: which text is an answer, whose report it answers, and the letter it becomes.

After *Balas* an officer's next text is the answer; what they write after it is meant for nobody. A letter is sealed to
the reporter's side, with a copy for the office; the row that owes its delivery carries ids. It helps when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage import audit, cases, deeds, numbers, outbox, returning, unhelped
from storage.cases import open_for
from storage.errors import CannotOpen, NotPossible, NoWayBack
from storage.keyring import DutyKeys
from storage.sealing import Key, Lock, digest
from storage.tables import Case, Officer, Row

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_letters = Row.metadata.tables["letters"]
_officers = Row.metadata.tables["officers"]
_addresses = Row.metadata.tables["return_addresses"]

REPLY_WAITS = timedelta(minutes=10)  # after *Balas* the officer's next text is the answer, for this long
TYPED_MEANWHILE = timedelta(seconds=5)  # while the invitation to write is still on its way
_LAST_ANSWERS = 100  # as many as one batch of updates may hold


@dataclass(frozen=True)
class Replied:
    """An answer was kept. ``pushed`` says whether the reporter agreed to be told of it, ``declined`` that they said no:
    who was never asked, or passed it over, did neither. ``reachable``: there still is a way back to them. ``red``: an
    emergency about which nothing else was done; ``has_phone``: they gave a number to be called."""

    number: str
    pushed: bool
    declined: bool = False
    reachable: bool = True
    red: bool = False
    has_phone: bool = False


def begin_reply(conn: Connection, officer: Officer, number: str, at: datetime) -> Case:
    """*Balas*: what the officer writes next is the answer. Raises NoSuchCase; CannotOpen when it is sealed away;
    NoWayBack when it came by the office's own door; NotPossible when another office has it now."""
    case = open_for(conn, officer, number)
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dijawab pemegang kunci eskalasi.")
    if cases.has_gone(conn, case):
        raise NotPossible("desk-why-moved")
    if not returning.has_chat(conn, case):
        raise NoWayBack
    conn.execute(update(_officers).where(_officers.c.id == officer.id).values(replying_to=case.id, replying_since=at))
    return case


def stop_reply(conn: Connection, officer: Officer) -> bool:
    """Never mind. False when no answer was waited for."""
    values = {"replying_to": None, "replying_since": None}
    waiting = officer.replying_to is not None
    conn.execute(update(_officers).where(_officers.c.id == officer.id).values(**values))
    return waiting


def invited(conn: Connection, officer: Officer, tapped: datetime, shown: datetime) -> None:
    """The invitation to write, given for the tap at ``tapped``, stands in the chat since ``shown``, by the clock that
    dates what is typed."""
    mine = (_officers.c.id == officer.id, _officers.c.replying_since == tapped)
    conn.execute(update(_officers).where(*mine).values(replying_since=shown))


def awaited(conn: Connection, officer: Officer, written: datetime) -> str | None:
    """The number of the case that what was written then answers; None when there is none, it was long ago, or it was
    written before they were invited to: that was meant for somebody else, however late it reached us."""
    if officer.replying_to is None or officer.replying_since is None:
        return None
    if not -TYPED_MEANWHILE <= written - officer.replying_since <= REPLY_WAITS:
        return None
    number = conn.scalar(select(_cases.c.number).where(_cases.c.id == officer.replying_to))
    return None if number is None else str(number)


def reply(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    words: str,
    at: datetime,
) -> Replied:
    """Keep an officer's answer, sealed to the reporter's side, and owe its delivery. It is the one answer: nothing else
    they write is one until the next *Balas*. ``replying_since`` then says when they last answered.

    Raises as `begin_reply` does.
    """
    case = begin_reply(conn, officer, number, at)
    conn.execute(update(_officers).where(_officers.c.id == officer.id).values(replying_to=None))
    report = answered_report(conn, keys.office_key, case)
    deed = deeds.wrote(conn, officer, case, at)
    box = write_letter(conn, keys.reply, keys.office, officer, case, report.id, {"words": words}, at, deed=deed)
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action="replied",
        case_number=case.number,
        ct_hash=digest(box),
    )
    return replied(conn, keys.office_key, case, report)


def replied(conn: Connection, key: Key, case: Case, report: Any) -> Replied:
    """What becomes of an answer to this report."""
    return Replied(
        case.number,
        *agreed(key, report),
        reachable=returning.is_reached(conn, case),
        red=unhelped.needs_help(cases.whole(conn, case)),
        has_phone=numbers.are_given(conn, case),
    )


def write_letter(
    conn: Connection,
    reply: Lock,
    copy: Lock,
    officer: Officer,
    case: Case,
    report_id: str,
    says: dict[str, Any],
    at: datetime,
    *,
    is_news: bool = True,
    deed: int | None = None,
) -> bytes:
    """Seal what the reporter is to read to their side (``reply``), with a copy for whoever reads the case, and owe its
    delivery, unless it is no news to them. An answer is a ``deed`` once it is read. Returns the sealed letter."""
    box = reply.seal("letter", case.number, says)
    letter_id = conn.execute(
        insert(_letters)
        .values(
            office_code=case.office_code,
            case_id=case.id,
            report_id=report_id,
            box=box,
            key_id=reply.key_id,
            office_copy=copy.seal("letter copy", case.number, {**says, "by": officer.id}),
            officer_id=officer.id,
            hour=at,
            read_hour=None if is_news else at,
        )
        .returning(_letters.c.id)
    ).scalar_one()
    if not is_news:
        return box
    outbox.owe(
        conn,
        "reporter",
        "news",
        "reporter",
        code=f"{case.number}.{case.raises}.l{letter_id}" + (f".d{deed}" if deed else ""),
        due_at=at,
        office_code=case.office_code,
        case_id=case.id,
        report_id=report_id,
        letter_id=letter_id,
    )
    return box


def register_of(conn: Connection, keys: DutyKeys, case: Case) -> str:
    """How its reporter is spoken to: ``anak`` until we know."""
    try:
        report = answered_report(conn, keys.office_key, case)
        return str(keys.office_key.open("report", report.id, report.snapshot).get("register", "anak"))
    except (CannotOpen, NotPossible):
        return "anak"


def find_reply(conn: Connection, keys: DutyKeys, officer: Officer, words: str) -> Replied | None:
    """This officer's answer with exactly these words, if it was kept and is among their last."""
    newest = conn.execute(
        select(_letters.c.office_copy, _letters.c.report_id, _letters.c.case_id, _cases.c.number)
        .join(_cases, _cases.c.id == _letters.c.case_id)
        .where(_letters.c.officer_id == officer.id)
        .order_by(_letters.c.id.desc())
        .limit(_LAST_ANSWERS)
    )
    for row in newest.all():
        try:
            kept = keys.office_key.open("letter copy", row.number, row.office_copy).get("words")
        except CannotOpen:
            continue
        if kept == words:
            report = conn.execute(select(_reports).where(_reports.c.id == row.report_id)).one()
            return replied(conn, keys.office_key, cases.by_id(conn, row.case_id), report)
    return None


def agreed(key: Key, report: Any) -> tuple[bool, bool]:
    """Whether the reporter may be told of an answer, and whether they said no; a damaged report does not keep the
    answer back."""
    try:
        record = key.open("report", report.id, report.snapshot)
    except CannotOpen:
        return False, False
    pushed = record.get("contact", "no") != "no"
    answered = any(record.get("answers", {}).get(step) for step in ("contact", "distress.contact"))
    return pushed, answered and not pushed


def answered_report(conn: Connection, key: Key, case: Case) -> Any:
    """The report its reporter goes on with: the one with a way back, for an answer to any other is never read. Where
    cases were merged, a number answers the reporter it was given for. Raises NotPossible when it cannot be told who."""
    whole = cases.whole(conn, case)
    reports = conn.execute(
        select(_reports.c.id, _reports.c.snapshot, _addresses.c.report_id.is_not(None).label("reached"))
        .outerjoin(_addresses, _addresses.c.report_id == _reports.c.id)
        .where(_reports.c.case_id == whole.id, _reports.c.guest.is_(False))
        .order_by(_addresses.c.report_id.is_(None), _reports.c.hour.desc())
    ).all()
    if not reports:
        raise NotPossible("desk-why-moved")
    by_number = _reporters(key, whole)
    if not by_number:
        return reports[0]
    own = [report for report in reports if report.id in by_number.get(case.number, ())]
    if own and own[0].reached:
        return own[0]
    known = {id for ids in by_number.values() for id in ids}
    came_back = [report for report in reports if report.reached and report.id not in known]
    if not came_back and own:
        return own[0]  # nobody reads it now; who comes back by the receipt will
    lost = [number for number, ids in by_number.items() if not any(r.reached for r in reports if r.id in ids)]
    if len(came_back) != 1 or lost != [case.number]:
        raise NotPossible("desk-why-which-reporter")
    return came_back[0]


def _reporters(key: Key, case: Case) -> dict[str, list[str]]:
    """Which number was given for which reports, where cases were merged. Of a case that was sealed away later the
    office's box stays closed: then whoever has a way back is answered."""
    if case.handling is None:
        return {}
    try:
        told = key.open("handling", case.number, case.handling)
    except CannotOpen:
        if case.sealed_to == "office":
            raise
        return {}
    return dict(told.get("by_number", {}))
