"""A small linear model over words and letter n-grams: what no word list holds.

It stands behind the rules and can only raise. ``spot`` gives rubric codes, how sure it is, and the words that
carried each most, so that every raise can be shown. Weights were learnt from sentences this project wrote itself,
never from a report (``model_data/MODEL_CARD.md``); ``python -m flows.triage.training`` makes them again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import exp, inf

from flows.triage.hearing import sets
from flows.triage.hearing.marks import Mark
from flows.triage.hearing.plain import is_plain
from flows.triage.hearing.rows import TOLD, Piece, Word, bonds_of, features, ideas, piece_of, whole, words
from flows.triage.hearing.weights import BIAS, LEVELS, added, model, scored

WINDOW, STEP = 36, 24  # words: a long message is read in pieces
FULL = 1  # words: a shorter sentence says little by itself
SHOWN = 8  # at most so many words are shown as the reason

_STOP = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Spotted:
    """A code, its own chance, and where the words are that carried it. ``strong`` counts until denied; else it only
    asks."""

    code: str
    probability: float
    start: int
    end: int
    strong: bool


def spot(text: str, marks: Sequence[Mark] = (), clues: Collection[str] = ()) -> tuple[Spotted, ...]:
    """What the model hears, most urgent first; nothing for ordinary words. Any text will do; it never raises.

    ``marks`` are what the lexicon made of the same text; ``clues`` are the levels (``D``, ``T``, ``S``) that the tables
    suspect already: there less is enough to ask. Where they suspect nothing, and all that would carry a guess is an
    everyday answer or words that say nothing by themselves (*udah gak*), there is no guess.
    """
    found: dict[str, tuple[bool, float, Piece, int]] = {}
    more = bool(clues)
    for piece, told in _pieces(text, marks):
        for end, said in told:
            codes = list(_in_piece(said, clues))
            more = more or (bool(codes) and not _plain(text, piece.read[:end]))
            for code, strong, sure in codes:
                if code not in found or (strong, sure) > found[code][:2]:
                    found[code] = strong, sure, piece, end
    if not more:
        return ()
    carried: dict[str, tuple[int, int]] = {}
    for piece, end in {(id(piece), end): (piece, end) for *_, piece, end in found.values()}.values():
        here = [code for code, (*_, whole_, until) in found.items() if whole_ is piece and until == end]
        carried |= _carriers(piece.until(end), here)
    heard = [Spotted(code, found[code][1], start, end, found[code][0]) for code, (start, end) in carried.items()]
    if not clues and all(_says_little(text[s.start : s.end]) for s in heard):
        return ()
    return tuple(sorted(heard, key=lambda s: (LEVELS.index(s.code[0]), not s.strong, -s.probability)))


def _plain(text: str, read: Sequence[Word]) -> bool:
    """Whether these words are an everyday answer and no more; the signs after them are read too."""
    signs = _SIGNS.match(text, read[-1].end)
    return is_plain(text[read[0].start : signs.end() if signs else None])


def _says_little(said: str) -> bool:
    return _LITTLE.issuperset(_SIGNS.split(said.casefold().strip()))


_SIGNS = re.compile(r"[\W_]+")
_LITTLE = sets.words("little")


def scores(text: str, marks: Sequence[Mark] = ()) -> dict[str, float]:
    """The raw score of every head over the whole text as one piece; training checks itself against it."""
    return dict(zip(model().heads, _weigh(whole(words(text), marks)), strict=True))


def _weigh(piece: Piece) -> list[float]:
    """The score of every head over one piece."""
    rows = features(piece)
    return scored(added(rows), len(rows))


def _pieces(text: str, marks: Sequence[Mark]) -> Iterable[tuple[Piece, Sequence[tuple[int, list[float]]]]]:
    """Overlapping pieces, each with its scores as far as each of its sentences goes and to its end: a sentence that is
    added takes nothing away."""
    read = words(text)
    bonds = bonds_of(read, marks)
    ends = [i for i, (one, two) in enumerate(pairwise(read), 1) if _STOP.search(text, one.end, two.start)]
    for i in range(0, max(1, len(read) - WINDOW + STEP), STEP):
        if read[i : i + WINDOW]:
            piece = piece_of(read, bonds, i, i + WINDOW)
            cuts = sorted({k - i for k in ends if i + FULL <= k < i + len(piece.read)} | {len(piece.read)})
            yield piece, list(_as_far_as(piece, cuts))


def _as_far_as(piece: Piece, cuts: Sequence[int]) -> Iterable[tuple[int, list[float]]]:
    """The scores of the words before each cut: what was added up so far is not added up again."""
    complete: list[list[int]] = [[] for _ in piece.read]
    for row, (_, last) in piece.joined.items():
        complete[last].append(row)
    met: set[str] = set()
    total = rows = begin = 0
    for cut in cuts:
        for word in piece.read[begin:cut]:
            if word.form not in met:
                met.add(word.form)
                total += _by_itself(word)
                rows += len(word.own)
        joined = [row for word in complete[begin:cut] for row in word]
        total += sum([_of_ideas(row) for row in joined if row not in piece.typed])
        total += added([row for row in joined if row in piece.typed])
        rows += len(joined)
        begin = cut
        yield cut, scored(total, rows)


def _by_itself(word: Word) -> int:
    """What a word says to every head."""
    return _of_ours(word.form, word.own) if word.form in ideas() else added(word.own)


@lru_cache(maxsize=1 << 15)
def _of_ideas(row: int) -> int:
    """Kept too: what ideas and marks say together; they are lines of ours, not what somebody typed."""
    return added((row,))


@lru_cache(maxsize=1 << 12)
def _of_ours(form: str, own: tuple[int, ...]) -> int:
    """Kept, because they come again: words of our own lists, that anybody says."""
    return added(own)


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
    begins, packed, width = held.begins, held.packed, len(held.heads)
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
        more, less = (b"".join([packed[at : at + width] for at in each]) for each in (adds, takes))
        none = BIAS * (len(adds) - len(takes))
        for head in wanted:
            gave[head].append(sum(more[head::width]) - sum(less[head::width]) - none)
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
