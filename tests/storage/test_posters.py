"""Which posters reach people is a sum; whom they reached is nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.office_parts import Poster
from flows.reaching import link
from storage import posters
from storage.retention import Retention
from storage.turns import Turns

PLACES = (Poster(code="pasar", name="Pasar Cepu"), Poster(code="smp1jepon", name="SMP 1 Jepon"))


@pytest.fixture
def hung(house):
    house.office = house.office.model_copy(update={"posters": PLACES})
    house.turns = Turns(house.db, house.keys, house.office)
    return house


def scans(house, place, *chats, language="id"):
    for chat in chats:
        (house.people.get(chat) or house.person(chat)).starts(link(house.office, language, place))


def counts(house, year=2026):
    with house.db.reading() as conn:
        return posters.of_year(conn, house.office, year)


def test_each_conversation_a_poster_began_is_counted_once(hung):
    scans(hung, "pasar", 1001, 1002, 1003)
    scans(hung, "pasar", 1001, 1001)  # pressed again and again
    scans(hung, "smp1jepon", 1004, language="jv")
    assert counts(hung) == {"pasar": 3, "smp1jepon": 1}


def test_a_place_the_office_did_not_name_is_counted_and_kept_nowhere(hung):
    scans(hung, "sitiaminah", 1001)
    assert counts(hung) == {}
    assert not hung.holds(b"sitiaminah")


def test_a_year_is_the_offices_own(hung):
    hung.clock = datetime(2026, 12, 31, 18, tzinfo=UTC)  # in Blora it is 2027 already
    scans(hung, "pasar", 1001)
    assert counts(hung) == {}
    assert counts(hung, 2027) == {"pasar": 1}


def test_the_case_of_who_scanned_does_not_say_where(hung):
    scans(hung, "smp1jepon", 1001)
    hung.people[1001].taps("safety.no", "skip", "distress.silent")
    record = hung.record(hung.row("reports").id)
    assert "smp1jepon" not in str(record)
    assert {row.place for row in hung.rows("poster_counts")} == {"smp1jepon"}


def test_a_forgotten_draft_does_not_say_it_either(hung):
    scans(hung, "pasar", 1001)
    person = hung.people[1001].taps("safety.yes", "privacy.yes", "saving.send")
    hung.take(person.message("halo", known=(7, 9)))
    assert person.draft["poster"] == "pasar"
    hung.passes(hours=26)
    Retention(hung.db, hung.keys, [hung.office]).forget(hung.clock)
    assert (person.known, person.draft["poster"]) == ([7, 9], "")
