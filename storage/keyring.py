"""The keys as files, and which process may hold which.

    HOME/keys/public/      office.pub  escalation.pub  reply.pub        anybody may read these
    HOME/keys/reporter/    reply.key  tag.key  pepper.key  receipt-salt.key  relay-YYYY-MM.key
                           reply.recovery (code on paper; goes with backups)
    HOME/keys/duty/        office.wrapped (passphrase)  office.recovery (code on paper)
                           earlier/NEW-OLD.box: keys used before this one, sealed to it
    HOME/keys/escalation/  escalation.wrapped (passphrase or code); may be carried away from this machine
    RUNTIME_DIR/draft.key  in memory only: it goes when the power goes
    HOME/offices/CODE/     a further office with keys of its own (public, duty, escalation) and the same reply.pub

`ReporterKeys` has no place for the office's private key, `DutyKeys` none for a reporter's.
"""

import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from storage.errors import AlreadyThere, CannotOpen, KeyInWrongHands, KeyMissing, NoRuntimeFolder, WeakPassphrase
from storage.sealing import (
    Key,
    Lock,
    ReceiptMaker,
    Secret,
    Tagger,
    digest,
    opens_with_code,
    recovery_code,
    unwrap,
    unwrap_with_code,
    wrap,
    wrap_with_code,
    wrapped_key_id,
)

SHORTEST_PASSPHRASE = 14
EARLIER = "earlier office key"

_RELAY = re.compile(r"relay-(\d{4}-\d{2})\.key")
_PUBLIC = ("office.pub", "escalation.pub", "reply.pub")
_REPORTER = ("reply.key", "tag.key", "pepper.key", "receipt-salt.key")
_DUTY = ("office.wrapped", "office.recovery")


@dataclass(frozen=True, slots=True)
class Printed:
    """What goes on paper, once. `escalation_code` is None when that key has a passphrase."""

    recovery_code: str = field(repr=False)
    escalation_code: str | None = field(repr=False)


def create_home_keys(
    home: Path, runtime_dir: Path, passphrase: str, *, escalation_passphrase: str | None, beside: Path | None = None
) -> Printed:
    """Make all keys of an office: all of them or, when anything goes wrong, none. `beside` is the home whose reporters'
    process serves this office too: then it shares that one's reply lock and has no keys of reporters.

    Raises KeyMissing; AlreadyThere when there are keys, WeakPassphrase below fourteen characters.
    """
    for given in (passphrase, escalation_passphrase):
        if given is not None and len(given.strip()) < SHORTEST_PASSPHRASE:
            raise WeakPassphrase
    keys = home / "keys"
    if keys.exists() and any(keys.iterdir()):
        raise AlreadyThere
    office, escalation = Key.fresh(), Key.fresh()
    office_code = recovery_code()
    reply_lock, of_reporters = _reporter_files(office_code) if beside is None else (_lock(beside, "reply"), {})
    escalation_code = recovery_code() if escalation_passphrase is None else None
    files = {
        "public/office.pub": office.lock.public,
        "public/escalation.pub": escalation.lock.public,
        "public/reply.pub": reply_lock.public,
        **of_reporters,
        "duty/office.wrapped": wrap(office, passphrase),
        "duty/office.recovery": wrap_with_code(office, office_code),
        "escalation/escalation.wrapped": (
            wrap(escalation, escalation_passphrase)
            if escalation_passphrase is not None
            else wrap_with_code(escalation, escalation_code or "")
        ),
    }
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    growing = Path(mkdtemp(prefix="keys.", dir=home))  # 0700
    try:
        for name, content in files.items():
            (growing / name).parent.mkdir(mode=0o700, exist_ok=True)
            _write_once(growing / name, content)
        if keys.exists() and any(keys.iterdir()):  # somebody else was faster
            raise AlreadyThere
        growing.rename(keys)  # refused by the system, too, unless `keys` is empty
    except BaseException:
        rmtree(growing)
        raise
    _sync(home)
    if beside is None:
        _draft_secret(runtime_dir)
    return Printed(office_code, escalation_code)


