"""A call by SMS or voice, through whatever HTTP gateway the office has. The text says nothing: *Piket: cek HP*."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from urllib.parse import quote

from bot.dispatch.gate import Gate
from bot.dispatch.http import Unreachable, request, settle
from bot.dispatch.routes import nth
from flows.desk import outside
from flows.destinations import Sms
from storage import notices
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import Owed


class Gateway:
    """Delivers to one gateway: one row and one request for each number."""

    def __init__(self, table: Sms, token: str, db: Database, keys: DutyKeys, office_code: str) -> None:
        self._table, self._token, self._db, self._keys = table, token, db, keys
        self._gate = Gate("sms", db, office_code)

    async def deliver(self, owed: Owed) -> None:
        """Send one row, or nothing when somebody has the case. Raises TryLater, NeverAgain."""
        words = {
            "to": nth(self._table.to, owed),
            "text": outside.subject(),
            "code": notices.call_of(owed),
            "token": self._token,
        }
        async with self._gate.passing(owed):
            if not await asyncio.to_thread(self._still_waits, owed):
                return
            table = self._table
            headers = {name: fill(text, words, str) for name, text in table.headers.items()}
            body = fill(table.body, words, _in_json if table.body.lstrip()[:1] in ("{", "[") else _in_url)
            try:
                answer = await request(table.method, fill(table.url, words, _in_url), headers, body, table.certificate)
            except Unreachable as error:
                await self._gate.silent(owed, str(error))
            await settle(self._gate, owed, answer)

    def _still_waits(self, owed: Owed) -> bool:
        with self._db.reading() as conn:
            notice = notices.read(conn, self._keys, owed)
        return notice is not None and notice.waits


def fill(template: str, words: Mapping[str, str], written: Callable[[str], str]) -> str:
    """A template with its ``{to}``, ``{text}``, ``{code}`` and ``{token}``; every other brace stays as it is."""
    for name, word in words.items():
        template = template.replace("{" + name + "}", written(word))
    return template


def _in_url(word: str) -> str:
    return quote(word, safe="")


def _in_json(word: str) -> str:
    return json.dumps(word)[1:-1]
