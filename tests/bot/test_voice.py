"""A voice note from end to end: asked about, fetched, sealed, heard by one officer, and taken away again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import REPORTER_TOKEN, Side
from flows.engine import show
from flows.office_file import read_office
from storage import outbox, voices
from storage.keyring import DutyKeys

from .ogg import voice_note
from .town import CEPU, RECEIPT, Processes, Town, button, copy_home, eventually, say, tap

TRACE = b"suara anak yang menangis "
SOUND = voice_note(TRACE * 2000)
TO_WORDS = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
KEPT = "sudah disimpan"
ASKED = "Simpan rekaman itu?"


def switch_on(town: Town) -> Town:
    """The office takes voice notes."""
    path = town.office_home / "office.toml"
    on = path.read_text("utf-8").replace("\non = false", "\non = true", 1)
    path.write_text(on, "utf-8")
    town.office = read_office(on)
    assert town.office.voice.on
    return town


@pytest.fixture
def listening(town: Town) -> Town:
    return switch_on(town)


async def at_words(town: Town, name: str = "Ani", **instead: str) -> Side:
    ani = town.reporter(name)
    await say(ani, "/start")
    await tap(ani, *(instead.get(one.split(".")[0], one) for one in TO_WORDS))
    return ani


async def speaks(side: Side, content: bytes = SOUND, seconds: int = 45) -> dict[str, Any]:
    sent = await side.send_voice(content=content, seconds=seconds)
    await side.wait(ASKED)
    return sent


def kept(town: Town) -> list[bytes]:
    """What the office's key hears."""
    key = town.duty_keys.office_key
    with town.database() as db, db.reading() as conn:
        cases = [row[0] for row in conn.exec_driver_sql("SELECT id FROM cases").all()]
        return [sound for id in cases for sound, _ in voices.of_case(conn, key, id)]


def fetched(town: Town) -> int:
    return len(town.sandbox.calls_of("getFile"))


async def sends_the_rest(side: Side) -> None:
    await tap(side, "act.hit", "done", "when.30d", CEPU, "submit")
    await side.wait(RECEIPT)


# -- kept, and heard ---------------------------------------------------------------------------------------------


async def test_from_the_yes_to_an_officers_ear_and_out_of_the_chat_again(listening: Town) -> None:
    town = listening
    async with town.bots():
        ani = await at_words(town)
        await speaks(ani)
        assert fetched(town) == 0, "nothing before the yes"
        before = {m["message_id"] for m in ani.messages}
        await ani.tap(data=button(ani, "voice.keep"))
        await ani.wait(KEPT)
        assert {m["message_id"] for m in ani.messages} <= before, "the live message says so: nothing new appears"
        await sends_the_rest(ani)
        assert kept(town) == [SOUND]
        number = town.case_number()
        alert = await town.group.wait(number)
        assert "ekaman" not in alert["text"]
        await town.desk.wait(number)
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("Rekaman suara pelapor (0.45)")
        assert "desk" not in card["text"]
        await town.desk.tap(data=button(town.desk, "hear"))
        heard = await town.desk.until(lambda: voice_in(town.desk))
        assert heard["has_protected_content"]
        assert "caption" not in heard
        (call,) = town.sandbox.calls_of("sendVoice")
        assert (call["voice"].content, call["voice"].name) == (SOUND, "1.ogg")
        assert (call["duration"], call["disable_notification"]) == (45, True)
        assert call["chat_id"] == town.officer.id
        assert any("terhapus sendiri" in toast["text"] for toast in town.desk.toasts)
        with town.database() as db, db.writing() as conn:
            outbox.bring_nearer(conn, "duty", timedelta(minutes=30))
        await eventually(lambda: voice_in(town.desk) is None)
        assert not town.rows("SELECT 1 FROM audit WHERE action LIKE '%.left'")
        assert town.number("SELECT count(*) FROM audit WHERE action = 'heard'") == 1
        assert voice_in(town.group) is None
    assert not lies_open(town.home)


def voice_in(side: Any) -> dict[str, Any] | None:
    """The newest voice note of a bot in this chat."""
    found = [m.body for m in side._chat.messages.values() if "voice" in m.body and m.body["from"]["is_bot"]]
    return found[-1] if found else None


def lies_open(home: Path) -> list[str]:
    return [str(path) for path in home.rglob("*") if path.is_file() and TRACE in path.read_bytes()]


async def test_sealed_away_it_is_in_no_officers_hand(listening: Town) -> None:
    town = listening
    async with town.bots():
        ani = await at_words(town, insider="insider.some")
        await speaks(ani)
        await tap(ani, "voice.keep")
        await ani.wait(KEPT)
        await sends_the_rest(ani)
        number = town.case_number()
        await town.desk.wait(number)
        assert town.rows("SELECT sealed_to FROM voices") == [("escalation",)]
        assert kept(town) == []
        assert button(town.desk, "hear") is None
        assert not town.sandbox.calls_of("sendVoice")


# -- off, and what is refused always -----------------------------------------------------------------------------


async def test_off_it_is_deleted_unfetched_and_answered_as_ever(town: Town) -> None:
    async with town.bots("reporter"):
        ani = await at_words(town)
        sent = await ani.send_voice(content=SOUND)
        await ani.wait("belum bisa mendengar suara")
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        assert fetched(town) == 0


