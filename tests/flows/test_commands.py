"""What is typed as a command, at any step: it leads where it says, and back; and help that is called for in a hurry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.commands import KNOWN, LONGEST, TELLING, bare, commanded, tells
from flows.effects import AlertAgain, GiveNumber, OpenCase
from flows.events import Distressed, Wrote
from tests.flows.talking import BLORA, REMBANG, Talk, core

NOW = datetime(2026, 11, 23, 2, 47, tzinfo=UTC)


def hurries(talk: Talk, times: int, seconds: float = 1) -> Talk:
    """*Bahaya*, several times in a row, each tap from the screen the first one stood on."""
    step, version = talk.session.step, talk.session.version
    for _ in range(times):
        talk.does(Distressed(talk.at, "distress", step, version), "(🆘 Bahaya)")
        talk.at += timedelta(seconds=seconds)
    return talk


@pytest.mark.parametrize("command", ["/privacy", "/privasi", "/settings", "/setelan"])
def test_a_screen_that_a_command_opens_leads_back_to_where_one_was(command: str) -> None:
    talk = Talk().play(*core()[:6])
    before = talk.step
    talk.play(command)
    assert talk.step in ("policy", "settings")
    assert talk.session.words == ()  # a command is nobody's words
    assert talk.play("next").step == before
    assert talk.play("back").step == "age"  # as if nobody had looked aside


def test_commands_before_anything_lead_to_the_beginning() -> None:
    assert Talk().play("/lapor").step == "safety"
    assert Talk().play("/privacy", "next").step == "safety"
    assert Talk(others=[REMBANG]).play("/settings", "next").step == "office"
    assert Talk(others=[REMBANG]).play("/lapor").step == "office"


def test_a_command_with_words_beside_it_is_words() -> None:
    talk = Talk().play(*core()[:7], "/privacy itu apa")
    assert [one.text for one in talk.session.words] == ["/privacy itu apa"]


@pytest.mark.parametrize("before", [0, 1, 7, len(core())])
@pytest.mark.parametrize("command", ["/darurat", "/Darurat@kabar_bot"])
def test_darurat_calls_for_help_whatever_is_typed_behind_it_and_that_is_kept(command: str, before: int) -> None:
    talk = Talk().play(*core()[:before], f"{command} di rumah nenek, 0812-3456-7890")
    assert talk.step == "distress.where"
    assert talk.session.words[-1].text == "di rumah nenek"
    assert talk.session.number == "081234567890" or [one for one in talk.effects if isinstance(one, GiveNumber)]
    assert talk.outcomes[-1].wipe, "it stands in the chat as what it is"


def test_after_a_pause_a_command_brings_nothing_back_by_itself() -> None:
    talk = Talk().play(*core()[:8], 61, "/privacy")
    assert talk.step == "welcome"
    talk.play("/privacy", "next")
    assert talk.step == "welcome"


def test_lapor_in_the_middle_asks_again_and_after_sending_offers_a_new_one() -> None:
    talk = Talk().play(*core()[:6], "/lapor")
    assert talk.step == "insider"
    talk = Talk().play(*core(), "submit", "/lapor")
    assert talk.step == "welcome"
    assert {"resume", "welcome.new"} <= talk.buttons


def test_batal_leaves_as_keluar_does() -> None:
    assert Talk().play(*core()[:6], "/batal").step == "away"


def test_what_privacy_says_of_days_is_what_the_office_file_says() -> None:
    kept = BLORA.retention
    said = Talk().play("/privacy").text
    assert f"{kept.return_address_after_closing} hari" in said
    assert f"{kept.return_address_at_most} hari" in said
    assert "Telegram tahu akunnya" in said


def test_settings_hide_the_screen_and_what_was_typed() -> None:
    talk = Talk().play(*core()[:8], "/settings", "settings.seen")
    assert talk.session.quiet
    assert talk.last.wipe_earlier
    assert "settings.unseen" in talk.buttons
    assert "settings.seen" not in talk.buttons
    assert not talk.play("settings.unseen").session.quiet


def test_in_quiet_mode_a_command_leaves_the_chat_as_words_do() -> None:
    for command in sorted(KNOWN):
        talk = Talk().play("/start", "safety.yes", "privacy.no")
        assert talk.does(Wrote(talk.at, command)).last.wipe, command


def test_a_command_whose_word_tells_always_leaves_the_chat() -> None:
    for command in sorted(KNOWN - {"/keluar"}):
        talk = Talk().play("/start", "safety.yes", "privacy.yes")
        left = talk.does(Wrote(talk.at, command)).last
        assert left.wipe is (command in TELLING or left.leaves), command


@pytest.mark.parametrize("command", ["/privacy", "/settings", "/hapus"])
def test_lapor_leads_from_a_screen_beside_the_questions_back_to_them(command: str) -> None:
    assert Talk().play(*core()[:6], command, "/lapor").step == "insider"
    assert Talk().play(command, "/lapor").step == "safety"
    assert Talk().play(*core()[:8], 61, "/hapus", "/lapor").step == "welcome"


def test_settings_ask_about_writing_only_when_somebody_could() -> None:
    talk = Talk().play(*core()[:6], "/settings")
    assert not {"settings.contact", "settings.no_contact"} & talk.buttons
    talk = Talk().play(*core(), "submit", "/settings", "settings.contact", "contact.anytime")
    assert (talk.step, talk.session.contact) == ("hub", "anytime")
    talk.play("/settings", "settings.no_contact")
    assert talk.session.refuses_contact
    assert "settings.no_contact" not in talk.buttons


@pytest.mark.parametrize("word", ["darurat", " Darurat ", "/darurat", "DARURAT"])
def test_the_word_darurat_calls_for_help_at_every_step(word: str) -> None:
    for taps in range(len(core())):
        assert Talk().play(*core()[:taps], word).step == "distress.where"


def test_a_long_story_is_no_command_and_is_not_looked_through() -> None:
    """Asked several times a turn, a megabyte took a second each time; and so did every story of several lines."""
    story = "aku takut\n\u200b" * 100_000
    assert len(bare(story)) <= 2 * LONGEST
    assert commanded("keluar" + " \u200b" * LONGEST + "dari rumah ini", "keluar", NOW) is None
    called = commanded("/darurat " + story, "keluar", NOW)
    assert isinstance(called, Distressed)
    assert called.words == story, "what is typed behind it is kept, to the last word"
    assert tells("/darurat " + story)
    assert bare("\u2066" * 50 + "  DARURAT \n" + " " * 9 * LONGEST) == "darurat"


def test_darurat_inside_a_sentence_is_words() -> None:
    talk = Talk().play(*core()[:7], "nomor darurat sudah kutelepon")
    assert talk.session.words


def test_three_quick_taps_send_the_alert_without_a_question() -> None:
    talk = hurries(Talk().play(*core()[:4]), 3)
    assert talk.step == "distress.sent"
    assert [type(effect) for effect in talk.effects] == [OpenCase]
    assert talk.session.contact == "no"  # nobody said that we may write
    assert talk.play("next").step == "who"  # and nothing told is lost on the way back


def test_a_fourth_tap_changes_nothing() -> None:
    talk = hurries(Talk().play(*core()[:4]), 5)
    assert talk.step == "distress.sent"
    assert len([effect for effect in talk.effects if isinstance(effect, OpenCase | AlertAgain)]) == 1


def test_slow_taps_or_two_ask_where() -> None:
    assert hurries(Talk().play(*core()[:4]), 2).step == "distress.where"
    assert hurries(Talk().play(*core()[:4]), 3, seconds=2).step == "distress.where"
    talk = hurries(Talk().play(*core()[:4]), 2)
    talk.play("back")
    assert hurries(talk, 1).step == "distress.where"  # with something between they are not in a row


def test_three_taps_on_a_case_the_desk_has_call_it_again() -> None:
    talk = hurries(Talk().play(*core(), "submit"), 3)
    assert talk.alerts[-1] == "DARURAT"
    assert isinstance(talk.effects[-1], AlertAgain)
    assert replace(talk.session, pressed=()).case_open
