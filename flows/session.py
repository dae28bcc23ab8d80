"""What one conversation remembers. A value: every change is a new one, and it says nothing when printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.recording import Recording
from flows.standing import standing
from flows.traces import Trace
from flows.triage import Settled
from flows.values import replace

IDLE = timedelta(minutes=60)
ASIDE = ("language", "guide", "call")  # laid beside the conversation: nobody is "at" these
EARLIER = 5  # so many reports from before stay within reach of one conversation

CHILD_AGES = ("age.u5", "age.5_11", "age.12_14", "age.15_17")
ADULT_AGES = ("age.18_24", "age.25_59", "age.60")


@dataclass(frozen=True)
class Words:
    """Something the reporter typed, unedited: when (UTC, ISO 8601), at which step, what."""

    at: str
    step: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Permission:
    """A step of the desk that gives a name away: the reporter is ``asked`` for it, or has ``granted`` it. ``letter`` is
    what the question came with; ``until`` its last day (ISO)."""

    id: int
    letter: int
    state: str
    until: str
    step: str = field(default="", repr=False)
    to: str = field(default="", repr=False)


@dataclass(frozen=True)
class Visit:
    """A report that somebody came back to by its code. ``status`` is all the code alone shows; ``is_open``: the safe
    word was right too. ``aside`` is the conversation of this chat, waiting until the visit is over."""

    report: str
    status: str
    is_open: bool = False
    aside: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Session:
    """One person's conversation with one office.

    ``placed`` says that the office was chosen, by a poster's link or a button; until then it is the home office.
    ``answers`` holds option ids by step; an empty tuple is a question that was skipped. ``urgency`` is what the desk
    was last told. ``earlier`` are reports the desk has from this person before *Mulai baru*; ``showing`` the letters
    that stand on the screen. ``settled`` are words we asked about, ``asking`` the codes asked about now, over the step
    ``under``; ``gently`` that it is no danger heard for certain, ``interrupted`` that this was asked once, ``hinted``
    that words ever hinted at dying; ``warned`` that an answer brought the emergency numbers. ``hidden`` says that
    there was a pause: then only what was said ``since`` may be seen. ``raised`` are the codes for which the urgency is
    what it is. ``careful`` keeps from the conversation before that the screen may be seen, ``forgot`` that a draft was
    forgotten on leaving: nothing else is known of either. ``interrupted_at`` is the step at which help was called for,
    ``aside`` the one beside which the language or *Bantuan* was opened.
    ``gone`` are answers the desk was given and that were changed afterwards (``standing``). ``source`` is the door an
    officer's entry came by (flows/desk/entry.py); empty for whoever wrote here themselves. ``called_at`` is when the
    desk was last called to it.
    ``permits`` are steps they are asked for or have allowed, ``progress`` how far the case has come: both as the desk
    has them now, and never part of the record.
    ``passed_on`` is when the desk was given what there was because they had stopped (flows/broken_off.py), ``told_so``
    the version of the screen that says it to them; 0: none did yet.
    ``advised`` are the pieces of advice they have seen (flows/advice.py).
    ``recording`` is the voice note they sent, if the office takes them (flows/voice.py).
    ``minute`` and ``beats`` count the messages of the running minute, ``sent`` the reports of a day and ``spoke`` its
    voice notes, ``pranks`` those that the desk closed as a mistake or a try (flows/pace.py): they belong to the chat,
    and outlive a report.
    ``receipt`` and ``receipt_words`` are the two codes while they are shown; ``chosen`` is the hash of the
    safe word they chose a moment ago. ``visit`` is a report that is visited by its code from this chat.
    ``pressed`` is when *Bahaya* was tapped last, with nothing between.
    ``invited`` says that a facilitator's code was used: the question who is telling need not be asked.
    ``poster`` is where the poster hangs that led here, so that it is counted once; the office is told a sum, not whose.
    ``number`` is a phone number given with a call for help that was not sent yet; never part of the record.
    ``saving`` is ``go`` (keep as I go) or ``send`` (only when I press send); unanswered counts as send.
    """

    office: str
    step: str = "start"
    version: int = 0
    language: str = "id"
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    words: tuple[Words, ...] = field(default=(), repr=False)
    history: tuple[str, ...] = field(default=(), repr=False)
    page: int = 0
    changing: bool = False
    hidden: bool = False
    paused_at: str = field(default="", repr=False)
    report_id: str = ""
    earlier: tuple[str, ...] = ()
    showing: tuple[int, ...] = ()
    distress: bool = field(default=False, repr=False)
    filed: bool = False
    filed_at: str = ""
    urgency: str = field(default="", repr=False)
    receipt: str = field(default="", repr=False)
    receipt_until: str = ""
    seen_at: str = ""
    poster: str = field(default="", repr=False)
    settled: tuple[Settled, ...] = field(default=(), repr=False)
    asking: tuple[str, ...] = field(default=(), repr=False)
    under: str = ""
    gently: bool = False
    interrupted: bool = False
    hinted: bool = field(default=False, repr=False)
    warned: bool = field(default=False, repr=False)
    since: tuple[str, ...] = field(default=(), repr=False)
    raised: tuple[str, ...] = field(default=(), repr=False)
    messages: tuple[Trace, ...] = field(default=(), repr=False)
    placed: bool = False
    careful: bool = False
    forgot: bool = False
    aside: str = ""
    interrupted_at: str = field(default="", repr=False)
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    source: str = ""
    called_at: str = ""
    permits: tuple[Permission, ...] = field(default=(), repr=False)
    progress: str = ""
    passed_on: str = ""
    told_so: int = 0
    advised: tuple[str, ...] = field(default=(), repr=False)
    minute: str = ""
    beats: int = 0
    sent: tuple[str, ...] = field(default=(), repr=False)
    spoke: tuple[str, ...] = field(default=(), repr=False)
    pranks: tuple[str, ...] = field(default=(), repr=False)
    receipt_words: str = field(default="", repr=False)
    chosen: str = field(default="", repr=False)
    visit: Visit | None = field(default=None, repr=False)
    pressed: tuple[str, ...] = ()
    invited: bool = field(default=False, repr=False)
    number: str = field(default="", repr=False)
    recording: Recording | None = field(default=None, repr=False)

    # -- what it means ------------------------------------------------------------------------------------------

    def answer(self, step: str) -> str:
        """The one answer to a question, or an empty string."""
        given = self.answers.get(step, ())
        return given[0] if given else ""

    def chose(self, option: str) -> bool:
        """Whether this option was picked, at whatever step it belongs to."""
        return any(option in given for given in self.answers.values())

    @property
    def place(self) -> str:
        """The step to come back to: never a question that was laid over it, or what was opened beside it."""
        step = self.aside if self.step in ASIDE else self.step
        return (self.under if step in ("heard", "voice") else step) or ("hub" if self.filed else "safety")

    @property
    def quiet(self) -> bool:
        """Someone can see the screen: short, neutral prompts; typed words vanish from the chat."""
        told = self.answer("privacy")
        return told == "privacy.no" or (self.careful and told != "privacy.yes")

    @property
    def saves(self) -> bool:
        return self.answer("limits") == "saving.go"

    @property
    def case_open(self) -> bool:
        """The desk knows of this report."""
        return self.filed or self.distress or bool(self.passed_on)

    @property
    def broken_off(self) -> bool:
        """The desk has it only because they stopped half-way: nothing was sent."""
        return bool(self.passed_on) and not self.filed and not self.distress

    @property
    def own_reports(self) -> tuple[str, ...]:
        """The reports of this person that the desk has, the newest last."""
        return (*self.earlier, self.report_id) if self.case_open else self.earlier

    @property
    def keeps_record(self) -> bool:
        """Whether a sealed snapshot is written for the office each turn."""
        return self.case_open or (self.saves and bool(self.report_id))

    @property
    def sealed_to(self) -> str:
        """Whose key the record is sealed to: the office's, or the escalation holder's alone."""
        return "escalation" if "insider.some" in self.standing.get("insider", ()) else "office"

    @property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """The answers as the desk weighs them: one that protects is not taken back by whoever holds the phone later."""
        return standing(self.answers, self.gone)

    @property
    def asked(self) -> tuple[Permission, ...]:
        """Steps the desk waits for their word about."""
        return tuple(permit for permit in self.permits if permit.state == "asked")

    @property
    def granted(self) -> tuple[Permission, ...]:
        """Steps they allowed and may take back."""
        return tuple(permit for permit in self.permits if permit.state == "granted")

    @property
    def is_self(self) -> bool:
        return self.answer("who") == "who.self"

    @property
    def is_facilitator(self) -> bool:
        """A child who tells of another one: never sent to find something out."""
        return self.answer("who") == "who.facilitator"

    @property
    def survivor_is_child(self) -> bool | None:
        """None when we were not told."""
        age = self.answer("age")
        return True if age in CHILD_AGES else False if age in ADULT_AGES else None

    @property
    def register(self) -> str:
        """How we speak to the person typing: ``anak`` (*kamu*, ngoko) or ``dewasa`` (*Anda*, krama). Until we know: as
        to a child; but in Javanese politely, for a grandmother is not spoken to in ngoko."""
        who = self.answer("who")
        if who in ("who.family", "who.witness", "who.other"):
            return "dewasa"
        if who == "who.self" and self.survivor_is_child is not None:
            return "anak" if self.survivor_is_child else "dewasa"
        return "dewasa" if self.language == "jv" and who != "who.facilitator" else "anak"

    @property
    def voice_seconds(self) -> int:
        """How long the voice note is that they gave with this report; 0: none."""
        return max(self.recording.seconds, 1) if self.recording is not None and self.recording.is_wanted else 0

    @property
    def contact(self) -> str:
        """The window in which the reporter agreed to be written to: ``anytime``, ``morning``, … or ``no``.
        Skipped or unasked is no; the last answer holds, but a *no* to the question itself outlasts a call for help."""
        chosen = self.answer("contact")
        if chosen:
            return chosen.removeprefix("contact.")
        return "anytime" if self.answer("distress.contact") == "distress.write" else "no"

    @property
    def refuses_contact(self) -> bool:
        """Whether they said so themselves: nothing may appear in this chat uncalled."""
        return self.contact == "no" and bool(self.answer("contact") or self.answer("distress.contact"))

    @property
    def has_content(self) -> bool:
        """Whether there is anything to come back to."""
        told = self.words or self.recording is not None
        return self.case_open or bool(told) or any(step != "privacy" for step in self.answers)

    @property
    def is_guest(self) -> bool:
        """Whether this is a report opened by code and safe word, in a chat that is no way back to its reporter."""
        return self.visit is not None and self.visit.is_open

    @property
    def can_resume(self) -> bool:
        """Whether there is a place to come back to."""
        return self.has_content or bool(self.paused_at)

    def idle(self, at: datetime) -> bool:
        return bool(self.seen_at) and at - datetime.fromisoformat(self.seen_at) >= IDLE

    def shows(self, option: str) -> bool:
        """Whether an answer may be seen: after a pause somebody else may hold the phone."""
        return not self.hidden or option in self.since

    # -- changes ------------------------------------------------------------------------------------------------

    def with_answer(self, step: str, given: tuple[str, ...]) -> Session:
        """This answer, and no older one that it overtakes: a call for help asks again whether we may write. Who skips
        that takes nothing back."""
        kept = {
            other: before
            for other, before in self.answers.items()
            if not (step == "distress.contact" and given and other == "contact" and before != ("contact.no",))
        }
        return replace(self, answers={**kept, step: given})

    def saying(self, option: str) -> Session:
        """After a pause: this was said since, and may be seen."""
        return replace(self, since=(*self.since, option)) if self.hidden else self

    def hiding(self) -> Session:
        """After a pause: nothing of what was said is shown again."""
        return replace(self, hidden=True, since=())

    def with_words(self, at: datetime, text: str) -> Session:
        return replace(self, words=(*self.words, Words(at.isoformat(), self.step, text)))

    # -- at rest ------------------------------------------------------------------------------------------------

    def as_data(self) -> dict[str, Any]:
        """JSON-ready; goes nowhere but into a sealed box."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}  # `asdict` copies every leaf

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Session:
        """The session a box held. Fields a newer version dropped are passed over; nothing told is lost."""
        known = {f.name for f in fields(cls)}
        kept = {name: value for name, value in data.items() if name in known}
        kept["answers"] = {step: tuple(given) for step, given in kept.get("answers", {}).items()}
        kept["gone"] = {step: tuple(given) for step, given in kept.get("gone", {}).items()}
        kept["words"] = tuple(Words(w["at"], w["step"], w["text"]) for w in kept.get("words", ()))
        kept["permits"] = tuple(Permission(**one) for one in kept.get("permits", ()))
        kept["settled"] = tuple(_settled(told) for told in kept.get("settled", ()))
        kept["visit"] = Visit(**kept["visit"]) if kept.get("visit") else None
        kept["recording"] = Recording(**kept["recording"]) if kept.get("recording") else None
        kept["messages"] = _traces(kept.get("messages", ()), str(kept.get("seen_at", "")))
        for name in _LISTS:
            kept[name] = tuple(kept.get(name, ()))
        return cls(**kept)

    def record(self) -> dict[str, Any]:
        """What the office is told: answers and own words. Never how to find the person."""
        return {
            "office": self.office,
            "answers": {step: list(given) for step, given in self.answers.items()},
            "gone": {step: list(given) for step, given in self.gone.items()},
            "words": [asdict(w) for w in self.words],
            "settled": [asdict(one) for one in self.settled],
            "distress": self.distress,
            "filed": self.filed,
            "filed_at": self.filed_at,
            "urgency": self.urgency,
            "raised": list(self.raised),
            "language": self.language,
            "register": self.register,
            "contact": self.contact,
            **({"source": self.source} if self.source else {}),
            **({"guest": True} if self.is_guest else {}),
            **({"voice": self.voice_seconds} if self.voice_seconds else {}),
        }


_LISTS = (
    "asking", "history", "earlier", "showing", "since", "raised", "advised", "sent", "spoke", "pranks", "pressed",
)  # fmt: skip


def _plain(value: Any) -> Any:
    """Small dataclasses, alone or in a row, as JSON has them."""
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return [asdict(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _traces(ids: Iterable[Any], seen_at: str) -> tuple[Trace, ...]:
    """Where an older version kept bare ids, they were sent before it was last here."""
    seen = int(datetime.fromisoformat(seen_at).timestamp()) if seen_at else 0
    return tuple(Trace(one, seen) if isinstance(one, int) else Trace(*one) for one in ids)


def _settled(told: Mapping[str, Any]) -> Settled:
    known = {f.name for f in fields(Settled)}
    return Settled(**{name: value for name, value in told.items() if name in known})
