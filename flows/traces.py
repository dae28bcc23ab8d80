"""What stands in the chat: messages by their ids, and which of them can still be taken out of it.

Telegram lets a bot delete both sides' messages for two days. Then an id is of no use any more, and is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

DELETABLE = timedelta(hours=48)
OLD = timedelta(hours=24)  # who looks in once a day is told before it is too late
KNOWN = 1000  # ids that a conversation remembers


class Trace(NamedTuple):
    """A message in the chat, and when it was sent (Unix seconds, by Telegram's clock)."""

    id: int
    at: int


def known(at: datetime, *traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """The newest of these, each once, as far as they can still be deleted at this moment."""
    oldest = (at - DELETABLE).timestamp()
    found: dict[int, Trace] = {}
    for trace in (trace for some in traces for trace in some):
        if trace.at > oldest:
            found.setdefault(trace.id, trace)
    return tuple(found.values())[-KNOWN:]


def grow_old(at: datetime, traces: Iterable[Trace]) -> bool:
    """Whether some can still be deleted, but not for long. One alone is the live message itself."""
    latest = (at - OLD).timestamp()
    return sum(trace.at < latest for trace in known(at, traces)) > 1
