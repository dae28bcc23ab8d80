"""An officer takes a case, reads it, answers its reporter; the first one has it, and everything is written down."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from flows.office_parts import Reading
from storage import audit, case_file, cases, merging, queue, records, replies, roster
from storage.errors import CannotOpen, NoSuchCase
from storage.tables import Case, to_hour
from tests.storage.telling import STORY


@pytest.fixture
def officer(house):
    return house.officer("Sri")


@pytest.fixture
def person(house, officer):
    return house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")


def _actions(house, number):
    return [(row.actor, row.action) for row in house.rows("audit", case_number=number)]


def _reading(house, words):
    return house.office.model_copy(update={"reading": Reading(words=words, minutes=10)})


# --- taking -----------------------------------------------------------------------------------------------------------


def test_the_first_one_has_the_case(house, officer, person):
    number = person.number
    taken = house.acknowledges(officer, number.lower())
    assert (taken.first, taken.by) == (True, "Sri")
    again = house.acknowledges(officer, number)
    other = house.acknowledges(house.officer("Budi"), number)
    assert (again.first, again.by) == (other.first, other.by) == (False, "Sri")
    case = person.case
    assert (case.acknowledged_by, case.acknowledged_at, case.state) == (officer.id, house.clock, "diterima")
    assert _actions(house, number)[-1:] == [(f"officer:{officer.id}", "acknowledged")]
    assert [action for _, action in _actions(house, number)].count("acknowledged") == 1
    assert house.codes("taken") == [f"{number}.taken.0"]


def test_nobody_promises_to_act_on_an_urgency_they_did_not_see(house, officer):
    """The button of the calm alert still stands in the chat when the case has become an emergency."""
    person = house.person().files().taps("saved", "life.no")
    calm = person.case
    person.adds("danger", "danger.weapon", "done")
    stale = house.acknowledges(officer, calm.number, calm.version)
    assert (stale.first, stale.stale, stale.by) == (False, True, "")
    assert person.case.acknowledged_by is None
    assert not house.codes("taken")
    house.delivers()
    house.passes(minutes=house.office.ladder["DARURAT"])
    assert f"{calm.number}.1.r1@group" in [code for _, _, code in house.delivers()], "the ladder goes on"
    taken = house.acknowledges(officer, calm.number, person.case.version)
    assert (taken.first, taken.stale) == (True, False)
    late = house.acknowledges(house.officer("Budi"), calm.number, calm.version)
    assert (late.first, late.stale, late.by) == (False, False, "Sri")


def test_fifty_who_take_it_at_once_leave_one_owner(house, person):
    number = person.number
    officers = [house.officer(f"Petugas {n}") for n in range(50)]
    won, together = [], threading.Barrier(50)

    def take(officer):
        together.wait(30)
        won.append((house.acknowledges(officer, number).first, officer.id))

    threads = [threading.Thread(target=take, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(won) == 50
    assert [officer for first, officer in won if first] == [person.case.acknowledged_by]
    assert [action for _, action in _actions(house, number)].count("acknowledged") == 1
    assert len(house.codes("taken")) == 1
    with house.db.reading() as conn:
        assert audit.verify(conn) is None


def test_a_case_is_opened_for_an_officer_of_its_office_only(house, officer, person):
    with house.db.reading() as conn:
        assert cases.open_for(conn, officer, person.number.lower()).number == person.number
        with pytest.raises(NoSuchCase):
            cases.open_for(conn, officer, "Z9Z9Z")
    house.change("cases", office_code="35.22")
    for do in (case_file.note_opened, replies.begin_reply):
        with pytest.raises(NoSuchCase):
            house.desk(do, officer, person.number, house.clock)
    with pytest.raises(NoSuchCase):
        house.acknowledges(officer, person.number)
    with pytest.raises(NoSuchCase):
        house.replies(officer, person.number, "Halo")


def test_who_may_not_read_a_sealed_case_may_not_silence_it_either(house, officer):
    """An old alert with its *Terima* still stands in the chat of the one who is accused."""
    person = house.person(3_333_333_333).calls_for_help()
    person.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some")
    head, supervisor = house.officer("Bu Kepala", "head"), house.officer("Pak Kabid", "supervisor")
    for somebody in (officer, supervisor):
        with pytest.raises(CannotOpen):
            house.acknowledges(somebody, person.number)
    assert person.case.acknowledged_by is None
    assert house.acknowledges(head, person.number).first


# --- reading ----------------------------------------------------------------------------------------------------------


def test_opening_is_written_down(house, officer, person):
    case = house.desk(case_file.note_opened, officer, person.number, house.clock)
    assert case.number == person.number
    assert _actions(house, person.number)[-1] == (f"officer:{officer.id}", "opened")


def test_the_card_shows_words_only_where_the_office_lets_them_be_read(house, officer, person):
    for said in ("Kapan bisa ditemui?", "Kami dengar."):
        house.replies(officer, person.number, said)
    shown = {}
    with house.db.reading() as conn:
        for words in ("chat", "terminal"):
            office = _reading(house, words)
            shown[words] = case_file.read_card(conn, house.desk_keys, officer, person.number, office, house.clock)
    assert STORY in shown["chat"]
    assert STORY not in shown["terminal"]
    assert "Yang terakhir: “\u2068Kami dengar.\u2069”" in shown["chat"], "whoever goes on asks nothing twice"
    assert "Kapan bisa" not in shown["chat"]
    assert "Kami dengar" not in shown["terminal"]
    assert all(person.number in card and "Cepu" in card for card in shown.values())
    assert "09.47" in shown["terminal"]


def test_a_case_sealed_away_is_refused(house, officer):
    person = house.person().files(insider="insider.some")
    number = person.number
    for do in (case_file.note_opened, replies.begin_reply):
        with pytest.raises(CannotOpen):
            house.desk(do, officer, number, house.clock)
    with pytest.raises(CannotOpen):
        house.replies(officer, number, "Halo")
    with house.db.reading() as conn, pytest.raises(CannotOpen):
        case_file.read_card(conn, house.desk_keys, officer, number, house.office, house.clock)
    assert _actions(house, number) == [("reporter", "filed")]
    assert house.rows("letters") == []
    assert house.again(officer).replying_to is None


def test_the_whole_case_is_read_at_the_offices_own_machine(house, officer, person):
    house.replies(officer, person.number, "Kami dengar.")
    key = house.desk_keys.office_key
    whole = house.desk(case_file.read_whole, key, house.office, person.number.lower(), house.clock)
    assert whole.case.number == person.number
    assert STORY in whole.words[0]
    assert whole.letters == ["Kami dengar."]
    assert STORY not in whole.card
    assert STORY not in repr(whole)
    assert "Kami dengar" not in repr(whole)
    assert _actions(house, person.number)[-1] == ("terminal", "opened")
    with pytest.raises(NoSuchCase):
        house.desk(case_file.read_whole, key, house.office, "Z9Z9Z", house.clock)


def test_the_holder_reads_what_was_sealed_away(house, officer):
    person = house.person().calls_for_help()
    house.replies(officer, person.number, "Kami dengar.")
    person.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some").writes(STORY)
    key = house.holder_keys.escalation_key
    whole = house.desk(case_file.read_whole, key, house.office, person.number, house.clock)
    assert STORY in whole.words[-1]
    assert whole.letters == []
    with pytest.raises(CannotOpen):
        house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, person.number, house.clock)


def test_what_was_told_before_a_case_was_sealed_away_is_closed_to_the_office_too(house, officer, person):
    """Two told of one child; the second then names somebody at the office. The first report is under its key."""
    second = house.person(8_222_333_444).calls_for_help()
    house.desk(merging.merge, house.desk_keys, house.office, officer, second.number, person.number, house.clock)
    second.taps("next", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.some").writes(STORY)
    assert person.case.sealed_to == "escalation"
    with pytest.raises(CannotOpen):
        house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, person.number, house.clock)
    key = house.holder_keys.escalation_key
    whole = house.desk(case_file.read_whole, key, house.office, person.number, house.clock)
    assert (STORY in whole.words[-1], whole.elsewhere) == (True, 1)
    assert [row.action for row in house.rows("audit", case_number=person.number)].count("opened") == 1


def test_a_letter_copy_that_does_not_open_hides_no_other(house, officer, person):
    for words in ("Satu", "Dua"):
        house.replies(officer, person.number, words)
    with house.db.writing() as conn:
        conn.execute(text("UPDATE letters SET office_copy = :box WHERE id = 1"), {"box": b"\x01" + bytes(60)})
    whole = house.desk(case_file.read_whole, house.desk_keys.office_key, house.office, person.number, house.clock)
    assert whole.letters == ["Dua"]


def test_a_card_without_its_own_time_of_filing_says_the_hour(house, officer):
    row = house.person().files().case
    case = Case(**row._mapping)
    assert records.filed_at(case, [{}, {"filed_at": ""}]) == case.filed_hour


# --- answering --------------------------------------------------------------------------------------------------------


def test_an_answer_is_sealed_to_the_reporters_side_and_its_news_is_owed_once(house, officer, person):
    replied = house.replies(officer, person.number, "Kami di jalan.")
    assert (replied.number, replied.pushed) == (person.number, True)
    letter = house.row("letters")
    assert (letter.officer_id, letter.report_id) == (officer.id, person.report_id)
    assert letter.key_id == house.desk_keys.reply.key_id
    assert house.keys.reply.open("letter", person.number, letter.box) == {"words": "Kami di jalan."}
    copy = house.desk_keys.office_key.open("letter copy", person.number, letter.office_copy)
    assert copy == {"words": "Kami di jalan.", "by": officer.id}
    with pytest.raises(CannotOpen):
        house.keys.reply.open("letter", "Z9Z9Z", letter.box)
    news = house.row("outbox", side="reporter")
    assert (news.kind, news.destination, news.letter_id, news.detail) == ("news", "reporter", letter.id, None)
    assert news.report_id == person.report_id
    assert _actions(house, person.number)[-1] == (f"officer:{officer.id}", "replied")
    assert not house.holds(b"Kami di jalan")


def test_the_officer_hears_when_the_reporter_will_not_be_told(house, officer):
    """Who was not asked, or passed it over, has not said no."""
    person = house.person().files().taps("saved", "life.no")

    def heard():
        replied = house.replies(officer, person.number, "Kami dengar.")
        return replied.pushed, replied.declined

    assert heard() == (False, False)
    person.adds("contact", "skip")
    assert heard() == (False, False)
    person.adds("contact", "contact.no")
    assert heard() == (False, True)
    person.adds("contact", "contact.anytime")
    assert heard() == (True, False)
    person.taps("distress", "33.16.05", "distress.silent")
    assert heard() == (False, True)


def test_an_answer_goes_out_even_when_the_report_is_damaged(house, officer, person):
    with house.db.writing() as conn:
        conn.execute(text("UPDATE reports SET snapshot = :box"), {"box": b"\x01" + bytes(60)})
    assert not house.replies(officer, person.number, "Kami di jalan.").pushed
    assert len(house.rows("letters")) == 1


def test_the_next_text_is_the_answer_for_a_while(house, officer, person):
    house.desk(replies.begin_reply, officer, person.number, house.clock)
    waiting = house.again(officer)
    with house.db.reading() as conn:
        assert replies.awaited(conn, officer, house.clock) is None
        assert replies.awaited(conn, waiting, house.clock + replies.REPLY_WAITS) == person.number
        assert replies.awaited(conn, waiting, house.clock + replies.REPLY_WAITS + timedelta(seconds=1)) is None


def test_what_was_written_before_the_invitation_is_no_answer(house, officer, person):
    """*Balas* was tapped while the bot was down, and then something else was typed: it all arrives at once."""
    typed, tapped = house.clock - timedelta(minutes=20), house.clock
    house.desk(replies.begin_reply, officer, person.number, tapped)
    with house.db.writing() as conn:
        assert replies.awaited(conn, house.again(officer), typed) is None
        assert replies.awaited(conn, house.again(officer), tapped - replies.TYPED_MEANWHILE) == person.number
        replies.invited(conn, officer, tapped, tapped + timedelta(seconds=40))  # Telegram's clock, and a slow network
    waiting = house.again(officer)
    with house.db.reading() as conn:
        assert replies.awaited(conn, waiting, tapped + timedelta(seconds=30)) is None
        assert replies.awaited(conn, waiting, tapped + timedelta(seconds=41)) == person.number
    house.desk(replies.invited, officer, tapped, house.clock + timedelta(hours=1))  # of a tap that is not the last one
    assert house.again(officer).replying_since == waiting.replying_since


def test_an_answer_that_reaches_us_late_is_one_all_the_same(house, officer, person):
    house.desk(replies.begin_reply, officer, person.number, house.clock)
    typed = house.clock + timedelta(minutes=9)
    house.passes(hours=2)
    with house.db.reading() as conn:
        assert replies.awaited(conn, house.again(officer), house.clock) is None, "the time runs from when it was typed"
        assert replies.awaited(conn, house.again(officer), typed) == person.number


def test_what_is_written_after_the_answer_is_meant_for_nobody(house, officer, person):
    house.desk(replies.begin_reply, officer, person.number, house.clock)
    house.passes(minutes=1)
    house.replies(house.again(officer), person.number, "Kami dengar.")
    house.passes(seconds=5)
    with house.db.reading() as conn:
        assert replies.awaited(conn, house.again(officer), house.clock) is None
    assert len(house.rows("letters")) == 1


def test_never_mind(house, officer, person):
    assert not house.desk(replies.stop_reply, officer)
    house.desk(replies.begin_reply, officer, person.number, house.clock)
    assert house.desk(replies.stop_reply, house.again(officer))
    assert house.again(officer).replying_to is None


# --- what a thief finds -----------------------------------------------------------------------------------------------


@pytest.mark.threat("A1")
def test_with_the_database_alone_nothing_of_the_story_can_be_read(house, officer):
    people = [house.person(7_204_558_193 + n).files().taps("saved", "life.no") for n in range(2)]
    for person in people:
        person.adds("contact", "contact.evening").adds("danger", "danger.weapon", "done")
        person.adds("relation", "relation.step")
        house.acknowledges(officer, person.number)
        house.replies(officer, person.number, "Kami di jalan.")
    house.person(5_555_555_555).files(insider="insider.some")
    house.passes(minutes=1)
    house.delivers()
    told = [STORY, "Pamanku", "Cepu", "33.16.05", "age.15", "15_17", "who.self", "act.hit", "danger.", "contact.",
            "relation", "insider", "Kami di jalan", "anak", "evening", "saving.", "filed_at", "distress"]  # fmt: skip
    assert not house.holds(*(word.encode() for word in told))
    assert not house.holds(*(trace for person in people for trace in person.traces()))


def test_filing_times_lie_open_as_hours_only(house, officer):
    person = house.person().files().taps("saved", "life.no")
    house.delivers()
    house.acknowledges(officer, person.number)
    person.writes("lagi")
    filed = house.clock.strftime(":%M:")
    house.passes(hours=30, minutes=5)
    house.delivers()
    person.taps("exit")
    for table in ("sessions", "reports", "cases", "receipts", "return_addresses", "letters", "seen", "outbox"):
        for row in house.rows(table):
            shown = {name: value for name, value in row._mapping.items() if name != "acknowledged_at"}
            assert filed not in str([str(value) for value in shown.values() if hasattr(value, "year")]), table


def test_once_taken_nothing_tells_the_minute_it_was_called(house, officer, person):
    house.passes(minutes=1)
    house.delivers()
    assert [row for row in house.rows("outbox", kind="remind") if row.due_at.minute], "until then one row does"
    house.passes(hours=1, minutes=9)
    house.acknowledges(officer, person.number)
    house.delivers()
    for row in house.rows("outbox"):
        assert (row.due_at, row.next_try_at, row.lease_until) == (to_hour(row.due_at), None, None)
    assert house.rows("outbox", kind="remind")[0].done_hour
    house.passes(days=2)
    assert house.delivers() == [], "nor is anybody called"


def test_one_session_and_its_cases_cannot_be_joined(house):
    person = house.person().files().taps("saved", "life.no").writes("lagi")
    person.writes(*"abcdefghijklmnopqrstu")
    session = house.row("sessions")
    assert session.version > 33
    open_values = {str(session.version), str(session.tag), session.tag.hex()}
    for table in ("outbox", "reports", "return_addresses", "receipts"):
        for row in house.rows(table):
            parts = {part for value in row if isinstance(value, str) for part in value.replace("@", ".").split(".")}
            assert not parts & open_values, table
    assert person.report_id not in str(session)


def test_reprs_are_silent(house, officer, person):
    house.replies(officer, person.number, "Kami dengar.")
    with house.db.reading() as conn:
        (line,) = queue.waiting(conn, house.desk_keys, house.office.code)
    taken = house.acknowledges(officer, person.number)
    assert replace(line, place="X").place == "X"
    for shown in (repr(line), repr(taken), repr(roster.everyone(house.db, house.office.code))):
        assert "Cepu" not in shown
        assert "15_17" not in shown
        assert str(officer.telegram_id) not in shown
