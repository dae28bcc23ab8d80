"""Thousands of SIGKILLs on the real store, turns and loops: `python -m tests.faults.kills`.

Worlds one after the other, on every core at once (`world.py` says what one is). Exits with 1 if anything did not hold.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage import sealing
from tests.faults.founded import MEMORY, QUICK, Founded
from tests.faults.pages import gather
from tests.faults.telling import tell
from tests.faults.world import Mutant, Tally, World
from tests.storage.conftest import PostgreSQL

A_WORLD = 250  # kills on one database: then everything is drained, looked at, and a new one begins
JOBS = (os.cpu_count() or 1) + 1  # a life waits now and then, for a lock or for nothing to happen


def kill(
    founded: Founded, kills: int, seed: int, after_each: Callable[[], None] = lambda: None, mutant: Mutant | None = None
) -> Tally:
    """So many kills, in worlds one after the other; ends at the first world in which something does not hold."""
    tally, number = Tally(), 0
    gc.collect()
    gc.freeze()  # the children share the parent's memory: nobody looks for rubbish in it
    while tally.kills < kills and not tally.broken:
        luck = random.Random(f"{seed}.{number}")
        with founded.world() as home:
            gather()
            world = World(founded, home, luck, mutant)
            tally += world.goes_on(min(A_WORLD, kills - tally.kills), after_each)
        number += 1
    gc.unfreeze()
    return tally


def _work(folder: str, postgres: str | None, kills: int, seed: int, told: Any) -> None:
    """One of several parents, each with worlds of its own."""
    sealing.PASSPHRASE_COST = sealing.RECEIPT_COST = QUICK
    server = PostgreSQL(postgres) if postgres else None
    try:
        founded = Founded(Path(tempfile.mkdtemp(dir=folder)), server)
        told.put(kill(founded, kills, seed, lambda: told.put(1)))
    except BaseException:
        told.put(Tally(broken=[traceback.format_exc()]))
    finally:
        if server is not None:
            server.close()


def main() -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--kills", type=int, default=10_000)
    given.add_argument("--postgres", metavar="URL", help="on a real PostgreSQL; a SQLite file otherwise")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--jobs", type=int, default=JOBS, help="parents side by side")
    asked = given.parse_args()
    fork, tally, began = multiprocessing.get_context("fork"), Tally(), time.monotonic()
    columns = (TextColumn("kills"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory(prefix="wadul-kills-", dir=MEMORY) as folder:
        told = fork.SimpleQueue()
        shares = [asked.kills // asked.jobs + (n < asked.kills % asked.jobs) for n in range(asked.jobs)]
        parents = [
            fork.Process(target=_work, args=(folder, asked.postgres, share, asked.seed * 1000 + n, told))
            for n, share in enumerate(shares)
        ]
        for parent in parents:
            parent.start()
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task, left = progress.add_task("kills", total=asked.kills), len(parents)
            while left:
                what = told.get()
                if isinstance(what, Tally):
                    tally += what
                    left -= 1
                else:
                    progress.advance(task)
        for parent in parents:
            parent.join()
    cpu = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    counts = (
        *((f"ended: {name}", count) for name, count in tally.ends.most_common()),
        ("lives", tally.lives),
        ("of these ended after a change was committed", tally.changed),
        ("boundaries passed", tally.boundaries),
        ("people", tally.people),
        ("reports told to be kept, and whole", tally.kept),
        ("updates confirmed", tally.confirmed),
        ("lost", sum(one.startswith(("I1", "I2", "I3")) and "torn" not in one for one in tally.broken)),
        ("torn", sum("torn" in one or one.startswith("I4") for one in tally.broken)),
        ("sends to the desk", tally.alerts),
        ("of these twice, with the same code", tally.twice),
        ("broken promises in all", len(tally.broken)),
        ("seconds", round(time.monotonic() - began)),
        ("CPU seconds", round(cpu)),
        ("CPU milliseconds a kill", round(1000 * cpu / max(1, tally.kills))),
    )
    title = f"{tally.kills} SIGKILLs on {'PostgreSQL' if asked.postgres else 'SQLite'}, seed {asked.seed}"
    return tell(title, counts, tally.broken)


if __name__ == "__main__":
    sys.exit(main())
