"""One process behind a webhook, and how it starts: shut where something is missing, and never quietly polling."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.doctor import _visited
from bot.listening import StartRefused, one_update
from bot.opening import Refusal
from bot.reporter import webhook
from bot.sandbox import REPORTER_TOKEN
from bot.settings import Settings, SettingsUnclear, read_settings
from bot.webhook_place import Place, alone_with, as_telegram_has_it, no_more_visits, place_of
from storage.turns import Turns

from .town import Town, eventually, free_port, say, tap

PROXY, SECRET = "https://wadul.example", "rahasia-contoh-rahasia-contoh-rahasia-0"
WHOLE = {
    "reporter_webhook": f"{PROXY}/pelapor",
    "reporter_listen": "127.0.0.1:8081",
    "reporter_webhook_secret": SECRET,
}


@pytest.fixture
def visited(town: Town) -> Town:
    """A town whose reporters' bot Telegram visits."""
    town.place = Place(f"{PROXY}/pelapor", "127.0.0.1", free_port(), SECRET)
    town.sandbox.visits.behind(PROXY, f"http://127.0.0.1:{town.place.port}")
    town.sandbox.visits.again = 0.05
    return town


async def is_refused(town: Town, sentence: str) -> None:
    """It does not start, and says why."""

    async def ready() -> None:
        raise AssertionError("it started")

    with town.database() as db, pytest.raises(StartRefused, match=sentence):
        async with asyncio.timeout(30):
            await town.make_reporter(db).run(ready)


# -- what the settings say -----------------------------------------------------------------------------------------


def test_without_settings_the_bot_polls_and_half_of_them_is_no_reason_to() -> None:
    assert place_of(Settings(_env_file=None)) is None
    place = place_of(Settings(_env_file=None, **WHOLE))
    assert place is not None
    assert (place.host, place.port, place.path) == ("127.0.0.1", 8081, "/pelapor")
    assert SECRET not in repr(place) + repr(Settings(_env_file=None, **WHOLE))
    for missing in WHOLE:
        with pytest.raises(SettingsUnclear, match="setengah"):
            place_of(Settings(_env_file=None, **{name: one for name, one in WHOLE.items() if name != missing}))


@pytest.mark.parametrize("odd", ["pendek", "a" * 257, "a b" * 20, "ç" * 40])
def test_a_secret_that_could_be_guessed_or_not_be_shown_is_refused(odd: str) -> None:
    with pytest.raises(SettingsUnclear, match="WADUL_REPORTER_WEBHOOK_SECRET") as refused:
        place_of(Settings(_env_file=None, **WHOLE | {"reporter_webhook_secret": odd}))
    assert odd not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("WADUL_REPORTER_WEBHOOK", "http://wadul.example/pelapor"),
        ("WADUL_REPORTER_WEBHOOK", "https://wadul.example/?token=1"),
        ("WADUL_REPORTER_WEBHOOK", "https://nama:sandi@wadul.example/"),
        ("WADUL_REPORTER_LISTEN", "0.0.0.0:8081"),
        ("WADUL_REPORTER_LISTEN", "127.0.0.1"),
    ],
)
def test_it_stands_behind_https_and_on_this_machine_alone(name: str, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, odd)
    with pytest.raises(SettingsUnclear, match=name):
        read_settings()


def test_on_sqlite_a_second_process_is_refused_kindly(tmp_path: Path) -> None:
    alone_with(tmp_path)
    with pytest.raises(Refusal, match="PostgreSQL"):
        alone_with(tmp_path)


# -- what Telegram has ---------------------------------------------------------------------------------------------


