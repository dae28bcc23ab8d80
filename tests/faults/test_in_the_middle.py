"""Ended in the middle of a migration, or of a turn by the server: the old or the new, never half."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.errors import DatabaseNotReady
from tests.faults.failpoints import Failpoints
from tests.storage.conftest import database, empty_url, house, migrated_file, quick_passphrases, quick_receipts
from tests.storage.telling import STORY, House

__all__ = ["database", "empty_url", "house", "migrated_file", "quick_passphrases", "quick_receipts"]


@pytest.mark.fault("K3")
@pytest.mark.parametrize("at", [40, 2])  # boundaries: some way in, and before the first table
def test_killed_inside_a_migration_it_is_the_old_one_still_and_the_next_start_goes_on(tmp_path: Path, at: int) -> None:
    url, points = f"sqlite:///{tmp_path / 'wadul.db'}", Failpoints()
    pid = os.fork()
    if not pid:
        try:
            with points.listening():
                points.arm(at)
                Database(url).migrate()
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    db = Database(url)
    with pytest.raises(DatabaseNotReady, match="no tables yet"):
        db.check()
    if at > 2:
        db.migrate()
        db.check()
    db.close()


@pytest.mark.fault("D2")
@pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize("at", [3, 14])  # statements of the turn that sends the report
def test_a_server_that_goes_away_in_the_middle_of_a_turn_has_not_taken_it(house: House, at: int) -> None:
    """And the same turn, given again, is taken once."""
    person = house.person().tells()
    sends, left = person.tap("submit"), at

    def ends(conn, cursor, *_):  # type: ignore[no-untyped-def]
        nonlocal left
        left -= 1
        if left == 0:
            other = Database(house.db._url.render_as_string(hide_password=False))
            with other.writing() as admin:
                admin.execute(
                    text("SELECT pg_terminate_backend(:pid)"),
                    {"pid": conn.connection.dbapi_connection.info.backend_pid},
                )
            other.close()

    writer = house.turns._db._writer  # as the reporters' side enters it
    event.listen(writer, "before_cursor_execute", ends)
    with pytest.raises(SQLAlchemyError):
        house.turns.take([sends])
    event.remove(writer, "before_cursor_execute", ends)
    assert not house.rows("cases")
    house.take(sends)
    assert len(house.rows("cases")) == 1
    assert [one["text"] for one in house.record(person.report_id)["words"]] == [STORY]
