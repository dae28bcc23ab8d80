"""A case as a signed request (Standard Webhooks). Its id is the dedupe code, the same for every try, so that a receiver
knows a double; each try is signed anew, because a signature ages.
"""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook as Signer

from bot.dispatch.gate import Gate
from bot.dispatch.http import Unreachable, request, settle
from flows.desk import outside
from flows.destinations import Webhook
from storage import notices
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.sealing import seal_for_another

GONE = 410


class Hook:
    """Delivers to one receiver. Only 2xx means that it was taken, whatever stands in the answer."""

    def __init__(self, table: Webhook, secret: str, db: Database, keys: DutyKeys, office_code: str) -> None:
        self._table, self._db, self._keys = table, db, keys
        self._signer = Signer(secret)
        self._gate = Gate("webhook", db, office_code)

    async def deliver(self, owed: Owed) -> None:
        """Send one row, or nothing when its case may not be spoken of any more. Raises TryLater, NeverAgain."""
        async with self._gate.passing(owed):
            number, body = await asyncio.to_thread(self._body, owed)
            if not body:
                return
            try:
                answer = await request("POST", self._table.url, self._signed(owed, body), body, self._table.certificate)
            except Unreachable as error:
                await self._gate.silent(owed, str(error))
            if answer.status == GONE:
                self._gate.answered()
                await self._gate.never(owed, "gone", "webhook.410")
            await settle(self._gate, owed, answer)
        await asyncio.to_thread(self._note, owed, number)

    def _body(self, owed: Owed) -> tuple[str, str]:
        with self._db.reading() as conn:
            case = notices.read_data(conn, self._keys, owed)
        if case is None:
            return "", ""
        return case["number"], outside.body(owed.kind, notices.since(owed), self._for_the_receiver(case))

    def _for_the_receiver(self, case: dict[str, Any]) -> dict[str, Any]:
        if self._table.mode == "clear":
            return case
        box = seal_for_another(base64.b64decode(self._table.key), json.dumps(case, separators=(",", ":")))
        face = outside.seen(case["number"], case["urgency"], {"age": case["age"]})
        return {**face, "sealed": base64.b64encode(box).decode()}

    def _signed(self, owed: Owed, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        id = notices.call_of(owed).replace(".", "_")  # the standard joins id, time and body with full stops
        return {
            "Content-Type": "application/json",
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(id, now, body),
        }

    def _note(self, owed: Owed, number: str) -> None:
        with self._db.writing() as conn:
            notices.note_passed_on(conn, owed, number, datetime.now(UTC))
