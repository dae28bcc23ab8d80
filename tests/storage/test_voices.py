"""A voice note is sealed as the words beside it, goes where they go, and with them when they go."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import insert

from flows.events import AskedErasure, Checked, Sent
from flows.recording import Recording
from storage import audit, case_file, fetching, outbox, playing, roster, voices
from storage.errors import CannotOpen, NoSuchCase, NotPossible
from storage.keyring import DutyKeys
from storage.rekeying import rotate
from storage.retention import Retention
from storage.tables import Row
from tests.flows.talking import LISTENING
from tests.storage.telling import PASSPHRASE, TO_READY, TO_WORDS

SOUND = b"OggS" + b"suara anak menangis di dapur " * 3000
TRACE = b"suara anak menangis"
FILE = "AwACAgUAAxkBAAIB-file-of-the-voice"
IN_CHAT = LISTENING.model_copy(update={"reading": LISTENING.reading.model_copy(update={"words": "chat"})})


@pytest.fixture
def house(house):
    house.office = IN_CHAT
    house.restart()
    return house


def speaks(person, *, file=FILE, seconds=45):
    event = Sent(person.house.clock, "voice", "", Recording(file, seconds, len(SOUND)))
    person.house.take(person.update(event, message=next(person.house.ids)))
    return person


def at_words(house, **instead):
    taps = [instead.get(tap.split(".")[0], tap) for tap in TO_WORDS]
    return house.person().starts().taps(*taps)


def gives(house, **instead):
    """Up to the yes."""
    return speaks(at_words(house, **instead)).taps("voice.keep")


def owed(house):
    return [
        row
        for row in outbox.claim(house.sides["reporter"], "reporter", house.clock, 0.0, 50)
        if row.kind == fetching.KIND
    ]


def fetches(house, sound=SOUND):
    """What the reporters' dispatcher does with its rows. Gives the screens that say so."""
    return [house.turns.settle_voice(row, fetching.opened(house.keys, row), sound, house.clock) for row in owed(house)]


def heard(house, key=None):
    (row,) = house.rows("voices")
    return voices.opened(key or house.desk_keys.office_key, row)


def entries(house):
    return [row.action for row in house.rows("audit")]


def erases(person):
    person.house.take(person.update(AskedErasure(person.house.clock), message=900))
    return person.taps("erase.yes")


def hears(house, officer, number):
    """*Dengarkan*: written down, and then the sounds."""
    house.desk(playing.note_heard, house.desk_keys, officer, number, house.office, house.clock)
    return house.desk(playing.sounds, house.desk_keys, officer, number)


def card(house, officer, number):
    return house.desk(case_file.read_card, house.desk_keys, officer, number, house.office, house.clock)


# -- kept ----------------------------------------------------------------------------------------------------------


def test_nothing_is_owed_before_they_said_yes(house):
    person = speaks(at_words(house))
    assert (person.step, owed(house), house.rows("voices")) == ("voice", [], [])
    person.taps("voice.write")
    assert owed(house) == []


def test_it_is_sealed_for_the_office_and_nothing_of_it_lies_open(house):
    person = gives(house)
    (screen,) = fetches(house)
    assert screen.lines[0].key == "note-voice-kept"
    assert heard(house) == (SOUND, 45)
    assert house.rows("voices")[0].sealed_to == "office"
    assert house.holds(TRACE, FILE.encode(), b"T2dnU3N1YXJh", *person.traces()) == [], "in no byte of any file"
    assert owed(house) == []
    with pytest.raises(CannotOpen):
        heard(house, house.holder_keys.escalation_key)


def test_by_which_id_it_is_fetched_stands_in_sealed_boxes_only(house):
    gives(house)
    assert house.holds(FILE.encode()) == []
    (row,) = owed(house)
    assert set(row.detail) == {"box"}


@pytest.mark.fault("K4")
def test_who_dies_before_the_commit_fetches_again_and_who_dies_after_it_kept_it_once(house):
    gives(house)
    (first,) = owed(house)
    wanted = fetching.opened(house.keys, first)
    (second,) = owed(house)  # its lease ran out: nobody settled it
    assert second.id == first.id
    house.turns.settle_voice(second, wanted, SOUND, house.clock)
    sealed = house.rows("voices")
    assert house.turns.settle_voice(first, wanted, b"OggS another", house.clock) is None
    assert house.rows("voices") == sealed


