"""The two phones in a real browser, in front of the two real processes: a report by tapping, and its answer."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.demo.playing import perform
from bot.demo.script import read_script
from bot.demo.stage import Stage, open_stage

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="package")]

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PATIENCE = 20_000  # milliseconds: a small, busy machine
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}

IN_SIGHT = """log => {
    const newest = [...log.querySelectorAll('.message')].at(-1).getBoundingClientRect();
    const seen = log.getBoundingClientRect();
    return newest.top >= seen.top && newest.top < seen.bottom - 40;
}"""

EARLIER = """# Yang datang lebih dulu, supaya grupnya tidak kosong di gambar
reporter sends /start
reporter taps safety.no
reporter taps 33.16.12
reporter taps distress.write
group taps acknowledge
end group sees Diterima
"""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def stage() -> AsyncIterator[Stage]:
    """An office of their own: a call that is still owed elsewhere would stand between what is tapped here."""
    async with open_stage() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="package")
async def page(stage: Stage) -> AsyncIterator[Page]:
    """A page that fails the test when it logs an error or asks for anything outside this machine."""
    complaints: list[str] = []
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        shown = await browser.new_page(viewport=WIDE, locale="id-ID")
        shown.set_default_timeout(PATIENCE)
        shown.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        here = stage.sandbox.url
        shown.on("request", lambda asked: None if asked.url.startswith(here) else complaints.append(asked.url))
        await shown.goto(stage.sandbox.url)
        await shown.locator("html[data-ready]").wait_for(state="attached")
        yield shown
        await browser.close()
    assert complaints == []


class Thumb:
    """A person in front of one chat of the page."""

    def __init__(self, page: Page, chat: str) -> None:
        self._page = page
        self.chat = page.locator(f"[data-chat={chat}]")
        self._input = page.locator(f"form[data-composer={chat}] input")
        self._log = page.locator(f"#{chat}-log")

    async def taps(self, id: str) -> None:
        await self._newest(id).click()

    def _newest(self, label: str) -> Locator:
        return self.chat.locator(".message:not(.leaving)").get_by_role("button", name=label, exact=True).last

    async def types(self, words: str) -> None:
        await self._input.fill(words)
        await self._input.press("Enter")

    async def sees(self, words: str) -> None:
        await expect(self.chat.locator(".message:not(.leaving)", has_text=words).last).to_be_visible()

    async def reads_from_the_first_line(self, words: str) -> None:
        """The newest message says so, and its beginning is in sight on a wide screen and on a narrow one."""
        for size in (NARROW, WIDE):
            await self._page.set_viewport_size(size)
            newest = self.chat.locator(".message:not(.leaving)").last
            await expect(newest).to_contain_text(words)
            await expect(self.chat.locator(".leaving")).to_have_count(0)
            await self._page.wait_for_function(IN_SIGHT, arg=await self._log.element_handle())

    async def is_scrolled(self) -> float:
        """How far the log is from its beginning."""
        return float(await self._log.evaluate("log => log.scrollTop"))


async def test_a_report_by_tapping_and_an_answer_that_is_read(stage: Stage, page: Page) -> None:
    picture = os.environ.get("WADUL_SCREENSHOT")
    if picture:
        shown = stage.reporter
        stage.newcomer()
        await perform(read_script("lebih-dulu", EARLIER), stage)
        stage.reporter = shown
    reporter, group, officer = (Thumb(page, chat) for chat in ("reporter", "group", "officer"))
    await page.locator("[data-start=reporter]").click()
    about = ("👁 Aku tetangga, guru, atau saksi", "12–14 tahun", "👌 Tidak ada")
    for answer in ("🙂 Aman", "👍 Bisa", "💾 Boleh", *about):
        await reporter.taps(answer)
    await reporter.sees("Ceritakan sebisanya")
    await reporter.types("temanku sedih terus, ceritanya panjang")
    await reporter.reads_from_the_first_line("Apa yang terjadi?")
    await reporter.taps("🔁 Terjadi berkali-kali")
    place = await reporter.is_scrolled()
    await reporter.taps("✓ 🔁 Terjadi berkali-kali")
    await expect(reporter.chat.get_by_role("button", name="🔁 Terjadi berkali-kali", exact=True)).to_be_visible()
    assert await reporter.is_scrolled() == place, "a tick in a long list leaves the list where it is"
    await reporter.taps("✊ Dipukul atau disakiti")
    await expect(reporter.chat.get_by_role("button", name="✓ ✊ Dipukul atau disakiti", exact=True)).to_be_visible()
    for answer in ("✅ Selesai memilih", "📅 Dalam 3 hari ini", "Cepu"):
        await reporter.taps(answer)
    await reporter.sees("Siap dikirim ke petugas")  # the screen before has the same button
    await reporter.taps("📨 Kirim sekarang")
    await reporter.sees("Laporan sudah sampai")

    await group.sees("Cepu")  # the group hears no age
    await expect(page.locator("[data-chat=group]")).not_to_contain_text("dipukul")
    await group.taps("✋ Terima")
    await expect(group.chat.locator(".message").last).to_contain_text("Diterima Petugas Demo")

    await reporter.taps("💾 Sudah kusimpan")
    await reporter.sees("bunuh diri")
    await reporter.taps("✖️ Tidak")
    await reporter.reads_from_the_first_line("Mau menambah?")
    await reporter.taps("🏠 Soal didatangi")
    await reporter.sees("Amankah kalau petugas datang")
    if picture:
        await _keep(page, picture)
    await reporter.taps("⛔ Jangan datang ke rumah")
    await reporter.taps("💬 Boleh ditulisi?")
    await reporter.taps("✅ Boleh kapan saja")

    await page.locator("[data-tab=officer]").click()
    done = page.locator(".steps li.done")
    await expect(done).to_have_count(2)
    await officer.taps("📂 Buka")
    await officer.reads_from_the_first_line("JANGAN: datang ke rumah")
    await expect(done).to_have_count(3)
    await officer.sees("temanku sedih terus")
    await officer.taps("✉️ Balas")
    await officer.sees("Tulis jawaban")
    await officer.types("Terima kasih sudah menemaninya. Besok kami temui kalian di sekolah.")
    await officer.sees("Terkirim.")

    await reporter.taps("✉️ Buka kabar")
    await reporter.taps("👍 Ya, aman")
    await reporter.sees("Besok kami temui kalian di sekolah.")
    await expect(done).to_have_count(4)


async def test_a_small_phone_shows_it_all(stage: Stage, page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    reporter = Thumb(page, "reporter")
    await reporter.types("/start")
    await expect(reporter.chat.locator(".own").last).to_contain_text("/start")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await reporter.reads_from_the_first_line("")
    tall = "keys => keys.every(key => key.offsetHeight >= 44)"
    assert await page.locator("[data-chat=reporter] button:visible").evaluate_all(tall)


async def _keep(page: Page, path: str) -> None:
    """The picture of the README: nothing moving, no notification over it."""
    await page.locator(".preview").wait_for(state="hidden")
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(600)
    await page.screenshot(path=path)
