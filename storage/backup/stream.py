"""The sealed file: a label in the clear, a key sealed to the office, then pieces under that key.

Each piece carries its place and the label's digest inside its box, and the last one says that it is the last: what was
cut, swapped, put in another order or given another label does not open. Sealing needs no secret of the office; opening
needs its private key. So nobody can tell from a file alone who made it: for that, compare the chain's head.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from storage.errors import BackupDamaged, CannotOpen
from storage.sealing import Key, Lock, Secret, digest

MAGIC = b"wadul backup 1\n"
PIECE = 64 * 1024  # about so many signs a piece
_LONGEST = 64 * 1024 * 1024  # a frame that says it is longer is none of ours


@dataclass(frozen=True)
class Label:
    """What a copy says of itself to anybody. ``recovery`` is the office's key behind the code on paper, so that paper
    and file are enough; it cannot be guessed."""

    office: str
    taken_at: datetime
    revision: str
    key_id: bytes
    recovery: bytes = field(repr=False)

    def written(self) -> bytes:
        return json.dumps(
            {
                "office": self.office,
                "taken_at": self.taken_at.astimezone(UTC).isoformat(),
                "revision": self.revision,
                "key_id": self.key_id.hex(),
                "recovery": self.recovery.hex(),
            },
            sort_keys=True,
        ).encode()

    @classmethod
    def read(cls, written: bytes) -> Label:
        """Raises BackupDamaged."""
        try:
            told = json.loads(written)
            at = datetime.fromisoformat(told["taken_at"])
            if at.tzinfo is None:
                raise BackupDamaged
            ids = (bytes.fromhex(told["key_id"]), bytes.fromhex(told["recovery"]))
            return cls(str(told["office"]), at, str(told["revision"]), *ids)
        except (ValueError, TypeError, KeyError):
            raise BackupDamaged from None


class Writer:
    """Writes a copy piece by piece. Not whole before `end`."""

    def __init__(self, file: BinaryIO, label: Label, lock: Lock) -> None:
        self._file, self._secret = file, Secret.fresh()
        self._name, self._place = _name(label), 0
        self._lines: list[Any] = []
        self._signs = 0
        file.write(MAGIC)
        self._frame(label.written())
        self._frame(lock.seal("backup key", self._name, {"key": self._secret.raw().hex()}))

    def add(self, *line: Any) -> None:
        """One line: names and values, among them bytes and times."""
        plain = [_plain(value) for value in line]
        self._lines.append(plain)
        self._signs += sum(len(value) if isinstance(value, str) else len(str(value)) for value in plain)
        if self._signs >= PIECE:
            self._piece()

    def end(self, **told: Any) -> Secret:
        """The last piece. Gives the key of this file, to read it once more before it is believed."""
        if self._lines:
            self._piece()
        self._frame(self._secret.seal("backup end", f"{self._name}.{self._place}", told))
        return self._secret

    def _piece(self) -> None:
        self._frame(self._secret.seal("backup", f"{self._name}.{self._place}", {"lines": self._lines}))
        self._lines, self._signs, self._place = [], 0, self._place + 1

    def _frame(self, content: bytes) -> None:
        self._file.write(len(content).to_bytes(4, "big") + content)


class Reader:
    """Reads a copy in order. Raises BackupDamaged at the first thing that is not as it was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupDamaged("Ini bukan berkas cadangan Wadul.")
        self.label = Label.read(self._frame())
        self._sealed_key = self._frame()
        self._begin = file.tell()
        self.told: dict[str, Any] = {}

    def unlock(self, key: Key) -> Secret:
        """The key of this file. Raises CannotOpen when it was sealed to another office, or before its key was kept."""
        told = key.open("backup key", _name(self.label), self._sealed_key)
        return Secret(bytes.fromhex(told["key"]))

    def lines(self, secret: Secret) -> Iterator[list[Any]]:
        """Every line, from the first; then ``told`` holds what the end said."""
        self._file.seek(self._begin)
        name, place = _name(self.label), 0
        while True:
            box = self._frame()
            try:
                told = secret.open("backup", f"{name}.{place}", box)
            except CannotOpen:
                break
            for line in told["lines"]:
                yield [_value(one) for one in line]
            place += 1
        try:
            self.told = secret.open("backup end", f"{name}.{place}", box)
        except CannotOpen:
            raise BackupDamaged from None
        if self._file.read(1):
            raise BackupDamaged("Di belakang akhir cadangan ini masih ada sesuatu.")

    def _frame(self) -> bytes:
        size = int.from_bytes(self._file.read(4), "big")
        content = self._file.read(size) if 0 < size <= _LONGEST else b""
        if not content or len(content) != size:
            raise BackupDamaged("Berkas cadangan ini terpotong atau rusak.")
        return content


def _name(label: Label) -> str:
    return digest(b"wadul backup", label.written()).hex()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return {"t": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return {"j": value} if isinstance(value, dict | list | tuple) else value


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    ((kind, value),) = plain.items()
    if kind == "b":
        return base64.b64decode(value)
    return {"t": datetime.fromisoformat, "d": date.fromisoformat}[kind](value) if kind in "td" else value
