"""Telegram visits: two real processes of the reporters' side behind one webhook, over one PostgreSQL.

Whichever of them an update is brought to, a chat is one conversation: nothing is lost, doubled, or said out of turn.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.opening import Refusal
from bot.reporter.webhook import HEADER, LARGEST
from bot.sandbox import REPORTER_TOKEN, Side
from bot.sandbox.visits import Visit
from bot.settings import Settings, environment_of
from bot.webhook_place import no_more_visits
from storage import outbox
from storage.floor import Floors
from storage.keyring import DutyKeys
from tests.storage.conftest import PostgreSQL

from .machines import WideTown
from .test_leaving import empties, stands, tells
from .town import (
    RECEIPT,
    START_WITHIN,
    Process,
    copy_home,
    eventually,
    files,
    free_port,
    past_what_was_heard,
    say,
    tap,
    told_to,
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.postgres, pytest.mark.timeout(300)]

PROXY, PATH, SECRET = "https://wadul.example", "/pelapor", "rahasia-contoh-rahasia-contoh-rahasia-0"


class Workers:
    """Two processes of the reporters' side, each at a port of its own."""

    def __init__(self, town: WideTown) -> None:
        self.town = town
        self.at = {f"http://127.0.0.1:{free_port()}": f"pekerja {n}" for n in range(2)}
        (town.home / "webhook.secret").write_text(SECRET)
        (town.home / "database").write_text(town.url_of("reporter"))
        self.processes: dict[str, Process] = {}

    def settings(self, **given: object) -> Settings:
        home = self.town.home
        return Settings(
            _env_file=None,
            home=self.town.office_home,
            runtime_dir=home / "runtime",
            reporter_token_file=home / "reporter.token",
            database_url_file=home / "database",
            api_base=self.town.sandbox.url,
            **given,
        )

    async def start(self) -> None:
        for at, name in self.at.items():
            settings = self.settings(
                reporter_webhook=PROXY + PATH,
                reporter_listen=at.removeprefix("http://"),
                reporter_webhook_secret_file=self.town.home / "webhook.secret",
            )
            command = [sys.executable, "-m", "bot", "reporter"]
            environment = environment_of("reporter", settings)
            self.processes[at] = await Process(command, environment, self.town.home / f"{name}.log").start()
        await asyncio.gather(*(process.ready(2 * START_WITHIN) for process in self.processes.values()))

    async def kill(self, at: str | None = None) -> None:
        for one in [at] if at else list(self.processes):
            await self.processes[one].kill()

    def logs(self) -> str:
        return "".join(process.log() for process in self.processes.values())

    @property
    def visits(self) -> list[Visit]:
        return self.town.sandbox.visits.paid


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers(
    founded: Path, duty_keys: DutyKeys, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Workers]:
    server = PostgreSQL(os.environ["TEST_POSTGRES"])
    town = WideTown(copy_home(founded, tmp_path_factory.mktemp("webhook") / "home"), duty_keys, server)
    await town.open()
    both = Workers(town)
    town.sandbox.visits.behind(PROXY, *both.at)
    await both.start()
    yield both
    await both.kill()
    await town.close()
    server.close()


def screens(side: Side) -> list[str]:
    """Messages that can be tapped: there is to be one, the last."""
    return [str(message["text"]) for message in side.messages if message["buttons"]]


async def taken(town: WideTown) -> None:
    """Telegram has nothing more to bring."""
    await eventually(lambda: not town.sandbox.pending(REPORTER_TOKEN))


async def settled(town: WideTown, side: Side) -> None:
    """And all is said there: one screen stands."""
    await taken(town)
    await eventually(lambda: len(screens(side)) == 1, otherwise=f"these stand: {screens(side)}")


