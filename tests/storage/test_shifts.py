"""Who holds the night, and who is called because of it: first few, soon more, and always somebody."""

from datetime import date, timedelta

import pytest

from storage import fanout, outbox, roster, shifts, unhelped
from storage.errors import NotYourShift

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def people(house):
    """An office of five: three officers, a supervisor, the head."""
    names = {"sri": "officer", "budi": "officer", "wati": "officer", "bu_yuli": "supervisor", "pak_hadi": "head"}
    return {name: house.officer(name.capitalize(), role) for name, role in names.items()}


def take(house, by, officer, place=1, day=None):
    house.desk(
        shifts.take_day, house.office, by, day or house.office.duty_day(house.clock), officer, place, house.clock
    )


def today(house):
    with house.db.reading() as conn:
        return shifts.of_day(conn, house.office, house.office.duty_day(house.clock)).names


def told(sent, people):
    """Who was told: names, and the group."""
    names = {f"officer:{officer.id}": name for name, officer in people.items()}
    return {names.get(destination, destination) for kind, destination, _ in sent if kind in ("alert", "unhelped")}


# -- who holds a day ---------------------------------------------------------------------------------------------


def test_a_day_of_its_own_goes_before_the_week_and_the_holiday(house, people):
    sri, budi, yuli = people["sri"], people["budi"], people["bu_yuli"]
    for weekday, officer in ((1, sri), (5, budi), (8, yuli)):
        house.desk(shifts.set_week, house.office, yuli, weekday, officer, 1, house.clock)
    with house.db.reading() as conn:
        days = shifts.coming(conn, house.office, date(2026, 12, 21), 8)
    assert [day.names[0] for day in days] == [
        "Sri",
        "",
        "",
        "Bu_yuli",
        "Bu_yuli",
        "",
        "",
        "Sri",
    ]  # 24 and 25: Christmas
    take(house, budi, budi, day=date(2026, 12, 25))
    with house.db.reading() as conn:
        assert shifts.of_day(conn, house.office, date(2026, 12, 25)).names == ("Budi", "")


def test_tonight_goes_on_after_midnight(house, people):
    take(house, people["sri"], people["sri"])
    house.passes(hours=17)  # 02.47 of the next day
    assert today(house) == ("Sri", "")
    house.passes(hours=6)
    assert today(house) == ("", "")


def test_whoever_left_holds_nothing(house, people):
    take(house, people["sri"], people["sri"])
    roster.end(house.db, house.office.code, people["sri"].telegram_id, house.clock)
    assert today(house) == ("", "")


def test_one_takes_for_oneself_gives_ones_own_and_only_those_above_give_anothers(house, people):
    sri, budi, wati, yuli = (people[name] for name in ("sri", "budi", "wati", "bu_yuli"))
    take(house, sri, sri)
    with pytest.raises(NotYourShift):
        take(house, budi, wati)
    assert today(house) == ("Sri", "")
    take(house, sri, budi)
    take(house, yuli, wati)
    assert today(house) == ("Wati", "")
    assert {row.destination for row in house.rows("outbox", kind="shift")} == {
        f"officer:{one.id}" for one in (budi, wati)
    }
    with pytest.raises(NotYourShift):
        take(house, sri, sri, day=date(2026, 11, 22))
    with pytest.raises(NotYourShift):
        house.desk(shifts.set_week, house.office, sri, 1, sri, 1, house.clock)
    actions = [row.action for row in house.rows("audit") if row.action.startswith("shift.")]
    assert actions == [f"shift.day.2026-11-23.1.{one.id}" for one in (sri, budi, wati)]


# -- who is called -----------------------------------------------------------------------------------------------


def test_the_first_call_wakes_whoever_holds_the_day_then_more_people_then_everybody(house, people):
    take(house, people["sri"], people["sri"])
    take(house, people["budi"], people["budi"], place=2)
    house.person().calls_for_help()
    heard = {0: told(house.delivers(), people)}
    for minute in (5, 10, 15, 20, 25, 30, 35):
        house.passes(minutes=5)
        heard[minute] = told(house.delivers(), people)
    few, more = {"group", "sri"}, {"group", "sri", "budi", "bu_yuli"}
    everybody = {"group", *people}
    assert heard == {0: few, 5: few, 10: few, 15: more, 20: more, 25: more, 30: everybody, 35: everybody}


def test_with_nobody_set_everybody_is_called_at_once(house, people):
    house.person().calls_for_help()
    assert told(house.delivers(), people) == {"group", *people}


