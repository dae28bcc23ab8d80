"""One chat floods or plays: what it has done lies in its own sealed draft, and the desk hears of it in one line."""

from datetime import timedelta

import pytest

from storage import ending, outbox

QUESTION = ("act.other", "done", "other.ask", "33.16.05")
TO_WORDS = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none", "words.hard")


def asks(person):
    """A report that can wait."""
    if person.screen is not None:
        person.taps("exit")
    person.starts()
    if person.step == "welcome":
        person.taps("welcome.new")
    return person.taps(*TO_WORDS, *QUESTION, "submit")


def hears_of_endings(house):
    """What the reporters' dispatcher does with them."""
    rows = [
        row for row in outbox.claim(house.sides["reporter"], "reporter", house.clock, 20.0, 50) if row.kind == "ended"
    ]
    for row in rows:
        house.turns.note_ending(row, lambda chat_id: house.keys.tagger.tag("sesi", chat_id))
        with house.db.writing() as conn:
            outbox.paid(conn, row.id, house.clock)
    return len(rows)


def ends(house, officer, number, reason="mistake"):
    house.acknowledges(officer, number)
    how = ending.Ending("close", reason)
    return house.desk(ending.end, house.desk_keys, house.office, officer, number, how, house.clock)


def test_messages_too_many_are_kept_and_not_answered_one_by_one(house):
    person = house.person().starts().taps(*TO_WORDS[:-1])
    batch = [person.message(f"la la {n}") for n in range(45)]
    for update in batch:  # as fast as they can be typed by a machine
        object.__setattr__(update.event, "at", house.clock)
    told = house.take(*batch)
    assert sum(one.silent for one in told) == 45 - 31
    words = "\n".join(one["text"] for one in person.draft["words"])
    assert all(f"la la {n}" in words for n in range(45))


def test_how_many_it_sent_survives_a_restart(house):
    person = house.person()
    for _ in range(5):
        asks(person)
        assert person.step == "filed"
        house.passes(minutes=61)
    house.passes(minutes=-60)
    house.restart()
    asks(person)
    assert person.step == "ready"
    assert "note-later" in person.lines
    assert len(house.rows("cases")) == 5
    house.passes(minutes=61)
    person.starts().taps("resume", "submit")
    assert len(house.rows("cases")) == 6, "later, and never refused"


def test_another_chat_is_not_held_up_by_it(house):
    one, other = house.person(), house.person(8_111_222_333)
    for _ in range(5):
        asks(one)
        house.passes(minutes=61)
    house.passes(minutes=-60)
    asks(one)
    assert one.step == "ready"
    assert asks(other).step == "filed"


def test_additions_without_end_are_drawn_together_and_what_raises_it_is_not(house, sri):
    person = house.person().files().taps("saved", "life.no")
    sent = house.delivers()
    said = []
    for n in range(60):  # every twenty seconds, for twenty minutes
        person.writes(f"dan lagi {n}")
        house.passes(seconds=20)
        said += [code for kind, _, code in house.delivers() if kind == "addition"]
    assert 5 <= len({code.split("@")[0] for code in said}) <= 10
    house.passes(minutes=16)
    assert [kind for kind, _, _ in house.delivers() if kind == "addition"], "the last of it is told too"
    before = len(house.codes("alert"))
    person.taps("hub.danger", "danger.weapon")
    assert person.case.urgency == "DARURAT"
    assert len(house.codes("alert")) == before + 1
    assert any(kind == "alert" for kind, _, _ in house.delivers()), "at once"
    assert sent


def test_of_an_emergency_additions_wait_a_minute_at_most(house, sri):
    person = house.person().files(when="when.now").taps("saved", "life.no")
    assert person.case.urgency == "DARURAT"
    for n in range(30):
        person.writes(f"dan lagi {n}")
        house.passes(seconds=20)
        house.delivers()
    person.writes("ini yang terakhir")
    house.passes(seconds=61)
    assert [kind for kind, _, _ in house.delivers() if kind == "addition"]


def test_whose_reports_the_desk_closed_as_tries_is_slowed_and_nobody_knows_who_it_is(house, sri):
    person = house.person()
    for _ in range(2):
        asks(person)
        ends(house, sri, person.number)
        assert hears_of_endings(house) == 1
        house.passes(minutes=61)
    assert len(person.draft["pranks"]) == 2
    asks(person)
    assert person.step == "filed"
    house.passes(minutes=5)
    asks(person)
    assert person.step == "ready"
    assert not house.holds(*person.traces())
    assert not house.holds(b"pranks", b"mistake")
    person.taps("back", "back").writes("bapak bawa parang mau bunuh aku").taps("submit")
    assert person.step == "filed", "danger is heard from anybody"


@pytest.mark.parametrize("reason", ["solved", "outside", "lost"])
def test_any_other_ending_counts_for_nothing(house, sri, reason):
    person = asks(house.person())
    ends(house, sri, person.number, reason)
    assert hears_of_endings(house) == 1, "a row for every ending: none tells which"
    assert person.draft["pranks"] == []


def test_told_twice_it_counts_once(house, sri):
    person = asks(house.person())
    ends(house, sri, person.number)
    (row,) = outbox.claim(house.sides["reporter"], "reporter", house.clock, 20.0, 50)
    for _ in range(2):
        house.turns.note_ending(row, lambda chat_id: house.keys.tagger.tag("sesi", chat_id))
    assert person.draft["pranks"] == [person.report_id]


def test_an_ending_is_told_by_rows_of_one_size(house, sri):
    sizes = set()
    for n, reason in enumerate(("mistake", "solved")):
        person = asks(house.person(8_111_222_333 + n))
        ends(house, sri, person.number, reason)
    for row in house.rows("outbox", kind="ended"):
        sizes.add(len(row.detail["box"]))
        assert row.due_at - house.clock < timedelta(minutes=1)
    assert len(sizes) == 1
