"""One bot for reporters, several offices: which one is settled at the beginning, by a poster's link or one button."""

from __future__ import annotations

import pytest

from flows.events import Distressed, Started
from flows.lint import lint
from flows.office_file import default_office_text, read_office
from tests.flows.talking import BLORA, REMBANG, TUESDAY_TEN, Talk, core

LASEM = "33.17.14"


@pytest.fixture
def talk() -> Talk:
    return Talk(others=(REMBANG,))


def test_two_offices_are_two_buttons_with_the_numbers_above_them(talk: Talk) -> None:
    talk.play("/start")
    assert talk.step == "office"
    assert talk.buttons == {"office.33.16", "office.33.17", "distress", "language", "help", "exit"}
    assert talk.hears("mesin, bukan orang")
    assert talk.hears("110")
    assert talk.hears("129")
    assert "[Blora]" in talk.transcript()
    talk.play("office.33.17")
    assert (talk.step, talk.session.office) == ("safety", "33.17")
    assert talk.hears("Dinsos P3A Rembang")


def test_the_places_are_those_of_the_chosen_office(talk: Talk) -> None:
    talk.play("/start", "office.33.17", *core()[1:-1])
    assert talk.step == "where"
    assert "33.16.05" not in talk.buttons
    talk.play("Lasem")
    assert talk.session.answer("where") == LASEM
    assert talk.session.record()["office"] == "33.17"


def test_one_office_is_never_asked_about() -> None:
    assert Talk().play("/start").step == "safety"
    assert Talk(office=REMBANG).play("/start").session.office == "33.17"
    assert Talk().play("/start 3317-id-pasar").session.office == "33.16"


def test_a_posters_link_skips_the_button(talk: Talk) -> None:
    talk.play("/start 3317-jv-pasar")
    assert (talk.step, talk.session.office, talk.session.language) == ("safety", "33.17", "jv")
    assert talk.session.poster == "pasar"


def test_a_link_to_nowhere_asks(talk: Talk) -> None:
    for link in ("3399-id-pasar", "id", "-", "33.17-id-pasar", "office"):
        assert Talk(others=(REMBANG,)).play(f"/start {link}").step == "office", link


def test_whoever_chose_once_is_not_asked_again(talk: Talk) -> None:
    talk.play("/start", "office.33.17", "safety.yes", "privacy.yes", "saving.go", "exit", "resume", "welcome.new")
    assert (talk.step, talk.session.office) == ("safety", "33.17")


def test_a_wrong_tap_can_be_taken_back(talk: Talk) -> None:
    talk.play("/start", "office.33.16", "back")
    assert talk.step == "office"
    talk.play("office.33.17")
    assert talk.session.office == "33.17"


def test_a_place_goes_with_the_office_it_was_in(talk: Talk) -> None:
    talk.play("/start", "office.33.16", *core()[1:], *["back"] * 11)
    assert talk.step == "office"
    assert talk.session.answer("where") == "33.16.05"
    talk.play("office.33.17")
    assert talk.session.answer("where") == ""
    assert talk.session.answer("who") == "who.self"


def test_words_typed_before_choosing_are_kept_and_the_question_asked_again(talk: Talk) -> None:
    talk.play("/start", "aku di Lasem")
    assert talk.step == "office"
    assert [words.text for words in talk.session.words] == ["aku di Lasem"]
    talk.play("office.33.17")
    assert [words.text for words in talk.session.words] == ["aku di Lasem"]


def test_words_typed_without_any_start_are_kept_too(talk: Talk) -> None:
    talk.play("halo bu")
    assert talk.step == "office"
    talk.play("/start 3317-id-pasar")
    assert (talk.step, talk.session.office) == ("safety", "33.17")
    assert [words.text for words in talk.session.words] == ["halo bu"]


