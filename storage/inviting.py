"""Codes that put one person on the roster: used once, for a day, and kept as a digest only.

Twelve signs of a 24-letter alphabet are 55 bits: within a day nobody guesses one, and the digest gives none away.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from storage import audit, outbox, roster
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import NotAnOfficer
from storage.sealing import digest
from storage.tables import OF_THE_OFFICE, Officer, Row

_invitations = Row.metadata.tables["invitations"]

LASTS = timedelta(hours=24)
SIGNS = "ACDEFHJKLMNPRTUVWXY34679"  # none that looks or sounds like another
LENGTH = 12


def invite(conn: Connection, office_code: str, name: str, role: str, at: datetime, *, by: Officer | None = None) -> str:
    """A code for this person, in groups of four. ``by`` is the officer who invites; None: somebody at the terminal.
    Nobody invites a role above their own. Raises NotAnOfficer, with a sentence."""
    name = roster.checked_name(name, role)
    if by is not None and not may_invite(by.role, role):
        raise NotAnOfficer("Peran itu hanya bisa diundang oleh kepala kantor.")
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    conn.execute(
        insert(_invitations).values(
            office_code=office_code, name=name, role=role, hash=_hash(office_code, code), until=at + LASTS
        )
    )
    actor = "terminal" if by is None else f"officer:{by.id}"
    audit.append(conn, at=at, office_code=office_code, actor=actor, action=f"invited.{role}")
    return "-".join(code[i : i + 4] for i in range(0, LENGTH, 4))


def may_invite(inviter: str, role: str) -> bool:
    """The head invites anybody of the office; a supervisor anybody but a head; an officer nobody. In the chat nobody
    chooses who holds the key from outside."""
    return role in OF_THE_OFFICE and (inviter == "head" or (inviter == "supervisor" and role != "head"))


def join(conn: Connection, office_code: str, telegram_id: int, typed: str, at: datetime) -> Officer | None:
    """Whoever sends a code that is still good is on the roster, and may be written to; those above are told. None: no
    such code, or it was used, or its day is over. Raises AlreadyOnRoster."""
    code = re.sub(r"[\s-]", "", typed).upper()
    if len(code) != LENGTH:
        return None
    row = conn.execute(
        update(_invitations)
        .where(
            _invitations.c.hash == _hash(office_code, code),
            _invitations.c.used_at.is_(None),
            _invitations.c.until > at,
        )
        .values(used_at=at)
        .returning(_invitations.c.name, _invitations.c.role)
    ).first()
    if row is None:
        return None
    roster.enlist(conn, office_code, telegram_id, row.name, row.role, at)
    officer = roster.mark_started(conn, office_code, telegram_id, at)
    for one in roster.on_duty(conn, office_code, "supervisor", "head"):
        if one.id != officer.id:
            outbox.owe(
                conn,
                "duty",
                "joined",
                f"officer:{one.id}",
                code=f"joined.{officer.id}@officer:{one.id}",
                due_at=at,
                office_code=office_code,
                detail={"officer": officer.id},
            )
    return officer


def open_invitations(conn: Connection, office_code: str, at: datetime) -> int:
    """How many codes could still be used."""
    still_good = (_invitations.c.used_at.is_(None), _invitations.c.until > at)
    found = select(_invitations.c.id).where(_invitations.c.office_code == office_code, *still_good)
    return len(conn.execute(found).all())


def _hash(office_code: str, code: str) -> bytes:
    return digest(b"invitation", office_code.encode(), code.encode())
