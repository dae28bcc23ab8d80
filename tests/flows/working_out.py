"""Somebody with a pencil: which withheld counts follow from those that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, inf

from flows.desk.counting import LEAST, Cell, Table

Sum = tuple[Sequence[str], str]  # these together are that one


def one_line(counts: Mapping[str, Cell], total: Cell) -> tuple[dict[str, Cell], list[Sum]]:
    """The counts of one question and their sum, as the pencil needs them."""
    return {**counts, "sum": total}, [(list(counts), "sum")]


def a_table(table: Table) -> tuple[dict[str, Cell], list[Sum]]:
    """A crossing with its sums, as the pencil needs it."""
    found: dict[str, Cell] = {f"{r}|{c}": table.cells[r][c] for r in table.rows for c in table.columns}
    found |= {f"{r}|": table.row_sums[r] for r in table.rows} | {f"|{c}": table.column_sums[c] for c in table.columns}
    found["|"] = table.all
    sums: list[Sum] = [([f"{r}|{c}" for c in table.columns], f"{r}|") for r in (*table.rows, "")]
    sums += [([f"{r}|{c}" for r in table.rows], f"|{c}") for c in (*table.columns, "")]
    return found, sums


def is_small(count: int, beside: int) -> bool:
    """A handful, or all but a handful."""
    return 0 < count < LEAST or 0 < abs(beside - count) < LEAST


def given_away(shown: Mapping[str, Cell], sums: Iterable[Sum], beside: int) -> dict[str, int]:
    """The small counts that stand there, or can be worked out; of several together only what is a handful itself."""
    found = {name: count for name, count in shown.items() if count is not None and is_small(count, beside)}
    for name, count in worked_out(shown, sums).items():
        if 0 < count < LEAST or ("+" not in name and is_small(count, beside)):
            found[name] = count
    return found


def worked_out(shown: Mapping[str, Cell], sums: Iterable[Sum]) -> dict[str, int]:
    """The withheld counts that can only have one value, since none of them is zero; and the sums of those withheld in
    one line. By bounds that narrow each other, and by solving all lines at once."""
    sums = list(sums)
    return _bounded(shown, sums) | _solved(shown, sums) | _rests(shown, sums)


def _rests(shown: Mapping[str, Cell], sums: Sequence[Sum]) -> dict[str, int]:
    found = {}
    for parts, whole in sums:
        total, away = shown[whole], [part for part in parts if shown[part] is None]
        if total is not None and away:
            found["+".join(away)] = total - sum(shown[part] or 0 for part in parts)
    return found


def _bounded(shown: Mapping[str, Cell], sums: Sequence[Sum]) -> dict[str, int]:
    low = {name: 1.0 if count is None else float(count) for name, count in shown.items()}
    high = {name: inf if count is None else float(count) for name, count in shown.items()}
    for _ in range(3 * len(shown)):
        for parts, whole in sums:
            low[whole] = max(low[whole], sum(low[part] for part in parts))
            high[whole] = min(high[whole], sum(high[part] for part in parts))
            for part in parts:
                rest = [other for other in parts if other != part]
                high[part] = min(high[part], high[whole] - sum(low[other] for other in rest))
                if inf not in (most := [high[other] for other in rest]):
                    low[part] = max(low[part], low[whole] - sum(most))
    assert all(low[name] <= high[name] for name in shown)
    return {name: int(low[name]) for name, count in shown.items() if count is None and low[name] == high[name]}


def _solved(shown: Mapping[str, Cell], sums: Sequence[Sum]) -> dict[str, int]:
    names = [name for name, count in shown.items() if count is None]
    lines = []
    for parts, whole in sums:
        line = [Fraction(0)] * (len(names) + 1)
        for name, sign in [*((part, 1) for part in parts), (whole, -1)]:
            count = shown[name]
            if count is None:
                line[names.index(name)] += sign
            else:
                line[-1] -= sign * count
        lines.append(line)
    done: list[list[Fraction]] = []
    for at in range(len(names)):
        pivot = next((line for line in lines if line[at]), None)
        if pivot is None:
            continue
        lines.remove(pivot)
        pivot = [value / pivot[at] for value in pivot]
        for other in (lines, done):
            other[:] = [[v - line[at] * p for v, p in zip(line, pivot, strict=True)] for line in other]
        done.append(pivot)
    found = {}
    for line in done:
        if sum(1 for value in line[:-1] if value) == 1:
            value = line[-1]
            assert floor(value) == ceil(value)
            found[names[next(at for at, one in enumerate(line) if one)]] = int(value)
    return found
