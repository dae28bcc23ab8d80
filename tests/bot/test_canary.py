"""Marked names, numbers and stories go in by every way there is, everything fails once, every logger talks. Then every
file the system wrote is searched, byte by byte."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from storage.backup.stream import Reader
from storage.backup.taking import take
from storage.keyring import DutyKeys

from .town import Processes, Town, button, copy_home, eventually, files, say, tap

ANI_ID, BUDI_ID = 7_777_123_456_789, 8_888_987_654_321
NAME, USERNAME, PHONE = "Kenanganamira", "kenari_tersembunyi", "+6281200099887"
STORY = "gudang belakang pabrik tahu kenari"
LETTER = "jawaban petugas kenari untuknya"
CANARIES = (
    NAME, USERNAME, PHONE, PHONE[1:], STORY, LETTER, str(ANI_ID), str(BUDI_ID), "keteranganfotokenari",
    "teruskanan kenari", "jebakankenari", "perintahkenari", "-6.91234", "111.56789", "kenarisuntingan",
    "Pengirimkenari", "tanyapollkenari", "barukenari",
)  # fmt: skip
TOKEN = re.compile(rb"(?<!\d)\d{5,12}:[\w-]{20,}")


def variants(canary: str) -> Iterator[tuple[str, bytes]]:
    """The same thing as it might lie in a file."""
    plain = canary.encode()
    yield "utf-8", plain
    yield "utf-16", canary.encode("utf-16-le")
    yield "utf-16, the other way", canary.encode("utf-16-be")
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "escaped", json.dumps(canary).strip('"').encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain)
        inner = encoded[4 if shift else 0 : -4]  # what does not hang on its neighbours
        if len(inner) >= 8:
            yield "base64", inner
            yield "base64, for addresses", base64.urlsafe_b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]
    if canary.isdigit() and len(canary) > 12:
        number = int(canary)
        yield "a number of a database", number.to_bytes(6, "big")
        yield "a number of this machine", number.to_bytes(6, "little")


def found_in(content: bytes) -> list[str]:
    return [f"{canary[:4]}… as {how}" for canary in CANARIES for how, bytes_ in variants(canary) if bytes_ in content]


def test_the_search_finds_what_it_looks_for() -> None:
    for canary in CANARIES:
        for how, bytes_ in variants(canary):
            assert found_in(b"\x01" * 7 + bytes_ + b"\x02" * 5), how
    assert any("base64" in hit for hit in found_in(base64.b64encode(b"x" + STORY.encode() + b"yz")))
    assert found_in(b"nothing at all") == []


@pytest_asyncio.fixture(loop_scope="session")
async def talkative(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[Processes]:
    """Both real processes of an office of their own, with every logger at DEBUG."""
    town = Town(copy_home(founded, tmp_path / "home"), duty_keys)
    town.sandbox.observer = None  # this town is fed on nonsense
    await town.open()
    processes = Processes(town, WADUL_LOG_LEVEL="DEBUG", PYTHONASYNCIODEBUG="1")
    await processes.start("reporter", "duty")
    yield processes
    await processes.down()
    await town.close()


async def _everything_fails_once(town: Town) -> None:
    faults = town.sandbox.faults
    for token in (REPORTER_TOKEN, DUTY_TOKEN):
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery", "deleteMessage"):
            faults.add(method=method, token=token, status=500)
            faults.add(method=method, token=token, kind="reset")
            faults.add(method=method, token=token, retry_after=1)
        faults.add(method="getUpdates", token=token, status=500)
        faults.add(method="getUpdates", token=token, kind="truncated")
        faults.add(method="getUpdates", token=token, status=409)


async def _tells_everything(town: Town, ani: Side) -> None:
    """By every field an update has."""
    await ani.send_photo("keteranganfotokenari")
    await ani.send_contact(PHONE, NAME)
    await ani.send_location(-6.91234, 111.56789)
    await ani.send_poll("tanyapollkenari")
    await ani.send_document(f"{STORY}.pdf")
    await ani.forward("teruskanan kenari", sender="Pengirimkenari", hidden_user=False)
    sent = await ani.send(f"namaku {NAME}, nomorku {PHONE}, kejadiannya di {STORY}")
    await ani.edit(sent["message_id"], "kenarisuntingan")
    await ani.send("/perintahkenari " + STORY)
    user = {"id": ANI_ID, "is_bot": False, "first_name": NAME, "last_name": NAME, "username": USERNAME}
    chat = {"id": ANI_ID, "type": "private", "first_name": NAME, "username": USERNAME}
    raw = {"message_id": 1, "from": user, "chat": chat, "date": int(time.time()), "text": "jebakankenari"}
    for odd in (
        {"message": raw | {"date": [STORY]}},
        {"barukenari": raw},
        {
            "callback_query": {
                "id": "1",
                "from": user,
                "data": f"{STORY}|{NAME}|1",
                "message": raw,
                "chat_instance": "x",
            }
        },
        {"edited_message": raw | {"entities": NAME}},
        {"my_chat_member": {"from": user, "chat": chat, STORY: NAME}},
    ):
        town.sandbox.inject(REPORTER_TOKEN, odd)
        town.sandbox.inject(DUTY_TOKEN, odd)


def _break_turns_of_newcomers(town: Town) -> None:
    """A turn that raises: the database refuses this one row, and quotes it in its reason."""
    with town.plain() as conn:
        conn.execute(
            f"CREATE TRIGGER broken BEFORE INSERT ON reports BEGIN SELECT RAISE(ABORT, 'refused {NAME} {STORY}'); END"
        )


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(300)
@pytest.mark.threat("A1", "R5")
async def test_nothing_of_anybody_stands_in_any_file_log_or_alert(talkative: Processes) -> None:
    town = talkative.town
    ani = town.reporter(NAME, username=USERNAME, id=ANI_ID)
    budi = town.reporter("Budi", id=BUDI_ID)

    # Everything goes wrong once, under a story told by every way there is.
    await say(ani, "/start jv-poster-" + USERNAME)
    await _everything_fails_once(town)
    await _tells_everything(town, ani)
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 30)
    await eventually(lambda: any(STORY in words for words in town.words_of(ani)), 30)
    await asyncio.sleep(2)
    town.sandbox.faults.clear()

    # A database that cannot be written, and a turn that raises.
    with town.locked():
        await budi.send(f"aku juga di {STORY}")
        await budi.wait("tersendat", 30)
    await budi.wait("Apakah sekarang aman?", 30)
    _break_turns_of_newcomers(town)
    await tap(budi, "safety.yes", "privacy.yes", "saving.go")
    await budi.wait("Coba sekali lagi", 30)
    with town.plain() as conn:
        conn.execute("DROP TRIGGER broken")

    # A report, an alert, a card, an answer; the first of each fails.
    citra = town.reporter("Citra", id=ANI_ID + 2)
    await files(citra, f"di {STORY} bersama {NAME} {PHONE}")
    await tap(citra, "next", "skip", "hub.contact", "contact.anytime")
    await town.desk.wait("kode")
    for kind in ({"status": 403}, {"status": 400}, {"kind": "reset_after"}, {"kind": "truncated"}):
        town.sandbox.faults.add(method="editMessageText", token=DUTY_TOKEN, **kind)  # type: ignore[arg-type]
    for _ in range(2):
        await town.desk.tap(data=button(town.desk, "open"))
        await asyncio.sleep(0.5)
    await town.desk.tap(data=button(town.desk, "open"))
    await town.desk.wait(STORY, 30)
    await town.desk.tap(data=button(town.desk, "reply"))
    await town.desk.wait("Tulis jawaban")
    town.sandbox.faults.add(method="sendMessage", token=REPORTER_TOKEN, chat=citra.id, status=500)
    await town.desk.send(LETTER)
    await citra.wait(lambda m: m["text"] == "Ada kabar.", 30)
    await tap(citra, "open_news", "news.safe")
    await citra.wait(LETTER)

    # And a death in the middle.
    with town.locked():
        await citra.send(f"masih di {STORY}")
        await asyncio.sleep(0.5)
        await talkative["reporter"].kill()
    await talkative.start("reporter")
    await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0, 20)
    assert len(town.words_of(citra)) == 2

    alerts = [m["text"] for side in (town.group, town.desk) for m in side.messages if "JANGAN" not in m["text"]]
    typed = [LETTER]  # the officer's own words stand in the officer's own chat
    async with httpx.AsyncClient(trust_env=False) as web:
        for port in talkative.metrics.values():
            shown = await web.get(f"http://127.0.0.1:{port}/metrics")
            assert "wadul_ready" in shown.text
            assert not found_in(shown.content)
    await talkative.down()
    _search(town, "\n".join(text for text in alerts if text not in typed))


def talk(town: Town, side: str) -> list[str]:
    return (town.home / f"{side}.log").read_text("utf-8").splitlines()


def _copied(town: Town) -> bytes:
    """A copy for the worst day, opened with the office's key; the file itself lies with the others."""
    with town.database() as db:
        folder = town.home / "cadangan"
        made = take(db, town.office_home, town.office.code, folder, datetime.now(UTC), lambda done, total: None)
    with made.path.open("rb") as file:
        reader = Reader(file)
        lines = list(reader.lines(reader.unlock(town.duty_keys.office_key)))
    assert made.cases > 0
    return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for line in lines for one in line)


def _search(town: Town, alerts: str) -> None:
    opened = _copied(town)
    assert not found_in(opened), found_in(opened)
    searched = 0
    for path in sorted(town.home.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            searched += 1
            assert not found_in(content), f"{path.relative_to(town.home)}: {found_in(content)}"
            if path.suffix != ".token":
                assert not TOKEN.search(content), path.relative_to(town.home)
    assert searched >= 15
    assert not found_in(alerts.encode())
    assert "kode" in alerts
    for table in ("sessions", "reports", "cases", "letters", "return_addresses", "quarantine", "audit", "outbox"):
        assert town.number(f"SELECT count(*) FROM {table}") > 0, f"{table} was not put to the test"
    logs = [json.loads(line) for side in ("reporter", "duty") for line in talk(town, side)]
    spoke = {line["log"].split(".")[0] for line in logs if line["level"] == "DEBUG"}
    assert spoke >= {"asyncio", "httpcore", "telegram"}, f"at DEBUG: {spoke}"
    errors = {line.get("error") for line in logs}
    assert errors >= {"OperationalError", "IntegrityError"}, errors
