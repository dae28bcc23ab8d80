"""Past one machine: a database on a server, the reporters' process and the desk's on hosts of their own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.dispatch import loop
from bot.dispatch.loop import Dispatcher
from bot.duty.app import Duty
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from storage import audit, outbox, roster
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import Owed
from tests.storage.conftest import PostgreSQL

from .machines import Host, WideTown
from .town import button, calls_for_help, copy_home, eventually, files, say, tap, told_to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.postgres, pytest.mark.timeout(240)]

BREAKS = {
    "restart": "SELECT pg_terminate_backend(pg_backend_pid())",
    "serialization": "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$",
    "deadlock": "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$",
}
LISTENING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"


@pytest_asyncio.fixture(loop_scope="module")
async def wide(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[WideTown]:
    """An office whose database is on a server."""
    server = PostgreSQL(os.environ["TEST_POSTGRES"])
    town = WideTown(copy_home(founded, tmp_path / "home"), duty_keys, server)
    await town.open()
    yield town
    await town.close()
    server.close()


async def is_told_and_answered(town: WideTown, ani: Side) -> None:
    """The main job: report, alert, answer, and that the answer is read."""
    await files(ani, "kemarin aku dipukul lagi")
    await town.group.wait("kode")
    await tap(town.desk, "acknowledge", "reply")
    await town.desk.send("Kami ke sana besok pagi.")
    await eventually(lambda: town.rows("SELECT 1 FROM letters"))
    await tap(ani, "next", "skip")
    await say(ani, "/start")
    await tap(ani, "open_news", "news.safe")
    await ani.wait("Kami ke sana besok pagi.")


# -- two hosts ---------------------------------------------------------------------------------------------------


async def test_two_hosts_that_share_a_database_and_nothing_else_do_the_whole_job(
    wide: WideTown, tmp_path: Path
) -> None:
    hosts = {side: Host(wide, side, tmp_path / side) for side in ("reporter", "duty")}
    try:
        for host in hosts.values():
            await host.start()
        await is_told_and_answered(wide, wide.reporter("Ani"))
        for side, host in hosts.items():
            other = "duty" if side == "reporter" else "reporter"
            theirs = {"reporter": REPORTER_TOKEN, "duty": DUTY_TOKEN}[other]
            assert not any(path.match(f"keys/{other}/*") for path in host.files())
            assert not any(theirs.encode() in path.read_bytes() for path in host.files())
            assert theirs not in told_to(host.process.pid)
            assert str(hosts[other].folder) not in told_to(host.process.pid)
        who = wide.rows("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database()")
        assert {"wadul_reporter", "wadul_duty"} <= {name for (name,) in who}
        networks = {os.readlink(f"/proc/{host.process.pid}/ns/net") for host in hosts.values()}
        for host in hosts.values():
            if not host.network:
                pytest.skip("told and answered, on one network: making namespaces needs root and iproute2")
            assert not reaches(host, "127.0.0.1", int(wide.sandbox.url.rpartition(":")[2]))
        assert len(networks | {os.readlink("/proc/self/ns/net")}) == 3
    finally:
        for host in hosts.values():
            await host.stop()


def reaches(host: Host, address: str, port: int) -> bool:
    """Whether anything on this host gets through to there."""
    asks = f"import socket; socket.create_connection(({address!r}, {port}), 2)"
    inside = ["ip", "netns", "exec", host.network, sys.executable, "-c", asks]
    return subprocess.run(inside, check=False, capture_output=True).returncode == 0


# -- paid by whoever is free, as soon as it is owed ------------------------------------------------------------------


class Post:
    """A desk's dispatcher of its own, which writes down what it delivers."""

    def __init__(self, town: WideTown, sent: list[str]) -> None:
        self.db, self.sent, self.mine = Database(town.url_of("duty")), sent, 0
        self.dispatcher = Dispatcher(self.db, "duty", self._deliver, town.office.code)

    async def _deliver(self, owed: Owed) -> None:
        await asyncio.sleep(0.002)
        self.sent.append(owed.code)
        self.mine += 1


@asynccontextmanager
async def posts(town: WideTown, count: int) -> AsyncIterator[list[Post]]:
    sent: list[str] = []
    several = [Post(town, sent) for _ in range(count)]
    running = [asyncio.create_task(post.dispatcher.run()) for post in several]
    try:
        yield several
    finally:
        for post in several:
            post.dispatcher.stop()
        async with asyncio.timeout(30):
            await asyncio.gather(*running)
        for post in several:
            post.db.close()


def owe(town: WideTown, *codes: str) -> None:
    """As another process does it: the reporters'."""
    db = Database(town.url_of("reporter"))
    with db.writing() as conn:
        for code in codes:
            outbox.owe(conn, "duty", "alert", "desk", code=code, due_at=datetime.now(UTC), office_code=town.office.code)
    db.close()


