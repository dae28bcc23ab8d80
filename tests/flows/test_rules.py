"""What the conversation promises to the person in it. Each of these protects somebody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows import followup
from flows.effects import AlertAgain, Forget, MarkLettersRead, OpenCase, TellOfAddition
from flows.engine import take
from flows.events import Chose, Distressed, Left, OpenedNews, Resumed, Sent, Submitted, Wrote, tapped
from flows.outcome import Letter
from flows.recording import Recording
from flows.session import IDLE, Session
from flows.tables import STEPS
from flows.traces import Trace
from flows.triage import Urgency
from flows.turn import Turn
from flows.wording import say, text, write
from tests.flows.talking import BLORA, FINDABLE, RECEIPT, TUESDAY_TEN, TUESDAY_TWO_AT_NIGHT, Talk, core

# -- taps --------------------------------------------------------------------------------------------------------


def test_two_quick_taps_move_once() -> None:
    talk = Talk().play("/start")
    same = talk.tap("safety.yes")
    assert talk.does(same).step == "privacy"
    assert talk.does(same).step == "privacy"
    toast = talk.last.toast
    assert toast is not None
    assert say(toast) == text("toast-taken")


def test_two_quick_taps_tick_once() -> None:
    talk = Talk().play(*core()[:8])
    same = talk.tap("act.hit")
    talk.does(same).does(same)
    assert talk.session.answers["acts"] == ("act.hit",)


def test_a_button_of_an_older_screen_changes_nothing() -> None:
    talk = Talk().play("/start")
    old = talk.tap("safety.no")
    talk.play("safety.yes", "privacy.yes", "back", "back")
    before = talk.session
    talk.does(old)
    assert talk.session == before
    assert talk.last.toast is not None


def test_kirim_pressed_twice_files_one_case() -> None:
    talk = Talk().play(*core())
    same = talk.tap("submit")
    talk.does(same).does(same)
    assert [e for e in talk.effects if isinstance(e, OpenCase)] == [OpenCase(Urgency.SEDANG)]


def test_another_button_of_the_screen_just_left_is_not_said_to_be_taken() -> None:
    talk = Talk().play("/start")
    danger = talk.tap("safety.no")
    toast = talk.play("safety.yes").does(danger).last.toast
    assert toast is not None
    assert toast.key == "toast-stale"


def test_kirim_pressed_twice_is_said_to_be_taken() -> None:
    talk = Talk().play(*core())
    same = talk.tap("submit")
    toast = talk.does(same).does(same).last.toast
    assert toast is not None
    assert toast.key == "toast-taken"


def test_a_made_up_button_is_not_obeyed() -> None:
    talk = Talk().play("/start")
    talk.does(Submitted(talk.at, "submit", "safety", talk.session.version))
    assert not talk.session.filed
    assert talk.last.toast is not None


# -- leaving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["keluar", "KELUAR", "  Keluar\n", "/keluar", "/stop", "kelu\u200bar", "\ufeffkeluar\u2060", "ｋｅｌｕａｒ"]
)
def test_the_exit_word_leaves_as_a_whole_message(word: str) -> None:
    assert Talk().play(*core()).does(Wrote(TUESDAY_TEN, word)).step == "away"


@pytest.mark.parametrize("words", ["aku mau keluar dari rumah", "keluar.", "keluargaku", "dia tidak boleh keluar"])
def test_the_exit_word_inside_a_story_is_a_story(words: str) -> None:
    talk = Talk().play(*core()[:7], words)
    assert talk.step in ("acts", "heard")  # somebody who may not go out is asked about
    assert talk.session.words[-1].text == words


def test_after_leaving_one_harmless_line_stands_there() -> None:
    talk = Talk().play(*core(), "exit")
    assert talk.text in BLORA.exit.harmless


def test_nothing_stays_of_a_report_that_was_to_be_kept_only_when_sent() -> None:
    talk = Talk().play(*core(limits="saving.send", words="ceritaku"), "exit")
    assert Forget() in talk.last.effects
    assert not talk.session.answers
    assert not talk.session.words
    assert talk.play("resume").step == "welcome"
    assert talk.play("welcome.new").step == "safety"


def test_an_unanswered_question_about_saving_counts_as_only_when_sent() -> None:
    talk = Talk().play(*core(limits="skip"))
    assert not talk.session.keeps_record
    assert Forget() in talk.play("exit").last.effects


def test_what_was_to_be_saved_is_there_when_they_come_back() -> None:
    talk = Talk().play(*core(), "exit", "/start")
    assert Forget() not in talk.effects
    assert talk.step == "welcome"
    assert talk.play("resume").step == "ready"


def test_what_was_sent_is_never_forgotten_by_leaving() -> None:
    talk = Talk().play(*core(limits="saving.send"), "submit", "exit")
    assert Forget() not in talk.effects
    assert talk.session.keeps_record


def test_starting_over_keeps_the_way_to_wipe_the_chat() -> None:
    talk = Talk().play(*core(), "exit", "resume")
    talk.session = replace(talk.session, messages=(stood := (Trace(11, 7), Trace(12, 8))))
    assert talk.play("welcome.new").session.messages == stood
    assert not talk.session.answers


# -- an hour of silence ------------------------------------------------------------------------------------------


def test_after_an_hour_a_neutral_welcome_says_nothing_of_what_was_told() -> None:
    talk = Talk().play(*core(words="rahasiaku"), "ready.change", 60, "/start")
    assert talk.step == "welcome"
    for told in ("Dipukul", "15", "Cepu", "rahasiaku", "Aku sendiri"):
        assert told not in talk.text
    assert talk.buttons == {"welcome.new", "resume", "exit"}
    talk.play("resume")
    assert talk.step == "review"
    for told in ("Dipukul", "15", "Cepu", "rahasiaku", "Aku sendiri"):
        assert told not in talk.text


def ticked(talk: Talk) -> set[str]:
    return {button.id for row in talk.last.screen.rows for button in row if button.ticked}


def test_after_a_pause_only_what_was_said_since_is_shown() -> None:
    """Another tick must not bring back those that were hidden."""
    talk = Talk().play(*core()[: core().index("done")], 61, "/start", "resume", "act.threatened")
    assert ticked(talk) == {"act.threatened"}
    talk.play("act.hit")
    assert talk.session.answers["acts"].count("act.hit") == 1
    assert ticked(talk) == {"act.threatened", "act.hit"}
    talk.play("act.hit")
    assert ticked(talk) == {"act.threatened"}
    assert "act.hit" not in talk.session.answers["acts"]


def test_after_a_pause_the_review_shows_what_was_said_since_and_only_that_the_rest_was() -> None:
    talk = Talk().play(*core(), 61, "/start", "resume", "ready.change")
    assert talk.text.count("sudah diisi") == 7
    talk.play("change.acts", "act.threatened", "done")
    assert talk.text.count("sudah diisi") == 7, "an act from before the pause stands beside it"
    talk.play("change.when", "when.1y")
    assert talk.hears("Dalam setahun ini")
    assert talk.text.count("sudah diisi") == 6
    assert "Dipukul" not in talk.text


def test_after_a_pause_the_hub_ticks_only_what_was_added_since() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.sex", "sex.female", 61, "/start", "resume")
    assert ticked(talk) == set()
    assert ticked(talk.play("hub.adult", "adult.some")) == {"hub.adult"}


def test_leaving_hides_what_was_said_as_a_pause_does() -> None:
    talk = Talk().play(*core()[: core().index("done")])
    assert ticked(talk) == {"act.hit"}
    assert ticked(talk.play("exit", "/start", "resume")) == set()


def test_fifty_nine_minutes_are_not_an_hour() -> None:
    talk = Talk().play(*core(), 59)
    assert talk.play("submit").step == "filed"


def test_a_button_pressed_after_an_hour_is_met_by_the_welcome() -> None:
    talk = Talk().play(*core(), 60)
    assert talk.play("ready.change").step == "welcome"
    assert not talk.session.filed


def test_kirim_that_reached_us_an_hour_late_still_sends() -> None:
    """We were down, and it waited at Telegram's: it was pressed in time."""
    talk = Talk().play(*core(), 60, "submit")
    assert talk.step == "filed"
    late = Talk().play("/start", "safety.no", "skip", 60, "distress.write")
    assert late.step == "distress.sent"
    assert late.session.distress


