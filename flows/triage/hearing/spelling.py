"""Which dictionary word a typed word is: exactly, with its endings, as it sounds, without its vowels, or mistyped.

The ways are tried in that order and the first that answers wins, so a word we know is never bent into another one.
``ordinary.csv`` holds everyday words that would otherwise sound like a dangerous one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib.resources import files

from flows.triage.hearing.endings import (
    NO_VOWELS,
    PERSON,
    VERB,
    WORD,
    Reading,
    Readings,
    Table,
    fold,
    same,
    undouble,
)


class Spelling:
    """The dictionary."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], ordinary: Iterable[str]) -> None:
        rows = tuple(rows)
        self.ordinary = frozenset(ordinary)
        self.tables = (Table(same, rows, True), Table(undouble, rows, True), Table(fold, rows, False))
        self.bones: dict[str, list[tuple[str, Reading]]] = {}
        self.nearly: dict[tuple[str, int], list[tuple[str, Reading]]] = {}  # by an end, and by length in letters
        for written in _written(rows):  # one pair in all the lists: there are tens of thousands of them
            form, _ = written
            if len(form) >= 4:
                self.bones.setdefault(form.translate(NO_VOWELS), []).append(written)
                for end in (_front(form), form[-3:] + "$"):
                    self.nearly.setdefault((end, len(form)), []).append(written)

    def lists(self, word: str) -> bool:
        """Whether it is written as our own lists have it."""
        return word in self.tables[0].forms or word in self.ordinary

    def read(self, word: str) -> Readings:
        """Every dictionary word this may be; empty for a word that is none of them."""
        exact, undoubled, sounding = self.tables
        if word in exact.forms:
            return exact.read(word)
        if word in self.ordinary or word.isdigit():
            return ()
        if found := exact.read(word):
            return found
        if not _vowels(word) and (found := self._without_vowels(word)):
            return found
        if found := undoubled.read(word):
            return found
        plain = undouble(word)
        if plain in self.ordinary or len(word) < 3:
            return ()
        return (
            self._without_vowels(word)
            or (self._without_vowels(plain) if plain != word else ())
            or (sounding.read(plain) if len(plain) > 3 else ())
            or self._mistyped(word)
            or (self._mistyped(plain) if plain != word else ())
        )

    def _without_vowels(self, word: str) -> Readings:
        bones = word.translate(NO_VOWELS)
        if len(bones) == len(word) and len(bones) < 3:
            return ()
        found = []
        for body, ending in _bodies(word):
            kept = _vowels(body)
            if len(body) - kept < (2 if len(word) < 4 or (ending and kept) else 3):
                continue
            for form, reading in self.bones.get(body.translate(NO_VOWELS), ()):
                if len(form) > len(body) and 2 * kept <= _vowels(form) and _within(body, form):
                    found.append(reading._replace(ending=ending) if ending else reading)
            if found:
                break
        return _first(found)

    def _mistyped(self, word: str) -> Readings:
        found = []
        for body, ending in _bodies(word):
            if len(body) > 3:
                near = [
                    written
                    for end in (_front(body), body[-3:] + "$")
                    for letters in (len(body), len(body) + 1, len(body) - 1)
                    for written in self.nearly.get((end, letters), ())
                ]
                found += [
                    reading._replace(ending=ending or reading.ending, slip=True)
                    for form, reading in near
                    if _one_slip(body, form) and (len(form) > 4 or len(body) > 4 or sorted(body) == sorted(form))
                ]
        return _first(found)


def _front(word: str) -> str:
    return word[:3] if word.startswith("di") else word[:2]


def _bodies(word: str) -> Iterable[tuple[str, str]]:
    """The word, and the word without what may hang on it."""
    yield word, ""
    for prefix in ("dpn", "dipun", "dipn", "dpun"):
        if word.startswith(prefix) and len(word) - len(prefix) > 2:
            yield word[len(prefix) :], ""
    for ending in ("in", "i", "kan", "ke", "ku", "nya", "ny", "e", "ne", "no", "na", "k", "n"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            yield word[: -len(ending)], PERSON.get(ending, "nya" if ending in {"nya", "ny", "ne"} else "")


def _written(rows: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, Reading]]:
    """Forms people will mistype: the listed ones, and the two commonest inflections of the verbs."""
    for form, lemma, kind in rows:
        yield form, Reading(lemma, exact=False)
        if kind == VERB:
            yield f"di{form}", Reading(lemma, "di", exact=False)
            yield f"dipun{form}", Reading(lemma, "di", exact=False)
            for nasal in _nasals(form):
                yield nasal, Reading(lemma, "N", exact=False)
            if form[0] in "lrwymn":
                yield "me" + form, Reading(lemma, "N", exact=False)


def _nasals(stem: str) -> tuple[str, ...]:
    head, tail = stem[0], stem[1:]
    swap = {"p": "m", "t": "n", "k": "ng", "s": "ny", "c": "ny"}.get(head)
    if swap:
        return (swap + tail,)
    return ({"b": "m", "d": "n", "j": "n", "g": "ng"}.get(head, "ng") + stem,)


def _vowels(word: str) -> int:
    return len(word) - len(word.translate(NO_VOWELS))


def _one_slip(one: str, other: str) -> bool:
    """At most one letter missing, extra, wrong, or two swapped; of words whose lengths differ by one at most."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    place = 0
    while place < len(short) and short[place] == long[place]:
        place += 1
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    rest, other_rest = short[place:], long[place:]
    return rest[1:] == other_rest[1:] or (rest[2:] == other_rest[2:] and rest[:2] == other_rest[1::-1])


def _within(word: str, form: str) -> bool:
    letters = iter(form)
    return all(letter in letters for letter in word)


def _first(readings: Iterable[Reading]) -> Readings:
    return tuple(dict.fromkeys(readings))[:6]


def load(words: Iterable[str]) -> Spelling:
    """The dictionary that comes with the package, and these words, when it has them in no form."""
    here = files(__package__)
    sheet = (here / "words.csv").read_text(encoding="utf-8").splitlines()
    rows = [(form, row["lemma"], row["kind"]) for row in csv.DictReader(sheet) for form in row["forms"].split()]
    known = Table(same, rows, True)
    more = {word for word in words if len(word) > 3 and not word.isdigit() and not known.read(word)}
    ordinary = (here / "ordinary.csv").read_text(encoding="utf-8").split()[1:]
    return Spelling([*rows, *((word, word, WORD) for word in sorted(more))], set(ordinary) - more)