def _reporter_files(code: str) -> tuple[Lock, dict[str, bytes]]:
    reply = Key.fresh()
    return reply.lock, {
        "reporter/reply.key": reply.raw(),
        "reporter/reply.recovery": wrap_with_code(reply, code),
        "reporter/tag.key": secrets.token_bytes(32),
        "reporter/pepper.key": secrets.token_bytes(32),
        "reporter/receipt-salt.key": secrets.token_bytes(16),
    }


def folder_of(home: Path, office_code: str) -> Path:
    """Where a further office of this home lives."""
    return home / "offices" / office_code


class ReporterKeys:
    """What the reporters' process holds. It can seal to its offices and open nothing they were given."""

    __slots__ = ("_further", "_home", "_own", "_relays", "draft", "escalation", "office", "receipts", "reply", "tagger")

    office: Lock
    escalation: Lock
    reply: Key
    tagger: Tagger
    receipts: ReceiptMaker
    draft: Secret
    _home: Path
    _relays: dict[str, Secret]
    _further: dict[str, dict[str, Lock]]
    _own: str

    @classmethod
    def load(
        cls, home: Path, runtime_dir: Path, now: datetime, further: Sequence[str] = (), own: str = ""
    ) -> "ReporterKeys":
        """Read the keys; this month's relay and the draft key are made if missing. `further` are the codes of the
        offices served beside the home's ``own``. Raises KeyMissing, CannotOpen, KeyInWrongHands."""
        keys = cls()
        keys._home, keys._own = home, own
        keys._relays = {}
        keys.office = _lock(home, "office")
        keys.escalation = _lock(home, "escalation")
        keys.reply = Key(_read(home / "keys/reporter/reply.key"))
        if keys.reply.lock != _lock(home, "reply"):
            raise KeyInWrongHands("The reply key does not fit its public half.")
        if keys.reply.lock in (keys.office, keys.escalation):
            raise KeyInWrongHands("The reporters' process was handed a key of the office.")
        if further_problems(home, further):
            raise KeyInWrongHands("The keys of a further office do not fit those of the home.")
        keys._further = {
            code: {name: _lock(folder_of(home, code), name) for name in ("office", "escalation")} for code in further
        }
        keys.tagger = Tagger(_read(home / "keys/reporter/tag.key"))
        keys.receipts = ReceiptMaker(
            _read(home / "keys/reporter/pepper.key"), _read(home / "keys/reporter/receipt-salt.key", 16)
        )
        keys.draft = _draft_secret(runtime_dir)
        keys.relay_of(now)
        return keys

    def __repr__(self) -> str:
        return f"ReporterKeys(office={self.office!r}, reply={self.reply!r})"

    def lock(self, office_code: str, sealed_to: str) -> Lock:
        """What seals to an office (``office``) or to the one who is asked instead of it (``escalation``). Raises
        KeyMissing for an office we do not serve: what is sealed to another's key is read by nobody who should."""
        if office_code in self._further:
            return self._further[office_code][sealed_to]
        if self._own and office_code != self._own:
            raise KeyMissing("Kunci kantor yang sekarang memegang laporan ini tidak dikenal proses pelapor ini.")
        return {"office": self.office, "escalation": self.escalation}[sealed_to]

    def relay_of(self, now: datetime) -> tuple[str, Secret]:
        """This month's epoch (`YYYY-MM`, UTC) and its relay secret, made if missing. Raises OSError when it cannot be
        written, KeyMissing, CannotOpen."""
        epoch = epoch_of(now)
        if epoch not in self._relays:
            path = self._relay_path(epoch)
            if not path.exists():
                _write_once(path, secrets.token_bytes(32))
            self._relays[epoch] = Secret(_read(path))
        return epoch, self._relays[epoch]

    def relay(self, epoch: str) -> Secret:
        """The relay secret of an earlier month. Raises KeyMissing once it was destroyed."""
        if epoch not in self._relays:
            self._relays[epoch] = Secret(_read(self._relay_path(epoch)))
        return self._relays[epoch]

    def forget_relay_before(self, epoch: str) -> list[str]:
        """Destroy all relay secrets older than `epoch`: no return address sealed under them opens again, anywhere."""
        gone = sorted(found for found in _epochs(self._relay_path(epoch).parent) if found < epoch)
        for old in gone:
            path = self._relay_path(old)
            with path.open("r+b") as file:  # best effort: a journal or an SSD may keep a copy
                file.write(secrets.token_bytes(32))
                os.fsync(file.fileno())
            path.unlink()
        _sync(self._relay_path(epoch).parent)
        for old in [known for known in self._relays if known < epoch]:  # also what another process destroyed
            del self._relays[old]
        return gone

    def _relay_path(self, epoch: str) -> Path:
        name = f"relay-{epoch}.key"
        if not _RELAY.fullmatch(name):
            raise KeyMissing(f"There is no relay key for {epoch!r}.")
        return self._home / "keys" / "reporter" / name


