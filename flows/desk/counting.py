"""Counts that may be shown: small ones are withheld after crossing, and what would give them away with them.

In a small regency "one girl under five in Jati" is a person. A count of 1 to 4 is withheld (``None``), a zero stays.
A single withheld count in a line could be worked out from the others and their sum: then one more is withheld there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5  # the smallest count that is shown

Cell = int | None
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


def one_way(values: Iterable[str], order: Sequence[str]) -> dict[str, Cell]:
    """Counts of one question, in this order; what is not in it comes last. Safe beside the sum of all."""
    return dict(crossed(((value, "") for value in values), order, [""]).row_sums)


def crossed(pairs: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]) -> Table:
    """Two questions crossed, in these orders; what is not in them comes last."""
    counts = Counter(pairs)
    rows = (*rows, *sorted({row for row, _ in counts} - set(rows)))
    columns = (*columns, *sorted({column for _, column in counts} - set(columns)))
    for row in rows:
        counts[row, _SUM] = sum(counts[row, column] for column in columns)
    for column in (*columns, _SUM):
        counts[_SUM, column] = sum(counts[row, column] for row in rows)
    hidden = _withheld(counts, (*rows, _SUM), (*columns, _SUM))

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


def _withheld(
    counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> set[tuple[str, str]]:
    """Every small count, and enough others that no line, its sum included, has a single one."""
    hidden = {pair for pair, count in counts.items() if 0 < count < LEAST}
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    growing = True
    while growing:
        growing = False
        for line in lines:
            if len(hidden.intersection(line)) == 1:
                others = [pair for pair in line if pair not in hidden and counts[pair]]
                hidden.add(min(others, key=lambda pair: (_SUM in pair, counts[pair], pair)))
                growing = True
    return hidden