async def test_two_dispatchers_deliver_each_row_once_and_share_the_work(wide: WideTown) -> None:
    codes = [f"K{n}.0" for n in range(300)]
    async with posts(wide, 2) as (one, other):
        await asyncio.to_thread(owe, wide, *codes)
        await eventually(lambda: wide.rows("SELECT count(*) FROM outbox WHERE done_hour IS NULL") == [(0,)], 120)
    assert sorted(one.sent) == sorted(codes)
    assert min(one.mine, other.mine) > 0


async def test_a_desk_process_that_only_delivers_calls_out_and_leaves_listening_to_the_other(wide: WideTown) -> None:
    """Two that listen would break each other's polls; while the one that does is away, calls still go out."""
    db = Database(wide.url_of("duty"))
    with db.writing() as conn:
        roster.mark_started(conn, wide.office.code, wide.officer.id, datetime.now(UTC))
    second = Duty(wide.sandbox.url, DUTY_TOKEN, db, wide.duty_keys, wide.office, wide.group_id, None, listens=False)
    dispatcher = Dispatcher(db, "duty", second.deliver, wide.office.code)
    ready = asyncio.Event()

    async def say_ready() -> None:
        ready.set()

    running = [asyncio.create_task(second.run(say_ready)), asyncio.create_task(dispatcher.run())]
    try:
        async with asyncio.timeout(30):
            await ready.wait()
        waiting = wide.sandbox.pending(DUTY_TOKEN)
        async with wide.bots("reporter"):
            await calls_for_help(wide.reporter("Ani"))
            await wide.group.wait("DARURAT")
            await wide.desk.wait("DARURAT")
        assert second.heard() == 0.0, "it must not look as if the desk listened"
        assert wide.sandbox.calls_of("getUpdates", DUTY_TOKEN) == []
        await wide.desk.tap(data=button(wide.desk, "acknowledge"))
        assert wide.sandbox.pending(DUTY_TOKEN) == waiting + 1
    finally:
        second.stop()
        dispatcher.stop()
        async with asyncio.timeout(30):
            await asyncio.gather(*running)
        db.close()


async def test_a_row_of_another_process_wakes_the_dispatcher_by_the_bell_alone(
    wide: WideTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LOOK", 600.0)
    monkeypatch.setattr(loop, "LOOK_WITH_BELL", 600.0)
    async with posts(wide, 1) as (post,):
        for n in range(3):
            await asyncio.to_thread(owe, wide, f"K{n}.0")
            await eventually(lambda n=n: f"K{n}.0" in post.sent)  # type: ignore[misc]


async def test_a_bell_that_was_cut_off_hangs_again_and_nothing_waited_for_it(
    wide: WideTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more by the bell alone: what is owed while it is out is found when it hangs again."""
    monkeypatch.setattr(loop, "LOOK", 600.0)
    monkeypatch.setattr(loop, "LOOK_WITH_BELL", 600.0)
    async with posts(wide, 1) as (post,):
        await eventually(lambda: wide.rows(LISTENING))
        wide.rows(f"SELECT pg_terminate_backend(pid) FROM ({LISTENING}) AS listening")
        await asyncio.to_thread(owe, wide, "K1.0")
        await eventually(lambda: "K1.0" in post.sent)


# -- a server that breaks off ------------------------------------------------------------------------------------


async def test_what_the_server_breaks_off_is_not_confirmed_and_then_done_once(
    wide: WideTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restart in the middle, a serialization error, a deadlock: for the report, the promise and the answer."""
    left: dict[str, list[str]] = {}
    waiting: list[int] = []
    append = audit.append

    def breaks(conn: Any, **entry: Any) -> Any:
        done = append(conn, **entry)
        broken = left.setdefault(entry["action"], list(BREAKS.values()))
        if broken:
            token = REPORTER_TOKEN if entry["actor"] == "reporter" else DUTY_TOKEN
            waiting.append(wide.sandbox.pending(token))
            conn.execute(text(broken.pop(0)))
        return done

    monkeypatch.setattr(audit, "append", breaks)
    async with wide.bots():
        await is_told_and_answered(wide, wide.reporter("Ani"))
    assert {"filed", "acknowledged", "replied"} <= {action for action, broken in left.items() if not broken}
    assert min(waiting) >= 1, "an update was confirmed before its commit"
    done = [action for (action,) in wide.rows("SELECT action FROM audit")]
    assert len(done) == len(set(done))
    assert wide.number("SELECT count(*) FROM cases") == wide.number("SELECT count(*) FROM letters") == 1
