"""Two roles on PostgreSQL, and what each may do with every table and column: one line for each table, `LINES`.

The reporters' role reads nothing of officers; the desk's reads no way back to a reporter, no draft and no secret of
theirs. What a role must know of a table and what it must not are told apart by column; in the outbox, where both leave
rows for each other, and among voice notes, by row. Whoever owns the tables is bound by none of it: an office on one
machine needs no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from storage import pranks, pulses, returning, tables_desk  # noqa: F401 - their tables join the metadata
from storage.errors import NotARole
from storage.tables import SIDES, Row

ALL = "*"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_MADE = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN; END IF;"
    " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
)


@dataclass(frozen=True)
class May:
    """What a role may do with one table: read and change these columns (or `ALL`, or none), add rows, remove rows."""

    read: str = ""
    change: str = ""
    add: bool = False
    remove: bool = False


NOTHING = May()
ANYTHING = May(ALL, ALL, add=True, remove=True)
KEEPS = May(ALL, ALL, add=True)  # what is never removed
ADDS_TO = May(ALL, add=True)

# Not `acknowledged_by`, not what the desk plans: the reporters' side knows that somebody took a case, never who.
_CASE = (
    "id number office_code urgency rank state version sealed_to key_id raises filed_hour acknowledged_at source closed"
    " merged_into"
)
_CALLED_ANEW = "urgency rank state version face key_id sealed_to raises acknowledged_by acknowledged_at acted_at closed"
_LETTER = "id office_code case_id report_id box key_id hour read_hour"  # not by whom, nor the desk's copy

LINES: dict[str, tuple[May, May]] = {
    # table              the reporters' role                                   the desk's role
    "sessions": (ANYTHING, NOTHING),
    "return_addresses": (ANYTHING, May("report_id")),  # whether there is a way back; never which
    "receipts": (ANYTHING, NOTHING),
    "safe_words": (ANYTHING, NOTHING),
    "code_tries": (ANYTHING, NOTHING),
    "reports": (ANYTHING, KEEPS),
    "reported_numbers": (ANYTHING, ANYTHING),
    "voices": (ANYTHING, May(ALL, "office_code key_id box")),  # none under the draft key: `ROWS`; those of `MOVES`
    "poster_counts": (KEEPS, May(ALL)),
    "cases": (May(_CASE, _CALLED_ANEW, add=True), KEEPS),
    "letters": (May(_LETTER, "report_id box office_copy read_hour"), KEEPS),
    "consents": (May(ALL, ALL), KEEPS),
    "referrals": (May(ALL, "state"), KEEPS),
    "outbox": (ANYTHING, KEEPS),  # each its own rows, and those it owes the other: `ROWS`
    "seen": (ANYTHING, ANYTHING),
    "quarantine": (May("id hour", add=True, remove=True), May("id hour", add=True, remove=True)),
    "pulses": (KEEPS, KEEPS),
    "audit": (May("seq hash action case_number", add=True), ADDS_TO),  # not who did it
    "officers": (NOTHING, KEEPS),
    "shifts": (NOTHING, ANYTHING),
    "invitations": (NOTHING, KEEPS),
    "conflicts": (NOTHING, ANYTHING),
    "desk_chats": (NOTHING, KEEPS),
    "desk_sessions": (NOTHING, ANYTHING),
    "deeds": (NOTHING, KEEPS),
    "tracks": (NOTHING, KEEPS),
    "decisions": (NOTHING, KEEPS),
}

ROWS = {
    # A row for one officer's chat names them, and keeps where it was sent; one for a reporter keeps theirs, sealed.
    "outbox": ("side = 'reporter' OR destination = 'desk'", f"side = 'duty' OR kind IN ('news', '{pranks.KIND}')"),
    "voices": ("true", "sealed_to <> 'draft'"),
}
"""Which rows of these tables the reporters' role sees and writes, and which the desk's."""

_HANDED = (
    "EXISTS (SELECT 1 FROM reports JOIN referrals ON referrals.case_id = reports.case_id"
    " WHERE reports.id = voices.report_id AND referrals.state = 'accepted'{})"
)
MOVES = {"voices": (_HANDED.format(""), _HANDED.format(" AND reports.office_code <> voices.office_code"))}
"""Which of the rows that the desk's role reads it also changes, and into what: a voice is sealed anew only with a case
that goes to another office, and before its report goes; where it lies it is never written over."""


def statements(reporter: str, duty: str) -> list[str]:
    """What gives both roles, by these names, all they need and no more, whatever they had. Raises NotARole."""
    roles = dict(zip(SIDES, (reporter, duty), strict=True))
    for name in roles.values():
        if not _NAME.fullmatch(name):
            raise NotARole
    if reporter == duty:
        raise NotARole("The two roles must be two.")
    said = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in ROWS]
    for side, role in roles.items():
        said += [
            _MADE.format(role=role),
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT ON alembic_version TO {role}",
            *_grants(side, role),
        ]
        for table, rows in ROWS.items():
            these = rows[SIDES.index(side)]
            said += [
                f"DROP POLICY IF EXISTS of_{side} ON {table}",
                f"CREATE POLICY of_{side} ON {table} TO {role} USING ({these}) WITH CHECK ({these})",
            ]
    for table, (these, become) in MOVES.items():
        said += [
            f"DROP POLICY IF EXISTS moves ON {table}",
            f"CREATE POLICY moves ON {table} AS RESTRICTIVE FOR UPDATE TO {duty} USING ({these}) WITH CHECK ({become})",
        ]
    return said


def apply(conn: Connection, reporter: str, duty: str) -> None:
    """Do it, all or nothing. Whoever asks owns the tables, and may make roles or finds them made. Raises NotARole."""
    for statement in statements(reporter, duty):
        conn.execute(text(statement))


def _grants(side: str, role: str) -> Iterator[str]:
    for table, lines in LINES.items():
        may = lines[SIDES.index(side)]
        rights = [_of("SELECT", may.read), _of("UPDATE", may.change)]
        rights += ["INSERT"] if may.add else []
        rights += ["DELETE"] if may.remove else []
        if given := ", ".join(right for right in rights if right):
            yield f"GRANT {given} ON {table} TO {role}"
        if may.add and (counter := Row.metadata.tables[table].autoincrement_column) is not None:
            yield f"GRANT USAGE ON SEQUENCE {table}_{counter.name}_seq TO {role}"


def _of(right: str, columns: str) -> str:
    if columns in ("", ALL):
        return right if columns else ""
    return f"{right} ({', '.join(columns.split())})"
