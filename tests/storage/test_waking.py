"""Whoever pays a row on PostgreSQL hears of it when it was committed: not before, not for others, not too early."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage import outbox
from storage.waking import line

on_postgres = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
SOON, AT_LAST = 0.2, 30.0


def _owes_and_breaks_down(database, now):
    with database.writing() as conn:
        owe(conn, now, "B.0")
        raise ZeroDivisionError


def owe(conn, now, code, **given):
    given = {"side": "duty", "office_code": "33.16", "due_at": now} | given
    outbox.owe(conn, given.pop("side"), "alert", "desk", code=code, **given)


@on_postgres
def test_a_row_rings_once_it_is_committed_and_only_for_its_desk(database, now):
    with database.hearing(line("duty", "33.16")) as heard, database.hearing(line("duty", "33.17")) as elsewhere:
        with database.writing() as conn:
            owe(conn, now, "A.0")
            assert not heard(SOON)
        assert heard(AT_LAST)
        assert not elsewhere(SOON)


@on_postgres
def test_one_that_waits_rings_for_nobody_nor_does_one_that_was_owed_or_undone(database, now):
    with database.writing() as conn:
        owe(conn, now, "A.0")
    with database.hearing(line("duty", "33.16")) as heard:
        with database.writing() as conn:
            owe(conn, now + timedelta(minutes=3), "A.0.r1", waits=True)
            owe(conn, now, "A.0")
        with pytest.raises(ZeroDivisionError):
            _owes_and_breaks_down(database, now)
        assert not heard(SOON)


@on_postgres
def test_the_reporters_process_hears_of_every_offices_letters(house, now):
    with house.sides["reporter"].hearing(line("reporter", None)) as heard:
        with house.sides["duty"].writing() as conn:
            outbox.owe(conn, "reporter", "news", "reporter", code="A.l1", due_at=now, office_code="33.29")
        assert heard(AT_LAST)


def test_a_desk_that_serves_no_office_in_particular_has_no_line():
    assert line("duty", None) is None


@on_postgres
def test_whoever_hears_the_bell_keeps_one_connection_more_and_not_two(database):
    """The place of the bell's connection in the pool is empty: who took its turn there would open another."""
    connections = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    with ExitStack() as bell:
        with database.writing() as conn:  # both begin at once, as they do in a process
            conn.scalar(connections)
            bell.enter_context(database.hearing(line("duty", "33.16")))
        for _ in range(5):
            with database.writing() as conn:
                found = conn.scalar(connections)
    assert found == 2