def test_words_typed_after_an_hour_are_kept() -> None:
    talk = Talk().play(*core(), 60, "terima kasih sudah dijawab")
    assert talk.step == "welcome"
    assert talk.session.words[-1].text == "terima kasih sudah dijawab"


def test_bahaya_and_keluar_are_heard_after_an_hour() -> None:
    old = Talk().play(*core(), 60)
    assert old.does(Distressed(old.at, "distress", "ready", 3)).step == "distress.where"
    old = Talk().play(*core(), 60)
    assert old.does(Left(old.at, "exit", "ready", 3)).step == "away"


def test_after_bahaya_and_an_hour_they_come_back_to_where_they_were() -> None:
    talk = Talk().play(*core(), 60)
    talk.does(Distressed(talk.at, "distress", "ready", 3)).play("skip", "skip", "next")
    assert talk.step == "ready"


# -- words and pictures ------------------------------------------------------------------------------------------


def test_typed_words_are_kept_anywhere_and_the_question_comes_again() -> None:
    talk = Talk().play(*core()[:4], "ibuku tidak tahu")
    assert talk.step == "who"
    assert [words.text for words in talk.session.words] == ["ibuku tidak tahu"]
    assert talk.hears(text("note-kept"))
    assert talk.hears("Siapa yang mengalami")


def test_in_quiet_mode_typed_words_leave_the_chat() -> None:
    seen = Talk().play(*core(privacy="privacy.no")[:7], "dia di sebelah")
    assert seen.last.wipe
    assert seen.last.screen.quiet
    unseen = Talk().play(*core()[:7], "dia di sebelah")
    assert not unseen.last.wipe


def test_when_the_screen_may_be_seen_what_was_typed_before_is_to_leave_the_chat_once() -> None:
    talk = Talk().play("/start", "halo kak", "safety.yes", "privacy.no")
    assert talk.last.wipe_earlier
    assert not talk.play("back", "privacy.no").last.wipe_earlier
    assert not Talk().play("/start", "safety.yes", "privacy.yes").last.wipe_earlier


def test_in_quiet_mode_the_typed_exit_word_leaves_the_chat_too() -> None:
    talk = Talk().play(*core(privacy="privacy.no")[:7], "keluar")
    assert talk.step == "away"
    assert talk.last.wipe


@pytest.mark.parametrize("kind", ["media", "voice", "thing"])
def test_what_is_not_words_is_taken_out_of_the_chat_kindly(kind: str) -> None:
    talk = Talk().play(*core()[:7]).sends(kind)
    assert talk.last.wipe
    assert talk.step == "words"
    assert talk.hears(text(f"note-{kind}"))
    assert talk.session.words == ()


def test_a_picture_is_never_asked_for_and_its_keeper_is_told_to_keep_it_safe() -> None:
    told = Talk().play("/start").sends("media").text
    assert "simpan di tempat aman. Jangan kirim ke siapa pun" in told
    with pytest.raises(ValueError, match="only a voice note"):  # no file, no way to fetch
        Sent(TUESDAY_TEN, "media", "", Recording("file"))


def test_the_words_beside_a_picture_are_kept() -> None:
    talk = Talk().play(*core()[:7]).sends("media", "ini chat dia")
    assert [words.text for words in talk.session.words] == ["ini chat dia"]


def test_a_story_of_ten_thousand_letters_is_kept_whole() -> None:
    assert len(Talk().play(*core()[:7], "a" * 10_000).session.words[0].text) == 10_000


# -- who is told what --------------------------------------------------------------------------------------------


def test_the_police_sentence_is_said_to_survivors_only() -> None:
    asked = {who: Talk().play(*core()[:4], who) for who in STEPS["who"].choices}
    for who, talk in asked.items():
        assert talk.step == ("peer" if who == "who.facilitator" else "age")
        assert talk.hears("wajib lapor ke polisi") == (who == "who.self")


def test_who_turns_out_to_be_the_survivor_hears_the_police_sentence_too() -> None:
    talk = Talk().play(*core(who="who.family"), "ready.change", "change.who", "who.self")
    assert talk.step == "age"
    assert talk.hears("wajib lapor ke polisi")
    assert talk.play("skip").step == "review"
    assert talk.play("change.who", "who.self").step == "review"  # heard once is enough


def test_the_police_sentence_comes_before_anything_was_told() -> None:
    names = list(STEPS)
    assert names.index("age") < names.index("words") < names.index("acts")


def test_kamu_to_a_child_and_anda_to_an_adult() -> None:
    assert Talk().play(*core(age="age.12_14")[:7]).hears("Ini bukan salah kamu.")
    assert Talk().play(*core(age="age.25_59")[:7]).hears("Ini bukan salah Anda.")


