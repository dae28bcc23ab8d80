"""A monkey has the phone: it taps, types, waits, sends and comes back, in each language.

No exception, no dead end, *Keluar* works everywhere, nothing is longer than Telegram takes, nothing tells at a glance,
nothing is said in another language. ``WADUL_MONKEY_WALKS=100 pytest tests/flows/test_monkey.py`` is the whole measure.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flows import wording
from flows.effects import TakeOver
from flows.engine import show, take
from flows.events import CONTROLS, AskedErasure, Checked, Chose, Event, Left, Sent, Started, Tapped, Wrote
from flows.lint_words import NOT_SAID_TO, TELLING
from flows.outcome import Letter, Outcome, Screen
from flows.recording import Recording
from flows.safe_words import Verdict
from flows.screens import visible
from flows.session import Permission, Session
from flows.tables import STEPS
from flows.wording import LANGUAGES, LONGEST, say, write
from tests.flows.talking import LISTENING, RECEIPT, REMBANG, TUESDAY_TEN, Talk, core
from tests.flows.voices import SAID

pytestmark = pytest.mark.no_cover  # the same lines, thousands of times over

GUEST = Session("33.16", "hub", report_id="y", filed=True, urgency="SEDANG", hidden=True, earlier=("x",))
VERDICTS = ("known", "safe", "duress", "unknown", "rests", "new", "short", "same")  # of any secret, right or not
WALKS = int(os.environ.get("WADUL_MONKEY_WALKS", "8"))
TURNS = 200
TYPED = (
    *("ya", "iyo", "inggih", "yes", "bukan", "", "   ", "cepu", "kec. randu blatung", "x" * 5000, "😶" * 2500),
    *("aku ingin mati", "tolong bapak bawa celurit mau bunuh aku", "kula badhe dipun pejahi", "he will kill me"),
    *("{ $numbers } <b>&amp;</b> %s", "\u202eterbalik\u202c", "4071 8826 3519 0044", "0812 3456 7890", "keluarga"),
    *("/privacy", "/settings", "/lapor", "/bahasa", "darurat"),
    *(words for one in SAID.values() for words in one.values()),
)
LETTERS = (Letter(1, "Halo, ini petugas."), Letter(2, "a" * 3000), Letter(3, "Besok jam 9 ya."))
ASKED = tuple(Permission(n, n, s, "2026-12-01", "medical", "RSUD") for n, s in enumerate(("asked", "granted"), 11))


class Monkey:
    """One walk in one language. The same number walks the same way; every other one begins with a report sent."""

    def __init__(self, language: str, number: int) -> None:
        self.language, self.luck = language, random.Random(f"{language} {number}")
        self.others = (REMBANG,) if number % 4 > 1 else ()
        self.session, self.at = Session("33.16", language=language), TUESDAY_TEN
        if number % 2:
            who, age = self.luck.choice((("who.self", "age.12_14"), ("who.self", "age.60"), ("who.family", "age.u5")))
            told = core(who=who, age=age, privacy=self.luck.choice(("privacy.yes", "privacy.no")))
            self.session = Talk(session=self.session).play(*told, "submit").session
        self.letters: tuple[Letter, ...] = ()
        self.old: list[Tapped] = []
        self.moved = False  # they said that they may be written to here

    def walk(self) -> Iterator[tuple[Session, Outcome]]:
        for _ in range(TURNS):
            self.at += timedelta(minutes=self.luck.choice((0, 0, 0, 0, 1, 5)))
            before, outcome = self.session, self.take(self.event())
            self.session = outcome.session
            self.moved = self.moved or any(isinstance(effect, TakeOver) for effect in outcome.effects)
            self.hears_from_the_desk()
            yield before, outcome

    def take(self, event: Event) -> Outcome:
        return take(
            self.session,
            event,
            office=LISTENING,
            others=self.others,
            report_id=f"r{self.session.version}",
            receipt=RECEIPT,
            verdict=Verdict(self.luck.choice(VERDICTS), "x", "working", replace(GUEST, language=self.language)),
            letters=self.letters,
        )

    def screen(self) -> Screen:
        return show(self.session, LISTENING, self.at, self.letters, self.others)

    def taps(self) -> list[Tapped]:
        ids = sorted(visible(self.screen()))
        other = {f"language.{one}" for one in LANGUAGES if one != self.language}
        step, version = self.session.step, self.session.version
        return [CONTROLS.get(id, Chose)(self.at, id, step, version) for id in ids if id not in other]

    def event(self) -> Event:
        what = self.luck.random()
        if what < 0.74:
            tap = self.luck.choice([one for one in self.taps() if one.id != "exit"] or self.taps())
            self.old.append(tap)
            return tap
        if what < 0.86:
            return Wrote(self.at, self.luck.choice(TYPED))
        if what < 0.87:
            return self.luck.choice((Checked(self.at), Checked(self.at, RECEIPT), AskedErasure(self.at)))
        if what < 0.89:
            return replace(self.luck.choice(self.old), at=self.at) if self.old else Started(self.at)
        if what < 0.92:
            kind, words = self.luck.choice(("media", "voice", "thing", "code")), self.luck.choice(("", "cepu"))
            turns = self.session.version  # which voice it is takes no luck away from the rest
            note = Recording(str(turns), 900 if turns % 5 == 0 else 9, 9)
            return Sent(self.at, kind, words, note if kind == "voice" and turns % 3 else None)
        if what < 0.95:
            id = self.luck.choice(("language", "help", "distress", "open_news"))
            return CONTROLS[id](self.at, id)
        if what < 0.97:
            return Left(self.at, "exit")
        self.at += timedelta(minutes=self.luck.choice((61, 24 * 60)))
        return Started(self.at, self.luck.choice(("", f"3317-{self.language}-pasar", "--")))

    def hears_from_the_desk(self) -> None:
        if self.session.step != "letter":
            self.letters = self.luck.choice(((), (), self.letters, LETTERS)) if self.session.case_open else ()
        if self.session.case_open and self.luck.random() < 0.1:
            permits = self.luck.choice(((), ASKED, ASKED[:1]))
            progress = self.luck.choice(("", "assessed", "helping", "handed", "ended"))
            self.session = replace(self.session, permits=permits, progress=progress)


def looked_at(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is sent; a text that this language does not have is an exception here."""
    monkeypatch.setattr(wording, "DEFAULT", screen.language)
    written = write(screen)
    assert len(written.text.encode("utf-16-le", "replace")) // 2 <= LONGEST
    assert not TELLING.search(written.text[:60]), written.text[:60]
    assert written.rows
    for key in (key for row in written.rows for key in row):
        assert key.label.strip(" ✓")
        assert len(key.label) <= 64
        assert len(key.data.encode()) <= 64
    if screen.step not in ("start", "away", "letter"):
        other = NOT_SAID_TO[screen.language][screen.register].search(written.text)
        assert not other, (screen.step, other)


