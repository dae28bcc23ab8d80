"""Two days and two nights of answers, handed-on steps and calls for help: who is written to, when, and what is seen.

0 messages to anybody who did not agree, 0 outside their window, 0 telling words where a glance falls.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

import bot.reporter.news as news_module
from bot.reporter.news import WINDOWS, is_night
from bot.sandbox import REPORTER_TOKEN
from flows.lint_words import TELLING
from storage import outbox, replies, roster

from .test_doors import FixedClock
from .town import Town, calls_for_help, eventually, files, say, tap

MIDNIGHT = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # in Blora
HOURS = 48
DUE = "SELECT count(*) FROM outbox WHERE side = 'reporter' AND done_hour IS NULL AND next_try_at IS NULL"

AGREED = {"anytime": "contact.anytime", "anytime, in Javanese": "contact.anytime"}
AGREED |= {window: f"contact.{window}" for window in WINDOWS}
NEVER = (
    "was not asked",
    "passed it over",
    "said no",
    "said no later",
    "erased the way back",
    "silent distress",
)


@pytest.mark.timeout(300)
@pytest.mark.threat("R6")
async def test_nobody_is_written_to_but_who_agreed_when_they_agreed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_module, "datetime", FixedClock)
    people = {name: town.reporter(name) for name in (*AGREED, "distress, may be written to", *NEVER)}
    numbers: dict[str, str] = {}
    async with town.bots("reporter"):
        for name, side in people.items():
            if "distress" in name:
                await calls_for_help(side, answer="distress.silent" if name in NEVER else "distress.write")
            else:
                await files(side)
            numbers[name] = town.case_number()
            if name in NEVER[:1] or "distress" in name:
                continue
            await tap(side, "next", "skip", "hub.contact")
            if name == "passed it over":
                await tap(side, "skip")
                continue
            await tap(side, AGREED.get(name, "contact.no" if name == "said no" else "contact.anytime"))
            if "Javanese" in name:
                await say(side, "/bahasa")
                await tap(side, "language.jv")
            if name == "said no later":
                await tap(side, "hub.contact", "contact.no")
            if name == "erased the way back":
                await say(side, "/hapus")
                await tap(side, "erase.yes")
        already = len(town.sandbox.calls_of("sendMessage", REPORTER_TOKEN))
        heard: dict[int, list[datetime]] = defaultdict(list)
        for hour in range(HOURS):
            FixedClock.standing = MIDNIGHT + timedelta(hours=hour, minutes=30)
            _the_desk_writes(town, list(numbers.values()), hour)
            await eventually(lambda: town.number(DUE) == 0, 20)
            sent = town.sandbox.calls_of("sendMessage", REPORTER_TOKEN)[already:]
            already += len(sent)
            for call in sent:
                here = town.office.clock(FixedClock.standing)
                heard[call["chat_id"]].append(here)
                assert not TELLING.search(call["text"][:60])
                assert call["text"] in ("Ada kabar.", "Ana kabar.", "Wonten kabar.")
                assert call["disable_notification"] == is_night(here)
                assert call["protect_content"]
    times = {name: heard[side.id] for name, side in people.items()}
    assert [name for name in NEVER if times[name]] == []
    for name, window in WINDOWS.items():
        opens, closes = window
        assert times[name], "they were told"
        assert [at for at in times[name] if not opens <= at.time() < closes] == []
    for name in ("anytime", "anytime, in Javanese", "distress, may be written to"):
        assert len(times[name]) == HOURS


def _the_desk_writes(town: Town, numbers: list[str], hour: int) -> None:
    """What was pushed before was read; an answer to everybody, and everything that waits is due."""
    at = datetime.now(UTC)
    with town.database() as db, db.writing() as conn:
        conn.exec_driver_sql(
            "UPDATE letters SET read_hour = hour WHERE id IN"
            " (SELECT letter_id FROM outbox WHERE kind = 'news' AND done_hour IS NOT NULL)"
        )
        officer = roster.officer_by_telegram(conn, town.office.code, town.officer.id)
        assert officer is not None
        for number in numbers:
            replies.reply(conn, town.duty_keys, officer, number, f"Kami di sini, jam {hour}.", at)
        outbox.hurry(conn, "news", at)
