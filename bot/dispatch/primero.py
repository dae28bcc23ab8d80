"""A case as an incident in Primero v2 (UNICEF), by the fields the office mapped: no words, no names.

Its id is ours and the same for every try, so *there already* (409) is as good as *done*.
"""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

from bot.dispatch.gate import SEND_WITHIN, Gate
from bot.dispatch.http import Answer, Unreachable, request, settle
from flows.desk import outside
from flows.destinations import Primero
from storage import notices
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import Owed

TOKEN_LASTS = 55 * 60.0  # seconds; theirs end after an hour
DONE, STALE, INVALID = (200, 204, 409), 401, 422


class Incidents:
    """Delivers to one Primero."""

    def __init__(self, table: Primero, password: str, db: Database, keys: DutyKeys, office_code: str) -> None:
        self._table, self._password, self._db, self._keys = table, password, db, keys
        self._gate = Gate("primero", db, office_code)
        self._base = table.url.rstrip("/")
        self._token, self._until = "", 0.0
        self._asking = asyncio.Lock()

    async def deliver(self, owed: Owed) -> None:
        """Send one row; nothing when its case is closed or may not be spoken of. Raises TryLater, NeverAgain."""
        async with self._gate.passing(owed):
            case = await asyncio.to_thread(self._case, owed)
            if case is None:
                return
            try:
                async with asyncio.timeout(SEND_WITHIN):  # a new token in between is part of it
                    answer = await self._post(case)
            except Unreachable as error:
                await self._gate.silent(owed, str(error), asked=error.asked)
            except TimeoutError:
                await self._gate.silent(owed, "TimeoutError")
            if answer.status == INVALID:
                self._gate.answered()
                await self._gate.never(owed, "refused", "primero.422")
            if answer.status == STALE:  # even with a new token: the account is wrong, and so for every row
                await self._gate.silent(owed, "Answer", status=STALE)
            if answer.status not in DONE:
                await settle(self._gate, owed, answer)
            self._gate.answered()
        await asyncio.to_thread(self._note, owed, case["number"])

    async def _post(self, case: dict[str, Any]) -> Answer:
        content = json.dumps({"data": outside.incident(case, self._table)}, separators=(",", ":"))
        token = await self._valid_token()
        answer = await self._request("/api/v2/incidents", content, token)
        if answer.status == STALE:  # it ended while we were sending: once more, with a new one
            answer = await self._request("/api/v2/incidents", content, await self._valid_token(not_this=token))
        return answer

    async def _valid_token(self, not_this: str = "") -> str:
        async with self._asking:
            if self._token and self._token != not_this and time.monotonic() < self._until:
                return self._token
            user = {"user_name": self._table.user, "password": self._password}
            answer = await self._request("/api/v2/tokens", json.dumps({"user": user}))
            self._token = _token_in(answer)
            self._until = time.monotonic() + TOKEN_LASTS
            return self._token

    async def _request(self, path: str, content: str, token: str = "") -> Answer:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return await request("POST", self._base + path, headers, content, self._table.certificate, reads=not token)

    def _case(self, owed: Owed) -> dict[str, Any] | None:
        with self._db.reading() as conn:
            notice = notices.read(conn, self._keys, owed)
            return notices.read_data(conn, self._keys, owed) if notice is not None and notice.is_open else None

    def _note(self, owed: Owed, number: str) -> None:
        with self._db.writing() as conn:
            notices.note_passed_on(conn, owed, number, datetime.now(UTC))


def _token_in(answer: Answer) -> str:
    """The token of an answer: its header, as documented, or its body, as later versions have it. Raises Unreachable."""
    found = answer.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if answer.is_success and not found:
        try:
            found = str(json.loads(answer.body)["token"])
        except (ValueError, KeyError, TypeError):
            found = ""
    if not answer.is_success or not found.isascii() or not found.isprintable() or not found:
        raise Unreachable(f"Token{answer.status}", answer.asked)
    return found