def test_help_called_from_the_first_screen_reaches_the_home_office(talk: Talk) -> None:
    talk.play("/start", "distress", "skip", "distress.write")
    assert talk.actions == 4
    assert talk.alerts == ["DARURAT"]
    assert (talk.step, talk.session.office) == ("distress.sent", "33.16")
    talk.play("next")
    assert talk.step == "privacy"  # the case is there: which office is no question any more
    talk.play(*core()[2:])
    talk.play("submit")
    assert talk.session.office == "33.16"


def test_help_called_before_any_screen_reaches_the_home_office(talk: Talk) -> None:
    talk.does(Distressed(talk.at, "distress"), "/darurat").play("skip", "skip")
    assert talk.alerts == ["DARURAT"]
    assert talk.session.office == "33.16"


def test_not_safe_is_still_four_actions_with_a_posters_link(talk: Talk) -> None:
    talk.play("/start 3317-id-pasar", "safety.no", "skip", "distress.write")
    assert talk.alerts == ["DARURAT"]
    assert talk.session.office == "33.17"


def test_a_link_of_another_office_does_not_move_an_open_case(talk: Talk) -> None:
    talk.play("/start 3316-id-pasar", *core()[1:], "submit", "/start 3317-id-pasar")
    assert (talk.step, talk.session.office) == ("filed", "33.16")
    talk.play("exit", "/start 3317-id-pasar")
    assert (talk.step, talk.session.office) == ("welcome", "33.16")
    talk.waits(120).play("/start 3317-id-pasar")
    assert talk.session.office == "33.16"


def test_a_link_moves_somebody_who_told_nothing_yet(talk: Talk) -> None:
    talk.play("/start 3316-id-pasar").waits(60 * 24 * 7).play("/start 3317-id-sekolah")
    assert (talk.step, talk.session.office, talk.session.poster) == ("safety", "33.17", "sekolah")


def test_a_link_does_not_move_a_report_that_was_begun(talk: Talk) -> None:
    talk.play("/start 3316-id-pasar", "safety.yes", "/start 3317-id-sekolah")
    assert (talk.step, talk.session.office) == ("privacy", "33.16")


def test_a_new_report_stays_with_the_office_that_has_the_last_one(talk: Talk) -> None:
    talk.play("/start", "distress", "skip", "distress.write", "exit", "resume", "welcome.new")
    assert (talk.step, talk.session.office) == ("safety", "33.16")


def test_an_hour_at_the_first_screen_loses_nothing(talk: Talk) -> None:
    talk.play("/start", "halo bu").waits(90).play("/start")
    assert talk.step == "welcome"
    talk.play("resume")
    assert talk.step == "office"
    assert talk.session.words


def test_a_report_counts_one_action_more_and_none_with_a_link() -> None:
    alone, asked, led = Talk(), Talk(others=(REMBANG,)), Talk(others=(REMBANG,))
    alone.play(*core(), "submit")
    asked.play("/start", "office.33.17", *core(where="33.17.05")[1:], "submit")
    led.play("/start 3317-id-pasar", *core(where="33.17.05")[1:], "submit")
    assert (asked.actions, led.actions) == (alone.actions + 1, alone.actions)


@pytest.mark.no_cover  # the same lines, over and over
def test_each_offices_screens_are_looked_at() -> None:
    loud = default_office_text().replace("33.16", "33.17").replace("Besok katanya cerah", "Lapor polisi di sini, cerah")
    assert lint(BLORA, others=(REMBANG,)).errors == []
    assert any("harmless line" in error for error in lint(BLORA, others=(read_office(loud),)).errors)


def test_an_old_draft_at_the_question_is_answered_when_one_office_is_left() -> None:
    talk = Talk(others=(REMBANG,)).play("/start")
    alone = Talk(session=talk.session)
    alone.does(Started(TUESDAY_TEN), "/start")
    assert alone.buttons == {"office.33.16", "distress", "language", "help", "exit"}
    assert alone.play("office.33.16").step == "safety"
