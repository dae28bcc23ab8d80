"""Floods and pranks: one chat slows down alone, every word stays, and danger never waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import pace
from flows.effects import OpenCase, TellOfAddition
from flows.events import Sent, Wrote
from tests.flows.talking import BLORA, LISTENING, Talk, core

HARMLESS = {"acts": "act.other done other.ask", "when": "33.16.05", "where": ""}  # a question: there is no *when*


def types_fast(talk: Talk, count: int, text: str = "la la la") -> Talk:
    for n in range(count):
        talk.at += timedelta(seconds=1)
        talk.does(Wrote(talk.at, f"{text} {n}"))
    return talk


def told(talk: Talk) -> str:
    return "\n".join(words.text for words in talk.session.words)


# -- messages ----------------------------------------------------------------------------------------------------


def test_thirty_messages_a_minute_are_answered_one_by_one() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 30)
    assert not any(outcome.silent for outcome in talk.outcomes)
    assert not talk.hears("Pelan-pelan saja ya. Semua")


def test_beyond_that_it_is_said_once_and_every_word_is_kept() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 50)
    assert [outcome.silent for outcome in talk.outcomes[-20:]] == [False] + [True] * 19
    assert "note-slowly" in [line.key for line in talk.outcomes[-20].screen.lines]
    assert all(f"la la la {n}" in told(talk) for n in range(50))
    assert len(talk.session.words) == 31, "what came too fast is drawn together"


def test_a_minute_later_one_is_answered_again() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 45).waits(1).play("begini ceritanya")
    assert not talk.last.silent
    assert not talk.hears("Semua tulisannya kubaca")
    assert talk.session.words[-1].text == "begini ceritanya"


def test_the_buttons_work_in_a_flood() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 50)
    talk.play("act.hit")
    assert not talk.last.silent
    assert talk.session.answers["acts"] == ("act.hit",)


def test_a_word_of_danger_in_a_flood_is_heard_at_once() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 50)
    talk.at += timedelta(seconds=1)
    talk.does(Wrote(talk.at, "bapak bawa parang mau bunuh aku"))
    assert not talk.last.silent
    assert talk.step == "heard"
    talk.at += timedelta(seconds=1)
    talk.does(Wrote(talk.at, "ya"))
    assert talk.step != "heard", "and so is the answer to it"


def test_a_call_for_help_in_a_flood_is_not_slowed() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 50).play("distress")
    talk.at += timedelta(seconds=1)
    talk.does(Wrote(talk.at, "Cepu"))
    assert talk.step == "distress.contact"


def test_pictures_without_end_are_still_taken_out_of_the_chat() -> None:
    talk = Talk().play(*core()[:7])
    for _ in range(40):
        talk.at += timedelta(seconds=1)
        talk.does(Sent(talk.at, "media"))
    assert talk.last.silent
    assert talk.last.wipe


def test_a_voice_note_in_a_flood_is_said_not_to_be_kept() -> None:
    """It leaves the chat: nobody may think that the desk has it."""
    talk = types_fast(Talk(office=LISTENING).play(*core()[:7]), 40)
    talk.speaks()
    assert (talk.last.wipe, talk.last.silent, talk.session.recording) == (True, False, None)
    assert talk.hears("rekaman tadi tidak kusimpan")
    types_fast(talk, 1)
    assert talk.last.silent
    talk.waits(1).speaks()
    assert talk.step == "voice", "a minute later it is asked about as ever"


def test_where_the_office_takes_none_no_other_one_is_asked_for_in_a_flood() -> None:
    talk = types_fast(Talk(office=BLORA).play(*core()[:7]), 40).speaks()
    assert not talk.hears("rekaman tadi")


def test_a_caption_changed_in_a_flood_takes_no_voice_note_away() -> None:
    talk = Talk(office=LISTENING).play(*core()[:7]).speaks(file="one").play("voice.keep")
    types_fast(talk, 40).speaks(file="one", words="di dapur")
    assert not talk.last.wipe
    assert not talk.hears("tidak kusimpan")
    assert "di dapur" in told(talk)


def test_in_quiet_mode_what_comes_too_fast_leaves_the_chat_too() -> None:
    talk = types_fast(Talk().play(*core(privacy="privacy.no")[:7]), 40)
    assert talk.last.silent
    assert talk.last.wipe


def test_the_desk_is_told_of_what_was_added_too_fast() -> None:
    talk = types_fast(Talk().play(*core(), "submit", "saved", "life.no"), 40)
    assert TellOfAddition() in talk.last.effects


def test_what_is_drawn_together_does_not_grow_without_end() -> None:
    talk = types_fast(Talk().play(*core()[:7]), 31)
    for _ in range(20):
        talk.at += timedelta(seconds=1)
        talk.does(Wrote(talk.at, "la " * 1300))
    assert sum(len(words.text) for words in talk.session.words) < pace.LONGEST + 10_000


# -- reports -----------------------------------------------------------------------------------------------------


def sends(talk: Talk, count: int, **answers: str) -> Talk:
    """So many reports, an hour from one another."""
    for _ in range(count):
        if talk.step == "start":
            talk.play("/start")
        else:
            talk.waits(61).play("/start", "welcome.new")
        talk.play(*core(**answers)[1:], "submit")
    return talk


def opened(talk: Talk) -> int:
    return sum(isinstance(effect, OpenCase) for effect in talk.effects)


@pytest.mark.fault("F2")
def test_five_reports_a_day_go_at_once_and_the_sixth_is_asked_to_wait() -> None:
    talk = sends(Talk(), 5, **HARMLESS)
    assert opened(talk) == 5
    talk.play(1, "exit", "resume", "welcome.new")
    talk.play(*core(**HARMLESS)[1:], "submit")
    assert opened(talk) == 5
    assert talk.step == "ready"
    assert talk.hears("Yang ini belum terkirim")
    assert talk.hears("Bahaya")


def test_an_hour_after_the_last_it_goes_all_the_same() -> None:
    talk = sends(Talk(), 6, **HARMLESS)  # each an hour apart
    assert opened(talk) == 6
    assert talk.step == "filed"


@pytest.mark.threat("T6")
def test_danger_is_never_asked_to_wait() -> None:
    talk = sends(Talk(), 5, **HARMLESS).play(1, "exit", "resume", "welcome.new")
    talk.play(*core(acts="act.touched done", when="when.72h")[1:], "submit")
    assert talk.step == "filed"
    assert talk.alerts[-1] == "DARURAT"


def test_words_of_danger_are_never_asked_to_wait() -> None:
    talk = sends(Talk(), 5, **HARMLESS).play(1, "exit", "resume", "welcome.new")
    talk.play(*core(**HARMLESS)[1:7], "bapak bawa parang mau bunuh aku", "submit")
    assert talk.step == "filed"


def test_a_day_later_everything_is_as_before() -> None:
    talk = sends(Talk(), 5, **HARMLESS).waits(60 * 24)
    assert opened(sends(talk, 1, **HARMLESS)) == 6


def test_a_call_for_help_opens_a_case_however_many_there_were() -> None:
    talk = sends(Talk(), 5, **HARMLESS).play(1, "exit", "resume", "welcome.new", "safety.no", "skip", "distress.silent")
    assert talk.alerts[-1] == "DARURAT"


@pytest.mark.parametrize(("pranks", "waits"), [((), False), (("r1",), False), (("r1", "r2"), True)])
def test_who_did_it_again_and_again_is_slowed_sooner(pranks: tuple[str, ...], waits: bool) -> None:
    talk = Talk()
    talk.session = replace(talk.session, pranks=pranks)
    talk.play(*core(**HARMLESS), "submit").play(1, "exit", "resume", "welcome.new")
    assert talk.session.pranks == pranks, "it belongs to the chat"
    talk.play(*core(**HARMLESS)[1:], "submit")
    assert (talk.step == "ready") is waits
    if waits:
        talk.waits(59).play("submit")
        assert talk.step == "filed", "later, and never refused"
