"""Who stops half-way: when it goes to the desk, as what, and how they hear of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import broken_off
from flows.effects import OpenCase
from flows.office_file import OfficeUnclear, default_office_text, read_office
from flows.triage import Urgency
from tests.flows.talking import BLORA, RECEIPT, TUESDAY_TEN, Talk, core

QUICK = read_office(default_office_text().replace("TINGGI = 60\nSEDANG = 360\n\n[duty]", "TINGGI = 20\n\n[duty]"))
TO_ACTS = ("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none", "words.hard")


@pytest.mark.parametrize(
    ("told", "urgency", "minutes"),
    [
        (("act.hit",), Urgency.SEDANG, 360),
        (("act.touched",), Urgency.TINGGI, 60),
        (("act.confined", "done", "held.home"), Urgency.DARURAT, 15),
    ],
)
def test_it_waits_as_long_as_its_urgency_allows(told, urgency, minutes) -> None:
    talk = Talk().play(*TO_ACTS, *told)
    assert broken_off.due_at(talk.session, BLORA) == talk.at + timedelta(minutes=minutes)
    session, level = broken_off.pass_on(talk.session, talk.at)
    assert level is urgency
    assert session.urgency == urgency
    assert session.broken_off


def test_the_office_says_how_long() -> None:
    office = read_office(default_office_text().replace("SEDANG = 360\n\n[duty]", "SEDANG = 45\n\n[duty]"))
    talk = Talk(office=office).play(*TO_ACTS, "act.hit")
    assert broken_off.due_at(talk.session, office) == talk.at + timedelta(minutes=45)
    with pytest.raises(OfficeUnclear, match="broken_off"):
        read_office(default_office_text().replace("SEDANG = 360\n\n[duty]", "SEDANG = 4000\n\n[duty]"))


@pytest.mark.parametrize("limits", ["saving.send", "skip"])
def test_without_a_yes_to_saving_it_goes_nowhere(limits) -> None:
    talk = Talk().play(*core(limits=limits, safety="safety.unsure", acts="act.confined done held.home"))
    assert broken_off.due_at(talk.session, BLORA) is None


def test_it_is_said_beforehand_where_saving_is_chosen() -> None:
    talk = Talk().play("/start", "safety.yes", "privacy.yes")
    assert talk.step == "limits"
    assert talk.hears("boleh petugas membaca jawaban yang sudah ada")
    quiet = Talk().play("/start", "safety.yes", "privacy.no")
    assert quiet.hears("boleh petugas membaca jawaban yang sudah ada")


def test_words_alone_are_enough_to_be_passed_on() -> None:
    """An unanswered question about what the words meant counts as a yes."""
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "skip", "skip", "skip")
    talk.play("bapak bawa parang mau bunuh aku")
    assert talk.step == "heard"
    assert broken_off.due_at(talk.session, BLORA) == talk.at + timedelta(minutes=15)


def test_after_sending_there_is_nothing_to_pass_on() -> None:
    talk = Talk().play(*core(), "submit")
    assert broken_off.due_at(talk.session, BLORA) is None


def test_coming_back_it_is_said_once_behind_the_neutral_welcome_and_sending_opens_no_second_case() -> None:
    talk = Talk().play(*TO_ACTS, "act.hit").waits(361).is_passed_on().play("/start")
    assert not talk.hears("kuteruskan")
    talk.play("resume")
    assert talk.hears("sudah kuteruskan ke petugas")
    assert not talk.hears("bahaya"), "after a pause somebody else may hold the phone"
    talk.play("done", "when.30d", "33.16.05")
    assert not talk.hears("kuteruskan")
    talk.play("submit")
    assert talk.step == "filed"
    assert RECEIPT[:4] in talk.text
    assert not any(isinstance(effect, OpenCase) for effect in talk.effects)
    assert not talk.session.broken_off


def test_who_was_only_slow_hears_why_and_goes_on_where_they_were() -> None:
    talk = Talk(office=QUICK).play(*TO_ACTS, "act.touched").waits(21).is_passed_on().play("act.hit")
    assert talk.step == "acts"
    assert talk.hears("mungkin ada bahaya")
    talk.play("done")
    assert not talk.hears("mungkin ada bahaya")


def test_a_stale_tap_does_not_take_the_word_of_it_away() -> None:
    talk = Talk(office=QUICK).play(*TO_ACTS, "act.touched").waits(21).is_passed_on()
    old = talk.tap("done")
    talk.play("act.hit").does(old)
    assert talk.hears("mungkin ada bahaya")


def test_the_numbers_are_shown_when_it_becomes_an_emergency_afterwards() -> None:
    talk = Talk(office=QUICK).play(*TO_ACTS, "act.touched", "done").waits(21).is_passed_on().play("when.now")
    assert talk.alerts == ["DARURAT"]
    assert talk.hears("110")


def test_stopping_in_the_middle_of_calling_for_help_is_calling_for_help() -> None:
    talk = Talk(TUESDAY_TEN).play(*TO_ACTS, "act.hit", "distress")
    assert broken_off.due_at(talk.session, BLORA) == talk.at + timedelta(minutes=15)
    session, urgency = broken_off.pass_on(talk.session, talk.at)
    assert urgency is Urgency.DARURAT
    assert session.distress
    assert session.contact == "no"
