"""Who is on duty.

An officer is added by the office, presses /start once so that the bot may write to them, and is ended, never deleted.
Whoever leaves hands over: what they had taken is called out to the others.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlmodel import Session, col
from sqlmodel import select as choose

from storage import audit, calling, middle, outbox
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.database import Database, session_on
from storage.errors import AlreadyOnRoster, NotAnOfficer, NotOnRoster
from storage.tables import OF_THE_OFFICE, ROLES, Officer, Row

_cases = Row.metadata.tables["cases"]
_officers = Row.metadata.tables["officers"]
_outbox = Row.metadata.tables["outbox"]
_invitations = Row.metadata.tables["invitations"]

LONGEST_NAME = 80


def add(db: Database, office_code: str, telegram_id: int, name: str, role: str, now: datetime) -> Officer:
    """Put a person on the roster. Raises NotAnOfficer or AlreadyOnRoster, with a sentence for the office."""
    with db.writing() as conn:
        return enlist(conn, office_code, telegram_id, name, role, now)


def enlist(conn: Connection, office_code: str, telegram_id: int, name: str, role: str, now: datetime) -> Officer:
    """The same, inside the caller's transaction."""
    name = checked_name(name, role)
    if not 0 < telegram_id < 10**18:
        raise NotAnOfficer("Nomor Telegram petugas harus bilangan positif, paling banyak 18 angka.")
    with session_on(conn) as session:
        if _of(session, telegram_id, office_code) is not None:
            raise AlreadyOnRoster("Petugas ini sudah ada di daftar piket.")
        officer = Officer(office_code=office_code, telegram_id=telegram_id, name=name, role=role, added_at=now)
        session.add(officer)
        session.flush()
        session.refresh(officer)
        _note(session.connection(), officer, f"joined.{role}", now)
        return officer


def checked_name(name: str, role: str) -> str:
    """The name as it is kept. Raises NotAnOfficer."""
    name = " ".join(name.split())
    if role not in ROLES:
        raise NotAnOfficer(f"Peran harus salah satu dari: {', '.join(ROLES)}.")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NotAnOfficer(f"Nama petugas harus diisi, paling panjang {LONGEST_NAME} huruf.")
    return name


def end(db: Database, office_code: str, telegram_id: int, now: datetime) -> Officer:
    """Take a person off the roster, from this moment on; nothing stays with them. In the same commit the others are
    called to the open cases they had, the cards in their chat are to go, and no invitation of the office is good any
    more: they may have kept one for themselves. Raises NotOnRoster."""
    with db.writing() as conn:
        return let_go(conn, office_code, telegram_id, now)


def let_go(conn: Connection, office_code: str, telegram_id: int, now: datetime) -> Officer:
    """The same, inside the caller's transaction."""
    with session_on(conn) as session:
        officer = _of(session, telegram_id, office_code)
        if officer is None:
            raise NotOnRoster("Petugas ini tidak ada di daftar piket.")
        officer.ended_at = now
        officer.replying_to = officer.replying_since = None
        session.flush()
        _hand_over(conn, officer, now)
        _void_invitations(conn, office_code, now)
        _note(conn, officer, "left", now)
        session.refresh(officer)
        return officer


def _hand_over(conn: Connection, officer: Officer, now: datetime) -> None:
    """Open cases they had taken call again. In their chat cards go now and alerts say nothing any more; what they were
    in the middle of is gone."""
    theirs = (_cases.c.acknowledged_by == officer.id, _cases.c.closed.is_(None))
    for case in conn.execute(select(_cases).where(*theirs).order_by(_cases.c.id).with_for_update()).all():
        calling.call_anew(conn, case, now)
        audit.append(
            conn,
            at=now,
            office_code=officer.office_code,
            actor="roster",
            action="called anew",
            case_number=case.number,
        )
    mine = _outbox.c.destination == f"officer:{officer.id}"
    outbox.hurry(conn, "wipe", now, mine)
    alerted = select(_outbox.c.case_id).where(mine, _outbox.c.kind == "alert", _outbox.c.detail.is_not(None))
    for case in conn.execute(select(_cases).where(_cases.c.id.in_(alerted), _cases.c.closed.is_(None))).all():
        calling.owe_desk(conn, case, "taken", f"{case.number}.left.{officer.id}", now)  # alerts are edited
    middle.drop(conn, officer)