def test_an_escalation_only_report_seals_it_to_the_holder_alone(house):
    gives(house, insider="insider.some").taps(*TO_READY, "submit")
    fetches(house)
    assert heard(house, house.holder_keys.escalation_key) == (SOUND, 45)
    with pytest.raises(CannotOpen):
        heard(house)
    assert house.holds(TRACE) == []


def test_named_afterwards_it_is_the_holders_at_once_whatever_telegram_still_gives(house):
    person = gives(house)
    fetches(house)
    person.taps(*TO_READY)
    box = house.rows("voices")[0].box[20:84]
    person.taps("ready.change", "change.insider", "insider.some")
    assert heard(house, house.holder_keys.escalation_key) == (SOUND, 45), "in the same transaction as the words"
    with pytest.raises(CannotOpen):
        heard(house)
    if house.db.dialect == "sqlite":
        assert house.holds(box) == [], "what the office could open it with is in no byte of any file"
    assert owed(house) == [], "nothing that was kept hangs on a second fetching"
    assert house.holds(TRACE, person.draft["recording"]["key"].encode()) == []


def test_fetched_while_somebody_is_named_it_is_sealed_as_the_words_are_now(house):
    person = gives(house)
    (row,) = owed(house)
    wanted = fetching.opened(house.keys, row)
    person.taps(*TO_READY, "ready.change", "change.insider", "insider.some")
    house.turns.settle_voice(row, wanted, SOUND, house.clock)
    assert house.rows("voices")[0].sealed_to == "escalation"


def test_only_when_i_send_it_lies_under_the_reporters_own_key_until_then(house):
    person = gives(house, saving="saving.send")
    fetches(house)
    assert house.rows("voices")[0].sealed_to == "draft"
    assert heard(house, house.keys.draft) == (SOUND, 45)
    with pytest.raises(CannotOpen):
        heard(house)
    box = house.rows("voices")[0].box[20:84]
    person.taps(*TO_READY, "submit")
    assert house.rows("voices")[0].sealed_to == "office"
    assert heard(house) == (SOUND, 45)
    if house.db.dialect == "sqlite":
        assert house.holds(box) == []
    assert owed(house) == []


def test_who_no_longer_wants_it_saved_has_it_back_under_their_own_key(house):
    person = gives(house)
    fetches(house)
    person.taps("back", "back", "back", "back", "back", "saving.send")
    assert house.rows("voices")[0].sealed_to == "draft"
    assert heard(house, house.keys.draft) == (SOUND, 45)
    with pytest.raises(CannotOpen):
        heard(house)
    assert owed(house) == []


# -- it cannot be had ----------------------------------------------------------------------------------------------


def test_what_telegram_does_not_give_is_said_and_the_report_claims_nothing(house):
    person = gives(house)
    (screen,) = fetches(house, None)
    assert screen.lines[0].key == "note-voice-lost"
    assert house.rows("voices") == []
    assert "voice" not in house.record(person.report_id)
    assert speaks(person, file="AnotherFile").step == "acts", "who said yes is not asked again"
    fetches(house)
    assert heard(house) == (SOUND, 45)


def test_words_of_an_urgent_report_do_not_wait_for_it(house):
    person = gives(house).writes("dia bawa parang mau bunuh aku")
    person.taps("submit")
    assert person.case.urgency == "DARURAT"
    assert house.rows("voices") == []


def test_after_a_power_cut_nobody_can_say_any_more_what_was_to_be_fetched(house):
    gives(house)
    house.restart(power_cut=True)
    (row,) = owed(house)
    with pytest.raises(CannotOpen):
        fetching.opened(house.keys, row)


# -- nobody's conversation knows of it any more, and the desk does -------------------------------------------------


@pytest.mark.parametrize("sound", [SOUND, None])
def test_after_a_new_report_was_begun_the_desk_hears_how_it_ended(house, sound):
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    number = person.number
    assert "belum sampai" in card(house, officer, number)
    house.passes(minutes=61)
    person.starts().taps("welcome.new")
    assert fetches(house, sound) == [None], "the new report is not told of another's"
    assert entries(house)[-2:] == [f"voice {'kept' if sound else 'lost'}", "added to"]
    assert len(house.codes("addition")) == 1
    assert ("ceritanya mungkin" if sound else "tidak akan datang") in card(house, officer, number)
    with house.db.reading() as conn:
        audit.verify(conn)


