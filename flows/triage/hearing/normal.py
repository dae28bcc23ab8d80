"""From what was typed to words, each with its place in the original text.

Case, stretched letters, leet, censor stars, full stops between letters, spaced-out words: all are undone here, and
every word remembers where it stood, so that an officer can be shown the very letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from flows.triage.hearing.sets import words

_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_SIGNS = {"@": "a", "$": "s", "€": "e"}
_LETTERS_ALIKE = str.maketrans("авекмнорстухіё", "abekmhopctyxie")
_CENSOR = "*"
_END = ".!?;\n…"
_BREAK = ',:()"“”'


@dataclass(frozen=True)
class Word:
    """One word: ``text`` as normalised, ``[start, end)`` in code points of the original."""

    text: str = field(repr=False)
    start: int
    end: int
    sentence: int
    clause: int


_Char = tuple[str, int]  # a character, and the place of the one it came from
_RUN = re.compile(r"[^\W_]+(?:\*+[^\W_]+)*")


def words_of(text: str) -> list[Word]:
    """The words of a text, in order. Never raises, whatever the characters."""
    runs: list[list[_Char]] = []
    marks: list[str] = []  # what stood before each run
    chars = _characters(text)
    letters = "".join(c for c, _ in chars)
    at = 0
    for found in _RUN.finditer(letters):
        between = letters[at : found.start()]
        at = found.end()
        run = chars[found.start() : at]
        if runs and between == "-" and _joins(runs[-1]):
            runs[-1] = runs[-1] + run
        else:
            marks.append(between)
            runs.append(run)
    return _spoken(runs, marks)


def _characters(text: str) -> list[_Char]:
    """Plain lower-case characters, each with the place of the one it came from."""
    if text.isascii():
        lowered = text.lower()
        found = [(_SIGNS.get(c, c), at) for at, c in enumerate(lowered)]
    else:
        found = []
        for at, original in enumerate(text):
            for char in unicodedata.normalize("NFKD", original).lower():
                kind = unicodedata.category(char)
                if kind[0] == "M" or kind == "Cf":
                    continue  # accents, joiners, invisible characters
                found.append((_SIGNS.get(char, char), at))
    if "!" in text or "|" in text:
        for place in range(1, len(found) - 1):
            if found[place][0] in "!|" and found[place - 1][0].isalpha() and found[place + 1][0].isalpha():
                found[place] = ("i", found[place][1])
    return found


def _joins(run: list[_Char]) -> bool:
    """``di-bully`` is one word, ``pukul-pukul`` is two."""
    return len(run) < 4 and "".join(c for c, _ in run) in _PREFIXES


_TWICE = re.compile(r"([a-z]{0,4}?)([a-z]{4,})\2([a-z]{0,3})")  # dipegangpegang
_PREFIXES = frozenset({"di", "ke", "nge", "ng", "m", "n", "d", "tak", "tok"})


def _spoken(runs: list[list[_Char]], marks: list[str]) -> list[Word]:
    found: list[Word] = []
    sentence = clause = 0
    place = 0
    while place < len(runs):
        mark = marks[place]
        if found and any(c in _END for c in mark):
            sentence += 1
            clause += 1
        elif found and any(c in _BREAK for c in mark):
            clause += 1
        run = runs[place]
        letters = place + 1
        while letters < len(runs) and len(run) == 1 and len(runs[letters]) == 1 and _letter(runs[letters]):
            letters += 1
        if letters - place >= 3 and _letter(run):  # t o l o n g
            run = [c for part in runs[place:letters] for c in part]
            place = letters
        else:
            place += 1
        found.extend(_cut(run, sentence, clause))
    return found


def _letter(run: list[_Char]) -> bool:
    return run[0][0].isalpha()


def _cut(run: list[_Char], sentence: int, clause: int) -> list[Word]:
    """``kelas8`` is two words; ``pukul2`` is said twice; ``b1nuh`` is leet."""
    raw = "".join(c for c, _ in run)
    twice = _TWICE.fullmatch(raw)
    if twice:
        at = twice.start(2) + len(twice[2])
        return [_word(raw[:at], run, sentence, clause), _word(raw[at:], run, sentence, clause)]
    if raw.isalpha():
        return [_word(raw, run, sentence, clause)]
    if raw.isdigit():
        return [Word(raw, run[0][1], run[-1][1] + 1, sentence, clause)]
    split = re.fullmatch(r"([^\W\d]{2,})(\d+)([^\W\d]*)", raw)
    if split and split[2] in {"2", "22"}:
        at = len(split[1])
        return [_word(raw[:at], run, sentence, clause), _word(raw[:at] + split[3], run, sentence, clause)]
    if split and not split[3] and (len(split[2]) > 1 or split[1] in _BEFORE_NUMBERS):
        at = len(split[1])
        return [_word(raw[:at], run[:at], sentence, clause), *_cut(run[at:], sentence, clause)]
    split = re.fullmatch(r"(\d+)([^\W\d]{2,})", raw)
    if split and split[2] in _AFTER_NUMBERS:
        at = len(split[1])
        return [*_cut(run[:at], sentence, clause), _word(raw[at:], run[at:], sentence, clause)]
    return [_word("".join(_LEET.get(c, "" if c == _CENSOR else c) for c in raw), run, sentence, clause)]


_BEFORE_NUMBERS = words("before_numbers")
_AFTER_NUMBERS = words("after_numbers")


def _word(raw: str, run: list[_Char], sentence: int, clause: int) -> Word:
    return Word(_unstretch(raw.translate(_LETTERS_ALIKE)), run[0][1], run[-1][1] + 1, sentence, clause)


def _unstretch(word: str) -> str:
    """``tolooong`` becomes ``tolong``; an honest double (``maaf``) is left to the dictionary."""
    if len(word) < 3:
        return word
    return re.sub(r"(.)\1{2,}", r"\1", word)
