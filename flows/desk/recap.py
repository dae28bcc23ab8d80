"""A year in counts that may be shown, beside what was printed before.

More reports are teaching that worked, not failure (the office's own words): so the recap puts how soon somebody acted
before how many there were. Counts are withheld below five; what came twice, by the police or a hospital, counts once.

Every table counts the same cases. Those sealed away are in none of them: they have a line of their own, and no two
figures differ by them. How soon somebody acted is told without of how many: that beside the urgency would tell how many
wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from statistics import median

from flows.desk.counting import LEAST, Cell, Table, alone, crossed, one_way
from flows.desk.register import FORMS, RISK, Kept
from flows.desk.simfoni import forms
from flows.office import Office
from flows.office_parts import Published

URGENCIES = ("DARURAT", "TINGGI", "SEDANG", "RENDAH")
AGES = ("age.u5", "age.5_11", "age.12_14", "age.15_17", "age.18_24", "age.25_59", "age.60")
UNKNOWN = "?"


@dataclass(frozen=True)
class Counted:
    """A case for the register: what the desk keeps, what was answered, and the seconds from filing to the first
    acknowledgement and to the first act. ``sealed``: only its number, urgency and hour are known."""

    kept: Kept
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    acknowledged_after: float | None = None
    acted_after: float | None = None
    sealed: bool = False


@dataclass(frozen=True)
class Times:
    """How soon, in minutes: the middle one, and nine of ten. None where fewer than five are known, or where how many
    cases there were is withheld."""

    median: float | None = None
    nine_of_ten: float | None = None


@dataclass(frozen=True)
class Recap:
    """One year of one office. ``total`` is what every table counts; ``sealed`` are in none of them. ``months`` are
    January to December; ``twice`` came by another door as well."""

    year: int
    office: str
    total: Cell
    sealed: Cell
    twice: Cell
    months: tuple[Cell, ...]
    urgency: Mapping[str, Cell]
    channels: Mapping[str, Cell]
    places: Mapping[str, Cell]
    forms_by_age: Table
    acknowledged: Mapping[str, Times]
    acted: Mapping[str, Times]
    published: tuple[Published, ...]
    posters: Mapping[str, Cell]


def recap(year: int, office: Office, counted: Iterable[Counted], posters: Mapping[str, int] | None = None) -> Recap:
    """Count a year. One case may hold several forms: the table of forms counts forms, and says so where it is shown.
    ``posters`` are the conversations each began: they are no cases, and nobody may have told anything in them."""
    everything = list(counted)
    told = [one for one in everything if not one.sealed]
    once = [one for one in told if not one.kept.duplicate]
    months = one_way((f"{office.clock(one.kept.filed).month:02}" for one in once), [f"{m:02}" for m in range(1, 13)])
    urgency = one_way((one.kept.urgency for one in once), URGENCIES)
    return Recap(
        year,
        office.name,
        alone(len(once)),
        alone(sum(one.sealed and not one.kept.duplicate for one in everything)),
        alone(len(told) - len(once)),
        tuple(months.values()),
        urgency,
        one_way((one.kept.source for one in once), ()),
        one_way((_first(one, "where") for one in once), ()),
        crossed(
            ((form, _first(one, "age")) for one in once for form in (forms(one.answers) or ("lainnya",))),
            FORMS,
            (*AGES, UNKNOWN),
            beside=len(once),
        ),
        {u: _times(one.acknowledged_after for one in once if one.kept.urgency == u and urgency[u]) for u in URGENCIES},
        {u: _times(one.acted_after for one in once if one.kept.urgency == u and urgency[u]) for u in URGENCIES},
        office.published,
        _hung(office, posters or {}),
    )


def risk_of(urgency: str) -> str:
    """The ministry's three words for our four."""
    return RISK[urgency]


def _hung(office: Office, counts: Mapping[str, int]) -> dict[str, Cell]:
    """Each poster by its name; one that was taken down by its code."""
    names = {one.code: one.name for one in office.posters}
    each = chain.from_iterable(repeat(names.get(code, code), count) for code, count in counts.items())
    return one_way(each, tuple(names.values()))


def _first(one: Counted, step: str) -> str:
    given = one.answers.get(step, ())
    return given[0] if given else UNKNOWN


def _times(seconds: Iterable[float | None]) -> Times:
    minutes = sorted(max(0.0, one) / 60 for one in seconds if one is not None)
    if len(minutes) < LEAST:
        return Times()
    return Times(round(median(minutes), 1), round(minutes[min(len(minutes) - 1, int(len(minutes) * 0.9))], 1))
