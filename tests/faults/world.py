"""One database, its people, and life after life of the bots' processes, each killed: what `kills` has thousands of.

Each life is a child forked from a parent that has imported everything; the parent is Telegram and all the people, and
is never killed. A life ends at a random moment or at a random boundary; the next one first looks whether everything
still holds, if the dead one changed or said anything. In the end the faults end, and everybody must have been answered.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import random
import select
import signal
import socket
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.keyring import ReporterKeys
from tests.faults.failpoints import KINDS, Failpoints
from tests.faults.founded import Founded, heard
from tests.faults.holding import Opener, broken
from tests.faults.life import Clock, Lines, live
from tests.faults.telegram import Queue, Town

AT_ONCE = 3  # people who tell at the same time
BETWEEN = timedelta(seconds=21)  # of the world's clock, between two lives: the dead one's leases run out
LONGEST_LIFE, LONGEST_DRAIN, QUIET, IDLE = 15.0, 20.0, 0.1, 0.03  # seconds
AT_WORK = 0.2  # of a processor: who only looks for news needs less
# Of a life's own time after its first poll, so that on a busy machine it is not killed in its sleep. A boundary that
# is not reached by then was missed. Both bots' lives have so much, one's two thirds.
LATEST_KILL, MISSED = 0.022, 0.045
THOROUGH = 10  # lives between two looks at every page and every link of the chain
# How many boundaries of a kind (failpoints.KINDS) most lives get to see: statements, commits, sends, files.
REACH = {1: 50, 2: 50, 3: 5, 4: 4, 5: 4, 6: 2}  # of both bots' lives; of one's half as many
FILE = 6  # the desk writes none
EARLY = (1, 2, 3, 5, 8, 13)  # the boundaries of a life that is aimed

BOTH = ("reporter", "duty")
LIVE = (("reporter",), ("duty",)) * 3 + (BOTH,)  # two processes die apart, or the machine does

Mutant = Callable[[], None]


@dataclass
class Tally:
    """What came of it."""

    kills: int = 0
    lives: int = 0
    changed: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    boundaries: int = 0
    people: int = 0
    kept: int = 0
    confirmed: int = 0
    alerts: int = 0
    twice: int = 0
    broken: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self


class World:
    """One database, its people, and life after life of the bots' process."""

    def __init__(self, founded: Founded, home: Path, luck: random.Random, mutant: Mutant | None) -> None:
        self.founded, self.home, self.luck, self.mutant = founded, home, luck, mutant
        self.town, self.points, self.tally = Town(luck), Failpoints(), Tally()
        self.spoke = False  # in this life
        self.aimed: Iterator[tuple[int, int]] | None = None
        # It begins an hour before a month ends: the new month's key is a file that somebody must write.
        begin = datetime(2027, luck.randrange(1, 12) + 1, 1, tzinfo=UTC) - timedelta(hours=1)
        Clock.ahead = begin - datetime.now(UTC)
        keys = ReporterKeys.load(home, home / "run", Clock.now())
        self.opener = Opener(keys, founded.duty_keys)

    def aims(self, *kinds: str) -> None:
        """From now on lives end at the first few boundaries of these kinds in turn, or when they have nothing more to
        do; people say little, and nothing else is odd."""
        self.town.weather, self.town.plans = 0.0, ("early", "help")
        self.aimed = itertools.cycle(itertools.product(EARLY, map(KINDS.index, kinds)))

    def goes_on(self, kills: int, after_each: Callable[[], None]) -> Tally:
        """So many kills; then the faults end."""
        with self.points.listening():
            for _ in range(kills):
                self._ends_somewhere()
                self.tally.kills += 1
                self.tally.ends[self.points.where()] += 1
                self.tally.boundaries += self.points.passed()
                after_each()
                if self.tally.broken:
                    return self.tally
            self._drain()
        town = self.town
        self.tally.people, self.tally.kept = len(town.people), len(town.people) - len(town.busy())
        self.tally.confirmed = len(town.reporter.confirmed) + len(town.duty.confirmed)
        self.tally.alerts, self.tally.twice = len(town.sent), len(town.sent) - len(set(town.sent))
        return self.tally

    def _ends_somewhere(self) -> None:
        """One life that ends at a random boundary, of any kind as often as of the others; or at a random moment."""
        if self.aimed is not None:
            at, self.points.only = next(self.aimed)
            self._life(at=at, within=LONGEST_LIFE)
            return
        bots = self.luck.choice(LIVE)
        share = (1 + len(bots)) / (1 + len(BOTH))
        if self.luck.random() < 0.5:
            self._life(bots, at=0, within=self.luck.uniform(0, LATEST_KILL * share), quiet=IDLE)
        else:
            self.points.only = self.luck.choice([kind for kind in REACH if kind != FILE or "reporter" in bots])
            reach = -(-REACH[self.points.only] * len(bots) // len(BOTH))
            self._life(bots, at=self.luck.randint(1, reach), within=MISSED * share, quiet=IDLE)

    def _drain(self) -> None:
        """Lives that nobody ends, until everything is said; on a busy machine one may only look as if it were done."""
        self.town.opened = False
        for times in range(12):
            self._life(at=0, within=LONGEST_DRAIN, quiet=QUIET * (1 + times))
            if self.tally.broken:  # what is broken before all is said stays so
                return
            self._look(over=True)
            if not self.tally.broken:
                return
            last, self.tally.broken = self.tally.broken, []
        self.tally.broken += last

    def _look(self, *, over: bool) -> None:
        """Whether everything holds, over the parent's own connection: a child never uses it."""
        thorough = over or self.tally.kills % THOROUGH == 0
        db = self.founded.watched
        self.tally.broken += broken(self.town, db, self.opener, self.home, over=over, thorough=thorough)
        if db.dialect == "sqlite":
            db.close()  # its file's locks belong to a process, and a child closes what it inherits

    def _life(self, bots: Sequence[str] = BOTH, *, at: int, within: float, quiet: float = QUIET) -> None:
        """One life, of one bot's process or of both in one: it ends at the boundary ``at``, or by that many seconds of
        its own, or when nothing happens any more for as long as ``quiet``."""
        self.tally.lives += 1
        Clock.ahead += BETWEEN
        now = Clock.now()
        self.town.asks_again(now)
        while self.town.opened and len(self.town.busy()) < AT_ONCE:
            self.town.comes(now)
        self.points.begin()
        self.spoke = False
        pairs = {name: socket.socketpair() for name in (*bots, "said")}
        pid = os.fork()
        if not pid:
            self._child({name: pair[1] for name, pair in pairs.items()}, at)
        for _, theirs in pairs.values():
            theirs.close()
        try:
            self._serve({name: pair[0] for name, pair in pairs.items()}, pid, within, quiet)
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            for ours, _ in pairs.values():
                ours.close()
        if code != -signal.SIGKILL:
            self.tally.broken.append(f"a life ended by itself ({code})")
        self.tally.changed += self.points.committed()
        if self.points.committed() or self.spoke or self.tally.kills % THOROUGH == 0:
            self._look(over=False)

    def _child(self, ends: dict[str, socket.socket], at: int) -> None:
        """Never comes back."""
        try:
            gc.disable()
            if self.mutant is not None:
                self.mutant()
            said = ends.pop("said")
            lines = Lines(ends, said, self.points)
            db, office, desk_keys = self.founded.database, self.founded.office, self.founded.duty_keys
            self.points.arm(at)
            live(db, self.home, office, desk_keys, lines)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(3)

    # -- Telegram's side ---------------------------------------------------------------------------------------

    def _serve(self, ends: dict[str, socket.socket], pid: int, within: float, quiet: float) -> None:
        """Answer until the life is over; what had arrived by then counts."""
        rest = dict.fromkeys(ends, b"")
        held: dict[str, bool] = {}
        names = {end.fileno(): name for name, end in ends.items()}
        poller = select.poll()
        for number in names:
            poller.register(number, select.POLLIN)
        until, quiet_since, alive = time.monotonic() + LONGEST_LIFE, time.monotonic(), True
        used = 0.0  # of a processor, when it was last looked at
        lives_on, last = 0.0, 0.0  # until it has had so much time of its own; by the clock at the latest then
        while names:
            left = until - time.monotonic()
            if left <= 0 and alive and time.monotonic() < last and (more := lives_on - _own_time(pid)) > 0:
                until = min(last, time.monotonic() + more)
                continue
            if left <= 0 and alive:
                os.kill(pid, signal.SIGKILL)  # what it said by now is still read, to the end
                alive = False
            happened = poller.poll(min(max(left, 0), quiet) * 1000 if alive else 1000)
            if not happened and alive and self._is_quiet(held, len(ends) - 1):
                used, before = _own_time(pid), used
                if used - before > AT_WORK * quiet:
                    quiet_since = time.monotonic()
                elif time.monotonic() - quiet_since > quiet:
                    until = last = 0.0
                continue
            quiet_since = time.monotonic()
            for number, _ in happened:
                name = names[number]
                try:
                    piece = ends[name].recv(1 << 16)
                except ConnectionResetError:
                    piece = b""
                if not piece:
                    del names[number]
                    poller.unregister(number)
                    continue
                *whole, rest[name] = (rest[name] + piece).split(b"\n")
                for line in whole:
                    what = json.loads(line)
                    if name != "said":
                        if not held:  # it has begun
                            until = time.monotonic() + within
                            lives_on, last = _own_time(pid) + within, until + LONGEST_LIFE
                        self._polled(name, what, ends[name], held)
                        continue
                    self.spoke = True
                    heard(self.town, what)
                    with suppress(OSError):
                        ends[name].send(b"1")
            for name, waits in held.items():
                if waits and self._queue(name).waiting:
                    self._answer(name, ends[name], held)

    def _is_quiet(self, held: dict[str, bool], bots: int) -> bool:
        return len(held) == bots and all(held.values()) and not any(self._queue(name).waiting for name in held)

    def _queue(self, name: str) -> Queue:
        return self.town.reporter if name == "reporter" else self.town.duty

    def _polled(self, name: str, what: dict[str, Any], end: socket.socket, held: dict[str, bool]) -> None:
        found = self._queue(name).poll(what["offset"])
        held[name] = True
        if found or not what["held"]:
            self._answer(name, end, held)

    def _answer(self, name: str, end: socket.socket, held: dict[str, bool]) -> None:
        held[name] = False
        with suppress(OSError):
            end.sendall(json.dumps({"ok": True, "result": self._queue(name).poll(None)}).encode() + b"\n")


def _own_time(pid: int) -> float:
    """Seconds this child has had of a processor."""
    try:
        return time.clock_gettime(~pid << 3 | 2)  # its clock, as clock_getcpuclockid(3) names it
    except OSError:
        return float("inf")
