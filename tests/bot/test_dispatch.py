"""The loop over the outbox, on a real database, with a destination that does as it is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dispatch import loop
from bot.dispatch.loop import Dispatcher
from storage import outbox
from storage.database import Database
from storage.outbox import NeverAgain, Owed, TryLater

from .town import Town, eventually


class Post:
    """Delivers, and can be told what happens with whom."""

    def __init__(self, town: Town, db: Database) -> None:
        self.town, self.db = town, db
        self.sent: list[tuple[str, str]] = []
        self.at: list[float] = []
        self.trouble: dict[str, list[Callable[[], Awaitable[None]] | Exception]] = {}

    async def deliver(self, owed: Owed) -> None:
        self.at.append(time.monotonic())
        waiting = self.trouble.get(owed.destination, [])
        if waiting:
            trouble = waiting.pop(0)
            if isinstance(trouble, Exception):
                raise trouble
            await trouble()
        self.sent.append((owed.destination, owed.code))

    def owe(self, code: str, destination: str = "officer:1", side: str = "duty") -> None:
        with self.db.writing() as conn:
            outbox.owe(
                conn, side, "alert", destination, code=code, due_at=datetime.now(UTC), office_code=self.town.office.code
            )

    def row(self, code: str) -> dict[str, Any]:
        names = ("due_at", "tries", "last_error", "done_hour", "lease_until")
        found = self.town.rows(f"SELECT {', '.join(names)} FROM outbox WHERE code = ?", code)[0]
        return dict(zip(names, found, strict=True))


@pytest.fixture
async def post(town: Town) -> AsyncIterator[Post]:
    with town.database() as db:
        yield Post(town, db)


@asynccontextmanager
async def dispatching(post: Post, side: str = "duty", deliver: Any = None) -> AsyncIterator[Dispatcher]:
    with post.town.database() as db:
        dispatcher = Dispatcher(db, side, deliver or post.deliver)
        running = asyncio.create_task(dispatcher.run())
        try:
            yield dispatcher
        finally:
            dispatcher.stop()
            async with asyncio.timeout(10):
                await running


def stamp(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_what_another_process_writes_is_sent_without_being_called(post: Post) -> None:
    async with dispatching(post):
        await asyncio.sleep(0.2)
        for n in range(5):
            await asyncio.to_thread(post.owe, f"K{n}.0")
            await eventually(lambda n=n: len(post.sent) == n + 1)  # type: ignore[misc]
        await eventually(lambda: post.row("K4.0")["done_hour"])


async def test_each_side_pays_only_its_own(post: Post) -> None:
    post.owe("K1.0", side="reporter")
    post.owe("K2.0")
    async with dispatching(post):
        await eventually(lambda: post.sent)
        await asyncio.sleep(0.7)
    assert post.sent == [("officer:1", "K2.0")]


async def test_a_failed_send_waits_longer_each_time_and_is_paid_in_the_end(post: Post) -> None:
    post.trouble["officer:1"] = [OSError(), ValueError(), RuntimeError()]
    post.owe("K1.0")
    async with dispatching(post):
        await eventually(lambda: post.sent, 12)
        await eventually(lambda: post.row("K1.0")["done_hour"])
    gaps = [later - earlier for earlier, later in zip(post.at, post.at[1:], strict=False)]
    assert [gap > wait - 0.05 for gap, wait in zip(gaps, (0.5, 1.0, 2.0), strict=True)] == [True] * 3
    assert post.row("K1.0")["tries"] == 4


def test_the_wait_has_an_end() -> None:
    waits = [loop._patience(tries).total_seconds() for tries in (1, 2, 3, 4, 8, 50, 10_000)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 45.0, 45.0, 45.0]
    assert loop._patience(50, rank=0).total_seconds() <= 10.0, "after an outage the desk hears of DARURAT within 15 s"
    assert loop._patience(50, rank=1).total_seconds() == 45.0


async def test_only_the_destination_that_asked_for_rest_rests(post: Post) -> None:
    post.trouble["group"] = [TryLater(5.0, pauses="group")]
    post.owe("K1.0@group", "group")
    async with dispatching(post):
        await eventually(lambda: post.row("K1.0@group")["last_error"] == "TryLater")
        post.owe("K2.0@group", "group")
        post.owe("K2.0@officer:1")
        await eventually(lambda: post.sent == [("officer:1", "K2.0@officer:1")], 4)
        await eventually(lambda: len(post.sent) == 3)
        assert post.at[2] - post.at[0] > 4.9, "the group was left alone"


async def test_everything_rests_when_telegram_says_so(post: Post) -> None:
    post.trouble["group"] = [TryLater(1.0, pauses="*")]
    post.owe("K1.0@group", "group")
    async with dispatching(post):
        await eventually(lambda: post.row("K1.0@group")["last_error"] == "TryLater")
        post.owe("K2.0@officer:1")
        await eventually(lambda: len(post.sent) == 2)
        assert post.at[1] - post.at[0] > 0.9


async def test_a_destination_that_is_gone_is_not_tried_again(post: Post) -> None:
    post.trouble["officer:1"] = [NeverAgain("telegram.403")]
    post.owe("K1.0")
    async with dispatching(post):
        await eventually(lambda: post.row("K1.0")["done_hour"])
        await asyncio.sleep(0.7)
    assert post.row("K1.0")["last_error"] == "telegram.403"
    assert post.sent == []
    assert len(post.at) == 1


async def test_a_dead_line_leaves_room_for_the_way_round_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram is a black hole: every send hangs as long as it may, and more of them wait than there are places."""
    monkeypatch.setattr(loop, "SEND_WITHIN", 0.3)
    monkeypatch.setattr(loop, "LONGEST_WAIT", timedelta(seconds=0.1))

    async def hangs() -> None:
        await asyncio.sleep(60)

    post.trouble["officer:1"] = [hangs] * 10_000
    for n in range(60):
        post.owe(f"K{n}.0")
    async with dispatching(post):
        await eventually(lambda: min(row[0] for row in post.town.rows("SELECT tries FROM outbox")) > 3)
        post.owe("K99.0@mail:1", "mail:1")
        await eventually(lambda: post.sent == [("mail:1", "K99.0@mail:1")], 10)