class DutyKeys:
    """What the duty process holds, once unlocked. It can read reports and has no way to a reporter."""

    __slots__ = ("escalation", "home", "office", "office_key", "reply")

    home: Path
    office: Lock
    office_key: Key
    escalation: Lock
    reply: Lock

    @classmethod
    def load(cls, home: Path, passphrase: str) -> "DutyKeys":
        """Unlock with the passphrase, about 0.6 s. Raises WrongPassphrase, KeyMissing, CannotOpen."""
        return cls._around(home, unwrap(_read(home / "keys/duty/office.wrapped", None), passphrase))

    @classmethod
    def recover(cls, home: Path, code: str) -> "DutyKeys":
        """Unlock with the recovery code on paper. Raises CodeMistyped, WrongPassphrase, KeyMissing, CannotOpen."""
        return cls._around(home, unwrap_with_code(_read(home / "keys/duty/office.recovery", None), code))

    @classmethod
    def _around(cls, home: Path, office_key: Key) -> "DutyKeys":
        keys = cls()
        keys.home = home
        keys.office = _lock(home, "office")
        keys.office_key = with_earlier(home, office_key)
        keys.escalation = _lock(home, "escalation")
        keys.reply = _lock(home, "reply")
        # A change of keys that was broken off half-way leaves the lock of before: it opens all the same.
        if keys.office not in (office_key.lock, *(key.lock for key in keys.office_key.earlier)):
            raise CannotOpen("The office key does not fit its public half.")
        return keys

    def lock(self, office_code: str, sealed_to: str) -> Lock:
        """What seals to this office, or to the one who is asked instead of it."""
        return self.escalation if sealed_to == "escalation" else self.office

    def __repr__(self) -> str:
        return f"DutyKeys(office={self.office!r})"


class EscalationKeys:
    """What the body holds that is asked when the accused is an official."""

    __slots__ = ("escalation", "escalation_key", "reply")

    escalation: Lock
    escalation_key: Key
    reply: Lock

    @classmethod
    def load(cls, home: Path, code: str) -> "EscalationKeys":
        """Unlock with whatever it was locked with: a code or a passphrase. Raises as `DutyKeys` does."""
        blob = _read(home / "keys/escalation/escalation.wrapped", None)
        keys = cls()
        keys.escalation_key = unwrap_with_code(blob, code) if opens_with_code(blob) else unwrap(blob, code)
        keys.escalation = _lock(home, "escalation")
        keys.reply = _lock(home, "reply")
        if keys.escalation_key.lock != keys.escalation:
            raise CannotOpen("The escalation key does not fit its public half.")
        return keys

    def __repr__(self) -> str:
        return f"EscalationKeys(escalation={self.escalation!r})"


def seen_from_afar(office: Lock, escalation: Lock) -> str:
    """A mark by which another office knows these two keys, without the keys."""
    return digest(b"keys of a desk", office.public, escalation.public).hex()


def public_lock(home: Path, name: str) -> Lock:
    """The public half of a key of this home: ``office``, ``escalation`` or ``reply``. Raises KeyMissing, CannotOpen."""
    return _lock(home, name)


def with_earlier(home: Path, office_key: Key) -> Key:
    """The office's key, with those that were used before it. Raises CannotOpen when one of them is damaged."""
    found = sorted((home / "keys/duty/earlier").glob(f"{office_key.key_id.hex()}-*.box"))
    opened = [office_key.open(EARLIER, "", path.read_bytes()) for path in found]
    return Key(office_key.raw(), [Key(bytes.fromhex(held["key"])) for held in opened])


def _replace(path: Path, content: bytes) -> None:
    growing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _write_once(growing, content)
    growing.replace(path)
    _sync(path.parent)


