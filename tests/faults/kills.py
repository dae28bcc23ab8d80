"""Thousands of SIGKILLs on the real store, turns and loops: `python -m tests.faults.kills`.

Each life is a child forked from a parent that has imported everything; the parent is Telegram and all the people, and
is never killed. A life ends at a random moment or at a random boundary; the next one first looks whether everything
still holds. After each world (one database, its people and some hundred kills) the faults end, and everybody must have
been answered. Exits with 1 if anything did not hold.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import random
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nacl.pwhash import argon2id

from bot.duty import reading as duty_reading
from bot.duty.desk import Desk
from bot.reporter.reading import read
from flows.office import Office
from flows.office_file import blora
from storage import fanout, outbox, roster, sealing
from storage.database import Database
from storage.keyring import DutyKeys, ReporterKeys, create_home_keys
from storage.turns import Turns
from tests.faults.failpoints import KINDS, Failpoints
from tests.faults.holding import broken
from tests.faults.life import Clock, Lines, live, shown
from tests.faults.telegram import PLANS, Queue, Town
from tests.faults.telling import tell
from tests.storage.conftest import PostgreSQL

PASSPHRASE = "seribu kali dibunuh"
QUICK = (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)  # what a passphrase costs here
OFFICER = 500_000_001
A_WORLD = 250  # kills on one database: then everything is drained, looked at, and a new one begins
AT_ONCE = 4  # people who tell at the same time
BETWEEN = timedelta(seconds=21)  # of the world's clock, between two lives: the dead one's leases run out
LONGEST_LIFE, LONGEST_DRAIN, LATEST_KILL, QUIET = 15.0, 90.0, 0.1, 0.25  # seconds
BOUNDARIES = 250  # a life goes past as many in about the time of the latest random kill

Mutant = Callable[[], None]


@dataclass
class Tally:
    """What came of it."""

    kills: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    boundaries: int = 0
    people: int = 0
    kept: int = 0
    confirmed: int = 0
    alerts: int = 0
    twice: int = 0
    broken: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        for name in ("kills", "ends", "boundaries", "people", "kept", "confirmed", "alerts", "twice", "broken"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


@dataclass
class Founded:
    """A migrated database and a home with keys, to be copied for each world. Passphrases must be QUICK by then."""

    folder: Path
    postgres: PostgreSQL | None

    def __post_init__(self) -> None:
        self.office: Office = blora()
        home = self.folder / "home"
        create_home_keys(home, home / "run", PASSPHRASE, escalation_passphrase=PASSPHRASE)
        self.duty_keys = DutyKeys.load(home, PASSPHRASE)
        if self.postgres is None:
            self.url = f"sqlite:///{self.folder / 'world' / 'wadul.db'}"
            migrated = Database(f"sqlite:///{self.folder / 'wadul.db'}")
            migrated.migrate()
            migrated.truncate_wal()
            migrated.close()
        else:
            self.url = self.postgres.migrated()
        self.database = Database(self.url)  # children inherit what it has compiled, and no connection
        with self.world() as home:
            rehearse(self, home)

    @contextmanager
    def world(self) -> Iterator[Path]:
        """A database and a home of a world's own, always at the same address."""
        folder = self.folder / "world"
        shutil.copytree(self.folder / "home", folder / "home")
        if self.postgres is None:
            shutil.copy(self.folder / "wadul.db", folder / "wadul.db")
        else:
            self.postgres.again(self.url)
        roster.add(self.database, self.office.code, OFFICER, "Petugas Satu", "officer", datetime.now(UTC))
        with self.database.writing() as conn:
            roster.mark_started(conn, self.office.code, OFFICER, datetime.now(UTC))
        self.database.close()
        try:
            yield folder / "home"
        finally:
            self.database.close()
            shutil.rmtree(folder)


