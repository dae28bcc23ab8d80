"""Updates that no person could send, and good ones between them: `python -m tests.faults.fuzz`.

The bytes go through the real listener's reading, the real reader and the real turns, in batches of a hundred. Nothing
may raise, nothing may bar the door, and everybody who tells in earnest must be answered to the end. Exits with 1
otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.listening import LIMIT, Listener, _confirming
from bot.reporter.reading import ALLOWED_UPDATES, read
from storage import sealing
from storage.keyring import ReporterKeys
from storage.turns import Turns
from tests.faults.founded import MEMORY, QUICK, Founded
from tests.faults.holding import Opener, broken
from tests.faults.life import Clock, shown
from tests.faults.odd import Oddities
from tests.faults.telegram import Town
from tests.faults.telling import tell

A_WORLD = 50_000  # updates on one database
GOOD = 3  # people who tell in earnest at the same time
STEP = timedelta(seconds=2)  # from one batch to the next


@dataclass
class Found:
    """What came of it."""

    odd: int = 0
    good: int = 0
    set_aside: int = 0
    kept: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


def fuzz(founded: Founded, updates: int, seed: int, after_each: Callable[[int], None] = lambda _: None) -> Found:
    """So many odd updates, in worlds one after the other."""
    found = Found()
    while found.odd < updates:
        with founded.world() as home:
            _world(founded, home, random.Random(f"{seed}.{found.odd}"), updates - found.odd, found, after_each)
    return found


def _world(
    founded: Founded, home: Path, luck: random.Random, left: int, found: Found, after_each: Callable[[int], None]
) -> None:
    Clock.ahead, now = timedelta(), datetime.now(UTC)
    keys = ReporterKeys.load(home, home / "run", now)
    turns, town, oddities = Turns(founded.database, keys, founded.office), Town(luck), Oddities(luck)
    listener = Listener("", "", ALLOWED_UPDATES, None)  # type: ignore[arg-type]
    waiting: dict[int, Any] = town.reporter.waiting
    town.weather, end = 0.0, found.odd + min(left, A_WORLD)
    stuck = 0
    while found.odd < end or waiting:
        now += STEP
        while found.odd < end and len(waiting) < LIMIT:
            if len(town.busy()) < GOOD:
                town.comes(now)
            number = next(town.ids)
            waiting[number] = oddities.one(number, int(now.timestamp()))
            town.odd.add(number)
            found.odd += 1
        offered = sorted(waiting)[: listener._limit]
        try:
            heard = listener._updates(_answer([waiting[number] for number in offered]))
            batch = [read(raw, keys.tagger, now) for raw in heard]
            taken = turns.take([one for one in (one.unreadable or one.arrived for one in batch) if one is not None])
        except Exception as error:
            found.wrong[f"raised {type(error).__name__}"] += 1
            heard, taken = [], None
        if heard and taken is not None:
            reached = [one.unreadable or one.arrived for one in batch]
            silent = [raw["update_id"] for raw, one in zip(heard, reached, strict=True) if one is None]
            done = len(heard) if taken.updates == len(reached) - len(silent) else taken.updates
            good = sum(isinstance(waiting[number], dict) for number in offered)
            town.reporter.poll(_confirming(heard, done))
            found.good += good - sum(isinstance(waiting.get(number), dict) for number in offered)
            after_each(sum(number not in waiting for number in offered))
            for told in taken.told:
                if told.screen is None:
                    found.wrong["a turn failed"] += 1
                elif told.arrived.address.chat_id in town.people:
                    town.hears(told.arrived.address.chat_id, shown(told), now)
        stuck = stuck + 1 if not heard else 0
        if stuck > 2:
            found.wrong["stuck"] += 1
            break
    _end(founded, home, town, keys, found)


def _end(founded: Founded, home: Path, town: Town, keys: ReporterKeys, found: Found) -> None:
    found.kept += len(town.people) - len(town.busy())
    with founded.database.reading() as conn:
        found.set_aside += conn.exec_driver_sql("SELECT count(*) FROM quarantine").scalar() or 0
    for one in broken(town, founded.database, Opener(keys, founded.duty_keys), home, over=False):
        found.wrong[one] += 1
    found.wrong["somebody was not answered"] += len(town.busy())


def _answer(updates: list[Any]) -> Any:
    written = [one if isinstance(one, str) else json.dumps(one) for one in updates]
    return SimpleNamespace(content=f'{{"ok": true, "result": [{",".join(written)}]}}'.encode(), status_code=200)


def main() -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--updates", type=int, default=1_000_000)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    began = time.monotonic()
    sealing.PASSPHRASE_COST = sealing.RECEIPT_COST = QUICK
    columns = (TextColumn("updates"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory(prefix="wadul-fuzz-", dir=MEMORY) as folder:
        founded = Founded(Path(folder), None)
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("updates", total=asked.updates)
            found = fuzz(founded, asked.updates, asked.seed, lambda count: progress.advance(task, count))
    wrong = +found.wrong
    counts = (
        ("good updates between them, handled", found.good),
        ("set aside", found.set_aside),
        ("reports told to the end", found.kept),
        ("wrong in all", wrong.total()),
        ("seconds", round(time.monotonic() - began)),
        ("CPU seconds", round(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))),
    )
    return tell(f"{found.odd} odd updates, seed {asked.seed}", counts, [f"{one}: {n}" for one, n in wrong.items()])


if __name__ == "__main__":
    sys.exit(main())
