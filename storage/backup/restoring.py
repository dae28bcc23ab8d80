"""A home and a database made from a copy, and what is lost since it was taken.

Nothing that is there is thrown away: a database that is replaced is put aside under another name, and what it knew and
the copy does not is said. Nobody may be using it meanwhile: whoever did would go on writing into what was put aside.
Who was called before the copy was taken is not called again: the rows that were paid come back as paid.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from storage import audit
from storage.backup import belongings
from storage.backup.refilling import Contents, look_through, refill
from storage.backup.replaying import Known, Replayed, replay, what_it_knows
from storage.backup.stream import Reader
from storage.backup.taking import Tell
from storage.database import Database, DatabaseTrouble
from storage.errors import BackupRefused
from storage.keyring import _sync
from storage.sealing import Key, Secret, unwrap_with_code
from storage.tables import Row

_cases = Row.metadata.tables["cases"]

THERE_IS_ONE = (
    "Di sini sudah ada basis data: tidak ditimpa. Kalau memang harus diganti: --replace (yang lama disimpan)."
)
MAYBE_IN_USE = (
    "Basis data ini tidak terbaca, dan berkas -wal di sampingnya masih ada: mungkin sedang dipakai. Hentikan dulu"
    " semuanya; kalau memang tidak ada yang memakainya: --replace --unused (yang lama disimpan)."
)
NOT_YOURS = "Basis data ini milik pengguna lain: jalankan perintah ini sebagai root, supaya tetap miliknya."
IN_USE = "Basis data ini sedang dipakai: hentikan dulu `wadul run` dan perintah lain."


@dataclass(frozen=True)
class Restored:
    """What came back, and what did not. ``receipts``: whether receipts from before still open something (None: the keys
    that were here stayed). ``lost``: cases only the replaced database knows (None: there was none to ask). ``gone``:
    what was gone there already, and is so here (None: what was erased since the copy lives again)."""

    since: datetime
    until: datetime
    rows: int
    cases: int
    receipts: bool | None
    aside: str
    lost: tuple[str, ...] | None
    gone: Replayed | None
    head: str = field(repr=False)


def has_keys(home: Path) -> bool:
    """Whether this home has the office's keys already; those of reporters may lie in a home of their own. Raises
    BackupRefused when it has only some of them."""
    keys = home / "keys"
    there = all((keys / name).is_file() for name in ("public/office.pub", "duty/office.wrapped"))
    if not there and keys.is_dir() and any(keys.iterdir()):
        raise BackupRefused("Folder keys di sini tidak lengkap: pindahkan dulu, atau salin semuanya.")
    return there


def key_on_paper(reader: Reader, code: str) -> Key:
    """The office's key as the copy's own label holds it, behind the code on paper. Raises CodeMistyped,
    WrongPassphrase, CannotOpen."""
    return unwrap_with_code(reader.label.recovery, code)


def restore(
    home: Path,
    url: str,
    reader: Reader,
    key: Key,
    now: datetime,
    tell: Tell,
    *,
    code: str = "",
    replace: bool = False,
    unused: bool = False,
) -> Restored:
    """Make home and database from a copy that `key` opens. `unused`: somebody looked, and nobody uses one that cannot
    be read any more. Keys that are there stay as they are; into a home without
    any come those of the copy, with the `code` on paper. Raises BackupRefused, StorageError, OSError; then the database
    is as it was."""
    secret = reader.unlock(key)
    contents = look_through(reader, secret)
    filling = _Filling(reader, secret, contents, tell, unused)
    fresh = not has_keys(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    db = Database(url)
    try:
        into = _into_file if db.dialect == "sqlite" else _into_server
        put = into(db, filling, now, replace)
        receipts = _put_back(home, contents, code, fresh=fresh)
        with db.writing() as conn:
            office = reader.label.office
            head = str(audit.append(conn, at=now, office_code=office, actor="terminal", action="restored"))
            cases = len(_numbers(conn))
    finally:
        db.close()
    return Restored(reader.label.taken_at, now, contents.rows, cases, receipts, put.aside, put.lost, put.gone, head)


@dataclass(frozen=True)
class _Filling:
    """A copy that was opened and read through, ready to be put somewhere."""

    reader: Reader
    secret: Secret
    contents: Contents
    tell: Tell
    unused: bool

    def into(self, conn: Connection) -> None:
        refill(conn, self.reader, self.secret, self.contents.rows, self.tell)

    def asks(self, conn: Connection) -> _Before:
        """What the database knows that is to be replaced."""
        return _Before(_numbers(conn), what_it_knows(conn, str(self.reader.told["head"])))


@dataclass(frozen=True)
class _Before:
    """What stood in the database that was replaced, as far as it could be read."""

    numbers: set[str] | None = None
    known: Known | None = None

    def compared(self, conn: Connection, now: datetime, aside: str) -> _Put:
        """With what stands in its place; what was gone in it goes from there too."""
        gone = None if self.known is None else replay(conn, self.known, now)
        lost = None if self.numbers is None else tuple(sorted(self.numbers - _numbers(conn)))
        return _Put(lost, aside, gone)


@dataclass(frozen=True)
class _Put:
    lost: tuple[str, ...] | None
    aside: str
    gone: Replayed | None


def _put_back(home: Path, contents: Contents, code: str, *, fresh: bool) -> bool | None:
    """Where the home has keys of its own, only what else is missing."""
    for name, content in contents.files.items():
        if fresh or not name.startswith("keys/"):
            belongings.put_back(home, name, content)
    return belongings.reopen_receipts(home, code, contents.receipts) if fresh else None


def _numbers(conn: Connection) -> set[str]:
    return set(conn.scalars(select(_cases.c.number)))


# -- SQLite: a new file takes the place of the old one -----------------------------------------------------------------


def _into_file(db: Database, filling: _Filling, now: datetime, replace: bool) -> _Put:
    there = db.path.exists()
    if there and not replace:
        raise BackupRefused(THERE_IS_ONE)
    before = _let_go(db, filling) if there else _Before()
    aside = db.path.with_name(f"{db.path.name}.sebelum-{now:%Y%m%dT%H%M%S}") if there else None
    growing = db.path.with_name(f".{db.path.name}.{secrets.token_hex(4)}")
    fresh = Database(f"sqlite:///{growing}")
    try:
        with fresh.remaking() as conn:
            filling.into(conn)
        with fresh.writing() as conn:
            put = before.compared(conn, now, str(aside or ""))
        fresh.truncate_wal()
        fresh.close()
        if aside is not None:
            _as_it_was(growing, db.path)
            aside.hardlink_to(db.path)  # there is never a moment without a database
            for log in ("-wal", "-shm"):  # only of a database that could not be read any more
                if (left := db.path.with_name(db.path.name + log)).exists():
                    left.rename(aside.with_name(aside.name + log))
        growing.replace(db.path)
    finally:
        fresh.close()
        for left in growing.parent.glob(f"{growing.name}*"):
            left.unlink()
    _sync(db.path.parent)
    return put


def _as_it_was(growing: Path, before: Path) -> None:
    """Whoever could open the database before can do so again, and nobody else: two users may share it."""
    was, now = before.stat(), growing.stat()
    growing.chmod(stat.S_IMODE(was.st_mode))
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        try:
            os.chown(growing, was.st_uid, was.st_gid)
        except OSError:
            raise BackupRefused(NOT_YOURS) from None


def _let_go(db: Database, filling: _Filling) -> _Before:
    """What a database knows that is to be replaced; nothing when it cannot be read any more. Raises BackupRefused
    while somebody has it open: then its log stays when we have closed it. It also stays where power was cut."""
    before, refused = _Before(), IN_USE
    try:
        with db.reading() as conn:
            before = filling.asks(conn)
        db.truncate_wal()
    except DatabaseTrouble:
        refused = "" if filling.unused else MAYBE_IN_USE
    finally:
        db.close()
    if refused and db.path.with_name(f"{db.path.name}-wal").exists():
        raise BackupRefused(refused)
    return before


# -- PostgreSQL: a new schema takes the name of the old one ------------------------------------------------------------


def _into_server(db: Database, filling: _Filling, now: datetime, replace: bool) -> _Put:
    with db.remaking() as conn:
        there = inspect(conn).get_table_names()
        if there and not replace:
            raise BackupRefused(THERE_IS_ONE)
        before, aside = _Before(), ""
        if there:
            if conn.scalar(text(_OTHERS)):
                raise BackupRefused(IN_USE)
            before = filling.asks(conn) if "cases" in there else before
            quote = conn.dialect.identifier_preparer.quote
            schema = quote(str(conn.scalar(text("SELECT current_schema()"))))
            aside = f"wadul_sebelum_{now:%Y%m%dT%H%M%S}"
            conn.execute(text(f"ALTER SCHEMA {schema} RENAME TO {quote(aside)}"))
            conn.execute(text(f"CREATE SCHEMA {schema}"))
        filling.into(conn)
        return before.compared(conn, now, aside)


_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
)
