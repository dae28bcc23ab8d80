"""What the lexicon made of a text, as marks the text model can learn from: ideas stand for all their words at once.

A word list finds *celurit*, *arit* and *bendo*; the model learns what such a thing near a door means. Denied ideas and
those in a harmless place are other marks than the same ideas said in earnest.
"""

from __future__ import annotations

from typing import NamedTuple

from flows.triage.hearing.lexicon import Mention
from flows.triage.hearing.listening import Listened


class Mark(NamedTuple):
    """A label, and the code points ``[start, end)`` it stands on."""

    label: str
    start: int
    end: int


def marks_of(listened: Listened) -> list[Mark]:
    """Every mark of a text, in its order."""
    tokens = listened.tokens
    heard = set(listened.mentions)
    found = [
        Mark(_said(m, heard, listened.not_so), tokens[m.first].word.start, tokens[m.last].word.end)
        for m in {*listened.every, *heard}
    ]
    for match in listened.found:
        what = (match.pattern.code and f"{match.pattern.code[:3]}{match.strength}") or match.pattern.fact
        first = min(m.first for m in match.mentions)
        last = max(m.last for m in match.mentions)
        found.append(Mark(f"{'no ' * match.denied}={what}", tokens[first].word.start, tokens[last].word.end))
    for moment in listened.when:
        found.append(Mark(_time(moment.hours), tokens[moment.first].word.start, tokens[moment.last].word.end))
    return sorted(set(found), key=lambda mark: (mark.start, mark.end, mark.label))


def _said(mention: Mention, heard: set[Mention], not_so: frozenset[Mention]) -> str:
    if mention not in heard:
        return f"quiet {mention.concept}"
    return f"no {mention.concept}" if mention in not_so else mention.concept


def _time(hours: float) -> str:
    for limit, name in ((-8760, "@years"), (-720, "@year"), (-168, "@month"), (-72, "@week"), (0, "@days")):
        if hours < limit or (limit == 0 and hours < 0):
            return name
    return "@soon" if hours <= 24 else "@3d" if hours <= 72 else "@later"
