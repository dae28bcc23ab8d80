"""Where the reporters' bot is visited by Telegram, if the settings say that it is: else it fetches (polling).

The address outside is the reverse proxy's; the process itself listens on loopback. The secret is what Telegram shows
with each visit; nothing is taken without it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.listening import ask_anything
from bot.opening import Refusal
from bot.settings import Settings, SettingsUnclear
from storage.database import DatabaseTrouble
from storage.floor import Floors

SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")  # Telegram would take one letter


@dataclass(frozen=True)
class Place:
    """``url`` is what Telegram is told; at ``path`` of ``host`` and ``port`` the process listens."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path, which the proxy hands on as it is."""
        return urlsplit(self.url).path or "/"


def place_of(settings: Settings) -> Place | None:
    """The place; None where the bot polls. Raises SettingsUnclear: one that is half set is no reason to poll."""
    given = (settings.reporter_webhook, settings.reporter_listen, settings.secret("reporter_webhook_secret"))
    if not any(given):
        return None
    url, listen, secret = given
    if not url or not listen or not secret:
        raise SettingsUnclear(
            "Webhook pelapor setengah diisi: perlu WADUL_REPORTER_WEBHOOK, WADUL_REPORTER_LISTEN, dan"
            " WADUL_REPORTER_WEBHOOK_SECRET_FILE; tanpa ketiganya bot menjemput sendiri."
        )
    if not SECRET.fullmatch(secret):
        raise SettingsUnclear(
            "WADUL_REPORTER_WEBHOOK_SECRET bukan rahasia webhook: 32 sampai 256 huruf, angka, _ atau -"
            " (`openssl rand -hex 32`)."
        )
    host, _, port = listen.strip().rpartition(":")
    return Place(as_telegram_has_it(url.strip()), host.removeprefix("[").removesuffix("]"), int(port), secret)


def as_telegram_has_it(url: str) -> str:
    """The same address as Telegram keeps it: the host in small letters, a path always, no port that goes without
    saying."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 443) else ""
    return parts._replace(netloc=f"{parts.hostname or ''}{port}", path=parts.path or "/").geturl()


def alone_with(runtime: Path) -> None:
    """SQLite has no floor that several could take turns on: until this process ends it is the only one. Raises
    Refusal."""
    import fcntl  # where there is none, there are no such locks either

    handle = os.open(runtime / "webhook.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held until the process ends, however it ends
    except BlockingIOError:
        os.close(handle)
        raise Refusal(
            "Sudah ada proses pelapor di sini; beberapa sekaligus hanya bisa dengan PostgreSQL (docs/scale.md)."
        ) from None


def no_more_visits(settings: Settings, floors: Floors | None) -> None:
    """Tell Telegram not to come any more, so that one process can poll; what waits there stays. Raises Refusal while
    there is somebody to come to."""
    if place_of(settings) is not None:
        raise Refusal("WADUL_REPORTER_WEBHOOK masih diisi: kosongkan dulu, baru --end-webhook.")
    if floors is not None:
        try:
            others = floors.processes() - 1
        except DatabaseTrouble:
            raise Refusal("Basis data tidak menjawab: tidak diketahui apakah masih ada proses webhook.") from None
        finally:
            floors.close()
        if others:
            raise Refusal(f"Masih ada {others} proses pelapor yang dikunjungi Telegram: hentikan dulu.")
    status, done = ask_anything(
        settings.api_base, settings.token("reporter"), "deleteWebhook", drop_pending_updates=False
    )
    if status != 200 or done is not True:
        raise Refusal("Telegram belum menghapus webhook-nya: coba lagi sebentar lagi.")
