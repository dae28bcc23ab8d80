"""Marked words, and forty turns that fail on them: they stand in no file of either database, and in no log."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from tests.bot.test_canary import variants
from tests.storage.conftest import database, empty_url, house, migrated_file, quick_passphrases, quick_receipts
from tests.storage.telling import TO_READY, TO_WORDS, House

__all__ = ["database", "empty_url", "house", "migrated_file", "quick_passphrases", "quick_receipts"]

CHAT = 7_204_551_193_377
CANARIES = ("gudang kenari di belakang pabrik", "Kenanganamira", "+6281200099887", str(CHAT))
FAILURES = 40
FORMS = [form for canary in CANARIES for _, form in variants(canary)]


@contextmanager
def failing(house: House, at: int) -> Iterator[list[str]]:
    """The statement number ``at`` fails, and the reason quotes all it was given."""
    left, struck = at, []

    def fails(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            struck.append(statement)
            quoting = RuntimeError(f"{parameters!r} {CANARIES}")
            raise quoting if at % 2 else OperationalError(statement, parameters, quoting)

    writer = house.turns._db._writer
    event.listen(writer, "before_cursor_execute", fails)
    try:
        yield struck
    finally:
        event.remove(writer, "before_cursor_execute", fails)


def files_of(house: House, since: float) -> Iterator[Path]:
    """Every file of the database: SQLite's own, or PostgreSQL's with the server's log; of its write-ahead log what was
    written ``since``, in Unix seconds."""
    if house.db.dialect == "sqlite":
        yield from house.db.path.parent.glob(f"{house.db.path.name}*")
        return
    with house.db.writing() as conn:
        conn.execute(text("CHECKPOINT"))
        folder = Path(conn.execute(text("SHOW data_directory")).scalar_one())
        here = conn.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    yield from (folder / "base" / str(here)).iterdir()
    yield from (path for path in (folder / "pg_wal").iterdir() if path.is_file() and path.stat().st_mtime > since)
    yield from folder.parent.glob("log*")


@pytest.mark.threat("A1", "A6")
def test_in_forty_forced_failures_no_marked_word_is_left_readable(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for talks in ("wadul", "sqlalchemy"):
        caplog.set_level(logging.DEBUG, talks)
    began = time.time() - 1
    person = house.person(CHAT).starts().taps(*TO_WORDS)
    struck, at = [], 0
    while len(struck) < FAILURES:
        at += 1
        says = person.message(f"{at}: {CANARIES[0]}, aku {CANARIES[1]}, telepon {CANARIES[2]}")
        with failing(house, at) as now:
            try:
                house.take(says)
            except Exception as error:  # as the loop does: nothing was confirmed, and Telegram gives it again
                logging.getLogger("wadul.listening").error("not taken", extra={"error": type(error).__name__})
        struck += now
        if not now:  # further than a turn has statements: from the first again
            at = 0
        house.take(says)
    person.taps("next", *TO_READY, "submit")
    assert CANARIES[0] in str(house.record(person.report_id)["words"])  # the office reads them

    assert any(statement.startswith("INSERT") for statement in struck)
    assert any(statement.startswith("UPDATE") for statement in struck)
    assert {record.getMessage() for record in caplog.records} >= {"turn failed", "not taken"}
    said = "\n".join(str(record.__dict__) for record in caplog.records)
    assert not [form for form in FORMS if form in said.encode()]
    searched = 0
    for path in files_of(house, began):
        with suppress(FileNotFoundError):  # a server takes its old logs away
            content = path.read_bytes()
            searched += len(content)
            assert not [form for form in FORMS if form in content], path.name
    assert searched > 200_000
