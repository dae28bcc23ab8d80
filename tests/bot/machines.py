"""A town past one machine: its database on PostgreSQL, entered by a role for each side, and hosts that share no more.

A host is a home with one side's keys and token, and, where this machine may make them, a network namespace of its own:
then it reaches the database and Telegram through two doors, and nothing else.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import make_url, text

from bot.settings import Settings, environment_of
from storage.database import Database
from storage.keyring import DutyKeys
from tests.storage.conftest import PostgreSQL
from tests.storage.telling import ROLES

from .town import START_WITHIN, Process, Town

OWN_NETWORK = 0x40000000  # CLONE_NEWNET
KEYS = {"reporter": ("public", "reporter"), "duty": ("public", "duty")}


class WideTown(Town):
    """A town whose database is on a server."""

    def __init__(self, home: Path, duty_keys: DutyKeys, server: PostgreSQL) -> None:
        super().__init__(home, duty_keys)
        self.server = server
        self.url = server.migrated()
        self._watch = Database(self.url)

    def url_of(self, side: str) -> str:
        return make_url(self.url).set(username=ROLES[side]).render_as_string(hide_password=False)

    def rows(self, question: str, *given: Any) -> list[tuple[Any, ...]]:
        for n in range(len(given)):
            question = question.replace("?", f":given{n}", 1)
        with self._watch.reading() as conn:
            found = conn.execute(text(question), {f"given{n}": one for n, one in enumerate(given)})
            return [tuple(row) for row in found]

    async def close(self) -> None:
        await super().close()
        self._watch.close()
        self.server.drop(self.url)


class Host:
    """A machine for one side: what lies on it, and what it reaches."""

    def __init__(self, town: WideTown, side: str, folder: Path) -> None:
        self.town, self.side, self.folder = town, side, folder
        self.network = _own_network()
        self._doors: list[asyncio.Server] = []
        home = folder / "office"
        for kind in KEYS[side]:
            shutil.copytree(town.office_home / "keys" / kind, home / "keys" / kind)
        for path in (folder, home, home / "keys"):
            path.chmod(0o700)
        shutil.copy(town.office_home / "office.toml", home)
        for name in (f"{side}.token", *(("passphrase",) if side == "duty" else ())):
            shutil.copy(town.home / name, folder)

    async def start(self) -> Process:
        """Its process, polling."""
        database = make_url(self.town.url_of(self.side))
        port = await self._door(str(database.host), int(database.port or 5432))
        (self.folder / "database").write_text(
            database.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        )
        telegram = make_url(self.town.sandbox.url)
        settings = Settings(
            _env_file=None,
            home=self.folder / "office",
            runtime_dir=self.folder / "runtime",
            **{f"{self.side}_token_file": self.folder / f"{self.side}.token"},
            api_base=f"http://127.0.0.1:{await self._door(str(telegram.host), int(telegram.port or 80))}",
            database_url_file=self.folder / "database",
            duty_chat=self.town.group_id,
        )
        environment = environment_of(self.side, settings)
        if self.side == "duty":
            environment["WADUL_PASSPHRASE_FILE"] = str(self.folder / "passphrase")
        inside = ("ip", "netns", "exec", self.network) if self.network else ()
        command = [*inside, sys.executable, "-m", "bot", self.side]
        self.process = await Process(command, environment, self.folder / "log").start()
        await self.process.ready(3 * START_WITHIN)
        return self.process

    async def stop(self) -> None:
        """Nothing of it stays."""
        with suppress(AttributeError):
            await self.process.kill()
        for door in self._doors:
            door.close()
        if self.network:
            subprocess.run(["ip", "netns", "delete", self.network], check=False)  # noqa: ASYNC221

    def files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file())

    async def _door(self, host: str, port: int) -> int:
        """A port on this host's own loopback behind which that address lies."""

        async def through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, back = await asyncio.open_connection(host, port)
            await asyncio.gather(_pours(reader, back), _pours(there, writer))

        with ThreadPoolExecutor(1) as visitor:  # a socket belongs to the network it was made in, whoever uses it
            door = visitor.submit(_listens_in, self.network).result()
        self._doors.append(await asyncio.start_server(through, sock=door))
        return int(door.getsockname()[1])


def _own_network() -> str:
    """A fresh network with nothing but a loopback; empty where we may make none."""
    name = f"wadul-{uuid4().hex[:8]}"
    if os.geteuid() or not shutil.which("ip"):
        return ""
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True)
    if made.returncode:
        return ""
    subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], check=True)
    return name


def _listens_in(network: str) -> socket.socket:
    """A listening socket in this network. The thread that asks stays there: let it end."""
    if network:
        with open(f"/run/netns/{network}", "rb") as there:
            if ctypes.CDLL(None, use_errno=True).setns(there.fileno(), OWN_NETWORK):
                raise OSError(ctypes.get_errno(), "setns")
    return socket.create_server(("127.0.0.1", 0))


async def _pours(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
    with suppress(OSError):
        writer.close()
