"""A copy's rows, put into an empty database: the tables as they were then, filled, and brought to their newest form.

All of it is one transaction. What the copy says of itself must come out of the database again: so many rows a table,
and the same end of the chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, select, text, update

from storage import audit
from storage.backup.allowed import KEPT
from storage.backup.stream import Reader
from storage.backup.taking import Tell
from storage.database import alembic_config
from storage.errors import BackupDamaged, BackupRefused
from storage.sealing import Secret
from storage.tables import Row

AHEAD = 10_000  # ids that may have been given since the copy was taken are never given again
_AT_ONCE = 200
_COUNTED = ("cases", "outbox")  # where SQLite remembers ids, as their tables say


@dataclass
class Contents:
    """What a copy holds beside rows."""

    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    receipts: bytes | None = field(default=None, repr=False)
    rows: int = 0


def look_through(reader: Reader, secret: Secret) -> Contents:
    """Read all of a copy once: nothing is made from one that is damaged further on. Raises BackupDamaged."""
    found = Contents()
    for kind, *rest in reader.lines(secret):
        if kind == "file":
            found.files[rest[0]] = rest[1]
        elif kind == "receipts":
            found.receipts = rest[0]
        found.rows += kind == "row"
    return found


def refill(conn: Connection, reader: Reader, secret: Secret, total: int, tell: Tell) -> None:
    """Make the tables and fill them, inside the caller's `Database.remaking`. Raises BackupRefused when the copy is
    newer than this program, BackupDamaged."""
    revision = reader.label.revision
    script = ScriptDirectory.from_config(alembic_config())
    if revision not in {one.revision for one in script.walk_revisions()}:
        raise BackupRefused("Cadangan ini dibuat program yang lebih baru: perbarui programnya dulu.")
    command.upgrade(alembic_config(conn), revision)
    _fill(conn, reader.lines(secret), total, tell)
    for table, rows in reader.told["rows"].items():
        if conn.scalar(select(func.count()).select_from(Row.metadata.tables[table])) != rows:
            raise BackupDamaged
    if str(audit.head(conn)) != reader.told["head"] or audit.verify(conn) is not None:
        raise BackupDamaged("Rantai catatan di cadangan ini tidak utuh.")
    command.upgrade(alembic_config(conn), "head")
    _go_ahead(conn)


def _fill(conn: Connection, lines: Iterable[list[Any]], total: int, tell: Tell) -> None:
    table, done = "", 0
    columns: list[str] = []
    waiting: list[dict[str, Any]] = []
    merged: list[tuple[int, int]] = []
    for kind, *rest in lines:
        if kind == "table":
            _insert(conn, table, waiting)
            table, columns, waiting = rest[0], rest[1:], []
            if table not in KEPT or not set(columns) <= set(Row.metadata.tables[table].c.keys()):
                raise BackupDamaged("Cadangan ini berisi tabel atau kolom yang tidak dikenal.")
        elif kind == "row":
            row = dict(zip(columns, rest, strict=True))
            if table == "cases" and row["merged_into"] is not None:  # into one that may come later
                merged.append((row["id"], row["merged_into"]))
                row["merged_into"] = None
            waiting.append(row)
            done += 1
            tell(done, total)
            if len(waiting) >= _AT_ONCE:
                _insert(conn, table, waiting)
                waiting = []
    _insert(conn, table, waiting)
    cases = Row.metadata.tables["cases"]
    for id, into in merged:
        conn.execute(update(cases).where(cases.c.id == id).values(merged_into=into))


def _insert(conn: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        conn.execute(insert(Row.metadata.tables[table]), rows)


def _go_ahead(conn: Connection) -> None:
    """Ids given since then may still stand under a button in somebody's chat."""
    if conn.dialect.name == "sqlite":
        for name in _COUNTED:
            last = conn.scalar(select(func.max(Row.metadata.tables[name].c.id))) or 0
            conn.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            ahead = {"name": name, "seq": last + AHEAD}
            conn.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), ahead)
        return
    for name in KEPT:
        table = Row.metadata.tables[name]
        if "id" not in table.c or table.c.id.type.python_type is not int:
            continue
        last = conn.scalar(select(func.max(table.c.id))) or 0
        conn.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": name, "last": last + AHEAD}
        )
