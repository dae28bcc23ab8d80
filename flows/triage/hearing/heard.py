"""What hearing gives back: hits with their letters, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.triage.urgency import Urgency


@dataclass(frozen=True)
class Hit:
    """Words that point to a rubric code. ``[start, end)`` are code points of the text as it was typed."""

    code: str
    start: int
    end: int
    words: str = field(repr=False)
    strength: int
    layer: str


@dataclass(frozen=True)
class Hearing:
    """What was heard: ``level`` and ``codes`` are what would be filed now; ``ask`` would open a confirming question."""

    hits: tuple[Hit, ...]
    facts: Mapping[str, tuple[str, ...]] = field(repr=False)
    ask: tuple[str, ...]
    level: Urgency
    codes: tuple[str, ...]


def together(hearings: Sequence[Hearing]) -> Hearing:
    """One hearing of several: the highest level, everything that was heard; nothing lowers."""
    level = min((h.level for h in hearings), key=lambda u: u.rank)
    codes = tuple(dict.fromkeys(c for h in hearings for c in h.codes))
    said = tuple(c for c in codes if c != "R04_UMUM") or codes
    return Hearing(
        unique(hit for h in hearings for hit in h.hits),
        hearings[0].facts,
        tuple(dict.fromkeys(c for h in hearings for c in h.ask)),
        level,
        tuple(sorted(said, key=lambda c: (Urgency.of(c).rank, c))),
    )


def unique(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each once, at its strongest, in the order of the text."""
    best: dict[tuple[str, int, int], Hit] = {}
    for hit in hits:
        key = (hit.code, hit.start, hit.end)
        if key not in best or best[key].strength < hit.strength:
            best[key] = hit
    return tuple(sorted(best.values(), key=lambda h: (h.start, h.end, h.code)))
