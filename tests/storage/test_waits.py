"""What waits, as a machine may watch it."""

from datetime import timedelta

from storage import waits
from storage.tables import to_hour


def undelivered(house, side="duty", office_code=None):
    with house.sides[side].reading() as conn:
        return waits.undelivered(conn, side, house.clock, office_code)


def untaken(house):
    with house.sides["duty"].reading() as conn:
        return waits.untaken(conn, house.desk_keys, house.office.code)


def open_cases(house):
    with house.sides["duty"].reading() as conn:
        return waits.open_cases(conn, house.office.code)


def test_what_is_due_waits_until_it_is_sent(house):
    house.officer("Sri")
    assert undelivered(house) is None
    house.person().calls_for_help()
    (called,) = {row.due_at for row in house.rows("outbox", kind="alert")}
    house.passes(minutes=7)
    assert undelivered(house) == undelivered(house, "duty", house.office.code) == called
    assert undelivered(house, "duty", "33.17") is None
    assert undelivered(house, "reporter") is None
    house.delivers()
    house.passes(seconds=1)
    assert undelivered(house) is None, "what is owed later does not wait yet"


def test_each_urgent_rank_says_since_when_its_oldest_case_waits(house):
    sri = house.officer("Sri")
    assert untaken(house) == {"DARURAT": None, "TINGGI": None}
    first = house.person(7_001)
    first.calls_for_help()
    called = house.clock
    house.delivers()
    house.passes(minutes=20)
    house.person(7_002).calls_for_help()
    house.person(7_003).files()
    since = untaken(house)["DARURAT"]
    assert abs(since - called) < timedelta(seconds=3), "to the minute, although the open columns know the hour only"
    house.acknowledges(sri, first.number)
    assert untaken(house)["DARURAT"] - since > timedelta(minutes=20)


def test_of_a_case_sealed_away_only_the_hour_is_known(house):
    house.officer("Sri", "head")
    one = house.person()
    one.files(insider="insider.some", act="act.coerced")
    house.delivers()
    (since,) = {moment for moment in untaken(house).values() if moment is not None}
    assert since == to_hour(house.clock)


def test_open_cases_are_those_nobody_closed(house):
    for chat in range(3):
        house.person(7_100 + chat).calls_for_help()
    assert open_cases(house) == 3
    house.change("cases", closed=house.clock)
    assert open_cases(house) == 0
