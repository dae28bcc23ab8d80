"""What officers do: take a case, read it, answer its reporter. Each is one transaction with an audit entry.

Access is a value you must hold: `open_for` returns the case or raises; nothing here takes a case any other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, true, update
from sqlmodel import col
from sqlmodel import select as choose

from flows.desk.card import card, merged, told
from flows.desk.waiting import deed_line
from flows.office import Office
from storage import audit, deeds, outbox, related, unhelped
from storage.database import session_on
from storage.errors import CannotOpen, NoSuchCase, NotPossible, NoWayBack
from storage.keyring import DutyKeys
from storage.sealing import Key, digest
from storage.tables import Case, Officer, Report, Row

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_letters = Row.metadata.tables["letters"]
_officers = Row.metadata.tables["officers"]
_outbox = Row.metadata.tables["outbox"]
_addresses = Row.metadata.tables["return_addresses"]

REPLY_WAITS = timedelta(minutes=10)  # after *Balas*, or the last answer, an officer's texts are answers for this long
_LAST_DEEDS = 4  # on the card, so that it stays one page
_LAST_ANSWERS = 100  # as many as one batch of updates may hold

TYPED_MEANWHILE = timedelta(seconds=5)  # while the invitation to write is still on its way


@dataclass(frozen=True)
class Acknowledged:
    """Who has the case now. ``first`` is False when it was taken before. ``stale``: nobody has it, because it was
    called anew since the button was made."""

    case: Case
    by: str
    first: bool
    stale: bool = False


@dataclass(frozen=True)
class Replied:
    """An answer was kept. ``pushed`` says whether the reporter agreed to be told of it, ``declined`` that they said no:
    who was never asked, or passed it over, did neither. ``reachable``: there still is a way back to them."""

    number: str
    pushed: bool
    declined: bool = False
    reachable: bool = True


def open_for(conn: Connection, officer: Officer, number: str) -> Case:
    """The case, for an officer of its office who is not related to it. Raises NoSuchCase."""
    with session_on(conn) as session:
        case = session.exec(
            choose(Case).where(col(Case.number) == number.upper(), col(Case.office_code) == officer.office_code)
        ).first()
    if case is None or case.id is None or related.is_related(conn, case.id, officer.id):
        raise NoSuchCase
    return case


def acknowledge(
    conn: Connection, officer: Officer, number: str, at: datetime, *, holder: str, version: int | None = None
) -> Acknowledged:
    """A person's promise to act. The first one has the case; a second tap, or a second officer, changes nothing.
    ``version`` is the case's when its button was made: nobody promises to act on an urgency they did not see.

    Raises NoSuchCase; CannotOpen when it is sealed away from this officer: an old alert still has its button, and who
    may not read a report must not silence the call for it. ``holder`` is the role that holds the escalation key.
    """
    # Held first: whoever is taken off the case in this very moment does not get it.
    conn.execute(select(_cases.c.id).where(_cases.c.number == number.upper()).with_for_update())
    case = open_for(conn, officer, number)
    if case.sealed_to != "office" and officer.role != holder:
        raise CannotOpen("Laporan ini hanya bisa diterima pemegang kunci eskalasi.")
    known = _cases.c.version == version if version is not None else true()
    won = conn.execute(
        update(_cases)
        .where(_cases.c.id == case.id, _cases.c.acknowledged_by.is_(None), known)
        .values(acknowledged_by=officer.id, acknowledged_at=at, state="diterima", version=_cases.c.version + 1)
    ).rowcount
    if won:
        _audit(conn, officer, "acknowledged", case, at)
        outbox.call_off(conn, "remind", case.id, at)  # nothing is left that tells the minute of the call
        outbox.owe(
            conn,
            "duty",
            "taken",
            "desk",
            code=f"{case.number}.taken.{case.raises}",
            due_at=at,
            office_code=case.office_code,
            case_id=case.id,
        )
        unhelped.begin(conn, case, at)
    by = holder_of(conn, number)
    return Acknowledged(case, by, bool(won), stale=not won and not by)


def holder_of(conn: Connection, number: str) -> str:
    """The name of whoever has the case; empty when nobody has."""
    name = conn.scalar(
        select(_officers.c.name)
        .join(_cases, _cases.c.acknowledged_by == _officers.c.id)
        .where(_cases.c.number == number.upper())
    )
    return str(name or "")


# -- reading -----------------------------------------------------------------------------------------------------


def records(conn: Connection, key: Key, case: Case) -> list[dict[str, Any]]:
    """What the reports of a case say, as far as they are sealed to this key; the one last added to comes last. Whoever
    lost the conversation after a call for help, and then said that somebody at the office must not read it, has one
    sealed to either.

    Raises CannotOpen when all are sealed to another key, or one is damaged or swapped.
    """
    with session_on(conn) as session:
        reports = session.exec(choose(Report).where(col(Report.case_id) == case.id)).all()
    ours = [report for report in reports if report.key_id == key.key_id]
    if not ours:
        raise CannotOpen
    opened = [key.open("report", report.id, report.snapshot) for report in ours]
    return sorted(opened, key=lambda record: str(record["at"]))  # the open columns only know the hour


def read_card(conn: Connection, keys: DutyKeys, officer: Officer, number: str, office: Office, at: datetime) -> str:
    """The card an officer opens in their private chat; of a merged case that of the one it is in. Raises NoSuchCase,
    CannotOpen."""
    case = open_for(conn, officer, number)
    case = case if case.merged_into is None else by_id(conn, case.merged_into)
    if case.sealed_to != "office":
        raise CannotOpen
    told_ = records(conn, keys.office_key, case)
    letters = conn.scalar(select(func.count()).where(_letters.c.case_id == case.id)) or 0
    words = office.reading.words == "chat"
    done = _done_lines(conn, keys, case, office)
    filed = filed_at(case, told_)
    return card(case.number, case.urgency, told_, office, filed, words=words, letters=letters, done=done)


def _done_lines(conn: Connection, keys: DutyKeys, case: Case, office: Office) -> list[str]:
    done = deeds.of_case(conn, keys, case.id or 0, limit=_LAST_DEEDS)
    return [deed_line(one.kind, one.by, one.at, one.words, office) for one in done]


def note_opened(conn: Connection, officer: Officer, number: str, at: datetime) -> Case:
    """Write down that this officer opened this case. Raises NoSuchCase; CannotOpen when it is sealed away."""
    case = open_for(conn, officer, number)
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dibuka pemegang kunci eskalasi.")
    _audit(conn, officer, "opened", case, at)
    return case


@dataclass(frozen=True)
class Whole:
    """Everything of a case, for the terminal. ``elsewhere`` are the reports only another key opens."""

    case: Case
    card: str = field(repr=False)
    words: list[str] = field(repr=False)
    letters: list[str] = field(repr=False)
    elsewhere: int = 0


def read_whole(conn: Connection, key: Key, office: Office, number: str, at: datetime) -> Whole:
    """A case of this office with the reporter's own words, for whoever holds the key. Audited. Raises NoSuchCase,
    CannotOpen."""
    with session_on(conn) as session:
        case = session.exec(
            choose(Case).where(col(Case.number) == number.upper(), col(Case.office_code) == office.code)
        ).first()
    if case is None:
        raise NoSuchCase
    told_ = records(conn, key, case)
    copies = conn.execute(select(_letters.c.office_copy).where(_letters.c.case_id == case.id).order_by(_letters.c.id))
    letters = []
    for row in copies:
        try:
            letters.append(str(key.open("letter copy", case.number, row.office_copy).get("words", "")))
        except CannotOpen:
            letters.append("")
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor="terminal",
        action="opened",
        case_number=case.number,
    )
    body = card(case.number, case.urgency, told_, office, filed_at(case, told_), words=False, letters=len(letters))
    reports = conn.scalar(select(func.count()).where(_reports.c.case_id == case.id)) or 0
    words = told(merged(told_), office)
    return Whole(case, body, words, [said for said in letters if said], reports - len(told_))


def filed_at(case: Case, told_: Sequence[dict[str, Any]]) -> datetime:
    """When a case was filed, to the minute: that stands in the sealed record; the open column only has the hour."""
    moments = [record["filed_at"] for record in told_ if record.get("filed_at")]
    return datetime.fromisoformat(min(moments)) if moments else case.filed_hour


def open_count(conn: Connection, office_code: str, officer: Officer | None = None) -> int:
    """How many cases are open; for an ``officer``, without those they are related to."""
    theirs = ~related.is_theirs(officer.id) if officer is not None else true()
    where = (text("cases.closed IS NULL"), _cases.c.office_code == office_code, theirs)
    return int(conn.scalar(select(func.count()).select_from(_cases).where(*where)) or 0)


# -- answering ---------------------------------------------------------------------------------------------------


def begin_reply(conn: Connection, officer: Officer, number: str, at: datetime) -> Case:
    """*Balas*: what the officer writes next is the answer. Raises NoSuchCase; CannotOpen when it is sealed away;
    NoWayBack when it came by the office's own door."""
    case = open_for(conn, officer, number)
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dijawab pemegang kunci eskalasi.")
    if case.source != "telegram" and not _has_address(conn, case):
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
    *,
    written: datetime | None = None,
) -> Replied:
    """Keep an officer's answer, sealed to the reporter's side, and owe its delivery. An answer may come in parts: what
    else they write is one too, until too long after ``written`` (else ``at``) or `stop_reply`.

    Raises as `begin_reply` does.
    """
    case = begin_reply(conn, officer, number, written or at)
    report = answered_report(conn, keys, case)
    box = write_letter(conn, keys, officer, case, report.id, {"words": words}, at)
    _audit(conn, officer, "replied", case, at, digest(box))
    deeds.write(conn, keys, officer, case, "answered", None, at, audited=False)
    return Replied(case.number, *agreed(keys, report), reachable=_has_address(conn, case))


