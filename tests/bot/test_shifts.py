"""Who is on duty, as officers set it with their thumbs; and what becomes of those who are not, or not any more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox import DUTY_TOKEN, Person, Side
from storage import roster

from .town import Town, button, calls_for_help, eventually, say, tap

CODE = r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}"


def press(side: Side, label: str) -> str | None:
    """The data of the newest button that says this."""
    found = [data for message in side.messages for words, data in message["buttons"] if label in words]
    return found[-1] if found else None


async def thumb(side: Side, *labels: str) -> None:
    """Tap buttons by what they say, each when it is there, and wait until the tap is answered."""
    for label in labels:
        data = await side.until(lambda label=label: press(side, label), 10, f"No button {label}")  # type: ignore[misc]
        await answered(side, (await side.tap(data=data))["id"])


async def old_button(side: Side, data: str) -> str:
    """Tap a button that is on no screen any more. What its toast says; empty when it says nothing."""
    message = next(m for m in reversed(side._chat.messages.values()) if m.sender is not side._account)
    before, query = len(side.toasts), str(next(side._world._query_ids))
    body = {"id": query, "from": side._account.as_user(), "message": message.body, "chat_instance": "1", "data": data}
    message.sender.callbacks[query] = (message.chat, side._account, side._world.clock())  # type: ignore[union-attr]
    message.sender.queue.put("callback_query", body)  # type: ignore[union-attr]
    await answered(side, query)
    return str(side.toasts[-1]["text"]) if len(side.toasts) > before else ""


async def answered(side: Side, query: str) -> None:
    bots = {message.sender for message in side._chat.messages.values() if message.sender is not side._account}
    (bot,) = bots
    await eventually(lambda: query not in bot.callbacks, 10, f"tap {query} was not answered")  # type: ignore[union-attr]


async def colleague(town: Town, name: str, role: str = "officer") -> Person:
    """Somebody else on the roster, who pressed Start."""
    person = town.sandbox.person(name)
    town.employ(person, role)
    await person.chat(DUTY_TOKEN).send("/start")
    await person.chat(DUTY_TOKEN).wait(f"Halo {name}")
    return person


def holder(town: Town) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT o.name, s.place, s.weekday FROM shifts s JOIN officers o ON o.id = s.officer_id ORDER BY s.id"
    )


# -- /piket ------------------------------------------------------------------------------------------------------


async def test_tonight_is_one_tap_and_only_its_holder_is_woken(town: Town) -> None:
    async with town.bots():
        wati = await colleague(town, "Wati")
        here = wati.chat(DUTY_TOKEN)
        asked = await say(here, "/piket")
        assert asked["text"].startswith("Siapa pegang malam ini?")
        assert asked["text"].count("belum ada, semua dipanggil") == 8
        await thumb(here, "Saya pegang malam ini")
        await here.wait(lambda m: m["text"].count("belum ada") == 7)
        assert "Tercatat" in here.toasts[-1]["text"]
        assert holder(town) == [("Wati", 1, None)]
        assert press(here, "Jadwal mingguan") is None, "the week is for those above"
        await calls_for_help(town.reporter("Ani"))
        await here.wait("DARURAT")
        await town.group.wait("DARURAT")
        assert not [m for m in town.desk.messages if "kode" in m["text"]], "the head sleeps on"


async def test_a_night_is_handed_to_somebody_who_is_told(town: Town) -> None:
    async with town.bots():
        wati = await colleague(town, "Wati")
        budi = await colleague(town, "Budi")
        await say(town.desk, "/piket")
        await thumb(town.desk, "Orang lain", "Budi")
        told = await budi.chat(DUTY_TOKEN).wait("mencatat Anda memegang piket")
        assert town.officer.name in told["text"]
        await thumb(town.desk, "Petugas kedua", "Wati")
        await town.desk.wait("Budi · kedua Wati")
        assert holder(town) == [("Budi", 1, None), ("Wati", 2, None)]
        today = town.office.duty_day(datetime.now(UTC))
        refused = await old_button(wati.chat(DUTY_TOKEN), f"shift|give|{today}|1|1")
        assert "hanya bisa diatur pemegangnya" in refused, "nobody moves another's night"
        assert [name for name, *_ in holder(town)] == ["Budi", "Wati"]


async def test_the_week_is_set_by_taps_and_holds_every_week(town: Town) -> None:
    async with town.bots():
        await colleague(town, "Wati")
        await say(town.desk, "/piket")
        await thumb(town.desk, "Jadwal mingguan", "Sen", "Wati")
        await town.desk.wait("Sen: Wati")
        await thumb(town.desk, "Libur", "Wati")
        await town.desk.wait("Libur: Wati")
        assert holder(town) == [("Wati", 1, 1), ("Wati", 1, 8)]
        await thumb(town.desk, "Sen", "Kosongkan")
        await eventually(lambda: holder(town) == [("Wati", 1, 8)])


async def test_a_button_of_another_day_or_none_of_ours_changes_nothing(town: Town) -> None:
    async with town.bots("duty"):
        await say(town.desk, "/piket")
        for data in (
            "shift|give|2020-01-01|1|1",
            "shift|give|kemarin|1|1",
            "shift|give|2026-11-30|9|1",
            "shift|give|2026-11-30|1|77",
            "shift|set|9|1|1",
            "shift|set|1",
            "shift|wd|0|1",
            "shift|day",
            "shift",
        ):
            await old_button(town.desk, data)
        assert holder(town) == []
        assert town.number("SELECT COUNT(*) FROM quarantine") == 0


# -- /undang and /gabung -----------------------------------------------------------------------------------------


async def test_a_code_puts_a_new_officer_on_the_roster_once(town: Town) -> None:
    async with town.bots("duty"):
        await say(town.desk, "/undang")
        await town.desk.wait("Siapa namanya?")
        await say(town.desk, "Mbak Silpa")
        await thumb(town.desk, "petugas")
        said = await town.desk.wait("/gabung")
        assert not said["protected"], "it is made to be passed on"
        code = re.search(CODE, said["text"])[0]  # type: ignore[index]
        new, late = town.sandbox.person("Baru").chat(DUTY_TOKEN), town.sandbox.person("Telat").chat(DUTY_TOKEN)
        await new.send(f"/gabung {code.lower()}")
        await new.wait("Halo Mbak Silpa")
        await late.send(f"/gabung {code}")
        await late.wait("Kode itu tidak berlaku")
        assert town.rows("SELECT name, role FROM officers ORDER BY id")[1:] == [("Mbak Silpa", "officer")]
        actions = [action for (action,) in town.rows("SELECT action FROM audit ORDER BY seq")]
        assert actions[1:] == ["invited.officer", "joined.officer", "refused"]


async def test_guessing_codes_is_throttled(town: Town) -> None:
    async with town.bots("duty"):
        await say(town.desk, "/undang Wati")
        await thumb(town.desk, "petugas")
        code = re.search(CODE, (await town.desk.wait("/gabung"))["text"])[0]  # type: ignore[index]
        guesser = town.sandbox.person("Penebak").chat(DUTY_TOKEN)
        for _ in range(5):
            await say(guesser, "/gabung AAAA-AAAA-AAAA")
        await say(guesser, f"/gabung {code}")
        assert "Terlalu banyak kode yang salah" in guesser.messages[-1]["text"]
        assert town.number("SELECT COUNT(*) FROM officers") == 1


async def test_an_officer_invites_nobody(town: Town) -> None:
    async with town.bots("duty"):
        wati = await colleague(town, "Wati")
        await say(wati.chat(DUTY_TOKEN), "/undang Teman")
        assert "Hanya supervisor atau kepala" in wati.chat(DUTY_TOKEN).messages[-1]["text"]
        assert town.number("SELECT COUNT(*) FROM invitations") == 0


# -- Terkait, and who left ---------------------------------------------------------------------------------------


async def test_whoever_is_related_is_off_the_case_and_the_others_are_called(town: Town) -> None:
    async with town.bots():
        wati = await colleague(town, "Wati")
        here = wati.chat(DUTY_TOKEN)
        await calls_for_help(town.reporter("Ani"))
        await here.wait("DARURAT")
        await tap(here, "acknowledge", "open")
        await here.wait("Kartu ini terhapus sendiri")
        await thumb(here, "Terkait", "Saya sendiri")
        number = town.case_number()
        await here.wait("Laporan ini ditangani petugas lain.")
        await here.until(lambda: not [m for m in here.messages if "Kartu ini terhapus" in m["text"]], 10, "card stays")
        await town.desk.wait(lambda m: f"kode {number}.1" in m["text"] and button(town.desk, "acknowledge") is not None)
        assert not [m for m in here.messages if f"kode {number}" in m["text"]]
        assert not [m for m in town.group.messages if f"kode {number}.1" in m["text"]], "they may sit in the group"
        assert await old_button(here, f"open|{number}|1") == "Laporan itu tidak ada."


async def test_an_ended_officer_loses_buttons_and_cards_at_once(town: Town) -> None:
    async with town.bots():
        wati = await colleague(town, "Wati")
        here = wati.chat(DUTY_TOKEN)
        await calls_for_help(town.reporter("Ani"))
        await here.wait("DARURAT")
        await tap(here, "acknowledge", "open")
        await here.wait("Kartu ini terhapus sendiri")
        await say(here, "/piket")
        ended = datetime.now(UTC)
        with town.database() as db:
            roster.end(db, town.office.code, wati.id, ended)
        await here.until(lambda: not [m for m in here.messages if "Kartu ini terhapus" in m["text"]], 60, "card stays")
        number = town.case_number()
        mine = press(here, "Saya pegang malam ini")
        assert mine is not None
        for data in (f"acknowledge|{number}|3", f"open|{number}|3", f"reply|{number}|3", f"related|{number}", mine):
            assert await old_button(here, data) == "Tombol ini hanya untuk petugas piket."
        assert holder(town) == []
        await town.desk.wait(f"kode {number}.1")
        assert datetime.now(UTC) - ended < timedelta(minutes=1)
        assert town.rows("SELECT acknowledged_by FROM cases") == [(None,)]


# -- the ladder on the phones ------------------------------------------------------------------------------------


def comes_due(town: Town, kind: str) -> None:
    """The time of every waiting row of this kind has come."""
    with town.plain() as conn:
        conn.execute("UPDATE outbox SET next_try_at = NULL WHERE kind = ? AND done_hour IS NULL", (kind,))


async def test_after_half_an_hour_the_alert_says_whom_to_ring(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("kode")
        assert not [m for m in town.desk.messages if "Hubungi sekarang" in m["text"]]
        for turn in range(1, 7):
            comes_due(town, "remind")
            await eventually(lambda turn=turn: town.rows("SELECT id FROM outbox WHERE code LIKE ?", f"%.r{turn}@%"))  # type: ignore[misc]
        for side in (town.desk, town.group):
            alert = await side.wait("Hubungi sekarang")
            assert "129 (SAPA" in alert["text"]
            assert "UPTD PPA Provinsi Jawa Tengah" in alert["text"]
            assert "panggilan ke-7" in alert["text"]


async def test_an_answer_takes_the_red_away_when_it_is_read_and_no_sooner(town: Town) -> None:
    ani = town.reporter("Ani")
    async with town.bots():
        await calls_for_help(ani, answer="distress.silent")
        await town.desk.wait("kode")
        await tap(town.desk, "acknowledge")
        await tap(town.desk, "reply")
        await say(town.desk, "Kami di jalan.")
        await town.desk.wait("sampai jawaban ini dibaca")
        await eventually(lambda: town.rows("SELECT id FROM outbox WHERE code LIKE '%.u1'"))
        comes_due(town, "unhelped")
        await town.desk.wait("ada jawaban yang menunggu dibaca, dan belum ada tindakan lain.")
        assert "🔴 Belum ada tindakan tercatat." in (await town.group.wait("✋ Diterima"))["text"]
        await say(ani, "/start")
        await tap(ani, "open_news", "news.safe", "next")
        for side in (town.group, town.desk):
            assert "🔴 Belum" not in (await side.wait("✅ Tindakan tercatat"))["text"]


async def test_a_taken_emergency_stays_red_until_something_is_done(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("kode")
        await tap(town.desk, "acknowledge")
        assert "🔴 Belum ada tindakan tercatat." in (await town.group.wait("✋ Diterima"))["text"]
        await eventually(lambda: town.rows("SELECT id FROM outbox WHERE code LIKE '%.u1'"))
        comes_due(town, "unhelped")
        reminded = await town.desk.wait("belum ada tindakan tercatat. Sudah menelepon 110")
        assert [label for label, _ in reminded["buttons"]] == ["📂 Buka", "✉️ Balas"]
        with town.plain() as conn:
            conn.execute("UPDATE cases SET acted_at = acknowledged_at")
        await eventually(lambda: town.rows("SELECT id FROM outbox WHERE code LIKE '%.u2'"))
        comes_due(town, "unhelped")
        await eventually(lambda: not town.rows("SELECT id FROM outbox WHERE done_hour IS NULL AND kind = 'unhelped'"))
        assert len([m for m in town.desk.messages if "Sudah menelepon 110" in m["text"]]) == 1