@pytest.mark.parametrize("kind", ["photo", "video", "document"])
async def test_pictures_films_and_files_are_refused_with_voice_on_too(listening: Town, kind: str) -> None:
    async with listening.bots("reporter"):
        ani = await at_words(listening)
        sent = await getattr(ani, f"send_{kind}")()
        await ani.wait("simpan di tempat aman")
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        assert fetched(listening) == 0


async def test_too_long_is_deleted_unfetched_and_said_kindly(listening: Town) -> None:
    async with listening.bots("reporter"):
        ani = await at_words(listening)
        sent = await ani.send_voice(content=SOUND, seconds=121)
        await ani.wait("terlalu panjang")
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        assert fetched(listening) == 0


# -- the chat ----------------------------------------------------------------------------------------------------


async def test_in_quiet_mode_it_leaves_the_chat_at_once_and_is_kept_all_the_same(listening: Town) -> None:
    async with listening.bots("reporter"):
        ani = await at_words(listening, privacy="privacy.no")
        sent = await ani.send_voice(content=SOUND)
        await ani.wait("Simpan yang tadi?")
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        await ani.tap(data=button(ani, "voice.keep"))
        await ani.wait("✔️ Disimpan, belum dikirim")


async def test_after_keluar_nothing_of_it_stands_there_and_what_comes_late_says_nothing(listening: Town) -> None:
    town = listening
    async with town.bots("reporter"):
        ani = await at_words(town)
        held = town.sandbox.faults.hold(method="download", times=None)
        await speaks(ani)
        await tap(ani, "voice.keep")
        await asyncio.wait_for(held.arrived.wait(), 10)
        await ani.tap(data=button(ani, "exit"))
        await eventually(lambda: len(ani.messages) == 1)
        (line,) = ani.messages
        held.release()
        await eventually(lambda: town.number("SELECT count(*) FROM voices") == 1)
        await asyncio.sleep(0.5)
        assert ani.messages == [line], "the harmless line, as it was"
        await say(ani, "/start")
        await tap(ani, "resume")
        said = await ani.wait("✔️ Disimpan, belum dikirim")
        assert "ekaman" not in said["text"], "somebody else may hold the phone by now"


async def test_what_was_to_be_said_a_moment_too_late_never_brings_a_screen_back(listening: Town) -> None:
    """They leave between our reading where they are and our saying so: the harmless line stays."""
    async with listening.bots("reporter") as bots:
        ani = await at_words(listening)
        stood = show(listening.session_of(ani), listening.office, datetime.now(UTC))
        await tap(ani, "exit")
        await eventually(lambda: len(ani.messages) == 1)
        (line,) = ani.messages
        bots["reporter"]._speaker.refresh_later(ani.id, stood)
        await bots["reporter"]._speaker.finish()
        assert ani.messages == [line]


async def test_what_telegram_does_not_give_is_said_and_words_go_on(listening: Town) -> None:
    town = listening
    async with town.bots("reporter"):
        ani = await at_words(town)
        await speaks(ani)
        gone = {"ok": False, "error_code": 400, "description": "Bad Request: file is too big"}
        town.sandbox.faults.add(method="getFile", status=400, body=gone, times=None)
        await ani.tap(data=button(ani, "voice.keep"))
        said = await ani.wait("tidak bisa diambil")
        assert "Minta ditelepon" in said["text"]
        await sends_the_rest(ani)
        assert town.number("SELECT count(*) FROM cases") == 1
        assert town.number("SELECT count(*) FROM voices") == 0


async def test_a_line_that_breaks_is_no_reason_to_lose_it(listening: Town) -> None:
    town = listening
    async with town.bots("reporter"):
        ani = await at_words(town)
        await speaks(ani)
        town.sandbox.faults.add(kind="reset", method="download", times=3)
        town.sandbox.faults.add(method="getFile", status=502, times=2)
        await ani.tap(data=button(ani, "voice.keep"))
        await ani.wait(KEPT, 30)
        await sends_the_rest(ani)
        assert kept(town) == [SOUND]


# -- killed ------------------------------------------------------------------------------------------------------


@pytest.fixture
async def processes(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[Processes]:
    town = switch_on(Town(copy_home(founded, tmp_path / "home"), duty_keys))
    await town.open()
    running = Processes(town)
    await running.start("reporter")
    yield running
    await running.down()
    await town.close()


@pytest.mark.fault("K4")
async def test_killed_while_it_is_fetched_it_is_fetched_again_and_kept_once(processes: Processes) -> None:
    town = processes.town
    ani = await at_words(town)
    await speaks(ani)
    held = town.sandbox.faults.hold(method="download", times=None)
    await ani.tap(data=button(ani, "voice.keep"))
    await asyncio.wait_for(held.arrived.wait(), 10)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await processes["reporter"].kill()
    assert town.number("SELECT count(*) FROM voices") == 0
    assert not lies_open(town.home), "on no disk, sealed or not"
    town.sandbox.faults.clear()
    await processes.start("reporter")
    await eventually(lambda: town.number("SELECT count(*) FROM voices") == 1, 40)
    with town.locked():
        await processes["reporter"].kill()
    await processes.start("reporter")
    await tap(ani, "act.hit")
    await ani.wait(KEPT)
    await tap(ani, "done", "when.30d", CEPU, "submit")
    await ani.wait(RECEIPT)
    assert kept(town) == [SOUND]
    assert town.number("SELECT count(*) FROM outbox WHERE kind = 'voice'") == 1
    assert not lies_open(town.home)