def test_when_someone_at_the_office_must_not_read_it_all_of_it_is_sealed_to_another_key() -> None:
    talk = Talk().play(*core(insider="insider.some"))
    assert talk.session.sealed_to == "escalation"
    for answer in ("insider.none", "insider.unknown", "skip"):
        assert Talk().play(*core(insider=answer)).session.sealed_to == "office"


def test_of_a_sealed_report_nothing_is_said_that_the_officers_would_do() -> None:
    sealed = Talk().play(*core(insider="insider.some"), "submit")
    assert sealed.hears("Setelah dibaca, ia menilai dan mencari cara membantu.")
    assert not sealed.hears("petugas menilai")
    assert Talk().play(*core(), "submit").hears("Setelah itu petugas menilai")


def test_contact_skipped_or_never_asked_is_no() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip")
    assert talk.session.contact == "no"
    assert talk.play("hub.contact", "skip").session.contact == "no"
    assert talk.play("hub.contact", "contact.evening").session.contact == "evening"
    assert talk.play("hub.contact", "contact.no").session.contact == "no"


def test_contact_in_distress_is_what_they_said_there() -> None:
    assert Talk().play("/start", "safety.no", "skip", "distress.write").session.contact == "anytime"
    assert Talk().play("/start", "safety.no", "skip", "distress.silent").session.contact == "no"
    assert Talk().play("/start", "safety.no", "skip", "skip").session.contact == "no"


def test_a_call_for_help_that_skips_the_question_takes_no_leave_back() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.contact", "contact.afternoon")
    assert talk.play("/darurat", "skip", "skip").session.contact == "afternoon"
    assert talk.play("/darurat", "skip", "distress.silent").session.contact == "no"


def test_who_calls_for_help_while_nobody_reads_is_told_so_before_they_wait() -> None:
    at_night = Talk(TUESDAY_TWO_AT_NIGHT).play("/start", "safety.no")
    assert at_night.hears("Sekarang belum ada petugas yang membaca")
    assert not Talk().play("/start", "safety.no").hears("belum ada petugas")


SEALED = {"insider": "insider.some"}


def test_what_only_one_person_can_open_is_promised_in_nobodys_name() -> None:
    """Neither minutes nor an officer: the desk cannot read it."""
    called = Talk().play(*core(**SEALED), "distress", "skip", "skip")
    elsewhere = Talk().play(*core(**SEALED, where="area.elsewhere"))
    cared = Talk().play(*core(**SEALED), "submit", "saved", "life.yes", "life_now.no")
    written = Talk().play(*core(**SEALED), "submit", "saved", "skip").is_written_to("Halo, bisa bertemu?")
    answered = written.play("open_news", "news.safe", "Bisa.")
    for talk in (called, cared, answered, elsewhere):
        said = [line for line in talk.last.screen.lines if line.key not in ("ask-ready", "ask-hub", "ask-letter")]
        for line in said:
            assert "etugas" not in say(line, register="anak"), line.key
            assert "menit" not in say(line, register="anak"), line.key
    for talk in (called, cared):
        assert talk.hears("tidak bisa kami janjikan")
    assert called.hears("Hanya kepala kantor")
    assert answered.hears("Hanya kepala kantor")


def test_what_the_desk_can_open_says_so() -> None:
    assert Talk().play(*core(), "distress", "skip", "skip").hears("terkirim ke petugas")
    assert Talk().play(*core(where="area.elsewhere")).hears("Petugas di sini")


@pytest.mark.parametrize("acts", ["act.touched done", "act.hit done"])
def test_who_wants_no_police_hears_at_once_what_the_law_may_demand(acts: str) -> None:
    talk = Talk().play(*core(acts=acts), "submit", "saved", "life.no", "hub.keep_from", "keep.family")
    assert "note-police" not in {line.key for line in talk.last.screen.lines}
    assert talk.play("keep.police").hears("diberi tahu dulu")
    assert "note-police" not in {line.key for line in talk.play("keep.police").last.screen.lines}


def notes_of(talk: Talk) -> list[str]:
    return [line.key for outcome in talk.outcomes for line in outcome.screen.lines]


@pytest.mark.parametrize(
    "answers", [{"acts": "act.confined done held.home"}, {"when": "when.now"}, {"acts": "act.touched done"}]
)
def test_an_answer_that_makes_it_an_emergency_brings_the_numbers_at_once_and_once(answers: dict[str, str]) -> None:
    answers = {"when": "when.72h", **answers}
    talk = Talk().play(*core(**answers))
    assert notes_of(talk).count("numbers-again") == 1
    first = next(outcome for outcome in talk.outcomes if "numbers-again" in {line.key for line in outcome.screen.lines})
    told = first.session.answers
    assert told.get("when") in (("when.now",), ("when.72h",)) or "act.confined" in told["acts"]
    assert "110" in write(first.screen).text


def test_the_numbers_do_not_come_where_nothing_is_urgent_or_where_they_stand_already() -> None:
    assert "numbers-again" not in notes_of(Talk().play(*core()))
    assert "numbers-again" not in notes_of(Talk().play("/start", "safety.no"))


# -- urgency -----------------------------------------------------------------------------------------------------


def test_help_called_for_again_alerts_again() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "skip", "distress", "skip", "skip")
    assert talk.effects == (OpenCase(Urgency.DARURAT), AlertAgain(Urgency.DARURAT))


def test_help_called_for_after_sending_alerts_again() -> None:
    talk = Talk().play(*core(), "submit", "distress", "skip", "skip")
    assert talk.alerts == ["SEDANG", "DARURAT"]
    assert talk.play("next").step == "hub"


def test_an_addition_that_raises_the_urgency_alerts_again() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.danger", "danger.weapon", "done")
    assert talk.alerts == ["SEDANG", "DARURAT"]
    assert talk.session.urgency == "DARURAT"


def test_an_addition_that_does_not_raise_is_told_without_an_alert() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.sex", "sex.female")
    assert talk.alerts == ["SEDANG"]
    assert talk.last.effects == (TellOfAddition(),)


def test_taking_an_answer_back_never_lowers() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.danger", "danger.weapon", "danger.weapon", "done")
    assert talk.session.answers["danger"] == ()
    assert talk.session.urgency == "DARURAT"


