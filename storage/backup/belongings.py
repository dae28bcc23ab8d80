"""What goes with the rows: office files, public keys, and private ones that are locked. Nothing that opens by itself.

What a reporter comes back with (the reply key, the pepper and salt of receipts) goes too, behind the code on paper:
the desk, which opens copies with its passphrase, does not get it. The tag key and the relay keys never go: without
them no chat is found, and a new home makes its own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from storage.errors import BackupDamaged, CannotOpen, CodeMistyped, KeyMissing, WrongPassphrase
from storage.keyring import _lock, _read, _write_once
from storage.sealing import Key, unwrap_with_code

RECEIPTS = "receipt keys"
REPLY = "keys/reporter/reply.recovery"

_OFFICE = (
    "office.toml",
    "keys/public/office.pub",
    "keys/public/escalation.pub",
    "keys/public/reply.pub",
    "keys/duty/office.wrapped",
    "keys/duty/office.recovery",
    "keys/escalation/escalation.wrapped",
)
_EARLIER = "keys/duty/earlier/*.box"
_ALLOWED = re.compile(
    r"(offices/[0-9A-Za-z][0-9A-Za-z.-]*/)?(office\.toml|keys/public/(office|escalation|reply)\.pub"
    r"|keys/duty/office\.(wrapped|recovery)|keys/duty/earlier/[0-9a-f]{8}-[0-9a-f]{8}\.box"
    r"|keys/escalation/escalation\.wrapped)|keys/reporter/reply\.recovery"
)


def of_home(home: Path, reporters: Path) -> Iterator[tuple[str, bytes]]:
    """Names, relative to the home, and what stands in them; also of the offices beside. `reporters` is the home of the
    reporters' process, where that has one of its own. The escalation key may have been carried away. Raises KeyMissing.
    """
    folders = [home, *sorted(path for path in (home / "offices").glob("*") if (path / "office.toml").is_file())]
    for folder in folders:
        for path in (*(folder / name for name in _OFFICE), *sorted(folder.glob(_EARLIER))):
            if path.is_file():
                yield path.relative_to(home).as_posix(), path.read_bytes()
            elif path.parent.name not in ("escalation", "duty"):  # an office beside may keep its desk's keys elsewhere
                raise KeyMissing(f"{path.relative_to(home)} tidak ada atau tidak bisa dibaca.")
    if (reporters / REPLY).is_file():
        yield REPLY, (reporters / REPLY).read_bytes()


def of_receipts(home: Path) -> bytes | None:
    """Pepper and salt of receipts, sealed to the reply key; None where nobody could open it again: no paper holds the
    reply key, or reporters are served on another machine."""
    folder = home / "keys" / "reporter"
    if not (home / REPLY).is_file() or not (folder / "pepper.key").is_file():
        return None
    held = {name: _read(folder / f"{name}.key", None).hex() for name in ("pepper", "receipt-salt")}
    return _lock(home, "reply").seal(RECEIPTS, "", held)


def put_back(home: Path, name: str, content: bytes) -> None:
    """Write one of them into a new home (0600); one that is there stays. Raises BackupDamaged for any other name."""
    if not _ALLOWED.fullmatch(name):
        raise BackupDamaged("Cadangan ini berisi berkas yang tidak dikenal.")
    _folder(home, (home / name).parent)
    _write_once(home / name, content)


def reopen_receipts(home: Path, code: str, sealed: bytes | None) -> bool:
    """Give a new home what reporters come back with. False: the copy had none of it, and everything of theirs is new;
    then receipts from before open nothing."""
    folder = _folder(home, home / "keys" / "reporter")
    try:
        reply = unwrap_with_code(_read(home / REPLY, None), code)
        held = reply.open(RECEIPTS, "", sealed or b"")
        pepper, salt = bytes.fromhex(held["pepper"]), bytes.fromhex(held["receipt-salt"])
        known = True
    except (KeyMissing, CannotOpen, WrongPassphrase, CodeMistyped):
        reply, pepper, salt, known = Key.fresh(), secrets.token_bytes(32), secrets.token_bytes(16), False
        for public in (home / "keys/public/reply.pub", *home.glob("offices/*/keys/public/reply.pub")):
            public.unlink(missing_ok=True)
            _write_once(public, reply.lock.public)
        (home / REPLY).unlink(missing_ok=True)
    for name, content in (("reply", reply.raw()), ("pepper", pepper), ("receipt-salt", salt)):
        _write_once(folder / f"{name}.key", content)
    _write_once(folder / "tag.key", secrets.token_bytes(32))
    return known


def _folder(home: Path, wanted: Path) -> Path:
    """This folder and those around it in the home, each for its owner only."""
    for path in reversed([wanted, *(above for above in wanted.parents if above.is_relative_to(home))]):
        path.mkdir(mode=0o700, exist_ok=True)
    return wanted
