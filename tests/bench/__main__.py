"""``python -m tests.bench [--only P1,P4] [--quick]``: measure, and print. The package says what is what."""

from __future__ import annotations

import argparse
import asyncio
import inspect
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import disk, hearing, load, rows, starting, turns
from tests.bench.table import Figure, console, ms, show

# Which figures each of them gives.
MEASURED: tuple[tuple[tuple[str, ...], Callable[..., Any]], ...] = (
    (("P1", "P2"), turns.throughput),
    (("P3",), turns.alerts),
    (("P4", "P5"), rows.growing),
    (("P6",), turns.memory),
    (("P7",), disk.group_commit),
    (("P8",), starting.starts),
    (("P9",), hearing.weighing),
    (("P10",), load.burst),
    (("L1", "L2"), load.busy_day),
    (("L3",), load.outage),
)
UNMEASURED = "could not be measured"
KNOWN = [id for ids, _ in MEASURED for id in ids]


def main() -> int:
    """0, or 1 where something could not be measured; a goal that is not reached is said, and no failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {','.join(KNOWN)}")
    parser.add_argument("--quick", action="store_true", help="seconds instead of minutes; less exact")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(","))) or set(KNOWN)
    if unknown := wanted - set(KNOWN):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    for name in [name for name in os.environ if name.startswith("WADUL_")]:
        del os.environ[name]
    figures: list[Figure] = []
    before = os.getloadavg()
    for ids, measure in MEASURED:
        if wanted & set(ids):
            figures += _measured(ids, measure, quick=given.quick)
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores, commit to disk {ms(_fsync())}"
    console.print(f"\n{where}; load average {_load(before)} before, {_load(os.getloadavg())} after", highlight=False)
    for title, letter in (("Goals", "P"), ("Under load", "L")):
        show(title, [one for one in figures if one.id.startswith(letter)])
    return int(any(one.what == UNMEASURED for one in figures))


def _measured(ids: tuple[str, ...], measure: Callable[..., Any], *, quick: bool) -> list[Figure]:
    """In a folder of its own that is gone afterwards; what breaks is a line too."""
    at = Path(tempfile.mkdtemp(prefix="wadul-bench-"))
    began = time.perf_counter()
    try:
        needs = {"at": at} if "at" in inspect.signature(measure).parameters else {}
        found = measure(**needs, quick=quick)
        figures: list[Figure] = asyncio.run(found) if inspect.isawaitable(found) else found
    except Exception as error:
        figures = [Figure(id, UNMEASURED, "", f"{type(error).__name__}: {error}"[:200], "", None) for id in ids]
    finally:
        shutil.rmtree(at, ignore_errors=True)
    took = time.perf_counter() - began
    load_now = _load(os.getloadavg())
    for one in figures:
        console.print(f"{one.id}: {one.measured} [{took:.0f} s, load {load_now}]", highlight=False, markup=False)
    return figures


def _load(averages: tuple[float, float, float]) -> str:
    return f"{averages[0]:.1f}"


def _fsync() -> float:
    """What a commit waits for here."""
    with tempfile.NamedTemporaryFile() as file:
        took = []
        for _ in range(20):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return sorted(took)[10]


if __name__ == "__main__":
    sys.exit(main())
