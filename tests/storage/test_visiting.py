"""Coming back from another phone: what a code is worth, what the words open, and what an attacker learns."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from nacl.pwhash import argon2id
from sqlalchemy import Engine, event

from flows.codes import patience
from flows.events import AskedErasure, Checked
from flows.session import Session
from flows.wording import write
from storage import case_file, cases, outbox, records, returning, sealing, tracks, typed, visiting, wiping
from storage.retention import Retention
from storage.typed import AT_ONCE
from tests.storage.telling import Person
from tests.storage.test_agreeing import asks_leave
from tests.storage.test_broken_off import passes_on, stops

SAFE, DURESS = "Melati Putih", "anggrek"
LETTER = "Senin pagi di puskesmas?"
UNKNOWN = "0000111122223333"


@pytest.fixture
def nur(house):
    """A reporter who chose both words."""
    nur = house.person(7_100_200_300).files()
    nur.digits, nur.six = nur.draft["receipt"], nur.draft["receipt_words"]
    nur.taps("saved", "life.no", "hub.safe_word").writes(SAFE, DURESS)
    return nur


@pytest.fixture
def other(house):
    """Another phone, another account."""
    return house.person(8_800_900_100)


def checks(person: Person, code: str = "") -> Person:
    person.house.take(person.update(Checked(person.house.clock, code)))
    return person


def opens(person: Person, code: str, word: str) -> Person:
    checks(person, code)
    return person.taps("status.word").writes(word)


def said(person: Person) -> str:
    return write(person.screen).text


@contextmanager
def counted(house, monkeypatch):
    """How often Argon2 runs and how many statements reach the database."""
    runs, statements, kdf = [], [], argon2id.kdf
    monkeypatch.setattr(sealing.argon2id, "kdf", lambda *given: runs.append(1) or kdf(*given))

    def heard(conn, cursor, statement, *rest):
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    yield runs, statements
    event.remove(Engine, "before_cursor_execute", heard)
    monkeypatch.setattr(sealing.argon2id, "kdf", kdf)


# -- a code alone ------------------------------------------------------------------------------------------------


def test_either_code_opens_however_it_is_typed(house, nur, other):
    for typed_ in (sealing.show_code(nur.digits), nur.six.upper().replace(" ", "-"), nur.six):
        assert checks(other, typed_).step == "status"
        assert other.wiped
    assert checks(other).writes(" ".join(word[:4] for word in nur.six.title().split())).step == "status"


def test_the_code_alone_shows_how_far_it_is_and_nothing_else(house, nur, other, sri):
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    checks(other, nur.digits)
    assert "sedang dikerjakan" in said(other)
    assert LETTER not in said(other)
    assert {button.id for row in other.screen.rows for button in row} == {"status.word", "next", "distress", "exit"}
    other.taps("next")
    assert not [line for line in other.lines if line.startswith("letter")]
    assert "open_news" not in {button.id for row in other.screen.rows for button in row}


def test_only_hashes_of_codes_and_words_are_kept(house, nur):
    nur.taps("exit")
    kept = [row.hash for row in house.rows("receipts", report_id=nur.report_id)]
    assert sorted(row.kind for row in house.rows("receipts")) == ["digits", "words"]
    assert set(kept) == {house.keys.receipts.hash(nur.digits), house.keys.receipts.hash(nur.six)}
    traces = [trace.encode() for trace in (nur.digits, nur.six, SAFE, SAFE.casefold(), DURESS)]
    assert house.holds(*traces) == []
    assert not any(word in str(nur.draft) for word in (nur.digits, nur.six, "elati", "nggrek"))


def test_a_code_reads_the_same_before_and_after_a_power_cut(house, nur, other):
    house.restart(power_cut=True)
    nur.writes("masih ada")
    opens(other, nur.six, SAFE)
    assert other.draft["visit"]["is_open"]
    assert other.draft["earlier"] == [nur.report_id]


@pytest.mark.threat("R8")
def test_wrong_and_unknown_codes_cost_and_say_the_same(house, nur, other, monkeypatch):
    seen = []
    for n, typed_ in enumerate(
        (UNKNOWN, "1234 5678 9012 345", "zzzz kroket detektif nyala sinden paham", nur.digits[:-1])
    ):
        person = house.person(8_100_000_000 + n)
        checks(person)
        with counted(house, monkeypatch) as (runs, statements):
            person.writes(typed_)
        seen.append((said(person), len(runs), len(statements), person.wiped))
    assert len(set(seen)) == 1
    assert seen[0][1:2] == (1,)


def test_a_wrong_word_costs_the_same_whether_there_is_one_or_not(house, nur, monkeypatch):
    without = house.person(7_100_200_301).files()
    code = without.draft["receipt"]
    seen = []
    for n, digits in enumerate((nur.digits, code)):
        person = house.person(8_200_000_000 + n)
        checks(person, digits).taps("status.word")
        with counted(house, monkeypatch) as (runs, statements):
            person.writes("mawar")
        seen.append((said(person), len(runs), len(statements), person.wiped))
    assert len(set(seen)) == 1
    assert seen[0][1] == 1


# -- a thousand tries --------------------------------------------------------------------------------------------


@pytest.mark.threat("R8")
def test_the_throttle_holds_against_a_thousand_tries(house, nur, other, monkeypatch):
    checks(other)
    with counted(house, monkeypatch) as (runs, _):
        for n in range(1000):
            house.take(other.message(f"{n:016d}"))
    assert len(runs) == patience.AT_ONCE
    other.writes(nur.digits)
    assert other.step == "check"
    assert "note-rests" in other.lines
    assert nur.writes("hari ini hujan").step == "hub"
    assert checks(house.person(8_300_000_000), nur.digits).step == "status"


def test_the_throttle_outlives_a_restart_and_ends_after_a_quarter_of_an_hour(house, nur, other):
    checks(other).writes(*[f"{n:016d}" for n in range(5)])
    house.restart()
    assert other.writes(nur.digits).step == "check"
    house.passes(minutes=15)
    assert other.writes(nur.digits).step == "status"


def test_many_chats_shut_the_door_for_nobody(house, nur, other):
    for n in range(80):
        checks(house.person(8_400_000_000 + n), UNKNOWN)
    assert checks(other, UNKNOWN).lines[0] == "note-code-unknown"
    assert checks(other, nur.digits).lines[0] == "note-rests"  # it erred a moment ago, while everybody errs
    assert checks(house.person(8_500_000_000), nur.digits).step == "status"


def test_words_of_one_report_are_tried_five_times_whoever_tries(house, nur):
    for n in range(5):
        opens(house.person(8_600_000_000 + n), nur.digits, "mawar")
    late = house.person(8_700_000_000)
    opens(late, nur.digits, SAFE)
    assert "note-rests" in late.lines
    house.passes(minutes=15)
    assert late.writes(SAFE).step == "hub"


def test_whoever_silences_both_words_is_heard_of_at_the_desk_once_a_day(house, nur, sri):
    house.delivers()
    for n in range(4):
        opens(house.person(8_600_000_000 + n), nur.digits, "mawar")
    assert house.rows("outbox", kind="heed") == []
    for n in range(4, 9):
        opens(house.person(8_600_000_000 + n), nur.digits, "mawar")
    assert [(kind, to) for kind, to, _ in house.delivers()] == [("heed", f"officer:{sri.id}")]
    (entry,) = house.rows("audit", action="words rest")
    assert (entry.case_number, entry.actor) == (nur.number, "reporter")
    card = house.desk(case_file.read_card, house.desk_keys, sri, nur.number, house.office, house.clock)
    assert "Kata aman dicoba berkali-kali" in card
    assert "chat lain, sebagian" not in card, "nobody opened it"
    house.passes(minutes=16)
    for n in range(9, 15):
        opens(house.person(8_600_000_000 + n), nur.digits, "mawar")
    assert len(house.rows("audit", action="words rest")) == 1


def test_of_many_codes_in_one_batch_some_wait_for_the_next(house, nur):
    people = [house.person(8_900_000_000 + n) for n in range(AT_ONCE + 3)]
    taken = house.turns.take([one.update(Checked(house.clock, UNKNOWN)) for one in people])
    assert taken.updates == AT_ONCE


def test_many_codes_of_one_chat_in_one_batch_are_counted_one_by_one(house, nur, other):
    wrong = [other.update(Checked(house.clock, f"{n:016d}")) for n in range(AT_ONCE - 1)]
    house.take(*wrong, other.update(Checked(house.clock, nur.digits)))
    assert "note-rests" in other.lines


def test_a_word_that_comes_with_the_tap_before_it_is_taken_with_the_next_batch(house, nur, other):
    checks(other, nur.digits)
    house.take(other.tap("status.word"), other.message(SAFE))
    assert other.step == "hub"
    assert other.draft["words"] == []


def test_minutes_of_tries_lie_under_the_draft_key_and_go_after_a_day(house, nur, other):
    checks(other, UNKNOWN)
    assert len(house.rows("code_tries")) == 3
    assert house.holds(*other.traces()) == []
    house.passes(hours=27)
    checks(house.person(8_910_000_000), UNKNOWN)
    assert len(house.rows("code_tries")) == 3


# -- the words ---------------------------------------------------------------------------------------------------


def test_an_officers_words_are_read_in_another_chat_and_the_desk_hears_the_answer(house, nur, other, sri):
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    opens(other, nur.six, SAFE)
    assert "open_news" in {button.id for row in other.screen.rows for button in row}
    other.taps("open_news")
    assert LETTER not in said(other)
    other.taps("news.safe")
    assert LETTER in said(other)
    other.writes("Bisa, aku naik angkot.").taps("next")
    assert house.rows("letters")[0].read_hour is not None
    told = house.desk(records.of_case, house.desk_keys.office_key, house.desk(cases.open_for, sri, nur.number))
    assert [one["text"] for record in told for one in record["words"]][-1] == "Bisa, aku naik angkot."
    assert house.rows("outbox", kind="addition")


def test_leave_is_given_and_taken_back_in_another_chat(house, nur, other, sri):
    house.acknowledges(sri, nur.number)
    track = house.desk(tracks.open_track, house.desk_keys, house.office, sri, nur.number, "medical", house.clock)
    asks_leave(house, sri, nur.number, track)
    opens(other, nur.digits, SAFE).taps("open_news", "news.safe", "permit.yes")
    assert [row.state for row in house.rows("consents")] == ["granted"]
    other.taps("hub.permits", "permits.back")
    assert [row.state for row in house.rows("consents")] == ["withdrawn"]


def test_the_other_chat_is_no_way_back_unless_they_say_so(house, nur, other, sri):
    opens(other, nur.digits, SAFE).writes("aku di rumah nenek")
    assert [row.report_id for row in house.rows("return_addresses")] == [nur.report_id]
    old = nur.report_id
    other.taps("hub.contact", "contact.anytime")
    (address,) = house.rows("return_addresses")
    opened = sealing.open_address(house.keys.relay(address.epoch), address.report_id, address.box)
    assert opened.address.chat_id == other.chat_id
    assert address.report_id != old
    assert not house.rows("sessions", tag=nur.tag)
    house.acknowledges(sri, house.rows("cases")[0].number)
    house.replies(sri, house.rows("cases")[0].number, LETTER)
    assert nur.starts().step == "safety"
    other.taps("exit").starts().taps("open_news", "news.safe")
    assert LETTER in said(other)
    assert checks(house.person(8_920_000_000), nur.six).step == "status"


def test_a_chat_that_was_visiting_itself_is_written_to_no_more_after_the_take_over(house, nur, other, sri):
    nur.taps("hub.contact", "contact.anytime")
    old, number = nur.report_id, nur.number
    third = house.person(8_800_900_555).files()
    code = third.draft["receipt"]
    third.taps("saved", "life.no", "hub.safe_word").writes("kelinci").taps("skip")
    opens(nur, code, "kelinci")
    opens(other, nur.digits, SAFE).taps("hub.contact", "contact.anytime")
    assert nur.draft["visit"]["is_open"], "what they visit is another's"
    nur.taps("exit")
    assert old not in {row.report_id for row in house.rows("return_addresses")}
    house.acknowledges(sri, number)
    house.replies(sri, number, LETTER)
    (letter,) = house.rows("letters")
    assert letter.report_id == other.report_id
    assert [row.report_id for row in house.rows("outbox", kind="news")] == [other.report_id]
    assert nur.starts().step == "safety"


def test_what_stands_in_the_chat_of_before_goes_when_this_one_takes_over(house, nur, other):
    house.take(nur.message("aku di rumah nenek", message=77))
    opens(other, nur.digits, SAFE).taps("hub.contact", "contact.anytime")
    wipes = [wiping.opened(house.keys, owed, house.clock) for owed in claimed(house, wiping.KIND)]
    (there,) = [wipe for wipe in wipes if wipe.chat_id == nur.chat_id]
    assert 77 in [one.id for one in there.messages]
    assert (there.whole, there.leaves) == (True, False)


def test_a_report_half_told_in_this_chat_is_still_there_when_it_wanted_to_take_over(house, nur, other):
    other.tells(saving="saving.send")
    opens(other, nur.digits, SAFE).taps("hub.contact", "contact.anytime")
    assert "note-unsent-first" in other.lines
    assert [row.report_id for row in house.rows("return_addresses")] == [nur.report_id]
    other.writes("/lapor").taps("welcome.new", "submit")
    assert len(house.rows("cases")) == 2


def test_another_report_of_the_chat_of_before_stays_its_own(house, nur, other):
    first, code = nur.report_id, nur.digits
    nur.taps("exit").starts().taps("welcome.new").files()
    second = nur.report_id
    opens(other, code, SAFE).taps("hub.contact", "contact.anytime")
    assert (nur.draft["report_id"], nur.draft["earlier"]) == (second, [])
    assert first not in ways_back(house)


def test_an_answer_goes_to_the_reporters_own_report_never_to_a_visit(house, nur, other, sri):
    house.passes(hours=2)  # the newest report is the visit's
    opens(other, nur.digits, SAFE).writes("aku di rumah nenek").taps("exit")
    with house.db.writing() as conn:
        conn.exec_driver_sql("DELETE FROM return_addresses")
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    assert house.rows("letters")[0].report_id == nur.report_id
    opens(other, nur.digits, SAFE).taps("open_news", "news.safe")
    assert LETTER in said(other)


def test_keluar_ends_the_visit_and_nothing_of_it_stays_in_that_chat(house, nur, other):
    opens(other, nur.digits, SAFE).taps("exit")
    assert house.rows("sessions", tag=other.tag) == []
    assert other.starts().step == "safety"


def test_what_the_other_chat_had_under_way_comes_back(house, nur, other):
    other.tells()
    opens(other, nur.digits, SAFE).taps("exit").starts().taps("resume")
    assert other.draft["answers"]["age"] == ["age.15_17"]
    assert other.draft["visit"] is None


def test_mulai_baru_in_a_visit_leaves_no_letter_behind_in_that_chat(house, nur, other, sri):
    other.files().taps("saved", "life.no")
    own, own_number = other.report_id, other.number
    opens(other, nur.digits, SAFE).writes("/lapor").taps("welcome.new")
    assert (other.step, other.report_id, other.draft["earlier"], other.draft["visit"]) == ("hub", own, [], None)
    for number in (nur.number, own_number):
        house.acknowledges(sri, number)
    house.replies(sri, nur.number, LETTER)
    assert "open_news" not in {button.id for row in other.starts().screen.rows for button in row}
    house.replies(sri, own_number, "Sudah kami terima.")
    other.starts().taps("open_news", "news.safe")
    assert "Sudah kami terima." in said(other)
    assert LETTER not in said(other)
    erases(other)
    assert ways_back(house) == {nur.report_id}


def test_a_visit_does_not_blank_the_alert_or_the_leave_to_write(house, nur, other, sri):
    face = nur.case.face
    nur.taps("hub.contact", "contact.morning")
    before = house.desk_keys.office_key.open("face", nur.number, nur.case.face)
    opens(other, nur.digits, SAFE).writes("aku di rumah nenek")
    assert house.desk_keys.office_key.open("face", nur.number, nur.case.face) == before
    assert face
    card = house.desk(case_file.read_card, house.desk_keys, sri, nur.number, house.office, house.clock)
    assert "Pagi" in card


def test_the_chain_says_that_it_was_visited(house, nur, other):
    opens(other, nur.digits, SAFE)
    (entry,) = house.rows("audit", action="visited")
    assert (entry.actor, entry.case_number) == ("reporter", nur.number)


def test_the_card_says_that_something_was_told_from_another_chat(house, nur, other, sri):
    def card():
        return house.desk(case_file.read_card, house.desk_keys, sri, number, house.office, house.clock)

    number = nur.number
    assert "chat lain" not in card()
    opens(other, nur.digits, SAFE).writes("HP lama dipegang bapak, jangan tulis ke sana")
    assert "Jawaban tetap masuk ke chat yang dulu" in card()
    other.taps("hub.contact", "contact.anytime")
    assert "chat lain" not in card(), "it came home: answers go there now"


def test_what_is_sealed_away_stays_so_through_a_visit(house, other):
    person = house.person(7_100_200_303).files(insider="insider.some")
    code = person.draft["receipt"]
    person.taps("saved", "life.no", "hub.safe_word").writes(SAFE).taps("skip")
    opens(house.person(8_930_000_000), code, SAFE)
    assert {row.sealed_to for row in house.rows("reports")} == {"escalation"}
    opens(other, code, SAFE).writes("masih orang yang sama")
    assert {row.sealed_to for row in house.rows("reports")} == {"escalation"}


def test_the_duress_word_opens_nothing_and_tells_the_desk_quietly(house, nur, other, sri):
    wati = house.officer("Wati")
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    house.delivers()
    opens(other, nur.digits, DURESS)
    assert other.step == "empty"
    assert LETTER not in said(other)
    assert other.draft["visit"] is None
    sent = [(kind, to) for kind, to, _ in house.delivers() if kind == "heed"]
    assert sent == [("heed", f"officer:{sri.id}"), ("heed", f"officer:{wati.id}")]
    (entry,) = house.rows("audit", action="duress word")
    assert entry.case_number == nur.number
    card = house.desk(case_file.read_card, house.desk_keys, sri, nur.number, house.office, house.clock)
    assert "⚠️ Kata tanda dipaksa" in card
    opens(other, nur.digits, DURESS)
    assert len(house.rows("audit", action="duress word")) == 1


def test_a_safe_word_of_four_words_is_one_and_opens(house, other):
    person = house.person(7_100_200_304).files()
    code = person.draft["receipt"]
    person.taps("saved", "life.no", "hub.safe_word").writes("kucing hitam makan ikan")
    assert (person.step, person.wiped) == ("duress_word", True)
    assert "kucing" not in str(house.record(person.report_id))
    opens(other, code, "Kucing hitam  makan ikan")
    assert other.draft["visit"]["is_open"]


def test_right_words_after_too_many_wrong_codes_are_neither_kept_nor_left_in_the_chat(house, nur):
    told = house.record(nur.report_id)["words"]
    nur.writes(*[f"{n:016d}" for n in range(5)], nur.six)
    assert (nur.step, nur.wiped) == ("hub", True)
    assert house.record(nur.report_id)["words"] == told


def test_a_word_that_is_there_is_not_replaced_by_who_holds_the_phone_later(house, nur, other):
    with house.db.writing() as conn:
        session = Session.from_data(nur.draft)
        given = typed.Typed("safe_word", b"x" * 32, b"s" * 16)
        visiting.keep_word(conn, session, "safe", given, house.clock)
    opens(other, nur.digits, SAFE)
    assert other.step == "hub"


def test_both_words_are_compared_always(house, nur, other, monkeypatch):
    compared = []
    monkeypatch.setattr(visiting, "compare_digest", lambda a, b: compared.append(1) or a == b)
    for word in ("mawar", SAFE):
        opens(other, nur.digits, word)
    assert len(compared) == 4


def test_whoever_holds_the_phone_learns_nothing_of_the_words_by_choosing_again(house, nur, other):
    plain = house.person(7_100_200_305).files().taps("saved", "life.no")
    seen = []
    for person in (plain, nur):
        hub = {button.id for row in person.screen.rows for button in row}
        heard = [hub, said(person.taps("hub.safe_word"))]
        for word in ("mawar", "mawar", SAFE):  # the second is the same as the first, the third is nur's own
            person.writes(word)
            heard += [person.step, person.lines[:1], person.wiped]
        seen.append(heard)
    assert seen[0] == seen[1]
    assert opens(other, nur.digits, SAFE).step == "hub"
    assert opens(house.person(8_800_900_101), nur.digits, DURESS).step == "empty"
    nur.taps("hub.safe_word").writes(SAFE, "kenanga")
    assert opens(house.person(8_800_900_102), nur.digits, "kenanga").step == "empty", "who knows the one may change it"


# -- the visiting chat's own conversation ------------------------------------------------------------------------


def test_what_was_left_half_way_in_the_visiting_chat_still_reaches_the_desk(house, nur):
    other = stops(house)
    own = other.report_id
    opens(other, nur.digits, SAFE)
    house.passes(hours=7)
    assert passes_on(house) == 1
    assert len(house.rows("cases")) == 2
    other.starts().taps("resume")
    assert (other.report_id, other.step) == (own, "acts")
    other.taps("done", "when.30d", "33.16.05", "submit")
    assert len(house.rows("cases")) == 2, "it goes on with the same case"


def test_an_answer_in_the_visiting_chat_is_announced_once(house, nur, other, sri):
    other.files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.acknowledges(sri, other.number)
    house.replies(sri, other.number, LETTER)
    opens(other, nur.digits, SAFE).taps("exit")
    assert len(house.rows("outbox", kind="news")) == 1


def test_no_writing_here_said_in_a_visit_is_not_said_of_this_chats_own_reports(house, nur, other):
    other.files().taps("saved", "life.no").adds("contact", "contact.anytime")
    own = other.report_id
    opens(other, nur.digits, SAFE).taps("hub.contact", "contact.no")
    with house.db.reading() as conn:
        assert returning.find(conn, house.keys, own).window == "anytime"


def test_a_visit_that_nobody_ended_is_forgotten_after_a_day(house, nur, other):
    opens(other, nur.digits, SAFE)
    mine = house.person(8_950_000_000).files()
    opens(mine, nur.digits, SAFE)
    house.passes(hours=25)
    Retention(house.db, house.keys, [house.office]).forget(house.clock)
    assert house.rows("sessions", tag=other.tag) == []
    assert (mine.draft["visit"], mine.draft["filed"], mine.draft["earlier"]) == (None, True, [])


# -- /hapus from another phone -----------------------------------------------------------------------------------


def erases(person: Person):
    person.house.take(person.update(AskedErasure(person.house.clock)))
    (told,) = person.house.take(person.tap("erase.yes"))
    return told


def ways_back(house) -> set[str]:
    """The reports that anything leads back from."""
    return {row.report_id for name in ("return_addresses", "receipts", "safe_words") for row in house.rows(name)}


def test_the_safe_word_erases_the_way_back_from_another_phone_in_every_byte(house, nur, other, sri):
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    nur.writes("aku di rumah nenek")
    letter, number, report = house.row("letters").box[5:69], nur.number, nur.report_id
    (address,), (words,) = house.rows("return_addresses"), house.rows("safe_words")
    held = [nur.tag, address.tag, address.salt, address.box[5:69], words.salt, words.safe, words.duress, letter]
    held += [*(row.hash for row in house.rows("receipts")), *nur.traces()]
    opens(other, nur.six, SAFE)
    house.take(other.update(AskedErasure(house.clock)))
    assert ways_back(house) == {report}, "not before the one tap"
    other.taps("erase.yes")
    assert ways_back(house) == set()
    assert house.rows("sessions", tag=nur.tag) == []
    assert house.holds(*held) == []
    assert house.row("reports", id=report).case_id == house.row("cases", number=number).id
    (entry,) = house.rows("audit", action="erased")
    assert (entry.case_number, entry.actor) == (number, "reporter")
    card = house.desk(case_file.read_card, house.desk_keys, sri, number, house.office, house.clock)
    assert "tidak bisa dihubungi lagi" in card
    assert not house.replies(sri, number, "Halo?").reachable
    assert checks(other, nur.six).step == "check"
    assert nur.starts().step == "safety"


def test_what_stands_in_the_chat_of_before_goes_with_it(house, nur, other):
    house.take(nur.message("aku di rumah nenek", message=77))
    opens(other, nur.digits, SAFE)
    erases(other)
    wipes = [wiping.opened(house.keys, owed, house.clock) for owed in claimed(house, wiping.KIND)]
    (there,) = [wipe for wipe in wipes if wipe.chat_id == nur.chat_id]
    assert 77 in [one.id for one in there.messages]
    assert (there.whole, there.leaves) == (True, False), "all of it, and nothing is written where nobody asked for it"


def claimed(house, kind):
    return [
        owed
        for owed in outbox.claim(house.sides["reporter"], "reporter", house.clock + timedelta(minutes=1), 0, 50)
        if owed.kind == kind
    ]


def test_a_code_alone_erases_nothing_of_the_case(house, nur, other):
    before = house.rows("return_addresses"), house.rows("receipts"), house.rows("safe_words"), house.rows("sessions")
    checks(other, nur.digits)
    for ways in ((), ("status.word",)):
        other.taps(*ways)
        house.take(other.update(AskedErasure(house.clock)))
        assert "note-erase-word" in other.lines
    other.writes("mawar").taps("back", "next")
    erases(other)
    assert other.step == "erased", "their own chat, of which nothing is held"
    after = house.rows("return_addresses"), house.rows("receipts"), house.rows("safe_words"), house.rows("sessions")
    assert after == before


def test_under_duress_nothing_of_the_case_is_erased(house, nur, other):
    opens(other, nur.digits, DURESS)
    erases(other)
    assert ways_back(house) == {nur.report_id}


def test_the_visitors_own_report_is_never_erased_by_mistake(house, nur, other):
    other.files()
    own = other.report_id
    opens(other, nur.digits, SAFE)
    erases(other)
    assert ways_back(house) == {own}
    assert other.draft["report_id"] == own
    assert len(house.rows("audit", action="erased")) == 1
    assert other.writes("hari ini hujan").draft["words"][-1]["text"] == "hari ini hujan"


def test_after_an_hour_of_silence_hapus_does_not_reach_this_chats_own_report(house, nur, other, sri):
    other.files()
    own = other.report_id
    house.acknowledges(sri, nur.number)
    house.replies(sri, nur.number, LETTER)
    opens(other, nur.digits, SAFE)
    house.passes(minutes=61)
    house.take(other.update(AskedErasure(house.clock)))
    assert other.step == "welcome"
    assert "note-visit-over" in other.lines
    assert {button.id for row in other.screen.rows for button in row}.isdisjoint({"erase.yes", "open_news"})
    assert ways_back(house) == {own, nur.report_id}


def test_who_visits_their_own_report_in_its_own_chat_erases_it_for_good(house, nur):
    opens(nur, nur.digits, SAFE)
    erases(nur)
    nur.writes("aku masih di sini")
    assert ways_back(house) == set()
    assert nur.draft["earlier"] == []


def test_another_report_of_the_same_reporter_stays_reachable(house, nur, other):
    first, code = nur.report_id, nur.digits
    nur.taps("exit").starts().taps("welcome.new").files()
    second = nur.report_id
    opens(other, code, SAFE)
    erases(other)
    assert ways_back(house) == {second}
    assert (nur.draft["report_id"], nur.draft["earlier"]) == (second, [])
    assert first != second


def test_a_visit_ends_with_the_safe_word_that_opened_it(house, nur, other):
    third = house.person(8_940_000_000)
    opens(third, nur.six, SAFE)
    opens(other, nur.digits, SAFE)
    erases(other)
    assert third.taps("hub.help").step == "welcome"
    third.taps("welcome.new")
    assert (third.step, third.draft["visit"], third.draft["earlier"]) == ("safety", None, [])


def test_erased_by_its_own_chat_no_safe_word_stays(house, nur):
    erases(nur)
    assert ways_back(house) == set()
