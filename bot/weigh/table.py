"""The figures as a table in the terminal."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bot.weigh.figures import (
    AS_WRITTEN,
    GROUPS,
    Judged,
    by_code,
    by_level,
    confusion,
    headline,
    judged,
    roughened,
    worst,
)
from bot.weigh.lines import Line, Reader, read_labelled
from flows.triage import Urgency

WAYS = {
    "typos": "salah ketik",
    "dropped vowels": "tanpa vokal",
    "abbreviations": "disingkat",
    "capitals": "HURUF BESAR",
    "no punctuation": "tanpa tanda baca",
    "elongation": "dipanjangkan",
    "emoji": "emoji di antara kata",
    "a/o spelling": "ejaan a/o",
}
MISSES_SHOWN = 15
WIDTH = 110  # columns when nobody looks


def evaluate(source: TextIO, out: TextIO, rough: bool = False) -> int:
    """Weigh labelled lines (``level``, ``codes``; ``language`` and ``kind`` help) and print how well it went; ``rough``
    types the DARURAT ones in eight other ways too. Returns the exit code."""
    reader = Reader(source, read_labelled)
    lines = [(line, judged(line.id, line.text, line.told, line.weigh())) for line in reader]
    all_ = [one for _, one in lines]
    screen = Console(file=out, width=None if out.isatty() else WIDTH, highlight=False)
    if not all_:
        screen.print("Tidak ada baris yang bisa diukur.")
        return reader.exit_code
    for table in (_headline(all_), _levels(all_), _confusion(all_), _codes(all_), _misses(all_)):
        screen.print(table)
    if rough:
        screen.print(_rough(lines))
    return reader.exit_code


def _headline(all_: list[Judged]) -> Table:
    table = Table("", *GROUPS, title=f"{len(all_)} pesan")
    for name, shares in headline(all_).items():
        table.add_row(name, *(str(shares[group]) for group in GROUPS))
    return table


def _levels(all_: list[Judged]) -> Table:
    table = Table("tingkat", "recall", "presisi", title="Menurut tingkat")
    for level, (recall, precision) in by_level(all_).items():
        table.add_row(level.value, str(recall), str(precision))
    return table


def _confusion(all_: list[Judged]) -> Table:
    table = Table("seharusnya ↓  ditimbang →", *(level.value for level in Urgency), title="Tertukar")
    found = confusion(all_)
    for level in Urgency:
        table.add_row(level.value, *(str(found[level, got]) for got in Urgency))
    return table


def _codes(all_: list[Judged]) -> Table:
    table = Table("kode", "recall (tercatat atau ditanyakan)", "presisi", title="Menurut kode")
    for code, (recall, precision) in by_code(all_).items():
        table.add_row(_plain(code), str(recall), str(precision))
    return table


def _rough(lines: list[tuple[Line, Judged]]) -> Table:
    """How much is lost when people type as people do."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("mengetik ulang", total=len(WAYS))
        found = roughened(lines, lambda: bar.advance(task))
    before = found[AS_WRITTEN]
    table = Table("diketik", "DARURAT terdengar", "hilang (poin)", title="Ketahanan")
    for name, share in found.items():
        lost = 100 * (before.part - share.part) / max(before.whole, 1)
        table.add_row(WAYS.get(name, "apa adanya"), str(share), "" if name == AS_WRITTEN else f"{lost:.1f}")
    return table


def _misses(all_: list[Judged]) -> Table:
    missed = worst(all_)
    table = Table("id", "seharusnya", "ditimbang", "pesan", title=f"Terlewat: {len(missed)}")
    for one in missed[:MISSES_SHOWN]:
        table.add_row(_plain(str(one.id)), one.level.value, one.got.value, _plain(one.text[:90]))
    return table


def _plain(told: str) -> Text:
    """What somebody else wrote: no markup in it, and no signs a terminal would obey."""
    return Text("".join(sign if sign.isprintable() else "·" for sign in told))