class World:
    """One database, its people, and life after life of the bots' process."""

    def __init__(self, founded: Founded, home: Path, luck: random.Random, mutant: Mutant | None) -> None:
        self.founded, self.home, self.luck, self.mutant = founded, home, luck, mutant
        self.town, self.points, self.tally = Town(luck), Failpoints(), Tally()
        # It begins an hour before a month ends: the new month's key is a file that somebody must write.
        begin = datetime(2027, luck.randrange(1, 12) + 1, 1, tzinfo=UTC) - timedelta(hours=1)
        Clock.ahead = begin - datetime.now(UTC)

    def aims(self, kind: str) -> None:
        """From now on lives end at the first few boundaries of one kind, people say little, and nothing else is odd."""
        self.town.weather, self.town.plans = 0.0, ("early", "help")
        self.points.only = KINDS.index(kind)

    def goes_on(self, kills: int, after_each: Callable[[], None]) -> Tally:
        """So many kills; then the faults end."""
        for _ in range(kills):
            if self.points.only is not None:
                self._life(at=self.luck.choice((1, 2, 3, 5, 8, 13)), within=LONGEST_LIFE)
            elif self.luck.random() < 0.5:
                self._life(at=self.luck.randrange(1, BOUNDARIES), within=LONGEST_LIFE)
            else:
                self._life(at=0, within=self.luck.uniform(0, LATEST_KILL))
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

    def _drain(self) -> None:
        """Lives that nobody ends, until everything is said; on a busy machine one may only look as if it were done."""
        self.town.opened = False
        for _ in range(12):
            self._life(at=0, within=LONGEST_DRAIN)
            before = len(self.tally.broken)
            self._look(over=True)
            if len(self.tally.broken) == before:
                return
            last, self.tally.broken[before:] = self.tally.broken[before:], []
        self.tally.broken += last

    def _look(self, *, over: bool) -> None:
        """Whether everything holds. Nothing stays open: a child must inherit no connection."""
        founded, run = self.founded, self.home / "run"
        keys = ReporterKeys.load(self.home, run, Clock.now() - BETWEEN)
        self.tally.broken += broken(self.town, founded.database, keys, founded.duty_keys, self.home, over=over)
        founded.database.close()

    def _life(self, *, at: int, within: float) -> None:
        """One life: it ends at the boundary ``at``, or by that many seconds, or when nothing happens any more."""
        Clock.ahead += BETWEEN
        now = Clock.now()
        self.town.asks_again(now)
        while self.town.opened and len(self.town.busy()) < AT_ONCE:
            self.town.comes(now)
        self.points.page[0:5] = bytes(5)
        pairs = {name: socket.socketpair() for name in ("reporter", "duty", "said")}
        pid = os.fork()
        if not pid:
            self._child({name: pair[1] for name, pair in pairs.items()}, at)
        for _, theirs in pairs.values():
            theirs.close()
        try:
            self._serve({name: pair[0] for name, pair in pairs.items()}, pid, within)
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            for ours, _ in pairs.values():
                ours.close()
        self._look(over=False)

    def _child(self, ends: dict[str, socket.socket], at: int) -> None:
        """Never comes back."""
        try:
            gc.disable()
            if self.mutant is not None:
                self.mutant()
            lines = Lines(ends["reporter"], ends["duty"], ends["said"], self.points)
            db, office, desk_keys = self.founded.database, self.founded.office, self.founded.duty_keys
            self.points.arm(at)
            live(db, self.home, office, desk_keys, lines)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(3)

    # -- Telegram's side ---------------------------------------------------------------------------------------

    def _serve(self, ends: dict[str, socket.socket], pid: int, within: float) -> None:
        """Answer until the life is over; what had arrived by then counts."""
        heard = dict.fromkeys(ends, b"")
        held: dict[str, bool] = {}
        names = {end.fileno(): name for name, end in ends.items()}
        poller = select.poll()
        for number in names:
            poller.register(number, select.POLLIN)
        until, quiet_since, alive = time.monotonic() + LONGEST_LIFE, time.monotonic(), True
        while names:
            left = until - time.monotonic()
            if left <= 0 and alive:
                os.kill(pid, signal.SIGKILL)  # what it said by now is still read, to the end
                alive = False
            happened = poller.poll(min(max(left, 0), QUIET) * 1000 if alive else 1000)
            if not happened and alive and self._is_quiet(held):
                if time.monotonic() - quiet_since > QUIET:
                    until = 0.0
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
                *whole, heard[name] = (heard[name] + piece).split(b"\n")
                for line in whole:
                    what = json.loads(line)
                    if name != "said":
                        if not held:  # it has begun
                            until = time.monotonic() + within
                        self._polled(name, what, ends[name], held)
                        continue
                    self._said(what)
                    with suppress(OSError):
                        ends[name].send(b"1")
            for name, waits in held.items():
                if waits and self._queue(name).waiting:
                    self._answer(name, ends[name], held)

    def _is_quiet(self, held: dict[str, bool]) -> bool:
        return len(held) == 2 and all(held.values()) and not self.town.reporter.waiting and not self.town.duty.waiting

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

    def _said(self, what: dict[str, Any]) -> None:
        if "to" in what:
            self.town.hears(what["to"], what, Clock.now())
        else:
            self.town.desk_hears(what["kind"], what["at"], what["code"], what["version"], OFFICER)


