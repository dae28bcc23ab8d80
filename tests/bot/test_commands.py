"""What a command becomes, and in which language a door speaks when no turn does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot

from bot.reporter.noting import Notes
from bot.reporter.reading import Heard, read
from bot.reporter.speaking import Speaker
from flows.engine import show
from flows.events import AskedHelp, AskedLanguage, Distressed, Event, Left, Started, Wrote
from flows.office import blora
from flows.session import Session
from flows.wording import text
from storage.database import Database
from storage.sealing import Tagger
from storage.turn import Told
from tests.bot.town import Town

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
        ("/lapor", Started),
        ("/bahasa jawa", Wrote),
        ("bahasa", Wrote),
    ],
)
def test_a_command_stands_alone(said: str, kind: type[Event]) -> None:
    assert type(heard(said)) is kind
    assert not isinstance(heard(said), Left)


async def test_without_a_turn_the_chat_is_spoken_to_as_it_was_last(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[int, list[str]] = {7: [], 8: []}

    async def sent(bot: Bot, method: str, **given: Any) -> dict[str, int]:
        said[given["chat_id"]].append(given["text"])
        return {"message_id": 1}

    monkeypatch.setattr("bot.reporter.speaking.patiently", sent)
    office, heard = blora(), arriving("/start")
    speaker = Speaker(Bot("1:a"), office, Notes(Database(town.url), town.reporter_keys))
    speaker.apologise_later(7)
    assert heard.arrived is not None
    krama = show(Session(office.code, "safety", language="jv"), office, AT)
    speaker.say_later(Told(heard.arrived, krama), heard)
    speaker.apologise_later(7)
    speaker.say_later(Told(heard.arrived, None), heard)
    speaker.say_not_kept_later(8)
    await speaker.finish()
    jv, numbers = {"language": "jv", "register": "dewasa"}, office.numbers()
    assert [said[7][0], *said[7][2:]] == [
        text("outage", numbers=numbers),
        text("outage", **jv, numbers=numbers),
        text("sorry", **jv, numbers=numbers),
    ]
    assert said[8] == [text("sorry", numbers=numbers)]
