"""A year in counts that may be shown, beside what was printed before.

More reports are teaching that worked, not failure (the office's own words): so the recap puts how soon somebody acted
before how many there were. Tables are withheld below five; what came twice, by the police or a hospital, counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from flows.desk.counting import Cell, Table, crossed, one_way
from flows.desk.register import FORMS, RISK, Kept
from flows.desk.simfoni import forms
from flows.office import Office, Published

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
    """How soon, in minutes: the middle one, nine of ten, and of how many. None where fewer than five are known."""

    median: float | None
    nine_of_ten: float | None
    known: Cell


@dataclass(frozen=True)
class Recap:
    """One year of one office. ``months`` are January to December; ``twice`` came by another door as well."""

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


def recap(year: int, office: Office, counted: Iterable[Counted]) -> Recap:
    """Count a year. One case may hold several forms: the table of forms counts forms, and says so where it is shown."""
    everything = list(counted)
    once = [one for one in everything if not one.kept.duplicate]
    known = [one for one in once if not one.sealed]
    months = one_way((f"{office.clock(one.kept.filed).month:02}" for one in once), [f"{m:02}" for m in range(1, 13)])
    hidden = one_way(["sealed" if one.sealed else "known" for one in once], ["known", "sealed"])
    return Recap(
        year,
        office.name,
        _held(len(once)),
        hidden["sealed"],
        _held(len(everything) - len(once)),
        tuple(months.values()),
        one_way((one.kept.urgency for one in once), URGENCIES),
        one_way((one.kept.source for one in once), ()),
        one_way((_first(one, "where") for one in known), ()),
        crossed(
            ((form, _first(one, "age")) for one in known for form in (forms(one.answers) or ("lainnya",))),
            FORMS,
            (*AGES, UNKNOWN),
        ),
        {u: _times(one.acknowledged_after for one in once if one.kept.urgency == u) for u in URGENCIES},
        {u: _times(one.acted_after for one in once if one.kept.urgency == u) for u in URGENCIES},
        office.published,
    )


def risk_of(urgency: str) -> str:
    """The ministry's three words for our four."""
    return RISK[urgency]


def _first(one: Counted, step: str) -> str:
    given = one.answers.get(step, ())
    return given[0] if given else UNKNOWN


def _held(count: int) -> Cell:
    return one_way(["x"] * count, ["x"])["x"]


def _times(seconds: Iterable[float | None]) -> Times:
    minutes = sorted(max(0.0, one) / 60 for one in seconds if one is not None)
    count = _held(len(minutes))
    if not count:
        return Times(None, None, count)
    return Times(round(median(minutes), 1), round(minutes[min(len(minutes) - 1, int(len(minutes) * 0.9))], 1), count)
