"""Forum Anak's peer facilitators are children too.

They tell of a friend, and are sent to find out nothing: no detail questions, no name, an adult to take along, and how
to be with a friend. An invitation's code says that a facilitator is telling; then that question is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows import guards as if_
from flows.events import Chose, Event, Invited, Skipped, Started, Went
from flows.office import Office
from flows.reaching import invites, read_link
from flows.session import Session
from flows.step import ANY, CHOICE, ELSEWHERE, INFO, SAME, Row, Step, row
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

STEPS: tuple[Step, ...] = (
    Step(
        "peer",
        CHOICE,
        choices=("peer.friend", "peer.self", "peer.guide"),
        controls=("back", "skip", "distress", "help", "exit"),
    ),
    Step("friend", INFO, controls=("next", "distress", "help", "exit")),
)


def invited(session: Session, event: Event, office: Office) -> bool:
    """Whether a link brings an invitation into a conversation that has begun; one that begins it begins as any does."""
    return isinstance(event, Started) and session.step != "start" and invites(office, read_link(event.payload)[1])


def accept(turn: Turn) -> None:
    """From now on we know that a facilitator is telling; what was answered before stays."""
    turn.session = replace(turn.session, invited=True)
    turn.note("note-invited")


def know(turn: Turn) -> None:
    """The answer that the invitation gave."""
    turn.session = turn.session.with_answer("who", ("who.facilitator",))


def tell_of_oneself(turn: Turn) -> None:
    """A facilitator lived through it: from here on a survivor like any other."""
    turn.session = turn.session.with_answer("who", ("who.self",)).saying("who.self")


def close_guide(turn: Turn) -> None:
    turn.state = "hub" if turn.session.filed else "peer"


TRANSITIONS: tuple[Row, ...] = (
    row(Invited, "start", "office", when=if_.must_choose_an_office, do=(do.begin, accept)),
    row(Invited, "start", "safety", do=(do.begin, accept)),
    row(Invited, "away", "welcome", do=accept),
    row(Invited, "who", "peer", do=(accept, know)),
    row(Invited, ANY, SAME, do=accept),
    row(Chose, "limits", "peer", when=if_.is_invited, do=(do.remember, know)),
    row(Skipped, "limits", "peer", when=if_.is_invited, do=(do.skip, know)),
    row(Chose, "who", "peer", when=if_.becomes_a_facilitator, do=do.remember),
    row(Chose, "peer", "friend", when=if_.chooses("peer.guide")),
    row(Chose, "peer", "age", when=if_.chooses("peer.self"), do=tell_of_oneself),
    row(Chose, "peer", "age"),
    row(Skipped, "peer", "age"),
    row(Went, "friend", ELSEWHERE, do=close_guide, may=("peer", "hub")),
)
