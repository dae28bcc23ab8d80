"""One transaction at a time writes; what is erased is gone; errors say nothing of what was stored."""

import base64
import logging
import sqlite3
import stat
import threading
import time
from contextlib import suppress

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError, StatementError

from storage import database as database_module
from storage.database import PRAGMAS, Database, leaves_the_log, savepoint
from storage.errors import DatabaseNotReady
from storage.tables import Officer, Row
from tests.storage.processes import clean
from tests.storage.rows import WHEN, put, put_case

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
    "temp_store": 2,
}


@pytest.mark.parametrize("way", ["writing", "reading"])
def test_every_connection_has_our_settings(sqlite_file, way):
    connections = [getattr(sqlite_file, way)() for _ in range(3)] if way == "reading" else [sqlite_file.writing()]
    for opening in connections:
        with opening as conn:
            found = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
            assert found == WANTED == PRAGMAS


def test_a_setting_that_does_not_hold_is_refused(sqlite_file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "synchronous", 77)
    with pytest.raises(OperationalError, match="PRAGMA synchronous"), sqlite_file.reading():
        pass


def test_postgresql_waits_for_the_disk(database):
    if database.dialect == "postgresql":
        with database.writing() as conn:
            assert conn.scalar(text("SHOW synchronous_commit")) == "on"
            assert conn.scalar(text("SHOW timezone")) == "UTC"
            assert conn.scalar(text("SHOW lock_timeout")) == "5s"
    else:
        assert database.dialect == "sqlite"


def test_parameters_are_hidden_and_nothing_is_echoed(database):
    for engine in (database._writer, database._reader):
        assert engine.hide_parameters
        assert not engine.echo


def test_only_its_owner_may_open_the_file(sqlite_file):
    with sqlite_file.writing() as conn:
        put_case(conn)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in sqlite_file.path.parent.glob("wadul.db*")}
    assert modes == {"wadul.db": 0o600, "wadul.db-wal": 0o600, "wadul.db-shm": 0o600}


def test_migrating_makes_the_file_for_its_owner_only(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    database.migrate()
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    database.close()


# --- transactions -----------------------------------------------------------------------------------------------------


def _add_one_many_times(url, times):
    database = Database(url)
    for _ in range(times):
        with database.writing() as conn:
            value = conn.exec_driver_sql("SELECT value FROM counter").scalar()
            conn.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})
    database.close()


