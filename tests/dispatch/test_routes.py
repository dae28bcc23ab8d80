"""Which way a row goes; and the gate, which rests, and lets few through at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.dispatch import gate
from bot.dispatch.gate import Gate
from bot.dispatch.routes import Routes, nth
from storage.outbox import NeverAgain, Owed, TryLater

from .conftest import Post


def row(destination: str, kind: str = "called", tries: int = 1) -> Owed:
    now = datetime.now(UTC)
    code = f"A2A2A.0/{destination}"
    detail: dict[str, Any] = {"since": int(now.timestamp())}
    return Owed(1, "duty", "33.16", kind, destination, code, now, tries, 0, None, None, None, detail)


async def test_each_row_goes_its_own_way() -> None:
    went: list[tuple[str, str]] = []

    def way(name: str) -> Any:
        async def deliver(owed: Owed) -> None:
            went.append((name, owed.destination))

        return deliver

    deliver = Routes({"mail": way("mail"), "webhook": way("webhook")}).around(way("bot"))
    for destination in ("mail:2", "webhook", "group", "officer:1", "desk"):
        await deliver(row(destination))
    assert went == [("mail", "mail:2"), ("webhook", "webhook"), ("bot", "group"), ("bot", "officer:1"), ("bot", "desk")]
    with pytest.raises(NeverAgain) as gone:
        await deliver(row("sms:1"))
    assert gone.value.why == "switched.off.1"


def test_a_recipient_the_office_took_away_is_gone() -> None:
    assert nth(["a", "b"], row("mail:2")) == "b"
    with pytest.raises(NeverAgain):
        nth(["a"], row("mail:2"))


async def test_a_gate_rests_longer_each_time_and_not_for_ever(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LONGEST_REST", 15.0)
    here = Gate("mail", post.house.db, "33.16")
    rests = []
    for _ in range(8):
        with pytest.raises(TryLater) as later:
            await here.silent(row("mail:1"), "OSError")
        rests.append(later.value.seconds)
        assert later.value.pauses == "mail:1"
    assert rests == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0, 15.0]
    with pytest.raises(TryLater):
        async with here.passing(row("mail:2")):
            pass
    with pytest.raises(TryLater) as later:
        await here.silent(row("mail:1"), "Answer", asked=10**9)
    assert later.value.seconds == gate.LONGEST_ASKED


async def test_after_trouble_one_row_finds_out(post: Post) -> None:
    here = Gate("mail", post.house.db, "33.16")
    with pytest.raises(TryLater):
        await here.silent(row("mail:1"), "OSError", asked=0.0)  # "at once" is not at once: no storm
    with pytest.raises(TryLater):
        async with here.passing(row("mail:1")):
            pass
    here._rest_until = 0.0
    async with here.passing(row("mail:1")):
        with pytest.raises(TryLater):
            async with here.passing(row("mail:2")):
                pass
        here.answered()
        async with here.passing(row("mail:2")):
            pass


async def test_few_pass_at_once_and_whoever_waits_gives_way(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "WAIT", 0.1)
    here = Gate("mail", post.house.db, "33.16")
    go = asyncio.Event()

    async def passes() -> None:
        async with here.passing(row("mail:1")):
            await go.wait()

    inside = [asyncio.create_task(passes()) for _ in range(gate.AT_ONCE)]
    await asyncio.sleep(0)
    with pytest.raises(TryLater):
        await passes()
    go.set()
    await asyncio.gather(*inside)
    await passes()
