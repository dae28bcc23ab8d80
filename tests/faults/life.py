"""One life of a bot's process, or of both in one, forked from a parent that has imported everything.

The poll loop, the reading, the turns, the desk and the dispatcher are the real ones; only the wire is a pair of
sockets to the parent, who is Telegram. It ends when somebody kills it.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from bot import listening
from bot.dispatch import loop
from bot.duty import reading as duty_reading
from bot.duty.desk import Desk
from bot.reporter.reading import read
from flows.events import callback
from flows.office import Office
from storage import broken_off, fanout, outbox
from storage.database import Database
from storage.keyring import DutyKeys, ReporterKeys
from storage.outbox import Owed
from storage.tables import Row
from storage.turns import Arrived, Told, Turns, Unreadable
from tests.faults.failpoints import Failpoints

_cases = Row.metadata.tables["cases"]
LATER = 15  # seconds until somebody to tell is looked for again
LET_OTHERS_WRITE = 0.05
HANDS = 1  # threads that work in a lone bot's life, beside the one that hears the bell; both have as many as Python


class Clock(datetime):
    """The wall clock of a world: real seconds, from a beginning that moves with each life."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return datetime.now(UTC) + cls.ahead


@dataclass
class Lines:
    """The child's ends of the sockets: the poll of each of its bots, held, and one on which everything is said."""

    polls: Mapping[str, socket.socket]
    said: socket.socket
    points: Failpoints

    def say(self, what: dict[str, Any]) -> None:
        """As a call of the Bot API: back when Telegram has it."""
        self.points.hit(4)
        self.said.sendall(json.dumps(what).encode() + b"\n")
        self.said.recv(1)
        self.points.hit(5)


class Held:
    """Stands where httpx's client does: one poll, held by the parent until there is something."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._rest = line, b""
        line.setblocking(False)

    async def post(self, _url: str, json: dict[str, Any]) -> Any:
        await asyncio.get_running_loop().sock_sendall(
            self._line, _dumps({"offset": json.get("offset"), "held": json["timeout"]})
        )
        while b"\n" not in self._rest:
            self._rest += await asyncio.get_running_loop().sock_recv(self._line, 1 << 20)
        answer, _, self._rest = self._rest.partition(b"\n")
        return SimpleNamespace(content=answer, status_code=200)

    async def aclose(self) -> None:
        self._line.close()


class Reporters:
    """Takes the reporters' updates as `bot.reporter.app` does: read, commit, then speak."""

    def __init__(self, db: Database, keys: ReporterKeys, office: Office, lines: Lines) -> None:
        self._keys, self.turns, self._lines = keys, Turns(db, keys, office), lines

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        at = Clock.now()
        heard = [read(raw, self._keys.tagger, at) for raw in updates]
        batch: list[Arrived | Unreadable] = [one.unreadable or one.arrived for one in heard]  # type: ignore[misc]
        taken = await asyncio.to_thread(self.turns.take, batch)
        for told in taken.told:
            self._say(told)
        if taken.updates < len(batch):
            await asyncio.sleep(LET_OTHERS_WRITE)
        return taken.updates

    def _say(self, told: Told) -> None:
        self._lines.say({"to": told.arrived.address.chat_id, **shown(told)})

    async def alarm(self, about: str) -> None:
        raise AssertionError(about)


class Officers:
    """Takes the officers' taps as `bot.duty.app` does."""

    def __init__(self, db: Database, keys: DutyKeys, office: Office) -> None:
        self._desk = Desk(db, keys, office, None)

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        for raw in updates:
            act = duty_reading.read(raw, None)  # type: ignore[arg-type]
            await asyncio.to_thread(self._desk.take, act, Clock.now())
        return len(updates)

    async def alarm(self, about: str) -> None:
        raise AssertionError(about)


@dataclass
class Payer:
    """Pays what is owed, over the real dispatcher."""

    db: Database
    office: Office
    lines: Lines
    turns: Turns | None = None  # the reporters' side alone passes on what was broken off

    async def of_duty(self, owed: Owed) -> None:
        if owed.destination == "desk" and owed.kind != "taken":
            await asyncio.to_thread(self._spread, owed)
            return
        self.lines.say({"kind": owed.kind, "at": owed.destination, "code": owed.code, "version": self._version(owed)})

    async def of_reporter(self, owed: Owed) -> None:
        if owed.kind == broken_off.KIND and self.turns is not None:
            await asyncio.to_thread(self.turns.pass_on, owed, Clock.now())
        else:
            self.lines.say({"kind": owed.kind, "at": "chat", "code": owed.code, "version": None})

    def _spread(self, owed: Owed) -> None:
        with self.db.writing() as conn:
            try:
                fanout.spread(conn, owed, self.office, Clock.now(), has_group=True)
            except fanout.NobodyToTell:
                raise outbox.TryLater(LATER) from None

    def _version(self, owed: Owed) -> int | None:
        with self.db.reading() as conn:
            found: int | None = conn.scalar(select(_cases.c.version).where(_cases.c.id == owed.case_id))
        return found


def shown(told: Told) -> dict[str, Any]:
    """A screen as a phone shows it: where it stands, and its buttons with what they carry."""
    screen = told.screen
    assert screen is not None, "a turn failed"
    origin = screen.origin or screen.step
    buttons = [(b.id, b.ticked, callback(b.id, origin, screen.version)) for row in screen.rows for b in row]
    return {"step": screen.step, "buttons": buttons}


def live(db: Database, home: Path, office: Office, duty_keys: DutyKeys, lines: Lines) -> None:
    """Listen, take, speak and pay, until killed: for those bots that have a poll."""
    loop.datetime = Clock  # type: ignore[attr-defined]
    payer = Payer(db, office, lines)
    takers: dict[str, Reporters | Officers] = {}
    if "reporter" in lines.polls:
        keys = ReporterKeys.load(home, home / "run", Clock.now())
        takers["reporter"] = reporters = Reporters(db, keys, office, lines)
        payer.turns = reporters.turns
    if "duty" in lines.polls:
        takers["duty"] = Officers(db, duty_keys, office)

    async def everything() -> None:
        if len(takers) == 1:
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(HANDS))
        tasks = []
        for side, taker in takers.items():
            dispatcher = (
                loop.Dispatcher(db, "duty", payer.of_duty, office.code)
                if side == "duty"
                else loop.Dispatcher(db, "reporter", payer.of_reporter)
            )
            tasks.append(dispatcher.run())
            client = Held(lines.polls[side])
            listening.httpx = SimpleNamespace(  # type: ignore[attr-defined]
                AsyncClient=lambda client=client, **_: client,
                Timeout=lambda *_, **__: None,
                create_ssl_context=lambda: None,
            )
            tasks.append(listening.Listener("", "", (), taker).run(_ready))  # type: ignore[arg-type]
        await asyncio.gather(*tasks)

    asyncio.run(everything())


async def _ready() -> None:
    return None


def _dumps(what: dict[str, Any]) -> bytes:
    return json.dumps(what).encode() + b"\n"
