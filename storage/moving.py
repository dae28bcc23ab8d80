"""A case told to one office belongs to another of this deployment: it goes there whole, in one transaction, or stays.

It is a referral like any other (storage.referrals): with the survivor's consent to this office, or a ground that is
written down; a trigger lets no report go to another office without one. What was told is opened here and sealed anew to
the other office's public key; its private key is never needed. There it is a new case that calls everybody, as urgent
as it was; its legal clocks run on. Here a closed case is left, with what this office decided, and nothing of what was
told. What does not open keeps it here: nothing is left behind unread. The reporter's chat goes on, to the other office.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import ProgrammingError

from flows.desk.tracks import TRANSFER
from flows.desk.waiting import deed_line, moved_letter
from flows.office import Office
from flows.wording import text
from storage import (
    audit,
    calling,
    cases,
    consents,
    filing,
    handling,
    neighbours,
    numbers,
    outbox,
    referrals,
    related,
    replies,
    tracks,
    voices,
)
from storage.database import leaves_the_log, savepoint
from storage.errors import CannotOpen, NotPossible
from storage.keyring import DutyKeys
from storage.neighbours import Neighbour
from storage.tables import Case, Officer, Row

if TYPE_CHECKING:
    from storage.ending import Ending

_cases = Row.metadata.tables["cases"]
_reports = Row.metadata.tables["reports"]
_voices = Row.metadata.tables["voices"]
_numbers = Row.metadata.tables["reported_numbers"]
_letters = Row.metadata.tables["letters"]
_deeds = Row.metadata.tables["deeds"]
_consents = Row.metadata.tables["consents"]
_officers = Row.metadata.tables["officers"]
_outbox = Row.metadata.tables["outbox"]

STAYS = ("taken", "wipe")  # of what is owed about the case here: how its alerts stand, and what leaves the chats
CALLS = ("heed", "silent")  # what was not heard here yet must be heard there
_NO_RIGHT = "42501"  # as PostgreSQL says it; SQLite has no roles


@dataclass(frozen=True)
class Goes:
    """What would go along, counted."""

    reports: int
    voices: int
    numbers: int
    letters: int
    deeds: int


def check(conn: Connection, keys: DutyKeys, office: Office, case: Case, to: str, basis: str, at: datetime) -> Neighbour:
    """The office of this code, if the case may go there now. Raises NotPossible, saying why not."""
    there = neighbours.find(keys, to, office.code)
    if conn.execute(select(_cases.c.id).where(_cases.c.merged_into == case.id).limit(1)).first() is not None:
        raise NotPossible("desk-why-move-merged")
    neighbours.check_awake(conn, there, related.humans(conn, case.id or 0), at)
    if basis == "consent" and consented(conn, keys, office, case, there.code, there.name, at) is None:
        raise NotPossible("desk-why-consent")
    return there


def consented(
    conn: Connection, keys: DutyKeys, office: Office, case: Case, code: str, to: str, at: datetime
) -> consents.Consent | None:
    """The survivor's yes to their case going to the office of this code, by this name, if it still holds. A yes to
    anything else, an examination say, is none."""
    today = office.clock(at).date()
    asked = {one.id for one in tracks.of_case(conn, keys, case) if one.track.id == TRANSFER.id}
    given = [c for c in consents.of_case(conn, keys, case) if c.track_id in asked and (c.office, c.to) == (code, to)]
    return next((c for c in given if c.state == "granted" and (c.until is None or c.until >= today)), None)


def what_goes(conn: Connection, case: Case) -> Goes:
    """For whoever confirms it."""

    def count(table: Any, *where: Any) -> int:
        return int(conn.scalar(select(func.count()).select_from(table).where(*where)) or 0)

    mine = select(_reports.c.id).where(_reports.c.case_id == case.id)
    return Goes(
        count(_reports, _reports.c.case_id == case.id),
        count(_voices, _voices.c.report_id.in_(mine), _voices.c.box != voices.NOBODY),
        count(_numbers, _numbers.c.report_id.in_(mine), _numbers.c.sealed_to == "office"),
        count(_letters, _letters.c.case_id == case.id),
        count(_deeds, _deeds.c.case_id == case.id),
    )


def move(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, case: Case, ending: Ending, at: datetime
) -> str:
    """Hand it over, inside the transaction that ends it here: all of it, or nothing. Gives its number there. Raises
    NotPossible: also when something of it does not open, or the database does not let us (storage.roles)."""
    there = check(conn, keys, office, case, ending.office, ending.basis, at)
    try:
        with savepoint(conn):
            return _move(conn, keys, office, officer, case, ending, there, at)
    except CannotOpen:
        raise NotPossible("desk-why-move-unread") from None
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _NO_RIGHT:
            raise
        raise NotPossible("desk-why-move-rights") from None  # the same tap would only come back, and bar the door


def _move(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    case: Case,
    ending: Ending,
    there: Neighbour,
    at: datetime,
) -> str:
    ground = {} if ending.basis == "consent" else {"ground": "law", "reason": ending.why[: referrals.LONGEST_REASON]}
    track = tracks.transfer_of(conn, keys, office, officer, case.number, at)
    referral = referrals.offer(conn, keys, office, officer, case.number, track.id, there.name, at, **ground)
    referrals.step(conn, keys, office, officer, case.number, referral.id, "accepted", at)
    new = _seal_anew(conn, keys, office, officer, case, there, at)
    referrals.step(conn, keys, office, officer, case.number, referral.id, "done", at)
    _leave(conn, keys, officer, case, new, at)
    handling.note(conn, officer, case, f"moved.{there.code}", at)
    audit.append(
        conn,
        at=at,
        office_code=there.code,
        actor=f"office:{office.code}",
        action=f"came.{office.code}",
        case_number=new.number,
    )
    calling.call(conn, new, 0, at)
    leaves_the_log(conn)
    return str(new.number)


def came_with(keys: DutyKeys, case: Case) -> tuple[str, ...]:
    """What the office that had it before did, line by line; nothing where it was told here. Raises CannotOpen."""
    return tuple(handling.read(keys, case).get("came_with", ()))


def went_to(keys: DutyKeys, case: Case) -> str:
    """The name of the office it was handed to; empty where it was handed to none. Raises CannotOpen."""
    ended = handling.read(keys, case).get("ending", {})
    return str(ended.get("to", "")) if ended.get("office") else ""


# -- what goes -----------------------------------------------------------------------------------------------------


def _seal_anew(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, case: Case, there: Neighbour, at: datetime
) -> Case:
    # Held: what a reporter adds in this very moment is either in what we read, or goes there after us.
    reports = conn.execute(select(_reports).where(_reports.c.case_id == case.id).with_for_update()).all()
    if any(row.sealed_to != "office" for row in reports):
        raise CannotOpen
    told = {row.id: keys.office_key.open("report", row.id, row.snapshot) for row in reports}
    answered = _answered(conn, keys, case)
    new = _open_there(conn, keys, office, officer, case, there, at)
    ids = list(told)
    locks = {"office": there.office, "escalation": there.escalation}
    voices.hand_over(conn, keys.office_key, ids, there.code, there.office)
    numbers.hand_over(conn, keys.office_key, ids, there.code, locks)
    for id, record in told.items():
        box = there.office.seal("report", id, {**record, "office": there.code})
        values = {"case_id": new.id, "office_code": there.code, "snapshot": box, "key_id": there.office.key_id}
        conn.execute(update(_reports).where(_reports.c.id == id).values(**values))
    note = text("desk-moved-note", office=office.name, number=case.number)
    box = there.office.seal("deed", new.number, {"words": note})
    noted = {"office_code": there.code, "case_id": new.id, "officer_id": officer.id, "kind": "note", "at": at}
    conn.execute(insert(_deeds).values(**noted, box=box, key_id=there.office.key_id))
    if answered:
        # They read who answers from now on, by the rules of every letter: "Ada kabar.", if they agreed to be told.
        how = {"language": told[answered]["language"], "register": told[answered]["register"]}
        says = {"words": moved_letter(there.name, **how)}
        replies.write_letter(conn, keys.reply, there.office, officer, new, answered, says, at)
    return new


def _open_there(
    conn: Connection, keys: DutyKeys, office: Office, officer: Officer, case: Case, there: Neighbour, at: datetime
) -> Case:
    """A new case there, under a number of its own; with what was done here, and the legal clocks as they stand."""
    number, lock = filing.fresh_number(conn), there.office
    face = keys.office_key.open("face", case.number, case.face)
    kept = {"came_with": list(_history(conn, keys, office, case))}
    clocks = handling.read(keys, case).get("clocks", {})
    id = conn.execute(
        insert(_cases)
        .values(
            number=number,
            office_code=there.code,
            urgency=case.urgency,
            rank=case.rank,
            state="baru",
            version=1,
            face=lock.seal("face", number, {**face, "called": at.isoformat()}),
            sealed_to="office",
            key_id=lock.key_id,
            raises=0,
            filed_hour=case.filed_hour,
            source=case.source,
            handling=lock.seal("handling", number, kept | ({"clocks": clocks} if clocks else {})),
        )
        .returning(_cases.c.id)
    ).scalar_one()
    new = cases.by_id(conn, id)
    related.hand_over(conn, case, new, officer, at)
    return new


def _history(conn: Connection, keys: DutyKeys, office: Office, case: Case) -> Iterator[str]:
    """All that this office did, to be read by the next: sealed there, whole, however long."""
    told = handling.read(keys, case)
    yield from told.get("came_with", ())
    yield text("desk-moved-from", office=office.name, number=case.number)
    if "register" in told:
        yield text("desk-moved-register", no=told["register"].get("no", ""))
    if "assessment" in told:
        needs = ", ".join(text(f"track-{need}") for need in told["assessment"]["needs"])
        yield text("desk-moved-assessed", day=told["assessment"]["on"], needs=needs)
    for track in tracks.of_case(conn, keys, case, ended=True):
        if track.track.id != TRANSFER.id:
            yield text(f"track-{track.track.id}")
            for values in (*track.sessions, track.values):
                yield from (f"  {text(f'field-{name}')}: {_said(track, name, v)}" for name, v in values.items())
    by_name = select(_deeds, _officers.c.name).join(_officers, _officers.c.id == _deeds.c.officer_id)
    for deed in conn.execute(by_name.where(_deeds.c.case_id == case.id).order_by(_deeds.c.id)).all():
        words = "" if deed.box is None else str(keys.office_key.open("deed", case.number, deed.box)["words"])
        yield _with(deed_line(deed.kind, deed.name, deed.at, "", office), words)
    for letter in conn.execute(select(_letters).where(_letters.c.case_id == case.id).order_by(_letters.c.id)).all():
        words = str(keys.office_key.open("letter copy", case.number, letter.office_copy).get("words", ""))
        if words:
            yield _with(text("desk-moved-letter", day=office.clock(letter.hour).strftime("%d/%m")), words)
    for referral in referrals.of_case(conn, keys, case):
        yield text("desk-refer-line", to=referral.to, state=referral.state, ground=referral.ground or "consent")


def _with(line: str, words: str) -> str:
    return f"{line}: {words}" if words else line


def _said(track: tracks.Opened, name: str, value: str) -> str:
    about = track.track.field(name)
    return text(f"value-{name}-{value}") if about is not None and about.choices else value


def _answered(conn: Connection, keys: DutyKeys, case: Case) -> str:
    """The report of whoever is answered; empty when that is nobody."""
    try:
        return str(replies.answered_report(conn, keys.office_key, case).id)
    except NotPossible:
        return ""


# -- what is left --------------------------------------------------------------------------------------------------


def _leave(conn: Connection, keys: DutyKeys, officer: Officer, case: Case, new: Case, at: datetime) -> None:
    """Nothing of what was told stays here, nothing more is owed about it, and nobody here writes to its reporter."""
    conn.execute(update(_deeds).where(_deeds.c.case_id == case.id).values(box=None, key_id=None))
    empty = keys.office.seal("letter copy", case.number, {})
    conn.execute(update(_letters).where(_letters.c.case_id == case.id).values(office_copy=empty))
    given = (_consents.c.case_id == case.id, _consents.c.state.in_(consents.STANDS))
    for consent in conn.execute(select(_consents).where(*given)).all():
        consents.withdraw(conn, consent, at, f"officer:{officer.id}", state="ended")  # what it allowed is done
    conn.execute(
        update(_officers).where(_officers.c.replying_to == case.id).values(replying_to=None, replying_since=None)
    )
    unpaid = (_outbox.c.case_id == case.id, _outbox.c.side == "duty", _outbox.c.done_hour.is_(None))
    for kind in conn.scalars(select(_outbox.c.kind).where(*unpaid).distinct()).all():
        if kind in CALLS:
            calling.owe_desk(conn, new, kind, f"{new.number}.{kind}0", at)
        if kind not in STAYS:
            outbox.call_off(conn, kind, case.id, at)
    outbox.hurry(conn, "wipe", at, _outbox.c.case_id.in_(related.family(case.id)))
    calling.owe_desk(conn, case, "taken", f"{case.number}.moved.{case.raises}", at)  # alerts in chats say so
