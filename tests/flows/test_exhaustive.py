"""Every event in every step, tried: never an exception, never a dead end, *Keluar* always leads out."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

import pytest

from flows.effects import TakeOver
from flows.engine import show, take
from flows.events import (
    COMMANDED,
    CONTROLS,
    EVENTS,
    AskedErasure,
    Checked,
    Chose,
    Coded,
    Event,
    Left,
    Sent,
    Started,
    Tapped,
    Worded,
    Wrote,
)
from flows.outcome import Letter, Outcome
from flows.recording import Recording
from flows.safe_words import Verdict
from flows.screens import visible
from flows.session import ASIDE, Permission, Session
from flows.tables import STEPS
from flows.visiting import ended
from flows.wording import LONGEST, write
from tests.flows.talking import LISTENING, RECEIPT, REMBANG, TUESDAY_TEN

pytestmark = [pytest.mark.timeout(400), pytest.mark.no_cover]  # lines that other tests walk, a million times over

State = tuple[object, ...]
OTHERS = (REMBANG,)  # one office is the same without its first question
LETTER = (Letter(1, "Halo, ini petugas."),)
ASKED = (Permission(1, 2, "asked", "2026-12-01", "medical", "RSUD"),)
GUEST = Session("33.16", "hub", report_id="y", filed=True, urgency="SEDANG", hidden=True, earlier=("x",))
SECRETS = {  # at which step which secret may be typed, and what the store may know of it
    "start": ((RECEIPT, Verdict("known", "x", "working")),),
    "check": ((RECEIPT, Verdict("known", "x", "received")), (RECEIPT, Verdict("rests"))),
    "word": (("melati", Verdict("safe", "x", guest=GUEST)), ("melati", Verdict("duress", "x")), ("melati", Verdict())),
    "safe_word": (("melati", Verdict("new")), ("ya", Verdict("short"))),
    "duress_word": (("melati", Verdict("new")), ("melati", Verdict("same"))),
}
DANGER = "tolong bapak di depan pintu bawa celurit mau bunuh aku"
FOLLOW_UPS = ("act.married", "act.image", "act.confined", "act.again", "act.other")
TEXTS = (
    "",
    "   ",
    "cepu",
    "aku ingin mati",
    "x" * 10_000,
    "\u202eterbalik\u202c",
    "\u200b\u200d\ufeff",
    "\ud83d setengah emoji \ude00",
    "{ $numbers } <b>&amp;</b> %s",
    "😶" * 3000,
    "keluar dari rumah",
)


def state_of(session: Session, letters: bool) -> State:
    """What decides how a conversation goes on. Two sessions that agree in it differ in words and details only."""
    if session.step in ("heard", "voice"):  # only what it is laid over
        return (session.step, session.under, session.filed, session.distress, session.saves)
    if session.step in ASIDE:  # only what it is laid beside
        beside = session.aside.split(".")[0]
        return (session.step, beside, session.filed, session.distress, session.saves, session.placed, bool(letters))
    if session.step in ("policy", "settings"):  # only where it was opened
        return (session.step, session.paused_at.split(".")[0], session.filed, session.saves, session.is_guest)
    acts = tuple(sorted(a for a in session.answers.get("acts", ()) if a in FOLLOW_UPS))
    return (
        session.step,
        session.changing and session.step not in ("review", "acts"),
        session.filed,
        session.distress,
        session.saves,
        bool(session.history),
        session.paused_at.split(".")[0] if session.step in ("away", "welcome", "news", "permit") else "",
        session.interrupted_at.split(".")[0] if session.step == "distress.sent" else "",
        bool(session.answer("where")) if session.step in ("hub", "village") else "",
        session.chose("relation.partner") or session.chose("relation.friend") if session.step == "hub" else "",
        acts[:1] if session.step in ("acts", "wedding", "image", "held", "often", "other") else "",
        "life" in session.answers if session.step in ("filed", "hub") else "",
        letters if session.step in ("hub", "welcome", "filed", "news", "letter") else "",
        session.placed if session.step not in ("welcome", "news") else "",  # they only lead back
        len(session.asked) if session.step in ("hub", "welcome", "filed", "news", "letter", "permit") else "",
        len(session.granted) if session.step in ("hub", "permits") else "",
        session.is_guest,
    )


def turn(session: Session, event: Event, letters: tuple[Letter, ...], verdict: Verdict | None = None) -> Outcome:
    given = {"report_id": "r1", "receipt": RECEIPT, "letters": letters, "verdict": verdict}
    return take(session, event, office=LISTENING, others=OTHERS, **given)


def tap(session: Session, id: str, later: int = 1) -> Tapped:
    at = TUESDAY_TEN + timedelta(seconds=session.version + later)
    return CONTROLS.get(id, Chose)(at, id, session.step, session.version)


def on_screen(session: Session, letters: tuple[Letter, ...]) -> frozenset[str]:
    return visible(show(session, LISTENING, TUESDAY_TEN, letters, OTHERS))


@lru_cache(maxsize=1)
def reached() -> dict[State, tuple[Session, tuple[str, ...], frozenset[State]]]:
    """Every state a reporter can bring about by tapping, typing, waiting, and being written to; and where taps lead."""
    start = Session("33.16")
    waiting: deque[tuple[Session, tuple[str, ...]]] = deque([(start, ())])
    found: dict[State, tuple[Session, tuple[str, ...], frozenset[State]]] = {}
    while waiting:
        session, letters = waiting.popleft()
        state = state_of(session, bool(letters))
        if state in found:
            continue
        at = TUESDAY_TEN + timedelta(seconds=session.version + 1)
        taps = [turn(session, tap(session, id), letters) for id in sorted(on_screen(session, letters))]
        others = [
            turn(session, event, letters)
            for event in (
                Wrote(at, "cepu"),
                Wrote(at, DANGER),
                Sent(at, "voice", "", Recording("file", 9, 9)),
                Started(at),
                Started(at + timedelta(hours=2)),
                *((Checked(at),) if session.step in ("start", "away", "ready") else ()),
                tap(session, "open_news"),
                *(Wrote(at, command) for command in ("/lapor", "/privacy", "/settings", "/hapus")),
            )
        ]
        typed = SECRETS.get(session.step, ())
        others += [turn(session, Wrote(at, secret), letters, verdict) for secret, verdict in typed]
        found[state] = (session, letters, frozenset(state_of(t.session, bool(letters)) for t in taps))
        for outcome in (*taps, *others):
            waiting.append((outcome.session, letters))
            if outcome.session.case_open:
                waiting.append((outcome.session, () if letters else LETTER))
                if not outcome.session.permits:
                    waiting.append((replace(outcome.session, permits=ASKED), letters))
    return found


def test_every_step_can_be_reached_by_somebody() -> None:
    assert {state[0] for state in reached()} == set(STEPS)


def test_every_screen_can_be_written_and_has_a_button() -> None:
    for session, letters, _ in reached().values():
        written = write(show(session, LISTENING, TUESDAY_TEN, letters, OTHERS))
        assert written.text
        assert written.rows
        assert len(written.text.encode("utf-16-le")) // 2 <= LONGEST


def test_from_everywhere_somebody_who_goes_on_tapping_gets_through() -> None:
    states = reached()
    through = {state for state in states if state[2] and state[0] == "hub"}
    grown = True
    while grown:
        more = {state for state, (_, _, ways) in states.items() if state not in through and ways & through}
        grown, through = bool(more), through | more
    assert set(states) - through == set()


def test_keluar_always_leads_out() -> None:
    for session, letters, _ in reached().values():
        for event in (tap(session, "exit"), Left(TUESDAY_TEN, "exit", "gone", 3), Wrote(TUESDAY_TEN, " Keluar ")):
            outcome = turn(session, event, letters)
            own = ended(session)
            kept = own.saves or own.case_open
            assert outcome.session.step == ("away" if kept else "start"), session.step
            assert visible(outcome.screen) == {"resume"}
            assert outcome.screen.head.key == "head-away"


def test_nothing_visited_stays_where_the_visit_is_over() -> None:
    """Whatever ends it, what was opened by code and safe word is no report of this chat, unless they said so."""
    for session, letters, _ in reached().values():
        if not session.is_guest:
            continue
        at = TUESDAY_TEN + timedelta(seconds=session.version + 1)
        events = [tap(session, id) for id in sorted(on_screen(session, letters))]
        events += [Wrote(at, said) for said in ("/lapor", "/privacy", "/settings", "/hapus", "keluar")]
        events += [Started(at), Started(at + timedelta(hours=2)), AskedErasure(at + timedelta(hours=2))]
        for event in events:
            outcome = turn(session, event, letters)
            moved = any(isinstance(effect, TakeOver) for effect in outcome.effects)
            stays = {*session.own_reports} & {*outcome.session.own_reports}
            assert outcome.session.is_guest or moved or not stays, (session.step, event)


def test_bahaya_is_heard_everywhere() -> None:
    for session, letters, _ in reached().values():
        calm = replace(session, pressed=())
        assert turn(calm, tap(session, "distress"), letters).session.step == "distress.where"


def test_nothing_anybody_sends_is_an_exception() -> None:
    """Every event, fitting or not, in every step, whatever was sent, saved and called for before it."""
    alike = {state[:5]: where for state, where in reached().items()}
    for session, letters, _ in alike.values():
        at = TUESDAY_TEN + timedelta(seconds=session.version + 1)
        events: list[Event] = [Wrote(at, said) for said in TEXTS]
        events += [
            Sent(at, kind, words) for kind in ("media", "voice", "thing") for words in ("", "\ud800 dekat pasar")
        ]
        events += [Sent(at, "voice", "", Recording("file", seconds, 9)) for seconds in (9, 900)]
        events += [Started(at, payload) for payload in ("3317-jv-pasar", "33.16-jv-pasar", "--", "\ud800", "a" * 300)]
        events += [
            tap(session, id) for id in (*CONTROLS, "no.such", "", "safety.no", "33.16.99", "office.33.99", "hub.hub")
        ]
        events += [replace(tap(session, id), version=0) for id in CONTROLS]
        events += [AskedErasure(at), AskedErasure(at + timedelta(days=2))]
        events += [replace(tap(session, "next"), step="no.such.step", version=10**8)]
        events += [
            Wrote(at + timedelta(days=400), "masih ingat?"),
            replace(tap(session, "resume"), at=at + timedelta(days=2)),
        ]
        for event in events:
            outcome = turn(session, event, letters)
            assert outcome.session.step in STEPS
            assert visible(outcome.screen)


@pytest.mark.parametrize("step", STEPS)
def test_even_a_session_that_could_not_be_is_answered(step: str) -> None:
    """Every event with nothing behind it: a draft may come back from a box in any shape."""
    session = Session("33.16", step)
    taps = (*CONTROLS, *STEPS[step].choices, "33.16.05", "area.elsewhere", "office.33.17")
    events = [
        Wrote(TUESDAY_TEN, "halo"),
        Sent(TUESDAY_TEN, "thing"),
        Started(TUESDAY_TEN),
        *(event(TUESDAY_TEN) for event in (*COMMANDED, Checked, Coded, Worded)),
        *(tap(session, t) for t in taps),
    ]
    assert {type(event) for event in events} == set(EVENTS)
    for event in events:
        assert write(turn(session, event, ()).screen).rows


def test_a_text_in_any_step_is_kept_and_the_question_asked_again() -> None:
    """Only a place's name, the first own words, and an open question about words move on; none is ever lost. Where a
    word was asked for it is one."""
    moved, said = set(), "ini hanya kata-kata biasa yang agak panjang"
    for session, letters, _ in reached().values():
        if session.step in ("word", "safe_word", "duress_word"):
            continue
        outcome = turn(session, Wrote(TUESDAY_TEN, said), letters)
        assert outcome.session.words[-1].text == said
        assert len(outcome.session.words) == len(session.words) + 1 or session.step == "start"
        if session.step in ASIDE:  # beside an open question about words, that question comes back
            assert outcome.session.step == ("heard" if session.aside == "heard" else session.step)
        elif outcome.session.step != session.step:
            moved.add(session.step)
    assert moved == {"start", "away", "words", "distress.where", "heard"}
