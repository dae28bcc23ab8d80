"""What a command becomes and where it leads; in which language a door speaks when no turn does."""

from __future__ import annotations

from datetime import UTC, datetime
from types import NoneType
from typing import Any

import pytest
from aiogram import Bot

from bot.reporter.noting import Notes
from bot.reporter.reading import Heard, read
from bot.reporter.sending import end, make_bot, pace_of
from bot.reporter.speaking import Speaker
from bot.reporter.standing import Standing
from flows.commands import commanded
from flows.engine import show
from flows.events import (
    AskedErasure,
    AskedHelp,
    AskedLanguage,
    AskedReport,
    Checked,
    Distressed,
    Event,
    Left,
    Started,
    Wrote,
)
from flows.office_file import blora
from flows.session import Session
from flows.wording import text
from storage.arrived import Told
from storage.database import Database
from storage.sealing import Tagger

from .town import Town, eventually, nobody_else, say, tap

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
ANI = {"id": 7, "type": "private"}


def arriving(said: str) -> Heard:
    raw = {"update_id": 1, "message": {"message_id": 2, "date": 0, "chat": ANI, "text": said}}
    return read(raw, Tagger(bytes(32)), AT)


def heard(said: str) -> Event:
    arrived = arriving(said).arrived
    assert arrived is not None
    return arrived.event


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("/bahasa", AskedLanguage),
        ("/language", AskedLanguage),
        (" /Bahasa@wadul_bot ", AskedLanguage),
        ("/bantuan", AskedHelp),
        ("/help", AskedHelp),
        ("/darurat", Distressed),
        ("/DARURAT@kabar_bot", Distressed),
        ("/lapor", AskedReport),
        ("/hapus", AskedErasure),
        ("/batal", Left),
        ("/bahasa jawa", NoneType),
        ("/darurat tolong", Distressed),
        ("/hapus semua", NoneType),
        ("bahasa", NoneType),
    ],
)
def test_a_command_stands_alone_or_is_words(said: str, kind: type[Event]) -> None:
    event = heard(said)
    assert isinstance(event, Wrote)
    assert type(commanded(event.text, "keluar", AT)) is kind
    assert kind is not NoneType or event.text == said


def test_behind_cek_stands_a_code_and_anything_else_is_somebodys_words() -> None:
    assert heard("/cek") == Checked(AT)
    assert heard("/cek 4071 8826 3519 0044") == Checked(AT, "4071 8826 3519 0044")
    assert heard("/cek tolong, bapak pukul ibu sekarang") == Wrote(AT, "tolong, bapak pukul ibu sekarang")


def test_a_link_is_a_link_and_what_nobody_knows_begins() -> None:
    link, unknown = heard("/start 3316-id-pasar"), heard("/apasaja")
    assert isinstance(link, Started)
    assert link.payload == "3316-id-pasar"
    assert unknown == Started(AT)


async def test_privacy_and_settings_lead_aside_and_back(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.yes", "saving.go")
        assert "Telegram tahu akunnya" in (await say(ani, "/privacy"))["text"]
        await tap(ani, "next", "who.self")
        await say(ani, "/settings")
        await tap(ani, "settings.seen")
        # What was typed before the screen was known to be seen leaves the chat, commands too.
        await eventually(lambda: not [m for m in ani.messages if not m["from_bot"]])


async def test_darurat_calls_for_help_from_the_first_message_on(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        assert "Dua ketukan lagi" in (await say(ani, "darurat"))["text"]
        await tap(ani, "33.16.05", "distress.silent")
        await town.group.wait("DARURAT")


async def test_without_a_turn_the_chat_is_spoken_to_as_it_was_last(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[int, list[str]] = {7: [], 8: []}

    async def sent(bot: Bot, method: str, **given: Any) -> dict[str, int]:
        said[given["chat_id"]].append(given["text"])
        return {"message_id": 1}

    monkeypatch.setattr("bot.reporter.speaking.patiently", sent)
    office, heard = blora(), arriving("/start")
    bot = make_bot(town.sandbox.url, "1:a")
    notes = Notes(Database(town.url), town.reporter_keys)
    speaker = Speaker(bot, office, notes, Standing(), nobody_else())
    speaker.apologise_later(7)
    assert heard.arrived is not None
    krama = show(Session(office.code, "safety", language="jv"), office, AT)
    speaker.say_later(Told(heard.arrived, krama), heard)
    speaker.apologise_later(7)
    speaker.say_later(Told(heard.arrived, None, urgent=True), heard)
    speaker.say_not_kept_later(8)
    assert list(pace_of(bot)._first) == [7], "who calls for help comes first, until all is said there"
    await speaker.finish()
    assert not pace_of(bot)._first
    await end(bot)
    jv, numbers = {"language": "jv", "register": "dewasa"}, office.numbers()
    assert [said[7][0], *said[7][2:]] == [
        text("outage", numbers=numbers),
        text("outage", **jv, numbers=numbers),
        text("sorry", **jv, numbers=numbers),
    ]
    assert said[8] == [text("sorry", numbers=numbers)]
