"""From what was typed to words, each with its place in the original text.

Case, stretched letters, leet, censor stars, full stops between letters, spaced-out words: all are undone here, and
every word remembers where it stood, so that an officer can be shown the very letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.triage.hearing.sets import words

_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_SIGNS = str.maketrans("@$€", "ase")
_LETTERS_ALIKE = str.maketrans("авекмнорстухіё", "abekmhopctyxie")
_CENSOR = "*"
_END = ".!?;\n…"
_BREAK = ',:()"“”'


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text`` as normalised, ``[start, end)`` in code points of the original."""

    text: str = field(repr=False)
    start: int
    end: int
    sentence: int
    clause: int


class _Run(NamedTuple):
    """Letters typed together, and the place of the character each came from."""

    letters: str
    places: Sequence[int]

    def part(self, first: int, end: int | None = None) -> _Run:
        return _Run(self.letters[first:end], self.places[first:end])


_RUN = re.compile(r"[^\W_]+(?:\*+[^\W_]+)*")


def words_of(text: str) -> list[Word]:
    """The words of a text, in order. Never raises, whatever the characters."""
    runs: list[_Run] = []
    marks: list[str] = []  # what stood before each run
    typed = _characters(text)
    at = 0
    for found in _RUN.finditer(typed.letters):
        between = typed.letters[at : found.start()]
        at = found.end()
        run = typed.part(found.start(), at)
        if runs and between == "-" and runs[-1].letters in _PREFIXES:  # di-bully is one word, pukul-pukul is two
            runs[-1] = _joined((runs[-1], run))
        else:
            marks.append(between)
            runs.append(run)
    return _spoken(runs, marks)


def _joined(runs: Sequence[_Run]) -> _Run:
    return _Run("".join(run.letters for run in runs), [place for run in runs for place in run.places])


def _characters(text: str) -> _Run:
    """Plain lower-case characters, each with the place of the one it came from."""
    if text.isascii():
        letters, places = text.lower(), list(range(len(text)))
    else:
        found = [
            (char, at)
            for at, original in enumerate(text)
            for char in unicodedata.normalize("NFKD", original).lower()
            if unicodedata.category(char) not in _UNSEEN
        ]
        letters, places = "".join(char for char, _ in found), [at for _, at in found]
    return _Run(_BETWEEN_LETTERS.sub("i", letters.translate(_SIGNS)), places)


_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})  # accents, joiners, invisible characters
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[!|](?=[^\W\d_])")
_TWICE = re.compile(r"([a-z]{0,4}?)([a-z]{4,})\2([a-z]{0,3})")  # dipegangpegang
_PREFIXES = frozenset({"di", "ke", "nge", "ng", "m", "n", "d", "tak", "tok"})


def _spoken(runs: Sequence[_Run], marks: Sequence[str]) -> list[Word]:
    found: list[Word] = []
    sentence = clause = 0
    place = 0
    while place < len(runs):
        mark = marks[place]
        if found and mark != " ":
            ends = any(c in _END for c in mark)
            sentence += ends
            clause += ends or any(c in _BREAK for c in mark)
        run = runs[place]
        letters = place + 1
        if _letter(run):
            while letters < len(runs) and _letter(runs[letters]):
                letters += 1
        if letters - place >= 3:  # t o l o n g
            run = _joined(runs[place:letters])
            place = letters
        else:
            place += 1
        found.extend(_cut(run, sentence, clause))
    return found


def _letter(run: _Run) -> bool:
    return len(run.letters) == 1 and run.letters.isalpha()


def _cut(run: _Run, sentence: int, clause: int) -> list[Word]:
    """``kelas8`` is two words; ``pukul2`` is said twice; ``b1nuh`` is leet."""
    raw = run.letters
    twice = _TWICE.fullmatch(raw) if len(raw) > 7 else None
    if twice:
        at = twice.start(2) + len(twice[2])
        return [_word(raw[:at], run, sentence, clause), _word(raw[at:], run, sentence, clause)]
    if raw.isalpha():
        return [_word(raw, run, sentence, clause)]
    if raw.isdigit():
        return [Word(raw, run.places[0], run.places[-1] + 1, sentence, clause)]
    split = re.fullmatch(r"([^\W\d]{2,})(\d+)([^\W\d]*)", raw)
    if split and split[2] in {"2", "22"}:
        at = len(split[1])
        return [_word(raw[:at], run, sentence, clause), _word(raw[:at] + split[3], run, sentence, clause)]
    if split and not split[3] and (len(split[2]) > 1 or split[1] in _BEFORE_NUMBERS):
        at = len(split[1])
        return [_word(raw[:at], run.part(0, at), sentence, clause), *_cut(run.part(at), sentence, clause)]
    split = re.fullmatch(r"(\d+)([^\W\d]{2,})", raw)
    if split and split[2] in _AFTER_NUMBERS:
        at = len(split[1])
        return [*_cut(run.part(0, at), sentence, clause), _word(raw[at:], run.part(at), sentence, clause)]
    return [_word("".join(_LEET.get(c, "" if c == _CENSOR else c) for c in raw), run, sentence, clause)]


_BEFORE_NUMBERS = words("before_numbers")
_AFTER_NUMBERS = words("after_numbers")


def _word(raw: str, run: _Run, sentence: int, clause: int) -> Word:
    plain = raw if raw.isascii() else raw.translate(_LETTERS_ALIKE)
    if _STRETCHED.search(plain):
        plain = _STRETCHED.sub(r"\1", plain)
    return Word(plain, run.places[0], run.places[-1] + 1, sentence, clause)


_STRETCHED = re.compile(r"(.)\1{2,}")  # tolooong; an honest double (maaf) is left to the dictionary
