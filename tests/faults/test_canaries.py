"""Marked words, and forty strikes that fail on them, at a reporter's turn, at the desk and at the outbox: they stand in
no file of either database, in no copy and in no log, not even in that of a server that shows all it is given."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot.dispatch import loop
from bot.dispatch.loop import LEASE, Dispatcher
from bot.duty import app
from bot.duty.app import Duty
from storage.backup.stream import Reader
from storage.database import Database
from storage.outbox import Owed
from tests.bot.test_canary import variants
from tests.storage.conftest import (
    database,
    empty_url,
    house,
    make_copy,
    migrated_file,
    open_copy,
    quick_passphrases,
    quick_receipts,
)
from tests.storage.telling import TO_READY, TO_WORDS, House

__all__ = ["database", "empty_url", "house", "make_copy", "migrated_file", "open_copy"]
__all__ += ["quick_passphrases", "quick_receipts"]

CHAT = 7_204_551_193_377
CANARIES = ("gudang kenari di belakang pabrik", "Kenanganamira", "+6281200099887", str(CHAT))
STORY = f"{CANARIES[0]}, aku {CANARIES[1]}, telepon {CANARIES[2]}"
FORMS = [form for canary in CANARIES for _, form in variants(canary)]
FAILED = {"not taken", "turn failed", "act failed", "outbox not written"}

# What fails in which deed: the statement of that number, in our hands; or what the database itself refuses.
STRIKES: dict[str, list[int | str]] = {
    "tells": [*range(1, 9), "UPDATE ON sessions", "UPDATE ON reports"],
    "submits": [
        *range(1, 16, 2),
        *("UPDATE ON reports", "INSERT ON cases", "INSERT ON receipts"),
        *("INSERT ON return_addresses", "INSERT ON outbox", "INSERT ON audit"),
    ],
    "pays": [1, 4, "UPDATE OF done_hour ON outbox", "UPDATE OF done_hour ON outbox"],
    "takes": [2, 4, "UPDATE ON cases"],
    "notes": [3, 6, "INSERT ON deeds", "INSERT ON audit"],
    "answers": [4, 7, 10, "INSERT ON letters", "INSERT ON outbox"],
}


@dataclass
class Evening:
    """Somebody tells and sends; what is owed is paid; an officer takes the case, writes a note and an answer."""

    house: House

    def __post_init__(self) -> None:
        self.person = self.house.person(CHAT).starts().taps(*TO_WORDS)
        self.officer = self.house.officer("Sri")
        sides, keys, office = self.house.sides, self.house.desk_keys, self.house.office
        self.duty = Speechless("http://127.0.0.1:9", "1:a", sides["duty"], keys, office, None, None)

    def tells(self) -> None:
        self.house.take(self.person.message(STORY))

    def submits(self) -> None:
        self.house.take(self.person.tap("submit"))

    def pays(self) -> None:
        async def once() -> None:
            dispatcher = Dispatcher(self.house.sides["duty"], "duty", _sent, self.house.office.code)
            await dispatcher._round()
            await asyncio.gather(*dispatcher._under_way, return_exceptions=True)

        self.house.passes(seconds=LEASE + 1)
        asyncio.run(once())

    def takes(self) -> None:
        self.taps("acknowledge")

    def notes(self) -> None:
        self.types()

    def answers(self) -> None:
        self.types()

    def taps(self, button: str) -> None:
        data = f"{button}|{self.person.number}|{self.person.case.version}"
        chat = {"message_id": 1, "date": self._date(), "chat": self._who() | {"type": "private"}}
        self._does(callback_query={"id": "1", "from": self._who(), "chat_instance": "1", "data": data, "message": chat})

    def types(self) -> None:
        chat = self._who() | {"type": "private"}
        self._does(message={"message_id": 1, "date": self._date(), "from": self._who(), "chat": chat, "text": STORY})

    def _does(self, **what: Any) -> None:
        asyncio.run(self.duty.take([{"update_id": next(self.house.ids), **what}]))

    def _who(self) -> dict[str, Any]:
        return {"id": self.officer.telegram_id, "is_bot": False, "first_name": CANARIES[1]}

    def _date(self) -> int:
        self.house.passes(seconds=2)
        return int(self.house.clock.timestamp())


class Speechless(Duty):
    """Takes what officers do; what it would say is another story."""

    def _later(self, saying: Any) -> None:
        saying.close()


async def _sent(_: Owed) -> None:
    return None


@dataclass
class Refusals:
    """The database refuses by itself, and quotes what it can: SQLite the marked words, which only its connection holds;
    PostgreSQL the row, which then stands in the server's log."""

    house: House
    reason: str

    def __post_init__(self) -> None:
        if self.house.db.dialect == "postgresql":
            self._ask(
                self.house.db,
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" RAISE EXCEPTION '{self.reason}: % ON %', TG_OP, TG_TABLE_NAME"
                " USING DETAIL = NEW::text, ERRCODE = TG_ARGV[0]; END $$",
            )

    @contextmanager
    def refusing(self, db: Database, what: str, code: str) -> Iterator[None]:
        if db.dialect == "sqlite":
            quoted = f"SELECT RAISE(ABORT, '{self.reason} {CANARIES[0]} {CANARIES[1]} {CANARIES[2]} {CANARIES[3]}')"
            self._ask(db, f"CREATE TEMP TRIGGER refused BEFORE {what} BEGIN {quoted}; END")
        else:
            db = self.house.db
            self._ask(db, f"CREATE TRIGGER refused BEFORE {what} FOR EACH ROW EXECUTE FUNCTION refuse('{code}')")
        try:
            yield
        finally:
            self._ask(db, "DROP TRIGGER refused" + (f" ON {what.split()[-1]}" if db.dialect == "postgresql" else ""))

    def _ask(self, db: Database, statement: str) -> None:
        with db.writing() as conn:  # not through SQLAlchemy, which logs it
            raw: Any = conn.connection.driver_connection
            raw.execute(statement)


