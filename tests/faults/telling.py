"""What a command of this harness prints at its end: one table, and which promises were broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table


def tell(title: str, counts: Iterable[tuple[str, int]], broken: Sequence[str]) -> int:
    """Print it. Gives the exit code: 1 where a promise was broken."""
    table = Table(title=title)
    table.add_column("what")
    table.add_column("count", justify="right")
    for what, count in counts:
        table.add_row(what, str(count))
    Console().print(table)
    for one in broken[:20]:
        print(one)
    return 1 if broken else 0
