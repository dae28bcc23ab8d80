"""What a turn gives back: where we are now, what to say, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.effects import Effect
from flows.session import Session


@dataclass(frozen=True)
class Text:
    """Words by their key; ``wording`` turns it into a sentence. ``quiet``: said as where the screen may be
    seen, whatever stands beside it."""

    key: str
    args: Mapping[str, Any] = field(default_factory=dict, repr=False)
    quiet: bool = False


@dataclass(frozen=True)
class Letter:
    """An officer's unread words to the reporter."""

    id: int
    words: str = field(repr=False)


@dataclass(frozen=True)
class Button:
    """``id`` goes into the callback; ``ticked`` shows that it is chosen; ``label`` only where it is a place's name."""

    id: str
    ticked: bool = False
    label: str = ""


@dataclass(frozen=True)
class Screen:
    """The one live message. The header is neutral: it is what a notification or the chat list shows. ``origin`` is what
    the buttons say they come from, where that is not the step."""

    step: str
    version: int
    head: Text
    lines: tuple[Text, ...] = field(repr=False)
    rows: tuple[tuple[Button, ...], ...]
    language: str
    register: str
    quiet: bool
    protect: bool
    origin: str = ""


@dataclass(frozen=True)
class Outcome:
    """The value of a turn. ``wipe`` asks the door to delete what the reporter just sent from the chat,
    ``wipe_earlier`` what stood there before too, and ``leaves`` that nothing but a harmless line may stand there then,
    whatever becomes of us. ``silent``: the screen need not be said again."""

    session: Session
    screen: Screen
    effects: tuple[Effect, ...] = ()
    toast: Text | None = None
    wipe: bool = False
    wipe_earlier: bool = False
    silent: bool = False
    leaves: bool = False