async def test_a_conversation_spread_over_both_is_one_whole_case(workers: Workers) -> None:
    town = workers.town
    ani = town.reporter("Ani")
    async with town.bots("duty"):
        await files(ani, "kemarin aku dipukul lagi")
        await settled(town, ani)
        await town.group.wait("kode")
        await tap(town.desk, "acknowledge", "reply")
        await town.desk.send("Kami ke sana besok pagi.")
        await eventually(lambda: town.rows("SELECT 1 FROM letters"))
        for step in ("next", "skip", "/start", "open_news", "news.safe"):
            await (say(ani, step) if step.startswith("/") else tap(ani, step))
            await settled(town, ani)
        await ani.wait("Kami ke sana besok pagi.")
    assert {visit.to for visit in workers.visits} == set(workers.at), "one of them did nothing"
    assert {(visit.status, visit.body) for visit in workers.visits} == {(200, b"")}
    assert town.number("SELECT count(*) FROM cases") == town.number("SELECT count(*) FROM letters") == 1
    assert town.number("SELECT count(*) FROM quarantine") == 0
    assert [told for told in workers.logs().splitlines() if '"ERROR"' in told] == []


async def test_what_is_typed_quickly_stays_in_its_order(workers: Workers) -> None:
    town = workers.town
    budi = town.reporter("Budi")
    await say(budi, "/start")
    await tap(budi, "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    said = [f"kata ke-{n}" for n in range(9)]
    before = len(workers.visits)
    for one in said:
        await budi.send(one)
    await settled(town, budi)
    assert [line for text in town.words_of(budi) for line in text.split("\n")] == said
    assert {visit.to for visit in workers.visits[before:]} == set(workers.at)


async def test_many_at_the_same_time_are_each_one_conversation(workers: Workers) -> None:
    town = workers.town
    before = town.number("SELECT count(*) FROM cases")
    people = [town.reporter(f"Orang {n}") for n in range(5)]
    await asyncio.gather(*(files(one, f"cerita orang {n}") for n, one in enumerate(people)))
    await taken(town)
    assert town.number("SELECT count(*) FROM cases") == before + len(people)
    for n, one in enumerate(people):
        await settled(town, one)
        assert town.words_of(one) == [f"cerita orang {n}"]


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
async def test_what_either_of_them_said_goes_when_the_reporter_leaves_and_goes_once(
    workers: Workers, saving: str
) -> None:
    """Also what the other one said a moment before; and the row that is owed all the same finds it done."""
    town = workers.town
    citra = town.reporter(f"Citra {saving}")
    await tells(citra, saving)
    await citra.send("keluar")
    await empties(town, citra)
    await settled(town, citra)
    (stood,) = [message["message_id"] for message in citra.messages]
    with town.database() as db, db.writing() as conn:
        outbox.bring_nearer(conn, "reporter", timedelta(minutes=1))
    await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE kind = 'wipe' AND done_hour IS NULL"))
    assert [message["message_id"] for message in citra.messages] == [stood], stands(citra)


@pytest.mark.fault("R2")
@pytest.mark.threat("T3")
async def test_who_does_not_know_the_secret_is_not_let_in(workers: Workers) -> None:
    town = workers.town
    dewi = town.reporter("Dewi")
    await taken(town)
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": dewi.id, "type": "private"}, "text": "palsu"},
    }
    counts = "SELECT (SELECT count(*) FROM seen), (SELECT count(*) FROM sessions), (SELECT count(*) FROM quarantine)"
    before = town.rows(counts)
    wrong: list[list[tuple[str, str]]] = [
        [],
        [(HEADER, "")],
        [(HEADER, SECRET[:-1])],
        [(HEADER, SECRET + "x")],
        [(HEADER, SECRET.upper())],
        [(HEADER, "rahasia-çontoh-rahasia-contoh-rahasia-0")],
        [(HEADER, SECRET), (HEADER, SECRET)],
        [("X-Telegram-Bot-Api-Secret", SECRET)],
    ]
    async with aiohttp.ClientSession() as visitor:
        for at in workers.at:
            for headers in wrong:
                async with visitor.post(at + PATH, json=update, headers=headers) as answer:
                    assert (answer.status, await answer.read()) == (401, b""), headers
            known = {HEADER: SECRET}
            for path, body, status in (
                ("/lain", b"{}", 404),
                (PATH, b"bukan json", 400),
                (PATH, b'{"update_id": "1"}', 400),
                (PATH, b" " * (LARGEST + 1), 413),
            ):
                async with visitor.post(at + path, data=io.BytesIO(body), headers=known) as answer:
                    assert (answer.status, await answer.read()) == (status, b""), path
            async with visitor.get(at + PATH, headers=known) as answer:
                assert answer.status == 404
    assert town.rows(counts) == before
    assert dewi.messages == []


