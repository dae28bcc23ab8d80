"""What a turn asks the store to do, in the same transaction as the turn itself.

Writing the session and the sealed snapshot needs no effect: it happens every turn (``Session.keeps_record``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.triage import Urgency


@dataclass(frozen=True)
class Effect:
    """Something to be done with the turn, or not at all."""


@dataclass(frozen=True)
class OpenCase(Effect):
    """A report was sent, or a distress alert: the desk must know."""

    urgency: Urgency


@dataclass(frozen=True)
class GiveReceipt(Effect):
    """The two codes by which a reporter comes back; only their hashes are stored."""

    code: str = field(repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class KeepWord(Effect):
    """The reporter chose a word of this ``kind`` (``safe``, ``duress``); only its hash is stored."""

    kind: str


@dataclass(frozen=True)
class OpenVisit(Effect):
    """Code and safe word were right: the report is open in this chat, until it is left."""


@dataclass(frozen=True)
class TakeOver(Effect):
    """The reporter wants to be written to here from now on: the chat of before is no way back to them any more."""

    report: str


@dataclass(frozen=True)
class EraseVisited(Effect):
    """The reporter, in another chat and with their safe word, takes the way back of this report away."""

    report: str


@dataclass(frozen=True)
class RaiseFlag(Effect):
    """The duress word of this report was typed: somebody may stand behind its reporter."""

    report: str


@dataclass(frozen=True)
class AlertAgain(Effect):
    """What was added raised the urgency, or help was called for again."""

    urgency: Urgency


@dataclass(frozen=True)
class TellOfAddition(Effect):
    """The reporter added or answered something: the desk should look again."""


@dataclass(frozen=True)
class MarkLettersRead(Effect):
    """The reporter has seen these of the officer's letters; what came meanwhile stays unread."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Permit(Effect):
    """The reporter said yes or no to a step (``granted``, ``refused``), or took it back (``withdrawn``)."""

    id: int
    state: str


@dataclass(frozen=True)
class KeepVoice(Effect):
    """The reporter wants the voice note they sent (``Session.recording``) kept with their report."""


@dataclass(frozen=True)
class Erase(Effect):
    """The reporter wants nothing kept that leads from a case back to this chat. The cases stay."""


@dataclass(frozen=True)
class GiveNumber(Effect):
    """A phone number, given with a call for help: it stands apart from the report, and is erased when the case ends."""

    number: str = field(repr=False)


@dataclass(frozen=True)
class CountPoster(Effect):
    """A poster led somebody here: one more of its sum. Whom, nobody keeps."""

    place: str


@dataclass(frozen=True)
class Forget(Effect):
    """The reporter left and had chosen not to save: nothing stays."""
