"""One JSON line in, one out. A line that cannot be read is named by its number and passed over."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.step import AREA
from flows.tables import STEPS
from flows.triage import Assessment, Reason, Urgency, assess

PASSED_OVER = 3  # the exit code when lines could not be read
_LONGEST_CLOCK = timedelta(days=7)


class LineUnclear(ValueError):
    """A line we cannot weigh; the message says what is wrong with it."""


@dataclass(frozen=True)
class Line:
    """A message to weigh: ``id`` is what it was given, else the number of its line; ``told`` is all of the line."""

    id: Any
    text: str = field(repr=False)
    answers: Mapping[str, tuple[str, ...]] = field(repr=False)
    at: datetime
    told: Mapping[str, Any] = field(repr=False)

    def weigh(self) -> Assessment:
        """What would be filed if the person left now."""
        return assess(self.answers, [self.text] if self.text else [], self.at)


def read_line(text: str, number: int) -> Line:
    """One JSON line: ``{"id", "text", "answers"? (step → id or list), "at"? (ISO 8601, UTC)}``. Raises LineUnclear."""
    try:
        told = json.loads(text.removeprefix("\ufeff"))  # some editors begin a file with a mark
    except (ValueError, RecursionError):
        raise LineUnclear("bukan JSON") from None
    if not isinstance(told, dict):
        raise LineUnclear("bukan objek JSON")
    if not isinstance(told.get("text"), str):
        raise LineUnclear('"text" harus ada dan berupa teks')
    if isinstance(told.get("id"), list | dict):
        raise LineUnclear('"id" harus teks atau angka')
    return Line(told.get("id", number), told["text"], _answers(told.get("answers")), _moment(told.get("at")), told)


def read_labelled(text: str, number: int) -> Line:
    """The same, with ``level`` and ``codes`` as they should have been found. Raises LineUnclear."""
    line = read_line(text, number)
    if line.told.get("level") not in list(Urgency):
        raise LineUnclear('"level" harus DARURAT, TINGGI, SEDANG, atau RENDAH')
    codes = line.told.get("codes", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise LineUnclear('"codes" harus daftar kode')
    return line


def as_data(line: Line, found: Assessment) -> dict[str, Any]:
    """The answer for one line; a span counts code points, ``[start, end)``, and is null where an answer said it."""
    return {
        "id": line.id,
        "level": found.level.value,
        "codes": list(found.codes),
        "modifiers": list(found.modifiers),
        "clocks": [clock.code for clock in found.clocks],
        "reasons": [_reason(reason) for reason in found.reasons],
        "ask": list(found.ask),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    span = [reason.start, reason.end] if reason.end else None
    return {"code": reason.code, "source": reason.source, "options": list(reason.options), "span": span}


def weigh_lines(source: TextIO, out: TextIO) -> int:
    """Weigh every line as it comes. Returns the exit code: 0, or `PASSED_OVER`."""
    reader = Reader(source, read_line)
    for line in reader:
        out.write(json.dumps(as_data(line, line.weigh())) + "\n")
        out.flush()
    return reader.exit_code


class Reader:
    """The readable lines of a file, with a progress bar where somebody looks; the others are named on stderr."""

    def __init__(self, source: TextIO, read: Callable[[str, int], Line]) -> None:
        self._source, self._read = source, read
        self.exit_code = 0

    def __iter__(self) -> Iterator[Line]:
        screen = Console(stderr=True)
        columns = (TextColumn("menimbang"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with ExitStack() as closing:
            bar = None
            if screen.is_terminal:
                bar = closing.enter_context(Progress(*columns, console=screen))
                task = bar.add_task("", total=_count(self._source))
            for number, text in enumerate(self._source, 1):
                if bar is not None:
                    bar.advance(task)
                if not text.strip():
                    continue
                try:
                    line = self._read(text, number)
                except LineUnclear as unclear:
                    self.exit_code = PASSED_OVER
                    print(f"baris {number}: {unclear}; dilewati.", file=sys.stderr)  # noqa: T201
                else:
                    yield line


def _count(source: TextIO) -> int | None:
    """How many lines there are; None for what comes as it comes."""
    if not source.seekable():
        return None
    at = source.tell()
    lines = sum(1 for _ in source)
    source.seek(at)
    return lines


def _answers(told: Any) -> dict[str, tuple[str, ...]]:
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise LineUnclear('"answers" harus objek: langkah dan pilihannya')
    found = {}
    for step, given in told.items():
        options = [given] if isinstance(given, str) else given
        if step not in STEPS:
            raise LineUnclear(f"tidak ada langkah {step!r}")
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
            raise LineUnclear(f"jawaban {step!r} harus satu pilihan atau daftar pilihan")
        unknown = [o for o in options if STEPS[step].kind != AREA and o not in STEPS[step].choices]
        if unknown:
            raise LineUnclear(f"langkah {step!r} tidak punya pilihan {unknown[0]!r}")
        found[step] = tuple(options)
    return found


def _moment(told: Any) -> datetime:
    if told is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(told)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        return at + _LONGEST_CLOCK - _LONGEST_CLOCK  # its clocks must have a date too
    except (TypeError, ValueError, OverflowError):
        raise LineUnclear('"at" harus waktu ISO 8601') from None
