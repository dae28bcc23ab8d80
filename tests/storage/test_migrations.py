"""The tables come to be the same way on both databases, and are what the code says they are."""

import threading

import pytest
from alembic import autogenerate, command
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database, alembic_config
from storage.errors import DatabaseNotReady
from storage.tables import Row
from tests.storage.rows import put, put_case


def test_migrated_tables_are_the_tables_of_the_code(database):
    with database.writing() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        assert autogenerate.compare_metadata(context, Row.metadata) == []


def test_the_checks_are_those_of_the_code_too(database):
    with database.writing() as conn:
        inspector = inspect(conn)
        for table in Row.metadata.tables.values():
            found = {check["name"] for check in inspector.get_check_constraints(table.name)}
            assert found == {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}


def test_foreign_keys_erase_as_the_code_says(database):
    with database.writing() as conn:
        inspector = inspect(conn)
        for table in Row.metadata.tables.values():
            found = {
                (*key["constrained_columns"], key["referred_table"], key["options"].get("ondelete"))
                for key in inspector.get_foreign_keys(table.name)
            }
            wanted = table.foreign_key_constraints
            assert found == {(*key.column_keys, key.referred_table.name, key.ondelete) for key in wanted}


def test_there_and_back_and_there_again(empty_url):
    database = Database(empty_url)
    database.migrate()
    with database.remaking() as conn:
        command.downgrade(alembic_config(conn), "base")
    with database.reading() as conn:
        assert inspect(conn).get_table_names() == ["alembic_version"]
    database.migrate()
    database.migrate()
    database.check()
    database.close()


def test_two_processes_starting_together_migrate_once(empty_url):
    databases, failures = [Database(empty_url) for _ in range(2)], []

    def start(database):
        try:
            database.migrate()
            database.check()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert failures == []


@pytest.mark.fault("K3")
def test_a_migration_that_fails_leaves_nothing(empty_url, monkeypatch):
    monkeypatch.setattr("alembic.op.create_index", _refuse)
    database = Database(empty_url)
    with pytest.raises(RuntimeError):
        database.migrate()
    with database.reading() as conn:
        assert inspect(conn).get_table_names() == []
    database.close()


def test_rows_left_pointing_nowhere_stop_a_migration(sqlite_file):
    with sqlite_file.remaking() as conn:
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    with pytest.raises(DatabaseNotReady, match="do not exist"), sqlite_file.remaking() as conn:
        conn.execute(
            text(
                "INSERT INTO receipts (office_code, report_id, kind, hash, hour) VALUES ('b', 'gone', 'digits', 'h', 1)"
            )
        )
    with sqlite_file.reading() as conn:
        assert conn.scalar(text("SELECT count(*) FROM receipts")) == 0


def _refuse(*args, **kwargs):
    raise RuntimeError


def test_what_one_office_had_seen_and_set_aside_stays_its_own(empty_url):
    database = Database(empty_url)
    if database.dialect == "sqlite":
        database.path.touch(mode=0o600)
    with database.remaking() as conn:
        command.upgrade(alembic_config(conn), "0001")
    with database.writing() as conn:
        conn.execute(
            text(
                "INSERT INTO officers (office_code, telegram_id, name, role, reachable, added_at)"
                " VALUES ('33.16', 5, 'Sri', 'officer', :yes, '2026-11-23 00:00:00')"
            ),
            {"yes": True},
        )
        conn.execute(text("INSERT INTO seen (side, update_id, day) VALUES ('duty', 7, '2026-11-23')"))
        conn.execute(
            text(
                "INSERT INTO quarantine (side, update_id, error, box, hour)"
                " VALUES ('reporter', 8, 'ValueError', :box, '2026-11-23 00:00:00')"
            ),
            {"box": b"sealed"},
        )
    database.migrate()
    database.check()
    with database.writing() as conn:
        assert conn.execute(text("SELECT side, office_code, update_id FROM seen")).all() == [("duty", "33.16", 7)]
        (aside,) = conn.execute(text("SELECT side, office_code, error, box FROM quarantine")).all()
        assert (aside.side, aside.office_code, aside.error, bytes(aside.box)) == (
            "reporter",
            "33.16",
            "ValueError",
            b"sealed",
        )
        put(conn, "quarantine")  # numbers go on
    database.close()


def test_what_was_owed_before_is_still_tried_when_it_was_to_be(empty_url):
    database = Database(empty_url)
    if database.dialect == "sqlite":
        database.path.touch(mode=0o600)
    with database.remaking() as conn:
        command.upgrade(alembic_config(conn), "0002")
    with database.writing() as conn:
        for code, done in (("open", None), ("paid", "2026-11-23 02:00:00+00:00")):
            conn.execute(
                text(
                    "INSERT INTO outbox (side, office_code, kind, destination, code, due_at, tries, done_hour)"
                    " VALUES ('duty', '33.16', 'remind', 'desk', :code, '2026-11-23 02:47:00+00:00', 3, :done)"
                ),
                {"code": code, "done": done},
            )
    database.migrate()
    database.check()
    with database.reading() as conn:
        found = conn.execute(text("SELECT code, next_try_at = due_at FROM outbox ORDER BY id")).all()
    assert [(code, bool(same)) for code, same in found] == [("open", True), ("paid", False)]
    with database.remaking() as conn:
        command.downgrade(alembic_config(conn), "0002")
    database.close()


def test_what_waited_for_a_second_person_waits_on(empty_url):
    database = Database(empty_url)
    if database.dialect == "sqlite":
        database.path.touch(mode=0o600)
    with database.remaking() as conn:
        command.upgrade(alembic_config(conn), "0005")
    with database.writing() as conn:
        asking = {"case_id": put_case(conn), "asked_by": put(conn, "officers")}
        put(conn, "decisions", **asking)
    database.migrate()
    database.check()
    with database.writing() as conn:
        assert conn.execute(text("SELECT kind, about FROM decisions")).all() == [("lower", "SEDANG")]
        put(conn, "decisions", **asking, kind="end", about="close")
    with pytest.raises(IntegrityError), database.writing() as conn:
        put(conn, "decisions", **asking, kind="end", about="close")  # asked already
    with database.remaking() as conn:
        command.downgrade(alembic_config(conn), "0005")
    with database.reading() as conn:
        assert conn.execute(text("SELECT kind FROM decisions")).all() == [("lower",)]
    database.close()
