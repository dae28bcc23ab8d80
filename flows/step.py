"""A question, and a way from one question to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import Event

if TYPE_CHECKING:
    from flows.session import Session
    from flows.turn import Turn

CHOICE, MULTI, TEXT, AREA, INFO = "choice", "multi", "text", "area", "info"
KINDS = (CHOICE, MULTI, TEXT, AREA, INFO)

ANY = "*"  # as a source: every step
SAME = "="  # as a destination: ask again
ELSEWHERE = "~"  # as a destination: `do` decides (back, resume)


@dataclass(frozen=True)
class Step:
    """One screen.

    ``choices`` are option ids; ``offered`` narrows them to those that fit what was said so far. ``controls`` are the
    ways out. ``place`` counts the step in the header (*Langkah 3 dari 11*); 0 is not counted. ``offices``: its answers
    are the offices of the deployment, ``office.<code>``.
    ``goes_back``: where *Kembali* leads whatever stood before; where it is empty, to what stood before.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    offered: Callable[[Session, str], bool] | None = None
    place: int = 0
    columns: int = 1
    offices: bool = False
    goes_back: str = ""

    @property
    def is_answered_by_tap(self) -> bool:
        """Whether it has answers to tap; those of places and offices are not in the table."""
        return bool(self.choices) or self.kind == AREA or self.offices

    @property
    def ask(self) -> str:
        """The key of its text."""
        return "ask-" + fluent_key(self.name)

    def options(self, session: Session) -> tuple[str, ...]:
        """The answers that make sense for this person now."""
        if self.offered is None:
            return self.choices
        return tuple(choice for choice in self.choices if self.offered(session, choice))


def fluent_key(id: str) -> str:
    """Ids have dots, Fluent keys have none."""
    return id.replace(".", "-")


Guard = Callable[["Turn"], bool]
Deed = Callable[["Turn"], None]


@dataclass(frozen=True)
class Row:
    """When ``event`` happens at ``source`` and ``when`` says yes: ``do``, and go to ``to``. ``may`` says where an
    ELSEWHERE row can lead, for the drawing and the lint."""

    event: type[Event]
    source: str
    to: str
    when: Guard | None = None
    do: tuple[Deed, ...] = ()
    may: tuple[str, ...] = ()


def row(
    event: type[Event],
    source: str,
    to: str,
    *,
    when: Guard | None = None,
    do: Deed | tuple[Deed, ...] = (),
    may: tuple[str, ...] = (),
) -> Row:
    """A row of a table. Guarded rows come first, the default row last."""
    return Row(event, source, to, when, do if isinstance(do, tuple) else (do,), may)
