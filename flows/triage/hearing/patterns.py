"""Ideas near each other, and what they mean together: the rows of ``patterns.toml``, found in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from flows.triage.hearing.lexicon import Mention, Token
from flows.triage.hearing.moments import DULU, Moment
from flows.triage.hearing.sets import concepts, table

RAISES, ASKS, TAGS = 3, 2, 1
_WITHIN = 8


@dataclass(frozen=True)
class Pattern:
    """One row: ``groups`` of ideas that must stand together, and what that amounts to."""

    groups: tuple[frozenset[str], ...]
    code: str = ""
    fact: str = ""
    strength: int = 2
    within: int = _WITHIN
    order: bool = False
    without: frozenset[str] = frozenset()
    time: str = ""


@dataclass(frozen=True)
class Match:
    """A pattern that holds, and the mentions that made it hold. ``denied``: one of them was; ``old``: of long ago;
    ``doubted``: told with *dulu*, or one idea alone among everyday things."""

    pattern: Pattern
    mentions: tuple[Mention, ...]
    denied: bool = False
    old: bool = False
    doubted: bool = False

    @property
    def strength(self) -> int:
        """The row's, but a denial, a time long ago, or a word that may be another, only asks."""
        unsure = self.denied or self.old or self.doubted or self._misread
        return min(self.pattern.strength, ASKS) if unsure else self.pattern.strength

    @property
    def tells(self) -> bool:
        """Whether its answer is given: not what was denied, nor what raises at once on one word that may be another."""
        return bool(self.pattern.fact) and not self.denied and not (self.pattern.code and self._misread)

    @property
    def _misread(self) -> bool:
        return any(m.slip for m in self.mentions) or (len(self.mentions) == 1 and self.mentions[0].guessed)


@cache
def patterns() -> tuple[Pattern, ...]:
    """The table, read once."""
    return tuple(
        Pattern(
            tuple(frozenset(group.split("|")) for group in row["all"]),
            row.get("code", ""),
            row.get("fact", ""),
            row.get("strength", 2),
            row.get("within", _WITHIN),
            row.get("order", False),
            frozenset(row.get("without", "").split()),
            row.get("time", ""),
        )
        for row in table("patterns.toml")["pattern"]
    )


@cache
def _by_first() -> Mapping[str, list[int]]:
    """Rows by the ideas they begin with, so that a text only meets the rows it could satisfy."""
    rows: dict[str, list[int]] = {}
    for number, pattern in enumerate(patterns()):
        for concept in pattern.groups[0]:
            rows.setdefault(concept, []).append(number)
    return rows


_Known = dict[frozenset[str], list[Mention]]


def matches(
    mentions: Sequence[Mention], denied: frozenset[Mention], tokens: Sequence[Token], when: Sequence[Moment]
) -> list[Match]:
    """Every row that holds, once: with mentions that nobody denied where there are such."""
    by_concept: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_concept.setdefault(mention.concept, []).append(mention)
    here = set(by_concept)
    times = _times(when)
    old = _long_ago(when) and not here & _STILL
    over = bool(here & _OVER) and (old or (any(moment.hours == DULU for moment in when) and not here & _STILL))
    old = old or over
    known: _Known = {}
    found = []
    by_first = _by_first()
    possible = sorted({number for concept in here for number in by_first.get(concept, ())})
    for pattern in (patterns()[number] for number in possible):
        if pattern.time and pattern.time not in times:
            continue
        if not any(map(here.isdisjoint, pattern.groups)):  # an idea of every group is there: most rows end here
            best = _best(pattern, by_concept, denied, tokens, known)
            if best and not pattern.code.startswith("D") and all(m.slip for m in best.mentions):
                continue  # nothing but slips of the finger
            if best and old and pattern.code.startswith("D"):
                best = None if over and not pattern.fact else replace(best, old=True)
            if best and pattern.code.startswith("D") and not pattern.fact:
                best = replace(
                    best,
                    doubted=_once(best, by_concept, tokens, when)
                    or _everyday(best, by_concept, tokens)
                    or _ever(best, here, tokens),
                )
            if best:
                found.append(best)
    return found


