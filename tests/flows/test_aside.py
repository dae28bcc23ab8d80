"""*Bahasa* and *Bantuan*: from any step, and back to it; and who speaks to whom in which register."""

from __future__ import annotations

import pytest

from flows.effects import Effect
from flows.events import AskedHelp, AskedLanguage
from flows.lint_words import NOT_SAID_TO, TELLING
from flows.screens import visible
from flows.session import ASIDE, Session
from flows.tables import STEPS
from tests.flows.talking import BLORA, REMBANG, TUESDAY_TEN, Talk, core

WAYS = {
    "safety": ("/start",),
    "privacy": ("/start", "safety.yes"),
    "words": ("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none"),
    "review": (*core(), "ready.change"),
    "hub": (*core(), "submit", "next", "life.no"),
    "danger": (*core(), "submit", "next", "life.no", "hub.danger"),
    "distress.where": ("/start", "safety.no"),
    "distress.contact": ("/start", "safety.no", "skip"),
    "heard": ("/start", "dia mau bunuh aku sekarang"),
    "welcome": (*core(), "exit", "resume", 90, "/start"),
}


@pytest.mark.parametrize("step", WAYS)
@pytest.mark.parametrize("command", ["/bahasa", "/bantuan"])
def test_a_command_opens_it_at_any_step_and_back_leads_where_one_was(step: str, command: str) -> None:
    talk = Talk().play(*WAYS[step])
    assert talk.step == step
    before = talk.session
    talk.play(command)
    assert talk.step in ASIDE
    assert talk.play("back").step == step
    assert (talk.session.answers, talk.session.history, talk.session.asking) == (
        before.answers,
        before.history,
        before.asking,
    )


@pytest.mark.parametrize("step", WAYS)
def test_a_language_chosen_in_the_middle_goes_on_in_the_middle(step: str) -> None:
    talk = Talk().play(*WAYS[step], "/bahasa", "language.jv")
    assert (talk.step, talk.session.language, talk.last.screen.language) == (step, "jv", "jv")


def test_whoever_changes_answers_goes_on_changing_them() -> None:
    talk = Talk().play(*core(), "ready.change", "change.when", "/bantuan", "guide.call", "back", "back", "when.now")
    assert talk.step == "review"
    assert talk.session.answer("when") == "when.now"


def test_language_may_be_the_very_first_word() -> None:
    for others in ((), (REMBANG,)):
        talk = Talk(others=others).play("/bahasa", "language.en")
        assert talk.step == ("office" if others else "safety")
        assert "Hello." in talk.text
        assert "language" in talk.buttons


def test_after_leaving_the_language_screen_shows_nothing_of_what_was_told() -> None:
    talk = Talk().play(*core(), "exit", "/bahasa")
    assert not [line for line in talk.last.screen.lines if line.key != "ask-language"]
    assert talk.play("language.jv").step == "welcome"


def test_an_old_button_of_them_is_obeyed_from_any_screen() -> None:
    talk = Talk().play(*core())
    assert talk.does(AskedHelp(talk.at, "help", "safety", 1)).step == "guide"
    assert talk.does(AskedLanguage(talk.at, "language", "safety", 1)).step == "language"
    assert talk.play("back").step == "ready"


def test_every_question_shows_the_way_to_help() -> None:
    without = {"start", "away", "welcome", "news", "distress.where", "distress.contact", *ASIDE}  # fewer are quicker
    without |= {"erase", "erased"}  # two buttons, and the numbers are gone from here
    without |= {"check", "status", "word", "empty"}  # whoever holds the code learns nothing from here
    without |= {"safe_word", "duress_word"}  # what is typed beside these would be words, not a secret
    assert {name for name, step in STEPS.items() if "help" not in step.controls} == without


def test_help_says_the_numbers_and_that_a_call_is_not_anonymous() -> None:
    for language, said in {"id": "tidak anonim lagi", "jv": "mboten anonim malih", "en": "not anonymous"}.items():
        talk = Talk(session=Session("33.16", language=language)).play("/start", "help")
        assert talk.hears(BLORA.numbers())
        talk.play("guide.call")
        assert talk.hears(BLORA.people())
        assert talk.hears(said)


def test_without_a_persons_number_the_call_screen_still_says_what_a_call_tells() -> None:
    nobody = BLORA.model_copy(update={"hotlines": tuple(h for h in BLORA.hotlines if "Silpa" not in h.name)})
    talk = Talk(office=nobody).play("/start", "help", "guide.call")
    assert talk.hears("Petugas bisa menelepon kamu.")
    assert talk.hears("tidak anonim")


