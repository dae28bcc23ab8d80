"""From a text to rows of weights: the words of a piece, and what several of them, or the lexicon made of them, say.

A word is known in one spelling, by the idea it stands for, and by its runs of letters; each is hashed to a row.
Training reads through here too: what was learnt is what is looked up.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from flows.triage.hearing.marks import Mark

LETTERS, BUCKETS = 64 << 10, 512 << 10  # runs of letters hash below the first, all else between the two
TOLD = 3  # of a word's own rows the last ones are the word, its consonants and its idea; runs of letters come before
REACH = 6  # words: ideas pair up in reach

_CONCEPTS = files(__package__) / "model_data/concepts.txt"
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u200b-\u200d\ufe0f])*")
_IGNORED = re.compile(r"[^\w]|_")
_LEET = str.maketrans("013457@", "oieasta")
_SUFFIXES = ("ipun", "nya", "nem", "kan", "ake", "ne", "em", "ku", "mu", "an", "ke", "e", "i", "a")
_PREFIXES = ("dipun", "di", "ter", "ke", "meng", "men", "mem", "nge", "ng", "n", "m", "se")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")


class Word(NamedTuple):
    """One word of the text: where, the form the model knows it by, its idea, and the rows of weights it touches."""

    start: int
    end: int
    form: str
    idea: str | None
    own: tuple[int, ...]


class Piece(NamedTuple):
    """Some words in a row, and the rows for what several of them say together or the lexicon made of them, each with
    the first and last word it stands on. ``typed`` are those of the rows that are made of somebody's own words."""

    read: Sequence[Word]
    joined: dict[int, tuple[int, int]]
    typed: frozenset[int] = frozenset()

    def until(self, end: int) -> Piece:
        """Only as far as the word before ``end``."""
        joined = {row: ends for row, ends in self.joined.items() if ends[1] < end}
        return Piece(self.read[:end], joined, self.typed)


def words(text: str) -> list[Word]:
    """The words of a text in one spelling: no case, accents, elongation or leet; ``th dh o`` as ``t d a``."""
    met: dict[str, tuple[str, str | None, tuple[int, ...]]] = {}
    read = []
    for found in _TOKEN.finditer(text):
        typed = found.group()
        if (told := met.get(typed)) is None:
            form = _form(typed)
            told = met[typed] = (form, *(_known(form) if form in ideas() else _told(form)))
        read.append(Word(found.start(), found.end(), *told))
    return read


def _told(form: str) -> tuple[str | None, tuple[int, ...]]:
    return (idea := _idea(form)), _own(form, idea)


@lru_cache(maxsize=1 << 12)
def _known(form: str) -> tuple[str | None, tuple[int, ...]]:
    """Kept, because they come again: words of our own lists, that anybody says."""
    return _told(form)


def _form(token: str) -> str:
    if not token.isascii():
        token = _IGNORED.sub("", unicodedata.normalize("NFKD", token))
    plain = token.casefold()[:24]
    if plain.isdigit():
        return plain if len(plain) < 3 else "#"
    if not plain.isalpha():
        plain = plain[:-1] if plain.endswith("2") else plain.translate(_LEET)  # anak2
    plain = plain.replace("dh", "d").replace("th", "t").replace("o", "a")
    return _TWICE.sub(r"\1", plain) if _TWICE.search(plain) else plain


@cache
def ideas() -> dict[str, str]:
    """Every known word, whole and in a hurry, and the idea it stands for."""
    known: dict[str, str] = {}
    for line in _CONCEPTS.read_text("utf-8").splitlines():
        name, *held = line.split() if not line.startswith("#") else ("",)
        for form in map(_form, held):
            known.setdefault(form, name)
            if len(bare := _bare(form)) > 3:
                known.setdefault(bare, name)
    return known


def _bare(form: str) -> str:
    """Without vowels, as people type in a hurry."""
    return form[:1] + _VOWELS.sub("", form[1:])


def _idea(form: str) -> str | None:
    """The idea behind a word, also under one prefix and one suffix."""
    known = ideas()
    if form in known:
        return known[form]
    stems = [form, *(form[len(p) :] for p in _PREFIXES if form.startswith(p))]
    for stem in stems:
        if len(stem) > 3 and stem in known:
            return known[stem]
        for suffix in _SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) > 2 and stem[: -len(suffix)] in known:
                return known[stem[: -len(suffix)]]
    return None