def test_a_sign_of_danger_that_was_taken_back_is_weighed_all_the_same() -> None:
    """Pregnant and hit is TINGGI: who unticks it may not be the one who ticked it."""
    talk = Talk().play(*core(when="when.older"), "submit", "next", "life.no", "hub.danger", "danger.pregnant", "done")
    assert talk.session.urgency == "TINGGI"
    talk.play("hub.danger", "danger.pregnant", "done")
    assert talk.session.answers["danger"] == (), "it is not ticked any more"
    assert talk.session.urgency == "TINGGI"
    talk.play("hub.others", "others.yes", "hub.access", "access.lives")
    assert talk.session.urgency == "DARURAT", "with what else makes it worse"
    assert Session.from_data(json.loads(json.dumps(talk.session.as_data()))) == talk.session


def test_who_must_not_read_it_is_not_taken_back_after_a_call_for_help() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "distress.write", "next", *core(insider="insider.some")[2:7])
    assert talk.session.sealed_to == "escalation"
    talk.play("back", "insider.none")
    assert talk.session.sealed_to == "escalation"
    unsent = Talk().play(*core(insider="insider.some")[:7], "back", "insider.none")
    assert unsent.session.sealed_to == "office"


def test_after_a_distress_alert_the_report_is_filed_without_lowering() -> None:
    talk = Talk().play(
        "/start", "safety.no", "skip", "skip", "next", *core(acts="act.other done other.talk")[2:], "submit"
    )
    assert talk.session.filed
    assert talk.alerts == ["DARURAT"]
    assert talk.session.urgency == "DARURAT"


def test_the_time_of_filing_is_when_the_desk_first_knew() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "skip")
    first = talk.session.filed_at
    assert talk.play(5, "next", *core()[2:], "submit").session.filed_at == first


# -- wanting to die ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["who.self", "who.family", "who.facilitator peer.friend"])
def test_the_question_about_life_stands_alone_and_is_about_the_survivor(who: str) -> None:
    talk = Talk().play(*core(who=who, age="age.15_17"), "submit", "next")
    assert talk.step == "life"
    assert {b for b in talk.buttons if b.startswith("life")} == {"life.no", "life.yes", "life.unsure"}
    assert talk.hears("apakah kamu sedang berpikir untuk bunuh diri?") == (who == "who.self")
    assert talk.hears("Apakah ia pernah bilang") == (who != "who.self")


def test_it_is_not_asked_about_a_small_child_unless_words_hint_at_it() -> None:
    assert Talk().play(*core(age="age.5_11"), "submit", "next").step == "hub"
    talk = Talk().play(*core(age="age.5_11", words="words.hard"), "aku pengen mati aja")
    assert talk.step == "heard"
    assert talk.hears("bunuh diri")


def test_a_survivor_who_does_not_say_their_age_is_asked() -> None:
    assert Talk().play(*core(age="skip"), "submit", "next").step == "life"
    assert "hub.life" in Talk().play(*core(age="skip"), "submit", "next", "skip").buttons
    assert Talk().play(*core(age="skip", who="who.family"), "submit", "next").step == "hub"


def test_it_is_asked_once() -> None:
    talk = Talk().play(*core(), "submit", "next", "life.no", "terima kasih")
    assert talk.step == "hub"


def test_words_typed_later_that_hint_at_it_open_the_question() -> None:
    talk = Talk().play(*core(age="age.5_11"), "submit", "next", "rasanya pengen mati")
    assert talk.step == "heard"
    assert talk.hears("bunuh diri")
    assert talk.session.words[-1].text == "rasanya pengen mati"


def test_other_words_in_the_hub_leave_it_standing() -> None:
    assert Talk().play(*core(age="age.5_11"), "submit", "next", "besok hari Senin").step == "hub"


def test_yes_is_followed_by_now_and_only_then_by_the_rest() -> None:
    talk = Talk().play(*core(), "submit", "next", "life.yes")
    assert talk.step == "life_now"
    assert talk.play("life_now.yes").session.urgency == "DARURAT"
    assert talk.hears("healing119.id")


# -- promises ----------------------------------------------------------------------------------------------------

WITH_NIGHT_COVER = BLORA.model_copy(update={"night_cover": True})


def test_at_night_without_cover_no_minutes_are_promised() -> None:
    for talk in (
        Talk(TUESDAY_TWO_AT_NIGHT).play("/start", "safety.no", "skip", "skip"),
        Talk(TUESDAY_TWO_AT_NIGHT).play(*core(when="when.now"), "submit"),
    ):
        assert "menit" not in talk.text
        assert talk.hears("Selasa pukul 07.30")
        assert talk.hears("110")


def test_at_night_with_cover_minutes_are_promised() -> None:
    talk = Talk(TUESDAY_TWO_AT_NIGHT, WITH_NIGHT_COVER).play("/start", "safety.no", "skip", "skip")
    assert talk.hears("dalam 15 menit")


def test_by_day_the_promise_is_the_one_of_its_urgency() -> None:
    assert Talk().play(*core(when="when.now"), "submit").hears("dalam 15 menit")
    assert Talk().play(*core(acts="act.touched done"), "submit").hears("dalam 1 jam")
    assert Talk().play(*core(), "submit").hears("dalam 6 jam kerja")


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (8, 44, "dalam 15 menit"),
        (8, 45, "Rabu pukul 07.30"),
        (8, 59, "sebentar lagi tutup"),
        (9, 0, "belum ada petugas"),
    ],
)
def test_minutes_that_run_past_the_closing_hour_are_not_promised(hour: int, minute: int, said: str) -> None:
    """16.00 in Blora is 9.00 here."""
    talk = Talk(datetime(2026, 11, 24, hour, minute, tzinfo=UTC)).play(*core(when="when.now"), "submit")
    assert talk.hears(said)


def test_an_hour_that_runs_past_the_closing_hour_is_not_promised_and_hours_of_work_are() -> None:
    late = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert Talk(late).play(*core(acts="act.touched done"), "submit").hears("Rabu pukul 07.30")
    assert Talk(late).play(*core(), "submit").hears("dalam 6 jam kerja")


def test_on_friday_evening_the_promise_is_monday() -> None:
    talk = Talk(datetime(2026, 11, 27, 12, tzinfo=UTC)).play(*core(), "submit")
    assert talk.hears("Senin pukul 07.30")


