"""The webhook: what is not answered with 200 comes again, and nothing is brought to whoever did not ask."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from bot.sandbox import REPORTER_TOKEN

PROXY, URL, SECRET = "https://wadul.example", "https://wadul.example/pelapor", "rahasia-contoh-rahasia-contoh-0"


class Process:
    """A bot's end of a webhook."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str | None, dict]] = []
        self.statuses: list[int] = []
        self.held: asyncio.Event | None = None

    async def visit(self, request: web.Request) -> web.Response:
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((request.path, shown, json.loads(await request.read())))
        if self.held is not None and "message" in self.got[-1][2]:
            await self.held.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def got_so_many(self, count: int) -> None:
        async with asyncio.timeout(30):
            while len(self.got) < count:  # noqa: ASYNC110 - nobody rings
                await asyncio.sleep(0.01)


@pytest.fixture
async def listens(sandbox) -> AsyncIterator[Callable]:
    runners = []

    async def begin() -> tuple[Process, str]:
        process, app = Process(), web.Application()
        app.router.add_post("/{path:.*}", process.visit)
        runners.append(web.AppRunner(app))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
        return process, f"http://127.0.0.1:{runners[-1].addresses[0][1]}"

    sandbox.visits.again = 0.01
    yield begin
    await sandbox.visits.stop()
    for runner in runners:
        await runner.cleanup()


async def emptied(sandbox) -> None:
    async with asyncio.timeout(30):
        while sandbox.pending(REPORTER_TOKEN):  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.01)


async def test_what_waits_is_brought_with_the_secret_and_then_forgotten(sandbox, api, chat, listens):
    process, to = await listens()
    sandbox.visits.behind(PROXY, to)
    await api.ok("setWebhook", url=URL, secret_token=SECRET, max_connections=20, drop_pending_updates=False)
    await chat.send("satu")
    await emptied(sandbox)
    assert [(path, shown, update["message"]["text"]) for path, shown, update in process.got] == [
        ("/pelapor", SECRET, "/start"),
        ("/pelapor", SECRET, "satu"),
    ]
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (URL, 20, 0)
    assert SECRET not in str(info)


async def test_it_comes_again_until_it_is_taken_and_the_next_of_its_line_waits(sandbox, api, chat, listens):
    process, to = await listens()
    process.statuses = [500, 401, 503]
    sandbox.visits.behind(PROXY, to)
    await api.ok("setWebhook", url=URL)
    await chat.send("satu")
    await emptied(sandbox)
    assert [update["message"]["text"] for _, _, update in process.got] == ["/start"] * 4 + ["satu"]
    assert "503" in (await api.ok("getWebhookInfo"))["last_error_message"]


async def test_a_tap_may_overtake_a_word_and_another_chat_waits_for_nobody(sandbox, api, chat, listens):
    process, to = await listens()
    process.held = asyncio.Event()
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    await api.ok("sendMessage", chat_id=chat.id, text="?", reply_markup=keyboard)
    sandbox.visits.behind(PROXY, to)
    await api.ok("setWebhook", url=URL)
    await process.got_so_many(1)
    await chat.tap(data="ya")
    await sandbox.person("Budi").chat(REPORTER_TOKEN).send("/start")
    await process.got_so_many(3)
    process.held.set()
    await emptied(sandbox)


async def test_the_proxy_takes_its_processes_in_turn_and_passes_over_one_that_is_gone(sandbox, api, chat, listens):
    (one, first), (other, second) = await listens(), await listens()
    sandbox.visits.behind(PROXY, first, second, "http://127.0.0.1:1")
    await api.ok("setWebhook", url=URL)
    for n in range(5):
        await chat.send(str(n))
    await emptied(sandbox)
    assert one.got
    assert other.got
    assert len(one.got) + len(other.got) == 6


async def test_an_answer_that_gets_lost_brings_the_same_again(sandbox, api, chat, listens):
    process, to = await listens()
    lost = sandbox.faults.add(kind="reset_after", method="webhook", token=REPORTER_TOKEN)
    sandbox.visits.behind(PROXY, to)
    await api.ok("setWebhook", url=URL)
    await emptied(sandbox)
    assert lost.arrived.is_set()
    assert len(process.got) == 2
    assert process.got[0] == process.got[1]


async def test_without_a_webhook_nothing_is_brought(sandbox, api, chat, listens):
    process, to = await listens()
    sandbox.visits.behind(PROXY, to)
    await api.ok("setWebhook", url=URL)
    await emptied(sandbox)
    await api.ok("deleteWebhook")
    await chat.send("nanti")
    assert len(await api.ok("getUpdates")) == 1
    assert len(process.got) == 1
    assert (await api.refused("setWebhook", url=URL, secret_token="a b")).startswith("400 Bad Request: secret token")