def _own(form: str, idea: str | None) -> tuple[int, ...]:
    """Rows for what one word says by itself: it, its consonants, its idea, and its runs of three and four letters."""
    padded = f"_{form}_"
    runs = [padded[i : i + n] for n in (3, 4) for i in range(len(padded) - n + 1)]
    rows = [_row(run, 0, LETTERS) for run in dict.fromkeys(runs)]
    rows += _row(f"w {form}"), _row(f"s {_bare(form)}")
    return (*rows, _row(f"i {idea}")) if idea else tuple(rows)


# A row for what several words say together: the first and last word it stands on, and where the first and the last of
# what made it begin, in code points. Bonds come in the order of where they begin.
Bond = tuple[int, int, int, int, int]


def _paired(read: Sequence[Word]) -> list[Bond]:
    """What two words say side by side."""
    pairs = enumerate(pairwise(read))
    return [(_row(f"{one.form} {two.form}"), i, i + 1, one.start, two.start) for i, (one, two) in pairs]


def _shared(read: Sequence[Word]) -> Iterable[list[Bond]]:
    """What two or three ideas say together."""
    at = [word.start for word in read]
    ideas = [(i, word.idea) for i, word in enumerate(read) if word.idea]
    yield [
        (_ideas_row(idea, f"{'…' if gap else ''}{other}"), i, j, at[i], at[j])
        for k, (i, idea) in enumerate(ideas)
        for gap, (j, other) in enumerate(ideas[k + 1 : k + 4])
        if j - i <= REACH
    ]
    threes = zip(ideas, ideas[1:], ideas[2:], strict=False)
    yield [(_ideas_row(a, b, c), i, j, at[i], at[j]) for (i, a), (_, b), (j, c) in threes]


def _row(what: str, first: int = LETTERS, last: int = BUCKETS) -> int:
    """Which row of weights; ``~row`` when it counts the other way round (the top bit of the hash is the sign)."""
    hashed = zlib.crc32(what.encode())
    row = first + hashed % (last - first)
    return ~row if hashed >> 31 else row


def _marked(read: Sequence[Word], marks: Sequence[Mark]) -> list[Bond]:
    """What the lexicon found, alone and by twos."""
    starts = [word.start for word in read]
    ends = [
        (m.label, max(0, bisect_right(starts, m.start) - 1), max(0, bisect_left(starts, m.end) - 1), m.start)
        for m in marks
    ]
    found = []
    for k, (one, first, last, here) in enumerate(ends):
        found.append((_marks_row(one), first, last, here, here))
        near = last + REACH
        for other, begins, finish, there in ends[k + 1 : k + 9]:
            if begins <= near and other != one:
                found.append((_marks_row(one, other), first, finish if finish > last else last, here, there))
    return found


@lru_cache(maxsize=1 << 15)
def _marks_row(*labels: str) -> int:
    """Kept, because they come again: labels are ours, never anybody's words."""
    return _row(f"m {' '.join(labels)}")


@lru_cache(maxsize=1 << 15)
def _ideas_row(*ideas: str) -> int:
    """Kept too: an idea is a line of ours, not the word somebody typed."""
    return _row(" ".join(ideas))


def features(piece: Piece) -> list[int]:
    """Every row a piece touches, once for each distinct word or pair. Training reads through here too."""
    own = {word.form: word.own for word in piece.read}
    return [row for rows in own.values() for row in rows] + list(piece.joined)


def whole(read: Sequence[Word], marks: Sequence[Mark] = ()) -> Piece:
    """All of it as one piece."""
    return piece_of(read, bonds_of(read, marks), 0, len(read))


def bonds_of(read: Sequence[Word], marks: Sequence[Mark]) -> tuple[list[Bond], ...]:
    """All that several words say together, each kind in the order of where it begins; first what was typed."""
    return _paired(read), _marked(read, marks), *_shared(read)


def piece_of(read: Sequence[Word], bonds: Sequence[list[Bond]], first: int, end: int) -> Piece:
    """The words ``[first, end)``, and what begins in them; each row once, where it first stands."""
    part = read[first:end]
    joined: dict[int, tuple[int, int]] = {}
    if not part:
        return Piece(part, joined)
    opens, closes, last = part[0].start, part[-1].end, len(part) - 1
    typed: frozenset[int] = frozenset()
    for kind, each in enumerate(bonds):
        for row, i, j, begins, until in each[bisect_left(each, opens, key=itemgetter(3)) :]:
            if begins >= closes:
                break
            if until < closes and row not in joined:
                joined[row] = i - first, j - first if j - first < last else last
        typed = typed if kind else frozenset(joined)
    return Piece(part, joined, typed)
