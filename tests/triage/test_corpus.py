"""The sentences the small model learns from: enough, honest, varied, decent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import ceil
from pathlib import Path
from random import Random

import pytest

from flows.triage.training import writing
from flows.triage.training.noise import perturbations
from flows.triage.training.writing import CODES, LANGUAGES, frames, messages

pytestmark = pytest.mark.no_cover  # ten thousand messages are made, again and again

# Words for bodies and acts that have no place in a corpus anybody may open. Whole words.
GRAPHIC = re.compile(
    r"\b(kontol|memek|ngentot|entot|jembut|itil|peju|pejuh|penis|vagina|sperma|payudara|toket|tempik|turuk|gathel|"
    r"bacokan|mutilasi|isi perut|dipenggal|memenggal|muncrat|sodomi|oral)\b",
    re.IGNORECASE,
)


def test_there_is_enough_of_it_and_four_in_ten_are_ordinary() -> None:
    told = list(messages())
    assert len(told) >= 6000
    assert sum(message.innocent for message in told) >= len(told) / 3
    assert len({message.text for message in told}) > 0.9 * len(told)


def test_it_was_written_by_hand_in_many_families() -> None:
    every = {frame.text for frame in frames()}
    assert len(every) >= 1500
    assert len({frame.family for frame in frames()}) >= 150


def test_all_languages_speak_at_every_level() -> None:
    spoken = Counter((frame.language, min(code[0] for code in frame.codes)) for frame in frames())
    assert all(spoken[language, level] >= 15 for language in LANGUAGES for level in "DTSR"), spoken


def test_every_label_is_a_code_of_the_rubric() -> None:
    assert {code for frame in frames() for code in frame.codes} <= set(CODES.values())
    assert {code[0] for code in CODES.values()} == set("DTSR")


def test_no_family_says_what_another_family_says() -> None:
    """A near-copy would carry a held-out family's sentence into training."""
    said = [(frame, frozenset(re.findall(r"\w+", frame.text.lower()))) for frame in frames()]
    said = [(frame, words) for frame, words in said if len(words) >= 6]  # "tolong cepat" belongs to everybody
    common = Counter(word for _, words in said for word in words)
    holding: dict[str, list[int]] = defaultdict(list)
    for number, (frame, words) in enumerate(said):
        # Two that share three quarters of their words share one of the rarer quarter of each.
        rare = sorted(words, key=lambda word: (common[word], word))[: len(words) - ceil(0.75 * len(words)) + 1]
        for other, theirs in (said[i] for i in {i for word in rare for i in holding[word]}):
            if other.family != frame.family:
                alike = len(words & theirs) / len(words | theirs)
                assert alike < 0.75, (frame.family, frame.text, other.family, other.text)
        for word in rare:
            holding[word].append(number)


def test_nothing_in_it_is_graphic() -> None:
    for path in sorted((Path(writing.__file__).parent / "corpus").glob("*.toml")):
        found = GRAPHIC.search(path.read_text("utf-8"))
        assert found is None, (path.name, found)


def test_every_slot_is_filled() -> None:
    assert not [message.text for message in messages() if "{" in message.text or "}" in message.text]


def test_the_same_seed_gives_the_same_messages() -> None:
    first = [message.text for message in messages(5)]
    assert first == [message.text for message in messages(5)]
    assert first != [message.text for message in messages(6)]


def test_each_alarming_word_also_has_an_innocent_use() -> None:
    calm = " ".join(frame.text for frame in frames() if frame.codes[0].startswith("R"))
    alarming = (
        "mati bunuh dibunuh pisau celurit parang golok pukul dipukul tendang tali jembatan racun obat kunci "
        "kamar foto video nikah hamil takut tolong bakar bensin senapan pistol diculik tidur turu arit "
        "lading digebug dipateni kapundhut pejah jatuh lebam darah pingsan rahasia"
    )
    for word in alarming.split():
        assert re.search(rf"\b{word}", calm), word


def test_the_package_stays_small() -> None:
    home = Path(writing.__file__).parent
    assert sum(path.stat().st_size for path in home.rglob("*") if path.suffix in {".py", ".toml"}) < 3_000_000


def test_every_roughening_keeps_most_of_a_sentence() -> None:
    for name, change in perturbations(writing.register("id")).items():
        rough = change("tolong cepat, bapak mau dobrak pintu kamar mandi sekarang", Random(1))
        assert len(rough) > 30, name
