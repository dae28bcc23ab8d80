"""A copy put in the place of a database that went on: what was erased meanwhile is not brought back to life."""

from dataclasses import astuple

from sqlalchemy import text

from flows.events import AskedErasure
from storage import roster
from tests.storage.copies import restored, rows_in


def erases(person):
    person.house.take(person.update(AskedErasure(person.house.clock), message=900))
    person.house.take(person.tap("erase.yes", message=901))


def put_back(house, path, reading):
    """This copy, in the place of the house's database."""
    url = house.db._url.render_as_string(hide_password=False)
    house.close()
    house.db.close()
    return restored(house, path, reading, house.home, url, replace=True)


def test_what_was_erased_since_the_copy_stays_erased(house, sri, person, make_copy, open_copy):
    wati = house.officer("Wati")
    stays = house.person(7_204_558_194).files()
    house.acknowledges(wati, stays.number)
    withdraws, half = (house.person(chat).tells() for chat in (7_204_558_195, 7_204_558_196))
    gone, left, kept = person.report_id, withdraws.report_id, stays.report_id
    half_told = half.report_id
    held = stays.case.id
    path = make_copy()
    house.passes(hours=1)
    erases(person)
    erases(withdraws)
    roster.end(house.db, house.office.code, wati.telegram_id, house.clock)
    house.passes(hours=1)
    result, db = put_back(house, path, open_copy)
    assert astuple(result.gone) == (1, 1, 1)
    assert {row.report_id for row in rows_in(db, "receipts")} == {kept}
    assert gone not in {row.report_id for row in rows_in(db, "safe_words")}
    assert {row.id for row in rows_in(db, "reports")} == {gone, kept, half_told}
    assert left not in {row.report_id for row in rows_in(db, "outbox")}
    assert [one.name for one in roster.everyone(db, house.office.code)] == [sri.name]
    (case,) = [row for row in rows_in(db, "cases") if row.id == held]
    assert case.acknowledged_by is None, "whoever is left is called"
    db.close()


def test_a_database_that_began_anew_erases_nothing(house, sri, person, make_copy, open_copy):
    path, report = make_copy(), person.report_id
    house.close()
    house.db.close()
    if house.db.dialect == "sqlite":
        house.db.path.unlink()
    else:
        with house.db.writing() as conn:
            conn.execute(text("DROP SCHEMA public CASCADE"))
            conn.execute(text("CREATE SCHEMA public"))
    house.db.migrate()
    result, db = put_back(house, path, open_copy)
    assert result.gone is None
    assert {row.report_id for row in rows_in(db, "receipts")} == {report}
    assert [one.name for one in roster.everyone(db, house.office.code)] == [sri.name]
    db.close()