def test_a_number_to_be_called_is_kept_with_the_words_and_it_is_said_who_reads_it() -> None:
    talk = Talk().play("/start", "safety.yes", "help", "guide.call")
    assert talk.hears("Petugas baru bisa membaca kalau laporan dikirim.")
    talk.play("0812 3456 7890, jam 10")
    assert talk.hears("Belum kukirim ke petugas")
    assert (talk.session.words[-1].step, talk.effects) == ("call", ())
    sent = Talk().play(*core(), "submit", "next", "life.no", "help", "guide.call")
    assert sent.hears("Petugas akan membacanya.")
    before: tuple[Effect, ...] = sent.effects
    assert [type(one).__name__ for one in sent.play("0812 3456 7890").effects[len(before) :]] == ["TellOfAddition"]


def test_unseen_the_typed_number_leaves_the_chat() -> None:
    talk = Talk().play("/start", "safety.yes", "privacy.no", "help", "guide.call", "0812 3456 7890")
    assert talk.last.wipe


def test_danger_typed_beside_a_question_is_asked_about_and_the_question_is_there_again() -> None:
    talk = Talk().play(*core(), "help", "dia mau bunuh aku sekarang")
    assert talk.step == "heard"
    assert talk.play("heard.no").step == "ready"


def test_a_call_for_help_from_there_leads_back_to_the_question() -> None:
    talk = Talk().play(*core(), "help", "distress", "skip", "distress.write", "next")
    assert talk.step == "ready"
    twice = Talk().play(*core(), "distress", "/bantuan", "distress", "skip", "skip", "next")
    assert twice.step == "ready"


def test_leaving_from_there_comes_back_to_the_question() -> None:
    talk = Talk().play(*core(), "help", "exit", "resume", "resume")
    assert talk.step == "ready"


def test_after_an_hour_it_is_forgotten_and_nothing_is_shown() -> None:
    talk = Talk().play(*core(), "help", 61, "/start")
    assert talk.step == "welcome"
    assert talk.play("resume").step == "ready"


def test_a_draft_of_a_version_without_that_step_is_answered() -> None:
    talk = Talk(session=Session("33.16", "guide", aside="gone")).does(AskedHelp(TUESDAY_TEN, "help"))
    assert visible(talk.last.screen) >= {"back", "exit"}
    assert talk.play("back").step == "safety"


@pytest.mark.parametrize("language", ["id", "jv", "en"])
@pytest.mark.parametrize("kind", ["code", "media", "voice", "thing"])
def test_what_is_sent_beside_the_harmless_line_is_answered_without_telling(language: str, kind: str) -> None:
    talk = Talk(session=Session("33.16", language=language)).play(*core(), "exit")
    for later in (0, 30):
        talk.waits(later).sends(kind)
        assert talk.step == ("away" if kind == "code" else "welcome"), "a thing leads on, as words do"
        assert not TELLING.search(talk.text), talk.text


@pytest.mark.parametrize("said", ["metu", "Medal", " exit ", "quit", "KELUAR"])
def test_one_may_leave_in_ones_own_words(said: str) -> None:
    assert Talk().play(*core(), said).step == "away"


@pytest.mark.parametrize("said", ["arep metu saka omah", "exit wounds", "kula badhe medal"])
def test_in_a_story_such_a_word_does_not_leave(said: str) -> None:
    assert Talk().play(*core(), said).step in ("ready", "heard")


# -- ngoko and krama ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "register"),
    [
        ((), "dewasa"),
        (("who.self",), "dewasa"),
        (("who.self", "age.12_14"), "anak"),
        (("who.self", "age.60"), "dewasa"),
        (("who.facilitator",), "anak"),
        (("who.family", "age.5_11"), "dewasa"),
    ],
)
def test_javanese_is_polite_until_a_child_is_known_to_speak(told: tuple[str, ...], register: str) -> None:
    talk = Talk().play("/start 33.16-jv-pasar", "safety.yes", "privacy.yes", "saving.go", *told)
    assert (talk.session.register, talk.last.screen.register) == (register, register)
    assert not NOT_SAID_TO["jv"][register].search(talk.text), talk.text


def test_in_indonesian_nothing_changes_until_the_age_is_known() -> None:
    assert Session("33.16").register == Session("33.16", answers={"who": ("who.self",)}).register == "anak"
