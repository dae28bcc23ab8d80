"""The pictures of the officers' guide, taken anew on a phone 360 wide in Chromium: ``python -m tests.pictures``.

Says of each how many screens its newest message is high and whether anything reaches beyond the edge; ends with 1 then.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from playwright.async_api import Page, async_playwright
from rich.progress import Progress

from bot.demo import script as demo
from bot.demo.playing import perform
from bot.demo.stage import open_stage

PHONE = {"width": 360, "height": 760}
DOCS = Path(__file__).parent.parent / "docs"
AT = (  # a picture: the conversation, up to and with which line, whose phone
    ("darurat-grup", "kdrt-dengan-senjata", "group sees Diterima", "group"),
    ("darurat-kartu", "kdrt-dengan-senjata", "officer sees D", "officer"),
    ("tindakan", "datang-ke-kantor", "officer taps acted", "officer"),
    ("baru", "datang-ke-kantor", "officer sees Urgensi menurut rubrik", "officer"),
    ("antrean", "serah-terima", "group sees ✅", "officer"),
    ("layanan", "visum-dengan-izin", "officer sees Sudah diobati", "officer"),
    ("izin", "visum-dengan-izin", "officer sees diizinkan", "officer"),
)
MORE = {"antrean": "officer sends /antrean\nofficer sees Cepu\n"}
MEASURED = """chat => {
    const newest = [...chat.querySelectorAll('.message')].at(-1);
    return [newest.getBoundingClientRect().height / window.innerHeight,
            document.documentElement.scrollWidth > document.documentElement.clientWidth];
}"""


def until(name: str, mark: str, more: str = "") -> demo.Script:
    """A conversation of the demo as far as its first line with this mark."""
    lines = (Path(demo.__file__).parent / "scripts" / f"{name}.txt").read_text("utf-8").splitlines()
    last = next(n for n, line in enumerate(lines) if mark in line)
    kept = [line.removeprefix("end ") for line in lines[: last + 1]]
    return demo.read_script(name, "\n".join([*kept, more, f"end {(more or lines[last]).split()[0]} sees a"]) + "\n")


async def take(folder: Path) -> bool:
    """All of them, into this folder. Whether each fits."""
    fits = True
    async with open_stage() as stage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with Progress() as progress:
            for name, conversation, mark, chat in progress.track(AT, description="pictures"):
                stage.newcomer()
                await perform(until(conversation, mark, MORE.get(name, "")), stage)
                page = await browser.new_page(viewport=PHONE, device_scale_factor=1.5, locale="id-ID")
                high, wide = await _picture(page, stage.sandbox.url, chat, folder / f"petugas-{name}.png")
                progress.console.print(f"{name}: {high:.1f} screens high{', TOO WIDE' if wide else ''}")
                fits = fits and high <= 2 and not wide
        await browser.close()
    return fits


async def _picture(page: Page, url: str, chat: str, path: Path) -> tuple[float, bool]:
    await page.goto(url)
    await page.locator("html[data-ready]").wait_for(state="attached")
    await page.locator(f"[data-tab={chat}]").click()
    shown = page.locator(f"[data-chat={chat}]")
    await shown.locator(".message").last.wait_for()
    await asyncio.sleep(0.8)  # it slides in
    high, wide = await shown.evaluate(MEASURED)
    await shown.screenshot(path=path)
    await page.close()
    return float(high), bool(wide)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=DOCS)
    sys.exit(0 if asyncio.run(take(parser.parse_args().into)) else 1)


if __name__ == "__main__":
    main()
