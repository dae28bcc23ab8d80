"""A call by mail: number, urgency and age, under a subject that says nothing. One row and one mail for each recipient;
and, once a day, the head of the chain for the operator.
The Message-ID comes from the dedupe code, so a mail that arrives twice is known for one.
"""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import aiosmtplib

from bot.dispatch.gate import SEND_WITHIN, Gate
from bot.dispatch.routes import SWITCHED_OFF, nth
from flows.desk import outside
from flows.destinations import Mail
from storage import audit, notices
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import NeverAgain, Owed

TROUBLE = (aiosmtplib.SMTPException, OSError, ValueError)  # OSError: TLS, the network, time


class Mailer:
    """Delivers to one mail server. Without TLS it says nothing, except to this machine."""

    def __init__(self, table: Mail, password: str, db: Database, keys: DutyKeys, office_code: str) -> None:
        self._table, self._password, self._db, self._keys = table, password, db, keys
        self._gate = Gate("mail", db, office_code)
        self._trust = ssl.create_default_context()
        if table.certificate:  # beside the bodies everybody believes
            self._trust.load_verify_locations(table.certificate)

    async def deliver(self, owed: Owed) -> None:
        """Send one row, or nothing when somebody has the case. Raises TryLater, NeverAgain."""
        to = self._table.operator if owed.kind == notices.HEAD else nth(self._table.to, owed)
        if to is None:
            raise NeverAgain(SWITCHED_OFF)
        async with self._gate.passing(owed):
            subject, body = await asyncio.to_thread(self._words, owed)
            if not body:
                return
            try:
                async with asyncio.timeout(SEND_WITHIN):
                    await self._send(self._mail(owed, to, subject, body), to)
            except aiosmtplib.SMTPRecipientsRefused as error:  # this mailbox, not the server
                await self._gate.refused(owed, error.recipients[0].code)
            except aiosmtplib.SMTPDataError as error:
                await self._gate.refused(owed, error.code)
            except TROUBLE as error:
                status = error.code if isinstance(error, aiosmtplib.SMTPResponseException) else 0
                await self._gate.silent(owed, type(error).__name__, status=status)
            self._gate.answered()

    async def _send(self, mail: EmailMessage, to: str) -> None:
        table = self._table
        await aiosmtplib.send(
            mail,
            sender=table.sender,
            recipients=[to],
            hostname=table.host,
            port=table.port,
            use_tls=table.tls == "implicit",
            start_tls=table.tls == "starttls",
            tls_context=self._trust if table.tls != "none" else None,
            username=table.user or None,
            password=self._password or None,
            local_hostname=_domain(table.sender),
            timeout=SEND_WITHIN,
        )

    def _words(self, owed: Owed) -> tuple[str, str]:
        """Subject and body as things stand now; no body when there is nothing to say any more."""
        with self._db.reading() as conn:
            if owed.kind == notices.HEAD:
                return outside.head(str(audit.head(conn)))
            notice = notices.read(conn, self._keys, owed)
        if notice is None or not notice.waits:
            return "", ""
        return outside.subject(), outside.letter(notice.number, notice.urgency, notice.face)

    def _mail(self, owed: Owed, to: str, subject: str, body: str) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"] = self._table.sender, to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{notices.call_of(owed)}@{_domain(self._table.sender)}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body, cte="quoted-printable")
        return mail


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
