"""What an office switched on beside Telegram: whether everything it needs is there, and the way to deliver to it.

Nothing of it is loaded by an office that switched nothing on.
"""

from __future__ import annotations

import base64
import binascii
import socket
import ssl
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.settings import Settings, SettingsUnclear
from flows.destinations import NAMES
from flows.office import Office

if TYPE_CHECKING:
    from bot.dispatch.routes import Deliver, Routes
    from storage.database import Database
    from storage.keyring import DutyKeys

PACKAGES = {"mail": "aiosmtplib", "webhook": "standardwebhooks"}
SECRET_BYTES = range(24, 65)  # of a webhook's secret, as the standard has it


def switched_on(office: Office) -> tuple[str, ...]:
    """The names of the destinations whose table stands in the office file."""
    return tuple(name for name in NAMES if getattr(office, name) is not None)


def check(settings: Settings, office: Office) -> None:
    """Refuse to start without what a destination needs. Raises SettingsUnclear, one sentence."""
    for name in switched_on(office):
        if sentence := lacking(settings, office, name):
            raise SettingsUnclear(sentence)


def lacking(settings: Settings, office: Office, name: str) -> str:
    """What this destination cannot be without, as one sentence; empty when everything is there."""
    package = PACKAGES.get(name)
    if package is not None and find_spec(package) is None:
        return (
            f"Berkas kantor menyalakan [{name}], tetapi paket {package} belum terpasang: pip install 'wadul[office]'."
        )
    certificate = getattr(office, name).certificate
    if certificate and not _is_certificate(certificate):
        return f"Berkas kantor: [{name}] certificate: berkasnya tidak ada, atau bukan sertifikat."
    try:
        secret = secret_of(settings, office, name)
    except SettingsUnclear as error:
        return str(error)
    if name == "webhook" and not _signs(secret):
        return "WADUL_WEBHOOK_SECRET bukan rahasia webhook: whsec_ lalu 24 sampai 64 byte acak dalam base64."
    return ""


def secret_of(settings: Settings, office: Office, name: str) -> str:
    """Its secret; empty where it needs none. Raises SettingsUnclear."""
    needs_none = (name == "mail" and office.mail and not office.mail.user) or (
        name == "sms" and office.sms and not office.sms.wants_token
    )
    return "" if needs_none else settings.secret_of(name)


def servers(office: Office) -> Iterator[tuple[str, str, int]]:
    """Each destination that is switched on, with the host and port it goes to."""
    for name in switched_on(office):
        if name == "mail" and office.mail is not None:
            yield name, office.mail.host, office.mail.port
        else:
            parts = urlsplit(getattr(office, name).url)
            yield name, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def listens(host: str, port: int) -> bool:
    """Whether something answers there."""
    try:
        socket.create_connection((host, port), timeout=3.0).close()
    except OSError:
        return False
    return True


def routes_of(settings: Settings, office: Office, db: Database, keys: DutyKeys) -> Routes:
    """The way to each destination that is switched on. Raises SettingsUnclear."""
    from bot.dispatch.routes import Routes

    check(settings, office)
    found: dict[str, Deliver] = {}
    secrets = {name: secret_of(settings, office, name) for name in switched_on(office)}
    if office.mail is not None:
        from bot.dispatch.mail import Mailer

        found["mail"] = Mailer(office.mail, secrets["mail"], db, keys, office.code).deliver
    if office.webhook is not None:
        from bot.dispatch.webhook import Hook

        found["webhook"] = Hook(office.webhook, secrets["webhook"], db, keys, office.code).deliver
    if office.sms is not None:
        from bot.dispatch.sms import Gateway

        found["sms"] = Gateway(office.sms, secrets["sms"], db, keys, office.code).deliver
    if office.primero is not None:
        from bot.dispatch.primero import Incidents

        found["primero"] = Incidents(office.primero, secrets["primero"], db, keys, office.code).deliver
    return Routes(found)


def _is_certificate(path: str) -> bool:
    try:
        ssl.create_default_context(cafile=path)
    except OSError:  # what is wrong with its content is one, too
        return False
    return True


def _signs(secret: str) -> bool:
    try:
        return len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) in SECRET_BYTES
    except binascii.Error:
        return False
