"""What the survivor agreed to: for one step, to one office, until a day; asked in the chat or recorded on paper.

Nothing of a name leaves the office without it, or without a legal ground that is written down (UU 27/2022 art. 20;
UU 12/2022 on protection). A *yes* is taken back at any time: its referrals are revoked in the same transaction, and the
database refuses whoever would go on with them. The question travels like a letter, sealed to the reporter's side. After
a *no* in the chat, or a *yes* taken back, paper counts only with the number of the letter that was signed. What a
survivor signed on paper stands in their own chat too, to be taken back there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from flows.desk.card import merged
from flows.office import Office
from storage import audit, calling, handling, outbox, replies, returning, tracks
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import CannotOpen, NotPossible, NoWayBack
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, Row, to_hour

_consents = Row.metadata.tables["consents"]
_referrals = Row.metadata.tables["referrals"]
_letters = Row.metadata.tables["letters"]
_cases = Row.metadata.tables["cases"]

ASKS = ("who.self", "who.family")  # who may answer for the survivor in the chat; anybody else's word is no consent
LONGEST = timedelta(days=366)
STANDS = ("asked", "granted")


@dataclass(frozen=True)
class Consent:
    """A question about one step and where it stands. ``how``: ``chat`` or ``paper``; ``office`` is the code where it is
    to the whole case going to another office of this deployment."""

    id: int
    track_id: int
    state: str
    until: date | None
    to: str = field(repr=False)
    how: str = "chat"
    office: str = ""


def of_case(conn: Connection, keys: DutyKeys, case: Case, track_id: int | None = None) -> list[Consent]:
    """What was asked in this case, the newest last. One that does not open says nothing but its state."""
    rows = conn.execute(select(_consents).where(_consents.c.case_id == case.id).order_by(_consents.c.id)).all()
    return [_read(keys, row) for row in rows if track_id in (None, row.track_id)]


def ask(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    track_id: int,
    to: str,
    until: date,
    at: datetime,
) -> replies.Replied:
    """Ask the reporter in their chat. They are shown it only after saying that it is safe to read. Raises what
    `handling.at_work` raises; NoWayBack when it came by the office's own door; and NotPossible: the reporter cannot
    answer for the survivor, has not said who they are, or was asked already."""
    case, track = _about(conn, keys, office, officer, number, track_id, to, until, at)
    if not returning.has_chat(conn, case):
        raise NoWayBack
    report = replies.answered_report(conn, keys.office_key, case)
    record = keys.office_key.open("report", report.id, report.snapshot)
    who = {*merged([record])["answers"].get("who", ())}
    if not who & {*ASKS}:
        raise NotPossible("desk-why-not-survivor" if who else "desk-why-who-unknown")
    if any(one.track_id == track_id and one.to == to and one.state in STANDS for one in of_case(conn, keys, case)):
        raise NotPossible("desk-why-asked-already")
    code = tracks.code_of(keys, office, track.track, to)
    id = _insert(conn, keys, case, track_id, "asked", to, until, "chat", at, report_id=report.id, office=code)
    says = {"words": "", "asks": _asks(id, track, to, until)}
    replies.write_letter(conn, keys.reply, keys.office, officer, case, report.id, says, at)
    _lapse_later(conn, office, case, id, until)
    handling.note(conn, officer, case, "consent.asked", at)
    return replies.Replied(case.number, *replies.agreed(keys.office_key, report))


def record(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    track_id: int,
    to: str,
    until: date,
    at: datetime,
    *,
    granted: bool,
    letter: str = "",
) -> int:
    """The survivor signed on paper, or said no. Raises what `handling.at_work` raises, and NotPossible: they said no to
    this before, and there is no number of the ``letter`` they signed since."""
    case, track = _about(conn, keys, office, officer, number, track_id, to, until, at)
    if letter:
        letter = handling.letter_number(letter)
    elif granted and said_no(conn, keys, case, track, to):
        raise NotPossible("desk-why-said-no")
    state = "granted" if granted else "refused"
    own, code = _own_report(conn, keys, case), tracks.code_of(keys, office, track.track, to)
    about = (conn, keys, case, track_id, state, to, until, "paper", at)
    id = _insert(*about, report_id=own, letter=letter, office=code)
    if granted:
        _lapse_later(conn, office, case, id, until)
    if granted and own is not None:
        says = {"words": "", "asks": _asks(id, track, to, until)}
        replies.write_letter(conn, keys.reply, keys.office, officer, case, own, says, at, is_news=False)
    handling.note(conn, officer, case, f"consent.{state}", at)
    return id


def said_no(conn: Connection, keys: DutyKeys, case: Case, track: tracks.Opened, to: str) -> bool:
    """Whether the last word about this step and this body was a *no* in the chat, or a *yes* taken back. The step
    counts, however often its service was opened."""
    same = {one.id for one in tracks.of_case(conn, keys, case, ended=True) if one.track.id == track.track.id}
    words = [
        one
        for one in of_case(conn, keys, case)
        if one.track_id in same and one.to == to and one.state in ("granted", "refused", "withdrawn")
    ]
    return bool(words) and (words[-1].state == "withdrawn" or (words[-1].state, words[-1].how) == ("refused", "chat"))


def take_back(conn: Connection, officer: Officer, number: str, id: int, at: datetime) -> int:
    """The survivor told an officer that it is no longer wanted. Gives how many referrals were revoked. Also when the
    case is closed. Raises NoSuchCase, CannotOpen, NotPossible."""
    case = handling.held(conn, officer, number)
    row = conn.execute(select(_consents).where(_consents.c.id == id, _consents.c.case_id == case.id)).first()
    if row is None or row.state not in STANDS:
        raise NotPossible("desk-why-no-consent")
    return withdraw(conn, row, at, f"officer:{officer.id}")


def withdraw(conn: Connection, consent: Any, at: datetime, actor: str, state: str = "withdrawn") -> int:
    """End a consent and, in the same transaction, every referral that stands on it. Gives how many those were."""
    under_way = (_referrals.c.consent_id == consent.id, _referrals.c.state.in_(handling.UNDER_WAY))
    ended = conn.execute(update(_referrals).where(*under_way).values(state="revoked")).rowcount
    conn.execute(update(_consents).where(_consents.c.id == consent.id).values(state=state))
    number = conn.scalar(select(_cases.c.number).where(_cases.c.id == consent.case_id))
    hour = to_hour(at) if actor == "reporter" else at
    audit.append(
        conn, at=hour, office_code=consent.office_code, actor=actor, action=f"consent.{state}", case_number=number
    )
    return int(ended)


def lapse(conn: Connection, id: int, now: datetime) -> bool:
    """Its day is over: it ends as if it had been taken back. False when it had ended before."""
    row = conn.execute(select(_consents).where(_consents.c.id == id)).first()
    if row is None or row.state not in STANDS:
        return False
    withdraw(conn, row, now, "clock", state="ended")
    return True


def tell(conn: Connection, case: Any, id: int, what: str, at: datetime) -> None:
    """The desk should know what became of a consent: ``granted``, ``refused``, ``withdrawn``, ``ended``."""
    calling.owe_desk(conn, case, "consent", f"{case.number}.consent{id}.{what}", at)


def _asks(id: int, track: tracks.Opened, to: str, until: date) -> dict[str, Any]:
    return {"id": id, "step": track.track.id, "to": to, "until": until.isoformat()}


def _own_report(conn: Connection, keys: DutyKeys, case: Case) -> str | None:
    """The report of a survivor who told it themselves: nobody else learns in a chat what was signed on paper."""
    try:
        report = replies.answered_report(conn, keys.office_key, case)
        record = keys.office_key.open("report", report.id, report.snapshot)
    except (CannotOpen, NotPossible):
        return None
    own = "who.self" in merged([record])["answers"].get("who", ())
    return str(report.id) if own else None


def _about(
    conn: Connection,
    keys: DutyKeys,
    office: Office,
    officer: Officer,
    number: str,
    track_id: int,
    to: str,
    until: date,
    at: datetime,
) -> tuple[Case, tracks.Opened]:
    case = handling.at_work(conn, officer, number)
    track = tracks.find(conn, keys, case, track_id)
    today = office.clock(at).date()
    if track.state != "open" or to not in tracks.bodies(keys, office, track.track):
        raise NotPossible("desk-why-value")
    if not today <= until <= today + LONGEST:
        raise NotPossible("desk-why-until")
    return case, track


def _insert(
    conn: Connection,
    keys: DutyKeys,
    case: Case,
    track_id: int,
    state: str,
    to: str,
    until: date,
    how: str,
    at: datetime,
    *,
    report_id: str | None = None,
    letter: str = "",
    office: str = "",
) -> int:
    mine = {"office_code": case.office_code, "case_id": case.id, "track_id": track_id, "report_id": report_id}
    sealed = {"box": b"", "key_id": keys.office.key_id}
    values = {**mine, "state": state, "until": until, "hour": at, **sealed}
    id = int(conn.execute(insert(_consents).values(**values).returning(_consents.c.id)).scalar_one())
    told = {"to": to, "how": how, "letter": letter} | ({"office": office} if office else {})
    box = keys.office.seal("consent", str(id), told)
    conn.execute(update(_consents).where(_consents.c.id == id).values(box=box))
    return id


def _lapse_later(conn: Connection, office: Office, case: Case, id: int, until: date) -> None:
    """At the end of its last day, on the office's clock; a row, so that no restart forgets it."""
    ends = datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=office.zone)
    outbox.owe(
        conn,
        "duty",
        "lapse",
        "desk",
        code=f"{case.number}.lapse{id}",
        due_at=ends,
        waits=True,
        office_code=case.office_code,
        case_id=case.id,
        detail={"consent": id},
    )


def _read(keys: DutyKeys, row: Any) -> Consent:
    try:
        told = keys.office_key.open("consent", str(row.id), row.box)
    except CannotOpen:
        told = {}
    to, how, office = (str(told.get(name, "")) for name in ("to", "how", "office"))
    return Consent(row.id, row.track_id, row.state, row.until, to, how, office)
