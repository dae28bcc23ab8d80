"""A phone number given with a call for help: read by who has the case, gone with its end."""

from __future__ import annotations

import pytest

from flows.events import Checked
from storage import case_file, cases, handling, numbers, outbox, records, roster

NUMBER = "081234567890"
SAFE, DURESS = "Melati Putih", "anggrek"


@pytest.fixture
def called(house):
    house.sri = house.officer("Sri")
    person = house.person()
    person.starts().taps("safety.no", "33.16.05").writes(f"tolong, {NUMBER}").taps("distress.silent")
    return person


def card(house, person):
    with house.db.writing() as conn:
        return case_file.read_card(conn, house.desk_keys, house.sri, person.number, house.office, house.clock)


def test_who_has_the_case_reads_the_number_and_the_report_does_not_hold_it(house, called):
    assert NUMBER in card(house, called)
    assert NUMBER not in str(house.record(called.report_id))
    assert not house.holds(NUMBER.encode())
    assert {row.sealed_to for row in house.rows("reported_numbers")} == {"office", "escalation"}


def test_a_newer_number_takes_the_place_of_the_older(house, called):
    called.writes("0857 1111 2222")
    shown = card(house, called)
    assert "085711112222" in shown
    assert NUMBER not in shown


def test_when_the_case_ends_it_is_erased_and_stays_so(house, called):
    with house.db.writing() as conn:
        handling.stop(conn, cases.find(conn, house.office.code, called.number), house.clock)
    assert house.rows("reported_numbers") == []
    called.taps("next").writes("masih takut")  # what is told afterwards brings it back to nobody
    assert house.rows("reported_numbers") == []
    assert NUMBER not in card(house, called)


def test_a_report_that_is_sealed_away_takes_its_number_along(house, called):
    called.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    (row,) = house.rows("reported_numbers")
    assert row.sealed_to == "escalation"
    with house.db.writing() as conn:
        case = cases.find(conn, house.office.code, called.number)
        key = house.holder_keys.escalation_key
        told = numbers.beside(conn, key, case, records.of_case(conn, key, case))
    assert told[-1]["numbers"] == [NUMBER]


def test_given_after_it_was_sealed_away_only_that_key_opens_it(house, called):
    called.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some", "distress")
    called.writes("0857 1111 2222")
    (row,) = house.rows("reported_numbers")
    assert row.sealed_to == "escalation"


def test_who_stops_in_the_middle_of_calling_for_help_is_called_on_the_number_given(house):
    house.sri = house.officer("Sri")
    person = house.person().starts().taps("safety.yes", "privacy.yes", "saving.go", "who.self", "distress", "skip")
    person.writes(NUMBER)
    assert house.rows("reported_numbers") == []
    house.passes(minutes=16)
    (owed,) = [
        row
        for row in outbox.claim(house.sides["reporter"], "reporter", house.clock, 20.0, 50)
        if row.kind == "broken_off"
    ]
    house.turns.pass_on(owed, house.clock)
    assert NUMBER in card(house, person)
    assert NUMBER not in str(house.record(person.report_id))


def test_hapus_erases_it_too(house, called):
    (box, other) = (row.box[5:69] for row in house.rows("reported_numbers"))
    called.writes("/hapus").taps("erase.yes")
    assert house.rows("reported_numbers") == []
    assert not house.holds(box, other)


# -- where the chat that erases is not the one it was given in -------------------------------------------------------


@pytest.fixture
def nur(house):
    """A reporter who chose both words; ``nur.code`` is the receipt."""
    house.sri = house.officer("Sri")
    nur = house.person(7_100_200_300).files()
    nur.code = nur.draft["receipt"]
    return nur.taps("saved", "life.no", "hub.safe_word").writes(SAFE, DURESS)


def opens(house, nur, word=SAFE):
    other = house.person(8_800_900_100)
    house.take(other.update(Checked(house.clock, nur.code)))
    return other.taps("status.word").writes(word)


def erases(person):
    person.writes("/hapus").taps("erase.yes")
    return person.house.rows("reported_numbers")


@pytest.mark.parametrize("from_the_visit", [True, False])
def test_hapus_erases_a_number_that_was_given_in_a_visit(house, nur, from_the_visit):
    other = opens(house, nur).taps("distress").writes(NUMBER).taps("skip", "distress.silent")
    assert NUMBER in card(house, nur)
    assert erases(other if from_the_visit else nur) == []


def test_hapus_in_the_new_chat_erases_a_number_that_was_given_in_the_old_one(house, nur):
    nur.taps("distress").writes(NUMBER).taps("skip", "distress.silent")
    other = opens(house, nur).taps("hub.contact", "contact.anytime")
    assert erases(other) == []


def test_hapus_erases_a_number_after_a_power_cut_too(house):
    person = house.person().starts().taps("safety.no", "33.16.05").writes(NUMBER).taps("distress.write")
    house.restart(power_cut=True)
    person.starts().writes("halo")
    assert erases(person) == []


def test_hapus_leaves_the_number_of_somebody_else_who_told_of_the_same_case(house, called, nur):
    house.change("reports", case_id=called.case.id)  # two cases that became one
    assert len(erases(nur)) == 2


def test_forced_while_nobody_is_awake_the_group_is_told(house, nur):
    house.delivers()
    house.desk(roster.mark_unreachable, house.office.code, house.sri.telegram_id)
    opens(house, nur, DURESS)
    assert [(kind, to) for kind, to, _ in house.delivers()] == [("heed", "group")]