async def test_a_visit_that_cannot_be_written_is_not_answered_with_200_and_comes_again(
    visited: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ani, take = visited.reporter("Ani"), Turns.take
    broken = [OSError(), OSError()]

    def breaks(self: Turns, *given: Any, **more: Any) -> Any:
        if broken:
            raise broken.pop()
        return take(self, *given, **more)

    monkeypatch.setattr(Turns, "take", breaks)
    async with visited.bots("reporter"):
        await ani.send("/start")
        await eventually(lambda: not visited.sandbox.pending(REPORTER_TOKEN))
        assert [visit.status for visit in visited.sandbox.visits.paid] == [503, 503, 200]
        await ani.wait("aman")
        assert "119" in "".join(ani.transcript()), "whoever was not heard has the numbers"
        await tap(ani, "safety.yes")
    assert visited.session_of(ani).step == "privacy"


def test_an_update_is_read_as_a_poll_s_are() -> None:
    """Nested too deep to parse it is handed on as nothing but its id, and set aside; without one it is nothing."""
    deep = b"[" * 100_000 + b"]" * 100_000
    assert one_update(b'{"update_id": 7, "message": ' + deep + b"}") == {"update_id": 7}
    assert one_update(b'{"update_id": 8, "message": {"text": "\\ud800"}}') == {
        "update_id": 8,
        "message": {"text": "\ufffd"},
    }
    for nothing in (b"", b"[]", b"null", b'{"update_id": true}', b'{"update_id": -1}', deep, b"\xff"):
        assert one_update(nothing) is None


async def test_an_update_nobody_knows_is_set_aside_and_bars_nobody(visited: Town) -> None:
    ani = visited.reporter("Ani")
    async with visited.bots("reporter"):
        visited.sandbox.inject(REPORTER_TOKEN, {"from_the_future": {}})
        await say(ani, "/start")
        await eventually(lambda: not visited.sandbox.pending(REPORTER_TOKEN))
    assert {visit.status for visit in visited.sandbox.visits.paid} == {200}
    assert visited.number("SELECT count(*) FROM quarantine") == 1


async def test_an_update_that_comes_again_meanwhile_makes_nobody_else_wait(visited: Town) -> None:
    place = visited.place
    assert place is not None
    raw = {"update_id": 900_000_001, "from_the_future": {}}
    async with visited.bots("reporter"), aiohttp.ClientSession() as telegram:
        visits = [
            telegram.post(f"http://127.0.0.1:{place.port}/pelapor", json=update, headers={webhook.HEADER: SECRET})
            for update in (raw, raw, raw | {"update_id": 900_000_002})
        ]
        assert [answer.status for answer in await asyncio.gather(*visits)] == [200, 200, 200]
    assert visited.number("SELECT count(*) FROM quarantine") == 2


def test_an_address_is_the_same_however_it_is_written() -> None:
    for written in ("https://Wadul.Example", "https://wadul.example:443/", "https://WADUL.example"):
        place = place_of(Settings(_env_file=None, **WHOLE | {"reporter_webhook": written}))
        assert place is not None
        assert (place.url, place.path) == ("https://wadul.example/", "/")
        assert [
            *_visited(Settings(_env_file=None, **WHOLE | {"reporter_webhook": written}), "reporter", "", place.url)
        ] == []
    assert as_telegram_has_it("https://wadul.example:8443/Pelapor") == "https://wadul.example:8443/Pelapor"


async def test_what_telegram_cannot_look_up_for_a_moment_ends_nobody_whom_it_knows(visited: Town) -> None:
    async with visited.bots("reporter"):
        await say(visited.reporter("Ani"), "/start")
    visited.sandbox.faults.add(method="setWebhook", status=400, times=2)
    async with visited.bots("reporter"):
        await say(visited.reporter("Budi"), "/start")


@pytest.mark.fault("N6")
@pytest.mark.threat("T2")
async def test_a_webhook_that_was_taken_is_told_to_the_desk_and_set_again(
    visited: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LOOK", 0.05)
    bot = visited.sandbox.world.bots[REPORTER_TOKEN]
    async with visited.bots("reporter"):
        assert bot.webhook is not None
        bot.webhook = bot.webhook | {"url": "https://orang-lain.example/"}
        await eventually(lambda: bot.webhook is not None and bot.webhook["url"] == f"{PROXY}/pelapor")
        told = "SELECT 1 FROM outbox WHERE kind = 'alarm' AND code LIKE 'alarm.telegram.409.%'"
        await eventually(lambda: visited.rows(told))
    assert bot.secret == SECRET


async def test_while_telegram_does_not_get_through_it_does_not_look_as_if_we_heard(
    visited: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LOOK", 0.05)
    ani = visited.reporter("Ani")
    async with visited.bots("reporter") as bots:
        heard = bots["reporter"].heard()
        assert heard > 0
        await eventually(lambda: bots["reporter"].heard() > heard)
        visited.sandbox.visits.behind(PROXY, "http://127.0.0.1:1")
        await ani.send("/start")
        looks = visited.sandbox.calls_of
        await eventually(lambda: (visited.sandbox.world.bots[REPORTER_TOKEN].webhook or {}).get("last_error_date"))
        before = len(looks("getWebhookInfo"))
        await eventually(lambda: len(looks("getWebhookInfo")) > before + 1)
        visited.sandbox.visits.again = 3600.0  # Telegram comes again after a minute or two; until then nothing is well
        hook = visited.sandbox.world.bots[REPORTER_TOKEN].webhook
        assert hook is not None
        heard, before = bots["reporter"].heard(), len(looks("getWebhookInfo"))
        hook["last_error_date"] -= 110
        await eventually(lambda: len(looks("getWebhookInfo")) > before + 2)
        assert bots["reporter"].heard() == heard


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [({"status": 401}, "token"), ({"status": 400}, "WADUL_REPORTER_WEBHOOK")],
)
async def test_what_telegram_refuses_for_good_is_one_sentence(
    visited: Town, fault: dict[str, Any], sentence: str
) -> None:
    visited.sandbox.faults.add(method="setWebhook", times=None, **fault)
    await is_refused(visited, sentence)


async def test_telegram_being_away_is_waited_out_and_a_port_that_is_taken_is_not(visited: Town) -> None:
    visited.sandbox.faults.add(method="setWebhook", times=2)
    async with visited.bots("reporter"):
        await say(visited.reporter("Ani"), "/start")
        await is_refused(visited, "WADUL_REPORTER_LISTEN")


async def test_polling_again_is_said_aloud_and_what_waits_stays(visited: Town) -> None:
    """A process that polls refuses while there is a webhook; nobody takes one away without being told to."""
    ani, place = visited.reporter("Ani"), visited.place
    async with visited.bots("reporter"):
        await say(ani, "/start")
    await ani.send("halo")
    visited.place = None
    await is_refused(visited, "--end-webhook")
    settings = Settings(_env_file=None, api_base=visited.sandbox.url, reporter_token=REPORTER_TOKEN)
    with pytest.raises(Refusal, match="masih diisi"):
        no_more_visits(
            settings.model_copy(update=Settings(_env_file=None, **WHOLE).model_dump(include=set(WHOLE))), None
        )
    await asyncio.to_thread(no_more_visits, settings, None)
    assert place is not None
    assert visited.sandbox.pending(REPORTER_TOKEN) == 1
    async with visited.bots("reporter"):
        await eventually(lambda: not visited.sandbox.pending(REPORTER_TOKEN))


def test_the_doctor_says_where_telegram_goes() -> None:
    polls, waits = Settings(_env_file=None), Settings(_env_file=None, **WHOLE)
    half = Settings(_env_file=None, reporter_webhook=f"{PROXY}/pelapor")

    def found(settings: Settings, url: str, side: str = "reporter") -> list[tuple[bool, bool]]:
        return [(one.bad, one.word) for one in _visited(settings, side, "Bot", url)]

    assert found(polls, "") == found(waits, f"{PROXY}/pelapor") == found(polls, "", "duty") == []
    assert found(polls, PROXY) == found(half, "") == found(waits, PROXY, "duty") == [(True, False)]
    assert found(waits, "") == [(False, True)]
