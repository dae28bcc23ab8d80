"""P8: how long it takes to start, each in a process of its own, with the seconds of CPU beside it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.programs import DUTY, REPORTER, Home, cpu
from tests.bench.table import Figure
from tests.bench.wire import Wire

COMMANDS = (("--help",), ("triage", "--help"), ("flow", "--help"))
AIOGRAM = "import aiogram"


async def starts(at: Path, *, quick: bool) -> list[Figure]:
    wire = Wire()
    await wire.start()
    wire.line(REPORTER)
    wire.line(DUTY)
    home = Home(at / "home", wire.url)
    times = 2 if quick else 3
    figures = []
    for command in COMMANDS:
        wall, used = _median(times, lambda command=command: _run("-m", "bot", *command))  # type: ignore[misc]
        name = " ".join(("wadul", *command)).replace(" --help", "") if command[0] != "--help" else "wadul --help"
        told = f"{wall:.2f} s ({used:.2f} s CPU)"
        figures.append(Figure("P8", f"start of `{name}`", "≤ 0.4 s", told, "Python and typer: 0.1 s", wall <= 0.4))
    imported, its = _median(times, lambda: _run("-c", AIOGRAM))
    for side, goal in (("reporter", "≤ aiogram + 0.7 s"), ("duty", "none was set")):
        took = []
        for _ in range(times):
            began = time.perf_counter()
            process = await home.start(side)
            took.append((time.perf_counter() - began, cpu(process)))
            await process.kill()
        wall, used = (median(column) for column in zip(*took, strict=True))
        told = f"{wall:.2f} s ({used:.2f} s CPU)"
        met = wall <= imported + 0.7 if side == "reporter" else None
        limit = (
            f"`import aiogram` alone: {imported:.2f} s ({its:.2f} s CPU)" if side == "reporter" else "Argon2id: 0.6 s"
        )
        figures.append(Figure("P8", f"{side} ready", goal, told, limit, met))
    await wire.stop()
    return figures


def _run(*given: str) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run([sys.executable, *given], check=True, capture_output=True, env=dict(os.environ))
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _median(times: int, do: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    do()  # what is compiled once is compiled now
    took = [do() for _ in range(times)]
    return median(one[0] for one in took), median(one[1] for one in took)
