"""Endings and beginnings: which dictionary word remains when they are taken off, under one way of writing.

Indonesian di-, me-, -in, -kan, -i, -nya; Javanese di-, dipun-, N-, tak-, kok-, -ake, -no, -e,
-ne, Blora's -em and -nem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

FUNCTION, WORD, VERB = "f", "w", "v"


class Reading(NamedTuple):
    """A dictionary word, and what hung on it: ``voice`` di/N/tak/…, ``ending`` ku/mu/nya/…; a ``slip`` is mistyped."""

    lemma: str
    voice: str = ""
    ending: str = ""
    exact: bool = True
    slip: bool = False


Readings = tuple[Reading, ...]
Fold = Callable[[str], str]

# Prefix, what it may hide at the start of the stem.
_PREFIXES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("dipun", "di", ("",)),
    ("di", "di", ("",)),
    ("d", "di", ("",)),
    ("tak", "tak", ("",)),
    ("ku", "tak", ("",)),
    ("kok", "kok", ("",)),
    ("tok", "kok", ("",)),
    ("kau", "kok", ("",)),
    ("ke", "ter", ("",)),
    ("ter", "ter", ("",)),
    ("ber", "N", ("",)),
    ("menge", "N", ("",)),
    ("meng", "N", ("", "k")),
    ("meny", "N", ("s", "c")),
    ("mem", "N", ("", "p")),
    ("men", "N", ("", "t")),
    ("me", "N", ("",)),
    ("nge", "N", ("", "k")),
    ("ng", "N", ("", "k")),
    ("ny", "N", ("s", "c", "")),
    ("m", "N", ("p", "", "w")),
    ("n", "N", ("t", "", "th")),
    ("pe", "N", ("",)),
    ("peng", "N", ("", "k")),
    ("pem", "N", ("", "p")),
    ("di nge", "di", ("",)),
    ("dinge", "di", ("",)),
)
_SUFFIXES = tuple("in i ni kan ke ake aken kake no ne na ono ana nen en an n ane ine inne nin lah ki kno o".split())  # noqa: SIM905
_CLITICS = ("ku", "mu", "nya", "nye", "ne", "nem", "em", "ipun", "nipun", "e", "q", "ny")
NO_VOWELS = {ord(vowel): None for vowel in "aiueo"}
_DOUBLES = re.compile(r"(.)\1")


def same(word: str) -> str:
    return word


def undouble(word: str) -> str:
    return _DOUBLES.sub(r"\1", word) if _DOUBLES.search(word) else word


def fold(word: str) -> str:
    """How it sounds, roughly: a/o/u and i/e swing, dh is d, th is t, old spelling, doubles."""
    for old, new in (("dh", "d"), ("th", "t"), ("oe", "u"), ("tj", "c"), ("kh", "k"), ("ck", "k"), ("sy", "s")):
        word = word.replace(old, new)
    return undouble(word.translate(_SWING))


_SWING = str.maketrans("oueyvzq", "aaiifjk")


class Table:
    """Forms and stems under one way of writing, with the affixes written the same way."""

    def __init__(self, way: Fold, forms: Iterable[tuple[str, str, str]], exact: bool) -> None:
        self.way, self.exact = way, exact
        self.forms: dict[str, list[str]] = {}
        self.nouns: dict[str, list[str]] = {}
        self.stems: dict[str, list[str]] = {}
        for form, lemma, kind in forms:
            key = way(form)
            if exact or len(form) >= 4:
                self.forms.setdefault(key, []).append(lemma)
                if kind != FUNCTION:
                    self.nouns.setdefault(key, []).append(lemma)
                if kind == VERB:
                    self.stems.setdefault(key, []).append(lemma)
        self.prefixes = {way(p): (voice, tuple(map(way, hides))) for p, voice, hides in reversed(_PREFIXES)}
        self.suffixes = frozenset(map(way, _SUFFIXES))
        self.clitics = {way(c): PERSON.get(c, "nya") for c in reversed(_CLITICS)}

    def read(self, word: str) -> Readings:
        """Whole, then with a possessive, then with verbal affixes."""
        word = self.way(word)
        found = self.forms.get(word)
        if found:
            return self._as(found)
        bodies = [(word, "")]
        for length in range(min(5, len(word) - 3), 0, -1):
            if ending := self.clitics.get(word[-length:]):
                stem = word[:-length]
                if found := self.nouns.get(stem):
                    return self._as(found, "", ending)
                bodies.append((stem, ending))
        for body, ending in bodies:
            if verb := self._verb(body):
                return self._as(verb[0], verb[1], ending)
        return ()

    def _verb(self, word: str) -> tuple[list[str], str] | None:
        bodies = [word]
        bodies += [word[:-n] for n in range(1, min(5, len(word) - 2)) if word[-n:] in self.suffixes]
        for body in bodies:
            if found := self.stems.get(body):
                return found, ""
        for length in range(1, min(6, len(word) - 2)):
            if at := self.prefixes.get(word[:length]):
                for body in bodies:
                    bare = body[length:]
                    for hidden in at[1]:
                        if len(bare) > 1 and (found := self.stems.get(hidden + bare)):
                            return found, at[0]
        return None

    def _as(self, lemmas: list[str], voice: str = "", ending: str = "") -> Readings:
        return tuple(Reading(lemma, voice, ending, self.exact) for lemma in dict.fromkeys(lemmas))


PERSON = {"ku": "ku", "q": "ku", "mu": "mu", "em": "mu", "nem": "mu"}
