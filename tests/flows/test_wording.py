"""All the words anybody reads."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fluent.runtime import FluentResource

from flows import wording
from flows.lint_texts import Files, _names
from flows.outcome import Button, Screen, Text
from flows.wording import LONGEST, NoSuchText, label, shortened, text, write

SCREEN = Screen("review", 3, Text("head-calm"), (), ((Button("next"),),), "id", "anak", quiet=False, protect=True)


def units(said: str) -> int:
    return len(said.encode("utf-16-le", "surrogatepass")) // 2


def test_what_a_language_does_not_have_is_said_in_indonesian() -> None:
    assert text("control-back", "jv") == "⬅️ Bali"
    assert text("reason-T13_LUKA", "jv") == text("reason-T13_LUKA", "id")
    assert text("ask-who", "xx") == text("ask-who", "id")


def test_the_same_sentence_speaks_to_a_child_and_to_an_adult() -> None:
    assert "kamu" in text("ask-ready", register="anak")
    assert "Anda" in text("ask-ready", register="dewasa")


def test_javanese_is_ngoko_for_a_child_and_krama_for_an_adult_on_buttons_too() -> None:
    assert text("ask-ready", "jv").startswith("Wis siap")
    assert text("ask-ready", "jv", register="dewasa").startswith("Sampun siap")
    to_child = write(replace(SCREEN, language="jv", rows=((Button("safety.no"),),)))
    to_adult = write(replace(SCREEN, language="jv", register="dewasa", rows=((Button("safety.no"),),)))
    assert [one.rows[0][0].label for one in (to_child, to_adult)] == ["🆘 Ora aman", "🆘 Mboten aman"]


@pytest.mark.parametrize("language", ["id", "jv", "en"])
@pytest.mark.parametrize("register", ["anak", "dewasa"])
def test_where_the_key_is_held_outside_no_sealed_text_names_somebody_of_the_office(language, register) -> None:
    facts = {"numbers": "112", "whose": "self", "holder": "keyholder", "hears": "keyholder"}
    keys = [key for key, message in Files().messages[language].items() if {"holder", "hears"} & _names(message)[0]]
    assert len(keys) == 6
    for key in keys:
        said = text(key, language, register=register, **facts)
        assert re.search("pemegang kunci|nyekel kunci|nyepeng kunci|key holder", said), key
        assert not re.search("kepala|atasan|supervisor|head of", said), key


def test_quiet_is_shorter_and_falls_back_to_the_whole() -> None:
    assert len(text("ask-words", quiet=True, whose="self")) < len(text("ask-words", whose="self"))
    assert text("note-permits-none", quiet=True) == text("note-permits-none")


@pytest.mark.parametrize("key", ["no-such-text", "ask-gone"])
def test_a_missing_text_is_said_by_name(key: str) -> None:
    with pytest.raises(NoSuchText, match=key):
        text(key)


def test_a_missing_argument_is_said_without_the_others() -> None:
    with pytest.raises(NoSuchText, match="receipt") as refusal:
        text("receipt", wrong="4071")
    assert "4071" not in str(refusal.value)


def test_a_message_without_a_value_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "parsed", lambda *_: FluentResource("bare =\n    .quiet = Diam.\n"))
    wording._bundle.cache_clear()
    wording._always_so.cache_clear()
    try:
        with pytest.raises(NoSuchText, match="bare"):
            text("bare")
        assert text("bare", quiet=True) == "Diam."
    finally:
        wording._bundle.cache_clear()
        wording._always_so.cache_clear()


@pytest.mark.fault("U7")
def test_a_screen_is_never_longer_than_telegram_allows() -> None:
    for words in ("😶" * 5000, "a" * 5000, "\ud83d" * 5000, "e\u0301" * 4000):
        said = write(replace(SCREEN, lines=(Text("plain", {"words": words}),))).text
        assert units(said) <= LONGEST
        assert said.endswith("…")


@pytest.mark.parametrize("length", [4095, 4096])
def test_what_fits_is_not_cut(length: int) -> None:
    assert shortened("a" * length) == "a" * length


@pytest.mark.fault("U7")
def test_the_cut_is_counted_in_utf16_and_never_inside_a_character() -> None:
    said = shortened("😶" * 2049)
    assert said.strip("😶") == "…"
    assert units(said) <= LONGEST
    assert units(shortened("😶" * 2048)) == LONGEST


def test_a_very_long_story_is_cut_quickly() -> None:
    assert units(shortened("😶" * 2_000_000)) <= LONGEST


def test_a_button_says_its_name_and_carries_only_ids() -> None:
    screen = write(replace(SCREEN, rows=((Button("act.hit", ticked=True), Button("33.16.05", label="Cepu")),)))
    first, second = screen.rows[0]
    assert first.label.startswith("✓ ")
    assert first.data == "act.hit|review|3"
    assert (second.label, second.data) == ("Cepu", "33.16.05|review|3")


def test_places_and_answers_are_named_in_the_review() -> None:
    line = Text("review-line", {"step": "where", "options": ("33.16.05", "area.elsewhere")})
    assert "Cepu, " + label("area.elsewhere") in write(replace(SCREEN, lines=(line,))).text


def test_an_answer_of_an_older_version_is_reviewed_by_its_id() -> None:
    line = Text("review-line", {"step": "acts", "options": ("act.gone", "act.hit")})
    assert "act.gone, " + label("act.hit") in write(replace(SCREEN, lines=(line,))).text
