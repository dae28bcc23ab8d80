"""Whoever is named in a case, or related to somebody in it, is off it: for them there is no such case."""

import pytest

from storage import audit, case_file, cases, queue, related, replies, roster
from storage.errors import CannotOpen, NoSuchCase, NotPossible


@pytest.fixture
def office(house):
    return house.officer("Sri"), house.officer("Budi"), house.officer("Bu Yuli", "supervisor")


def off(house, by, officer, number):
    return house.desk(related.mark, by, officer, number, house.clock, holder=house.office.escalation.holder)


def told(sent):
    return {destination for kind, destination, _ in sent if kind == "alert"}


def test_they_neither_open_take_answer_nor_see_it(house, office):
    sri, budi, _ = office
    person, other = house.person().files(), house.person(7_204_558_194).files()
    house.desk(replies.begin_reply, sri, person.number, house.clock)
    assert off(house, budi, sri, person.number)
    assert house.again(sri).replying_to is None, "what they were writing is no answer any more"
    with house.db.writing() as conn:
        for act in (
            lambda: cases.open_for(conn, sri, person.number),
            lambda: case_file.note_opened(conn, sri, person.number, house.clock),
            lambda: replies.begin_reply(conn, sri, person.number, house.clock),
            lambda: replies.reply(conn, house.desk_keys, sri, person.number, "halo", house.clock),
            lambda: cases.acknowledge(conn, sri, person.number, house.clock, holder="head"),
            lambda: related.mark(conn, sri, budi, person.number, house.clock, holder="head"),
        ):
            with pytest.raises(NoSuchCase):
                act()
        seen = {line.number for line in queue.waiting(conn, None, house.office.code, sri)}
        assert seen == {other.number}
        assert cases.open_count(conn, house.office.code, sri) == 1
        assert cases.open_for(conn, budi, person.number).number == person.number
    assert person.case.acknowledged_by is None
    assert [row.action for row in house.rows("audit", case_number=person.number)][-1] == f"related.{sri.id}"


def test_its_alerts_pass_them_by_and_the_group_they_sit_in(house, office):
    sri, budi, yuli = office
    person = house.person().calls_for_help()
    off(house, budi, sri, person.number)
    others = {f"officer:{budi.id}", f"officer:{yuli.id}"}
    assert told(house.delivers()) == others
    for _ in range(7):
        house.passes(minutes=5)
        assert told(house.delivers()) == others


def test_with_nobody_else_left_the_group_hears_of_it_all_the_same(house):
    """Rather a call that the wrong one sees than one that nobody sees."""
    sri, budi = house.officer("Sri"), house.officer("Budi")
    person = house.person().calls_for_help()
    off(house, sri, sri, person.number)
    roster.end(house.db, house.office.code, budi.telegram_id, house.clock)
    assert told(house.delivers()) == {"group"}


def test_a_case_they_had_calls_the_others_anew(house, office):
    sri, budi, yuli = office
    person = house.person().calls_for_help()
    house.delivers()
    house.acknowledges(sri, person.number)
    house.delivers()
    off(house, sri, sri, person.number)
    assert (person.case.acknowledged_by, person.case.raises) == (None, 1)
    assert told(house.delivers()) == {f"officer:{budi.id}", f"officer:{yuli.id}"}


def test_a_case_that_another_has_stays_with_them(house, office):
    sri, budi, yuli = office
    person = house.person().calls_for_help()
    house.delivers()
    house.acknowledges(budi, person.number)
    off(house, budi, sri, person.number)
    assert person.case.acknowledged_by == budi.id
    assert not off(house, budi, sri, person.number), "twice is once"
    above = [row.destination for row in house.rows("outbox", kind="related")]
    assert above == [f"officer:{yuli.id}"], "nobody takes another off a case unseen"
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_of_a_sealed_case_the_related_holder_hears_nothing(house):
    head, other = house.officer("Pak Hadi", "head"), house.officer("Bu Rini", "head")
    person = house.person().files(insider="insider.some")
    off(house, other, head, person.number)
    assert told(house.delivers()) == {f"officer:{other.id}"}


def test_of_a_sealed_case_nobody_but_a_holder_says_who_is_off_it(house):
    sri, yuli, head = house.officer("Sri"), house.officer("Bu Yuli", "supervisor"), house.officer("Pak Hadi", "head")
    other = house.officer("Bu Rini", "head")
    person = house.person().files(insider="insider.some")
    for one in (sri, yuli):
        with pytest.raises(CannotOpen):
            off(house, one, head, person.number)
        with pytest.raises(CannotOpen):
            off(house, one, one, person.number)
    assert house.rows("conflicts") == []
    assert off(house, other, head, person.number), "a holder may"


def test_the_last_who_holds_the_key_stays_on_a_sealed_case(house):
    house.officer("Sri")
    head, away = house.officer("Pak Hadi", "head"), house.officer("Bu Rini", "head", started=False)
    person = house.person().files(insider="insider.some")
    with pytest.raises(NotPossible) as no:
        off(house, head, head, person.number)
    assert no.value.why == "desk-why-related-last"
    assert off(house, head, away, person.number), "whoever cannot be called is no loss"
    assert told(house.delivers()) == {f"officer:{head.id}"}


def test_somebody_who_can_be_called_always_remains(house, office):
    sri, budi, yuli = office
    person = house.person().calls_for_help()
    assert off(house, yuli, sri, person.number)
    assert off(house, yuli, yuli, person.number)
    with pytest.raises(NotPossible) as no:
        off(house, budi, budi, person.number)
    assert no.value.why == "desk-why-related-last"
    assert told(house.delivers()) == {f"officer:{budi.id}"}


def test_an_officer_takes_nobody_above_them_off_a_case(house, office):
    sri, budi, yuli = office
    head = house.officer("Pak Hadi", "head")
    person = house.person().calls_for_help()
    for above in (yuli, head):
        with pytest.raises(NotPossible) as no:
            off(house, budi, above, person.number)
        assert no.value.why == "desk-why-related-above"
    assert off(house, budi, sri, person.number), "another officer, yes: and those above are told"
    assert off(house, yuli, head, person.number), "they themselves, anybody"
    assert off(house, yuli, yuli, person.number), "and each themselves"


def test_of_a_sealed_case_only_its_holders_hear_who_was_taken_off_it(house):
    head, other, third = (house.officer(name, "head") for name in ("Pak Hadi", "Bu Rini", "Bu Ani"))
    house.officer("Bu Yuli", "supervisor")
    person = house.person().files(insider="insider.some")
    off(house, other, head, person.number)
    assert [row.destination for row in house.rows("outbox", kind="related")] == [f"officer:{third.id}"]
