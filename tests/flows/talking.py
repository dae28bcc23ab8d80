"""A conversation played by hand: actions in, transcript out.

    talk = Talk().play("/start", "safety.no", "skip", "distress.write")
    print(talk.transcript())

An action is ``/start`` or another command, the id of a button on the screen (an id that is not there is a mistake of
the script), a number of minutes to wait, an `Event` class with its id for what the screen does not show, or else words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows import broken_off, voice
from flows.effects import (
    AlertAgain,
    CountPoster,
    Effect,
    Erase,
    EraseVisited,
    Forget,
    GiveNumber,
    GiveReceipt,
    KeepVoice,
    KeepWord,
    MarkLettersRead,
    OpenCase,
    OpenVisit,
    Permit,
    RaiseFlag,
    TakeOver,
    TellOfAddition,
)
from flows.engine import show, take
from flows.events import CONTROLS, Checked, Chose, Event, Sent, Started, Tapped, Wrote
from flows.office import Office
from flows.office_file import blora, default_office_text, read_office
from flows.office_parts import ForumAnak, Invitation, Poster
from flows.outcome import Letter, Outcome, Screen
from flows.recording import Recording
from flows.safe_words import Verdict
from flows.screens import visible
from flows.session import Permission, Session
from flows.triage import Assessment, assess
from flows.wording import say, write

TUESDAY_TEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 10.00 in Blora, an office day
TUESDAY_TWO_AT_NIGHT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
RECEIPT = "4071882635190044"
RECEIPT_WORDS = "kucing meja jeruk biola pagar seruling"
BLORA = blora()
_SIGNATURE = '\n[[advice]]\nabout = "{}"\nverified_on = 2026-11-20\nverified_by = "dr. Wati"\n'
LISTENING = read_office(re.sub(r"(?m)^on = false", "on = true", default_office_text()))  # it takes voice notes
FORUM_ANAK = ForumAnak(
    companion="pendamping Forum Anak di kecamatan",
    invitations=(Invitation(code="fajepon26", kecamatan="33.16.08"), Invitation(code="sapakawan27", programme="Sapa")),
)
FINDABLE = BLORA.model_copy(
    update={"posters": (Poster(code="pasar", name="Pasar Cepu"), Poster(code="smp1jepon", name="SMP 1 Jepon"))}
    | {"forum_anak": FORUM_ANAK}
)
"""Blora with posters that hang and facilitators who are invited."""
REMBANG = read_office(default_office_text().replace("33.16", "33.17").replace("Blora", "Rembang")).model_copy(
    update={"posters": (Poster(code="pasar", name="Pasar Lasem"), Poster(code="sekolah", name="SMP 1 Lasem"))}
)
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


def signed(*about: str) -> Office:
    """Blora, where somebody has read these pieces of advice and no others."""
    unsigned = re.sub(r"\[\[advice\]\].*?\n\n", "", default_office_text(), flags=re.DOTALL)
    return read_office(unsigned + "".join(_SIGNATURE.format(one) for one in about))


def core(**answers: str) -> tuple[str, ...]:
    """The way from /start to *Siap dikirim*; each answer can be replaced by another button's id."""
    given = {
        "safety": "safety.yes",
        "privacy": "privacy.yes",
        "limits": "saving.go",
        "who": "who.self",
        "age": "age.15_17",
        "insider": "insider.none",
        "words": "words.hard",
        "acts": "act.hit done",
        "when": "when.7d",
        "where": "33.16.05",
    } | answers
    return ("/start", *(tap for taps in given.values() for tap in taps.split()))


