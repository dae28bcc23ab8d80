"""`/baru`: what an officer enters of a walk-in, a call, a letter, an outreach. Read it top to bottom.

The questions and their answers are the reporter's own, so the same triage, clocks and ladder follow. One tap each, all
may be passed over; what is typed at any time is kept as the record's words. Names stay in the paper file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flows import areas, followup, report
from flows.events import Chose, Event, Finished, Skipped, WentBack, Wrote
from flows.guards import FOLLOW_UPS
from flows.office import Office
from flows.session import Session, Words
from flows.step import AREA, CHOICE, MULTI, Step
from flows.triage import Assessment, assess
from flows.triage.assessment import WORDS

# The door it came by; of those where a person tells, whether it is the survivor: two answers in one tap.
DOORS = (
    "walkin.self",
    "walkin.other",
    "phone.self",
    "phone.other",
    "whatsapp.self",
    "whatsapp.other",
    "sapa129",
    "province",
    "police",
    "school",
    "village",
    "outreach",
)
SEVERAL = "several"  # an act or a sign is one tap; more than one, a tap more
LONGEST_WORDS = 20_000
LONG_NUMBER = re.compile(r"(?:\d[ .-]?){9,}\d")  # a NIK, a telephone number: they stay in the paper file
_ASKED = {step.name: step for step in (*report.STEPS, *followup.STEPS)}

STEPS: tuple[Step, ...] = (
    Step("source", CHOICE, choices=DOORS, columns=2),
    _ASKED["age"],
    _ASKED["acts"],
    *(_ASKED[name] for name in FOLLOW_UPS),  # each only if its act was chosen
    _ASKED["when"],
    _ASKED["danger"],
    _ASKED["where"],
    _ASKED["insider"],  # the last tap: it also sends
)
MORE: tuple[Step, ...] = tuple(
    _ASKED[name] for name in ("access", "relation", "sex", "needs", "signs", "visit", "adult", "others", "village")
)
"""What may be added before the last tap, in any order."""

ORDER = tuple(step.name for step in STEPS)
BY_NAME: Mapping[str, Step] = {step.name: step for step in (*STEPS, *MORE)}
LAST = "insider"


@dataclass(frozen=True)
class Entry:
    """An entry under way. ``several``: ticks are being set; ``history``: where *Kembali* leads."""

    step: str = "source"
    source: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    words: tuple[Words, ...] = field(default=(), repr=False)
    history: tuple[str, ...] = ()
    several: bool = False

    def as_data(self) -> dict[str, Any]:
        """JSON-ready; goes nowhere but into a sealed box."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Entry:
        """What a box held; a step of an older version begins at the first question, and nothing told is lost."""
        return cls(
            step=data["step"] if data.get("step") in BY_NAME else ORDER[0],
            source=data.get("source", ""),
            answers={step: tuple(given) for step, given in data.get("answers", {}).items()},
            words=tuple(Words(w["at"], w["step"], w["text"]) for w in data.get("words", ())),
            history=tuple(name for name in data.get("history", ()) if name in BY_NAME),
            several=bool(data.get("several")),
        )

    def session(self, office: Office) -> Session:
        """The same as the conversation a reporter would have had."""
        return Session(office=office.code, source=self.source, answers=self.answers, words=self.words)

    def options(self, office: Office) -> tuple[str, ...]:
        """The answers that make sense now: option ids, or codes of places."""
        step = BY_NAME[self.step]
        session = self.session(office)
        if step.kind != AREA:
            return step.options(session)
        inside = step.name == "village"
        places = areas.villages_of(session.answer("where")) if inside else areas.kecamatan_of(office.code)
        return (*(place.code for place in places), *(() if inside else (areas.ELSEWHERE,)))

    def more(self) -> tuple[str, ...]:
        """What can still be added, at the last question."""
        has_villages = bool(areas.villages_of((self.answers.get("where") or ("",))[0]))
        return tuple(step.name for step in MORE if step.name != "village" or has_villages) * (self.step == LAST)

    def assess(self, event: Event) -> Assessment:
        """What is known so far, weighed as a report is."""
        return assess(self.answers, [one.text for one in self.words], event.at)

    def heard(self, event: Event) -> tuple[str, ...]:
        """Where words make it more urgent than what was tapped does: the very words that weigh most, each once."""
        said = self.assess(event)
        if not said.level.above(assess(self.answers, (), event.at).level):
            return ()
        heard = [reason for reason in said.reasons if reason.source == WORDS and reason.said]
        return tuple(dict.fromkeys(reason.said for reason in heard if reason.level is heard[0].level))


