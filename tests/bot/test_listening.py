"""The poll loop: confirm after the commit, never bar the door, never spin."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.listening import Listener, StartRefused, ask, server_time, whole
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Sandbox

from .town import eventually

TOKEN = REPORTER_TOKEN


class Notebook:
    """Takes what it hears, or refuses as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.batches: list[list[int]] = []
        self.alarms: list[str] = []
        self.refusals = 0
        self.at_most = 100

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        self.batches.append([update["update_id"] for update in updates])
        if self.refusals:
            self.refusals -= 1
            raise RuntimeError("nothing was written")
        self.heard += updates[: self.at_most]
        return min(len(updates), self.at_most)

    async def alarm(self, about: str) -> None:
        self.alarms.append(about)

    @property
    def ids(self) -> list[int]:
        return [update["update_id"] for update in self.heard]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = Sandbox()
    await running.start()
    yield running
    await running.stop()


@asynccontextmanager
async def listening(sandbox: Sandbox, notebook: Notebook, *, token: str = TOKEN) -> AsyncIterator[list[float]]:
    listener = Listener(sandbox.url, token, ("message", "my_chat_member"), notebook)
    ready: list[float] = []

    async def say_ready() -> None:
        ready.append(time.monotonic())

    running = asyncio.create_task(listener.run(say_ready))
    try:
        yield ready
    finally:
        listener.stop()
        sandbox.faults.clear()
        async with asyncio.timeout(10):
            await running


def update(id: int | str, **more: Any) -> dict[str, Any]:
    return {"update_id": id, "message": {"text": "halo"}, **more}


def answer(*updates: Any) -> str:
    return json.dumps({"ok": True, "result": updates})


async def test_ready_is_said_once_after_the_first_answer(sandbox: Sandbox) -> None:
    notebook = Notebook()
    sandbox.faults.add(method="getUpdates", times=2, status=502)
    async with listening(sandbox, notebook) as ready:
        await eventually(lambda: ready)
        assert len(sandbox.calls_of("getUpdates")) >= 3
        for id in (11, 12):
            sandbox.inject(TOKEN, update(id))
            await eventually(lambda id=id: id in notebook.ids)  # type: ignore[misc]
        assert len(ready) == 1


async def test_what_was_not_committed_is_not_confirmed_and_comes_again(sandbox: Sandbox) -> None:
    notebook = Notebook()
    notebook.refusals = 2
    for id in (11, 12):
        sandbox.inject(TOKEN, update(id))
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [11, 12])
        await eventually(lambda: sandbox.pending(TOKEN) == 0)
    assert notebook.batches == [[11, 12]] * 3


async def test_what_was_not_reached_is_not_confirmed_and_comes_next(sandbox: Sandbox) -> None:
    notebook = Notebook()
    notebook.at_most = 2
    for id in (11, 12, 13, 14, 15):
        sandbox.inject(TOKEN, update(id))
    async with listening(sandbox, notebook):
        await eventually(lambda: sandbox.pending(TOKEN) == 0)
    assert notebook.ids == [11, 12, 13, 14, 15]
    assert notebook.batches == [[11, 12, 13, 14, 15], [13, 14, 15], [15]]
    offsets = [call.get("offset") for call in sandbox.calls_of("getUpdates")]
    assert offsets[:4] == [None, 13, 15, 16]


async def test_confirming_happens_only_with_the_next_poll(sandbox: Sandbox) -> None:
    notebook = Notebook()
    sandbox.inject(TOKEN, update(11))
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [11])
        await eventually(lambda: len(sandbox.calls_of("getUpdates")) >= 2)
    offsets = [call.get("offset") for call in sandbox.calls_of("getUpdates")]
    assert offsets[:2] == [None, 12]


@pytest.mark.parametrize(
    "weather",
    [
        {"status": 500},
        {"status": 502, "body": "<html>Bad Gateway</html>"},
        {"status": 200, "body": ""},
        {"status": 200, "body": "[]"},
        {"status": 200, "body": '{"ok": false}'},
        {"status": 200, "body": '{"ok": true, "result": {"update_id": 1}}'},
        {"status": 400, "body": '{"ok": false, "error_code": "x", "description": 7, "parameters": [1]}'},
        {"retry_after": 1},
        {"kind": "truncated"},
        {"kind": "reset"},
        {"kind": "reset_after"},
    ],
)
@pytest.mark.fault("N2", "N3")
async def test_bad_weather_passes(sandbox: Sandbox, weather: dict[str, Any]) -> None:
    notebook = Notebook()
    sandbox.inject(TOKEN, update(11))
    sandbox.faults.add(method="getUpdates", **weather)
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [11], 30)


