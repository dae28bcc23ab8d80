"""Fire drills on the real processes: for each place they can stop, they are stopped there, from outside.

The rows are those of the loss table: what the reporter hears, what is kept, what happens afterwards.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from storage.keyring import DutyKeys

from .town import Bot, Process, Processes, Town, button, calls_for_help, copy_home, eventually, say, tap, told_to

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

BUSY = 5.0  # seconds a writer waits for the write lock before it gives up


def bot_messages(side: Side) -> list[dict[str, Any]]:
    return [message for message in side.messages if message["from_bot"]]


# -- before the commit -------------------------------------------------------------------------------------------


@pytest.mark.fault("K1")
async def test_twenty_updates_killed_before_their_commit_are_all_handled_once(real: Processes) -> None:
    town = real.town
    people = [town.reporter(f"Duapuluh {n}") for n in range(20)]
    with town.locked():
        for n, side in enumerate(people):
            await side.send(f"teman {n}")
        await asyncio.sleep(0.6)  # the batch was read and waits for the lock
        assert town.sandbox.pending(REPORTER_TOKEN) == 20, "none is confirmed"
        await real["reporter"].kill()
        assert not any(bot_messages(side) for side in people), "nobody was told what is not kept"
        assert not any(town.words_of(side) for side in people)
    await real.start("reporter")
    for n, side in enumerate(people):
        await side.wait("Apakah sekarang aman?", 20)
        assert town.words_of(side) == [f"teman {n}"]
        assert len(bot_messages(side)) == 1
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)


# -- after the commit, before confirming -------------------------------------------------------------------------


@pytest.mark.fault("K1")
async def test_killed_after_the_commit_the_update_comes_again_and_is_known(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani sesudah commit")
    await say(ani, "/start")
    await tap(ani, "safety.yes")
    heard = len(bot_messages(ani))
    unspoken = town.sandbox.faults.hold(method="sendMessage", chat=ani.id, times=None)
    await ani.send("rumah kami dekat pasar")
    unconfirmed = town.unconfirmed(REPORTER_TOKEN)
    await asyncio.wait_for(unconfirmed.arrived.wait(), 30)
    assert town.words_of(ani) == ["rumah kami dekat pasar"], "it is kept"
    assert town.sandbox.pending(REPORTER_TOKEN) == 1, "and not confirmed"
    assert len(bot_messages(ani)) == heard, "and nothing was said"
    await real["reporter"].kill()
    unspoken.release()
    unconfirmed.release()
    await real.start("reporter")
    await ani.wait("Bisa mengetik sekarang", 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)
    assert town.words_of(ani) == ["rumah kami dekat pasar"], "once"
    await tap(ani, "privacy.yes")
    assert town.session_of(ani).answers["privacy"] == ("privacy.yes",)


# -- after confirming, before speaking ---------------------------------------------------------------------------


async def test_killed_before_speaking_the_question_is_asked_again_at_the_next_word(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani belum dijawab")
    await say(ani, "/start")
    await tap(ani, "safety.yes")
    said = town.sandbox.faults.hold(method="sendMessage", chat=ani.id, times=None)
    edited = town.sandbox.faults.hold(method="editMessageText", chat=ani.id, times=None)
    await ani.tap(data=button(ani, "privacy.yes"))
    await asyncio.wait_for(edited.arrived.wait(), 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await real["reporter"].kill()
    said.release()
    edited.release()
    assert town.session_of(ani).step == "limits"
    before = len(ani.transcript())
    await real.start("reporter")
    await asyncio.sleep(0.5)
    assert len(ani.transcript()) == before, "the bot says nothing of itself"
    await say(ani, "halo bu")
    await ani.wait("boleh petugas membaca jawaban yang sudah ada")
    assert town.words_of(ani) == ["halo bu"]


async def test_killed_before_wiping_what_was_typed_in_quiet_mode_leaves_the_chat_by_itself(real: Processes) -> None:
    """Nobody has to write again: the phone may lie on the table."""
    town = real.town
    ani = town.reporter("Ani diam")
    await say(ani, "/start")
    await tap(ani, "safety.yes", "privacy.no")
    held = town.sandbox.faults.hold(method="deleteMessage", chat=ani.id, times=None)
    sent = await ani.send("dia di rumah")
    await asyncio.wait_for(held.arrived.wait(), 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await real["reporter"].kill()
    town.sandbox.faults.clear()
    assert sent["message_id"] in [m["message_id"] for m in ani.messages]
    await real.start("reporter")
    await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages], 40)
    assert town.words_of(ani) == ["dia di rumah"]
    await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE kind = 'wipe' AND detail NOT NULL"), 30)


async def test_killed_before_the_answer_to_a_stale_button_is_kind(real: Processes) -> None:
    """The old question still stands in the chat; its button is one tap late."""
    town = real.town
    ani = town.reporter("Ani tombol lama")
    await say(ani, "/start")
    held = town.sandbox.faults.hold(method="editMessageText", chat=ani.id, times=None)
    await ani.tap(data=button(ani, "safety.yes"))
    await asyncio.wait_for(held.arrived.wait(), 30)
    await eventually(lambda: town.session_of(ani).step == "privacy")
    await ani.tap(data=button(ani, "safety.no"))
    await asyncio.sleep(0.3)
    held.release()
    await ani.wait("Bisa mengetik sekarang")
    assert town.session_of(ani).step == "privacy"


# -- disk full, database locked ----------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["locked", "full"])
@pytest.mark.fault("D1", "D2")
async def test_when_nothing_can_be_written_the_numbers_are_shown_once_and_the_desk_is_told(
    real: Processes, why: str
) -> None:
    town = real.town
    ani = town.reporter(f"Ani {why}")
    alarms = sum("Penyimpanan tidak bisa menulis" in m["text"] for m in town.group.messages)
    if why == "locked":
        with town.locked():
            await ani.send("aku takut pulang")
            await ani.wait("mesin ini sedang tersendat", BUSY + 10)
            await asyncio.sleep(BUSY + 2)  # at least one more try, which fails too
            assert town.words_of(ani) == []
    else:
        real["reporter"].may_write_files_of(1024)
        await ani.send("aku takut pulang")
        await ani.wait("mesin ini sedang tersendat", BUSY + 10)
        await asyncio.sleep(2)
        assert town.words_of(ani) == []
        real["reporter"].may_write_files_of(None)
    sorry = [m for m in bot_messages(ani) if "tersendat" in m["text"]]
    assert len(sorry) == 1, "once, however often it was tried"
    assert "110 (polisi)" in sorry[0]["text"]
    assert sorry[0]["protected"]
    await ani.wait("Apakah sekarang aman?", 25)
    assert town.words_of(ani) == ["aku takut pulang"]
    # The desk hears of it, at most once an hour.
    await town.group.wait("Penyimpanan tidak bisa menulis", 30)
    assert sum("Penyimpanan tidak bisa menulis" in m["text"] for m in town.group.messages) <= alarms + 1
    assert town.rows("PRAGMA integrity_check") == [("ok",)]


# -- after sending an alert, before marking ----------------------------------------------------------------------


@pytest.mark.fault("K1")
async def test_killed_between_sending_and_marking_the_officer_sees_it_twice_with_the_same_code(
    real: Processes,
) -> None:
    town = real.town
    unmarked = town.sandbox.faults.hold(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id, after=True)
    ani = town.reporter("Ani dua kali")
    await calls_for_help(ani)
    await asyncio.wait_for(unmarked.arrived.wait(), 30)
    number = town.case_number()

    def seen() -> list[str]:
        return [m["text"] for m in town.desk.messages if f"kode {number}" in m["text"]]

    assert len(seen()) == 1
    marked = "SELECT 1 FROM outbox WHERE kind='alert' AND destination='group' AND done_hour NOTNULL AND code LIKE ?"
    await eventually(lambda: town.rows(marked, f"{number}%"))
    await real["duty"].kill()
    unmarked.release()
    await real.start("duty")
    await eventually(lambda: len(seen()) == 2, 25)
    assert len(set(seen())) == 1, "same number, same code"
    unpaid = "SELECT 1 FROM outbox WHERE kind='alert' AND done_hour IS NULL AND code LIKE ?"
    await eventually(lambda: not town.rows(unpaid, f"{number}%"))
    assert len(seen()) == 2
    assert sum(f"kode {number}" in m["text"] for m in town.group.messages) == 1


@pytest.mark.fault("N3")
async def test_an_answer_that_got_lost_sends_the_alert_twice_and_never_zero(real: Processes) -> None:
    town = real.town
    town.sandbox.faults.add(kind="reset_after", method="sendMessage", token=DUTY_TOKEN, chat=town.group.id)
    await calls_for_help(town.reporter("Ani putus"))
    number = town.case_number()
    await eventually(lambda: sum(f"kode {number}.0" in m["text"] for m in town.group.messages) == 2, 30)


async def test_killed_after_an_acknowledgement_it_stands(real: Processes) -> None:
    town = real.town
    await calls_for_help(town.reporter("Ani diterima"))
    number = town.case_number()
    alert = await town.desk.wait(f"kode {number}")
    unpaid = "SELECT 1 FROM outbox WHERE kind='alert' AND done_hour IS NULL AND code LIKE ?"
    await eventually(lambda: not town.rows(unpaid, f"{number}%"))  # one killed before that is sent twice
    town.sandbox.faults.hold(method="editMessageText", token=DUTY_TOKEN, times=None)
    await town.desk.tap(data=button(town.desk, "acknowledge"), message_id=alert["message_id"])
    unconfirmed = town.unconfirmed(DUTY_TOKEN)
    await asyncio.wait_for(unconfirmed.arrived.wait(), 30)
    await real["duty"].kill()
    town.sandbox.faults.clear()
    await real.start("duty")
    await eventually(
        lambda: all(
            "✋ Diterima Petugas Satu" in m["text"]
            for side in (town.group, town.desk)
            for m in side.messages
            if f"kode {number}" in m["text"]
        ),
        60,  # the dead process's lease, and a start
    )
    assert town.number("SELECT count(*) FROM audit WHERE action='acknowledged' AND case_number=?", number) == 1


# -- one bad update among ten ------------------------------------------------------------------------------------


@pytest.mark.threat("T4")
async def test_one_malformed_update_among_ten_leaves_nine_handled(real: Processes) -> None:
    town = real.town
    people = [town.reporter(f"Sepuluh {n}") for n in range(9)]
    before = town.number("SELECT count(*) FROM quarantine")
    with town.locked():  # so that all ten are one batch
        for n, side in enumerate(people):
            if n == 4:
                town.sandbox.inject(REPORTER_TOKEN, {"message": {"message_id": "x", "chat": ["?"], "date": None}})
            await side.send(f"aku nomor {n}")
        await asyncio.sleep(0.3)
    for n, side in enumerate(people):
        await side.wait("Apakah sekarang aman?", 30)
        assert town.words_of(side) == [f"aku nomor {n}"]
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)
    assert town.number("SELECT count(*) FROM quarantine") == before + 1


# -- the processes themselves ------------------------------------------------------------------------------------


async def test_each_side_sees_only_its_own_secrets(real: Processes) -> None:
    await real.down()
    await real.start("reporter", "duty", by_hand=True)
    for side, foreign in (("reporter", "duty"), ("duty", "reporter")):
        everything = told_to(real[side].pid)
        assert "WADUL_HOME" in everything
        assert f"WADUL_{foreign.upper()}_TOKEN" not in everything
        assert f"{foreign}.token" not in everything
        for secret in (REPORTER_TOKEN, DUTY_TOKEN, (real.town.home / "passphrase").read_text()):
            assert secret not in everything
    assert "PASSPHRASE" not in told_to(real["reporter"].pid)


@pytest.mark.fault("K2")
async def test_sigterm_drains_within_five_seconds(real: Processes) -> None:
    """Also while Telegram answers nothing at all."""
    town = real.town
    ani = town.reporter("Ani terakhir")
    await say(ani, "/start")
    stuck = town.sandbox.faults.hold(method="editMessageText", chat=ani.id, times=None)
    alert = town.sandbox.faults.hold(method="sendMessage", token=DUTY_TOKEN, times=None)
    await ani.tap(data=button(ani, "safety.no"))
    await asyncio.wait_for(stuck.arrived.wait(), 30)
    budi = town.reporter("Budi terakhir")
    await calls_for_help(budi)
    await asyncio.wait_for(alert.arrived.wait(), 30)
    already = {side: real[side].log() for side in ("reporter", "duty")}
    for side in ("reporter", "duty"):
        await real[side].ask_to_stop()
    codes = await asyncio.gather(*(real[side].ended(5.0) for side in ("reporter", "duty")))
    assert codes == [0, 0]
    for side in ("reporter", "duty"):
        assert real[side].out == ["ready"], "one line on stdout, once"
        said = real[side].log()[len(already[side]) :]
        if already[side] and not already[side].endswith("\n"):  # somebody was killed in the middle of a line
            said = said.partition("\n")[2]
        for line in said.splitlines():
            assert json.loads(line)["log"], "logs go to stderr, and only there"


@pytest.mark.parametrize("side", ["reporter", "duty"])
async def test_sigterm_ends_a_start_that_telegram_holds(other_town: Town, side: str) -> None:
    town = other_town
    town.employ(town.officer, "head")
    held = town.sandbox.faults.hold(method="getMe", times=None)
    one = await Bot([side], Processes(town).environment(side), town.home / "l").start()
    try:
        await asyncio.wait_for(held.arrived.wait(), 60)
        await one.ask_to_stop()
        assert await one.ended(5.0) == 0
    finally:
        await one.kill()


@pytest.mark.fault("K2")
async def test_sigterm_ends_a_turn_that_waits_for_a_lock(real: Processes) -> None:
    """And the turn is taken when we are back: it was never confirmed."""
    town = real.town
    ani = town.reporter("Ani terkunci")
    await say(ani, "/start")
    with town.locked():
        await ani.send("ini belum tertulis")
        await asyncio.sleep(0.5)
        await real["reporter"].ask_to_stop()
        assert await real["reporter"].ended(5.0) == 0
    await real.up()
    await eventually(lambda: town.words_of(ani) == ["ini belum tertulis"], 20)


# -- `wadul run` -------------------------------------------------------------------------------------------------


def children_of(pid: int) -> dict[str, int]:
    """The sides a `wadul run` has started, and their process ids."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
            command = (entry / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if stat.rpartition(")")[2].split()[1] == str(pid) and "-m" in command:
            found[command[command.index("-m") + 2]] = int(entry.name)
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def run_process(town: Town) -> Process:
    real = Processes(town)
    environment = real.environment("reporter") | real.environment("duty")
    del environment["WADUL_CHILD"]
    environment["WADUL_RUNTIME_DIR"] = str(town.home / "runtime")
    return Process([sys.executable, "-m", "bot", "run"], environment, town.home / "run.log")


@pytest_asyncio.fixture(loop_scope="session")
async def other_town(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[Town]:
    """An office of the test's own, in the session's loop."""
    town = Town(copy_home(founded, tmp_path / "home"), duty_keys)
    await town.sandbox.start()
    yield town
    await town.sandbox.stop()


async def test_run_says_ready_once_revives_a_child_and_leaves_none_behind(other_town: Town) -> None:
    town = other_town
    town.employ(town.officer, "head")
    run = await run_process(town).start()
    try:
        await run.ready()
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await town.desk.send("/start")
        await town.desk.wait("Halo Petugas Satu")
        children = children_of(run.pid)
        assert set(children) == {"reporter", "duty"}
        secret = (town.home / "passphrase").read_text()
        assert not any(secret in told_to(pid) for pid in (run.pid, *children.values()))
        duty = told_to(children["duty"])
        assert "reporter.token" not in duty
        assert "PASSPHRASE" not in duty, "it came through a pipe"
        assert "duty.token" not in told_to(children["reporter"])
        os.kill(children["reporter"], signal.SIGKILL)
        await ani.send("masih ada orang?")
        await ani.wait("Sudah kubaca", 40)
        assert children_of(run.pid)["reporter"] != children["reporter"]
        assert run.out == ["ready"]
        children = children_of(run.pid)
        await run.ask_to_stop()
        assert await run.ended(10.0) == 0
        assert not any(is_alive(pid) for pid in children.values())
    finally:
        await run.kill()


async def test_children_of_a_parent_that_was_killed_go_too(other_town: Town) -> None:
    """Else they would be a second poller tomorrow. Killed while they still start, which takes them seconds."""
    town = other_town
    town.employ(town.officer, "head")
    run = await run_process(town).start()
    children: dict[str, int] = {}
    try:
        await eventually(lambda: set(children_of(run.pid)) == {"reporter", "duty"}, 60)
        children = children_of(run.pid)
        await run.kill()
        await eventually(lambda: not any(is_alive(pid) for pid in children.values()), 20)
    finally:
        await run.kill()
        for pid in children.values():
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)


async def test_a_child_that_is_refused_ends_run_with_one_sentence(other_town: Town) -> None:
    run = await run_process(other_town).start()  # nobody is on the roster
    try:
        assert await run.ended(60.0) == 2
    finally:
        await run.kill()
    assert run.out == []
    sentences = [line for line in run.log().splitlines() if not line.startswith("{")]
    assert sentences == ["Daftar piket masih kosong: jalankan `wadul officer add` dulu."]


async def test_a_revoked_token_at_the_start_is_one_sentence(other_town: Town) -> None:
    town = other_town
    town.employ(town.officer, "head")
    town.sandbox.revoke(DUTY_TOKEN)
    duty = await Bot(["duty"], Processes(town).environment("duty"), town.home / "duty.log").start()
    try:
        assert await duty.ended(60.0) == 2
    finally:
        await duty.kill()
    assert duty.out == []
    sentences = [line for line in duty.log().splitlines() if not line.startswith("{")]
    refused = "Telegram menolak token bot piket (dicabut atau salah ketik), atau WADUL_API_BASE bukan server Bot API."
    assert sentences == [refused]
    assert DUTY_TOKEN not in duty.log()


async def test_a_group_the_duty_bot_is_not_in_is_one_sentence(other_town: Town) -> None:
    town = other_town
    town.employ(town.officer, "head")
    environment = Processes(town).environment("duty") | {"WADUL_DUTY_CHAT": "-1009999999999"}
    duty = await Bot(["duty"], environment, town.home / "duty.log").start()
    try:
        assert await duty.ended(60.0) == 2
    finally:
        await duty.kill()
    sentences = [line for line in duty.log().splitlines() if not line.startswith("{")]
    assert sentences == [
        "WADUL_DUTY_CHAT bukan grup yang bisa dibaca bot piket: masukkan botnya, lalu periksa nomornya."
    ]