async def test_sixteen_slow_ones_leave_room_again_one_by_one(post: Post) -> None:
    gate = asyncio.Event()

    async def slowly() -> None:
        await gate.wait()

    post.trouble["officer:1"] = [slowly] * 15
    for n in range(15):
        post.owe(f"K{n}.0")
    async with dispatching(post):
        await eventually(lambda: len(post.at) == 15)
        post.owe("K99.0@group", "group")
        await eventually(lambda: post.sent == [("group", "K99.0@group")], 10)
        gate.set()
        await eventually(lambda: len(post.sent) == 16)


async def test_a_send_that_never_ends_is_given_up_and_tried_again(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "SEND_WITHIN", 0.3)

    async def for_ever() -> None:
        await asyncio.sleep(3600)

    post.trouble["officer:1"] = [for_ever]
    post.owe("K1.0")
    async with dispatching(post):
        await eventually(lambda: post.sent, 30)
    assert post.row("K1.0")["last_error"] == "TimeoutError"
    assert loop.LEASE > 12.0


async def test_who_dies_while_sending_loses_the_lease_and_the_row_is_claimed_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LEASE", 1.0)
    post.owe("K1.0")
    claimed = outbox.claim(post.db, "duty", datetime.now(UTC), 1.0, 16)  # and then it died
    assert len(claimed) == 1
    began = time.monotonic()
    async with dispatching(post):
        await eventually(lambda: post.sent, 30)
    assert time.monotonic() - began > 0.5


@pytest.mark.fault("P2")
async def test_two_dispatchers_never_send_the_same_row(post: Post) -> None:
    for n in range(30):
        post.owe(f"K{n}.0")
    async with dispatching(post), dispatching(post):
        await eventually(lambda: len(post.sent) >= 30)
        await asyncio.sleep(0.3)
    assert sorted(code for _, code in post.sent) == sorted(f"K{n}.0" for n in range(30))


@pytest.mark.fault("D2")
async def test_a_locked_database_stops_nothing_for_good(post: Post) -> None:
    async with dispatching(post):
        post.owe("K1.0")
        with post.town.locked():
            await asyncio.sleep(6.0)
        await eventually(lambda: post.row("K1.0")["done_hour"], 25)
    assert ("officer:1", "K1.0") in post.sent


async def test_stopping_finishes_what_was_claimed_and_claims_nothing_more(post: Post) -> None:
    async def slowly() -> None:
        await asyncio.sleep(0.5)

    post.trouble["officer:1"] = [slowly]
    post.owe("K1.0")
    async with dispatching(post) as dispatcher:
        await eventually(lambda: post.at)
        dispatcher.stop()
        post.owe("K2.0")
    assert post.row("K1.0")["done_hour"]
    assert not post.row("K2.0")["done_hour"]


async def test_what_is_due_later_waits(post: Post) -> None:
    with post.db.writing() as conn:
        outbox.owe(
            conn,
            "duty",
            "remind",
            "desk",
            code="K1.0.r1",
            due_at=datetime.now(UTC) + timedelta(seconds=1.5),
            waits=True,
            office_code=post.town.office.code,
        )
    async with dispatching(post):
        await asyncio.sleep(1.0)
        assert post.sent == []
        await eventually(lambda: post.sent, 30)


async def test_the_log_of_the_loop_names_no_destination(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.trouble["officer:1"] = [ValueError("Siti dari Cepu")]
    post.owe("K1.0@officer:1")
    with caplog.at_level("DEBUG", logger="wadul"):
        async with dispatching(post):
            await eventually(lambda: post.sent, 30)
    said = " ".join(f"{record.msg} {record.__dict__}" for record in caplog.records if record.name == "wadul.dispatch")
    assert "delivered" in said
    assert "officer:1" not in said
    assert "Siti" not in said