async def test_the_rest_between_tries_grows_and_has_an_end(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []

    async def rest(self: Listener, seconds: float) -> None:
        rests.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(Listener, "_rest", rest)
    sandbox.faults.add(method="getUpdates", times=8, status=500)
    async with listening(sandbox, Notebook()) as ready:
        await eventually(lambda: ready)
    assert rests[:8] == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]


@pytest.mark.fault("N1")
async def test_a_429_is_waited_out_as_long_as_telegram_says(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []

    async def rest(self: Listener, seconds: float) -> None:
        rests.append(seconds)

    monkeypatch.setattr(Listener, "_rest", rest)
    sandbox.faults.add(method="getUpdates", retry_after=3600)
    async with listening(sandbox, Notebook()) as ready:
        await eventually(lambda: ready)
    assert rests[0] == 3600


async def test_a_revoked_token_at_the_start_is_one_sentence(sandbox: Sandbox) -> None:
    sandbox.revoke(TOKEN)
    with pytest.raises(StartRefused, match="token"):
        async with listening(sandbox, Notebook()):
            await asyncio.sleep(1)


@pytest.mark.fault("N6")
async def test_a_webhook_at_the_start_is_one_sentence(sandbox: Sandbox) -> None:
    sandbox.world.bots[TOKEN].webhook = {"url": "https://example.org"}
    with pytest.raises(StartRefused, match="webhook"):
        async with listening(sandbox, Notebook()):
            await asyncio.sleep(1)


@pytest.mark.fault("N6")
async def test_a_token_revoked_while_running_is_an_alarm_and_no_storm(sandbox: Sandbox) -> None:
    notebook = Notebook()
    async with listening(sandbox, notebook) as ready:
        await eventually(lambda: ready)
        sandbox.world.bots[TOKEN].queue.interrupt("Conflict")
        sandbox.revoke(TOKEN)
        before = len(sandbox.calls_of("getUpdates"))
        await eventually(lambda: "telegram.401" in notebook.alarms)
        await asyncio.sleep(1.5)
        assert len(sandbox.calls_of("getUpdates")) - before <= 4


@pytest.mark.fault("N6")
@pytest.mark.threat("T2")
async def test_a_second_poller_is_an_alarm_and_no_storm(sandbox: Sandbox) -> None:
    first, second = Notebook(), Notebook()
    async with listening(sandbox, first) as ready:
        await eventually(lambda: ready)
        await asyncio.sleep(0.1)
        async with listening(sandbox, second):
            await eventually(lambda: "telegram.409" in first.alarms + second.alarms)
            before = len(sandbox.calls_of("getUpdates"))
            await asyncio.sleep(1.5)
            assert len(sandbox.calls_of("getUpdates")) - before <= 12
            sandbox.inject(TOKEN, update(11))
            await eventually(lambda: 11 in first.ids + second.ids, 16)


async def test_who_starts_beside_a_poller_steps_back_with_one_sentence(sandbox: Sandbox) -> None:
    sandbox.faults.add(method="getUpdates", status=409, times=None)
    with pytest.raises(StartRefused, match="sudah dilayani proses lain"):
        async with listening(sandbox, Notebook()):
            await asyncio.sleep(5)


async def test_an_alarm_that_cannot_be_raised_stops_nothing(sandbox: Sandbox) -> None:
    class Deaf(Notebook):
        async def alarm(self, about: str) -> None:
            raise RuntimeError(about)

    notebook = Deaf()
    sandbox.inject(TOKEN, update(11))
    sandbox.faults.add(method="getUpdates", status=409)
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [11], 30)


