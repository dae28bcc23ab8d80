"""A small linear model over words and letter n-grams: what no word list holds.

It stands behind the rules and can only raise. ``spot`` gives rubric codes, how sure it is, and the words that
carried each most, so that every raise can be shown. Weights were learnt from sentences this project wrote itself,
never from a report (``model_data/MODEL_CARD.md``); ``python -m flows.triage.training`` makes them again.
A row is one byte a head; rows side by side are read as one long integer and folded in halves, so that many are added at
a time and the weights stay as small in memory as in the file.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import exp, inf, sqrt
from operator import itemgetter
from typing import NamedTuple

from flows.triage.hearing.marks import Mark

LETTERS, BUCKETS = 64 << 10, 512 << 10  # runs of letters hash below the first, all else between the two
WINDOW, STEP, REACH = 36, 24, 6  # words: a long message is read in pieces, and ideas pair up in reach
FULL = 1  # words: a shorter sentence says little by itself
TOLD = 3  # of a word's own rows the last ones are the word, its consonants and its idea; runs of letters come before
USUAL, FEW = 230, 60  # rows: a message touches so many; below so few nothing counts more
SHOWN = 8  # at most so many words are shown as the reason
LEVELS = ("D", "T", "S")
BIAS = 128  # a weight is stored as weight + BIAS, so that adding never borrows from a neighbour
LANE = 256  # rows: so many of them fit into two bytes a head

_DATA = files(__package__) / "model_data"
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u200b-\u200d\ufe0f])*")
_IGNORED = re.compile(r"[^\w]|_")
_LEET = str.maketrans("013457@", "oieasta")
_SUFFIXES = ("ipun", "nya", "nem", "kan", "ake", "ne", "em", "ku", "mu", "an", "ke", "e", "i", "a")
_PREFIXES = ("dipun", "di", "ter", "ke", "meng", "men", "mem", "nge", "ng", "n", "m", "se")
_TWICE = re.compile(r"(.)\1+")
_STOP = re.compile(r"[.!?\n]")
_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True)
class Spotted:
    """A code, its own chance, and where the words are that carried it. ``strong`` counts until denied; else it only
    asks."""

    code: str
    probability: float
    start: int
    end: int
    strong: bool


class Word(NamedTuple):
    """One word of the text: where, the form the model knows it by, its idea, and the rows of weights it touches."""

    start: int
    end: int
    form: str
    idea: str | None
    own: tuple[int, ...]


class Piece(NamedTuple):
    """Some words in a row, and the rows for what several of them say together or the lexicon made of them, each with
    the first and last word it stands on."""

    read: Sequence[Word]
    joined: dict[int, tuple[int, int]]

    def until(self, end: int) -> Piece:
        """Only as far as the word before ``end``."""
        joined = {row: ends for row, ends in self.joined.items() if ends[1] < end}
        return Piece(self.read[:end], joined)


class Model(NamedTuple):
    """The shipped weights, and how scores become codes."""

    heads: tuple[str, ...]
    packed: bytes  # the rows that say something, one byte a head
    begins: array[int]  # where in ``packed`` a row begins; 0 when it says nothing
    scale: tuple[float, ...]
    bias: tuple[float, ...]
    blend: dict[str, tuple[float, float, float]]  # a code, calibrated = a · own + b · its level + c
    gates: dict[str, dict[str, float]]  # per level: scores that back or prove a clue, ask, count; its calibration
    floors: dict[str, float]  # per code: the logit at which it may stand beside a stronger one


def spot(text: str, marks: Sequence[Mark] = (), clues: Collection[str] = ()) -> tuple[Spotted, ...]:
    """What the model hears, most urgent first; nothing for ordinary words. Any text will do; it never raises.

    ``marks`` are what the lexicon made of the same text; ``clues`` are the levels (``D``, ``T``, ``S``) that the tables
    suspect already: there less is enough to ask.
    """
    found: dict[str, tuple[bool, float, Piece, int]] = {}
    for piece, told in _pieces(text, marks):
        for end, said in told:
            for code, strong, sure in _in_piece(said, clues):
                if code not in found or (strong, sure) > found[code][:2]:
                    found[code] = strong, sure, piece, end
    carried: dict[str, tuple[int, int]] = {}
    for piece, end in {(id(piece), end): (piece, end) for *_, piece, end in found.values()}.values():
        here = [code for code, (*_, whole_, until) in found.items() if whole_ is piece and until == end]
        carried |= _carriers(piece.until(end), here)
    heard = [Spotted(code, found[code][1], start, end, found[code][0]) for code, (start, end) in carried.items()]
    return tuple(sorted(heard, key=lambda s: (LEVELS.index(s.code[0]), not s.strong, -s.probability)))


def scores(text: str, marks: Sequence[Mark] = ()) -> dict[str, float]:
    """The raw score of every head over the whole text as one piece; training checks itself against it."""
    return dict(zip(model().heads, _weigh(whole(words(text), marks)), strict=True))


def words(text: str) -> list[Word]:
    """The words of a text in one spelling: no case, accents, elongation or leet; ``th dh o`` as ``t d a``."""
    met: dict[str, tuple[str | None, tuple[int, ...]]] = {}
    read = []
    for found in _TOKEN.finditer(text):
        if (form := _form(found.group())) not in met:
            met[form] = _known(form) if form in _ideas() else _told(form)
        read.append(Word(found.start(), found.end(), form, *met[form]))
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
    return _TWICE.sub(r"\1", plain.replace("dh", "d").replace("th", "t").replace("o", "a"))


@cache
def _ideas() -> dict[str, str]:
    """Every known word, whole and in a hurry, and the idea it stands for."""
    ideas: dict[str, str] = {}
    for line in (_DATA / "concepts.txt").read_text("utf-8").splitlines():
        name, *held = line.split() if not line.startswith("#") else ("",)
        for form in map(_form, held):
            ideas.setdefault(form, name)
            if len(bare := _bare(form)) > 3:
                ideas.setdefault(bare, name)
    return ideas


def _bare(form: str) -> str:
    """Without vowels, as people type in a hurry."""
    return form[:1] + _VOWELS.sub("", form[1:])


def _idea(form: str) -> str | None:
    """The idea behind a word, also under one prefix and one suffix."""
    ideas = _ideas()
    if form in ideas:
        return ideas[form]
    stems = [form, *(form[len(p) :] for p in _PREFIXES if form.startswith(p))]
    for stem in stems:
        if len(stem) > 3 and stem in ideas:
            return ideas[stem]
        for suffix in _SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) > 2 and stem[: -len(suffix)] in ideas:
                return ideas[stem[: -len(suffix)]]
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


def _shared(read: Sequence[Word]) -> Iterable[list[Bond]]:
    """What two or three words say together."""
    at = [word.start for word in read]
    pairs = enumerate(pairwise(read))
    yield [(_row(f"{one.form} {two.form}"), i, i + 1, at[i], at[i + 1]) for i, (one, two) in pairs]
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


def shortened(rows: int) -> float:
    """What each row counts in a piece that touches so many: long pieces say more words, not more danger."""
    return sqrt(USUAL / max(rows, FEW))


@cache
def model() -> Model:
    """The weights, read once."""
    told = json.loads((_DATA / "model.json").read_text("utf-8"))
    heads, scale, bias = (tuple(told[name]) for name in ("heads", "scale", "bias"))
    packed = zlib.decompress((_DATA / "weights.bin").read_bytes())
    (count,) = struct.unpack_from("<I", packed)
    index = array("I", bytes(4 * BUCKETS))
    at = 4 + 4 * count
    for (row,) in struct.iter_unpack("<I", packed[4:at]):
        index[row] = at
        at += len(heads)
    blend = {code: (a, b, c) for code, (a, b, c) in told["blend"].items()}
    return Model(heads, packed, index, scale, bias, blend, told["gates"], told["floors"])


@cache
def _lanes(value: int, width: int) -> int:
    """The same value for every head."""
    return int.from_bytes(struct.pack("<H", value) * width, "little")


def _summed(rows: Sequence[int]) -> list[int]:
    """What rows say to every head, added up: ``BIAS`` for each of them, and what they weigh."""
    width = len(model().heads)
    sums: list[int] = []
    for total in _totals(rows):
        lanes = struct.unpack(f"<{width}H", total.to_bytes(2 * width, "little"))
        sums = [a + b for a, b in zip(sums, lanes, strict=True)] if sums else [*lanes]
    return sums or [0] * width


def _totals(rows: Sequence[int]) -> Iterable[int]:
    """Rows added up as long integers, as many at a time as fit."""
    twice = _lanes(2 * BIAS, len(model().heads))
    for i in range(0, len(rows), LANE):
        part = rows[i : i + LANE]
        turned = [~row for row in part if row < 0]
        # A row that counts the other way round adds 2 · BIAS − weight: no lane ever falls below zero.
        yield _added([row for row in part if row >= 0]) + len(turned) * twice - _added(turned)


def _added(rows: Sequence[int]) -> int:
    """At most ``LANE`` rows as one integer, two bytes a head: laid side by side, and folded until one is left."""
    held = model()
    packed, index, width = held.packed, held.begins, len(held.heads)
    begins = [at for row in rows if (at := index[row])]
    silent = (len(rows) - len(begins)) * _lanes(BIAS, width)
    if not begins:
        return silent
    beside = b"".join([packed[at : at + width] for at in begins])
    many = 1 << (len(begins) - 1).bit_length()
    wide = bytearray(2 * width * many)
    wide[: 2 * len(beside) : 2] = beside
    total = int.from_bytes(wide, "little")
    while many > 1:
        many >>= 1
        bits = 16 * width * many
        total = (total & _ones(bits)) + (total >> bits)
    return silent + total


@cache
def _ones(bits: int) -> int:
    return (1 << bits) - 1


def _weigh(piece: Piece) -> list[float]:
    """The score of every head over one piece."""
    rows = features(piece)
    return _scored(_summed(rows), len(rows))


def _scored(sums: Sequence[int], rows: int) -> list[float]:
    held, none, counts = model(), BIAS * rows, shortened(rows)
    return [s * counts * (lane - none) + b for s, b, lane in zip(held.scale, held.bias, sums, strict=True)]


def whole(read: Sequence[Word], marks: Sequence[Mark] = ()) -> Piece:
    """All of it as one piece."""
    return _piece(read, (_marked(read, marks), *_shared(read)), 0, len(read))


def _piece(read: Sequence[Word], bonds: Iterable[list[Bond]], first: int, end: int) -> Piece:
    """The words ``[first, end)``, and what begins in them; each row once, where it first stands."""
    part = read[first:end]
    joined: dict[int, tuple[int, int]] = {}
    if not part:
        return Piece(part, joined)
    opens, closes, last = part[0].start, part[-1].end, len(part) - 1
    for each in bonds:
        for row, i, j, begins, until in each[bisect_left(each, opens, key=itemgetter(3)) :]:
            if begins >= closes:
                break
            if until < closes and row not in joined:
                joined[row] = i - first, j - first if j - first < last else last
    return Piece(part, joined)


def _pieces(text: str, marks: Sequence[Mark]) -> Iterable[tuple[Piece, Sequence[tuple[int, list[float]]]]]:
    """Overlapping pieces, each with its scores as far as each of its sentences goes and to its end: a sentence that is
    added takes nothing away."""
    read = words(text)
    bonds = (_marked(read, marks), *_shared(read))
    ends = [i for i, (one, two) in enumerate(pairwise(read), 1) if _STOP.search(text, one.end, two.start)]
    for i in range(0, max(1, len(read) - WINDOW + STEP), STEP):
        if read[i : i + WINDOW]:
            piece = _piece(read, bonds, i, i + WINDOW)
            cuts = sorted({k - i for k in ends if i + FULL <= k < i + len(piece.read)} | {len(piece.read)})
            yield piece, list(_as_far_as(piece, cuts))


def _as_far_as(piece: Piece, cuts: Sequence[int]) -> Iterable[tuple[int, list[float]]]:
    """The scores of the words before each cut: what was added up so far is not added up again."""
    complete = [(last, row) for row, (_, last) in piece.joined.items()]
    met: set[str] = set()
    for i, word in enumerate(piece.read):
        if word.form not in met:
            met.add(word.form)
            complete += [(i, row) for row in word.own]
    complete.sort(key=itemgetter(0))
    sums, rows = [0] * len(model().heads), 0
    for cut in cuts:
        more = bisect_left(complete, cut, lo=rows, key=itemgetter(0))
        added = _summed([row for _, row in complete[rows:more]])
        sums, rows = [a + b for a, b in zip(sums, added, strict=True)], more
        yield cut, _scored(sums, rows)


def _in_piece(said_of: Sequence[float], clues: Collection[str]) -> Iterable[tuple[str, bool, float]]:
    held = model()
    raw = dict(zip(held.heads, said_of, strict=True))
    for level in LEVELS:
        gate, said = held.gates[level], raw[f"LEVEL_{level}"]
        asks, counts = (gate["backs"], gate["proves"]) if level in clues else (gate["asks"], gate["counts"])
        if said < asks:
            continue
        mine = {c: a * raw[c] + b * said + d for c, (a, b, d) in held.blend.items() if c[0] == level}
        best = max(mine, key=lambda code: mine[code])
        for code, value in mine.items():
            if code == best or value >= held.floors[code]:
                sure = 1 / (1 + exp(-max(min(value, 30.0), -30.0)))
                yield code, said >= counts, round(sure, 4)
        if said >= counts:
            return  # the codes of a lower level are no news beside these


def _carriers(piece: Piece, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Where the words stand that carried each code most: the run of at most ``SHOWN`` with the largest sum."""
    if not codes:
        return {}
    held, read = model(), piece.read
    begins, packed = held.begins, held.packed
    adding: list[list[int]] = [[] for _ in read]
    taking: list[list[int]] = [[] for _ in read]
    for row, (i, j) in piece.joined.items():
        if row >= 0:
            if at := begins[row]:
                adding[i].append(at)
                adding[j].append(at)
        elif at := begins[~row]:
            taking[i].append(at)
            taking[j].append(at)
    place = {head: i for i, head in enumerate(held.heads)}
    wanted = sorted({place[head] for code in codes for head in (code, f"LEVEL_{code[0]}")})
    # What each word gives to a head, doubled: by itself, and half of what it says together with another.
    gave: dict[int, list[int]] = {head: [] for head in wanted}
    for word, adds, takes in zip(read, adding, taking, strict=True):
        for row in word.own[-TOLD:]:
            if at := begins[row if row >= 0 else ~row]:
                (adds if row >= 0 else takes).extend((at, at))
        none = BIAS * (len(adds) - len(takes))
        for head in wanted:
            gave[head].append(sum([packed[at + head] for at in adds]) - sum([packed[at + head] for at in takes]) - none)
    carried = {}
    for code in codes:
        (a, b, _), own, level = held.blend[code], place[code], place[f"LEVEL_{code[0]}"]
        a, b = a * held.scale[own], b * held.scale[level]
        each = [a * mine + b * general for mine, general in zip(gave[own], gave[level], strict=True)]
        first, last = _heaviest([0.0, *accumulate(each)])
        carried[code] = read[first].start, read[last - 1].end
    return carried


def _heaviest(sums: Sequence[float]) -> tuple[int, int]:
    """Of all runs of at most ``SHOWN`` words the one that weighs most; of equals the shortest, then the last."""
    most, place = -inf, (0, 1)
    for length in range(1, min(SHOWN, len(sums) - 1) + 1):
        runs = [end - begin for begin, end in zip(sums, sums[length:], strict=False)]
        if (here := max(runs)) > most:
            first = len(runs) - 1 - runs[::-1].index(here)
            most, place = here, (first, first + length)
    return place