def write_letter(
    conn: Connection, keys: DutyKeys, officer: Officer, case: Case, report_id: str, says: dict[str, Any], at: datetime
) -> bytes:
    """Seal what the reporter is to read to their side, with a copy for the office, and owe its delivery. Returns the
    sealed letter."""
    box = keys.reply.seal("letter", case.number, says)
    letter_id = conn.execute(
        insert(_letters)
        .values(
            office_code=case.office_code,
            case_id=case.id,
            report_id=report_id,
            box=box,
            key_id=keys.reply.key_id,
            office_copy=keys.office.seal("letter copy", case.number, {**says, "by": officer.id}),
            officer_id=officer.id,
            hour=at,
        )
        .returning(_letters.c.id)
    ).scalar_one()
    outbox.owe(
        conn,
        "reporter",
        "news",
        "reporter",
        code=f"{case.number}.l{letter_id}",
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
        report = answered_report(conn, keys, case)
        return str(keys.office_key.open("report", report.id, report.snapshot).get("register", "anak"))
    except (CannotOpen, NotPossible):
        return "anak"


def find_reply(conn: Connection, keys: DutyKeys, officer: Officer, words: str) -> Replied | None:
    """This officer's answer with exactly these words, if it was kept and is among their last."""
    newest = conn.execute(
        select(_letters.c.office_copy, _letters.c.report_id, _cases.c.number)
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
            return Replied(row.number, *agreed(keys, report))
    return None


def agreed(keys: DutyKeys, report: Any) -> tuple[bool, bool]:
    """Whether the reporter may be told of an answer, and whether they said no; a damaged report does not keep the
    answer back."""
    try:
        record = keys.office_key.open("report", report.id, report.snapshot)
    except CannotOpen:
        return False, False
    pushed = record.get("contact", "no") != "no"
    answered = any(record.get("answers", {}).get(step) for step in ("contact", "distress.contact"))
    return pushed, answered and not pushed


def _has_address(conn: Connection, case: Case) -> bool:
    """Whether any reporter of the case can still be answered."""
    found = (
        select(_addresses.c.report_id)
        .join(_reports, _reports.c.id == _addresses.c.report_id)
        .where(_reports.c.case_id == (case.merged_into or case.id))
    )
    return conn.execute(found.limit(1)).first() is not None


def answered_report(conn: Connection, keys: DutyKeys, case: Case) -> Any:
    """The report its reporter goes on with: the one with a way back, for an answer to any other is never read. Where
    cases were merged, a number answers the reporter it was given for. Raises NotPossible when it cannot be told who."""
    whole = case if case.merged_into is None else by_id(conn, case.merged_into)
    reports = conn.execute(
        select(_reports.c.id, _reports.c.snapshot, _addresses.c.report_id.is_not(None).label("reached"))
        .outerjoin(_addresses, _addresses.c.report_id == _reports.c.id)
        .where(_reports.c.case_id == whole.id)
        .order_by(_addresses.c.report_id.is_(None), _reports.c.hour.desc())
    ).all()
    told = {} if whole.handling is None else keys.office_key.open("handling", whole.number, whole.handling)
    by_number: dict[str, list[str]] = told.get("by_number", {})
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


def by_id(conn: Connection, id: int) -> Case:
    """The case another was merged into."""
    with session_on(conn) as session:
        return session.exec(choose(Case).where(col(Case.id) == id)).one()


def _audit(
    conn: Connection, officer: Officer, action: str, case: Case, at: datetime, ct_hash: bytes | None = None
) -> None:
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor=f"officer:{officer.id}",
        action=action,
        case_number=case.number,
        ct_hash=ct_hash,
    )