def _best(
    pattern: Pattern,
    by_concept: Mapping[str, list[Mention]],
    denied: frozenset[Mention],
    tokens: Sequence[Token],
    known: _Known,
) -> Match | None:
    but_denied = None
    for first in _of(pattern.groups[0], by_concept, known):
        chain = [first]
        for group in pattern.groups[1:]:
            near = [
                m
                for m in _of(group, by_concept, known)
                if min(m.gap(c) for c in chain) <= pattern.within
                and not any(m.first <= c.last and c.first <= m.last and m.concept in _SAME_WORD for c in chain)
                and (not pattern.order or m.first > chain[-1].last)
            ]
            if not near:
                break
            chain.append(min(near, key=lambda m: (m in denied, min(m.gap(c) for c in chain))))
        else:
            if pattern.without and _disturbed(pattern, chain, by_concept, tokens):
                continue
            if not any(m in denied for m in chain):
                return Match(pattern, tuple(chain))
            if len({tokens[m.first].word.sentence for m in chain}) == 1:  # else what was denied is another matter
                but_denied = but_denied or Match(pattern, tuple(chain), denied=True)
    return but_denied


_SAME_WORD = concepts("same_word")


def _of(group: frozenset[str], by_concept: Mapping[str, list[Mention]], known: _Known) -> list[Mention]:
    found = known.get(group)
    if found is None:
        found = [m for concept in group & by_concept.keys() for m in by_concept[concept]]
        found.sort(key=lambda m: (m.first, -m.last))
        known[group] = found
    return found


def _disturbed(
    pattern: Pattern, chain: Sequence[Mention], by_concept: Mapping[str, list[Mention]], tokens: Sequence[Token]
) -> bool:
    sentences = {tokens[m.first].word.sentence for m in chain}
    return any(
        tokens[m.first].word.sentence in sentences for concept in pattern.without for m in by_concept.get(concept, ())
    )


def _once(
    match: Match, by_concept: Mapping[str, list[Mention]], tokens: Sequence[Token], when: Sequence[Moment]
) -> bool:
    """*Mbiyen aku tau digebuk maling*: its sentence begins with a time that is over, and names no other."""
    here = {tokens[m.first].word.sentence for m in match.mentions}
    first = min(m.first for m in match.mentions)
    then = [m for m in by_concept.get("OLD", ()) if m.last < first and tokens[m.first].word.sentence in here]
    if not then or any(moment.hours != DULU for moment in when):
        return False
    return not any(tokens[m.first].word.sentence in here for c in _STILL for m in by_concept.get(c, ()))


def _ever(match: Match, here: Set[str], tokens: Sequence[Token]) -> bool:
    """*Dia pernah ngamuk*: it did happen, and nothing says that it is happening."""
    if match.pattern.code != "D01_BERLANGSUNG" or here & _STILL:
        return False
    first = min(m.first for m in match.mentions)
    before = tokens[max(0, first - 3) : first]
    return any("pernah" in t.keys and t.word.clause == tokens[first].word.clause for t in before)


def _everyday(match: Match, by_concept: Mapping[str, list[Mention]], tokens: Sequence[Token]) -> bool:
    """*Siapkan tali dan tongkat, besok upacara*: nothing else in the sentence says that it is meant so."""
    if len(match.mentions) > 1 or not by_concept.get("EVERYDAY"):
        return False
    here = tokens[match.mentions[0].first].word.sentence
    around = {c for c, each in by_concept.items() if any(tokens[m.first].word.sentence == here for m in each)}
    return "EVERYDAY" in around and around.isdisjoint(_EARNEST - {match.mentions[0].concept})


_EARNEST = concepts("earnest")
_STILL = concepts("still")
_OVER = concepts("over")


def _long_ago(when: Sequence[Moment]) -> bool:
    """Every moment that is named is more than a month past."""
    told = [moment.hours for moment in when if moment.hours != DULU]  # "dulu" is also "first"
    return bool(told) and all(hours < -720 for hours in told)


def _times(when: Sequence[Moment]) -> frozenset[str]:
    """The names under which the table asks for time."""
    names = set()
    past = [-m.hours for m in when if m.hours < 0]
    soon = [m.hours for m in when if m.hours > 0]
    if not past:
        names.add("unknown")
    if (past and min(past) <= 72) or any(0 <= hours <= 1 for hours in soon):
        names.add("72h")
    names |= {name for name, hours in (("120h", 120), ("30d", 720)) if not past or min(past) <= hours}
    if not past or min(past) <= 5:
        names.add("fresh")
    if not soon or min(soon) <= 720:
        names.add("not_later")
    if soon:
        names |= {f"soon{limit}" for limit in (24, 72, 720) if min(soon) <= limit}
        if min(soon) <= 12:
            names.add("tonight")
    return frozenset(names)
