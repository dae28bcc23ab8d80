"""Who has the floor in a chat: of several reporters' processes on one PostgreSQL, one at a time speaks there.

Each process has one connection for it. That holds an advisory lock for each chat it speaks in, keyed by a tag that is
no conversation's; and it hears what the others left behind. Who leaves a chat first tells, sealed under the draft key,
what it knows of it and is in no table, and when; whoever is given a chat has heard all that was told of it before, and
takes nothing that is older than what was known already. Nothing of it
is written to a table, and a process that dies has left every chat.
"""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from threading import Lock
from typing import Any

from sqlalchemy import Connection, text

from storage.database import Database, DatabaseTrouble
from storage.errors import CannotOpen
from storage.keyring import ReporterKeys

LINE = "wadul.floor"
REMEMBERED = 20_000  # chats
LARGEST = 7_900  # bytes; PostgreSQL passes on less than 8,000

_WORKING = 0x7761_6475_666C  # the advisory lock that every process shares: so they are counted
_ASK = text("SELECT pg_try_advisory_lock(:lock)")
_LEAVE = text("SELECT pg_advisory_unlock(:lock)")
_TELL = text("SELECT pg_notify(:line, :told)")
_COUNT = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND objsubid = 1"
    " AND classid::bigint = :high AND objid::bigint = :low"
)
# A machine that is gone must not keep its chats: PostgreSQL would find out after two hours.
_BEGIN = (
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 2",
    f'LISTEN "{LINE}"',
    f"SELECT pg_advisory_lock_shared({_WORKING})",
)


class Floors:
    """This process's place among the others; it hears them from its first call on. Each call but `heard` raises
    DatabaseTrouble when the server does not answer: then nothing is held any more. Threads may share it."""

    def __init__(self, db: Database, keys: ReporterKeys) -> None:
        self._db, self._keys = db, keys
        self._conn: Connection | None = None
        self._own = 0  # its number at the server: there one hears oneself too
        self._told: list[str] = []
        self._latest: dict[int, int] = {}  # per chat: when it was told of last, by the machine's steady clock
        self._one_at_a_time = Lock()

    def ask(self, chat_id: int) -> bool:
        """Whether this process may speak there from now on; False while another one does. Asked for once, left once."""
        return bool(self._run(_ASK, lock=self._key(chat_id)))

    def leave(self, chat_id: int, knows: Mapping[str, Any]) -> None:
        """Tell the others what is known of this chat (JSON values), then let them have it."""
        words = {"chat": chat_id, "knows": knows, "at": self._note(chat_id, time.monotonic_ns())}
        told = b64encode(self._keys.draft.seal("floor", LINE, words)).decode()
        if len(told) < LARGEST:
            self._run(_TELL, line=LINE, told=told)
        self._run(_LEAVE, lock=self._key(chat_id))

    def heard(self) -> list[tuple[int, dict[str, Any]]]:
        """What the others told since this was asked last, in their order; what none of us sealed is nothing."""
        told, found = self._told, []
        self._told = []
        for one in told:
            try:
                words = self._keys.draft.open("floor", LINE, b64decode(one, validate=True))
                chat_id, at = int(words["chat"]), int(words["at"])
                if at > self._latest.get(chat_id, 0):  # else somebody says again what was said before
                    self._note(chat_id, at)
                    found.append((chat_id, dict(words["knows"])))
            except (CannotOpen, ValueError, KeyError, TypeError):
                continue
        return found

    def processes(self) -> int:
        """How many there are, this one too."""
        return int(self._run(_COUNT, high=_WORKING >> 32, low=_WORKING & 0xFFFF_FFFF))

    def close(self) -> None:
        """Leave every chat."""
        with self._one_at_a_time:
            self._hang_up()

    def _note(self, chat_id: int, at: int) -> int:
        self._latest.pop(chat_id, None)
        self._latest[chat_id] = at
        while len(self._latest) > REMEMBERED:
            del self._latest[next(iter(self._latest))]
        return at

    def _key(self, chat_id: int) -> int:
        return int.from_bytes(self._keys.tagger.tag("floor", chat_id)[:8], "big", signed=True)

    def _run(self, question: Any, **given: Any) -> Any:
        with self._one_at_a_time:
            try:
                return self._line().execute(question, given).scalar()
            except DatabaseTrouble:
                self._hang_up()
                raise

    def _line(self) -> Connection:
        if self._conn is None:
            self._conn = self._db.lasting()
            driver: Any = self._conn.connection.driver_connection
            self._own = int(driver.info.backend_pid)
            driver.add_notify_handler(self._hear)
            for statement in _BEGIN:
                self._conn.execute(text(statement))
        return self._conn

    def _hear(self, note: Any) -> None:
        if note.pid != self._own:
            self._told.append(note.payload)

    def _hang_up(self) -> None:
        if self._conn is not None:
            self._conn.invalidate()  # never back to the others: it holds locks
            self._conn.close()
            self._conn = None
