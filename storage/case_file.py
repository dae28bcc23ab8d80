"""What an officer reads of a case: its card, and everything for who holds the key. Reading is audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from flows.desk.card import card, merged, told
from flows.desk.plain import visible
from flows.desk.waiting import deed_line
from flows.office import Office
from storage import audit, deeds, numbers, records, returning, voices
from storage.cases import find, has_gone, note, open_for, whole
from storage.errors import CannotOpen, NoSuchCase, NotPossible
from storage.keyring import DutyKeys
from storage.sealing import Key
from storage.tables import Case, Officer, Row, to_hour

_reports = Row.metadata.tables["reports"]
_letters = Row.metadata.tables["letters"]
_entries = Row.metadata.tables["audit"]

_LAST_DEEDS = 3  # on the card, so that it stays one page
_LOOKED_BACK = 300  # entries; in an hour with more of them a reading is written down twice


def read_card(conn: Connection, keys: DutyKeys, officer: Officer, number: str, office: Office, at: datetime) -> str:
    """The card an officer opens in their private chat; of a merged case that of the one it is in. Raises NoSuchCase,
    CannotOpen."""
    case = whole(conn, open_for(conn, officer, number))
    if case.sealed_to != "office":
        raise CannotOpen
    told_ = numbers.beside(conn, keys.office_key, case, records.of_case(conn, keys.office_key, case))
    letters = _answers(conn, keys.office_key, case)
    words = office.reading.words == "chat"
    done = _done_lines(conn, keys, case, office)
    filed = records.filed_at(case, told_)
    reached = returning.is_reached(conn, case)
    here = voices.count(conn, keys.office_key, case.id or 0)
    return card(
        case.number,
        case.urgency,
        told_,
        office,
        filed,
        words=words,
        letters=len(letters),
        unread=deeds.unread(conn, case.id or 0) if reached else 0,
        last=next((said for said in reversed(letters) if said), ""),
        done=done,
        reached=reached,
        voices=here,
        lost=voices.lost(conn, keys.office_key, case.id or 0),
    )


def _done_lines(conn: Connection, keys: DutyKeys, case: Case, office: Office) -> list[str]:
    done = deeds.last(conn, keys, case.id or 0, _LAST_DEEDS)
    return [deed_line(one.kind, one.by, one.at, one.words, office) for one in done]


def note_opened(conn: Connection, officer: Officer, number: str, at: datetime) -> Case:
    """Write down that this officer opened this case; of a merged one, that of the case they then read. Raises
    NoSuchCase; CannotOpen when it is sealed away; NotPossible when another office has it now."""
    case: Case = whole(conn, open_for(conn, officer, number))
    if has_gone(conn, case):
        raise NotPossible("desk-why-moved")
    if case.sealed_to != "office":
        raise CannotOpen("Laporan ini hanya bisa dibuka pemegang kunci eskalasi.")
    note(conn, officer, "opened", case, at)
    return case


def note_looked(conn: Connection, officer: Officer, number: str, at: datetime) -> None:
    """Write down that this officer reads in this case, once an hour: who goes from screen to screen reads once. Raises
    as `open_for` does."""
    case = open_for(conn, officer, number)
    last = select(_entries).order_by(_entries.c.seq.desc()).limit(_LOOKED_BACK).subquery()
    mine = (last.c.actor == f"officer:{officer.id}", last.c.action == "opened", last.c.case_number == case.number)
    if conn.execute(select(last.c.seq).where(*mine, last.c.at >= to_hour(at)).limit(1)).first() is None:
        note(conn, officer, "opened", case, at)


@dataclass(frozen=True)
class Whole:
    """Everything of a case, for the terminal. ``elsewhere`` are the reports only another key opens."""

    case: Case
    card: str = field(repr=False)
    words: list[str] = field(repr=False)
    letters: list[str] = field(repr=False)
    elsewhere: int = 0
    before: list[str] = field(default_factory=list, repr=False)


def read_whole(conn: Connection, key: Key, office: Office, number: str, at: datetime) -> Whole:
    """A case of this office with the reporter's own words, for whoever holds the key. Audited. Raises NoSuchCase;
    NotPossible when another office has it now; CannotOpen, also for what was told before a case was sealed away from
    this key: its reporter named somebody here."""
    case = find(conn, office.code, number)
    if case is None:
        raise NoSuchCase
    if has_gone(conn, case):
        raise NotPossible("desk-why-moved")
    theirs = (_reports.c.case_id == case.id, _reports.c.sealed_to == case.sealed_to, _reports.c.key_id.in_(key.key_ids))
    if case.sealed_to != "office" and conn.execute(select(_reports.c.id).where(*theirs).limit(1)).first() is None:
        raise CannotOpen
    told_ = numbers.beside(conn, key, case, records.of_case(conn, key, case))
    letters = _answers(conn, key, case)
    audit.append(
        conn,
        at=at,
        office_code=case.office_code,
        actor="terminal",
        action="opened",
        case_number=case.number,
    )
    filed, reached = records.filed_at(case, told_), returning.is_reached(conn, case)
    body = card(
        case.number,
        case.urgency,
        told_,
        office,
        filed,
        words=False,
        letters=len(letters),
        unread=deeds.unread(conn, case.id or 0) if reached else 0,
        reached=reached,
        voices=voices.count(conn, key, case.id or 0),
        lost=voices.lost(conn, key, case.id or 0),
    )
    reports = conn.scalar(select(func.count()).where(_reports.c.case_id == case.id)) or 0
    words = told(merged(told_), office)
    before = _before(key, case)
    return Whole(case, body, words, [said for said in letters if said], reports - len(told_), before)


def _answers(conn: Connection, key: Key, case: Case) -> list[str]:
    """What was answered, oldest first; nothing where it was erased, asks for leave, or this key does not open it."""
    copies = select(_letters.c.office_copy).where(_letters.c.case_id == case.id).order_by(_letters.c.id)
    answers = []
    for copy in conn.scalars(copies).all():
        try:
            answers.append(str(key.open("letter copy", case.number, copy).get("words", "")))
        except CannotOpen:
            answers.append("")
    return answers


def _before(key: Key, case: Case) -> list[str]:
    """What the office that had it before did; of a case that was sealed away since, only who can open it reads that."""
    try:
        told = {} if case.handling is None else key.open("handling", case.number, case.handling)
    except CannotOpen:
        return []
    return [visible(line) for line in told.get("came_with", ())]
