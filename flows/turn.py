"""One turn under way: the throw-away object that rows ask and change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.effects import AlertAgain, Effect, OpenCase
from flows.events import Event
from flows.office import Office
from flows.outcome import Letter, Text
from flows.safe_words import Verdict
from flows.session import Session
from flows.triage import Assessment, assess


@dataclass(eq=False)
class Turn:
    """The throw-away object the machine is fired on. ``state`` belongs to `transitions`."""

    state: str
    session: Session = field(repr=False)
    event: Event = field(repr=False)
    offices: tuple[Office, ...] = field(repr=False)
    receipt: str = field(default="", repr=False)
    receipt_words: str = field(default="", repr=False)
    verdict: Verdict = field(default_factory=Verdict, repr=False)
    letters: Sequence[Letter] = field(default=(), repr=False)
    read_at: datetime | None = None
    notes: list[Text] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    went_back: bool = False
    keeps_page: bool = False
    forgets_history: bool = False
    sweeps: bool = False
    changed_hands: bool = False  # a visit began or ended: another report stands on the screen

    @property
    def office(self) -> Office:
        """The office this conversation is with."""
        return office_of(self.session, self.offices)

    @property
    def calls(self) -> bool:
        """Whether it calls the desk, for the first time or anew."""
        return any(isinstance(effect, OpenCase | AlertAgain) for effect in self.effects)

    def note(self, key: str) -> None:
        """A short line above the question."""
        self.notes.append(Text(key))

    def assess(self) -> Assessment:
        """What is known so far, weighed: answers and words."""
        words = [one.text for one in self.session.words]
        now = self.session
        return assess(now.standing, words, self.event.at, now.settled, broken_off=now.broken_off)


def office_of(session: Session, offices: Sequence[Office]) -> Office:
    """The office a conversation is with; the home office for one that this deployment does not serve."""
    return next((office for office in offices if office.code == session.office), offices[0])