def test_erased_before_it_came_the_desk_does_not_wait_for_it(house):
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    number = person.number
    erases(person)
    assert entries(house)[-3:] == ["erased", "voice lost", "added to"]
    assert "tidak akan datang" in card(house, officer, number)


def test_after_a_power_cut_the_desk_does_not_wait_for_it(house):
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    number = person.number
    house.restart(power_cut=True)
    (row,) = owed(house)
    for _ in range(2):  # whoever died before it was marked does it again
        house.turns.give_voice_up(row, house.clock)
    assert entries(house)[-2:] == ["voice lost", "added to"]
    assert owed(house) == []
    assert "tidak akan datang" in card(house, officer, number)


@pytest.mark.parametrize("sound", [None, SOUND])
def test_that_nothing_will_come_opens_no_closed_case_and_a_voice_does(house, sound):
    person = gives(house).taps(*TO_READY, "submit")
    house.change("cases", closed=house.clock, state="selesai")
    fetches(house, sound)
    assert (person.case.closed is None) == (sound is not None)


def test_a_voice_that_is_erased_leaves_the_log_too(house):
    gives(house)
    fetches(house)
    kept = house.row("voices")
    with house.db.writing() as conn:
        voices.erase(conn, kept.report_id)
    assert house.rows("voices") == []
    if house.db.dialect == "sqlite":
        assert house.holds(kept.box[5:69]) == []


def test_what_is_sealed_anew_when_it_is_lost_leaves_the_log_too(house):
    person = gives(house).taps(*TO_READY, "submit")
    old = house.row("reports", id=person.report_id).snapshot[40:104]
    house.change("cases", sealed_to="escalation")  # another told of the same case, and named somebody
    fetches(house, None)
    assert house.row("reports", id=person.report_id).sealed_to == "escalation"
    if house.db.dialect == "sqlite":
        assert house.holds(old) == []


def is_sealed_away(house):
    """Another told of the same case, and said that somebody at the office must not read it."""
    house.change("cases", sealed_to="escalation", key_id=house.holder_keys.escalation_key.key_id)


def test_arrived_after_its_case_was_sealed_away_the_office_hears_nothing_of_it(house):
    person = gives(house).taps(*TO_READY, "submit")
    old = house.row("reports", id=person.report_id).snapshot[40:104]
    is_sealed_away(house)
    fetches(house)
    key = house.holder_keys.escalation_key
    assert heard(house, key) == (SOUND, 45)
    with pytest.raises(CannotOpen):
        heard(house)
    assert house.row("reports", id=person.report_id).sealed_to == "escalation", "and its words with it"
    if house.db.dialect == "sqlite":
        assert house.holds(old) == []
    found = house.desk(playing.sounds_in_terminal, key, house.office, person.number, house.clock)
    assert found == [(SOUND, 45)]


def test_nobodys_conversation_any_more_it_is_the_holders_all_the_same(house):
    person = gives(house).taps(*TO_READY, "submit")
    number = person.number
    house.person(7_100_200_300).files(insider="insider.some")
    house.change("reports", case_id=house.row("cases", number=number).id)
    house.passes(minutes=61)
    person.starts().taps("welcome.new")
    is_sealed_away(house)
    assert fetches(house) == [None]
    assert house.row("voices").sealed_to == "escalation"
    key = house.holder_keys.escalation_key
    assert house.desk(playing.sounds_in_terminal, key, house.office, number, house.clock) == [(SOUND, 45)]
    with pytest.raises(CannotOpen):
        heard(house)


# -- forgotten -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
def test_a_drafts_voice_goes_with_the_draft(house, saving):
    person = gives(house, saving=saving)
    fetches(house)
    box = house.rows("voices")[0].box[40:104]
    house.take(person.update(AskedErasure(house.clock), message=900))
    person.taps("erase.yes")
    assert house.rows("voices") == []
    if house.db.dialect == "sqlite":
        assert house.holds(box) == []


def test_left_with_nothing_saved_neither_box_nor_errand_stays(house):
    person = gives(house, saving="saving.send")
    (row,) = owed(house)
    wanted = fetching.opened(house.keys, row)
    person.taps("exit")
    assert owed(house) == []
    assert house.turns.settle_voice(row, wanted, SOUND, house.clock) is None, "also what was on its way"
    assert house.rows("voices") == []


def test_a_new_report_leaves_nothing_of_an_unsent_one(house):
    person = gives(house, saving="saving.send")
    fetches(house)
    house.passes(minutes=61)
    person.starts().taps("welcome.new")
    assert house.rows("voices") == []