@pytest.mark.parametrize("insider", ["insider.none", "insider.some"])
@pytest.mark.parametrize("privacy", ["privacy.yes", "privacy.no"])
@pytest.mark.parametrize("way", ["a call for help", "an urgent report", "a report that can wait"])
def test_what_an_officer_has_read_is_not_said_to_wait_for_one(way: str, insider: str, privacy: str) -> None:
    answers = {"privacy": privacy, "insider": insider} | ({"when": "when.now"} if way == "an urgent report" else {})
    ending = ("distress", "skip", "distress.write") if way == "a call for help" else ("submit",)
    talk = Talk(TUESDAY_TWO_AT_NIGHT).play(*core(**answers), *ending)
    waits = [line.key for line in talk.last.screen.lines if line.key.startswith("promise")]
    assert waits == ["promise-sealed" if insider == "insider.some" else "promise-hour"]
    talk.is_read().play("/start")
    assert talk.step == ("distress.sent" if way == "a call for help" else "filed")
    said = [line.key for line in talk.last.screen.lines]
    assert "02.00" in talk.text
    assert not any(key.startswith("promise") for key in said)
    assert talk.hears("110"), "the numbers stay where they stood, or where it spoke of them"


def test_by_day_nothing_takes_the_place_of_the_minutes() -> None:
    talk = Talk().play(*core(), "submit").is_read().play("/start")
    assert talk.hears("Dibaca petugas pukul 10.00")
    assert not talk.hears("berusaha membacanya")
    assert not talk.hears("110")


def test_whoever_calls_anew_waits_anew() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "skip").is_read().play("distress", "skip", "skip")
    assert talk.hears("dalam 15 menit")
    assert not talk.hears("Dibaca")


# -- receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_is_shown_until_it_was_saved() -> None:
    talk = Talk().play(*core(), "submit")
    assert talk.hears("4071 8826 3519 0044")
    assert not talk.last.screen.protect
    assert talk.play("saved").session.receipt == ""


def test_the_receipt_is_shown_for_a_day_at_most() -> None:
    talk = Talk().play(*core(), "submit", 24 * 60, "/start", "resume")
    assert talk.step == "filed"
    assert "4071" not in talk.text


# -- an officer wrote --------------------------------------------------------------------------------------------


def filed() -> Talk:
    return Talk().play(*core(), "submit", "saved", "life.no")


def test_news_without_letters_says_so_and_asks_again() -> None:
    talk = filed()
    talk.does(OpenedNews(talk.at, "open_news", "old", 1))
    assert talk.step == "hub"
    assert talk.hears(text("note-no-news"))


def test_a_letter_is_shown_only_after_they_said_it_is_safe() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.")
    talk.play("/start")
    assert "menjemput" not in talk.text
    talk.play("open_news")
    assert "menjemput" not in talk.text
    assert talk.play("news.later").step == "hub"
    assert not any(isinstance(effect, MarkLettersRead) for effect in talk.effects)
    assert talk.play("open_news", "news.safe").hears("menjemput")


NEWS_IS_NOT_OFFERED = {
    *("start", "away", "erase", "erased", "news", "letter", "permit", "permits"),
    *("heard", "distress.where", "distress.contact"),
    *("guide", "call", "language", "policy", "settings"),  # a stranger may have typed the command
    *("check", "status", "word", "empty", "safe_word", "duress_word"),
}


@pytest.mark.parametrize("waits", ["a letter", "a question"])
@pytest.mark.parametrize("step", STEPS)
def test_whoever_put_a_message_off_finds_it_at_every_step(step: str, waits: str) -> None:
    ended = filed().session
    talk = Talk(session=replace(ended, step=step, under="hub", aside="hub", paused_at="hub"))
    assert "open_news" not in talk.buttons
    if waits == "a letter":
        talk.is_written_to("Kami bisa menjemput.")
    else:
        talk.is_asked_leave("medical", "RSUD", "2026-12-31")
    assert ("open_news" in talk.buttons) is (step not in NEWS_IS_NOT_OFFERED)
    if step not in NEWS_IS_NOT_OFFERED:
        talk.play("open_news")
        assert talk.step == "news"
        assert talk.hears(text("ask-news"))
        passing = ("welcome", "voice", "language", "guide", "call", "policy", "settings")
        assert talk.play("news.later").step == ("hub" if step in passing else step)
        assert "open_news" in talk.buttons


def test_later_then_an_addition_and_the_message_is_still_there() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.").play("open_news", "news.later", "hub.access")
    assert talk.play("open_news", "news.later").step == "access"
    assert talk.play("open_news", "news.safe").hears("menjemput")
    assert talk.play("next").step == "access"
    assert "open_news" not in talk.buttons


def test_back_leads_past_the_message_to_the_question_before() -> None:
    talk = Talk().play(*core()[:5]).is_written_to("Kami bisa menjemput.")  # about what they told before
    assert talk.play("open_news", "news.safe", "next").step == "age"
    assert talk.play("back").step == "who"


def test_bahaya_by_mistake_from_a_message_is_taken_back() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.").play("open_news", "news.safe", "distress", "back")
    assert talk.step == "hub"


def test_not_to_erase_leaves_no_dead_tap_behind() -> None:
    assert Talk().play(*core()[:5], "/hapus", "erase.no", "back").step == "who"


def test_after_an_hour_on_a_letter_it_is_asked_anew_whether_reading_is_safe() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.").play("open_news", "news.safe", 60, "/start", "resume")
    assert "menjemput" not in talk.text
    assert talk.step == "hub"
    assert talk.play("open_news").step == "news"


def test_an_answer_to_a_letter_is_kept_and_passed_on_and_the_letter_stays_until_they_go_on() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.").play("open_news", "news.safe", "Iya, besok.")
    assert talk.last.effects == (TellOfAddition(),)
    assert talk.session.words[-1].text == "Iya, besok."
    assert talk.hears("menjemput")
    assert talk.play("next").last.effects == (MarkLettersRead((1,)),)
    assert talk.step == "hub"


def test_a_long_letter_is_shown() -> None:
    talk = filed().is_written_to("Halo. " + "Kami di sini. " * 250).play("open_news", "news.safe")
    assert talk.text.count("Kami di sini.") == 250


def test_an_empty_message_is_no_answer_to_a_letter() -> None:
    talk = filed().is_written_to("Kami bisa menjemput.").play("open_news", "news.safe", "   ")
    assert talk.last.effects == ()
    assert talk.hears("menjemput")


def test_bahaya_from_a_letter_leads_back_to_the_unfinished_report() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "skip", "next", *core()[2:])
    talk.is_written_to("Kami di jalan.").does(OpenedNews(talk.at, "open_news", "", 0)).play("news.safe", "distress")
    assert talk.play("skip", "skip", "next").step == "ready"


# -- moving about ------------------------------------------------------------------------------------------------


