"""The table of messages, written for these tests: what people might type, and what the rubric makes of it.

``half`` says who has seen a message: the lexicon was made with the *tune* families in view; the *held-out* families
were written afterwards and are only ever counted. ``innocent`` messages sound alarming and are not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.triage import Urgency
from flows.triage.hearing import Hearing, hear


@dataclass(frozen=True)
class Case:
    half: str
    family: str
    language: str
    level: Urgency
    code: str
    innocent: bool
    text: str


def _read() -> tuple[Case, ...]:
    with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as sheet:
        return tuple(
            Case(
                row["half"],
                row["family"],
                row["language"],
                Urgency(row["level"]),
                row["code"],
                row["innocent"] == "yes",
                row["text"],
            )
            for row in csv.DictReader(sheet)
        )


CASES = _read()
TUNE = tuple(case for case in CASES if case.half == "tune")
HELD_OUT = tuple(case for case in CASES if case.half == "held-out")


def is_missed(gold: Urgency, heard: Hearing) -> bool:
    """Less than the right level, and no question that would raise it so far."""
    return heard.level.rank > gold.rank and not any(Urgency.of(code).rank <= gold.rank for code in heard.ask)


def recall(cases: Iterable[Case], texts: Iterable[str] | None = None) -> float:
    """The share that is not missed."""
    wanted = list(cases)
    said = list(texts) if texts is not None else [case.text for case in wanted]
    missed = sum(is_missed(case.level, hear(text)) for case, text in zip(wanted, said, strict=True))
    return 1 - missed / len(wanted)


def exact(cases: Iterable[Case]) -> float:
    """The share at exactly the right level."""
    wanted = list(cases)
    return sum(hear(case.text).level == case.level for case in wanted) / len(wanted)
