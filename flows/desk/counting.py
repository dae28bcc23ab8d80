"""Counts that may be shown: small ones are withheld, and what would give them away with them.

In a small regency "one girl under five in Jati" is a person. A count of 1 to 4 is withheld (``None``), a zero stays.
So is one that is all but 1 to 4: the rest would be as small. Then more are withheld, the smallest first, until nobody
works a small one out from what is shown: neither by itself, nor as the sum of those withheld in one line. What is left
of a handful of cases is no table at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5  # the smallest count that is shown

Cell = int | None
Pair = tuple[str, str]
_SUM = "\u03a3"  # the sum of a line, weighed as one more count of it


@dataclass(frozen=True)
class Table:
    """A crossing: ``cells[row][column]``, with the sums of rows and columns, and all. ``None`` is withheld."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Cell]]
    row_sums: Mapping[str, Cell]
    column_sums: Mapping[str, Cell]
    all: Cell


def shown(count: Cell) -> str:
    """A count as people read it. Why it is withheld is not told: each reason alone would say how large it is."""
    return "·" if count is None else str(count)


def alone(count: int) -> Cell:
    """A count beside nothing that it is part of."""
    return None if 0 < count < LEAST else count


def one_way(values: Iterable[str], order: Sequence[str]) -> dict[str, Cell]:
    """Counts of one question, in this order; what is not in it comes last. Safe beside the sum of all (`alone`).

    When nothing can be shown, nothing is told but the order: even how many answers there were would tell."""
    counts = Counter(values)
    rows = (*order, *sorted(counts.keys() - set(order)))
    whole, hidden = counts.total(), {row for row in rows if 0 < counts[row] < LEAST}
    larger = sorted((row for row in rows if counts[row] >= LEAST), key=lambda row: (counts[row], row))
    while hidden and larger and (len(hidden) == 1 or _sum(counts, hidden) <= max(len(hidden), LEAST - 1)):
        hidden.add(larger.pop(0))
    if 0 < whole < LEAST or (hidden and _sum(counts, hidden) == len(hidden)):  # each is one, then
        return dict.fromkeys(order)
    return {row: None if row in hidden else counts[row] for row in rows}


def crossed(pairs: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str], beside: int) -> Table:
    """Two questions crossed, in these orders; what is not in them comes last. ``beside``: how many were asked, which
    may be fewer than the pairs; shown as `alone`."""
    counts = Counter(pairs)
    rows = (*rows, *sorted({row for row, _ in counts} - set(rows)))
    columns = (*columns, *sorted({column for _, column in counts} - set(columns)))
    for row in rows:
        counts[row, _SUM] = sum(counts[row, column] for column in columns)
    for column in (*columns, _SUM):
        counts[_SUM, column] = sum(counts[row, column] for row in rows)
    hidden = _withheld(counts, (*rows, _SUM), (*columns, _SUM), beside)

    def cell(row: str, column: str) -> Cell:
        return None if (row, column) in hidden else counts[row, column]

    return Table(
        rows,
        columns,
        {row: {column: cell(row, column) for column in columns} for row in rows},
        {row: cell(row, _SUM) for row in rows},
        {column: cell(_SUM, column) for column in columns},
        cell(_SUM, _SUM),
    )


def _sum(counts: Mapping[str, int], rows: Iterable[str]) -> int:
    return sum(counts[row] for row in rows)


def _withheld(counts: Mapping[Pair, int], rows: Sequence[str], columns: Sequence[str], beside: int) -> set[Pair]:
    """Every count that is small or all but a small one, and as many others as keep those from being worked out."""
    every = [(row, column) for row in rows for column in columns]
    if 0 < beside < LEAST:
        return set(every)
    small = {pair for pair in every if 0 < counts[pair] < LEAST or 0 < abs(beside - counts[pair]) < LEAST}
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    hidden = set(small)
    while weak := next((line for line in lines if _tells(line, counts, small, hidden)), None):
        left = [pair for pair in weak if pair not in hidden and counts[pair]]
        left = left or [pair for pair in every if pair not in hidden and counts[pair]]
        if not left:
            break
        hidden.add(min(left, key=lambda pair: (_SUM in pair, counts[pair], pair)))
    return hidden


def _tells(line: Sequence[Pair], counts: Mapping[Pair, int], small: set[Pair], hidden: set[Pair]) -> bool:
    """Whether this line gives a small count away: as the sum of what it withholds, or one by one."""
    *inner, whole = line
    away = [pair for pair in inner if pair in hidden]
    if away and whole not in hidden and sum(counts[pair] for pair in away) < LEAST:
        return True
    return any(pair in small and not _open(pair, counts, hidden) for pair in line)


def _open(pair: Pair, counts: Mapping[Pair, int], hidden: set[Pair]) -> bool:
    """Whether a withheld count could be another, all that is shown staying as it is, and no withheld one being zero.

    One more here is one less elsewhere in its column, then one more in that row, and so on until the changes come back
    here: a walk from rows to columns and back."""
    row, column = (0, pair[0]), (1, pair[1])
    around = hidden - {pair}
    return (_gives(pair, 0, counts) and _leads(column, row, around, counts)) or (
        _gives(pair, 1, counts) and _leads(row, column, around, counts)
    )


def _leads(start: tuple[int, str], goal: tuple[int, str], around: set[Pair], counts: Mapping[Pair, int]) -> bool:
    seen, going = {start}, [start]
    while going:
        axis, name = going.pop()
        for pair in around:
            there = (1 - axis, pair[1 - axis])
            if pair[axis] == name and there not in seen and _gives(pair, axis, counts):
                seen.add(there)
                going.append(there)
    return goal in seen


def _gives(pair: Pair, axis: int, counts: Mapping[Pair, int]) -> bool:
    """Whether a walk may pass from a row (0) or from a column (1): the count grows or shrinks then, in a sum shrinks or
    grows. It may always be larger, and smaller down to one."""
    is_sum = (pair[0] == _SUM) != (pair[1] == _SUM)
    return (axis == 0) != is_sum or counts[pair] > 1