def test_back_after_choosing_a_language_does_not_go_round_in_circles() -> None:
    talk = Talk().play("/start", "language", "language.jv")
    assert talk.step == "safety"
    assert talk.session.language == "jv"
    assert "back" not in talk.buttons
    assert talk.play("language", "back").step == "safety"


@pytest.mark.parametrize("language", ["id", "jv", "en"])
def test_a_language_is_chosen_without_a_note(language: str) -> None:
    talk = Talk().play("/start", "language", f"language.{language}")
    assert [line.key for line in talk.last.screen.lines] == ["ask-safety"]


def test_a_posters_link_brings_language_and_place_and_no_person() -> None:
    talk = Talk(office=FINDABLE).play("/start 3316-jv-pasar")
    assert (talk.session.language, talk.session.poster) == ("jv", "pasar")
    for payload in ("3316-jv-siti_cepu", "3316-jv-pasar-siti", "siti", "siapa@saja"):
        assert Talk(office=FINDABLE).play(f"/start {payload}").session.poster == ""


def test_changed_acts_ask_their_follow_ups_again() -> None:
    talk = Talk().play(*core(acts="act.married done wedding.done"), "ready.change", "change.acts")
    talk.play("act.hit", "act.married", "done")
    assert talk.step == "review"
    assert "wedding" not in talk.session.answers


def test_changing_one_answer_leads_back_to_the_review() -> None:
    talk = Talk().play(*core(), "ready.change")
    for change, answer in (
        ("change.who", "who.other"),
        ("change.where", "33.16.01"),
        ("change.words", "satu lagi, terima kasih"),
    ):
        assert talk.play(change, answer).step == "review"
    assert talk.play("change.where", "cepu").session.answer("where") == "33.16.05"
    assert talk.play("change.age", "skip").session.answer("age") == "age.15_17"
    assert talk.play("next").step == "ready"


def test_a_place_elsewhere_is_a_note_for_the_desk() -> None:
    talk = Talk().play(*core(where="area.elsewhere"))
    assert talk.hears("meneruskan ke kantor di sana")
    assert "hub.village" not in talk.play("submit", "saved", "life.no").buttons


def test_a_typed_desa_names_its_kecamatan_too() -> None:
    talk = Talk().play(*core()[:-1], "ds. sumber")
    assert talk.session.answer("where") == "33.16.03"
    assert talk.session.answer("village") == "33.16.03.2007"
    assert talk.step == "ready"


def test_a_place_nobody_knows_is_kept_as_words() -> None:
    talk = Talk().play(*core()[:-1], "belakang pasar lama")
    assert talk.step == "where"
    assert talk.hears(text("note-place-kept"))
    assert talk.session.words[-1].text == "belakang pasar lama"


def test_the_desa_is_asked_inside_the_kecamatan() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.village", "di jalan besar")
    assert talk.hears("Kecamatan Cepu")
    assert talk.hears(text("note-place-kept"))
    assert talk.play("balun").session.answer("village").startswith("33.16.05")
    assert talk.step == "hub"


def test_another_kecamatan_leaves_no_desa_of_the_first() -> None:
    for again in ("33.16.01", "area.elsewhere"):
        talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.village", "balun", "distress", again, "skip")
        assert talk.session.answer("where") == again
        assert talk.session.answer("village") == ""


def test_a_typed_kecamatan_leaves_no_desa_of_the_first_either() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "hub.village", "balun", "distress", "randublatung")
    assert talk.session.answer("village") == ""


def test_a_long_list_of_places_can_be_paged_round() -> None:
    talk = Talk().play(*core()[:-1])
    first = talk.buttons
    assert talk.play("more_page").buttons != first
    assert talk.play("more_page").buttons == first


def test_only_fitting_answers_are_offered() -> None:
    assert "age.u5" not in Talk().play(*core()[:5]).buttons
    hub = Talk().play(*core(acts="act.image done image.none"), "submit", "saved", "life.no", "hub.sex", "sex.male")
    assert not {"danger.hurt", "danger.pregnant", "danger.starving"} & hub.play("hub.danger").buttons
    assert "hub.signs" not in hub.play("skip", "hub.relation", "relation.neighbour").buttons
    assert "hub.signs" in hub.play("hub.relation", "relation.partner").buttons
    assert "hub.signs" in hub.play("hub.relation", "relation.friend").buttons  # *pacar atau teman*


FOLLOWED = {
    "wedding": "act.married done wedding.done",
    "image": "act.image done image.none",
    "held": "act.confined done held.free",
    "often": "act.again done often.some",
    "other": "act.other done other.work",
}


@pytest.mark.parametrize("follow_up", FOLLOWED)
def test_what_was_asked_because_of_an_act_goes_with_it(follow_up: str) -> None:
    act, _, answer = FOLLOWED[follow_up].split()
    talk = Talk().play(*core(acts=f"act.hit {act} done {answer}", when="back", where="back"))
    assert talk.session.answers[follow_up] == (answer,)
    talk.play(act)
    assert follow_up not in talk.session.answers
    assert talk.play("act.threatened", act, "done").step == follow_up
    late = Talk().play(*core(acts=FOLLOWED[follow_up], when="submit", where="saved"))
    assert late.session.answers[follow_up] == (answer,)


@pytest.mark.parametrize("choice", ["other.ask", "other.prevent"])
def test_who_only_asks_is_not_asked_when_it_happened_last(choice: str) -> None:
    talk = Talk().play(*core(acts=f"act.other done {choice}")[:-2])
    assert talk.step == "where"
    assert talk.play("back", "back", "done").step == "where"
    assert Talk().play(*core(acts=f"act.hit act.other done {choice}")[:-2]).step == "when"
    assert Talk().play(*core(acts="act.other done other.saw")[:-2]).step == "when"
    assert Talk().play(*core(acts="act.other done skip")[:-2]).step == "when"


@pytest.mark.parametrize("date", ["wedding.3d", "wedding.30d", "wedding.later", "wedding.unsure"])
def test_of_a_wedding_that_is_planned_it_is_not_asked_when_it_happened_last(date: str) -> None:
    talk = Talk().play(*core(acts=f"act.married done {date}")[:-2])
    assert talk.step == "where"
    assert talk.play("back", "back", "done").step == "where"
    assert Talk().play(*core(acts=f"act.hit act.married done {date}")[:-2]).step == "when"
    for over in ("wedding.done", "skip"):
        assert Talk().play(*core(acts=f"act.married done {over}")[:-2]).step == "when"


WITH_A_HUB = ("submit", "saved", "life.no", "hub.relation", "relation.partner")


