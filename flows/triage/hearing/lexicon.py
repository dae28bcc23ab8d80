"""Words and phrases into ideas: every term of ``lexicon.csv`` that occurs in a text, whatever its spelling.

Terms are compared dictionary word by dictionary word (``words.csv``), so that *ora isa metu*, *gak bs kluar* and
*mboten saged medal* are one term. Phrases come before single words, and before any thought of negation.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from flows.triage.hearing.endings import Reading, Readings, fold
from flows.triage.hearing.normal import Word, words_of
from flows.triage.hearing.sets import concepts, words
from flows.triage.hearing.spelling import Spelling, load

FILLERS = words("fillers")
_MAY_STAND_BETWEEN = words("may_stand_between")
_LITERAL = concepts("literal")
_PASSIVE = concepts("passive")
_APART = frozenset({"di", "dipun", "dipn"})  # "dipun kunci", "di kunci": the passive with a space in it
_SEALS = concepts("seals")
_CALMING = _LITERAL | concepts("calming")


@dataclass(frozen=True)
class Token:
    """A word that means something, with every dictionary word it may be."""

    word: Word = field(repr=False)
    readings: Readings = field(repr=False)
    keys: frozenset[str] = field(repr=False)

    @property
    def doubtful(self) -> bool:
        """Whether it is mistyped, or may be one of several words."""
        if not self.readings or self.readings[0].exact:
            return False
        return self.readings[0].slip or len({r.lemma for r in self.readings}) > 1

    def any_of(self, lemmas: frozenset[str]) -> bool:
        return not self.keys.isdisjoint(lemmas)


class Mention(NamedTuple):
    """An idea, and the tokens ``[first, last]`` that said it."""

    concept: str
    first: int
    last: int
    guessed: bool = False  # no word of it was written as the dictionary has it
    slip: bool = False  # every word of it would be a slip of the finger

    def gap(self, other: Mention) -> int:
        """How many tokens stand between; 0 when they touch or overlap."""
        behind, before = self.first - other.last - 1, other.first - self.last - 1
        return behind if behind > 0 else before if before > 0 else 0


_CLOCK = words("clock")
_HOURS = words("hours")
_UNWILLING = words("unwilling")
_ME = (Reading("aku"),)
Node = dict[str, Any]


class Lexicon:
    """All terms, as a tree of dictionary words."""

    def __init__(self, spelling: Spelling, terms: Sequence[tuple[tuple[str, ...], str]]) -> None:
        self.spelling = spelling
        self.root: Node = {}
        self._known = lru_cache(maxsize=1 << 12)(self._read)  # words of our own lists come again: anybody says them
        known: dict[str, list[Token]] = {}
        for term, concept in terms:
            for word in term:
                if word not in known:
                    known[word] = self.tokens([Word(word, 0, 0, 0, 0)])
            node = self.root
            for key in _keys([token for word in term for token in known[word]], concept):
                node = node.setdefault(key, {})
            node.setdefault("", []).append(concept)

    def tokens(self, typed: Sequence[Word]) -> list[Token]:
        """The words that count, each read once. *Pukul tujuh* is a time of day."""
        found = []
        for place, word in enumerate(typed):
            after = typed[place + 1].text if place + 1 < len(typed) else ""
            if word.text in FILLERS or (word.text in _CLOCK and (after[:1].isdigit() or after in _HOURS)):
                continue
            if word.text in _UNWILLING:
                found += [Token(word, (Reading(lemma),), frozenset({lemma})) for lemma in ("tidak", "mau")]
                continue
            apart = place > 0 and typed[place - 1].text in _APART
            readings, keys = (self._known if self.spelling.lists(word.text) else self._read)(word.text, apart)
            if keys.isdisjoint(FILLERS):
                found.append(Token(word, readings, keys))
                if readings and readings[0].ending == "ku" and readings[0].exact:
                    found.append(Token(word, _ME, frozenset({"aku"})))  # fotoku: foto aku
        return found

    def _read(self, word: str, apart: bool) -> tuple[Readings, frozenset[str]]:
        """What a word may be, and what it is looked up by; ``apart`` when the *di* before it is a word of its own."""
        readings = self.spelling.read(word)
        keys = {r.lemma for r in readings} or {"=" + fold(word)}
        done = apart or word.startswith("di")
        passive = {"di:" + r.lemma for r in readings if done or r.voice == "di"}
        return readings, frozenset({"~" + word, *("~" + r.lemma for r in readings), *keys, *passive})

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every term, the longer ones hiding what they seal."""
        found: dict[tuple[str, int, int], Mention] = {}
        for first, token in enumerate(tokens):
            if not self.root.keys().isdisjoint(token.keys):
                self._walk(self.root, tokens, first, first, 0, found)
        every = list(found.values())
        seals = [m for m in every if m.first < m.last and m.concept in _SEALS]
        return [m for m in every if not any(_hides(seal, m) for seal in seals)]

    def _walk(
        self, node: Node, tokens: Sequence[Token], first: int, at: int, skipped: int, found: dict[Any, Mention]
    ) -> None:
        if at >= len(tokens):
            return
        token = tokens[at]
        for key in node.keys() & token.keys:
            below = node[key]
            if "" in below:
                guessed, slip = _guessed(tokens[first : at + 1])
                for concept in below[""]:
                    if concept not in _CALMING or not any(t.doubtful for t in tokens[first : at + 1]):
                        found[concept, first, at] = Mention(concept, first, at, guessed, slip)
            if len(below) > ("" in below):
                self._walk(below, tokens, first, at + 1, skipped, found)
        if first < at and not skipped and token.any_of(_MAY_STAND_BETWEEN):
            self._walk(node, tokens, first, at + 1, 1, found)


def _guessed(tokens: Sequence[Token]) -> tuple[bool, bool]:
    """Whether none of these words is written as the dictionary has it, and whether each would be a slip."""
    for token in tokens:
        if not token.readings or token.readings[0].exact:
            return False, False
    return True, all(token.readings[0].slip for token in tokens)


def _hides(seal: Mention, other: Mention) -> bool:
    inside = seal.first <= other.first and other.last <= seal.last
    return inside and (seal.last - seal.first > other.last - other.first) and seal.concept != other.concept


def _keys(tokens: Sequence[Token], concept: str) -> list[str]:
    """What a term is looked up by."""
    if len(tokens) == 1 and concept in _LITERAL:
        return ["~" + tokens[0].word.text]
    if len(tokens) == 1 and concept in _PASSIVE:
        return ["di:" + _main(tokens[0])]
    return [_main(token) for token in tokens]


def _main(token: Token) -> str:
    return token.readings[0].lemma if token.readings else "=" + fold(token.word.text)


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package, read once."""
    sheet = (files(__package__) / "lexicon.csv").read_text(encoding="utf-8")
    terms = [(_split(row["term"]), row["concept"]) for row in csv.DictReader(sheet.splitlines())]
    # Words that only the lexicon has are dictionary words too: they may be mistyped as well.
    return Lexicon(load({word for term, _ in terms for word in term} - FILLERS), terms)


def _split(term: str) -> tuple[str, ...]:
    if term.isascii() and term.replace(" ", "").isalpha():
        return tuple(term.split())
    return tuple(word.text for word in words_of(term))
