"""How well the weighing did on labelled lines.

A miss is a message that got less than its level *and* no confirming question for that level: a question would still
have reached the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from bot.weigh.lines import Line
from flows.triage import Assessment, Urgency
from flows.triage.training.noise import perturbations
from flows.triage.training.writing import register

LANGUAGES = {"ngoko": "jawa", "krama": "jawa", "mixed": "jawa", "jv": "jawa", "kr": "jawa", "mx": "jawa"}
SPOKEN = {"ngoko": "jv", "krama": "kr", "mixed": "mx", "jv": "jv", "kr": "kr", "mx": "mx"}
AS_WRITTEN = "as written"
GROUPS = ("semua", "indonesia", "jawa")


@dataclass(frozen=True)
class Judged:
    """One labelled message and what was made of it."""

    id: Any
    text: str = field(repr=False)
    level: Urgency
    codes: frozenset[str]
    language: str
    innocent: bool
    got: Urgency
    got_codes: frozenset[str]
    ask: tuple[str, ...]

    @property
    def missed(self) -> bool:
        """Less than it should be, and nobody would ask."""
        enough = self.got.rank <= self.level.rank
        return not enough and not any(Urgency.of(code).rank <= self.level.rank for code in self.ask)

    @property
    def opens_screen(self) -> bool:
        """Whether the screen with the emergency numbers opens: a suspicion that does not count is only asked about."""
        return self.got is Urgency.DARURAT


def judged(id: Any, text: str, told: Mapping[str, Any], found: Assessment) -> Judged:
    """Put what was found beside what should have been."""
    level, codes = Urgency(told["level"]), frozenset(told.get("codes", ()))
    plain = level is Urgency.RENDAH and codes <= {"R04_UMUM"}
    return Judged(
        id,
        text,
        level,
        codes,
        LANGUAGES.get(str(told.get("language", "")), "indonesia"),
        told["kind"] == "innocent" if "kind" in told else plain,
        found.level,
        frozenset(found.codes),
        found.ask,
    )


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part / self.whole:.3f} ({self.part}/{self.whole})" if self.whole else "–"


def headline(all_: Sequence[Judged]) -> dict[str, dict[str, Share]]:
    """The promises, by language group: figure → group → share."""
    rows: dict[str, dict[str, Share]] = {}
    for group in GROUPS:
        mine = [one for one in all_ if group in ("semua", one.language)]
        darurat = [one for one in mine if one.level is Urgency.DARURAT]
        urgent = [one for one in mine if one.level in (Urgency.DARURAT, Urgency.TINGGI)]
        innocent = [one for one in mine if one.innocent]
        for name, share in {
            "DARURAT terdengar": _share(not one.missed for one in darurat),
            "DARURAT+TINGGI terdengar": _share(not one.missed for one in urgent),
            "tingkat tepat": _share(one.got is one.level for one in mine),
            "tak bersalah: layar DARURAT": _share(one.opens_screen for one in innocent),
            "tak bersalah: ada pertanyaan": _share(bool(one.ask) or one.opens_screen for one in innocent),
        }.items():
            rows.setdefault(name, {})[group] = share
    return rows


def by_level(all_: Sequence[Judged]) -> dict[Urgency, tuple[Share, Share]]:
    """Recall and precision of each level."""
    return {
        level: (
            _share(one.got is level for one in all_ if one.level is level),
            _share(one.level is level for one in all_ if one.got is level),
        )
        for level in Urgency
    }


def by_code(all_: Sequence[Judged]) -> dict[str, tuple[Share, Share]]:
    """Recall (filed or asked) and precision (filed) of each code that was labelled or found."""
    codes = sorted({code for one in all_ for code in (*one.codes, *one.got_codes)}, key=_order)
    return {
        code: (
            _share(code in one.got_codes or code in one.ask for one in all_ if code in one.codes),
            _share(code in one.codes for one in all_ if code in one.got_codes),
        )
        for code in codes
    }


def confusion(all_: Sequence[Judged]) -> Counter[tuple[Urgency, Urgency]]:
    """How often each level was taken for which."""
    return Counter((one.level, one.got) for one in all_)


def worst(all_: Sequence[Judged]) -> list[Judged]:
    """Misses, the furthest first."""
    return sorted((one for one in all_ if one.missed), key=lambda one: (one.level.rank - one.got.rank, one.level.rank))


def roughened(lines: Sequence[tuple[Line, Judged]], step: Callable[[], object] = lambda: None) -> dict[str, Share]:
    """Of the DARURAT messages, how many are still heard when each is typed in one of eight other ways; first as it was
    written. The same changes each time. ``step`` is called after each way."""
    urgent = [(line, one) for line, one in lines if one.level is Urgency.DARURAT]
    found = {AS_WRITTEN: _share(not one.missed for _, one in urgent)}
    for name in perturbations({}):
        heard = []
        for line, one in urgent:
            luck = Random(f"{one.id} {name}")  # noqa: S311 - deterministic by design
            change = perturbations(register(SPOKEN.get(str(line.told.get("language", "")), "id")))[name]
            other = replace(line, text=change(line.text, luck))
            heard.append(not judged(one.id, other.text, line.told, other.weigh()).missed)
        found[name] = _share(heard)
        step()
    return found


def _share(each: Iterable[bool]) -> Share:
    told = list(each)
    return Share(sum(told), len(told))


def _order(code: str) -> tuple[int, str]:
    return "DTSR".find(code[:1]), code
