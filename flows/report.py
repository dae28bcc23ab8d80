"""The report: what we ask, and in which order. Read it top to bottom.

The order protects the person first and files early: are you safe, can you type unseen, what we must tell you, who,
who must not read it, your own words, then the few questions the rubric needs, then send. Everything else is asked
afterwards (``followup``), when the report is already in someone's hands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows import guards as if_
from flows import pace, yes_and_no
from flows.events import (
    Chose,
    Distressed,
    Event,
    Finished,
    Paged,
    Resumed,
    Sent,
    Skipped,
    Started,
    Submitted,
    Went,
    WentBack,
    Wrote,
)
from flows.step import ANY, AREA, CHOICE, ELSEWHERE, INFO, MULTI, SAME, TEXT, Row, Step, row

if TYPE_CHECKING:
    from flows.turn import Turn

WAYS_OUT = ("back", "skip", "distress", "help", "exit")
SEND_TOO = ("back", "skip", "submit", "distress", "help", "exit")

STEPS: tuple[Step, ...] = (
    # Before anything, and after everything: neutral screens that a stranger may see.
    Step("start", INFO, controls=("resume",)),
    Step("away", INFO, controls=("resume",)),
    Step("welcome", CHOICE, choices=("welcome.new",), controls=("resume", "clean", "exit")),
    # Where, only if several offices listen: then it is the first question.
    Step("office", CHOICE, controls=("distress", "language", "help", "exit"), offices=True),
    # Safety.
    Step(
        "safety",
        CHOICE,
        choices=("safety.yes", "safety.no", "safety.unsure"),
        controls=("back", "language", "help", "exit"),
        place=1,
    ),
    Step("distress.where", AREA, controls=("more_page", "back", "skip", "exit"), columns=2),
    Step(
        "distress.contact",
        CHOICE,
        choices=("distress.write", "distress.silent"),
        controls=("back", "skip", "exit"),
    ),
    Step("distress.sent", INFO, controls=("next", "distress", "help", "exit")),
    # Privacy and limits.
    Step("privacy", CHOICE, choices=("privacy.yes", "privacy.no"), controls=WAYS_OUT, place=2),
    Step("limits", CHOICE, choices=("saving.go", "saving.send"), controls=WAYS_OUT, place=3),
    # Who.
    Step(
        "who",
        CHOICE,
        choices=("who.self", "who.family", "who.facilitator", "who.witness", "who.other"),
        controls=WAYS_OUT,
        place=4,
    ),
    Step(
        "age",
        CHOICE,
        choices=("age.u5", "age.5_11", "age.12_14", "age.15_17", "age.18_24", "age.25_59", "age.60"),
        controls=WAYS_OUT,
        offered=if_.fits_age,
        place=5,
        columns=2,
    ),
    Step(
        "insider",
        CHOICE,
        choices=("insider.none", "insider.some", "insider.unknown"),
        controls=WAYS_OUT,
        place=6,
    ),
    # Own words, before any list.
    Step("words", TEXT, choices=("words.hard",), controls=SEND_TOO, place=7),
    # What happened: acts, not terms; several.
    Step(
        "acts",
        MULTI,
        choices=(
            "act.hit",
            "act.touched",
            "act.image",
            "act.married",
            "act.neglected",
            "act.confined",
            "act.threatened",
            "act.again",
            "act.other",
        ),
        controls=("done", *SEND_TOO),
        place=8,
    ),
    Step(
        "wedding",
        CHOICE,
        choices=("wedding.3d", "wedding.30d", "wedding.later", "wedding.done", "wedding.unsure"),
        controls=SEND_TOO,
    ),
    Step(
        "image",
        CHOICE,
        choices=("image.now", "image.later", "image.threat", "image.spread", "image.none"),
        controls=SEND_TOO,
    ),
    Step(
        "held",
        CHOICE,
        choices=("held.home", "held.job", "held.leaving", "held.promised", "held.stranger", "held.free"),
        controls=SEND_TOO,
    ),
    Step("often", CHOICE, choices=("often.many", "often.worse", "often.some"), controls=SEND_TOO),
    Step(
        "other",
        CHOICE,
        choices=("other.bullied", "other.saw", "other.work", "other.talk", "other.ask", "other.prevent"),
        controls=SEND_TOO,
    ),
    # When and where.
    Step(
        "when",
        CHOICE,
        choices=(
            "when.now",
            "when.72h",
            "when.5d",
            "when.7d",
            "when.30d",
            "when.1y",
            "when.older",
            "when.unsure",
        ),
        controls=SEND_TOO,
        place=9,
        columns=2,
    ),
    Step("where", AREA, controls=("more_page", *SEND_TOO), place=10, columns=2),
    # Ready.
    Step("ready", CHOICE, choices=("ready.change",), controls=("submit", "back", "distress", "help", "exit"), place=11),
    Step(
        "review",
        CHOICE,
        choices=(
            "change.who",
            "change.age",
            "change.insider",
            "change.words",
            "change.acts",
            "change.when",
            "change.where",
        ),
        controls=("back", "next", "submit", "distress", "help", "exit"),
        columns=2,
        goes_back="ready",
    ),
)


def says_not_safe(turn: Turn) -> bool:
    """A typed no to *are you safe now?*. A typed yes is no answer: words lower nothing."""
    return isinstance(turn.event, Wrote) and yes_and_no.is_not_safe(turn.event.text)


def question(name: str, then: str, remember: do.Deed = do.remember) -> tuple[Row, ...]:
    """One question with one answer: while it is being changed, back to the review; else on to the next."""
    return (
        row(Chose, name, "review", when=if_.is_changing, do=remember),
        row(Chose, name, then, do=remember),
        row(Skipped, name, "review", when=if_.is_changing, do=do.skip),
        row(Skipped, name, then, do=do.skip),
    )


FOLLOW_UPS = tuple((step, if_.needs(step, act)) for step, act in if_.FOLLOW_UPS.items())


def onward(event: type[Event], name: str, deed: do.Deed) -> tuple[Row, ...]:
    """From the acts through the follow-ups they need (each asked once), then on."""
    later = FOLLOW_UPS[[n for n, _ in FOLLOW_UPS].index(name) + 1 :] if name != "acts" else FOLLOW_UPS
    return (
        *(row(event, name, step, when=needed, do=deed) for step, needed in later),
        row(event, name, "review", when=if_.is_changing, do=deed),
        row(event, name, "where", when=if_.only_asks, do=deed),
        row(event, name, "where", when=if_.is_still_to_come, do=deed),
        row(event, name, "when", do=deed),
    )


def beginning(event: type[Event], source: str, *deeds: do.Deed) -> tuple[Row, ...]:
    """Into the conversation; where several offices listen, first to the one question which."""
    return (
        row(event, source, "office", when=if_.must_choose_an_office, do=deeds),
        row(event, source, "safety", do=deeds),
    )


def sending(name: str) -> tuple[Row, ...]:
    """*Kirim*: at once, unless this chat has sent many today and this one can wait."""
    return (
        row(Submitted, name, SAME, when=pace.must_wait, do=pace.ask_to_wait),
        row(Submitted, name, "filed", do=do.file),
    )


TRANSITIONS: tuple[Row, ...] = (
    # In.
    row(Started, "office", "safety", when=if_.is_led_to_an_office, do=do.follow_link),
    row(Started, ANY, "safety", when=if_.is_led_to_an_office, do=do.begin),
    *beginning(Started, "start", do.begin),
    row(Resumed, "start", "welcome", do=do.come_back),
    *beginning(Wrote, "start", do.begin, do.keep_words),
    *beginning(Sent, "start", do.begin, do.refuse),
    row(Started, "away", "welcome", when=if_.has_content),
    *beginning(Started, "away", do.begin),
    row(Resumed, "away", "welcome"),
    row(Wrote, "away", "welcome", do=do.keep_words),
    *(row(Sent, alone, "welcome", when=if_.is_no_code, do=do.refuse) for alone in ("away", "erased")),
    row(Resumed, "welcome", ELSEWHERE, do=do.resume, may=("safety", "hub")),
    *beginning(Chose, "welcome", do.start_over),
    row(Chose, "office", "safety", do=do.choose_office),
    # Safety.
    row(Chose, "safety", "distress.where", when=if_.is_in_danger, do=do.remember),
    row(Chose, "safety", "privacy", do=do.remember),
    row(Wrote, "safety", "distress.where", when=says_not_safe, do=(do.keep_words, do.remember_danger)),
    row(Chose, "distress.where", "distress.contact", do=do.remember_place),
    row(Skipped, "distress.where", "distress.contact", do=do.skip),
    row(Wrote, "distress.where", SAME, when=if_.is_only_a_number, do=do.keep_words),
    row(Wrote, "distress.where", "distress.contact", do=(do.keep_words, do.remember_typed_place)),
    row(Chose, "distress.contact", "distress.sent", do=(do.remember, do.send_distress)),
    row(Skipped, "distress.contact", "distress.sent", do=(do.skip, do.send_distress)),
    row(Went, "distress.sent", "hub", when=if_.is_filed),
    row(Went, "distress.sent", ELSEWHERE, do=do.return_from_distress, may=("privacy",)),
    # Privacy, limits, who.
    *question("privacy", "limits"),
    *question("limits", "who"),
    row(Chose, "who", "age", when=if_.becomes_the_survivor, do=do.remember),  # its screen says what the law demands
    *question("who", "age"),
    *question("age", "insider"),
    *question("insider", "words", do.remember_insider),
    # Own words: each message is kept; the list comes after the first, and typing on works everywhere.
    row(Wrote, "words", "review", when=if_.is_changing, do=do.keep_words),
    row(Wrote, "words", "acts", do=do.keep_words),
    *question("words", "acts"),
    # What happened.
    row(Chose, "acts", SAME, do=do.toggle),
    *onward(Finished, "acts", do.settle),
    *onward(Skipped, "acts", do.settle),
    *(r for name, _ in FOLLOW_UPS for r in onward(Chose, name, do.remember)),
    *(r for name, _ in FOLLOW_UPS for r in onward(Skipped, name, do.skip)),
    # When, where.
    *question("when", "where"),
    row(Chose, "where", "review", when=if_.is_changing, do=do.remember_place),
    row(Chose, "where", "ready", do=do.remember_place),
    row(Skipped, "where", "review", when=if_.is_changing, do=do.skip),
    row(Skipped, "where", "ready", do=do.skip),
    row(Wrote, "where", "review", when=if_.names_a_place_while_changing, do=(do.keep_words, do.remember_typed_place)),
    row(Wrote, "where", "ready", when=if_.names_a_place, do=(do.keep_words, do.remember_typed_place)),
    row(Wrote, "where", SAME, do=(do.keep_words, do.ask_for_a_button)),
    # Ready: send, or look and change.
    row(Chose, "ready", "review", do=do.look),
    row(Chose, "review", ELSEWHERE, do=do.change, may=("who", "age", "insider", "words", "acts", "when", "where")),
    row(Went, "review", "ready", do=do.stop_changing),
    row(WentBack, "review", "ready", do=do.stop_changing),
    *(r for step in STEPS if "submit" in step.controls for r in sending(step.name)),
    # Everywhere.
    row(Distressed, "distress.sent", SAME, when=if_.presses_again_and_again, do=do.turn_to_distress),
    row(
        Distressed,
        ANY,
        "distress.sent",
        when=if_.presses_again_and_again,
        do=(do.turn_to_distress, do.send_distress),
    ),
    row(Distressed, ANY, "distress.where", do=do.turn_to_distress),
    row(WentBack, ANY, ELSEWHERE, do=do.go_back, may=()),
    row(Paged, ANY, SAME, do=do.turn_page),
    row(Started, ANY, SAME),
    row(Wrote, ANY, SAME, do=do.keep_words),
    row(Sent, ANY, SAME, do=do.refuse),
)
