"""Answers the desk was given and that were changed afterwards: who holds the phone then may be somebody else.

Whatever is taken back leaves its trace. What protects (a prohibition, a sign of danger, who must not know) stands until
a person at the desk has asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Given = Mapping[str, Sequence[str]]

WHOLE = ("danger", "signs", "keep_from")  # each answer of these protects
SINGLE = {
    "visit": ("visit.danger",),
    "insider": ("insider.some", "insider.unknown"),
    "privacy": ("privacy.no",),
    "life": ("life.yes", "life.unsure"),
    "life_now": ("life_now.yes",),
}


def taken_back(earlier: Given, before: Given, now: Given) -> dict[str, tuple[str, ...]]:
    """What was answered once and is not now, by step: what was gone ``earlier``, and what went with this turn."""
    once = {step: (*earlier.get(step, ()), *before.get(step, ())) for step in {**earlier, **before}}
    return {step: gone for step, given in once.items() if (gone := _without(given, now.get(step, ())))}


def standing(answers: Given, gone: Given) -> dict[str, tuple[str, ...]]:
    """The answers as they count: those of now first, then what protects and was taken back."""
    kept = {step: tuple(option for option in given if _protects(step, option)) for step, given in gone.items()}
    whole = {step: tuple(given) for step, given in answers.items()}
    for step, given in kept.items():
        if given:
            whole[step] = (*whole.get(step, ()), *_without(given, whole.get(step, ())))
    return whole


def _protects(step: str, option: str) -> bool:
    return step in WHOLE or option in SINGLE.get(step, ())


def _without(given: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    return tuple(option for option in dict.fromkeys(given) if option not in those)
