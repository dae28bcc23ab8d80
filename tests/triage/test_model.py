"""The small text model: it shows its words, never raises, is quick, and can be made again byte for byte."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.triage.hearing import model as hearing
from flows.triage.hearing import rows
from flows.triage.hearing.listening import listen
from flows.triage.hearing.marks import marks_of
from flows.triage.hearing.model import Spotted
from flows.triage.hearing.rows import BUCKETS, LETTERS, words
from flows.triage.hearing.weights import BIAS, LEVELS, model
from flows.triage.training.writing import CODES, frames, messages

ALARMS = [
    "bapak masuk kamarku lagi tiap malam",
    "wis ogak kuat, pengen turu ra tangi meneh",
    "tlg cpt dia mau dobrak kmr mandi",
    "omku suka ngajak aku ke gudang kalau sepi, aku ga suka",
    "kula dipunantemi semah kula saben dinten",
    "kalau aku pergi dari dunia ini ga ada yang nyari",
]
CALM = [
    "mati lampu dari tadi, wifi juga mati",
    "besok kumpul pukul 7 di balai desa",
    "film horornya bikin takut, ada yang dibunuh",
    "capek mati habis angkat galon",
    "hp ku mati, maaf baru balas",
    "matur nuwun sanget",
]


def spot(text: str) -> tuple[Spotted, ...]:
    """As it is used: with what the lexicon made of the same text."""
    return hearing.spot(text, marks_of(listen(text)))


@pytest.mark.parametrize("text", ALARMS)
def test_it_hears_what_is_said_sideways(text: str) -> None:
    assert any(s.strong and s.code[0] in "DT" for s in spot(text)), spot(text)


@pytest.mark.parametrize("text", CALM)
def test_it_leaves_ordinary_words_alone(text: str) -> None:
    assert spot(text) == ()


def test_a_word_that_threatens_and_puts_out_a_lamp_is_asked_about_at_most() -> None:
    assert not any(s.strong and s.code.startswith("D") for s in spot("lampune tak pateni ben adhem"))


@pytest.mark.no_cover  # the same few lines thousands of times over
def test_every_raise_shows_whole_words() -> None:
    for message in list(messages())[::80]:
        for spotted in spot(message.text):
            places = [(word.start, word.end) for word in words(message.text)]
            assert spotted.start in {start for start, _ in places}
            assert spotted.end in {end for _, end in places}
            assert (
                len(message.text[spotted.start : spotted.end].split()) <= hearing.SHOWN + 4
            )  # a line break is a blank too
            assert 0 <= spotted.probability <= 1
            assert spotted.code in CODES.values()


def test_emoji_and_accents_do_not_shift_the_words_shown() -> None:
    text = "😭😭 kak, bapákku màsuk kamarku lagi tiap malam 🙏"
    shown = [text[s.start : s.end] for s in spot(text)]
    assert shown
    assert all("😭" not in words and "kamarku" in words for words in shown)


def test_case_length_and_leet_change_nothing() -> None:
    plain = spot("bapak masuk kamarku lagi tiap malam")
    for other in (
        "BAPAK MASUK KAMARKU LAGI TIAP MALAM",
        "bapakkkk masuuuuk kamarkuuu lagi tiap malam!!!",
        "b4pak masuk kam4rku l4gi ti4p malam",
    ):
        assert [s.code for s in spot(other)] == [s.code for s in plain]


def test_an_alarm_is_not_thinned_by_what_stands_around_it() -> None:
    chatter = "tadi pagi saya ke pasar beli sayur dan tempe lalu pulang naik becak bersama tetangga yang ramah sekali "
    text = chatter * 2 + "wis ogak kuat pengen turu ra tangi meneh bengi iki " + chatter * 2
    assert any(s.code == "D07_BUNUH_DIRI_AKUT" for s in spot(text))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_will_do(text: str) -> None:
    for spotted in spot(text):
        assert isinstance(spotted, Spotted)
        assert 0 <= spotted.start < spotted.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", " ", "😭", "\x00", "\ud800", "ⓐⓑⓒ", "ﷺ" * 50, "a" * 10_000, "mati " * 3_000, "2", "²", "١٢٣"]
)
def test_odd_text_will_do_too(text: str) -> None:
    spot(text)


def test_it_takes_little_memory() -> None:
    spot(ALARMS[0])  # the lexicon is loaded, and not the model's
    model.cache_clear()
    tracemalloc.start()
    model()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 24_000_000


@pytest.mark.parametrize(("hurried", "whole"), [("clrt", "celurit"), ("dpksa", "dipaksa"), ("prksa", "perkosa")])
def test_a_word_in_a_hurry_stands_for_the_same_idea(hurried: str, whole: str) -> None:
    one, other = rows.words(f"{hurried} {whole}")
    assert one.idea == other.idea is not None


def test_only_words_of_our_own_lists_are_remembered() -> None:
    rows._known.cache_clear()
    hearing._of_ours.cache_clear()
    hearing.spot("kelambrinto zwarfkuy")
    assert rows._known.cache_info().currsize == hearing._of_ours.cache_info().currsize == 0
    hearing.spot("celurit zwarfkuy")
    assert rows._known.cache_info().currsize == hearing._of_ours.cache_info().currsize == 1


def test_what_is_shipped_is_small_and_whole() -> None:
    data = Path(hearing.__file__).parent / "model_data"
    assert sum(path.stat().st_size for path in data.iterdir()) < 8_000_000
    held = model()
    packed = zlib.decompress((data / "weights.bin").read_bytes())
    count = int.from_bytes(packed[:4], "little")
    assert len(packed) == 4 + count * (4 + len(held.heads))
    assert len(held.begins) == BUCKETS > count == sum(map(bool, held.begins))
    assert set(held.blend) == {code for code in CODES.values() if code[0] in "DTS"} == set(held.floors)
    assert all(held.gates[level]["asks"] <= held.gates[level]["counts"] for level in LEVELS)
    assert all(held.gates[level]["backs"] <= held.gates[level]["proves"] for level in LEVELS)


@pytest.mark.no_cover
def test_on_its_own_sentences_it_hears_nearly_all_and_disturbs_few() -> None:
    """Not a figure of quality (it learnt from them): a broken or stale weights file fails here."""
    told = [frame for frame in frames() if "{" not in frame.text][::3]
    urgent = [frame for frame in told if frame.codes[0][0] in "DT"]
    calm = [frame for frame in told if frame.codes[0] == "R04_UMUM"]
    assert sum(any(s.code[0] in "DT" for s in spot(f.text)) for f in urgent) >= 0.95 * len(urgent)
    assert sum(bool(spot(f.text)) for f in calm) <= 0.02 * len(calm)


# -- with numpy ----------------------------------------------------------------------------------------------------


def test_plain_python_decides_as_training_does() -> None:
    np = pytest.importorskip("numpy")
    from flows.triage.training import fitting

    texts = [message.text for message in list(messages())[::800]]
    held = model()
    width, none = len(held.heads), bytes([BIAS]) * len(held.heads)
    small = b"".join(held.packed[at : at + width] if at else none for at in held.begins)
    weights = (np.frombuffer(small, dtype=np.uint8).reshape(BUCKETS, width).astype(np.float64) - BIAS) * np.asarray(
        held.scale
    )
    weights[:LETTERS] /= fitting.LETTERS_WEIGH
    weights[LETTERS:] /= fitting.ALL_WEIGH
    theirs = fitting.scores(fitting.matrix(texts), np.vstack([weights, np.asarray(held.bias)]))
    for text, row in zip(texts, theirs, strict=True):
        assert list(hearing.scores(text, marks_of(listen(text))).values()) == pytest.approx(list(row), abs=1e-3)


@pytest.mark.timeout(240)
def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    from flows.triage.training.__main__ import train

    for run in ("one", "two"):
        train(tmp_path / run, seed=7, every=200, measure=False)
    for name in ("weights.bin", "model.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
