"""P7: a disk that takes 10 ms to keep a commit. It is played by a sleep before each COMMIT of the writing connection;
everything else is as it is. Sixty-four turns that wait together are one commit; the same turns one by one are 64.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from flows.events import Started
from storage.sealing import Address
from storage.turns import Arrived
from tests.bench.rows import _house
from tests.bench.table import Figure, ms

FSYNC, MANY = 0.010, 64


def group_commit(at: Path, *, quick: bool) -> list[Figure]:
    with _house(at / "disk", "sqlite") as house:
        event.listen(house.db._writer, "commit", lambda conn: time.sleep(FSYNC))

        def said() -> list[Any]:
            chats = [next(house.ids) + 6_000_000_000 for _ in range(MANY)]
            tags = [house.keys.tagger.tag("sesi", chat) for chat in chats]
            here = zip(chats, tags, strict=True)
            return [Arrived(next(house.ids), tag, Address(chat), Started(house.clock), {}) for chat, tag in here]

        alone, together = [], []
        for _ in range(2 if quick else 6):
            alone.append(_seconds(lambda: [house.turns.take([one]) for one in said()]))
            together.append(_seconds(lambda: house.turns.take(said())))
    found = min(alone) / min(together)
    turn = (min(together) - FSYNC) / MANY
    floor = (FSYNC + turn) / (FSYNC / MANY + turn)
    told = (
        f"{found:.1f} × ({MANY / min(alone):.0f} → {MANY / min(together):.0f} turns/s); {ms(turn)} of a turn are work"
    )
    limit = f"{MANY} ×; {floor:.1f} × with that much work in a turn"
    what = f"group commit on a {FSYNC * 1000:.0f} ms disk, {MANY} at once ÷ one by one"
    return [Figure("P7", what, "≥ 40 ×", told, limit, found >= 40)]


def _seconds(do: Any) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