@dataclass(frozen=True)
class Taken:
    """Where the entry stands now. ``sends`` says that it is complete; ``understood`` that something was done."""

    entry: Entry
    sends: bool = False
    understood: bool = True


def take(entry: Entry, event: Event, office: Office) -> Taken:
    """One tap or text of the officer. Pure; never raises for anything a person can do."""
    match event:
        case Wrote():
            return _wrote(entry, event, office)
        case WentBack() if entry.history:
            *before, last = entry.history
            return Taken(replace(entry, step=last, history=tuple(before), several=False))
        case Skipped() if entry.step not in (ORDER[0], LAST):
            given = entry.answers.get(entry.step, ())
            return Taken(_onward(_answered(entry, entry.step, given)))
        case Finished() if entry.several:
            return Taken(_onward(_answered(entry, entry.step, entry.answers.get(entry.step, ()))))
        case Chose(id=id):
            return _chose(entry, id, office)
    return Taken(entry, understood=False)


def _chose(entry: Entry, id: str, office: Office) -> Taken:
    step = BY_NAME[entry.step]
    if id == SEVERAL and step.kind == MULTI:
        return Taken(replace(entry, several=True))
    if id in entry.more():
        several = BY_NAME[id].kind == MULTI
        return Taken(replace(entry, step=id, history=(*entry.history, entry.step), several=several))
    if id not in entry.options(office):
        return Taken(entry, understood=False)
    if step.kind == MULTI and entry.several:
        given = entry.answers.get(step.name, ())
        ticked = tuple(one for one in given if one != id) if id in given else (*given, id)
        return Taken(_answered(entry, step.name, ticked))
    if step.name == "source":
        who = "who.self" if id.endswith(".self") else "who.other"
        return Taken(_onward(_answered(replace(entry, source=id), "who", (who,))))
    entry = _answered(entry, step.name, (id,))
    return Taken(entry, sends=True) if step.name == LAST else Taken(_onward(entry))


def _wrote(entry: Entry, event: Wrote, office: Office) -> Taken:
    """Typed words are notes of the record, at any question; a place that is typed where it is asked also answers. What
    holds a long number is not kept."""
    words = event.text.strip()[:LONGEST_WORDS]
    if not words or LONG_NUMBER.search(words):
        return Taken(entry, understood=False)
    entry = replace(entry, words=(*entry.words, Words(event.at.isoformat(), entry.step, words)))
    if BY_NAME[entry.step].kind != AREA:
        return Taken(entry)
    inside = (entry.answers.get("where") or ("",))[0] if entry.step == "village" else ""
    area = areas.match(words, office.code, inside)
    if area is None:
        return Taken(entry)
    if area.is_village:
        entry = _answered(entry, "village", (area.code,))
    if entry.step == "where":
        entry = _answered(entry, "where", (area.kecamatan,))
    return Taken(_onward(entry))


def _answered(entry: Entry, step: str, given: tuple[str, ...]) -> Entry:
    """This answer; what was asked because of an act goes with it."""
    answers = {**entry.answers, step: given}
    if step == "acts":
        gone = [name for name, act in FOLLOW_UPS.items() if act not in given]
        answers = {name: told for name, told in answers.items() if name not in gone}
    village = (answers.get("village") or ("",))[0]
    if step == "where" and not (given and village.startswith(given[0])):
        answers.pop("village", None)
    return replace(entry, answers=answers)


def _onward(entry: Entry) -> Entry:
    """The next question that fits; after an addition, the last one again."""
    left = replace(entry, history=(*entry.history, entry.step), several=False)
    if entry.step not in ORDER:
        return replace(left, step=LAST, history=tuple(name for name in entry.history if name in ORDER[:-1]))
    for name in ORDER[ORDER.index(entry.step) + 1 :]:
        if _fits(entry, name):
            return replace(left, step=name)
    return replace(left, step=LAST)


def _fits(entry: Entry, name: str) -> bool:
    acts = entry.answers.get("acts", ())
    if name in FOLLOW_UPS:
        return FOLLOW_UPS[name] in acts and name not in entry.answers
    asks = entry.answers.get("other", ("",))[:1] in (("other.ask",), ("other.prevent",))
    return not (name in ("when", "danger") and acts == ("act.other",) and asks)
