"""The demo page: over HTTP, and as a newcomer sees it in a real browser."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Sandbox

from .conftest import Api, keys
from .schema import validating

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
OFFICER, GROUP = 5_100_000_001, -1001234500001


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = validating(Sandbox(page=True, officer=OFFICER, group_id=GROUP))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def reporter(sandbox):
    return sandbox.person("Pelapor").chat(REPORTER_TOKEN)


@pytest.fixture
async def page(sandbox) -> AsyncIterator[Page]:
    """A page that fails the test when it logs an error or asks for anything outside."""
    complaints = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        shown = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="id-ID")
        shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.on(
            "request",
            lambda request: None if request.url.startswith(sandbox.url) else complaints.append(request.url),
        )
        await shown.goto(sandbox.url)
        await shown.locator("html[data-ready]").wait_for(state="attached")
        yield shown
        await browser.close()
    assert complaints == []


async def test_the_page_and_its_parts_are_locked_down(sandbox, api):
    for path in ("/", "/page/phones.css", "/page/phones.js", "/page/bubbles.js", "/page/icon.svg", "/page/kawung.svg"):
        async with api.session.get(sandbox.url + path) as response:
            assert response.status == 200
            assert response.headers["Content-Security-Policy"].startswith(
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
            )
    async with api.session.get(f"{sandbox.url}/page/..%2fphones.py") as response:
        assert response.status == 404


async def test_a_sandbox_without_page_serves_none():
    plain = Sandbox()
    await plain.start()
    async with aiohttp.ClientSession() as session, session.get(plain.url) as response:
        assert response.status == 404
    await plain.stop()


async def test_events_begin_with_every_chat_and_go_on(sandbox, api, reporter):
    await reporter.send("/start")
    async with api.session.get(f"{sandbox.url}/phones/events") as stream:
        told = [await _event(stream) for _ in range(3)]
        assert [event["chat"] for event in told] == ["reporter", "group", "officer"]
        assert told[0]["messages"][0]["text"] == "/start"
        await api.ok("sendMessage", chat_id=reporter.id, text="Halo")
        assert (await _event(stream))["messages"][-1]["text"] == "Halo"


async def test_actions_are_a_persons_and_come_from_this_page_only(sandbox, api, reporter):
    address = f"{sandbox.url}/phones/"
    async with api.session.post(address + "send", json={"chat": "reporter", "text": "/start"}) as response:
        assert response.status == 200
    await api.ok("sendMessage", chat_id=reporter.id, text="x", reply_markup=keys(["A"]))
    tap = {"chat": "reporter", "message_id": 2, "data": "a"}
    for body, status in ((tap, 200), (tap | {"data": "b"}, 409), (tap | {"chat": "nobody"}, 404)):
        async with api.session.post(address + "tap", json=body) as response:
            assert response.status == status
    async with api.session.post(address + "send", data='{"chat": "reporter", "text": "x"}') as response:
        assert response.status == 403
    elsewhere = {"Host": "evil.example"}
    async with api.session.post(address + "tap", json=tap, headers=elsewhere) as response:
        assert response.status == 403


@pytest.mark.chromium
async def test_a_newcomers_first_minute(sandbox, api: Api, reporter, page: Page):
    await expect(page.locator("h1")).to_contain_text("Wadul")
    left, right = page.locator("[data-chat=reporter]"), page.locator("[data-chat=group]")
    await left.get_by_role("button", name="Mulai").click()
    await reporter.until(lambda: reporter.messages)
    await api.ok(
        "sendMessage", chat_id=reporter.id, text="<b>Aman?</b> <i>&lt;img src=x&gt;</i>", parse_mode="HTML",
        protect_content=True, disable_notification=True, reply_markup=keys(["Ya", "Tidak"], ["Entah"]),
    )  # fmt: skip
    bubble = left.locator(".bubble[data-id='2']")
    await expect(bubble).to_contain_text("Aman? <img src=x>")
    await expect(bubble.locator("strong")).to_have_text("Aman?")
    await expect(bubble).to_contain_text("🔒")
    await expect(bubble).to_contain_text("🔕")
    assert await left.locator(".row").evaluate_all("rows => rows.map(r => r.children.length)") == [2, 1]
    await left.locator("button.key", has_text="Tidak").focus()
    await page.keyboard.press("Enter")
    query = await reporter.until(lambda: next((u for u in sandbox.world.bots[REPORTER_TOKEN].callbacks), None))
    await api.ok("answerCallbackQuery", callback_query_id=query, text="Dicatat")
    await expect(left.locator(".toast.up")).to_have_text("Dicatat")
    await page.locator("form[data-composer=reporter] input").fill("tolong <b>aku</b>")
    await page.keyboard.press("Enter")
    await expect(left.locator(".own .bubble").last).to_contain_text("tolong <b>aku</b>")
    await api.ok("sendChatAction", chat_id=reporter.id, action="typing")
    await expect(left.locator(".status")).to_have_text("sedang mengetik…")
    await api.ok("editMessageText", chat_id=reporter.id, message_id=2, text="Terima kasih")
    await expect(bubble).to_contain_text("Terima kasih")
    await expect(left.locator("button.key")).to_have_count(0)
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=GROUP, text="DARURAT 2026-0001", reply_markup=keys(["Ambil"]))
    await expect(right.locator("button.key")).to_have_text("Ambil")
    await api.ok("deleteMessages", chat_id=reporter.id, message_ids=[1, 2, 3])
    await expect(left.locator(".bubble")).to_have_count(0)
    await expect(left.locator("button.start")).to_be_visible()


@pytest.mark.chromium
async def test_tabs_badge_and_preview(sandbox, api: Api, page: Page):
    officer = sandbox.person("Petugas").chat(DUTY_TOKEN)
    await officer.send("/start")
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=OFFICER, text="Halo Petugas.")
    await expect(page.locator("[data-chat=officer] .message")).to_have_count(2)
    await expect(page.locator(".preview")).to_be_hidden()
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=OFFICER, text="Kasus menunggu. " * 9)
    await expect(page.locator("[data-tab=officer] .badge")).to_have_text("1")
    preview = page.locator(".preview")
    await preview.evaluate("shown => Promise.all(shown.getAnimations().map(one => one.finished)).then(() => 1)")
    bar, covered = await page.locator("[data-chat=group] .bar").bounding_box(), await preview.bounding_box()
    assert covered["y"] >= bar["y"] + bar["height"], "the preview leaves the chat's title in sight"
    await expect(preview.locator(".preview-text")).to_have_text(("Kasus menunggu. " * 9)[:60] + "…")
    await preview.click()
    await expect(page.locator("[data-chat=officer]")).to_be_visible()
    await expect(page.locator("[data-chat=group]")).to_be_hidden()
    await expect(page.locator("[data-tab=officer] .badge")).to_be_hidden()
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("[role=tab][data-tab=group]")).to_have_attribute("aria-selected", "true")
    await expect(page.locator("[role=tab][data-tab=group]")).to_be_focused()


@pytest.mark.chromium
@pytest.mark.parametrize("width", [360, 1280])
async def test_nothing_runs_off_the_side(api: Api, reporter, page: Page, width):
    await page.set_viewport_size({"width": width, "height": 740})
    await reporter.send("x" * 300)
    await api.ok("sendMessage", chat_id=reporter.id, text="x", reply_markup=keys(["Y" * 60, "Z" * 60, "W"]))
    await expect(page.locator("[data-chat=reporter] .key")).to_have_count(3)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    small = "keys => keys.every(k => k.offsetHeight >= 44)"
    assert await page.locator("[data-chat=reporter] button:visible").evaluate_all(small)


@pytest.mark.chromium
async def test_a_long_message_is_read_from_its_first_line_and_a_short_one_at_the_end(api: Api, reporter, page: Page):
    await reporter.send("/start")
    log = page.locator("#reporter-log")
    down = page.locator("[data-chat=reporter]").get_by_role("button", name="Gulir ke bawah")
    await api.ok("sendMessage", chat_id=reporter.id, text="\n".join(["JANGAN: datang ke rumah", *["…"] * 60]))
    await expect(down).to_be_visible()
    first = "log => log.querySelector('.message:last-child').offsetTop - log.scrollTop"
    assert 0 <= await log.evaluate(first) <= 10
    await api.ok("sendMessage", chat_id=reporter.id, text="Terkirim.")
    await expect(page.locator(".message", has_text="Terkirim.")).to_be_in_viewport()
    await expect(down).to_be_hidden()
    assert await log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight") < 2


@pytest.mark.chromium
async def test_a_small_screen_keeps_the_step_the_field_and_the_way_to_the_other_phone(sandbox, api, reporter, page):
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.locator("[data-start=reporter]").click()
    await expect(page.locator(".steps .done")).to_have_count(1)
    await expect(page.locator(".steps li")).to_have_count(4)
    hidden = "steps => steps.some(step => getComputedStyle(step).display === 'none')"
    assert not await page.locator(".steps li").evaluate_all(hidden), "a step that is not displayed is not counted"
    await expect(page.locator("form[data-composer=reporter]")).to_be_in_viewport(ratio=1)
    assert (await page.locator(".intro").bounding_box())["height"] < 60

    way = page.get_by_role("link", name="Laporan tiba ↓")
    await expect(way).to_be_hidden()
    alert = keys(["acknowledge|k7q2m|1", "open|k7q2m|1"])
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=GROUP, text="DARURAT", reply_markup=alert)
    await way.click()
    await expect(page.locator("#desk-phone .case")).to_be_in_viewport(ratio=0.9)
    await expect(way).to_be_hidden()
    await expect(page.locator(".steps .done")).to_have_count(2)
    await api.ok("sendMessage", chat_id=reporter.id, text="Ada kabar.")
    await api.ok("sendMessage", chat_id=reporter.id, text="Ada kabar lagi.")
    await page.get_by_role("link", name="Ada kabar ↑").click()
    await expect(page.locator("form[data-composer=reporter]")).to_be_in_viewport(ratio=1)


@pytest.mark.chromium
async def test_a_step_is_ticked_when_it_was_done_and_not_before(sandbox, api: Api, page: Page):
    async def says(chat: int, text: str, *buttons: str) -> None:
        below = {"reply_markup": keys([*buttons])} if buttons else {}
        await api.ok("sendMessage", DUTY_TOKEN, chat_id=chat, text=text, **below)
        await expect(page.locator(".message", has_text=text)).to_have_count(1)

    done = page.locator(".steps .done")
    officer = sandbox.person("Petugas").chat(DUTY_TOKEN)
    await officer.send("/start")
    await says(GROUP, "☀️ Wadul hidup. Terbuka 0.")
    await expect(done).to_have_count(0)
    await page.locator("[data-start=reporter]").click()
    await expect(done).to_have_count(1)
    await says(GROUP, "Laporan K7Q2M", "open|k7q2m|1", "reply|k7q2m|1")
    await expect(done).to_have_count(2)
    await page.locator("[data-tab=officer]").click()
    await says(OFFICER, "Halo Petugas.")
    await expect(done).to_have_count(2)
    await says(OFFICER, "⛔ JANGAN", "open|k7q2m|1", "related|k7q2m")
    await expect(done).to_have_count(3)
    await officer.send("Kami di jalan.")
    await says(OFFICER, "Belum terkirim ke siapa pun.")
    await expect(done).to_have_count(3)
    await says(OFFICER, "Terkirim. Pelapor K7Q2M diberi tahu.", "reply|k7q2m|0")
    await expect(done).to_have_count(4)


@pytest.mark.chromium
async def test_the_camera_says_what_it_does_and_sends_an_example(sandbox, reporter, page: Page):
    await page.locator("[data-chat=reporter]").get_by_role("button", name="Kirim foto contoh").click()
    await expect(page.locator("[data-chat=reporter] .media")).to_have_text("📷 Foto")


async def _event(stream: aiohttp.ClientResponse) -> dict:
    while True:
        line = (await stream.content.readline()).decode()
        if line.startswith("data: "):
            return json.loads(line.removeprefix("data: "))