@pytest.mark.parametrize("question", [step.name for step in followup.QUESTIONS])
def test_kembali_leads_from_an_addition_to_the_others(question: str) -> None:
    talk = Talk().play(*core(), *WITH_A_HUB, f"hub.{question}")
    assert talk.play("back").step == "hub"
    assert question not in {*talk.session.answers} - {"relation"}
    assert talk.play(f"hub.{question}", 61, "/start", "resume", "back").step == "hub"


def test_kembali_leads_out_of_the_question_about_life_and_the_one_after_it() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.yes", "back")
    assert talk.step == "life"
    assert talk.play("back").step == "hub"
    assert talk.play("hub.life").step == "life"


def test_from_the_review_there_is_a_way_back_and_to_help() -> None:
    talk = Talk().play(*core(), "ready.change", "back")
    assert talk.step == "ready"
    assert not talk.session.changing
    assert talk.play("ready.change", "distress").step == "distress.where"


# -- an older version --------------------------------------------------------------------------------------------


def test_a_step_that_is_no_longer_there_loses_nothing() -> None:
    told = Talk().play(*core(words="ceritaku")).session
    outcome = take(
        replace(told, step="gone.step", history=("words", "gone.too")), Wrote(TUESDAY_TEN, "halo"), office=BLORA
    )
    assert outcome.session.step == "safety"
    assert outcome.session.answers == told.answers
    assert [words.text for words in outcome.session.words] == ["ceritaku", "halo"]


def test_a_report_that_was_sent_is_not_asked_for_again_when_its_step_is_gone() -> None:
    told = filed().session
    assert take(replace(told, step="gone.step"), Wrote(TUESDAY_TEN, "halo"), office=BLORA).session.step == "hub"


def test_a_pause_at_a_step_that_is_no_longer_there_comes_back_safely() -> None:
    told = replace(filed().session, step="welcome", paused_at="gone.step")
    resumed = take(told, Resumed(TUESDAY_TEN, "resume", "welcome", told.version), office=BLORA)
    assert resumed.session.step == "hub"


def test_a_tap_on_a_step_that_is_no_longer_there_is_stale() -> None:
    session = Session("33.16", "gone.step", version=4)
    outcome = take(session, Chose(TUESDAY_TEN, "x", "gone.step", 4), office=BLORA)
    assert outcome.toast is not None
    assert outcome.screen.step == "safety"


# -- at rest -----------------------------------------------------------------------------------------------------


def test_a_session_comes_back_from_its_box_as_it_was() -> None:
    session = replace(
        Talk().play(*core(words="ceritaku \ud83d"), "submit", "exit").session, messages=(Trace(1, 7), Trace(2, 8))
    )
    boxed = json.loads(json.dumps(session.as_data()))
    assert Session.from_data({**boxed, "a_field_of_tomorrow": 1}) == session


def test_nothing_that_was_told_is_printed() -> None:
    talk = Talk().play(*core(words="ceritaku"), "submit")
    secrets = ("ceritaku", "act.hit", RECEIPT, "age.15_17", "when.7d")
    turn = Turn("hub", talk.session, Wrote(talk.at, "ceritaku"), (BLORA,), RECEIPT, ("surat",))
    for value in (
        talk.session,
        talk.last,
        talk.effects,
        turn,
        write(talk.last.screen),
        talk.session.words,
        talk.last.screen,
    ):
        for secret in secrets:
            assert secret not in repr(value), type(value).__name__


def test_the_record_for_the_office_says_nothing_of_how_to_find_them() -> None:
    record = replace(Talk().play(*core(), "submit").session, messages=(77,)).record()
    assert set(record) == {
        *("office", "answers", "words", "distress", "filed", "filed_at", "urgency", "language", "register", "contact"),
        *("settled", "raised", "gone"),
    }


def test_a_fresh_session_is_never_idle() -> None:
    assert not Session("33.16").idle(TUESDAY_TEN)
    seen = replace(Session("33.16"), seen_at=TUESDAY_TEN.isoformat())
    assert not seen.idle(TUESDAY_TEN + IDLE - timedelta(seconds=1))
    assert seen.idle(TUESDAY_TEN + IDLE)


def test_a_letter_that_came_while_another_was_read_is_shown_next() -> None:
    talk = filed().is_written_to("Apakah kamu baik-baik saja?").play("open_news", "news.safe")
    talk.letters = [*talk.letters, Letter(2, "Jangan pulang dulu, kami tunggu di puskesmas.")]
    assert talk.play("next").last.effects == (MarkLettersRead((1,)),)
    assert talk.hears("kami tunggu di puskesmas")
    assert talk.play("next").last.effects == (MarkLettersRead((2,)),)


def test_more_letters_than_fit_come_on_the_next_screen() -> None:
    talk = filed().is_written_to("a" * 3000, "b" * 3000).play("open_news", "news.safe")
    assert talk.session.showing == (1,)
    assert talk.play("next").session.showing == (2,)
    assert talk.step == "letter"


def test_a_receipt_that_was_typed_is_no_words_and_leaves_the_chat() -> None:
    talk = filed()
    told = talk.session.words
    talk.play("1234 5678 1234 5678")
    assert talk.session.words == told
    assert talk.last.wipe
    assert talk.hears("sudah kuhapus")
    assert talk.hears("NIK, tidak disimpan")


@pytest.mark.parametrize(
    ("contact", "told"), [("contact.evening", True), ("contact.anytime", True), ("contact.no", False), ("skip", False)]
)
def test_only_who_agreed_to_be_written_to_is_told_that_news_come_by_themselves(contact: str, told: bool) -> None:
    talk = filed().play("hub.contact", contact, "3316091234560001")
    assert talk.hears("muncul sendiri") == told


def test_before_anything_was_sent_no_news_are_spoken_of() -> None:
    assert not Talk().play(*core()[:7], "3316091234560001").hears("muncul sendiri")


def test_what_is_hard_to_say_stands_in_the_review() -> None:
    assert Talk().play(*core(), "ready.change").hears("Cerita: 😶 Susah dikatakan")
    assert Talk().play(*core(words="ceritaku"), "ready.change").hears("Cerita: sudah diisi")
    assert Talk().play(*core(words="skip"), "ready.change").hears("Cerita: –")


def test_who_starts_over_is_still_found_by_an_officers_letter() -> None:
    talk = filed()
    first = talk.session.report_id
    talk.play("exit", "/start", "welcome.new")
    assert talk.session.report_id != first
    assert talk.session.earlier == (first,)


