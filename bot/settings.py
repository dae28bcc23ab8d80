"""What the environment (``WADUL_…``) or a ``.env`` says. A missing or odd setting is one sentence that names it, never
its value."""

from __future__ import annotations

import hashlib
import os
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.office_file import why

# Set for the processes that `wadul run` starts, to its own process id: they read no .env, only what they were given.
CHILD = "WADUL_CHILD"


# The secret of each destination outside Telegram.
OUTSIDE = {
    "mail": "mail_password",
    "webhook": "webhook_secret",
    "sms": "sms_token",
    "primero": "primero_password",
}


class SettingsUnclear(Exception):
    """A setting is missing or cannot be used; the message is one sentence for the operator."""


class Settings(BaseSettings):
    """Every setting there is. Each secret may come as ``NAME_FILE`` instead, and should."""

    model_config = SettingsConfigDict(
        env_prefix="WADUL_", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )

    home: Path = Field(default=Path("wadul-home"), description="folder of keys, database and office file")
    runtime_dir: Path | None = Field(default=None, description="folder in memory for the draft key")
    reporter_token: SecretStr | None = Field(default=None, description="token of the reporters' bot")
    reporter_token_file: Path | None = Field(default=None, description="file that holds it")
    reporter_webhook: str | None = Field(default=None, description="https address Telegram visits; default: polling")
    reporter_listen: str | None = Field(default=None, description="127.0.0.1:PORT behind that address")
    reporter_webhook_secret: SecretStr | None = Field(default=None, description="what Telegram shows when it visits")
    reporter_webhook_secret_file: Path | None = Field(default=None, description="file that holds it")
    duty_token: SecretStr | None = Field(default=None, description="token of the duty bot")
    duty_token_file: Path | None = Field(default=None, description="file that holds it")
    api_base: str = Field(default="https://api.telegram.org", description="Bot API server of both bots")
    duty_chat: int | None = Field(default=None, description="chat id of the duty group")
    duty_topic: int | None = Field(default=None, description="topic in the duty group")
    database_url: SecretStr | None = Field(default=None, description="database; default: a SQLite file in the home")
    database_url_file: Path | None = Field(default=None, description="file that holds it")
    passphrase_file: Path | None = Field(default=None, description="file that holds the office's passphrase")
    mail_password: SecretStr | None = Field(default=None, description="password of the mail server's user")
    mail_password_file: Path | None = Field(default=None, description="file that holds it")
    webhook_secret: SecretStr | None = Field(default=None, description="whsec_… both ends of the webhook know")
    webhook_secret_file: Path | None = Field(default=None, description="file that holds it")
    sms_token: SecretStr | None = Field(default=None, description="token of the SMS gateway")
    sms_token_file: Path | None = Field(default=None, description="file that holds it")
    primero_password: SecretStr | None = Field(default=None, description="password of the user in Primero")
    primero_password_file: Path | None = Field(default=None, description="file that holds it")
    reporter_metrics: str | None = Field(default=None, description="127.0.0.1:PORT of the reporters' process's metrics")
    duty_metrics: str | None = Field(default=None, description="127.0.0.1:PORT of the duty process's metrics")

    @field_validator("api_base")
    @classmethod
    def _plain_base(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            plain = parts.port != 0 and not parts.query and not parts.fragment
        except ValueError:
            plain = False
        if not plain:
            raise ValueError("harus alamat seperti https://host:port")
        here = parts.hostname in ("127.0.0.1", "localhost", "::1") and parts.username is None
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
            raise ValueError("harus mulai dengan https:// (http:// hanya di komputer ini sendiri)")
        return value.rstrip("/")

    @field_validator("reporter_webhook")
    @classmethod
    def _from_outside(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                parts = urlsplit(value.strip())
                plain = parts.port != 0 and not parts.query and not parts.fragment and parts.username is None
            except ValueError:
                plain = False
            if not plain or parts.scheme != "https" or not parts.hostname:
                raise ValueError("harus alamat https:// tanpa ? dan #, milik proksi di depannya")
        return value

    @field_validator("reporter_metrics", "duty_metrics", "reporter_listen")
    @classmethod
    def _only_here(cls, value: str | None) -> str | None:
        if value is not None:
            host, colon, port = value.strip().rpartition(":")
            try:
                here = ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
            except ValueError:
                here = False
            if not here or not colon or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
                raise ValueError("harus 127.0.0.1:PORTA (hanya komputer ini sendiri yang boleh ke sana)")
        return value

    # -- what the rest asks for ---------------------------------------------------------------------------------

    def token(self, side: str) -> str:
        """The token of one bot (``reporter`` or ``duty``). Raises SettingsUnclear."""
        found = self.secret(f"{side}_token")
        if found is None:
            name = f"WADUL_{side.upper()}_TOKEN"
            raise SettingsUnclear(f"Token bot belum ada: isi {name}_FILE (berkas) atau {name}.")
        if ":" not in found or not found.split(":")[0].isdigit():
            raise SettingsUnclear(f"WADUL_{side.upper()}_TOKEN bukan token bot (bentuknya angka:huruf dari BotFather).")
        return found

    def secret_of(self, destination: str) -> str:
        """The secret of a destination the office switched on (``mail``, …). Raises SettingsUnclear."""
        name = OUTSIDE[destination]
        found = self.secret(name)
        if found is None:
            setting = f"WADUL_{name.upper()}"
            raise SettingsUnclear(
                f"Berkas kantor menyalakan [{destination}], tetapi rahasianya belum ada: isi {setting}_FILE (berkas) "
                f"atau {setting}."
            )
        return found

    def database(self) -> str:
        """Where the database is; a SQLite file in the home unless another one is set. An office beside another one
        shares that one's: in a file of its own it would wait for reports in vain."""
        home = self.beside() or self.home.absolute()
        return self.secret("database_url") or f"sqlite:///{home / 'wadul.db'}"

    def beside(self) -> Path | None:
        """The home whose reporters' process serves this office too (``HOME`` of ``HOME/offices/CODE``), if any."""
        home = self.home.absolute()
        found = home.parent.parent
        return found if home.parent.name == "offices" and (found / "office.toml").is_file() else None

    def carries(self) -> tuple[str, ...]:
        """Which sides this machine is for: both, unless the database stands on a server and the keys of one side lie
        elsewhere. A further office has no reporters' side of its own."""
        if self.beside() is not None:
            return ("duty",)
        on_a_server = self.database_url is not None or self.database_url_file is not None
        here = tuple(side for side in SIDES if (self.home / "keys" / side).is_dir())
        return here if here and on_a_server else tuple(SIDES)

    def runtime(self) -> Path:
        """The folder for the draft key: set, or in memory where the machine has such a place, else in the home."""
        if self.runtime_dir is not None:
            return self.runtime_dir
        mark = hashlib.blake2b(str(self.home.absolute()).encode(), digest_size=6).hexdigest()
        wanted = [Path(f"/run/user/{os.getuid()}"), Path("/dev/shm")] if hasattr(os, "getuid") else []  # noqa: S108
        for place in wanted:
            if place.is_dir() and os.access(place, os.W_OK):
                folder = place / f"wadul-{os.getuid()}-{mark}"
                folder.mkdir(mode=0o700, exist_ok=True)
                if folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o077:
                    return folder
        return self.home / "runtime"

    def passphrase(self) -> str | None:
        """The office's passphrase from its file; None when no file is set. Raises SettingsUnclear."""
        if self.passphrase_file is None:
            return None
        return _read(self.passphrase_file, "WADUL_PASSPHRASE_FILE")

    def metrics(self, side: str) -> tuple[str, int] | None:
        """Where one side shows its metrics; None: nowhere."""
        value: str | None = getattr(self, f"{side}_metrics")
        if value is None:
            return None
        host, _, port = value.strip().rpartition(":")
        return host.removeprefix("[").removesuffix("]"), int(port)

    def plain_secrets(self) -> list[str]:
        """Names of secrets that stand in plain variables instead of files."""
        names = ("reporter_token", "duty_token", "database_url", "reporter_webhook_secret", *OUTSIDE.values())
        return [f"WADUL_{name.upper()}" for name in names if getattr(self, name) is not None]

    def secret(self, name: str) -> str | None:
        """One secret by its name, from its file or as it is; None when it is not set. Raises SettingsUnclear."""
        path: Path | None = getattr(self, f"{name}_file")
        if path is not None:
            return _read(path, f"WADUL_{name.upper()}_FILE")
        plain: SecretStr | None = getattr(self, name)
        return plain.get_secret_value().strip() if plain is not None else None


def _read(path: Path, name: str) -> str:
    try:
        found = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsUnclear(f"{name}: berkasnya tidak bisa dibaca.") from None
    if not found:
        raise SettingsUnclear(f"{name}: berkasnya kosong.")
    return found


def read_settings(home: Path | None = None) -> Settings:
    """The settings as they are now. Raises SettingsUnclear, naming the one that needs a hand."""
    try:
        env_file = None if os.environ.get(CHILD) else ".env"
        given: dict[str, Any] = {"home": home} if home is not None else {}
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        where, said = why(error)
        name = "WADUL_" + "_".join(str(part) for part in where).upper()
        raise SettingsUnclear(f"{name} tidak bisa dipakai: {said}.") from None


# What each child process is given: nothing of the other side.
_OUTSIDE = tuple(f"{name.upper()}{how}" for name in OUTSIDE.values() for how in ("", "_FILE"))
SIDES = {
    "reporter": (
        "HOME", "RUNTIME_DIR", "REPORTER_TOKEN", "REPORTER_TOKEN_FILE", "API_BASE", "DATABASE_URL", "REPORTER_METRICS",
        "REPORTER_WEBHOOK", "REPORTER_LISTEN", "REPORTER_WEBHOOK_SECRET", "REPORTER_WEBHOOK_SECRET_FILE",
    ),
    "duty": (
        "HOME", "DUTY_TOKEN", "DUTY_TOKEN_FILE", "API_BASE", "DUTY_CHAT", "DUTY_TOPIC", "DATABASE_URL", "DUTY_METRICS",
        *_OUTSIDE,
    ),
}  # fmt: skip


def environment_of(side: str, settings: Settings) -> dict[str, str]:
    """The environment for one side's process: the machine's own, and only that side's settings of ours."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WADUL_")}
    for suffix in (*SIDES[side], "DATABASE_URL_FILE"):
        value = getattr(settings, suffix.lower())
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value is not None:
            clean[f"WADUL_{suffix}"] = str(value)
    if side == "reporter":
        clean["WADUL_RUNTIME_DIR"] = str(settings.runtime().absolute())
    clean["WADUL_HOME"] = str(settings.home.absolute())
    clean[CHILD] = "1"
    return clean