def leads_on(monkey: Monkey) -> bool:
    """Some button other than *Keluar* brings about another screen or another answer."""
    now = monkey.session
    after = [monkey.take(tap).session for tap in monkey.taps() if tap.id != "exit"]
    return any((one.step, one.answers, one.page) != (now.step, now.answers, now.page) for one in after)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_monkey_finds_nothing_broken(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    for number in range(WALKS):
        monkey = Monkey(language, number)
        for before, outcome in monkey.walk():
            where = f"{language} {number}: {before.step} -> {outcome.session.step}"
            looked_at(outcome.screen, monkeypatch)
            if outcome.toast:
                assert say(outcome.toast, language=outcome.screen.language, register=outcome.screen.register), where
            assert visible(outcome.screen) & {"exit", "resume"}, where
            visits = outcome.session.is_guest or monkey.moved
            assert visits or not {"x", "y"} & {*outcome.session.own_reports}, where
            for event in (Left(monkey.at, "exit"), Wrote(monkey.at, "Keluar")):
                left = monkey.take(event).session
                assert left.step == ("away" if left.saves or left.case_open else "start"), where
            if (step := monkey.session.step) not in seen:
                seen.add(step)
                assert leads_on(monkey), where
    assert len(seen) > len(STEPS) * 2 // 3
