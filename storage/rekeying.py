"""The office's locks changed: a new passphrase, a new code for paper, a new owner, a new key.

Whatever stops one of these half-way, the key still opens: with the old word or the new one. Copies of the files as they
were before open with the old word as ever; only a new key takes what is told from now on away from them.
"""

from __future__ import annotations

from pathlib import Path

from storage.errors import WeakPassphrase
from storage.keyring import EARLIER, SHORTEST_PASSPHRASE, DutyKeys, _read, _replace, _write_once
from storage.sealing import Key, recovery_code, wrap, wrap_with_code


def change_passphrase(home: Path, keys: DutyKeys, passphrase: str) -> None:
    """Lock the office's key with another passphrase. Paper stays as it is. Raises WeakPassphrase."""
    _replace(home / "keys/duty/office.wrapped", _wrapped(keys.office_key, passphrase))


def change_paper(home: Path, keys: DutyKeys, reporters: Path | None = None) -> str:
    """A new code for paper; the one of before opens these files no more. `reporters` is the home of the reporters'
    process, where that has one of its own. Returns the new code."""
    code = recovery_code()
    _replace(home / "keys/duty/office.recovery", wrap_with_code(keys.office_key, code))
    _for_reporters(reporters or home, code)
    return code


def change_hands(home: Path, keys: DutyKeys, passphrase: str, reporters: Path | None = None) -> str:
    """Lock the office's key anew for another owner: what the old one had on paper or in mind opens these files no more.
    The key itself stays, so that every open case does. Returns the new recovery code. Raises WeakPassphrase."""
    wrapped = _wrapped(keys.office_key, passphrase)
    code = change_paper(home, keys, reporters)
    _replace(home / "keys/duty/office.wrapped", wrapped)
    return code


def rotate(home: Path, keys: DutyKeys, passphrase: str, reporters: Path | None = None) -> str:
    """A new office key: reports are sealed to it once the processes began anew. The keys of before stay with it, sealed
    to it, so that every case still opens. Returns the new code for paper. Raises WeakPassphrase."""
    new = Key.fresh()
    wrapped = _wrapped(new, passphrase)
    earlier = home / "keys/duty/earlier"
    earlier.mkdir(mode=0o700, exist_ok=True)
    before = list(earlier.glob("*.box"))
    for old in (keys.office_key, *keys.office_key.earlier):
        box = new.lock.seal(EARLIER, "", {"key": old.raw().hex()})
        _write_once(earlier / f"{new.key_id.hex()}-{old.key_id.hex()}.box", box)
    code = recovery_code()
    # The lock last: until it is changed, everybody still seals to a key that opens with either word.
    _replace(home / "keys/duty/office.wrapped", wrapped)
    _replace(home / "keys/duty/office.recovery", wrap_with_code(new, code))
    _for_reporters(reporters or home, code)
    _replace(home / "keys/public/office.pub", new.lock.public)
    if reporters is not None:
        _replace(reporters / "keys/public/office.pub", new.lock.public)
    for path in before:  # sealed to a key that nothing holds any more but the boxes above
        path.unlink()
    return code


def _for_reporters(home: Path, code: str) -> None:
    """What reporters come back with opens with the same paper, where this machine has it."""
    folder = home / "keys/reporter"
    if (folder / "reply.key").is_file():
        _replace(folder / "reply.recovery", wrap_with_code(Key(_read(folder / "reply.key")), code))


def _wrapped(key: Key, passphrase: str) -> bytes:
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase
    return wrap(key, passphrase)
