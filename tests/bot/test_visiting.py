"""Back from another phone, on the real bots: what stands in each chat, and what the desk hears."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.sandbox import Side

from .town import RECEIPT, Processes, eventually, files, say, tap

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

SAFE, DURESS = "melati putih", "anggrek ungu"
LETTER = "Senin pagi bisa bertemu di puskesmas?"
CASE = re.compile(r"[A-Z]\d[A-Z]\d[A-Z]")


def texts(side: Side) -> str:
    return "\n".join(message["text"] for message in side.messages)


async def secret(side: Side, typed: str, then: str) -> dict[str, Any]:
    """Type what must leave the chat, and see that it does."""
    await side.send(typed)
    answer = await side.wait(then)
    await eventually(lambda: typed not in texts(side), 10, "it stays in the chat")
    return answer


async def a_report_with_words(town: Any, name: str) -> tuple[Side, str, str]:
    """A reporter with both words; gives the two codes too."""
    ani = town.reporter(name)
    await files(ani)
    shown = next(message["text"] for message in ani.messages if RECEIPT in message["text"])
    digits = re.search(r"\d{4} \d{4} \d{4} \d{4}", shown)
    words = re.search(r"enam kata: (.*)", shown)
    assert digits is not None
    assert words is not None
    await tap(ani, "saved", "skip", "hub.safe_word")
    await secret(ani, SAFE, "Kata aman tersimpan")
    await secret(ani, DURESS, "Kedua kata tersimpan")
    assert digits[0] not in texts(ani)
    return ani, digits[0], words[1]


async def test_a_letter_is_read_on_another_phone_even_when_the_bot_dies_in_between(real: Processes) -> None:
    town = real.town
    _, _, words = await a_report_with_words(town, "Ani dua HP")
    number = town.case_number()
    alert = await town.desk.wait(f"Laporan {number}")  # another case may call meanwhile
    await town.desk.tap(data=next(data for _, data in alert["buttons"] if data.split("|")[0] == "reply"))
    await town.desk.wait(f"Tulis jawaban untuk pelapor {number}")
    await town.desk.send(LETTER)
    await town.desk.wait(f"Tersimpan. Pelapor {number}")
    budi = town.reporter("HP pinjaman")
    await say(budi, "/cek")
    await secret(budi, words.upper().replace(" ", "-"), "Kode ini dikenal")
    assert LETTER not in texts(budi)
    await real.restart("reporter")
    await tap(budi, "status.word")
    await secret(budi, "mawar merah", "belum cocok")
    await secret(budi, SAFE, "Terbuka di sini")
    await tap(budi, "open_news", "news.safe")
    await budi.wait(LETTER)
    await tap(budi, "next", "exit")
    await eventually(lambda: LETTER not in texts(budi))
    assert "Ada kabar." not in texts(budi)
    for typed in (words, SAFE, DURESS, words.upper().replace(" ", "-")):
        assert not any(typed in real[side].log() for side in ("reporter", "duty"))


async def test_the_duress_word_shows_an_empty_page_and_the_desk_is_told_nothing_telling(real: Processes) -> None:
    town = real.town
    _, digits, _ = await a_report_with_words(town, "Ani dipaksa")
    other = town.reporter("HP orang lain")
    await say(other, "/start")
    await secret(other, digits, "Kode ini dikenal")
    await tap(other, "status.word")
    await secret(other, DURESS, "tidak ada yang perlu diisi")
    called = await town.desk.wait("ketuk Buka dan baca kartunya dulu")
    assert re.fullmatch(rf"👀 {CASE.pattern}: ketuk Buka dan baca kartunya dulu, sebelum apa pun\.", called["text"])


async def test_the_way_back_is_erased_from_another_phone_and_the_chat_of_before_is_emptied(real: Processes) -> None:
    town = real.town
    ani, digits, words = await a_report_with_words(town, "Ani kehilangan HP")
    await say(ani, "hari ini hujan")
    report = town.session_of(ani).report_id
    other = town.reporter("HP saudara")
    await say(other, "/cek")
    await secret(other, digits, "Kode ini dikenal")
    await secret(other, "/hapus", "buka dulu dengan kata aman")
    assert town.rows("SELECT 1 FROM return_addresses WHERE report_id = ?", report)
    await tap(other, "status.word")
    await secret(other, SAFE, "Terbuka di sini")
    await secret(other, "/hapus", "Yang tersimpan tentang laporan yang dibuka di sini")
    await tap(other, "erase.yes")
    await other.wait("Sudah dihapus")
    for table in ("return_addresses", "receipts", "safe_words"):
        assert not town.rows(f"SELECT 1 FROM {table} WHERE report_id = ?", report)
    await eventually(lambda: not ani.messages, 30, "it still stands in the chat of before")
    await tap(other, "exit")
    await say(other, "/cek")
    await secret(other, words, "belum kukenal")


async def test_six_wrong_codes_and_the_chat_rests(real: Processes) -> None:
    town = real.town
    other = town.reporter("Yang mencoba-coba")
    await say(other, "/cek")
    for n in range(5):
        await secret(other, f"0000 1111 2222 333{n}", "belum kukenal")
    await secret(other, "0000 1111 2222 4444", "Istirahat dulu")
