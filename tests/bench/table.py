"""What comes out: lines of one table, and a bar while it takes long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

console = Console(width=150)


@dataclass(frozen=True)
class Figure:
    """``met``: whether the goal was reached; None where it could not be measured here."""

    id: str
    what: str
    goal: str
    measured: str
    limit: str
    met: bool | None


def show(title: str, figures: Sequence[Figure]) -> None:
    """Nothing where nothing was measured."""
    if not figures:
        return
    table = Table(title=title, title_justify="left", show_lines=False)
    for column, wraps in (("", False), ("what", True), ("goal", True), ("measured", True), ("limit or floor", True)):
        table.add_column(column, no_wrap=not wraps, overflow="fold")
    table.add_column("met", no_wrap=True)
    for one in figures:
        met = {True: "yes", False: "[bold]NO[/bold]", None: "–"}[one.met]
        table.add_row(one.id, one.what, one.goal, one.measured, one.limit, met)
    console.print(table)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of what was measured in turns."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"
