"""The floor keeps order among processes; whatever becomes of the server, it keeps nobody silent and nobody out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.reporter import floor as room
from bot.reporter.floor import Floor
from bot.reporter.pacing import PER_SECOND, Pace
from storage.database import DatabaseTrouble
from storage.floor import Floors

from .town import eventually

ANI, BUDI = 5_000_000_001, 5_000_000_002


class Server(Floors):
    """What the database's end does, well or ill."""

    def __init__(self) -> None:
        self.did: list[tuple[Any, ...]] = []
        self.told: list[tuple[int, dict[str, Any]]] = []
        self.others: set[int] = set()
        self.answers = threading.Event()
        self.answers.set()
        self.trouble: Exception | None = None

    def ask(self, chat_id: int) -> bool:
        self.answers.wait()
        if self.trouble is not None:
            raise self.trouble
        self.did.append(("ask", chat_id))
        return chat_id not in self.others

    def leave(self, chat_id: int, knows: Mapping[str, Any]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.did.append(("leave", chat_id, knows))

    def heard(self) -> list[tuple[int, dict[str, Any]]]:
        told, self.told = self.told, []
        return told

    def processes(self) -> int:
        return 1 + len(self.others)

    def close(self) -> None:
        self.did.append(("close",))


class Memory(dict[int, dict[str, Any]]):
    """What this process knows of its chats."""

    noted = 0

    async def note(self) -> None:
        self.noted += 1


@pytest.fixture
def server() -> Iterator[Server]:
    there = Server()
    yield there
    there.answers.set()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
async def floor(server: Server, memory: Memory) -> Floor:
    def learn(chat_id: int, told: Any) -> None:
        memory[chat_id] = {"live": told["live"]}

    return Floor(server, lambda chat: memory.get(chat, {}), learn, memory.note)


async def test_it_is_asked_for_once_kept_while_anybody_needs_it_and_left_with_what_is_known(
    floor: Floor, server: Server, memory: Memory
) -> None:
    async with floor.on(ANI, 1.0) as first:
        async with floor.on(ANI, 1.0) as second:
            assert first
            assert second
        memory[ANI] = {"live": 7}
    await eventually(lambda: len(server.did) == 2)
    assert server.did == [("ask", ANI), ("leave", ANI, {"live": 7})]
    assert memory.noted == 1, "before it was left"


async def test_whoever_is_given_it_knows_what_the_others_said(floor: Floor, server: Server, memory: Memory) -> None:
    server.told = [(ANI, {"live": 8}), (BUDI, {"of": "another version"}), (ANI, {"live": 9})]
    async with floor.on(ANI, 1.0) as ours:
        assert ours
        assert memory == {ANI: {"live": 9}}
        server.told = [(ANI, {"live": 1})]  # nobody can have said that: it is ours
        async with floor.on(BUDI, 1.0):
            assert memory == {ANI: {"live": 9}}


async def test_who_waits_too_long_goes_on_without(floor: Floor, server: Server) -> None:
    server.others = {ANI}
    async with floor.on(ANI, 0.05) as ours:
        assert not ours
    assert {what for what, *_ in server.did} == {"ask"}


@pytest.mark.parametrize("what", ["hangs", "breaks off"])
async def test_a_server_in_trouble_keeps_nobody_waiting_and_every_chat_is_left(
    floor: Floor, server: Server, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(room, "ANSWERS", 0.1)
    monkeypatch.setattr(room, "RESTS", 0.0)
    async with floor.on(ANI, 0.05) as ours:
        assert ours
        if what == "hangs":
            server.answers.clear()
        else:
            server.trouble = DatabaseTrouble()
        async with floor.on(BUDI, 0.05) as ours:
            assert ours, "nobody can say who has it"
        server.answers.set()
        server.trouble = None
        await eventually(lambda: ("close",) in server.did)
        async with floor.on(ANI, 1.0) as ours:
            assert ours, "it is asked for again"
    assert server.did.count(("ask", ANI)) == 2


async def test_a_server_that_hangs_is_waited_for_once_however_patient_one_is(
    floor: Floor, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ANSWERS", 0.1)
    server.answers.clear()
    async with asyncio.timeout(30):
        async with floor.on(ANI, 90.0) as first, floor.on(BUDI, 90.0) as second:
            assert (first, second) == (True, True)
        asked = asyncio.get_running_loop().run_in_executor
        monkeypatch.setattr(asyncio.get_running_loop(), "run_in_executor", None)  # nobody is asked
        async with floor.on(BUDI, 90.0) as ours:
            assert ours
        monkeypatch.setattr(asyncio.get_running_loop(), "run_in_executor", asked)


async def test_a_chat_that_could_not_be_left_shuts_nobody_out(floor: Floor, server: Server) -> None:
    async with floor.on(ANI, 1.0):
        server.trouble = DatabaseTrouble()
    await eventually(lambda: ("close",) in server.did)


async def test_what_telegram_allows_is_for_all_of_them(floor: Floor, server: Server) -> None:
    server.others = {ANI}
    pace = Pace()
    assert pace.step == 1 / PER_SECOND
    pace.among = await floor.look_around()
    assert pace.step == 2 / PER_SECOND


async def test_at_the_end_every_chat_is_left_and_who_still_speaks_speaks(floor: Floor, server: Server) -> None:
    async with floor.on(ANI, 1.0):
        await floor.end()
        await eventually(lambda: ("close",) in server.did)
        async with floor.on(BUDI, 1.0) as ours:
            assert ours
    assert await floor.look_around() == 1
