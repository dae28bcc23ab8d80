"""``wadul db``: what whoever owns the database does with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.storage.conftest import PostgreSQL

from .conftest import Terminal


@pytest.fixture
def address(wadul: Terminal, home: Path) -> Iterator[str]:
    """An empty database on PostgreSQL, named in this person's settings by a file."""
    server = PostgreSQL(os.environ["TEST_POSTGRES"])
    url = server.fresh()
    (home.parent / "database").write_text(url)
    wadul.settings["WADUL_DATABASE_URL_FILE"] = str(home.parent / "database")
    yield url
    server.drop(url)
    server.close()


def test_the_rights_are_printed_and_nothing_is_touched(wadul: Terminal) -> None:
    done = wadul("db", "roles", "--reporter", "pelapor", "--duty", "piket")
    assert done.code == 0, done.err
    assert "GRANT SELECT (report_id) ON return_addresses TO piket;" in done.out
    assert "ON officers TO pelapor" not in done.out
    assert list(wadul.folder.iterdir()) == []


def test_a_name_that_is_no_role_is_one_sentence(wadul: Terminal) -> None:
    done = wadul("db", "roles", "--reporter", "pelapor; DROP TABLE cases")
    assert (done.code, done.out) == (2, "")
    assert "huruf kecil" in done.err


def test_on_sqlite_there_are_none(wadul: Terminal, home: Path) -> None:
    done = wadul("db", "roles", "--apply")
    assert (done.code, done.out) == (2, "")
    assert "PostgreSQL" in done.err


@pytest.mark.postgres
def test_applied_it_makes_the_tables_and_the_two_roles_and_may_be_done_again(wadul: Terminal, address: str) -> None:
    for _ in range(2):
        done = wadul("db", "roles", "--apply")
        assert done.code == 0, done.err
        assert "kata sandi" in done.out
        assert address not in done.said
    db = Database(address)
    with db.reading() as conn:
        may = conn.scalar(text("SELECT has_table_privilege('wadul_duty', 'officers', 'SELECT')"))
        must_not = conn.scalar(text("SELECT has_table_privilege('wadul_reporter', 'officers', 'SELECT')"))
    db.close()
    assert (may, must_not) == (True, False)


def test_a_second_desk_process_needs_postgresql(wadul: Terminal, home: Path) -> None:
    done = wadul("duty", "--deliver-only")
    assert (done.code, done.out) == (2, "")
    assert "PostgreSQL" in done.err