def test_after_an_hour_no_tick_tells_what_was_chosen() -> None:
    talk = Talk().play(*core()[: core().index("done")], 61, "/start", "resume")
    assert talk.step == "acts"
    assert not any(button.ticked for row in talk.last.screen.rows for button in row)


def test_a_report_about_the_office_is_promised_in_nobody_elses_name() -> None:
    talk = Talk().play(*core(insider="insider.some"), "submit")
    assert talk.hears("Hanya kepala kantor")
    assert not talk.hears("Petugas berusaha")


@pytest.mark.parametrize("who", ["who.family", "who.facilitator peer.friend", "who.witness", "who.other"])
def test_who_calls_for_help_for_somebody_else_is_asked_where_that_person_is(who: str) -> None:
    talk = Talk().play(*core(who=who)[:7], "distress")
    assert talk.hears("Kalau aman, dampingi ia atau ajak ke tempat yang ada orang.")
    assert talk.hears("Orang yang dalam bahaya ada di mana?")
    talk.play("skip", "distress.write")
    assert talk.hears("Kalau aman, dampingi ia")
    assert not talk.hears("Kalau bisa, pergi")


def test_who_calls_for_help_for_themselves_is_asked_where_they_are() -> None:
    assert Talk().play(*core()[:7], "distress").hears("Kamu ada di mana?")
    assert Talk().play("/start", "safety.no").hears("Kamu ada di mana?")


# -- leaving with nothing saved ----------------------------------------------------------------------------------


def left(**answers: str) -> Talk:
    return Talk().play(*core(limits="saving.send", **answers)[:7], "ceritaku", "exit")


def come_back(talk: Talk) -> Talk:
    """The row is gone; what the harmless line's button carries is all there is."""
    key = write(talk.last.screen).rows[0][0]
    event = tapped(talk.at, key.data)
    assert event is not None
    return Talk(talk.at).does(event)


def test_the_button_of_the_harmless_line_leads_to_a_neutral_welcome_where_nothing_was_kept() -> None:
    back = come_back(left())
    assert back.step == "welcome"
    assert back.hears(text("welcome-new"))
    assert back.buttons == {"welcome.new", "exit"}
    same = back.tap("resume")
    assert back.does(same).step == "welcome", "two quick taps do not lead past it"


def test_after_leaving_the_next_conversation_is_as_quiet() -> None:
    back = come_back(left(privacy="privacy.no"))
    assert back.session.quiet
    assert back.play("welcome.new").session.quiet
    assert back.hears(text("ask-safety", quiet=True, numbers=BLORA.numbers()))
    assert back.does(Wrote(TUESDAY_TEN, "halo")).last.wipe
    assert not back.play("safety.yes", "privacy.yes").session.quiet
    assert not come_back(left()).session.quiet


def test_nothing_but_flags_outlives_leaving() -> None:
    gone = left(privacy="privacy.no").session
    assert gone == replace(Session("33.16"), version=gone.version, seen_at=gone.seen_at, careful=True, forgot=True)


def test_who_comes_back_hears_once_that_nothing_was_saved() -> None:
    back = come_back(left()).play("welcome.new")
    assert back.hears(text("note-forgot"))
    assert not back.session.forgot
    assert not Talk().play("/start", "exit", "resume", "welcome.new").hears(text("note-forgot"))


def test_before_the_choice_about_saving_nothing_is_said_to_be_kept() -> None:
    talk = Talk().play("/start", "halo kak")
    assert talk.hears(text("note-read"))
    assert talk.play("safety.yes", "privacy.yes", "saving.send", "halo lagi").hears(text("note-kept"))
    assert Talk().play(*core(limits="skip")[:7], "halo").hears(text("note-read"))
    called = Talk().play("/start", "safety.no", "skip", "distress.write", "halo")
    assert called.hears(text("note-kept")), "the desk has it"


def test_leaving_while_help_is_called_for_leads_back_to_the_step_that_was_interrupted() -> None:
    talk = Talk().play(*core()[:7], "distress", "skip", "distress.write", "exit", "resume", "resume")
    assert talk.step == "distress.sent"
    assert talk.play("next").step == "words"
    early = Talk().play(*core()[:7], "distress", "exit", "resume", "resume", "skip", "distress.write", "next")
    assert early.step == "words"


@pytest.mark.parametrize(("who", "first"), [("who.self", "Ini bukan salah kamu."), ("who.family", "Bilang padanya:")])
def test_who_is_blackmailed_with_pictures_hears_at_once_what_helps(who: str, first: str) -> None:
    talk = Talk().play(*core(who=who, acts="act.image done image.threat"), "submit")
    assert talk.step == "filed"
    assert talk.hears(first)
    assert talk.hears("simpan ancaman dan nama akunnya, bukan fotonya")
    talk.play("next", "skip")
    assert talk.step == "hub"
    assert talk.hears(first)
    assert not talk.play("hub.sex", "sex.female").hears(first), "once is enough"
    assert not Talk().play(*core(who=who), "submit").hears(first)


def test_where_the_screen_may_be_seen_the_advice_about_pictures_is_short() -> None:
    talk = Talk().play(*core(privacy="privacy.no", acts="act.image done image.threat"), "submit")
    assert talk.hears("Jangan hapus chatnya")
    assert not talk.hears("foto")


def rows(talk: Talk) -> list[tuple[str, ...]]:
    return [tuple(button.id for button in row) for row in talk.last.screen.rows]


def test_leave_to_write_is_asked_first_and_alone_until_it_was_answered() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no")
    assert rows(talk)[0] == ("hub.contact",)
    talk.play("hub.contact", "contact.no")
    assert rows(talk)[0] == ("hub.danger", "hub.access")
    assert "hub.contact" in talk.buttons
    called = Talk().play("/start", "safety.no", "skip", "distress.silent", "next", *core()[2:], "submit", "saved")
    assert rows(called.play("skip"))[0] == ("hub.danger", "hub.access"), "it was asked with the call for help"


def test_selesai_memilih_stands_right_under_what_was_chosen_and_kirim_below_it() -> None:
    talk = Talk().play(*core()[:8])
    assert talk.step == "acts"
    after = rows(talk)[rows(talk).index(("act.other",)) + 1 :]
    assert after[:2] == [("done",), ("submit",)]


def test_where_the_screen_may_be_seen_who_tells_is_asked_in_a_word() -> None:
    talk = Talk().play("/start", "safety.yes", "privacy.no", "saving.go")
    labels = [key.label for row in write(talk.last.screen).rows for key in row]
    assert labels[:4] == ["Aku sendiri", "Keluarga", "Forum Anak", "Orang lain"]
