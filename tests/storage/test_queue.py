"""The queue as an officer reads it, and what a search finds: open columns and faces, never words."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from storage import cases, deeds, queue
from storage.tables import Row
from tests.storage.rows import put
from tests.storage.telling import STORY


@pytest.fixture
def officer(house):
    return house.officer("Sri")


def _queue(house, keys=True, **given):
    with house.db.reading() as conn:
        return queue.waiting(conn, house.desk_keys if keys else None, house.office.code, **given)


def _find(house, officer, **wanted):
    with house.db.reading() as conn:
        return [line.number for line in queue.find(conn, house.desk_keys, officer, **wanted)]


def _close(house, number):
    with house.db.writing() as conn:
        table = Row.metadata.tables["cases"]
        conn.execute(table.update().where(table.c.number == number).values(closed=house.clock))


def test_the_queue_has_the_most_urgent_first_then_what_waits_longest(house, officer):
    calm = []
    for n in range(2):
        calm.append(house.person(1_000_000_000 + n).files())
        house.passes(minutes=7)
    urgent = [house.person(2_000_000_000 + n).calls_for_help() for n in range(2)]
    _close(house, house.person(3_000_000_000).files().number)
    house.acknowledges(officer, urgent[1].number)
    lines = _queue(house)
    assert [line.number for line in lines] == [person.number for person in (*urgent, *calm)]
    assert [line.taken_by for line in lines] == ["", "Sri", "", ""]
    assert (lines[0].urgency, lines[0].place) == ("DARURAT", "Cepu")
    assert 7 * 60 < (lines[3].since - lines[2].since).total_seconds() < 8 * 60, "to the minute, not to the hour"
    assert {(line.place, line.age) for line in _queue(house, keys=False)} == {("", "")}
    with house.db.reading() as conn:
        assert cases.open_count(conn, house.office.code) == 4
        assert cases.open_count(conn, "35.22") == 0


def test_what_nobody_acted_on_stands_before_what_somebody_did(house, officer):
    first, second = (house.person(2_000_000_000 + n).calls_for_help() for n in range(2))
    house.acknowledges(officer, first.number)
    assert [line.number for line in _queue(house)] == [first.number, second.number], "taken is not helped"
    house.desk(deeds.record, house.desk_keys, officer, first.number, "called", None, house.clock)
    assert [(line.number, line.acted) for line in _queue(house)] == [(second.number, False), (first.number, True)]


def test_a_sealed_case_is_a_line_without_a_place(house):
    house.person().files(insider="insider.some")
    (line,) = _queue(house)
    assert (line.sealed_away, line.place, line.age) == (True, "", "")


def test_a_face_that_does_not_open_hides_no_other(house):
    one, other = house.person(1_111_111_111).files(), house.person(2_222_222_222).files()
    with house.db.writing() as conn:
        swap = text("UPDATE cases SET face = :face WHERE number = :number")
        conn.execute(swap, {"face": one.case.face, "number": other.number})
    assert [(line.number, line.place) for line in _queue(house)] == [(one.number, "Cepu"), (other.number, "")]


def test_who_is_named_in_a_case_does_not_see_it(house, officer):
    named, person = house.officer("Budi"), house.person().files()
    with house.db.writing() as conn:
        put(
            conn,
            "conflicts",
            case_id=person.case.id,
            officer_id=named.id,
            office_code=house.office.code,
            set_by=officer.id,
        )
    assert _queue(house, officer=named) == []
    assert _find(house, named) == []
    assert _find(house, officer) == [person.number]


def test_a_search_answers_within_open_columns_and_faces(house, officer):
    cepu = house.person(1_111_111_111).files()
    blora = house.person(2_222_222_222).files(where="33.16.08", age="age.25_59")
    sealed = house.person(3_333_333_333).files(insider="insider.some")
    _close(house, blora.number)
    assert _find(house, officer, kecamatan="33.16.05") == [cepu.number]
    assert _find(house, officer, age="age.25_59") == [blora.number], "a closed case is found too"
    assert _find(house, officer, urgency=blora.case.urgency, kecamatan="33.16.08") == [blora.number]
    assert _find(house, officer, kecamatan="33.16.01") == []
    assert sealed.number in _find(house, officer)
    with house.db.reading() as conn:
        line = queue.one(conn, house.desk_keys, officer, cepu.number.lower())
        assert queue.one(conn, house.desk_keys, officer, "Z9Z9Z") is None
    assert line is not None
    assert STORY not in repr(line) + str(line.face)


def test_the_queue_uses_the_index_of_open_cases(sqlite_house):
    with sqlite_house.db.reading() as conn:
        seen = []
        event.listen(conn, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
        queue.waiting(conn, None, "33.16")
        cases.open_count(conn, "33.16")
        for statement, values in list(seen):
            plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            assert "ix_cases_open" in str(plan)
            assert "TEMP B-TREE" not in str(plan)


def test_how_long_it_waits_is_known_to_the_minute_after_the_call_was_sent(house, officer):
    """The open columns forget the minutes of a call that was sent: a thief gets hours."""
    person = house.person().calls_for_help()
    called = house.clock
    house.delivers()
    (line,) = _queue(house)
    assert timedelta() <= called - line.since < timedelta(seconds=1)
    house.acknowledges(officer, person.number)
    house.passes(minutes=10)
    person.taps("distress", "33.16.05", "distress.write")
    again = house.clock
    house.delivers()
    (line,) = _queue(house)
    assert timedelta() <= again - line.since < timedelta(seconds=1), "called anew, it waits anew"
    with house.db.reading() as conn:
        assert queue.since_of(conn, person.case, line.face) == line.since
        assert queue.since_of(conn, person.case, {}).minute == 0