class Talk:
    """One reporter, one clock, one office or more."""

    def __init__(
        self,
        at: datetime = TUESDAY_TEN,
        office: Office = BLORA,
        session: Session | None = None,
        others: Sequence[Office] = (),
    ) -> None:
        self.at, self.office, self.others = at, office, others
        self.session = session or Session(office.code)
        self.letters: Sequence[Letter] = ()
        self.verdict: Verdict | None = None
        self.read_at: datetime | None = None
        self.outcomes: list[Outcome] = []
        self.actions = 0
        self._lines: list[str] = []

    # -- acting -------------------------------------------------------------------------------------------------

    def play(self, *actions: str | int) -> Talk:
        for action in actions:
            if isinstance(action, int):
                self.waits(action)
            elif action.startswith("/start"):
                self.does(Started(self.at, action.removeprefix("/start").strip()), action)
            elif action.startswith("/cek"):
                self.does(Checked(self.at, action.removeprefix("/cek").strip()), action)
            elif action in CONTROLS or _ID.fullmatch(action):
                self.taps(action)
            else:
                self.does(Wrote(self.at, action), action)
        return self

    def waits(self, minutes: int) -> Talk:
        self.at += timedelta(minutes=minutes)
        self._lines.append(f"…         {minutes} minutes later")
        return self

    def taps(self, id: str) -> Talk:
        assert id in self.buttons, f"there is no button {id} at {self.session.step}: {sorted(self.buttons)}"
        return self.does(self.tap(id), f"({self._label(id)})")

    def tap(self, id: str) -> Tapped:
        """A tap as it comes from the screen that stands there now."""
        return CONTROLS.get(id, Chose)(self.at, id, self.session.step, self.session.version)

    def sends(self, kind: str, words: str = "") -> Talk:
        return self.does(Sent(self.at, kind, words), f"<{kind}>")

    def speaks(self, seconds: int = 45, *, size: int = 180_000, words: str = "", file: str = "") -> Talk:
        """A voice note, as Telegram's apps record it."""
        note = Recording(file or f"AwAC{self.actions}", seconds, size)
        return self.does(Sent(self.at, "voice", words, note), f"<voice note, {seconds} s>")

    def hears_it_is_kept(self) -> Talk:
        """The voice note was fetched and sealed away (storage/voices.py)."""
        self.session = voice.kept(self.session)
        self._lines.append("store     has the voice note, sealed away")
        return self

    def is_written_to(self, *letters: str) -> Talk:
        self.letters = [Letter(number, words) for number, words in enumerate(letters, 1)]
        self._lines += [f"officer   {letter}" for letter in letters]
        return self

    def is_read(self) -> Talk:
        """An officer takes it."""
        self.read_at = self.at
        self._lines.append("officer   takes it")
        return self

    def is_asked_leave(self, step: str, to: str, until: str, state: str = "asked") -> Talk:
        """The office asks leave for one step, to one body, until a day; or, ``granted``, it was given."""
        self.session = replace(self.session, permits=(Permission(1, 1, state, until, step, to),))
        if state == "asked":
            self._lines.append(f"officer   asks leave: {step}, {to}, until {until}")
        return self

    def is_passed_on(self) -> Talk:
        """They stopped half-way, and the store does what is due (storage/broken_off.py)."""
        due = broken_off.due_at(self.session, self.office)
        assert due is not None
        assert due <= self.at
        self.session, urgency = broken_off.pass_on(self.session, self.at)
        codes = " ".join(reason.code for reason in self.weighed.reasons)
        self._lines.append(f"passed on {urgency}  {codes}")
        return self

    def types(self, secret: str, **verdict: object) -> Talk:
        """A code or a word is typed; ``verdict`` is what the store knows of it."""
        self.verdict = Verdict(**verdict)  # type: ignore[arg-type]
        self.play(secret)
        self.verdict = None
        return self

    def does(self, event: Event, shown: str = "") -> Talk:
        outcome = take(
            self.session,
            event,
            office=self.office,
            others=self.others,
            report_id=f"r{len(self.outcomes)}",
            receipt=RECEIPT,
            receipt_words=RECEIPT_WORDS,
            verdict=self.verdict,
            letters=self.letters,
            read_at=self.read_at,
        )
        self._lines.append(f"reporter  {shown or type(event).__name__}")
        self.session = outcome.session
        self.outcomes.append(outcome)
        self.actions += 1
        read = {id for effect in outcome.effects if isinstance(effect, MarkLettersRead) for id in effect.ids}
        self.letters = [letter for letter in self.letters if letter.id not in read]
        self._write(outcome)
        return self

    # -- looking ------------------------------------------------------------------------------------------------

    @property
    def last(self) -> Outcome:
        return self.outcomes[-1]

    @property
    def step(self) -> str:
        return self.session.step

    @property
    def text(self) -> str:
        return write(self.last.screen).text

    @property
    def buttons(self) -> frozenset[str]:
        """What can be tapped now; a letter that has come in puts its button there."""
        return visible(self._now())

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Everything the desk and the store were asked, from the beginning."""
        return tuple(effect for outcome in self.outcomes for effect in outcome.effects)

    @property
    def alerts(self) -> list[str]:
        """The urgencies that called an officer, in order."""
        return [effect.urgency.value for effect in self.effects if isinstance(effect, OpenCase | AlertAgain)]

    @property
    def weighed(self) -> Assessment:
        words = [one.text for one in self.session.words]
        now = self.session
        return assess(now.answers, words, self.at, now.settled, broken_off=now.broken_off)

    def hears(self, words: str) -> bool:
        return words in self.text

    def transcript(self) -> str:
        return "\n".join(self._lines) + "\n"

    def _now(self) -> Screen:
        return show(self.session, self.office, self.at, self.letters, self.others, self.read_at)

    def _label(self, id: str) -> str:
        screen = write(self._now())
        return next(key.label for row in screen.rows for key in row if key.data.split("|")[0] == id)

    def _write(self, outcome: Outcome) -> None:
        if outcome.wipe:
            self._lines.append("wiped     that message")
        if outcome.wipe_earlier:
            self._lines.append("wiped     everything of the last 48 hours but this screen")
        if outcome.toast:
            screen, toast = outcome.screen, outcome.toast
            shown = say(toast, language=screen.language, register=screen.register, quiet=screen.quiet)
            self._lines.append(f"toast     {shown}")
        for effect in outcome.effects:
            self._lines.append(self._named(effect))
        screen = write(outcome.screen)
        lines = [*screen.text.splitlines(), *(" ".join(f"[{key.label}]" for key in row) for row in screen.rows)]
        self._lines += [f"{'bot' if n == 0 else '':10}{line}".rstrip() for n, line in enumerate(lines)]

    def _named(self, effect: Effect) -> str:
        codes = " ".join(reason.code for reason in self.weighed.reasons)
        sealed = "  sealed to the escalation key" if self.session.sealed_to == "escalation" else ""
        match effect:
            case OpenCase(urgency):
                return f"{'filed' if self.session.filed else 'alert':10}{urgency}  {codes}{sealed}"
            case AlertAgain(urgency):
                return f"alert     {urgency}  {codes}{sealed}"
            case GiveReceipt():
                return "desk      both codes of the receipt are kept as hashes"
            case KeepWord(kind):
                return f"store     keeps the {kind} word as a hash"
            case OpenVisit():
                return "desk      sees in the chain that the report was visited"
            case TakeOver():
                return "store     this chat is the way back now"
            case EraseVisited():
                return "store     erases whatever leads from that case to a chat"
            case RaiseFlag():
                return "desk      is told quietly: the duress word was used"
            case TellOfAddition():
                return "desk      is told of an addition"
            case MarkLettersRead():
                return "desk      is told that its words were read"
            case Permit(state=state):
                return f"desk      is told: leave {state}"
            case GiveNumber():
                return "desk      is given a phone number, apart from the report"
            case CountPoster(place):
                return f"store     counts one more for the poster {place}"
            case KeepVoice():
                return "store     is to fetch the voice note and seal it away"
            case Forget():
                return "store     forgets everything"
            case Erase():
                return "store     erases whatever leads from a case to this chat"
        raise AssertionError(effect)
