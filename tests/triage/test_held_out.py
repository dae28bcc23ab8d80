"""Messages that nothing was trained on: the promise may grow, and must not shrink unseen.

The floors lie a little below the figures in the README; `wadul triage --evaluate` prints them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from bot.weigh.figures import Judged, headline, judged
from bot.weigh.lines import read_labelled
from flows.triage.hearing import hear
from flows.triage.hearing.patterns import ASKS
from flows.triage.training.writing import frames

pytestmark = pytest.mark.no_cover  # the same lines, thousands of times over

DETAILS = Path(__file__).parent / "details.txt"  # what people answer when an officer asks where, when, who
HELD_OUT, UNSEEN, STRANGERS = (Path(__file__).parent / f"{name}.jsonl" for name in ("held_out", "unseen", "strangers"))


@lru_cache(maxsize=3)
def all_(file: Path = HELD_OUT) -> list[Judged]:
    lines = [read_labelled(text, number) for number, text in enumerate(file.read_text("utf-8").splitlines(), 1)]
    return [judged(line.id, line.text, line.told, line.weigh()) for line in lines]


def share(figure: str, group: str = "semua", file: Path = HELD_OUT) -> float:
    found = headline(all_(file))[figure][group]
    return found.part / found.whole


def test_urgent_messages_are_heard() -> None:
    assert share("DARURAT terdengar") >= 0.97
    assert share("DARURAT+TINGGI terdengar") >= 0.97


def test_the_level_is_mostly_right() -> None:
    assert share("tingkat tepat") >= 0.89


def test_ordinary_words_rarely_disturb() -> None:
    assert share("tak bersalah: layar DARURAT") <= 0.05
    assert share("tak bersalah: ada pertanyaan") <= 0.10


def test_javanese_is_heard_as_well_as_indonesian() -> None:
    assert share("DARURAT terdengar", "jawa") >= share("DARURAT terdengar", "indonesia") - 0.03


@pytest.mark.parametrize("file", [UNSEEN, STRANGERS], ids=lambda file: file.stem)
def test_strangers_messages_are_heard_too(file: Path) -> None:
    """By authors who knew the rubric and nothing of this program: not to be read, or they are strangers no longer."""
    assert share("DARURAT terdengar", file=file) >= 0.97
    assert share("DARURAT+TINGGI terdengar", file=file) >= 0.97
    assert share("tingkat tepat", file=file) >= 0.85
    assert share("tak bersalah: layar DARURAT", file=file) <= 0.05
    assert share("tak bersalah: ada pertanyaan", file=file) <= 0.10


@pytest.mark.parametrize("figure", ["DARURAT terdengar", "DARURAT+TINGGI terdengar", "tingkat tepat"])
def test_strangers_are_heard_as_well_in_javanese(figure: str) -> None:
    told = [headline(all_(file))[figure] for file in (UNSEEN, STRANGERS)]
    javanese, indonesian = (
        sum(one[group].part for one in told) / sum(one[group].whole for one in told) for group in ("jawa", "indonesia")
    )
    assert javanese >= indonesian - 0.03


def test_none_of_them_was_trained_on() -> None:
    taught = {frame.text.casefold() for frame in frames()}
    assert not [one.id for file in (HELD_OUT, UNSEEN, STRANGERS) for one in all_(file) if one.text.casefold() in taught]


def test_details_for_an_officer_raise_no_alarm_and_ask_little() -> None:
    details = DETAILS.read_text("utf-8").splitlines()
    heard = [hear(line) for line in details]
    assert not [line for line, one in zip(details, heard, strict=True) if any(code[0] == "D" for code in one.codes)]
    asked = sum(any(hit.code[0] == "D" and hit.strength >= ASKS for hit in one.hits) for one in heard)
    assert asked <= 0.10 * len(details)
