"""Every screen as it would be sent: to a child and to an adult, seen or unseen, in each language, by day and night."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

from flows import areas
from flows.lint_words import NOT_SAID_TO, TELLING
from flows.office import Office
from flows.outcome import Screen, Text
from flows.screens import screen_of
from flows.session import Permission, Session, Words
from flows.step import AREA, Step
from flows.values import replace
from flows.wording import LANGUAGES, LONGEST, Written, say, text, write

LONGEST_LABEL = 64  # characters on one button
PREVIEW = 60  # characters: what a notification or the list of chats shows
MOMENTS = (datetime(2026, 11, 24, 3, tzinfo=UTC), datetime(2026, 11, 24, 19, tzinfo=UTC))  # 10.00 and 02.00 in Blora

# Who is telling, by register: a survivor and somebody else each.
TELLERS = {
    "anak": (("who.self", "age.15_17"), ("who.facilitator", "age.12_14")),
    "dewasa": (("who.self", "age.25_59"), ("who.family", "age.5_11")),
}


def wrong(office: Office, steps: Iterable[Step], offices: Sequence[Office] = ()) -> Iterator[str]:
    """What is wrong with the screens of an office, one sentence each, each said once. ``offices`` are all there are to
    choose from."""
    seen: set[str] = set()
    for fault in (*_outside(office), *(f for step in steps for f in _step(office, step, offices))):
        if fault not in seen:
            seen.add(fault)
            yield fault


def _outside(office: Office) -> Iterator[str]:
    """What stands in the chat list when nobody is talking."""
    if found := TELLING.search(office.chat_name):
        yield f"office: the name in the list of chats tells: {found.group()!r}"
    for line in office.exit.harmless:
        if found := TELLING.search(line):
            yield f"office: the harmless line {line[:20]!r}… tells: {found.group()!r}"
    for language in LANGUAGES:
        for register, forbidden in NOT_SAID_TO[language].items():
            if found := TELLING.search(text("news-push", language, register=register)):
                yield f"texts {language}: news-push tells: {found.group()!r}"
            for key in ("note-kept", "note-media", "note-voice", "note-thing", "toast-stale", "toast-taken"):
                if forbidden.search(say(Text(key), language=language, register=register)):
                    yield f"texts {language}: {key} speaks to a reader of the other register"


def _step(office: Office, step: Step, offices: Sequence[Office]) -> Iterator[str]:
    for language, register, quiet in product(LANGUAGES, TELLERS, (False, True)):
        where = f"screen {step.name} ({language}, {register}{', quiet' if quiet else ''})"
        looked_at: list[Screen] = []  # most of them are alike, and writing them takes longest
        for session, at in _sessions(office, step, language, register, quiet):
            screen = screen_of(session, step, office, at, offices=offices)
            if screen in looked_at:
                continue
            looked_at.append(screen)
            head = say(screen.head, language=language, register=register, quiet=quiet)
            if screen.head.key != "head-away" and len(head) < PREVIEW:
                yield f"{where}: its first line is shorter than {PREVIEW} characters"
            for fault in _written(write(screen), NOT_SAID_TO[language][register]):
                yield f"{where}: {fault}"


def _written(written: Written, other_register: re.Pattern[str]) -> Iterator[str]:
    if written.text.endswith("…") or len(written.text.encode("utf-16-le")) // 2 > LONGEST:
        yield f"it is longer than {LONGEST} UTF-16 units"
    if found := TELLING.search(written.text[:PREVIEW]):
        yield f"its first {PREVIEW} characters tell: {found.group()!r}"
    labels = "\n".join(key.label for line in written.rows for key in line if not key.data[0].isdigit())
    if found := other_register.search(written.text) or other_register.search(labels):
        yield f"it says {found.group()!r}, which is the other register"
    if not written.rows:
        yield "it has no button"
    for line in written.rows:
        yield from (
            f"the button {key.data} is longer than {LONGEST_LABEL}" for key in line if len(key.label) > LONGEST_LABEL
        )
        # a sign or a colour alone is not read by everybody: words stand beside it
        yield from (f"the button {key.data} says nothing" for key in line if not re.search(r"\w", key.label))


def _sessions(
    office: Office, step: Step, language: str, register: str, quiet: bool
) -> Iterator[tuple[Session, datetime]]:
    """The same screen with little and with much behind it."""
    widest, acts = _widest(office.code), _acts()
    for (who, age), at, much in product(TELLERS[register], MOMENTS, (False, True)):
        answers: dict[str, tuple[str, ...]] = {"who": (who,), "age": (age,), "where": (widest,)}
        if quiet:
            answers["privacy"] = ("privacy.no",)
        if much:
            answers |= {
                "safety": ("safety.unsure",),
                "life": ("life.yes",),
                "acts": acts,
                "when": ("when.now",),
            }
            if step.choices and step.kind != AREA and step.name not in answers:
                answers[step.name] = step.choices
        session = Session(office.code, step.name, language=language, answers=answers, version=999_999_999)
        if much:
            later = (at + timedelta(hours=1)).isoformat()
            words = (Words(at.isoformat(), "words", "a"),)
            to, until = "RSUD Samin Surosentiko Randublatung", "2026-12-31"
            permits = tuple(Permission(n, n, s, until, "medical", to) for n, s in enumerate(("asked", "granted")))
            session = replace(
                session,
                permits=permits,
                progress="helping",
                words=words,
                history=("safety",),
                urgency="DARURAT",
                receipt="0" * 16,
                receipt_words=" ".join(["w" * 8] * 6),
                receipt_until=later,
                filed=step.place == 0 and step.name != "review",
            )
        yield session, at


@cache
def _widest(office_code: str) -> str:
    return max(areas.kecamatan_of(office_code), key=lambda area: len(area.name)).code


@cache
def _acts() -> tuple[str, ...]:
    from flows.report import STEPS

    return next(step.choices for step in STEPS if step.name == "acts")