def epoch_of(now: datetime) -> str:
    """The month whose relay secret is used at this moment: `YYYY-MM`, UTC."""
    return now.astimezone(UTC).strftime("%Y-%m")


def problems(home: Path, *, reporter: bool = True, duty: bool = True, modes: bool = True) -> list[str]:
    """What is wrong with the key files, as sentences for the office; empty when all is well.

    `reporter` and `duty` say which side this machine carries, `modes` whether it matters who may read them. The
    escalation key may have been carried away.
    """
    keys = home / "keys"
    expected = {"public": _PUBLIC, "reporter": _REPORTER if reporter else (), "duty": _DUTY if duty else ()}
    found = [
        f"Berkas kunci {folder}/{name} tidak ada."
        for folder, names in expected.items()
        for name in names
        if not os.access(keys / folder / name, os.R_OK)
    ]
    found += [
        f"{path.relative_to(home)} bisa dibuka orang lain (mode {stat.S_IMODE(path.stat().st_mode):04o}); "
        f"seharusnya {'0700' if path.is_dir() else '0600'}."
        for path in sorted([keys, *keys.rglob("*")] if modes and keys.is_dir() else [])
        if path.stat().st_mode & 0o077
    ]
    return found + list(_misfits(keys))


def further_problems(home: Path, codes: Sequence[str]) -> list[str]:
    """Why the reporters' process could not serve these further offices, as sentences; empty when it can."""
    found = []
    locks = {_public(home, "office"): "kantor induk"}
    for code in codes:
        folder = folder_of(home, code)
        missing = problems(folder, reporter=False, duty=False, modes=False)
        found += [f"offices/{code}: {sentence}" for sentence in missing]
        if missing:
            continue
        if _public(folder, "reply") != _public(home, "reply"):
            found.append(f"offices/{code}: reply.pub bukan milik kantor induk, jadi jawabannya tidak akan terbaca.")
        office = _public(folder, "office")
        if office in locks:
            found.append(f"offices/{code}: kuncinya sama dengan kunci {locks[office]}.")
        locks[office] = f"offices/{code}"
    return found


def _public(home: Path, name: str) -> bytes:
    path = home / "keys" / "public" / f"{name}.pub"
    return path.read_bytes() if os.access(path, os.R_OK) else b""


def _misfits(keys: Path) -> Iterator[str]:
    """Private halves that do not belong to the public half beside them."""
    for public, private in (
        ("public/office.pub", "duty/office.wrapped"),
        ("public/office.pub", "duty/office.recovery"),
        ("public/escalation.pub", "escalation/escalation.wrapped"),
        ("public/reply.pub", "reporter/reply.key"),
        ("public/reply.pub", "reporter/reply.recovery"),
    ):
        if not os.access(keys / public, os.R_OK) or not os.access(keys / private, os.R_OK):
            continue
        held = (keys / private).read_bytes()
        try:
            lock = Lock((keys / public).read_bytes())
            fits = (Key(held).key_id if private.endswith(".key") else wrapped_key_id(held)) == lock.key_id
        except CannotOpen:
            fits = False
        if not fits:
            yield f"Kunci {private} bukan pasangan {public}."


def _lock(home: Path, name: str) -> Lock:
    return Lock(_read(home / "keys" / "public" / f"{name}.pub"))


def _read(path: Path, size: int | None = 32) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise KeyMissing(f"The key file {path.name} is missing or cannot be read.") from None
    if size is not None and len(content) != size:
        raise CannotOpen(f"The key file {path.name} is damaged.")
    return content


def _draft_secret(runtime_dir: Path) -> Secret:
    path = runtime_dir / "draft.key"
    try:
        runtime_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_bytes(32))
    except OSError:
        raise NoRuntimeFolder("The folder for the draft key cannot be made or written.") from None
    return Secret(_read(path))


def _write_once(path: Path, content: bytes) -> None:
    """Write a file (0600) whole or not at all; one that is there already stays as it is."""
    growing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(growing, path)  # unlike a rename, a link never replaces: two processes end with one key
    except FileExistsError:
        pass
    finally:
        growing.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _epochs(folder: Path) -> list[str]:
    return [found[1] for path in folder.iterdir() if (found := _RELAY.fullmatch(path.name))]
