"""Acts, as people tap them, and the forms of violence the ministry's register counts (domain.md, SIMFONI fields)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FORMS: Mapping[str, tuple[str, ...]] = {
    "act.hit": ("fisik",),
    "act.touched": ("seksual",),
    "act.image": ("seksual",),
    "act.married": ("seksual",),
    "act.neglected": ("penelantaran",),
    "act.confined": ("fisik",),
    "act.threatened": ("psikis",),
    "held.job": ("trafficking",),
    "held.leaving": ("trafficking",),
    "held.promised": ("trafficking",),
    "other.bullied": ("psikis",),
    "other.saw": ("psikis",),
    "other.work": ("eksploitasi",),
    "other.talk": ("lainnya",),
}


def forms(answers: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The forms, each once, in the order in which they were told."""
    found = [form for given in answers.values() for option in given for form in FORMS.get(option, ())]
    return tuple(dict.fromkeys(found))