def test_erased_what_the_desk_has_stays_with_the_case(house):
    person = gives(house).taps(*TO_READY, "submit")
    fetches(house)
    house.take(person.update(AskedErasure(house.clock), message=900))
    person.taps("erase.yes")
    assert heard(house) == (SOUND, 45)


@pytest.mark.parametrize("leaves", [erases, lambda person: person.taps("exit")])
def test_three_a_day_are_not_six_for_who_erases_between_them(house, leaves):
    """Or anybody fills the office's disk. And nothing of the chat is kept on that disk for it."""
    person = house.person()
    for number in range(3):
        person.starts().taps(*(tap.replace("saving.go", "saving.send") for tap in TO_WORDS))
        speaks(person, file=f"file{number}").taps("voice.keep")
        leaves(person)
        assert house.rows("sessions") == []
    speaks(person.starts().taps(*TO_WORDS), file="another")
    assert "note-voice-enough" in person.lines
    erases(person)
    house.passes(hours=25)
    assert speaks(person.starts().taps(*TO_WORDS), file="another").step == "voice"


def test_erased_before_it_came_it_is_not_fetched_any_more(house):
    person = gives(house).taps(*TO_READY, "submit")
    house.take(person.update(AskedErasure(house.clock), message=900))
    person.taps("erase.yes")
    assert owed(house) == []


def test_a_draft_nobody_keeps_is_forgotten_with_its_voice(house):
    gives(house, saving="saving.send")
    fetches(house)
    retention = Retention(house.sides["reporter"], house.keys, [house.office])
    retention.forget(house.clock + timedelta(hours=20))
    assert len(house.rows("voices")) == 1
    retention.forget(house.clock + timedelta(days=4))
    assert house.rows("voices") == []


def test_a_case_keeps_its_voice_as_its_words(house):
    gives(house).taps(*TO_READY, "submit")
    fetches(house)
    Retention(house.sides["reporter"], house.keys, [house.office]).forget(house.clock + timedelta(days=400))
    assert heard(house) == (SOUND, 45)


# -- while another report is visited from this chat ----------------------------------------------------------------


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
def test_a_visit_takes_nothing_of_the_own_voice_and_brings_none(house, saving):
    nur = house.person(7_100_200_300).files()
    code = nur.draft["receipt"]
    nur.taps("saved", "life.no", "hub.safe_word").writes("Melati Putih", "anggrek")
    person = gives(house, saving=saving)
    house.take(person.update(Checked(house.clock, code)))
    own = person.report_id
    person.taps("status.word").writes("melati putih")
    assert person.draft["visit"]["aside"]["report_id"] == own != person.report_id
    assert fetches(house) == [None], "it comes meanwhile, and is not spoken of in somebody's other report"
    assert len(house.rows("voices")) == 1
    speaks(person, file="Another")
    assert "note-voice" in person.lines, "here none is taken"
    retention = Retention(house.sides["reporter"], house.keys, [house.office])
    house.change("voices", hour=house.clock - timedelta(days=2))
    retention.forget(house.clock + timedelta(hours=20))
    assert len(house.rows("voices")) == 1, "the conversation it belongs to waits aside, and lives"
    person.taps("exit")
    assert len(house.rows("voices")) == (1 if saving == "saving.go" else 0), "as the own draft, now that they leave"
    person.starts()
    assert saving == "saving.send" or "note-voice-kept" in person.taps("resume").lines


# -- the desk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(house):
    """A case with a voice note, and who has it."""
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    fetches(house)
    house.acknowledges(officer, person.number)
    return person, officer


def test_an_officer_hears_it_and_each_time_stands_in_the_chain(house, told):
    person, officer = told
    for _ in range(2):
        assert hears(house, officer, person.number) == [(SOUND, 45)]
    assert entries(house).count("heard") == 2
    with house.db.reading() as conn:
        audit.verify(conn)
    assert "Rekaman suara pelapor (0.45): ceritanya mungkin" in card(house, officer, person.number)
    assert house.desk(playing.is_heard_here, house.desk_keys, person.case, house.office)