@pytest.mark.threat("T1")
async def test_neither_the_secret_nor_anybody_stands_in_a_log_or_a_list_of_processes(workers: Workers) -> None:
    await say(workers.town.reporter("Fitri Rahasia", username="fitri_rahasia"), "kata yang tidak dicatat")
    told, somebody = workers.logs(), workers.town.reporter("Fitri Rahasia")
    for never in (SECRET, REPORTER_TOKEN, "Fitri", "fitri_rahasia", str(somebody.id), "kata yang tidak dicatat"):
        assert never not in told
    for process in workers.processes.values():
        assert SECRET not in told_to(process.pid)
    (asked, *_) = workers.town.sandbox.calls_of("setWebhook", REPORTER_TOKEN)
    assert (asked["secret_token"], asked["drop_pending_updates"]) == (SECRET, False)
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


@pytest.mark.fault("K1")
async def test_a_process_killed_between_the_commit_and_the_answer_loses_nothing_and_doubles_nothing(
    workers: Workers,
) -> None:
    """It had not spoken either: the other one hears the same update again, knows it, and goes on with the talk. Then
    nobody is left, and one that polls takes over what waits."""
    town, sandbox = workers.town, workers.town.sandbox
    eka = town.reporter("Eka")
    await say(eka, "/start")
    await tap(eka, "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    await settled(town, eka)
    before = town.number("SELECT count(*) FROM cases")
    unsaid = sandbox.faults.hold(method="sendMessage", chat=eka.id)
    unanswered = sandbox.faults.hold(method="webhook", after=True)
    await eka.send("kemarin aku dipukul")
    async with asyncio.timeout(30):
        await unanswered.arrived.wait()
        await unsaid.arrived.wait()
    assert town.words_of(eka) == ["kemarin aku dipukul"], "it was committed"
    died = workers.visits[-1]
    await workers.kill(died.to)
    sandbox.faults.clear()
    await settled(town, eka)
    (comes_again,) = [one for one in workers.visits if one.update_id == died.update_id and one != died]
    assert comes_again.to != died.to
    await past_what_was_heard(eka)
    await tap(eka, "submit")
    await eka.wait(RECEIPT)
    await settled(town, eka)
    assert town.words_of(eka) == ["kemarin aku dipukul"]
    assert town.number("SELECT count(*) FROM cases") == before + 1

    with pytest.raises(Refusal, match="1 proses"):
        await back_to_polling(workers)
    await workers.kill()
    sandbox.visits.behind(PROXY)
    await eka.send("/start")

    async def polls() -> bool:
        try:
            await back_to_polling(workers)
        except Refusal:  # the server has not noticed yet that the last one has gone
            return False
        return True

    async with asyncio.timeout(30):
        while not await polls():  # noqa: ASYNC110 - nobody rings
            await asyncio.sleep(0.1)
    assert sandbox.pending(REPORTER_TOKEN) == 1, "what waits, stays"
    async with town.bots("reporter"):
        await taken(town)
        await eka.until(lambda: eka.messages[-1]["from_bot"], 30, "Nobody answers")


async def back_to_polling(workers: Workers) -> None:
    """As `wadul reporter --end-webhook` begins."""
    with workers.town.database() as db:
        floors = Floors(db, workers.town.reporter_keys)
        await asyncio.to_thread(no_more_visits, workers.settings(), floors)
