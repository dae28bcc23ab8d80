"""P4, P5: what a thousand stored cases cost, and a million, on both databases.

The rows are copies of one, made by the database itself in some seconds. Two hundred cases are open in both: an office
has that many open at the very most, and the queue shows them all.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from nacl.pwhash import argon2id
from rich.progress import Progress
from sqlalchemy import text

from flows.events import CONTROLS, Chose, Started, Wrote
from storage import queue, sealing
from storage.database import Database
from storage.sealing import Address
from storage.tables import Officer
from storage.turns import Arrived
from tests.bench.table import Figure, console, ms
from tests.storage.conftest import NOW, PostgreSQL
from tests.storage.rows import put
from tests.storage.telling import House

OPEN, FEW, PIECE = 200, 1_000, 50_000
BOX = b"\x01keyid" + bytes(400)
# In each table: what differs from row to row; the rest is copied.
MADE = {
    "cases": {"id": "{n}", "number": "'C' || (10000000 + {n})"},
    "reports": {"id": "'aaaaaaaaaaaaaaaaaaaaaaaa' || (10000000 + {n})", "case_id": "{n}"},
    "outbox": {"id": "{n}", "code": "'C' || (10000000 + {n}) || '.0'", "case_id": "{n}"},
    "seen": {"update_id": "{n}"},
}


def growing(at: Path, *, quick: bool) -> list[Figure]:
    """P4 and P5, on SQLite and, where TEST_POSTGRES names one, on PostgreSQL."""
    many = 50_000 if quick else 1_000_000
    given = {"SQLite": _measured(at, "sqlite", many, quick)}
    if os.environ.get("TEST_POSTGRES"):
        given["PostgreSQL"] = _measured(at, "postgresql", many, quick)
    figures = []
    for name, (few, lots) in given.items():
        page, case, turn = (lots[n] / few[n] for n in range(3))
        told = f"{page:.2f} × ({ms(few[0])} → {ms(lots[0])}), lookup {case:.2f} × ({ms(few[1])})"
        what = f"the queue's page at {many:,} cases ÷ at {FEW:,}; one case by its number ({name})"
        figures.append(Figure("P4", what, "≤ 1.5 ×; ≤ 1.2 ×", told, "1 ×", page <= 1.5 and case <= 1.2))
        what = f"cost of a turn at {many:,} stored cases ÷ at {FEW:,} ({name})"
        figures.append(
            Figure("P5", what, "≤ 1.1 ×", f"{turn:.2f} × ({ms(few[2])} → {ms(lots[2])})", "1 ×", turn <= 1.1)
        )
    if "PostgreSQL" not in given:
        figures.append(Figure("P4–5", "the same on PostgreSQL", "as above", "TEST_POSTGRES is not set", "", None))
    return figures


def _measured(at: Path, dialect: str, many: int, quick: bool) -> tuple[list[float], list[float]]:
    """The page, the case, the turn, in seconds: with few rows, and with many; measured in turns."""
    with _house(at / f"few-{dialect}", dialect) as few, _house(at / f"many-{dialect}", dialect) as lots:
        _fill(few, FEW)
        _fill(lots, many)
        found: dict[int, list[list[float]]] = {0: [], 1: []}
        for _ in range(3 if quick else 5):
            for n, house in enumerate((few, lots)):
                found[n].append([_page(house), _case(house), min(_turn(house) for _ in range(3))])
        one, other = ([median(column) for column in zip(*found[n], strict=True)] for n in (0, 1))
        return one, other


@contextmanager
def _house(at: Path, dialect: str) -> Iterator[House]:
    at.mkdir(parents=True)
    server = PostgreSQL(os.environ["TEST_POSTGRES"]) if dialect == "postgresql" else None
    url = server.migrated() if server else f"sqlite:///{at / 'wadul.db'}"
    db = Database(url)
    cost, sealing.PASSPHRASE_COST = sealing.PASSPHRASE_COST, (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
    try:
        db.migrate()
        with closing(House(db, at / "home", at / "run", NOW)) as house:
            yield house
    finally:
        sealing.PASSPHRASE_COST = cost
        db.close()
        if server:
            server.drop(url)
            server.close()
        shutil.rmtree(at, ignore_errors=True)


def _fill(house: House, many: int) -> None:
    db, code = house.db, house.office.code
    with db.writing() as conn:
        first = put(conn, "cases", office_code=code, closed=NOW, face=BOX)
        put(conn, "reports", office_code=code, case_id=first, filed_hour=NOW, snapshot=BOX)
        paid = {"kind": "alert", "destination": "desk", "done_hour": NOW, "case_id": first}
        put(conn, "outbox", office_code=code, **paid)
        put(conn, "seen", side="reporter", office_code=code, update_id=0)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(f"{many:,} cases ({db.dialect})", total=many * len(MADE))
        for table, differs in MADE.items():
            for begin in range(2, many + 2, PIECE):
                end = min(begin + PIECE, many + 2)
                with db.writing() as conn:
                    conn.execute(text(_copies(conn, table, differs)), {"begin": begin, "end": end})
                bar.advance(task, end - begin)
    with db.writing() as conn:
        conn.execute(text(f"UPDATE cases SET closed = NULL, rank = 1 WHERE id > {many + 1 - OPEN}"))
        if db.dialect == "postgresql":
            for table in ("cases", "outbox"):
                conn.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {many + 10})"))
    with db._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("ANALYZE" if db.dialect == "postgresql" else "PRAGMA optimize")
    db.truncate_wal()


def _copies(conn: Any, table: str, differs: dict[str, str]) -> str:
    columns = [row[0] for row in conn.execute(text(f"SELECT * FROM {table} LIMIT 0")).cursor.description or ()]
    values = ", ".join(differs.get(name, "t." + name).format(n="n.i") for name in columns)
    key = f"t.id = (SELECT min(id) FROM {table})"
    if table == "seen":  # found by its whole key, or SQLite looks through all of them for each
        key = "(t.side, t.update_id, t.office_code) = ('reporter', 0, (SELECT min(office_code) FROM seen))"
    numbers = "WITH RECURSIVE n(i) AS (SELECT CAST(:begin AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :end)"
    if conn.dialect.name == "postgresql":
        numbers = "WITH n(i) AS (SELECT generate_series(CAST(:begin AS INTEGER), CAST(:end AS INTEGER) - 1))"
    into = f"INSERT INTO {table} ({', '.join(columns)})"
    if conn.dialect.name == "postgresql":
        return f"{numbers} {into} SELECT {values} FROM {table} t, n WHERE {key}"
    return f"{into} {numbers} SELECT {values} FROM {table} t, n WHERE {key}"


def _best(times: int, do: Callable[[], object]) -> float:
    """Where one call takes a millisecond, whoever else uses the machine shows in all but the best."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        took.append(time.perf_counter() - began)
    return min(took)


