"""A flood of reports that can wait is told together; nothing urgent ever waits behind it, and nobody is forgotten."""

import pytest

from bot.duty.notices import notice
from storage import digests, related, shifts
from storage.digests import EVERY, ONE_BY_ONE
from storage.outbox import Owed

FLOOD = ONE_BY_ONE + 8


@pytest.fixture
def officers(house):
    house.passes(minutes=60 - house.clock.minute, seconds=-house.clock.second)  # an hour of the clock begins
    return house.officer("Sri"), house.officer("Budi", "supervisor")


@pytest.fixture
def flood(house, officers):
    """Eighteen people tell within minutes of what happened long ago."""
    people = [house.person(7_000_000 + n).files() for n in range(FLOOD)]
    assert {person.case.urgency for person in people} == {"SEDANG"}
    return people


def cases_of(sent, kind="alert"):
    return {code.split(".")[0] for what, _, code in sent if what == kind}


def in_digest(house, destination="group"):
    with house.db.reading() as conn:
        return digests.waiting(conn, _owed(house, destination))


def _owed(house, destination):
    return Owed(
        1, "duty", house.office.code, "digest", destination, "digest.1", house.clock, 1, None, None, None, None, {}
    )


@pytest.mark.fault("F2")
def test_ten_are_heard_one_by_one_and_the_others_together(house, flood, officers):
    sent = house.delivers()
    assert len(cases_of(sent)) == ONE_BY_ONE
    assert not [one for one in sent if one[0] == "digest"], "not yet: more may come"
    house.passes(seconds=EVERY.total_seconds())
    later = house.delivers()
    everybody = ["group", *(f"officer:{one.id}" for one in officers)]  # of a day that nobody holds
    assert [(kind, to) for kind, to, _ in later] == [("digest", to) for to in everybody], "once, however many came"
    assert in_digest(house) == {"SEDANG": FLOOD}


def test_without_a_group_each_officer_hears_it(house, flood, officers):
    house.delivers(has_group=False)
    house.passes(seconds=EVERY.total_seconds())
    sent = house.delivers(has_group=False)
    assert [(kind, to) for kind, to, _ in sent] == [("digest", f"officer:{one.id}") for one in officers]


def test_whoever_holds_the_day_hears_it_beside_the_group(house, flood, officers):
    """Were the group lost, nobody would know of them."""
    sri, budi = officers
    with house.db.writing() as conn:
        shifts.take_day(conn, house.office, budi, house.office.duty_day(house.clock), sri, shifts.FIRST, house.clock)
    house.delivers()
    house.passes(seconds=EVERY.total_seconds())
    assert [to for kind, to, _ in house.delivers() if kind == "digest"] == ["group", f"officer:{sri.id}"]


def test_what_is_urgent_goes_through_a_flood_alone_and_at_once(house, flood):
    house.delivers()
    urgent = house.person().calls_for_help()
    sent = house.delivers()
    assert cases_of(sent) == {urgent.number}
    assert {to for _, to, _ in sent} > {"group"}


def test_what_becomes_urgent_in_a_flood_is_called_at_once(house, flood):
    house.delivers()
    last = flood[-1]
    last.writes("dia sudah di depan pintu bawa parang")
    assert last.case.urgency == "DARURAT"
    assert last.number in cases_of(house.delivers())


def test_nobody_in_a_flood_is_forgotten(house, flood):
    """What nobody takes is called again, if need be together; what is taken is not counted any more."""
    house.delivers()
    told = set()
    for _ in range(72):  # three days, some of them perhaps without work
        house.passes(hours=1)
        told |= cases_of(house.delivers())
    assert told >= {person.number for person in flood[:ONE_BY_ONE]}
    sri = house.officer("Tuti")
    for person in flood[1:]:
        house.acknowledges(sri, person.number)
    assert in_digest(house) == {"SEDANG": 1}
    told = set()
    for _ in range(72):  # three days, some of them perhaps without work
        house.passes(hours=1)
        told |= cases_of(house.delivers())
    assert told == {flood[0].number}, "alone it is heard alone"
    house.acknowledges(sri, flood[0].number)
    assert in_digest(house) == {}


def test_the_next_hour_hears_one_by_one_again(house, flood):
    house.delivers()
    house.passes(hours=1)
    house.delivers()
    house.passes(hours=1)
    alone = house.person().files()
    assert alone.number in cases_of(house.delivers())


def test_what_only_the_key_holder_may_know_is_never_counted_and_never_waits(house, flood):
    house.delivers()
    sealed = house.person().files(insider="insider.some")
    house.change("cases", urgency="SEDANG", rank=2)  # who is accused makes it more urgent: as if it did not
    sent = house.delivers()
    assert [kind for kind, *_ in sent if kind in ("alert", "sealed")], "its holder, or the word that there is one"
    assert sealed.case.sealed_to == "escalation"
    assert in_digest(house) == {"SEDANG": FLOOD}


def test_whoever_is_related_does_not_hear_that_there_is_such_a_case(house, flood, officers):
    sri, budi = officers
    house.desk(related.mark, budi, sri, flood[-1].number, house.clock, holder=house.office.escalation.holder)
    assert in_digest(house, f"officer:{sri.id}") == {"SEDANG": FLOOD - 1}
    assert in_digest(house, f"officer:{budi.id}") == {"SEDANG": FLOOD}


def test_it_says_how_many_wait_and_nothing_of_whom(house, flood):
    house.delivers()
    with house.db.reading() as conn:
        said = notice(conn, _owed(house, "group"), None, house.office, house.clock)
    assert f"{FLOOD} SEDANG, 0 RENDAH" in said
    assert not [person.number for person in flood if person.number in said]


def test_with_nobody_waiting_any_more_it_says_nothing(house, officers):
    with house.db.reading() as conn:
        assert notice(conn, _owed(house, "group"), None, house.office, house.clock) == ""