@contextmanager
def failing(db: Database, at: int) -> Iterator[None]:
    """The statement number ``at`` fails, and the reason quotes all it was given."""
    left = at

    def fails(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            quoting = RuntimeError(f"{parameters!r} {CANARIES}")
            raise quoting if at % 2 else OperationalError(statement, parameters, quoting)

    event.listen(db._writer, "before_cursor_execute", fails)
    try:
        yield
    finally:
        event.remove(db._writer, "before_cursor_execute", fails)


def show_everything(house: House) -> dict[Path, int]:
    """From now on the server writes every statement to its log, with all it was given. Gives its logs and how long they
    are by now: none on SQLite, which has no server."""
    if house.db.dialect == "sqlite":
        return {}
    with house.db.writing() as conn:
        name = conn.scalar(text("SELECT current_database()"))
        for setting in ("log_statement = 'all'", "log_parameter_max_length_on_error = -1"):
            conn.execute(text(f'ALTER DATABASE "{name}" SET {setting}'))
        folder = Path(str(conn.scalar(text("SHOW data_directory"))))
    for db in (house.db, *house.sides.values()):
        db.close()  # who comes anew is written down
    logs = {path: path.stat().st_size for path in folder.parent.glob("log*") if path.is_file()}
    assert logs, f"the server's log is looked for as {folder.parent}/log*, and is not there"
    return logs


def files_of(house: House, since: float) -> Iterator[Path]:
    """Every file of the office: its home, and SQLite's own or PostgreSQL's; of its write-ahead log what was written
    ``since``, in Unix seconds."""
    yield from (path for path in house.home.rglob("*") if path.is_file())
    if house.db.dialect == "sqlite":
        yield from house.db.path.parent.glob(f"{house.db.path.name}*")
        return
    with house.db.writing() as conn:
        conn.execute(text("CHECKPOINT"))
        folder = Path(str(conn.scalar(text("SHOW data_directory"))))
        here = conn.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    yield from (folder / "base" / str(here)).iterdir()
    yield from (path for path in (folder / "pg_wal").iterdir() if path.is_file() and path.stat().st_mtime > since)


def found_in(content: bytes) -> list[bytes]:
    return [form for form in FORMS if form in content]


@pytest.mark.threat("A1", "A6")
def test_in_forty_forced_failures_no_marked_word_is_left_readable(
    house: House,
    make_copy: Callable[[], Path],
    open_copy: Callable[[Path], Reader],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for talks in ("wadul", "sqlalchemy"):
        caplog.set_level(logging.DEBUG, talks)
    began, logs = time.time() - 1, show_everything(house)
    refusals = Refusals(house, f"kenari ditolak {uuid.uuid4().hex}")

    class Now(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return house.clock

    for module in (loop, app):
        monkeypatch.setattr(module, "datetime", Now)
    monkeypatch.setattr(loop, "AT_ONCE", 1)

    def failures() -> int:
        return sum(record.getMessage() in FAILED for record in caplog.records)

    evening = Evening(house)
    before: dict[str, Callable[[], object]] = {
        "submits": lambda: evening.person.taps("next", *TO_READY),
        "notes": lambda: evening.taps("note"),
        "answers": lambda: evening.taps("reply"),
    }
    refused, struck = [], 0
    for deed, strikes in STRIKES.items():
        before.get(deed, lambda: None)()
        does = getattr(evening, deed)
        db = house.sides["reporter" if deed in ("tells", "submits") else "duty"]
        for number, at in enumerate(strikes):
            code = "53100" if number % 2 else "23514"  # a full disk; a row that breaks a rule
            refused += [at] if isinstance(at, str) else []
            known = failures()
            with failing(db, at) if isinstance(at, int) else refusals.refusing(db, at, code):
                try:
                    does()
                except Exception as error:  # as the loops do: nothing was confirmed, and it comes again
                    logging.getLogger("wadul.listening").error("not taken", extra={"error": type(error).__name__})
            struck += 1
            assert failures() > known, (deed, at)
        known = failures()
        does()
        assert failures() == known, deed
    assert struck == 40
    assert len(refused) == 15

    # What was meant to be kept is kept, for whoever may read it.
    (case,) = house.rows("cases")
    (letter,) = house.rows("letters", case_id=case.id)
    (note,) = house.rows("deeds", case_id=case.id, kind="note")
    key = house.desk_keys.office_key
    assert CANARIES[0] in str(house.record(evening.person.report_id)["words"])
    assert key.open("letter copy", case.number, letter.office_copy)["words"] == STORY
    assert key.open("deed", case.number, note.box)["words"] == STORY
    assert case.acknowledged_by == evening.officer.id
    assert [row for row in house.rows("outbox", side="duty", kind="alert") if row.done_hour]

    # Our own log says that it failed, and not a word of why.
    assert {record.getMessage() for record in caplog.records} >= FAILED
    said = "\n".join(str(record.__dict__) for record in caplog.records)
    assert not found_in(said.encode())
    assert refusals.reason not in said

    # The server's log says what was refused, and shows all that it was given.
    if logs:
        written = b"".join(path.read_bytes()[length:] for path, length in logs.items())
        for what in refused:
            verb, *_, table = what.split()
            assert f"{refusals.reason}: {verb} ON {table}".encode() in written, what
        assert b"parameters: $1 = " in written
        assert not found_in(written)

    searched = 0
    for path in files_of(house, began):
        with suppress(FileNotFoundError):  # a server takes its old files away
            content = path.read_bytes()
            searched += len(content)
            assert not found_in(content), path.name
    assert searched > 200_000
    copy = make_copy()
    assert not found_in(copy.read_bytes())
    opened = open_copy(copy)
    for line in opened.lines(opened.unlock(key)):
        assert not found_in(b"\n".join(one if isinstance(one, bytes) else str(one).encode() for one in line))