def test_two_processes_lose_nothing(sqlite_file):
    with sqlite_file.writing() as conn:
        conn.exec_driver_sql("CREATE TABLE counter (value INTEGER)")
        conn.exec_driver_sql("INSERT INTO counter VALUES (0)")
    context = clean()
    url = f"sqlite:///{sqlite_file.path}"
    workers = [context.Process(target=_add_one_many_times, args=(url, 400)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    with sqlite_file.reading() as conn:
        assert conn.exec_driver_sql("SELECT value FROM counter").scalar() == 800


def test_a_write_takes_the_lock_before_it_reads(sqlite_file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 20)
    other = Database(f"sqlite:///{sqlite_file.path}")
    with sqlite_file.writing(), pytest.raises(OperationalError), other.writing():
        pass
    other.close()


class PowerCut(Exception):
    """It stops here."""


def cut_the_power():
    raise PowerCut


def test_what_fails_is_undone(database):
    with suppress(PowerCut), database.writing() as conn:
        put_case(conn)
        cut_the_power()
    assert _numbers(database) == []


def test_one_turn_fails_the_others_stay(database):
    with database.writing() as conn:
        for number in ("A", "B", "A", "C"):
            try:
                with savepoint(conn):
                    put(conn, "seen", update_id=ord(number))
                    put_case(conn, number=number)
            except IntegrityError:
                continue
    assert _numbers(database) == ["A", "B", "C"]


def test_a_reader_sees_one_moment_and_nobody_waits(database):
    with database.writing() as conn:
        put_case(conn, number="A")
    with database.reading() as reading:
        assert _numbers(database, reading) == ["A"]
        with database.writing() as conn:
            put_case(conn, number="B")
        assert _numbers(database, reading) == ["A"]
    assert _numbers(database) == ["A", "B"]


def test_a_reader_cannot_write(database):
    with pytest.raises(SQLAlchemyError), database.reading() as conn:
        put_case(conn)
    assert _numbers(database) == []
    with database.writing() as conn:  # and the next writer is not hindered
        put_case(conn)


def test_the_desk_works_with_objects_in_one_transaction(database):
    with database.orm() as session:
        session.add(Officer(office_code="blora", telegram_id=5, name="Sri", role="officer", added_at=WHEN))
        session.commit()
        session.add(Officer(office_code="blora", telegram_id=6, name="Budi", role="head", added_at=WHEN))
    with suppress(PowerCut), database.orm() as session:
        session.add(Officer(office_code="blora", telegram_id=7, name="Ani", role="officer", added_at=WHEN))
        session.commit()
        cut_the_power()
    with database.reading() as conn:
        ids = conn.scalars(select(Row.metadata.tables["officers"].c.telegram_id).order_by(text("1"))).all()
    assert ids == [5, 6]


def test_the_change_counter_moves_with_every_commit(sqlite_file):
    before = sqlite_file.data_version()
    assert sqlite_file.data_version() == before
    with sqlite_file.writing() as conn:
        put_case(conn)
    after = sqlite_file.data_version()
    assert after != before
    other = Database(f"sqlite:///{sqlite_file.path}")
    with other.writing() as conn:
        put_case(conn)
    other.close()
    assert sqlite_file.data_version() != after


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_postgresql_one_polls(database):
    assert database.data_version() is None
    assert database.truncate_wal()


# --- erasing ----------------------------------------------------------------------------------------------------------

CANARY = "kakek-di-rumah-sebelah-4417"


def _traces(folder):
    shapes = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode())
    for offset in range(3):  # base64 wherever the words begin
        encoded = base64.b64encode(b"x" * offset + CANARY.encode())
        shapes += (encoded[4:-4],)
    return sum(path.read_bytes().count(shape) for path in folder.iterdir() if path.is_file() for shape in shapes)


@pytest.mark.threat("A6")
def test_what_was_erased_is_in_no_file(sqlite_file):
    folder = sqlite_file.path.parent
    with sqlite_file.writing() as conn:
        for n in range(100):
            put(conn, "reports", id=f"{n:032x}", snapshot=(CANARY * 30).encode())
            put(conn, "quarantine", error=CANARY.encode().hex(), box=base64.b64encode(CANARY.encode() * 9))
    assert _traces(folder) > 100  # the search finds it while it is there
    with sqlite_file.writing() as conn:
        conn.execute(text("DELETE FROM reports"))
        conn.execute(text("DELETE FROM quarantine"))
    assert _traces(folder) > 0  # the log still has it
    assert sqlite_file.truncate_wal()
    assert _traces(folder) == 0


@pytest.mark.threat("A6")
def test_what_a_process_that_died_left_in_the_log_leaves_it_with_the_next_ones_first_write(sqlite_file):
    with sqlite_file.writing() as conn:
        put(conn, "reports", snapshot=(CANARY * 200).encode())
    with sqlite_file.writing() as conn:
        conn.execute(text("DELETE FROM reports"))
    assert _traces(sqlite_file.path.parent) > 0, "it died before the log was emptied"
    after = Database(f"sqlite:///{sqlite_file.path}")
    with after.writing() as conn:
        put_case(conn)
    after.close()
    assert _traces(sqlite_file.path.parent) == 0


def test_overwritten_words_are_in_no_file_either(sqlite_file):
    with sqlite_file.writing() as conn:
        put(conn, "reports", snapshot=(CANARY * 200).encode())
    with sqlite_file.writing() as conn:
        conn.execute(text("UPDATE reports SET snapshot = :box"), {"box": b"short"})
    assert sqlite_file.truncate_wal()
    assert _traces(sqlite_file.path.parent) == 0


def test_while_somebody_reads_long_a_log_that_must_be_emptied_keeps_no_writer_waiting(sqlite_file):
    with sqlite_file.writing() as conn:
        put_case(conn)
    with sqlite_file.reading() as reader:
        _numbers(sqlite_file, reader)
        began = time.monotonic()
        with sqlite_file.writing() as conn:
            put_case(conn)
            leaves_the_log(conn)
        assert time.monotonic() - began < 3, "a lock is waited for five seconds, and this holds it"
    with sqlite_file.writing() as conn:
        assert conn.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == PRAGMAS["busy_timeout"]


def test_truncating_says_when_somebody_is_still_reading(sqlite_file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 20)
    with sqlite_file.writing() as conn:
        put_case(conn)
    with sqlite_file.reading() as conn:
        _numbers(sqlite_file, conn)
        with sqlite_file.writing() as writing:
            put_case(writing)
        assert not sqlite_file.truncate_wal()
    assert sqlite_file.truncate_wal()


# --- silence ----------------------------------------------------------------------------------------------------------


def test_an_error_does_not_say_what_was_being_stored(database, caplog):
    caplog.set_level(logging.DEBUG)
    said = []
    for wrong in ({"role": CANARY}, {"name": None, "role": CANARY}, {"telegram_id": CANARY, "name": CANARY}):
        for _ in range(2):
            try:
                with database.writing() as conn:
                    put(conn, "officers", **({"office_code": CANARY} | wrong))
            except SQLAlchemyError as error:
                said.append(f"{error} {error!r} {error.__cause__} {error.__cause__!r} {error.orig!r}")
    with database.writing() as conn:
        put_case(conn, number=CANARY)
    for wrong in ({"number": CANARY}, {"filed_hour": CANARY}, {"filed_hour": WHEN.replace(tzinfo=None)}):
        with pytest.raises(StatementError) as caught, database.writing() as conn:
            put_case(conn, state=CANARY, **wrong)
        said.append(f"{caught.value} {caught.value.__cause__}")
    assert len(said) >= 7
    assert CANARY not in " ".join(said)
    assert CANARY not in caplog.text


def test_a_refusal_still_names_the_rule(database):
    with pytest.raises(IntegrityError, match="role"), database.writing() as conn:
        put(conn, "officers", role="admin")


def test_a_database_does_not_print_its_address():
    database = Database("postgresql+psycopg://wadul:RAHASIA@localhost/wadul")
    assert repr(database) == "Database(postgresql)"


# --- starting ---------------------------------------------------------------------------------------------------------


def test_a_migrated_database_is_ready(database):
    database.check()
    database.check()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense"])
def test_other_addresses_are_refused(url):
    with pytest.raises(DatabaseNotReady):
        Database(url)


def test_a_database_without_tables_is_not_ready(empty_url, tmp_path):
    database = Database(empty_url)
    if database.dialect == "sqlite":
        with pytest.raises(DatabaseNotReady, match="cannot be written"):
            database.check()
        assert list(tmp_path.iterdir()) == []  # asking does not make a file
        database.path.touch()
    with pytest.raises(DatabaseNotReady, match="migrate it first"):
        database.check()
    database.close()


@pytest.mark.parametrize(("version", "sentence"), [("9999", "newer than this program")])
def test_a_database_of_a_later_program_is_left_alone(database, version, sentence):
    with database.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    with pytest.raises(DatabaseNotReady, match=sentence):
        database.check()


def test_an_older_database_is_not_ready(database, monkeypatch):
    monkeypatch.setattr("alembic.script.ScriptDirectory.get_current_head", lambda script: "9998")
    with pytest.raises(DatabaseNotReady, match="older than this program"):
        database.check()


def test_a_locked_database_is_not_ready(sqlite_file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 20)
    with sqlite_file.writing(), pytest.raises(DatabaseNotReady, match="OperationalError"):
        sqlite_file.check()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_read_only_server_is_not_ready(database):
    with database._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        name = conn.scalar(text("SELECT current_database()"))
        conn.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    database.close()
    with pytest.raises(DatabaseNotReady, match="read-only"):
        database.check()


@pytest.mark.fault("D3")
def test_a_file_that_is_no_database_is_not_ready(tmp_path):
    path = tmp_path / "wadul.db"
    path.write_bytes(b"this is a letter, not a database" * 100)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(DatabaseNotReady):
        database.check()
    with pytest.raises(DatabaseNotReady):
        database.migrate()


@pytest.mark.fault("D3")
def test_a_file_that_was_moved_away_does_not_come_back_empty(sqlite_file):
    sqlite_file.close()
    sqlite_file.path.rename(sqlite_file.path.with_suffix(".moved"))
    with pytest.raises(OperationalError), sqlite_file.writing():
        pass
    assert not sqlite_file.path.exists()


def test_a_place_that_is_not_there_cannot_be_migrated(tmp_path):
    with pytest.raises(DatabaseNotReady):
        Database(f"sqlite:///{tmp_path / 'nowhere' / 'wadul.db'}").migrate()


def test_threads_share_a_database(database):
    def write(n):
        with database.writing() as conn:
            put_case(conn, number=f"{n:02}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _numbers(database) == [f"{n:02}" for n in range(12)]


def test_sqlite_is_new_enough():
    assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING and trusted_schema
    assert database_module.MIGRATIONS.is_dir()


def _numbers(database, conn=None):
    numbers = select(Row.metadata.tables["cases"].c.number).order_by(text("1"))
    if conn is not None:
        return list(conn.scalars(numbers))
    with database.reading() as reading:
        return list(reading.scalars(numbers))