def test_where_words_are_read_in_the_terminal_voices_are_heard_there(house, told):
    person, officer = told
    house.office = LISTENING
    assert LISTENING.reading.words == "terminal"
    with pytest.raises(NotPossible) as refused:
        hears(house, officer, person.number)
    assert refused.value.why == "desk-hear-terminal"
    assert "heard" not in entries(house)
    assert not house.desk(playing.is_heard_here, house.desk_keys, person.case, house.office), "no button either"
    assert f"`wadul case hear {person.number} | mpv --no-video -`" in card(house, officer, person.number)
    key = house.desk_keys.office_key
    found = house.desk(playing.sounds_in_terminal, key, house.office, person.number, house.clock)
    assert found == [(SOUND, 45)]


def test_who_may_not_open_the_case_does_not_hear_it(house):
    officer = house.officer("Sri")
    person = gives(house, insider="insider.some").taps(*TO_READY, "submit")
    fetches(house)
    with pytest.raises(CannotOpen):
        hears(house, officer, person.number)
    with pytest.raises(CannotOpen):
        house.desk(playing.sounds, house.desk_keys, officer, person.number)
    with pytest.raises(NoSuchCase):
        house.desk(playing.sounds, house.desk_keys, officer, "Z9Z9Z")
    key = house.holder_keys.escalation_key
    found = house.desk(playing.sounds_in_terminal, key, house.office, person.number, house.clock)
    assert found == [(SOUND, 45)]
    with pytest.raises(CannotOpen):
        house.desk(playing.sounds_in_terminal, house.desk_keys.office_key, house.office, person.number, house.clock)
    assert entries(house).count("heard") == 1


def test_without_one_there_is_nothing_to_hear_and_nothing_in_the_chain(house):
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    with pytest.raises(NotPossible):
        hears(house, officer, person.number)
    assert "heard" not in entries(house)
    assert "belum sampai" in card(house, officer, person.number)


def test_given_or_arrived_later_the_desk_is_told_once(house):
    person = house.person().files().taps("saved", "life.no")
    speaks(person).taps("voice.keep")
    fetches(house)
    assert len(house.codes("addition")) == 1
    assert entries(house)[-1] in ("voice kept", "added to")
    assert "voice kept" in entries(house)


def test_a_sounds_removal_is_owed_before_it_is_there(house, told):
    person, officer = told
    code = house.desk(playing.will_leave, officer, person.number, house.office, house.clock)
    (row,) = house.rows("outbox", code=code)
    assert row.detail["message"] == 0
    assert house.desk(playing.is_there, code, 77)
    (row,) = house.rows("outbox", code=code)
    assert row.detail["message"] == 77
    with house.db.writing() as conn:
        outbox.paid(conn, row.id, house.clock)
    assert not house.desk(playing.is_there, code, 78), "then it must go at once"
    house.desk(playing.must_leave, code, 78, house.clock)
    (row,) = house.rows("outbox", code=f"{code}.78")
    assert (row.detail["message"], row.due_at, row.done_hour) == (78, house.clock, None)


def test_who_left_the_roster_while_telegram_rested_hears_nothing(house, told):
    person, officer = told
    roster.end(house.db, officer.office_code, officer.telegram_id, house.clock)
    with pytest.raises(NoSuchCase):
        house.desk(playing.will_leave, officer, person.number, house.office, house.clock)


def test_one_damaged_box_silences_none_of_the_others(house, told):
    person, officer = told
    first = house.row("voices")
    with house.db.writing() as conn:
        another = {**house.row("reports")._mapping, "id": "f" * 32}
        conn.execute(insert(Row.metadata.tables["reports"]).values(**another))
        damaged = {**first._mapping, "report_id": "f" * 32, "box": os.urandom(2000)}
        conn.execute(insert(Row.metadata.tables["voices"]).values(**damaged))
    assert hears(house, officer, person.number) == [(SOUND, 45), (b"", 0)], "and that there is one is said"


def test_what_was_lost_before_the_keys_were_changed_is_not_waited_for_afterwards(house):
    officer = house.officer("Sri")
    person = gives(house).taps(*TO_READY, "submit")
    number = person.number
    erases(person)
    rotate(house.home, house.desk_keys, PASSPHRASE)
    house.desk_keys = DutyKeys.load(house.home, PASSPHRASE)
    assert "tidak akan datang" in card(house, officer, number)


def test_a_damaged_box_opens_for_nobody(house, told):
    person, officer = told
    house.change("voices", box=os.urandom(2000))
    with pytest.raises(CannotOpen):
        house.desk(playing.sounds, house.desk_keys, officer, person.number)
