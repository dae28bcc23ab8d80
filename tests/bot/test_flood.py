"""The real processes under one chat's flood: not answered message by message, nothing is lost, others are heard."""

from __future__ import annotations

import time

import pytest

from .town import Processes, button, eventually, say, tap

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


@pytest.mark.fault("F1")
@pytest.mark.threat("T5")
async def test_a_chat_that_floods_is_kept_but_not_answered_and_another_is_heard_meanwhile(real: Processes) -> None:
    town = real.town
    iseng = town.reporter("Iseng banjir")
    await say(iseng, "/start")
    await tap(iseng, "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    with town.locked():  # so that they come together
        for n in range(80):
            await iseng.send(f"la la la {n}")
    budi = town.reporter("Budi di tengah banjir")
    began = time.monotonic()
    await budi.send("/start")
    await budi.wait("Apakah sekarang aman?", 30)
    assert time.monotonic() - began < 20
    await eventually(lambda: "la la la 79" in "\n".join(town.words_of(iseng)), 30)
    told = "\n".join(town.words_of(iseng))
    assert all(f"la la la {n}" in told for n in range(80))
    assert len(town.words_of(iseng)) <= 31
    await eventually(lambda: any("Pelan-pelan saja ya" in message["text"] for message in iseng.messages), 30)
    await tap(iseng, "act.hit", within=20)
    await eventually(lambda: town.session_of(iseng).answers.get("acts") == ("act.hit",))


@pytest.mark.fault("F1")
async def test_a_cry_for_help_in_the_middle_of_it_reaches_the_desk(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani banjir")
    await say(ani, "/start")
    await tap(ani, "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    with town.locked():
        for n in range(50):
            await ani.send(f"la la la {n}")
        await ani.send("bapak bawa parang mau bunuh aku")
    await eventually(lambda: town.session_of(ani).step == "heard", 30)
    for id in ("heard.yes", "submit"):
        await eventually(lambda id=id: (button(ani, id) or "").endswith(f"|{town.session_of(ani).version}"), 30)
        stood = town.session_of(ani).version
        await tap(ani, id, within=20)  # what is still being said of the flood changes the screen too
        await eventually(lambda stood=stood: town.session_of(ani).version > stood)
    its = "SELECT urgency FROM cases JOIN reports ON reports.case_id = cases.id WHERE reports.id = ?"
    assert town.rows(its, town.session_of(ani).report_id) == [("DARURAT",)]
