"""What came to a turn, what is to be said of it, and what was worked out beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.events import Event
from flows.outcome import Screen, Text
from flows.traces import Trace
from storage.sealing import Address


@dataclass(frozen=True)
class Arrived:
    """An update that was read. ``message`` is what was typed, or what was tapped; ``known_messages`` are
    other messages in the chat that we may have to wipe one day."""

    update_id: int
    tag: bytes = field(repr=False)
    address: Address = field(repr=False)
    event: Event
    raw: Mapping[str, Any] = field(repr=False)
    known_messages: tuple[Trace, ...] = field(default=(), repr=False)
    message: Trace | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Told:
    """What to say once the batch is committed. ``screen`` is None when the turn failed for a reason of ours; ``silent``
    says that it need not be shown. ``earlier`` are messages of the chat that must go now that somebody may look at it.
    What must go is owed in the row ``wiping`` too, in case nobody lives to do it; ``kept`` are the known messages that
    the conversation holds now. ``urgent``: where several wait for an answer, this one goes first."""

    arrived: Arrived
    screen: Screen | None = field(repr=False)
    toast: Text | None = None
    wipe: bool = False
    earlier: tuple[int, ...] = field(default=(), repr=False)
    wiping: str = ""
    silent: bool = False
    urgent: bool = False
    kept: tuple[Trace, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class FreshReceipt:
    """Two codes for somebody who may be sending, and their hashes by kind."""

    code: str = field(repr=False)
    words: str = field(repr=False)
    hashes: Mapping[str, bytes] = field(repr=False)


class NotPrepared(Exception):
    """A secret was typed that nobody hashed yet, because an earlier update of the batch asked for it."""
