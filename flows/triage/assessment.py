"""One report, weighed: by its answers, and by its words, which may only raise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.triage.clocks import Clock
from flows.triage.facts import Answers
from flows.triage.hearing import Hearing, Hit, hear
from flows.triage.hearing.patterns import RAISES
from flows.triage.rubric import level_of, weigh
from flows.triage.rules import BROKEN_OFF, FALLBACK
from flows.triage.urgency import Urgency

ANSWER, WORDS = "answer", "words"
YES, SOME, NO = "yes", "some", "no"
CONFIRMED = ("heard.yes",)
STOPPED = ("broken_off",)
# What the words said, where a *no* to the question about this code takes it back.
UNDOES = {
    "D01_BERLANGSUNG": ("when.now",),
    "D02_ANCAM_BUNUH": ("danger.kill",),
    "D03_SENJATA": ("danger.weapon",),
    "D04_CEKIK": ("danger.strangled",),
    "D05_LUKA_BERAT": ("danger.severe",),
    "D06_SEKS_72J": ("when.now", "when.72h"),
    "D07_BUNUH_DIRI_AKUT": ("life_now.yes",),
    "D08_SEKAP_CULIK": ("act.confined", "held.home", "held.stranger"),
    "D09_TPPO_SEGERA": ("held.job", "held.leaving"),
    "D10_OCSEA_SEGERA": ("image.now",),
    "D11_BALITA": ("age.u5",),
    "D12_NIKAH_3H": ("wedding.3d",),
    "D13_TELANTAR_KRITIS": ("danger.starving",),
    "D14_MINTA_TOLONG": ("safety.no",),
    "T06_PIKIR_BUNUH_DIRI": ("life.yes", "life.unsure"),
}


@dataclass(frozen=True)
class Reason:
    """A rubric code that holds, and where it came from.

    ``source`` is ``answer`` (then ``options`` are the answers that said so) or ``words``. Then, and where a *yes*
    confirmed them, ``said`` are the very words, ``[start, end)`` their code points in the message number ``message``.
    """

    code: str
    source: str = ANSWER
    options: tuple[str, ...] = field(default=(), repr=False)
    said: str = field(default="", repr=False)
    message: int = 0
    start: int = 0
    end: int = 0

    @property
    def level(self) -> Urgency:
        return Urgency.of(self.code)


@dataclass(frozen=True)
class Settled:
    """What the reporter said when asked whether we heard right: ``yes``, ``some`` (one of several is so), ``no``, or
    nothing (``""``). It is about the messages ``since`` to ``messages`` (not included); what is typed later is heard
    anew, and what was confirmed before stays."""

    code: str
    answer: str
    messages: int
    since: int = 0

    def about(self, message: int) -> bool:
        return self.since <= message < self.messages


@dataclass(frozen=True)
class Assessment:
    """How urgent, why, what makes it worse, and which deadlines run.

    ``ask`` are codes to confirm, the most urgent first: ``strong`` ones count until they are denied.
    """

    level: Urgency
    reasons: tuple[Reason, ...]
    modifiers: tuple[str, ...]
    clocks: tuple[Clock, ...]
    ask: tuple[str, ...] = ()
    strong: frozenset[str] = frozenset()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)

    @property
    def highest(self) -> tuple[str, ...]:
        """The codes that make it as urgent as it is."""
        return tuple(reason.code for reason in self.reasons if reason.level is self.reasons[0].level)


def assess(
    answers: Answers,
    own_words: Sequence[str],
    at: datetime,
    settled: Sequence[Settled] = (),
    *,
    broken_off: bool = False,
) -> Assessment:
    """Weigh answers (step → option ids) and the reporter's own words, one string a message, as they stand at ``at``
    (UTC).

    Level = the highest criterion that holds; never averaged; unknown answers never lower (rubric, "Rules"). Words only
    raise: whatever the answers alone amount to stays. ``settled`` are words the reporter was asked about: a *no*
    undoes that code as far as words said it, never as far as an answer does; a *yes* is an answer. ``broken_off`` says
    that it was passed on half-way. Pure, and it takes a few milliseconds for a page of words.
    """
    alone = weigh(answers, at)
    heard = [hear(text) for text in own_words]
    said = _said(heard, settled)
    reasons = {code: Reason(code, ANSWER, options) for code, options in alone.causes.items()}
    for confirmed in settled:
        if confirmed.answer == YES:
            reasons.setdefault(confirmed.code, _confirmed(confirmed, heard))
    modifiers, running = list(alone.modifiers), alone.clocks
    for count, facts in _with_facts(answers, heard, settled):
        both = weigh(facts, at)
        modifiers += [code for code in both.modifiers if code not in modifiers]
        running = both.clocks if len(both.clocks) >= len(running) else running
        for code in both.codes:
            if code not in reasons:
                reasons[code] = said.get(code) or _cause(code, heard[:count])
    for code, reason in said.items():
        reasons.setdefault(code, reason)
    if broken_off:
        reasons.setdefault(BROKEN_OFF, Reason(BROKEN_OFF, ANSWER, STOPPED))
    level = level_of(tuple(reasons), tuple(modifiers))
    telling = [r for r in reasons.values() if r.level is not Urgency.RENDAH] or list(reasons.values())
    found = tuple(sorted(telling, key=lambda r: (r.level.rank, r.code))) or (Reason(FALLBACK),)
    answered = frozenset(code for code, reason in reasons.items() if reason.source == ANSWER)
    ask, strong = _to_confirm(heard, settled, level, answered)
    return Assessment(level, found, tuple(modifiers), running, ask, strong)


def _with_facts(
    answers: Answers, heard: Sequence[Hearing], settled: Sequence[Settled]
) -> Iterable[tuple[int, Mapping[str, tuple[str, ...]]]]:
    """What was answered, and under it what the words would have answered, after the first message and after each that
    adds to it: a message that is added takes nothing away. An answer that tells something is enough."""
    facts: dict[str, tuple[str, ...]] = {}
    told = {step for step, given in answers.items() if any(map(_tells, given))}
    for number, hearing in enumerate(heard):
        undone = {option for s in settled if _denies(s, number) for option in UNDOES.get(s.code, ())}
        added = {
            step: tuple(dict.fromkeys((*facts.get(step, ()), *(option for option in given if option not in undone))))
            for step, given in hearing.facts.items()
        }
        new = {step: given for step, given in added.items() if facts.get(step) != given}
        facts |= new
        if new or number == 0:
            yield (
                number + 1,
                {**facts, **{step: given for step, given in answers.items() if step not in facts or step in told}},
            )


def _tells(option: str) -> bool:
    return not option.endswith((".unsure", ".unknown"))


def _said(heard: Sequence[Hearing], settled: Sequence[Settled]) -> dict[str, Reason]:
    """What words alone amount to: each code once, with the strongest words for it."""
    best: dict[str, tuple[int, Reason]] = {}
    for number, hearing in enumerate(heard):
        for code in hearing.codes:
            if code == FALLBACK or _denied(code, number, settled):
                continue
            cause = max((hit for hit in hearing.hits if hit.code == code), key=_weight, default=None)
            reason = _because(code, cause, number) if cause else _cause(code, heard[: number + 1])
            if code not in best or (cause and cause.strength > best[code][0]):
                best[code] = cause.strength if cause else 0, reason
    return {code: reason for code, (_, reason) in best.items()}


def _confirmed(settled: Settled, heard: Sequence[Hearing]) -> Reason:
    """A *yes*, and the words that were asked about."""
    about = [
        (hit, number)
        for number, hearing in enumerate(heard)
        for hit in hearing.hits
        if hit.code == settled.code and settled.about(number)
    ]
    hit, number = max(about, key=lambda one: _weight(one[0]), default=(None, 0))
    if hit is None:
        return Reason(settled.code, ANSWER, CONFIRMED)
    return Reason(settled.code, ANSWER, CONFIRMED, hit.words, number, hit.start, hit.end)


def _cause(code: str, heard: Sequence[Hearing]) -> Reason:
    """Words for a code that only several of them together gave: those that weigh most, the latest first."""
    for number in range(len(heard) - 1, -1, -1):
        if cause := max(heard[number].hits, key=_weight, default=None):
            return _because(code, cause, number)
    return Reason(code, WORDS, (), "", len(heard) - 1)


def _because(code: str, hit: Hit, number: int) -> Reason:
    return Reason(code, WORDS, (), hit.words, number, hit.start, hit.end)


def _weight(hit: Hit) -> tuple[int, int, int]:
    return hit.strength, -Urgency.of(hit.code).rank, -hit.start


def _denied(code: str, message: int, settled: Sequence[Settled]) -> bool:
    return any(s.code == code and _denies(s, message) for s in settled)


def _denies(settled: Settled, message: int) -> bool:
    return settled.answer == NO and settled.about(message)


def _to_confirm(
    heard: Sequence[Hearing], settled: Sequence[Settled], level: Urgency, answered: frozenset[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """What to ask, most urgent first, and which of it counts meanwhile."""
    ask: dict[str, bool] = {}
    for number, hearing in enumerate(heard):
        strong = {hit.code for hit in hearing.hits if hit.strength >= RAISES} & {*hearing.codes}
        for code in hearing.ask:
            asked = code in answered or any(s.code == code and s.about(number) for s in settled)
            if not asked and (code in strong or Urgency.of(code).above(level)):
                ask[code] = ask.get(code, False) or code in strong
    order = sorted(ask, key=lambda code: (not ask[code], Urgency.of(code).rank))
    return tuple(order), frozenset(code for code in ask if ask[code])