def rehearse(founded: Founded, home: Path) -> None:
    """One evening without any fault, in the parent: what the children need then is read and compiled already."""
    Clock.ahead = timedelta()
    now, town, db = Clock.now(), Town(random.Random(0)), founded.database
    keys = ReporterKeys.load(home, home / "run", now)
    turns, desk = Turns(db, keys, founded.office), Desk(db, founded.duty_keys, founded.office, None)
    for plan in PLANS:
        town.comes(now, plan)
    town.poisons(now)
    rows: list[Any] = [None]
    while rows or town.reporter.waiting or town.duty.waiting:
        for raw in town.reporter.poll(None):
            heard = read(raw, keys.tagger, now)
            for told in turns.take([heard.unreadable or heard.arrived]).told:  # type: ignore[list-item]
                town.hears(told.arrived.address.chat_id, shown(told), now)
            town.reporter.poll(raw["update_id"] + 1)
        for raw in town.duty.poll(None):
            desk.take(duty_reading.read(raw, None), now)  # type: ignore[arg-type]
            town.duty.poll(raw["update_id"] + 1)
        rows = outbox.claim(db, "duty", now, 20.0, 16)
        for owed in rows:
            with db.writing() as conn:
                if owed.destination == "desk" and owed.kind != "taken":
                    fanout.spread(conn, owed, founded.office, now, has_group=True)
                else:
                    town.desk_hears(owed.kind, owed.destination, owed.code, 1, OFFICER)
                    outbox.paid(conn, owed.id, now)
    found = broken(town, db, keys, founded.duty_keys, home, over=True)
    assert not found, found


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
    given.add_argument("--jobs", type=int, default=2, help="parents side by side")
    asked = given.parse_args()
    fork, tally, began = multiprocessing.get_context("fork"), Tally(), time.monotonic()
    columns = (TextColumn("kills"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory(prefix="wadul-kills-") as folder:
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
    counts = (
        *((f"ended: {name}", count) for name, count in tally.ends.most_common()),
        ("boundaries passed", tally.boundaries),
        ("people", tally.people),
        ("reports told to be kept, and whole", tally.kept),
        ("updates confirmed", tally.confirmed),
        ("sends to the desk", tally.alerts),
        ("of these twice, with the same code", tally.twice),
        ("broken promises", len(tally.broken)),
        ("seconds", round(time.monotonic() - began)),
        ("CPU seconds", round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]))),
    )
    title = f"{tally.kills} SIGKILLs on {'PostgreSQL' if asked.postgres else 'SQLite'}, seed {asked.seed}"
    return tell(title, counts, tally.broken)


if __name__ == "__main__":
    sys.exit(main())
