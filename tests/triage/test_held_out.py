"""Messages that nothing was trained on: the promise may grow, and must not shrink unseen.

The floors lie a little below the figures in the README; `wadul triage --evaluate` prints them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.weigh.figures import Judged, headline, judged
from bot.weigh.lines import read_labelled
from flows.triage.training.writing import frames

HELD_OUT = Path(__file__).parent / "held_out.jsonl"


@lru_cache(maxsize=1)
def all_() -> list[Judged]:
    lines = [read_labelled(text, number) for number, text in enumerate(HELD_OUT.read_text("utf-8").splitlines(), 1)]
    return [judged(line.id, line.text, line.told, line.weigh()) for line in lines]


def share(figure: str, group: str = "semua") -> float:
    found = headline(all_())[figure][group]
    return found.part / found.whole


def test_urgent_messages_are_heard() -> None:
    assert share("DARURAT terdengar") >= 0.97
    assert share("DARURAT+TINGGI terdengar") >= 0.97


def test_the_level_is_mostly_right() -> None:
    assert share("tingkat tepat") >= 0.82


def test_ordinary_words_rarely_disturb() -> None:
    assert share("tak bersalah: layar DARURAT") <= 0.05
    assert share("tak bersalah: ada pertanyaan") <= 0.18  # 0.10 is wanted


def test_javanese_is_heard_as_well_as_indonesian() -> None:
    assert share("DARURAT terdengar", "jawa") >= share("DARURAT terdengar", "indonesia") - 0.03


def test_none_of_them_was_trained_on() -> None:
    taught = {frame.text.casefold() for frame in frames()}
    assert not [one.id for one in all_() if one.text.casefold() in taught]
