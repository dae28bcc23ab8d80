"""The real processes, killed: what was left half-way reaches the desk once, and the bot writes to nobody for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox import REPORTER_TOKEN
from storage import outbox

from .town import CEPU, RECEIPT, Processes, button, eventually, past_what_was_heard, say, tap

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


async def test_left_half_way_and_killed_twice_the_desk_is_called_once_and_the_case_goes_on(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani terputus")
    await say(ani, "/start")
    await tap(ani, "safety.unsure", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    await say(ani, "dipukul")
    await past_what_was_heard(ani)
    await tap(ani, "act.hit")
    await eventually(lambda: town.session_of(ani).answers.get("acts") and town.sandbox.pending(REPORTER_TOKEN) == 0)
    cases, said = town.number("SELECT count(*) FROM cases"), len(ani.messages)
    with town.database() as db, db.writing() as conn:
        outbox.bring_nearer(conn, "reporter", timedelta(hours=8))
    with town.locked():
        await asyncio.sleep(0.6)  # the row is due, and its reader waits for the lock
        await real["reporter"].kill()
    assert town.number("SELECT count(*) FROM cases") in (cases, cases + 1), "not yet, or whole"
    await real.start("reporter")
    await eventually(lambda: town.number("SELECT count(*) FROM cases") == cases + 1, 40)
    await real.restart("reporter")
    number = town.case_number()
    await town.group.wait(number, 20)
    await asyncio.sleep(1.0)
    assert town.number("SELECT count(*) FROM cases") == cases + 1
    assert sum(number in message["text"] for message in town.group.messages) == 1
    assert len(ani.messages) == said, "nothing appears in a chat uncalled"
    assert button(ani, "act.threatened"), "and the screen stands as it was"
    await tap(ani, "act.threatened")
    await ani.wait("sudah kuteruskan ke petugas")
    await tap(ani, "done", "when.30d", CEPU, "submit")
    await ani.wait(RECEIPT)
    assert town.number("SELECT count(*) FROM cases") == cases + 1
    assert town.case_number() == number
