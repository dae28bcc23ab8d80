"""A typed yes or no: what is plainly one, what only looks like it, and where it may raise an alarm and lower none."""

from __future__ import annotations

import pytest

from flows.events import Wrote
from flows.yes_and_no import begins_with_yes, is_about_erasing_alone, is_not_safe, is_only_no, is_only_yes
from tests.flows.talking import LISTENING, TUESDAY_TEN, Talk, core

NOT_SAFE = (
    *("tidak", "Tidak.", "gak", "nggak!", "enggak", "ora", "mboten", "ga", "tdk", "ngga", "gaaak", "tidaaak", "ndak"),
    *("tidak aman", "ora aman", "gak aman", "Mboten aman…", "tidak, tidak aman", "gak aman kak", "aku gak aman"),
    *("tidak aman sekarang", "durung aman", "belum aman", "no", "not safe", "\u200btidak", "ｔｉｄａｋ", "tidak 😭"),
)
SAFE_OR_UNPLAIN = (
    *("ya", "iya", "aman", "iya aman", "sudah aman", "aman kok", "inggih", "yes", "safe", "tidak apa-apa", "ora popo"),
    *("tidak ada apa-apa", "tidak tahu", "gak tau", "tidak?", "bukan", "belum", "tak", "", "😭", "tidak mau cerita"),
)


@pytest.mark.parametrize("said", NOT_SAFE)
def test_a_typed_no_to_the_first_question_goes_on_as_the_tap_does(said: str) -> None:
    assert is_not_safe(said)
    tapped, typed = Talk().play("/start", "safety.no"), Talk().play("/start").does(Wrote(TUESDAY_TEN, said))
    assert typed.step == tapped.step == "distress.where"
    assert typed.session.answers == tapped.session.answers
    assert [(one.step, one.text) for one in typed.session.words] == [("safety", said.strip())]
    assert typed.hears("110")
    assert typed.play("skip", "distress.write").alerts == ["DARURAT"]
    assert typed.weighed.level == "DARURAT"


@pytest.mark.parametrize("said", SAFE_OR_UNPLAIN)
def test_that_somebody_is_safe_is_never_taken_from_words(said: str) -> None:
    assert not is_not_safe(said)
    talk = Talk().play("/start").does(Wrote(TUESDAY_TEN, said))
    assert talk.step == "safety"
    assert "safety" not in talk.session.answers
    assert [one.text for one in talk.session.words] == ([said] if said else [])


def test_a_typed_no_after_a_tapped_yes_raises_and_back_leads_where_it_led() -> None:
    talk = Talk().play("/start", "safety.yes", "back", "gak aman")
    assert talk.step == "distress.where"
    assert talk.session.answer("safety") == "safety.no"
    assert talk.play("back").step == "safety"


def test_a_no_typed_elsewhere_answers_nothing() -> None:
    assert Talk().play("tidak").step == "safety", "it was asked only now"
    talk = Talk().play(*core()[:4], "tidak")
    assert (talk.step, talk.session.answer("safety")) == ("who", "safety.yes")


def test_where_a_voice_note_came_first_the_no_is_heard_too() -> None:
    talk = Talk(office=LISTENING).speaks().play("tidak")
    assert talk.step == "distress.where"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "iya",
            "Iya!",
            "ya ya",
            "iyo",
            "ho oh",
            "ho'oh",
            "hooh",
            "he eh",
            "nggih",
            "inggih",
            "betul",
            "iyaaa",
            "yes",
            "y",
        ),
        *("iyo wedi", "iya takut", "ya, dia di depan", "nggih mbak, kula ajrih", "iya dia nggak mau pergi", "ya bu"),
        *("iya, sudah dipukul tadi", "iya aku gak mau hidup lagi", "bener dia bawa parang", "iya itu", "iya, tolong"),
        *("iya, apa yang harus kulakukan?", "yes he is here", "iya 😭", "inggih, sampun dangu"),
    ],
)
def test_a_yes(said: str) -> None:
    assert begins_with_yes(said)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "ya enggak",
            "ya gak",
            "ya bukan",
            "iyo ora",
            "ya nggak lah",
            "nggih mboten",
            "yo dudu",
            "yes no",
            "ya belum",
        ),
        *("ya itu bukan", "ya kayaknya enggak", "ya tapi nggak", "iya dia enggak", "iya gak apa-apa", "iyo ora popo"),
        *("ya ampun", "ya ampuuun tolong", "ya Allah", "ya Tuhan", "yo wis", "ya sudah", "ya udah deh", "yo wes ben"),
        *("ya gimana ya", "yo embuh", "ya nanti", "iya makasih", "ya?", "iya???", "yakin", "yang mana", "ayah", "yoga"),
        *("", "...", "bukan", "tidak", "dia bilang iya"),
    ],
)
def test_no_yes(said: str) -> None:
    assert not begins_with_yes(said)


def test_alone_and_with_more() -> None:
    assert is_only_yes("Iya, iya.")
    assert not is_only_yes("iya takut")
    assert not is_only_yes("")
    assert is_only_no("enggak")
    assert not is_only_no("enggak mau")
    for said in ("ya hapus semuanya", "busak kabeh", "mboten siyos", "jangan", "yes, erase it all"):
        assert is_about_erasing_alone(said)
    for said in ("hapus foto itu", "jangan pukul", "iya wedi", "semua", ""):
        assert not is_about_erasing_alone(said)


def test_a_long_story_is_read_in_a_moment() -> None:
    for story in (
        "ya " * 6000,
        "tidak " * 3000,
        "gak" * 6000,
        "ya" * 120 + "x",
        "iyayo" * 50 + "h",
        "hapus semua " * 1000,
        "ya" * 10_000 + "!",
    ):
        for asked in (begins_with_yes, is_about_erasing_alone, is_not_safe, is_only_no):
            asked(story)
