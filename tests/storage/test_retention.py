"""What is forgotten, and when; and what never is."""

from datetime import timedelta

import pytest

from storage import retention
from storage.retention import A_FEW, Retention
from tests.storage.telling import TO_WORDS


@pytest.fixture
def forgets(house):
    """What is due is forgotten, at the house's time and so many days later."""
    mine = Retention(house.sides["reporter"], house.keys, [house.office])

    def forget(**later):
        house.passes(**later)
        mine.forget(house.clock)

    return forget


@pytest.fixture
def person(house):
    """Somebody whose report was sent and taken."""
    person = house.person().files().taps("saved", "life.no")
    house.acknowledges(house.officer("Sri"), person.number)
    return person


# -- drafts ------------------------------------------------------------------------------------------------------


def test_a_draft_nobody_asked_to_keep_is_gone_after_a_day_but_for_ids(house, forgets):
    person = house.person().starts().taps("safety.yes", "privacy.no", "saving.send", "who.self")
    house.take(person.message("rahasia sekali", known=(7, 9)))
    draft = house.row("sessions").draft
    forgets(hours=22)
    assert person.draft["words"]
    forgets(hours=3)
    assert (person.draft["words"], person.draft["answers"], person.known) == ([], {}, [7, 9])
    assert not house.holds(draft[5:69])
    assert person.draft["careful"], "who types next is not heard aloud"
    person.starts()
    assert "note-forgot" in person.lines


def test_what_is_due_is_counted_and_stays(house, person):
    house.person(2_222_222_222).starts().taps("safety.yes", "privacy.no", "saving.send")
    mine = Retention(house.db, house.keys, [house.office])
    house.change("cases", closed=house.clock)
    house.passes(days=house.office.retention.return_address_after_closing + 1)
    before = (house.rows("sessions"), house.rows("return_addresses"), house.rows("audit"))
    due = mine.due(house.clock)
    assert (due.conversations, due.ways_back, due.voices, due.waiting) == (2, 1, 0, 0)
    assert (house.rows("sessions"), house.rows("return_addresses"), house.rows("audit")) == before
    mine.forget(house.clock)
    assert (house.rows("sessions"), house.rows("return_addresses")) == ([], [])


def test_after_two_days_nothing_is_left_of_it(house, forgets):
    person = house.person().starts().taps(*TO_WORDS[:2], "saving.send")
    house.take(person.message("rahasia sekali", known=(7, 9)))
    forgets(hours=26)
    assert person.known == [7, 9]
    forgets(hours=23)
    assert house.rows("sessions") == []
    assert not house.holds(person.tag)


def test_what_was_to_be_kept_is_kept_and_its_old_ids_are_forgotten(house, person, forgets):
    saving = house.person(2_222_222_222).tells()
    for one in (person, saving):
        house.take(one.message("lagi", known=(7, 9)))
    forgets(hours=50)
    for one in (person, saving):
        assert one.draft["words"]
        assert one.known == []
    assert saving.starts().taps("resume").step == "ready"


def test_a_draft_that_can_be_opened_no_more_goes_too(house, forgets):
    person = house.person().tells()
    house.restart(power_cut=True)
    retention_ = Retention(house.sides["reporter"], house.keys, [house.office])
    house.passes(hours=50)
    retention_.forget(house.clock)
    assert not house.holds(person.tag)


# -- the way back ------------------------------------------------------------------------------------------------


def test_the_way_back_goes_so_many_days_after_closing(house, person, forgets):
    after = house.office.retention.return_address_after_closing
    row = house.row("return_addresses")
    house.change("cases", closed=house.clock)
    forgets(days=after, hours=-1)
    assert house.row("return_addresses") == row
    forgets(hours=2)
    assert house.rows("return_addresses") == []
    assert house.rows("sessions") == []
    assert not house.holds(row.tag, row.box[5:69], person.tag)
    assert [entry.action for entry in house.rows("audit")].count("way back forgotten") == 1
    assert house.rows("reports"), "the report is the office's to keep"


def test_the_way_back_of_a_case_at_work_goes_so_long_after_the_last_word(house, person, forgets):
    most = house.office.retention.return_address_at_most
    forgets(days=most - 10)
    person.writes("masih di sini")
    forgets(days=most - 10)
    assert house.rows("return_addresses"), "they wrote meanwhile"
    number = person.number
    house.replies(house.officer("Wati"), number, "Kami dengar.")
    forgets(days=most - 10)
    assert house.rows("return_addresses"), "an officer did"
    forgets(days=11)
    assert house.rows("return_addresses"), "what was told has called the desk anew, and nobody took it yet"
    house.acknowledges(house.officer("Tono"), number)
    forgets(minutes=1)
    assert house.rows("return_addresses") == []


@pytest.mark.threat("S5")
def test_nothing_goes_of_a_report_nobody_opened(house, forgets):
    """Ten years, and whoever told it can still be answered."""
    person = house.person().files()
    for _ in range(10):
        forgets(days=365)
    assert house.rows("return_addresses")
    assert house.row("reports", id=person.report_id)
    assert house.replies(house.officer("Sri"), person.number, "Maaf.").reachable


def test_who_is_in_the_chat_now_is_not_cut_off(house, person, forgets):
    house.change("cases", closed=house.clock)
    house.passes(days=100)
    person.writes("halo")
    house.change("cases", closed=house.clock - timedelta(days=90))
    forgets(minutes=1)
    assert house.rows("return_addresses")


def test_a_months_key_goes_with_the_last_address_under_it(house, person, forgets):
    def months():
        return sorted(path.name for path in (house.home / "keys" / "reporter").glob("relay-*"))

    house.change("cases", closed=house.clock)
    (first,) = months()
    forgets(days=12)
    assert first in months()
    forgets(days=3)
    assert first not in months()


# -- clocks ------------------------------------------------------------------------------------------------------


@pytest.mark.fault("C1")
@pytest.mark.threat("S4")
def test_a_clock_that_jumped_forgets_nothing(house, person, monkeypatch):
    house.change("cases", closed=house.clock)
    steady = [1000.0]
    monkeypatch.setattr(retention.time, "monotonic", lambda: steady[0])
    mine = Retention(house.sides["reporter"], house.keys, [house.office])
    mine.run(house.clock)
    for years in (10, -10):
        steady[0] += 3600
        mine.run(house.clock + timedelta(days=365 * years))
    assert house.rows("return_addresses")
    steady[0] += 3600
    mine.run(house.clock + timedelta(days=-3650, hours=1))
    assert house.rows("return_addresses")
    mine = Retention(house.sides["reporter"], house.keys, [house.office])
    house.passes(days=20)
    mine.run(house.clock)
    assert house.rows("return_addresses"), "the first time only the clocks are read"
    steady[0] += 3600
    mine.run(house.clock + timedelta(hours=1))
    assert house.rows("return_addresses") == []


def test_only_a_few_go_at_a_time(house, forgets):
    for n in range(A_FEW + 2):
        house.person(1_111_111_111 + n).files()
    house.change("cases", closed=house.clock)
    forgets(days=20)
    assert len(house.rows("return_addresses")) == 2
    forgets(hours=1)
    assert house.rows("return_addresses") == []
