"""One database for SQLite and PostgreSQL: writing, reading, migrating.

Every write on SQLite begins with `BEGIN IMMEDIATE`: a deferred transaction that reads first and writes later loses what
another process wrote in between. Errors never print what was being stored.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Literal
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, ExceptionContext, NestedTransaction, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    IntegrityError,
    MultipleResultsFound,
    NoResultFound,
    SQLAlchemyError,
)
from sqlalchemy.pool import NullPool, PoolProxiedConnection
from sqlmodel import Session, create_engine

from storage.errors import DatabaseNotReady

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
    "temp_store": 2,  # MEMORY
}

MIGRATIONS = Path(__file__).parent / "migrations"
DatabaseTrouble = SQLAlchemyError
ONE_UPDATES_TROUBLE = (IntegrityError, DataError, NoResultFound, MultipleResultsFound)
"""What is wrong with one update only: the others can be written."""
"""What reading or writing raises when the database does not do it: locked, full, away. Nothing was written."""

log = logging.getLogger("wadul.database")

_LEAVES = "leaves the log"
_A_MOMENT = 100  # milliseconds that a log is waited for after a commit: everybody else who writes waits too
_TRIED_AGAIN_AFTER = 10.0  # seconds until a reader that kept in the log what must leave it has surely gone
_MIGRATING = 0x7761_6475  # the advisory lock that keeps two migrations apart on PostgreSQL


_STILL_THERE = {  # a server that is gone without a word is noticed in half a minute, not in a quarter of an hour
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,  # milliseconds
}

_POOL = {  # the last used is used again: in turn, each process would open one more than it needs, and keep it open
    "pool_pre_ping": True,
    "pool_use_lifo": True,
}


class Database:
    """Holds the engine. Threads may share it; forked children must make their own."""

    def __init__(self, url: str) -> None:
        """`url` is `sqlite:///path` or `postgresql+psycopg://…`; nothing is opened yet. Raises DatabaseNotReady."""
        try:
            self._url = make_url(url)
        except ArgumentError:
            raise DatabaseNotReady("The database address cannot be read.") from None
        self.dialect: Literal["sqlite", "postgresql"]
        options: dict[str, Any] = {"hide_parameters": True, "echo": False}
        if self._url.get_backend_name() == "sqlite" and self._url.database not in (None, "", ":memory:"):
            self.dialect = "sqlite"
            self.path = Path(str(self._url.database))
            self._writer = self._sqlite_engine(begin="BEGIN IMMEDIATE", **options)
            self._reader = self._sqlite_engine(begin="BEGIN", read_only=True, **options)
        elif self._url.get_backend_name() == "postgresql":
            self.dialect = "postgresql"
            settings = "-c synchronous_commit=on -c timezone=UTC -c lock_timeout=5s"
            options["connect_args"] = {"options": settings, **_STILL_THERE}
            self._writer = create_engine(self._url.set(drivername="postgresql+psycopg"), **_POOL, **options)
            event.listen(self._writer, "handle_error", _say_no_values)
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            raise DatabaseNotReady("The database must be a SQLite file or PostgreSQL.")
        _quick_savepoints(self._writer)
        self._watch: PoolProxiedConnection | None = None
        self._watching, self._emptying = Lock(), Lock()
        self._emptying_due: float | None = 0.0  # a process that died may have left erased words in the log

    def __repr__(self) -> str:
        return f"Database({self.dialect})"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, undone when it raises. On SQLite it holds the write lock."""
        with self._writer.begin() as conn:
            conn.info.pop(_LEAVES, None)  # of one that was undone
            yield conn
            leaves = conn.info.pop(_LEAVES, False)
        self._empty_log(leaves=leaves)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view that waits for nobody and makes nobody wait. Writing through it is refused."""
        with self._reader.begin() as conn:
            yield conn

    @contextmanager
    def orm(self) -> Iterator[Session]:
        """A session inside one writing transaction; `session.commit()` only flushes, the block's end commits."""
        with self.writing() as conn, session_on(conn) as session:
            yield session
            session.flush()

    def migrate(self) -> None:
        """Bring the tables to the newest form, making the file (0600) if need be. Raises DatabaseNotReady."""
        try:
            with self.remaking() as conn:
                command.upgrade(alembic_config(conn), "head")
        except (OSError, SQLAlchemyError) as error:
            raise DatabaseNotReady(f"The database could not be migrated ({type(error).__name__}).") from error

    def check(self) -> None:
        """Raises DatabaseNotReady, with a sentence, unless the tables are the newest and can be written."""
        script = ScriptDirectory.from_config(alembic_config())
        try:
            with self._writer.connect() as conn:
                found = MigrationContext.configure(conn).get_current_revision()
                if found is None:
                    raise DatabaseNotReady("The database has no tables yet: migrate it first.")
                if found not in {revision.revision for revision in script.walk_revisions()}:
                    raise DatabaseNotReady("The database is newer than this program.")
                if found != script.get_current_head():
                    raise DatabaseNotReady("The database is older than this program: migrate it first.")
                if self.dialect == "sqlite":
                    conn.execute(text("UPDATE alembic_version SET version_num = version_num"))
                elif conn.scalar(text("SHOW transaction_read_only")) == "on":
                    raise DatabaseNotReady("The database is read-only.")
                conn.rollback()
        except SQLAlchemyError as error:
            raise DatabaseNotReady(f"The database cannot be written ({type(error).__name__}).") from error

    def data_version(self) -> int | None:
        """A number that changes when anybody commits (SQLite, a few microseconds); None means: poll (PostgreSQL)."""
        if self.dialect != "sqlite":
            return None
        with self._watching:
            if self._watch is None:
                self._watch = self._reader.raw_connection()
            return int(self._watch.cursor().execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def hearing(self, line: str) -> Iterator[Callable[[float], bool]]:
        """PostgreSQL: a connection of its own that hears this line (`storage/waking.py`). Called with seconds it waits
        so long, and says whether the line was rung."""
        pooled = self._writer.raw_connection()
        raw: Any = pooled.driver_connection
        pooled.detach()
        try:
            raw.autocommit = True
            raw.execute(f"LISTEN {self._writer.dialect.identifier_preparer.quote_identifier(line)}")
            yield lambda seconds: any(True for _ in raw.notifies(timeout=seconds, stop_after=1))
        finally:
            pooled.close()

    def lasting(self) -> Connection:
        """PostgreSQL: a connection for whoever keeps it, each statement committed by itself; they invalidate it."""
        return self._writer.connect().execution_options(isolation_level="AUTOCOMMIT")

    def truncate_wal(self, wait: int | None = None) -> bool:
        """Empty SQLite's write-ahead log, so that erased words leave it too. False: somebody is reading, also after so
        many milliseconds, in which nobody writes (else as long as for any lock); try again."""
        if self.dialect != "sqlite":
            return True
        raw = self._writer.raw_connection()
        try:
            ask = raw.cursor().execute
            if wait is not None:
                ask(f"PRAGMA busy_timeout={wait}")
            try:
                busy = ask("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                ask(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")
        finally:
            raw.close()
        return bool(busy == 0)

    def _empty_log(self, *, leaves: bool) -> None:
        """While somebody reads it cannot be emptied: then it is made up for, after a later transaction."""
        if not leaves and self._emptying_due is None:
            return
        with self._emptying:
            if not leaves and (self._emptying_due is None or time.monotonic() < self._emptying_due):
                return
            try:
                emptied = self.truncate_wal(_A_MOMENT)
            except Exception as error:  # what was written is committed: it must not look as if it were not
                log.warning("log not emptied", extra={"error": type(error).__name__})
                emptied = False
            self._emptying_due = None if emptied else time.monotonic() + _TRIED_AGAIN_AFTER

    def close(self) -> None:
        """Close every connection. The database can be used again afterwards."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def remaking(self) -> Iterator[Connection]:
        """One transaction in which tables are made, changed and filled; the file (0600) is made if need be. Foreign
        keys of SQLite sleep meanwhile and must hold at its end. Raises DatabaseNotReady."""
        if self.dialect == "postgresql":
            with self._writer.begin() as conn:
                conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
                yield conn
            return
        self.path.touch(mode=0o600, exist_ok=True)  # -wal and -shm take their mode from it
        # A batch migration copies and drops tables; with foreign keys on, the drop would cascade.
        options: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}
        engine = self._sqlite_engine(begin="BEGIN IMMEDIATE", foreign_keys=False, **options)
        with engine.begin() as conn:
            yield conn
            if conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DatabaseNotReady("After migrating, some rows point at rows that do not exist.")

    def _sqlite_engine(
        self, *, begin: str, read_only: bool = False, foreign_keys: bool = True, **options: Any
    ) -> Engine:
        # mode=rw: a file that was moved away must not come back as an empty one.
        address = f"file:{quote(str(self.path))}?mode=rw"

        def connect() -> sqlite3.Connection:
            raw = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
            try:
                for name, value in PRAGMAS.items():
                    raw.execute(f"PRAGMA {name}={value}")
                for name, value in PRAGMAS.items():
                    found = raw.execute(f"PRAGMA {name}").fetchone()[0]
                    if found != value:
                        raise sqlite3.OperationalError(f"PRAGMA {name} stays {found}")
                if not foreign_keys:
                    raw.execute("PRAGMA foreign_keys=0")
                if read_only:
                    raw.execute("PRAGMA query_only=1")
            except BaseException:
                raw.close()
                raise
            return raw

        engine = create_engine(f"sqlite:///{self.path}", creator=connect, **options)

        @event.listens_for(engine, "begin")
        def _begin(conn: Connection) -> None:
            conn.exec_driver_sql(begin)  # two quick taps must not both move the conversation

        return engine


def session_on(conn: Connection) -> Session:
    """A session that lives inside the caller's transaction and never ends it, nor a savepoint of it."""
    return Session(conn, join_transaction_mode="rollback_only")


def leaves_the_log(conn: Connection) -> None:
    """What this transaction took away must leave SQLite's write-ahead log too, once it is committed."""
    conn.info[_LEAVES] = True


def savepoint(conn: Connection) -> AbstractContextManager[NestedTransaction]:
    """A part of a transaction that can fail alone: what it wrote is undone, the rest stays."""
    return conn.begin_nested()


def _quick_savepoints(engine: Engine) -> None:
    """Every turn has one. SQLAlchemy puts each together anew, because its name is a new one, and that costs more than
    the database does for it."""
    dialect: Any = engine.dialect
    dialect.do_savepoint = lambda conn, name: conn.exec_driver_sql(f"SAVEPOINT {name}")
    dialect.do_release_savepoint = lambda conn, name: conn.exec_driver_sql(f"RELEASE SAVEPOINT {name}")


def _say_no_values(context: ExceptionContext) -> None:
    """PostgreSQL quotes the failing row in its error; keep the kind of error and the constraint, drop the rest."""
    error, outer = context.original_exception, context.sqlalchemy_exception
    diagnosis = getattr(error, "diag", None)
    sentence = f"{type(error).__name__} {getattr(diagnosis, 'constraint_name', None) or ''}".strip()
    if diagnosis is not None and outer is not None:
        error.args = (sentence,)
        outer.args = (sentence,)


def alembic_config(conn: Connection | None = None) -> Config:
    """How alembic finds our migrations, with the connection it shall use."""
    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
