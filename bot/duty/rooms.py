"""What the desk's rooms share: what an officer hears back, and how a room says which taps and commands are its own.

A room is a part of an officer's work that has taps of its own: the queue, an entry, tracks, shifts. It works inside the
transaction of the update and never speaks by itself. All of it is private: a room is never opened in a group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.duty.reading import Act
from flows.office import Office
from storage.database import Connection
from storage.keyring import DutyKeys
from storage.tables import Officer

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of buttons: the words on each, and the data it sends (at most 64 bytes: ``kind|…``)."""


@dataclass(frozen=True)
class Answer:
    """What to say after the commit. ``toast`` answers the tap, in a window if it ``stays`` until it is read; ``said``
    goes to ``chat``, with ``buttons`` below it, in place of the message ``edits`` if that is not 0; then the message
    ``retires`` loses its buttons. ``card`` is a case to show to the officer privately. ``invites``: when the *Balas*
    was taken for which ``said`` invites them to write. ``leave``: a group that is not the desk's. ``may_be_copied``: it
    says nothing of any case, and is made to be passed on. ``wipes``: the case ``said`` is about, to be taken out of the
    chat as its card is. ``plays``: a case whose voice notes the officer hears privately. ``enters``:
    ``said`` shows an entry under way. As about a case, an empty message comes first where it is one of its own, so that
    no notification shows it."""

    toast: str = ""
    said: str = field(default="", repr=False)
    chat: int = field(default=0, repr=False)
    card: str = ""
    officer: Officer | None = field(default=None, repr=False)
    buttons: Buttons = field(default=(), repr=False)
    edits: int = 0
    retires: int = 0
    invites: datetime | None = None
    leave: int = field(default=0, repr=False)
    may_be_copied: bool = False
    wipes: str = ""
    stays: bool = False
    plays: str = ""
    enters: bool = False


Deed = Callable[[Connection, Act, Officer, datetime], Answer | None]
Hearing = Callable[[Connection, Act, Officer, datetime, Mapping[str, Any]], Answer | None]


class Room(Protocol):
    """One part of an officer's work. ``name`` marks what it keeps of an officer's half-done work (storage.middle)."""

    name: str

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        """Everything a room works with; the database comes with each act."""

    def acts(self) -> Mapping[str, Deed]:
        """Kinds of taps (``queue``) and commands (``/antrean``) of this room. An act that comes ``again`` was taken
        before: it may only be shown anew."""

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """A typed text of an officer who is in the middle of something in this room."""