async def test_an_abyss_is_passed_over_and_its_neighbours_are_heard(sandbox: Sandbox) -> None:
    """One update nested 10^5 deep cannot be parsed; nor can the batch it is in."""
    deep = '{"update_id": 21, "message": ' + "[" * 10**5 + "]" * 10**5 + "}"
    both = '{"ok": true, "result": [' + deep + ", " + json.dumps(update(22)) + "]}"
    alone = '{"ok": true, "result": [' + deep + "]}"
    sandbox.faults.add(method="getUpdates", status=200, body=both)
    sandbox.faults.add(method="getUpdates", status=200, body=alone)
    sandbox.inject(TOKEN, update(22))
    notebook = Notebook()
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [21, 22])
    limits = [(call["limit"], call.get("offset")) for call in sandbox.calls_of("getUpdates")]
    assert limits[:3] == [(100, None), (1, None), (100, 22)]


@pytest.mark.parametrize("depth", [400, 700, 960])
async def test_half_a_character_deep_inside_does_not_bar_the_door(sandbox: Sandbox, depth: int) -> None:
    """Deep enough to parse, too deep to mend: it was retried for ever."""
    deep = '{"update_id": 21, "message": ' + "[" * depth + '"\\ud800"' + "]" * depth + "}"
    alone = '{"ok": true, "result": [' + deep + "]}"
    sandbox.faults.add(method="getUpdates", status=200, body=alone, times=2)
    notebook = Notebook()
    async with listening(sandbox, notebook):
        await eventually(lambda: 21 in notebook.ids)
        sandbox.inject(TOKEN, update(22))
        await eventually(lambda: notebook.ids[-1] == 22)


async def test_an_id_that_no_database_holds_is_passed_over_without_spinning(sandbox: Sandbox) -> None:
    notebook = Notebook()
    body = answer(update(2**63), update("x"), update(-1), update(True), {"message": {}}, "?")
    sandbox.faults.add(method="getUpdates", status=200, body=body, times=None)
    async with listening(sandbox, notebook):
        await asyncio.sleep(2.0)
        assert len(sandbox.calls_of("getUpdates")) <= 4
        assert notebook.ids == []


async def test_good_updates_beside_an_impossible_id_are_heard(sandbox: Sandbox) -> None:
    notebook = Notebook()
    sandbox.faults.add(method="getUpdates", status=200, body=answer(update(2**63), update(7)))
    async with listening(sandbox, notebook):
        await eventually(lambda: notebook.ids == [7])
        await eventually(lambda: sandbox.calls_of("getUpdates")[-1].get("offset") == 8)


async def test_ids_that_jump_back_are_heard(sandbox: Sandbox) -> None:
    """After a quiet week Telegram may begin again at any number."""
    notebook = Notebook()
    async with listening(sandbox, notebook):
        for id in (900_000_000, 5, 6):
            sandbox.inject(TOKEN, update(id))
            await eventually(lambda id=id: notebook.ids[-1:] == [id])  # type: ignore[misc]
            await asyncio.sleep(0.05)  # the next poll is held again


async def test_stopping_breaks_off_a_held_poll(sandbox: Sandbox) -> None:
    async with listening(sandbox, Notebook()) as ready:
        await eventually(lambda: ready)
        await asyncio.sleep(0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 10, "a poll is held for twenty-five seconds"


@pytest.mark.threat("T1")
def test_nothing_about_a_listener_tells_its_token() -> None:
    listener = Listener("https://example.org", TOKEN, (), Notebook())
    assert TOKEN not in repr(listener)


def test_half_characters_are_mended_and_whole_ones_kept() -> None:
    assert whole({"\ud800a": ["\udfff", "😀", 1, None]}) == {"\ufffda": ["\ufffd", "😀", 1, None]}


async def test_questions_of_the_doctor_never_raise(sandbox: Sandbox) -> None:
    status, me = await asyncio.to_thread(ask, sandbox.url, DUTY_TOKEN, "getMe")
    assert (status, me["is_bot"]) == (200, True)
    sandbox.revoke(DUTY_TOKEN)
    assert (await asyncio.to_thread(ask, sandbox.url, DUTY_TOKEN, "getMe"))[0] == 401
    sandbox.faults.add(status=502, body="<html>")
    assert await asyncio.to_thread(ask, sandbox.url, TOKEN, "getMe") == (0, {})
    assert await asyncio.to_thread(ask, "http://127.0.0.1:9", TOKEN, "getMe") == (0, {})
    assert await asyncio.to_thread(server_time, "http://127.0.0.1:9") is None
    assert await asyncio.to_thread(server_time, sandbox.url) is not None
