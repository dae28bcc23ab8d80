"""*Keluar* and /hapus on the real processes: what stands on the phone afterwards, and what stands on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any

import pytest

from bot.sandbox import REPORTER_TOKEN, Side

from .town import Processes, Town, button, calls_for_help, eventually, files, past_what_was_heard, say, tap

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


def stands(side: Side) -> list[str]:
    return [str(message["text"]) for message in side.messages]


def is_left(town: Town, side: Side) -> bool:
    """Nothing stands there but one harmless line."""
    return len(side.messages) == 1 and stands(side)[0] in town.office.exit.harmless


async def empties(town: Town, side: Side, within: float = 20) -> None:
    await eventually(lambda: is_left(town, side), within, f"still there: {stands(side)}")


async def tells(side: Side, saving: str = "saving.go") -> None:
    """Up to the acts, with words of theirs in the chat."""
    await say(side, "/start")
    await tap(side, "safety.yes", "privacy.yes", saving, "who.self", "age.15_17", "insider.none")
    await say(side, "sudah lama begini")
    await past_what_was_heard(side)
    await say(side, "aku capek")


@contextmanager
def hours_ago(town: Town, hours: float) -> Iterator[None]:
    """What is sent meanwhile is so many hours old."""
    town.sandbox.clock = lambda: time() - hours * 3600
    try:
        yield
    finally:
        town.sandbox.clock = time


def asked_to_delete(town: Town, chat: int) -> list[list[int]]:
    calls = town.sandbox.calls_of("deleteMessages", REPORTER_TOKEN)
    return [call["message_ids"] for call in calls if call["chat_id"] == chat]


# -- Keluar ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
@pytest.mark.parametrize("how", ["exit", "keluar"])
@pytest.mark.threat("R6")
async def test_after_keluar_the_chat_is_empty_but_for_a_harmless_line(real: Processes, saving: str, how: str) -> None:
    town = real.town
    ani = town.reporter(f"Ani {how} {saving}")
    await tells(ani, saving)
    assert len(ani.messages) > 2
    if how == "exit":
        await tap(ani, "exit")
    else:
        await ani.send("keluar")
    await empties(town, ani)
    assert [label for label, _ in ani.buttons()] == ["▶️ Lanjutkan"]
    assert bool(town.words_of(ani)) is (saving == "saving.go"), "as was chosen at the start"
    await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE kind = 'wipe' AND detail NOT NULL"), 30)
    await tap(ani, "resume")
    await ani.wait("Mau lanjut dari yang tadi?" if saving == "saving.go" else "Mau mulai?")


async def test_what_was_said_before_a_kill_goes_too(real: Processes) -> None:
    """Nothing was tapped since: the last screen is known all the same."""
    town = real.town
    ani = town.reporter("Ani sebelum")
    await tells(ani)
    shown = ani.messages[-1]["message_id"]
    await eventually(lambda: shown in town.known_of(ani))
    await real.restart("reporter")
    await ani.send("keluar")
    await empties(town, ani)


@pytest.mark.threat("R6")
async def test_a_long_conversation_goes_whole_by_hundreds(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani panjang")
    await say(ani, "/start")
    await tap(ani, "safety.yes", "privacy.yes", "saving.go")
    for n in range(130):
        await ani.send(f"kata {n}")
    await eventually(lambda: "kata 129" in "\n".join(town.words_of(ani)), 60)  # so many are drawn together
    await eventually(lambda: ani.messages[-1]["from_bot"], 60)
    await asyncio.sleep(0.5)
    await tap(ani, "exit", within=30)
    await empties(town, ani, 60)
    asked = asked_to_delete(town, ani.id)
    assert sum(map(len, asked)) > 130
    assert max(map(len, asked)) == 100


async def test_only_what_can_still_be_deleted_is_asked_for(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani lama")
    with hours_ago(town, 49):
        await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.yes", "saving.go")
        old = await ani.send("dua hari lalu")
        await ani.wait(lambda m: m["message_id"] > old["message_id"])
        await asyncio.sleep(0.5)
        shown = ani.messages[-1]["message_id"]
    new = await ani.send("barusan")
    await ani.wait(lambda m: m["message_id"] > new["message_id"])
    await ani.send("keluar")
    await eventually(lambda: new["message_id"] not in [m["message_id"] for m in ani.messages], 20)
    await ani.wait(lambda m: m["text"] in town.office.exit.harmless)
    await asyncio.sleep(0.5)
    asked = [one for some in asked_to_delete(town, ani.id) for one in some]
    assert new["message_id"] in asked
    assert not {old["message_id"], shown} & {*asked}
    assert old["message_id"] in [m["message_id"] for m in ani.messages], "it was said beforehand that this stays"


async def test_what_can_soon_not_be_deleted_any_more_is_offered_to_whoever_looks_in(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani kemarin")
    with hours_ago(town, 30):
        await files(ani)
        await tap(ani, "saved", "life.no")
        typed = await ani.send("tambahan")
        await ani.wait("Mau menambah?", since=typed["message_id"])
    before = len(town.sandbox.calls_of("sendMessage", REPORTER_TOKEN))
    await asyncio.sleep(1.5)
    assert len(town.sandbox.calls_of("sendMessage", REPORTER_TOKEN)) == before, "nobody is written to for it"
    await say(ani, "halo")
    await ani.wait("Pesan lama di chat ini masih bisa kuhapus")
    await tap(ani, "clean")
    await ani.wait("Sudah kubersihkan")
    await eventually(lambda: len(ani.messages) == 1)
    assert button(ani, "hub.sex"), "the conversation goes on"
    assert not button(ani, "clean")


# -- whoever dies in between -------------------------------------------------------------------------------------


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
async def test_killed_between_the_commit_and_the_deletion_the_chat_empties_by_itself(
    real: Processes, saving: str
) -> None:
    town = real.town
    ani = town.reporter(f"Ani mati {saving}")
    await tells(ani, saving)
    held = town.sandbox.faults.hold(method="deleteMessages", chat=ani.id, times=None)
    await tap(ani, "exit")
    await asyncio.wait_for(held.arrived.wait(), 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await real["reporter"].kill()
    town.sandbox.faults.clear()
    assert not is_left(town, ani)
    await real.start("reporter")
    await empties(town, ani, 40)
    await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE kind = 'wipe' AND detail NOT NULL"), 30)


async def test_killed_before_a_word_was_said_the_question_goes_and_the_harmless_line_comes(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani bisu")
    await tells(ani)
    held = town.sandbox.faults.hold(method="answerCallbackQuery", times=None)
    await ani.tap(data=button(ani, "exit"))
    await asyncio.wait_for(held.arrived.wait(), 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await real["reporter"].kill()
    town.sandbox.faults.clear()
    assert any("Apa yang terjadi?" in text for text in stands(ani))
    await real.start("reporter")
    await empties(town, ani, 40)
    await tap(ani, "resume")
    await ani.wait("Mau lanjut dari yang tadi?")


# -- /hapus ------------------------------------------------------------------------------------------------------


def bytes_of(*homes: Path) -> Iterator[tuple[Path, bytes]]:
    for home in homes:
        for path in home.rglob("*"):
            if path.is_file():
                yield path, path.read_bytes()


async def test_after_hapus_nothing_leads_to_this_chat_in_any_byte_and_the_desk_sees_that(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani hapus")
    await calls_for_help(ani)
    number = town.case_number()
    await town.desk.wait(f"kode {number}")
    (tag,) = town.rows("SELECT tag FROM return_addresses ORDER BY rowid DESC LIMIT 1")[0]
    ((box, salt),) = town.rows("SELECT box, salt FROM return_addresses ORDER BY rowid DESC LIMIT 1")
    session_tag = town.reporter_keys.tagger.tag("sesi", ani.id)
    held = [tag, salt, box[5:69], session_tag]
    found = b"".join(content for _, content in bytes_of(town.home))
    assert all(trace in found for trace in held), "the search would find them"
    command = await ani.send("/hapus")
    await ani.wait("Yang tersimpan tentang chat ini")
    await tap(ani, "erase.yes")
    await ani.wait("Sudah dihapus")
    await eventually(lambda: len(ani.messages) == 1)
    assert command["message_id"] not in [m["message_id"] for m in ani.messages]

    def left() -> list[tuple[Path, bytes]]:
        return [(path, trace) for path, content in bytes_of(town.home) for trace in held if trace in content]

    await eventually(lambda: not left(), 20, "still on the disk")
    before = len(town.sandbox.calls_of("sendMessage", REPORTER_TOKEN))
    await town.desk.tap(data=_of(town.desk, "open", number))
    card = await town.desk.wait("🔕 Pelapor tidak bisa dihubungi lagi lewat chat.")
    assert str(ani.id) not in card["text"]
    await town.desk.tap(data=_of(town.desk, "reply", number))
    await town.desk.wait("Tulis jawaban")
    await town.desk.send("halo?")
    settled = "SELECT last_error FROM outbox WHERE kind = 'news' AND code LIKE ? AND done_hour NOT NULL"
    await eventually(lambda: town.rows(settled, f"{number}%") == [("no.address",)], 20)
    assert len(town.sandbox.calls_of("sendMessage", REPORTER_TOKEN)) == before
    await tap(ani, "exit")
    await empties(town, ani)
    assert not town.rows("SELECT 1 FROM sessions WHERE tag = ?", session_tag)


async def test_killed_right_after_hapus_the_chat_empties_by_itself(real: Processes) -> None:
    town = real.town
    ani = town.reporter("Ani hapus mati")
    await calls_for_help(ani)
    await ani.send("/hapus")
    await ani.wait("Yang tersimpan tentang chat ini")
    held = town.sandbox.faults.hold(method="answerCallbackQuery", times=None)
    await ani.tap(data=button(ani, "erase.yes"))
    await asyncio.wait_for(held.arrived.wait(), 30)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 10, "not confirmed")
    await real["reporter"].kill()
    town.sandbox.faults.clear()
    await real.start("reporter")
    await empties(town, ani, 40)


def _of(side: Side, id: str, number: str) -> str:
    """The newest button of this kind under an alert of this case."""
    for message in reversed(side.messages):
        for _, data in message["buttons"]:
            if number in message["text"] and data is not None and data.split("|")[0] == id:
                return str(data)
    raise AssertionError(f"no {id} for {number}")


# -- calling for help again --------------------------------------------------------------------------------------


def told(town: Town, chat: int) -> list[dict[str, Any]]:
    """What was sent to this chat as a message of its own: all else changed what stood there already."""
    return [call for call in town.sandbox.calls_of("sendMessage", REPORTER_TOKEN) if call["chat_id"] == chat]


@pytest.mark.parametrize("answer", ["distress.write", "distress.silent"])
async def test_calling_for_help_again_changes_the_live_message_and_makes_no_sound(real: Processes, answer: str) -> None:
    town = real.town
    ani = town.reporter(f"Ani lagi {answer}")
    await calls_for_help(ani, answer=answer)
    live = ani.messages[-1]["message_id"]
    before = len(told(town, ani.id))
    await tap(ani, "distress", "skip", "skip")
    for word in ("/darurat", "darurat"):
        typed = await ani.send(word)
        await ani.wait("Dua ketukan lagi")
        await eventually(lambda typed=typed: typed["message_id"] not in [m["message_id"] for m in ani.messages])
        await tap(ani, "skip", "skip")
    assert len(told(town, ani.id)) == before
    assert [m["message_id"] for m in ani.messages if m["from_bot"]] == [live]
    assert all(call["disable_notification"] for call in told(town, ani.id))


@pytest.mark.parametrize("answer", ["distress.write", "distress.silent", "skip"])
async def test_only_whoever_said_that_they_may_be_written_to_here_is_notified(real: Processes, answer: str) -> None:
    town = real.town
    ani = town.reporter(f"Ani kabar {answer}")
    await calls_for_help(ani, answer=answer)
    number = town.case_number()
    await town.desk.wait(f"kode {number}")
    await tap(ani, "distress", "skip", "skip")
    before = len(told(town, ani.id))
    await town.desk.tap(data=_of(town.desk, "reply", number))
    await town.desk.wait("Tulis jawaban")
    await town.desk.send(f"kami datang, {answer}")
    settled = "SELECT 1 FROM outbox WHERE kind = 'news' AND code LIKE ? AND done_hour NOT NULL"
    await eventually(lambda: town.rows(settled, f"{number}%"), 20)
    sent = told(town, ani.id)[before:]
    assert [call["text"] for call in sent] == (["Ada kabar."] if answer == "distress.write" else [])