def test_a_holder_out_of_reach_wakes_everybody(house, people):
    take(house, people["sri"], people["sri"])
    house.desk(roster.mark_unreachable, house.office.code, people["sri"].telegram_id)
    house.person().calls_for_help()
    assert told(house.delivers(), people) == {"group", *people} - {"sri"}


def test_a_holder_who_blocked_the_bot_is_found_out_by_the_call_and_the_others_are_woken(house, people):
    """The group got it, but nobody's own phone rang: the call goes on to the others now, not at the next rung."""
    sri = people["sri"]
    take(house, sri, sri)
    house.person().files()  # SEDANG: its next call would be hours away
    sent = []
    while rows := outbox.claim(house.db, "duty", house.clock, 60, 50):
        for owed in rows:
            with house.db.writing() as conn:
                if owed.destination == "desk":
                    fanout.spread(conn, owed, house.office, house.clock, has_group=True)
                elif owed.destination == f"officer:{sri.id}":
                    roster.mark_unreachable(conn, house.office.code, sri.telegram_id)
                    outbox.drop(conn, owed.id, house.clock, fanout.OUT_OF_REACH)
                    fanout.call_others(conn, owed, house.clock, house.clock)
                else:
                    outbox.paid(conn, owed.id, house.clock)
                    sent.append((owed.kind, owed.destination, owed.code))
    assert told(sent, people) == {"group", *people} - {"sri"}


def test_rungs_missed_while_nothing_ran_come_at_once_and_once(house, people):
    take(house, people["sri"], people["sri"])
    person = house.person().calls_for_help()
    assert told(house.delivers(), people) == {"group", "sri"}
    house.passes(days=2)
    sent = house.delivers()
    assert told(sent, people) == {"group", *people}
    assert len({code.split("@")[0] for _, _, code in sent}) == 2  # the repeat that was due, and the highest rung
    assert house.delivers() == []
    house.passes(minutes=5)
    assert told(house.delivers(), people) == {"group", *people}
    assert person.case.acknowledged_by is None


def test_tinggi_calls_everybody_after_an_hour(house, people):
    take(house, people["sri"], people["sri"])
    house.person().files(when="when.72h")
    house.change("cases", urgency="TINGGI", rank=1)
    assert told(house.delivers(), people) == {"group", "sri"}
    house.passes(minutes=60)
    assert told(house.delivers(), people) == {"group", *people}


# -- acknowledged is not helped ----------------------------------------------------------------------------------


def test_a_taken_darurat_stays_red_until_something_was_done(house, people):
    take(house, people["sri"], people["sri"])
    person = house.person().calls_for_help()
    house.delivers()
    house.acknowledges(people["sri"], person.number)
    assert [kind for kind, *_ in house.delivers()] == ["taken"]
    heard = {}
    for minute in (15, 30, 45, 60):
        house.passes(minutes=15)
        heard[minute] = told(house.delivers(), people)
    above = {"sri", "bu_yuli", "pak_hadi"}
    assert heard == {15: {"sri"}, 30: {"sri", "bu_yuli"}, 45: above, 60: above}
    for _ in range(2):
        house.desk(unhelped.helped, person.case, house.clock)
    assert [code for _, _, code in house.delivers()] == [f"{person.number}.acted.0"], "the alerts are red no longer"
    house.passes(hours=3)
    assert house.delivers() == []
    assert not [row for row in house.rows("outbox") if row.done_hour is None]


def test_a_taker_out_of_reach_is_no_end_of_it(house, people):
    person = house.person().calls_for_help()
    house.delivers()
    house.acknowledges(people["wati"], person.number)
    house.desk(roster.mark_unreachable, house.office.code, people["wati"].telegram_id)
    house.passes(minutes=15)
    assert told(house.delivers(), people) == {*people} - {"wati"}


def test_what_is_not_darurat_is_not_reminded_of(house, people):
    person = house.person().files()
    house.delivers()
    house.acknowledges(people["sri"], person.number)
    house.passes(days=3)
    assert [kind for kind, *_ in house.delivers()] == ["taken"]


def test_a_case_called_anew_is_undone_again(house, people):
    person = house.person().calls_for_help()
    house.delivers()
    house.acknowledges(people["sri"], person.number)
    house.change("cases", acted_at=house.clock)
    roster.end(house.db, house.office.code, people["sri"].telegram_id, house.clock)
    assert person.case.acted_at is None
    assert told(house.delivers(), people) == {"group", *people} - {"sri"}
    house.passes(minutes=16)
    assert [kind for kind, *_ in house.delivers()].count("unhelped") == 0, "nobody has it: the ladder calls"
    assert timedelta(0) < house.clock - house.rows("cases")[0].filed_hour
