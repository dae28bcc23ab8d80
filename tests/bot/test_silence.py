"""Three words of news that nobody opened: the fourth never appears in the chat."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reporter import news
from bot.reporter.news import NewsDelivery
from storage import outbox
from storage.outbox import NeverAgain
from tests.bot.test_casework import house as house
from tests.bot.town import nobody_else
from tests.storage.telling import House


async def test_the_fourth_word_of_news_never_appears(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sri = house.officer("Sri")
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.acknowledges(sri, person.number)
    sent: list[str] = []

    async def call(_: Any, method: str, **given: Any) -> dict[str, int]:
        sent.append(given["text"])
        return {"message_id": 90 + len(sent), "date": 1_764_000_000}

    monkeypatch.setattr(news, "call", call)
    door = NewsDelivery(None, house.db, house.keys, [house.office], lambda *_: None, nobody_else())  # type: ignore[arg-type]
    for n in range(4):
        house.replies(sri, person.number, f"Kabar {n}")
        (owed,) = outbox.claim(house.db, "reporter", house.clock, 60.0, 5)
        if n < 3:
            await door.deliver(owed)
            with house.db.writing() as conn:
                outbox.paid(conn, owed.id, house.clock)
            continue
        with pytest.raises(NeverAgain) as why:
            await door.deliver(owed)
        assert why.value.why == "silence.3"
    assert len(sent) == 3
    assert len(house.codes("silent")) == 1
