"""Two cases became one: who was off either is off both, and a number that was merged away is no back door."""

import pytest

from storage import case_file, cases, deeds, handling, related, replies
from storage.errors import CannotOpen, NoSuchCase
from tests.storage.test_agreeing import merges
from tests.storage.test_related import off, told


@pytest.fixture
def office(house):
    return house.officer("Sri"), house.officer("Tono"), house.officer("Bu Yuli", "supervisor")


@pytest.fixture
def two(house):
    """The case that goes, and the one that stays."""
    return house.person(7_204_558_199).files(), house.person().files()


def refused(house, officer, number, error):
    """Through this number they come to nothing."""
    with house.db.writing() as conn:
        for act in (
            lambda: cases.open_for(conn, officer, number),
            lambda: case_file.note_opened(conn, officer, number, house.clock),
            lambda: case_file.read_card(conn, house.desk_keys, officer, number, house.office, house.clock),
            lambda: handling.held(conn, officer, number),
            lambda: replies.begin_reply(conn, officer, number, house.clock),
            lambda: replies.reply(conn, house.desk_keys, officer, number, "aku tahu siapa kamu", house.clock),
        ):
            with pytest.raises(error):
                act()
    assert house.rows("letters") == []


def test_who_was_off_the_case_that_goes_is_off_the_one_that_stays(house, office, two):
    sri, accused, yuli = office
    gone, stays = (one.number for one in two)
    house.acknowledges(accused, stays)
    house.desk(replies.begin_reply, accused, stays, house.clock)
    house.delivers()
    off(house, sri, accused, gone)
    house.delivers()
    assert merges(house, sri, gone, stays) is True, "whoever had it loses it"
    for number in (gone, stays):
        refused(house, accused, number, NoSuchCase)
    assert house.again(accused).replying_to is None
    assert house.row("cases", number=stays).acknowledged_by is None
    assert told(house.delivers()) == {f"officer:{sri.id}", f"officer:{yuli.id}"}
    for _ in range(5):
        house.passes(minutes=30)
        assert f"officer:{accused.id}" not in told(house.delivers())


def test_who_was_off_the_case_that_stays_does_not_come_in_by_the_other_number(house, office, two):
    sri, accused, _ = office
    gone, stays = (one.number for one in two)
    off(house, sri, accused, stays)
    merges(house, sri, gone, stays)
    refused(house, accused, gone, NoSuchCase)


@pytest.mark.parametrize("through", [0, 1])
def test_marking_after_the_merge_holds_for_both_numbers(house, office, two, through):
    sri, accused, _ = office
    numbers = [one.number for one in two]
    merges(house, sri, *numbers)
    house.desk(replies.begin_reply, accused, numbers[0], house.clock)
    assert off(house, sri, accused, numbers[through])
    assert not off(house, sri, accused, numbers[1 - through]), "they are off it already"
    assert house.again(accused).replying_to is None
    for number in numbers:
        refused(house, accused, number, NoSuchCase)
    with house.db.reading() as conn:
        assert related.is_related(conn, house.row("cases", number=numbers[0]).id, accused.id)


def test_a_case_merged_twice_keeps_everybody_off(house, office, two):
    sri, accused, yuli = office
    first, second = two
    third = house.person(7_204_558_200).files()
    off(house, sri, accused, first.number)
    a, b, c = first.number, second.number, third.number
    merges(house, sri, a, b)
    merges(house, sri, b, c)
    for number in (a, b, c):
        refused(house, accused, number, NoSuchCase)
    assert house.desk(cases.open_for, yuli, a).number == a


def test_a_case_that_is_sealed_after_the_merge_is_not_read_by_its_old_number(house, office, two):
    sri, _, _ = office
    head = house.officer("Pak Hadi", "head")
    caller = house.person(7_204_558_200).calls_for_help()
    gone, stays = two[0].number, caller.number
    merges(house, sri, gone, stays)
    caller.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    assert house.row("cases", number=stays).sealed_to == "escalation"
    for one in (sri, head):
        refused(house, one, gone, CannotOpen)
    with pytest.raises(CannotOpen):
        off(house, sri, head, gone)


def test_who_opens_a_merged_case_is_noted_at_the_one_they_read(house, office, two):
    sri, *_ = office
    gone, stays = (one.number for one in two)
    merges(house, sri, gone, stays)
    assert house.desk(case_file.note_opened, sri, gone, house.clock).number == stays
    assert [row.action for row in house.rows("audit", case_number=stays)][-1] == "opened"
    assert "opened" not in [row.action for row in house.rows("audit", case_number=gone)]


# --- a call that nobody heeded yet ------------------------------------------------------------------------------------


@pytest.fixture
def emergencies(house, office):
    """Two calls for help; the second is in good hands."""
    sri, *_ = office
    two = house.person(7_204_558_199).calls_for_help(), house.person().calls_for_help()
    house.acknowledges(sri, two[1].number)
    house.desk(deeds.record, house.desk_keys, sri, two[1].number, "called", None, house.clock)
    house.delivers()
    return two


def test_an_emergency_nobody_took_calls_anew_from_the_case_it_is_in(house, office, emergencies):
    sri, tono, yuli = office
    gone, stays = (one.number for one in emergencies)
    assert merges(house, sri, gone, stays) is True
    case = house.row("cases", number=stays)
    assert (case.acknowledged_by, case.acted_at, case.urgency) == (None, None, "DARURAT")
    assert told(house.delivers()) >= {f"officer:{one.id}" for one in (sri, tono, yuli)}
    house.passes(minutes=10)
    assert told(house.delivers()), "and goes on calling"


def test_an_emergency_for_which_nothing_was_done_calls_anew_too(house, office, emergencies):
    sri, tono, _ = office
    gone, stays = (one.number for one in emergencies)
    house.acknowledges(tono, gone)
    assert merges(house, sri, gone, stays) is True
    assert house.row("cases", number=stays).acknowledged_by is None


def test_two_that_are_in_good_hands_call_nobody(house, office, emergencies):
    sri, tono, _ = office
    gone, stays = (one.number for one in emergencies)
    house.acknowledges(tono, gone)
    house.desk(deeds.record, house.desk_keys, tono, gone, "called", None, house.clock)
    house.delivers()
    assert merges(house, sri, gone, stays) is False
    assert told(house.delivers()) == set()
    assert house.row("cases", number=stays).acknowledged_by == sri.id


def test_of_any_other_that_nobody_took_the_owner_is_told(house, office, two):
    sri, tono, _ = office
    gone, stays = (one.number for one in two)
    house.acknowledges(tono, stays)
    house.delivers()
    assert merges(house, sri, gone, stays) is False
    added = [destination for kind, destination, _ in house.delivers() if kind == "addition"]
    assert added == [f"officer:{tono.id}"]
    assert house.row("cases", number=stays).acknowledged_by == tono.id