def _void_invitations(conn: Connection, office_code: str, now: datetime) -> None:
    unused = (_invitations.c.office_code == office_code, _invitations.c.used_at.is_(None))
    conn.execute(update(_invitations).where(*unused).values(used_at=now))


def _note(conn: Connection, officer: Officer, action: str, now: datetime) -> None:
    """Who came and who went stands in the chain, as an id."""
    audit.append(conn, at=now, office_code=officer.office_code, actor=f"officer:{officer.id}", action=action)


def everyone(db: Database, office_code: str, *, ended: bool = False) -> list[Officer]:
    """All on the roster, in the order they came; with `ended`, also those who left."""
    with db.reading() as conn:
        return listed(conn, office_code, ended=ended)


def listed(conn: Connection, office_code: str, *, ended: bool = False) -> list[Officer]:
    """The same, inside the caller's transaction."""
    found = choose(Officer).where(col(Officer.office_code) == office_code).order_by(col(Officer.id))
    if not ended:
        found = found.where(col(Officer.ended_at).is_(None))
    with session_on(conn) as session:
        return list(session.exec(found))


def addressee(db: Database, office_code: str, destination: str) -> Officer | None:
    """The officer a row is for (``officer:7``), also one who left; None for any other destination."""
    _, _, found = destination.partition(":")
    return next((one for one in everyone(db, office_code, ended=True) if str(one.id) == found), None)


def on_duty(conn: Connection, office_code: str, *roles: str) -> list[Officer]:
    """Who can be written to now: on the roster, pressed /start, reachable; of the given roles, or any of the office."""
    found = (
        choose(Officer)
        .where(col(Officer.office_code) == office_code, col(Officer.ended_at).is_(None))
        .where(col(Officer.started_at).is_not(None), col(Officer.reachable).is_(True))
        .where(col(Officer.role).in_(roles or OF_THE_OFFICE))
        .order_by(col(Officer.id))
    )
    with session_on(conn) as session:
        return list(session.exec(found))


def officer_by_telegram(conn: Connection, office_code: str, telegram_id: int) -> Officer | None:
    """The person behind a Telegram id, if on this office's roster now. One person may serve several offices."""
    with session_on(conn) as session:
        return _of(session, telegram_id, office_code)


def former(conn: Connection, office_code: str, telegram_id: int) -> Officer | None:
    """The person behind a Telegram id who has left this office's roster, as they were last on it."""
    found = (
        choose(Officer)
        .where(col(Officer.office_code) == office_code, col(Officer.telegram_id) == telegram_id)
        .where(col(Officer.ended_at).is_not(None))
        .order_by(col(Officer.id).desc())
    )
    with session_on(conn) as session:
        return session.exec(found).first()


def name_of(conn: Connection, id: int | None) -> str:
    """What an officer is called, also one who left; empty for nobody."""
    return str(conn.scalar(select(_officers.c.name).where(_officers.c.id == id)) or "")


def mark_started(conn: Connection, office_code: str, telegram_id: int, now: datetime) -> Officer:
    """This officer pressed /start: the bot may write to them (again). Raises NotOnRoster."""
    with session_on(conn) as session:
        officer = _of(session, telegram_id, office_code)
        if officer is None:
            raise NotOnRoster
        officer.started_at = officer.started_at or now
        officer.reachable = True
        session.flush()
        session.refresh(officer)
        return officer


def mark_unreachable(conn: Connection, office_code: str, telegram_id: int) -> None:
    """Telegram no longer delivers to this officer: they blocked the bot or left. Raises NotOnRoster."""
    with session_on(conn) as session:
        officer = _of(session, telegram_id, office_code)
        if officer is None:
            raise NotOnRoster
        officer.reachable = False
        session.flush()


def _of(session: Session, telegram_id: int, office_code: str) -> Officer | None:
    found = choose(Officer).where(col(Officer.telegram_id) == telegram_id, col(Officer.ended_at).is_(None))
    return session.exec(found.where(col(Officer.office_code) == office_code)).first()
