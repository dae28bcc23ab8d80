"""The other offices of this deployment, as a desk may know them: a name, and the public half of two keys.

They lie in ``HOME`` and ``HOME/offices/CODE``. On a machine of the office's own the folders of the others hold their
``office.toml`` and ``keys/public/`` and nothing more: what is handed to an office is sealed to it, never opened for it.
Read anew each time, so that a key that was changed meanwhile is the one that is used. A file may be a wrong copy: what
is sealed to a key that nobody holds is lost, so the desk there must show, beside its pulse, that it holds just these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from flows.office_file import OfficeUnclear, read_office
from storage import pulses, roster
from storage.errors import CannotOpen, KeyMissing, NotPossible
from storage.keyring import DutyKeys, public_lock, seen_from_afar
from storage.sealing import Lock

NEEDED = ("reporter-listener", "duty-listener", "duty-dispatcher")
"""What must live for a case to be safe there: those who seal its reporter's next words, and its desk."""


@dataclass(frozen=True)
class Neighbour:
    """Another office, and what seals to it."""

    code: str
    name: str
    office: Lock = field(repr=False)
    escalation: Lock = field(repr=False)


def names(keys: DutyKeys, code: str) -> dict[str, str]:
    """The names of the offices beside the one of this code, by their codes. Of offices that share a name none: nobody
    could know which of them a survivor said yes to."""
    found = [(other, name) for other, name, _ in _beside(keys.home)]
    often = Counter(_as_read(name) for _, name in found)
    return {other: name for other, name in found if other != code and often[_as_read(name)] == 1}


def find(keys: DutyKeys, code: str, own: str) -> Neighbour:
    """This office, if it is one of this deployment beside our ``own``. Raises NotPossible."""
    there = next(((name, home) for other, name, home in _beside(keys.home) if other == code != own), None)
    if there is None:
        raise NotPossible("desk-why-move-nowhere")
    if code not in names(keys, own):
        raise NotPossible("desk-why-move-double")
    name, home = there
    try:
        office, escalation, reply = (public_lock(home, one) for one in ("office", "escalation", "reply"))
    except (KeyMissing, CannotOpen):
        raise NotPossible("desk-why-move-nowhere") from None
    if reply != keys.reply or office == escalation or {office, escalation} & {keys.office, keys.escalation, reply}:
        raise NotPossible("desk-why-move-stranger")
    others = [folder for other, _, folder in _beside(keys.home) if other not in (code, own)]
    if any({office, escalation} & _locks(folder) for folder in others):
        raise NotPossible("desk-why-move-double")
    return Neighbour(code, name, office, escalation)


def check_awake(conn: Connection, there: Neighbour, off: Collection[int], now: datetime) -> None:
    """Somebody there can be called, none of those who are ``off`` the case (Telegram ids), what calls them lives, and
    holds the keys we would seal to. Raises NotPossible: until then a case stays with us."""
    seen = pulses.of(conn, there.code)
    if any(part not in seen or abs(now - seen[part]) > pulses.SILENT for part in NEEDED):
        raise NotPossible("desk-why-move-asleep")
    if seen_from_afar(there.office, there.escalation) not in pulses.keys_shown(conn, there.code, now):
        raise NotPossible("desk-why-move-key")
    if all(one.telegram_id in off for one in roster.on_duty(conn, there.code)):
        raise NotPossible("desk-why-move-asleep")


def _beside(home: Path) -> Iterator[tuple[str, str, Path]]:
    """Code, name and folder of every office of this deployment whose file can be read."""
    above = home.absolute().parent
    try:
        is_further = above.name == "offices" and (above.parent / "office.toml").is_file()
    except OSError:  # a desk may be kept from the folders of the others: then it knows none
        is_further = False
    whole = above.parent if is_further else home
    for folder in (whole, *_further(whole)):
        try:
            office = read_office((folder / "office.toml").read_text("utf-8"))
        except (OSError, UnicodeDecodeError, OfficeUnclear):
            continue
        if folder == whole or office.code == folder.name:
            yield office.code, office.name, folder


def _as_read(name: str) -> str:
    return " ".join(name.casefold().split())


def _locks(folder: Path) -> set[Lock]:
    """The keys of an office that lie in this folder, as far as they can be read."""
    found = set()
    for name in ("office", "escalation"):
        with suppress(KeyMissing, CannotOpen):
            found.add(public_lock(folder, name))
    return found


def _further(whole: Path) -> list[Path]:
    """The folders of further offices, as far as this process may look."""
    try:
        return sorted(path for path in (whole / "offices").iterdir() if path.is_dir())
    except OSError:
        return []
