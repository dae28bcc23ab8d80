"""What leaves a chat when its reporter leaves, owed with the turn that says so."""

from datetime import timedelta

import pytest

from flows.traces import Trace
from storage import outbox, wiping
from tests.storage.telling import TO_WORDS


def owed(house, **later):
    """The one wipe there is, as it stands so much later."""
    at = house.clock + timedelta(**(later or {"minutes": 1}))
    (row,) = [row for row in outbox.claim(house.sides["reporter"], "reporter", at, 0, 9) if row.kind == wiping.KIND]
    return wiping.opened(house.keys, row, at)


def ids(wipe):
    return [trace.id for trace in wipe.messages]


def resting(house, person):
    with house.db.reading() as conn:
        return wiping.resting(conn, house.keys, person.tag, [house.office], house.clock)


@pytest.fixture(params=["saving.go", "saving.send"])
def person(house, request):
    """Somebody half-way, with messages in the chat; their draft is kept on leaving, or not."""
    person = house.person().starts().taps(*TO_WORDS[:2], request.param)
    house.take(person.message("aku capek", known=(10, 11), message=12))
    return person


def test_by_the_button_the_screen_that_was_tapped_is_owed_too(house, person):
    """We may die before it says something harmless."""
    (told,) = house.take(person.tap("exit", known=(13,), message=14))
    assert told.earlier == (10, 11, 12, 13, 14)
    wipe = owed(house)
    assert (wipe.chat_id, ids(wipe), wipe.leaves) == (person.chat_id, [10, 11, 12, 13, 14], True)
    assert not house.holds(*person.traces())


def test_by_the_word_the_word_goes_too(house, person):
    (told,) = house.take(person.message("keluar", message=15))
    assert told.wipe
    assert ids(owed(house)) == [10, 11, 12, 15]


def test_what_was_swept_is_remembered_no_more_and_the_screen_is(house):
    person = house.person().tells()
    house.take(person.message("lagi", known=(10, 11), message=12))
    house.take(person.tap("exit", message=14))
    assert person.known == [14], "it will say something else one day"
    house.take(person.tap("resume", message=14), person.message("keluar", message=15))
    assert person.known == []


def test_later_only_what_can_still_be_deleted_is_tried(house, person):
    old = Trace(9, int((house.clock - timedelta(hours=47)).timestamp()))
    house.take(person.message("keluar", known=(old,), message=15))
    assert ids(owed(house)) == [10, 11, 12, 9, 15]
    assert ids(owed(house, hours=2)) == [10, 11, 12, 15]
    assert ids(owed(house, hours=49)) == []


def test_what_is_too_old_already_is_not_owed(house, person):
    old = Trace(9, int((house.clock - timedelta(hours=49)).timestamp()))
    (told,) = house.take(person.message("keluar", known=(old,), message=15))
    assert 9 not in told.earlier
    assert 9 not in ids(owed(house))


def test_the_harmless_line_stands_only_while_the_conversation_rests(house, person):
    assert resting(house, person) is None
    person.taps("exit")
    assert [text.key for text in resting(house, person).lines] == ["plain"]
    person.starts().taps("welcome.new" if person.step == "welcome" else "safety.yes")
    assert resting(house, person) is None
