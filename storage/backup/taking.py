"""A copy of now. It is written beside its place, read once more, and only then given its name: whole or not there."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from storage import audit
from storage.backup import allowed, belongings
from storage.backup.leftovers import held, sweep
from storage.backup.stream import Label, Reader, Writer
from storage.database import Database, alembic_config
from storage.errors import BackupDamaged, BackupRefused
from storage.keyring import _lock, _read, _sync
from storage.sealing import Secret

KEEPS = timedelta(days=14)
FEWEST = 3  # copies that stay however old they are: a clock that lies takes none of them
OTHER_FORM = (
    "Bentuk basis data ini bukan yang dikenal program ini. Kalau programnya baru diperbarui: mulai ulang Wadul dulu,"
    " lalu buat cadangan. Kalau program ini yang lama: pakai program yang sama dengan yang menjalankan Wadul."
)
ENDING = ".cadangan"
_NAME = re.compile(rf"wadul-[0-9A-Za-z.-]+-(\d{{8}}T\d{{6}})Z{re.escape(ENDING)}")

Tell = Callable[[int, int], None]  # how many rows of how many


@dataclass(frozen=True)
class Taken:
    """A copy that was made. ``receipts``: whoever holds a receipt can come back to what is restored from it."""

    path: Path
    rows: int
    cases: int
    head: str
    receipts: bool
    forgotten: tuple[str, ...] = ()


def take(
    db: Database, home: Path, office: str, folder: Path, now: datetime, tell: Tell, *, reporters: Path | None = None
) -> Taken:
    """Make a copy in this folder, and let go of those older than two weeks; `reporters` is the home of the reporters'
    process, where that has one of its own. Raises BackupRefused, StorageError,
    OSError; then nothing stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"wadul-{office}-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z{ENDING}"
    if path.exists():
        raise BackupRefused(f"{path.name} sudah ada.")
    sweep(folder.glob(f".wadul-*{ENDING}.*"))
    growing = folder / f".{path.name}.{secrets.token_hex(4)}"
    handle = os.open(growing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            open(handle, "w+b") as file,
            held(growing),
            db.reading() as conn,
        ):  # one view of everything, however long it takes
            revision = _revision(conn)
            allowed.refuse_the_unknown(conn)
            lock = _lock(home, "office")
            label = Label(office, now, revision, lock.key_id, _read(home / "keys/duty/office.recovery", None))
            writer = Writer(file, label, lock)
            receipts = _write_belongings(writer, home, reporters or home)
            counts = _write_rows(writer, conn, tell)
            head = str(audit.head(conn))
            secret = writer.end(rows=counts, head=head)
            file.flush()
            os.fsync(file.fileno())
        _read_again(growing, secret, counts)
        growing.rename(path)
    except BaseException:
        growing.unlink(missing_ok=True)
        raise
    _sync(folder)
    return Taken(path, sum(counts.values()), counts["cases"], head, receipts, tuple(_forget_old(folder, office, now)))


def _revision(conn: Connection) -> str:
    """Raises BackupRefused unless the tables have the form this program knows: a copy never changes them."""
    found = MigrationContext.configure(conn).get_current_revision()
    if found is None or found != ScriptDirectory.from_config(alembic_config()).get_current_head():
        raise BackupRefused(OTHER_FORM)
    return found


def _write_belongings(writer: Writer, home: Path, reporters: Path) -> bool:
    for name, content in belongings.of_home(home, reporters):
        writer.add("file", name, content)
    receipts = belongings.of_receipts(reporters)
    if receipts is not None:
        writer.add("receipts", receipts)
    return receipts is not None


def _write_rows(writer: Writer, conn: Connection, tell: Tell) -> dict[str, int]:
    wanted = {table: allowed.rows_of(table) for table in allowed.KEPT}
    total = sum(
        conn.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0 for rows in wanted.values()
    )
    counts: dict[str, int] = {}
    done = 0
    for table, rows in wanted.items():
        writer.add("table", table, *allowed.KEPT[table].split())
        counts[table] = 0
        for row in conn.execute(rows.execution_options(yield_per=200)).mappings():
            writer.add("row", *allowed.trimmed(table, dict(row)).values())
            counts[table] += 1
            done += 1
            tell(done, total)
    return counts


def _read_again(path: Path, secret: Secret, counts: dict[str, int]) -> None:
    with path.open("rb") as file:
        reader = Reader(file)
        rows = sum(line[0] == "row" for line in reader.lines(secret))
    if rows != sum(counts.values()) or reader.told["rows"] != counts:
        raise BackupDamaged


def _forget_old(folder: Path, office: str, now: datetime) -> list[str]:
    """By the time in their names, for that cannot be touched by copying them about."""
    found = sorted(path for path in folder.glob(f"wadul-{office}-*{ENDING}") if _NAME.fullmatch(path.name))
    gone = []
    for path in found[:-FEWEST]:
        named = _NAME.fullmatch(path.name)
        assert named is not None
        if now - datetime.strptime(named[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) > KEEPS:
            path.unlink()
            gone.append(path.name)
    return gone