def _page(house: House) -> float:
    def page() -> None:
        with house.db.reading() as conn:
            assert len(queue.waiting(conn, None, house.office.code)) == OPEN

    return _best(15, page)


def _case(house: House) -> float:
    officer = Officer(id=1, office_code=house.office.code, telegram_id=1, name="", role="officer", added_at=NOW)

    def one() -> None:
        with house.db.reading() as conn:
            assert queue.one(conn, None, officer, "C10000500") is not None

    return _best(60, one)


SCRIPT = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none", "words", "act.hit", "done")


def _turn(house: House) -> float:
    """Eight people tell, eight updates a batch: the seconds of one turn, in the thread that takes it."""
    house.clock = datetime.now(NOW.tzinfo) + timedelta(seconds=next(house.ids) % 7)
    chats = [next(house.ids) + 6_000_000_000 for _ in range(8)]
    screens: dict[int, Any] = {}
    spent = turns = 0.0
    for id in ("/start", *SCRIPT):
        batch = []
        for chat in chats:
            seen = screens.get(chat)
            event: Any = Started(house.clock)
            if id == "words":
                event = Wrote(house.clock, "kemarin sore aku dipukul pamanku di rumah")
            elif seen is not None:
                event = CONTROLS.get(id, Chose)(at=house.clock, id=id, step=seen.step, version=seen.version)
            update_id = 100_000_000 + next(house.ids)
            tag = house.keys.tagger.tag("sesi", chat)
            batch.append(Arrived(update_id, tag, Address(chat), event, {}))
        began = time.perf_counter()
        told = house.turns.take(batch).told
        spent, turns = spent + time.perf_counter() - began, turns + len(told)
        screens = {one.arrived.address.chat_id: one.screen for one in told}
    return spent / turns
