"""``wadul setup``: what the bots say of themselves is neutral, stands in private chats only, and is set once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.introducing import OFFICERS, REPORTERS, menu, name_of, wishes
from bot.listening import ask_anything
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from flows.commands import KNOWN
from flows.lint import lint
from flows.lint_screens import TELLING
from flows.office_file import blora
from tests.sandbox.schema import validating

from .conftest import Done, Telegram
from .test_doctor import line


async def setup(telegram: Telegram) -> Done:
    return await asyncio.to_thread(telegram.wadul, "setup")


async def says(telegram: Telegram, token: str, method: str, **fields: Any) -> Any:
    """What Telegram answers to one call."""
    status, result = await asyncio.to_thread(ask_anything, telegram.sandbox.url, token, method, **fields)
    assert status == 200
    return result


async def test_everything_is_set_once_and_the_second_time_there_is_nothing_to_do(telegram: Telegram) -> None:
    validating(telegram.sandbox)
    first = await setup(telegram)
    assert first.code == 0, first.err
    assert "Bot pelapor: nama dipasang." in first.out
    assert "Bot piket: perintah (id) dipasang." in first.out
    again = await setup(telegram)
    assert again.out.splitlines() == ["Bot pelapor: semuanya sudah terpasang.", "Bot piket: semuanya sudah terpasang."]
    assert REPORTER_TOKEN not in first.said + again.said


async def test_what_somebody_changed_by_hand_is_put_right_and_nothing_else(telegram: Telegram) -> None:
    await setup(telegram)
    await says(telegram, REPORTER_TOKEN, "setMyName", name="Lapor Kekerasan")
    done = await setup(telegram)
    assert done.out.splitlines() == ["Bot pelapor: nama dipasang.", "Bot piket: semuanya sudah terpasang."]


async def test_commands_stand_in_private_chats_in_three_languages_and_in_no_group(telegram: Telegram) -> None:
    await says(telegram, DUTY_TOKEN, "setMyCommands", commands=[{"command": "antrean", "description": "di mana saja"}])
    await setup(telegram)
    private = {"type": "all_private_chats"}
    for code, begin in (("", "Mulai, atau lanjut"), ("jv", "Wiwit, utawi lajengaken"), ("en", "Begin, or go on")):
        listed = await says(telegram, REPORTER_TOKEN, "getMyCommands", scope=private, language_code=code)
        assert listed[0] == {"command": "lapor", "description": begin}
        assert await says(telegram, REPORTER_TOKEN, "getMyCommands", language_code=code) == []
    desk = await says(telegram, DUTY_TOKEN, "getMyCommands", scope=private)
    assert [one["command"] for one in desk] == list(OFFICERS)
    assert await says(telegram, DUTY_TOKEN, "getMyCommands") == []


async def test_doctor_says_what_is_missing_and_that_it_stops_no_report(telegram: Telegram) -> None:
    before = await telegram.doctor()
    assert before.code == 0
    assert line(before, "!", "Bot pelapor", "wadul setup")
    await setup(telegram)
    after = await telegram.doctor()
    assert not line(after, "!", "wadul setup")
    assert line(after, "✓", "Bot piket", "terpasang")


async def test_the_office_chooses_the_name_in_the_list_of_chats(telegram: Telegram, home: Path) -> None:
    office = home / "office.toml"
    office.write_text('chat_name = "Resep Blora"\n' + office.read_text("utf-8"), "utf-8")
    await setup(telegram)
    assert await says(telegram, REPORTER_TOKEN, "getMyName") == {"name": "Resep Blora"}


async def test_without_telegram_it_is_one_sentence(telegram: Telegram) -> None:
    await telegram.sandbox.stop()
    done = await setup(telegram)
    assert (done.code, "Telegram" in done.err) == (2, True)


def test_a_name_that_tells_is_a_lint_error() -> None:
    errors = lint(blora().model_copy(update={"chat_name": "Lapor Kekerasan"})).errors
    assert any("list of chats tells" in error for error in errors)


def test_nothing_the_reporters_bot_says_of_itself_tells() -> None:
    for wish in wishes("reporter", blora()):
        (value,) = wish.value.values()
        said = [value] if isinstance(value, str) else [one["description"] for one in value if isinstance(one, dict)]
        for words in said:
            assert not TELLING.search(words), words
    assert not TELLING.search(name_of("reporter", blora()))


@pytest.mark.parametrize("language", ["id", "jv", "en"])
def test_no_command_is_offered_that_is_not_understood(language: str) -> None:
    offered = [one["command"] for one in menu("reporter", language)]
    assert {f"/{command}" for command in offered} <= KNOWN
    assert (
        {"lapor", "darurat", "hapus", "bahasa", "bantuan", "batal", "privacy", "settings"}
        <= set(offered)
        <= set(REPORTERS)
    )
