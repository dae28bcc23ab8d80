"""Copies on both databases, and from one to the other."""

import pytest
from sqlalchemy import insert, text

from storage import audit
from storage.backup import allowed
from storage.backup.taking import take
from storage.database import Database
from storage.errors import BackupRefused
from storage.tables import Row
from tests.storage.copies import quiet, restored, rows_in

pytest_plugins: list[str] = []


def test_everything_allowed_comes_back_as_it_was(house, sri, person, visum, make_copy, open_copy, tmp_path):
    house.replies(sri, person.number, "Kami dengar.")
    house.delivers()
    path = make_copy()
    _, db = restored(house, path, open_copy, tmp_path / "new")
    for table in set(allowed.KEPT) - {"audit", "outbox"}:
        names = allowed.KEPT[table].split()
        assert [[getattr(row, name) for name in names] for row in rows_in(db, table)] == [
            [getattr(row, name) for name in names] for row in house.rows(table)
        ], table
    assert rows_in(db, "audit")[:-1] == house.rows("audit")
    assert rows_in(db, "audit")[-1].action == "restored"
    with db.reading() as conn:
        assert audit.verify(conn) is None
    db.close()


def test_it_comes_back_in_the_other_kind_of_database(house, person, make_copy, open_copy, tmp_path, request):
    if house.db.dialect == "postgresql":
        result, db = restored(house, make_copy(), open_copy, tmp_path / "new")
        assert [row.number for row in rows_in(db, "cases")] == [person.number]
        assert result.rows > 5
        db.close()


@pytest.mark.postgres
def test_a_file_comes_back_in_a_server(sqlite_house, postgresql, tmp_path, open_copy):
    house = sqlite_house
    house = sqlite_house
    (house.home / "office.toml").write_text("")
    numbers = {house.person(chat).files().number for chat in (7_204_558_193, 7_204_558_194)}
    path = take(house.db, house.home, house.office.code, tmp_path / "c", house.clock, quiet).path
    url = postgresql.fresh()
    try:
        _, db = restored(house, path, open_copy, tmp_path / "new", url)
        assert {row.number for row in rows_in(db, "cases")} == numbers
        with db.writing() as conn:
            conn.execute(text("INSERT INTO desk_chats (office_code, chat_id) VALUES ('x', 1)"))
            values = {"side": "duty", "kind": "alert", "destination": "desk", "due_at": house.clock}
            made = conn.execute(
                insert(Row.metadata.tables["outbox"]).values(**values, office_code="x", code="x", tries=0)
            )
        assert made.inserted_primary_key[0] > 10_000, "no id of the gap is given again"
        db.close()
        with pytest.raises(BackupRefused, match="--replace"):
            restored(house, path, open_copy, tmp_path / "new", url)
        other = Database(url)
        with other.writing() as conn:
            conn.execute(text("UPDATE cases SET number = 'GAP22' WHERE id = (SELECT min(id) FROM cases)"))
        with other.reading(), pytest.raises(BackupRefused, match="dipakai"):
            restored(house, path, open_copy, tmp_path / "new", url, replace=True)
        other.close()
        result, db = restored(house, path, open_copy, tmp_path / "new", url, replace=True)
        with db.reading() as conn:
            kept = conn.scalar(text(f'SELECT count(*) FROM "{result.aside}".cases'))
        assert kept == 2
        assert result.lost == ("GAP22",)
        db.close()
    finally:
        postgresql.drop(url)


def test_a_table_nobody_decided_about_makes_the_copy_refuse(house, make_copy, tmp_path):
    with house.db.writing() as conn:
        conn.execute(text("CREATE TABLE new_table (id INTEGER)"))
    with pytest.raises(BackupRefused, match="new_table"):
        make_copy()
    assert list((tmp_path / "cadangan").iterdir()) == []
