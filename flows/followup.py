"""After the report is in someone's hands: the receipt, *Mau menambah?*, and an officer's answer.

Everything here is optional and in any order. Each addition is weighed again; a higher urgency alerts again.
"""

from __future__ import annotations

from flows import advice
from flows import doing as do
from flows import guards as if_
from flows.events import Chose, Finished, OpenedNews, Saved, Skipped, Went, WentBack, Wrote
from flows.step import ANY, AREA, CHOICE, ELSEWHERE, INFO, MULTI, SAME, TEXT, Row, Step, row

BACK_TO_HUB = ("back", "skip", "distress", "help", "exit")
PICK = ("done", *BACK_TO_HUB)

QUESTIONS: tuple[Step, ...] = (
    Step(
        "danger",
        MULTI,
        choices=(
            "danger.hurt",
            "danger.severe",
            "danger.strangled",
            "danger.weapon",
            "danger.kill",
            "danger.pregnant",
            "danger.starving",
            "danger.pressed",
        ),
        controls=PICK,
        goes_back="hub",
        offered=if_.fits_danger,
    ),
    Step(
        "access", CHOICE, choices=("access.lives", "access.reach", "access.no"), controls=BACK_TO_HUB, goes_back="hub"
    ),
    Step(
        "relation",
        CHOICE,
        choices=(
            "relation.parent",
            "relation.step",
            "relation.partner",
            "relation.relative",
            "relation.neighbour",
            "relation.friend",
            "relation.teacher",
            "relation.cleric",
            "relation.official",
            "relation.boss",
            "relation.online",
            "relation.stranger",
        ),
        controls=BACK_TO_HUB,
        goes_back="hub",
        columns=2,
    ),
    Step(
        "signs",
        MULTI,
        choices=(
            "signs.gun",
            "signs.control",
            "signs.left",
            "signs.jobless",
            "signs.threat_self",
            "signs.not_his",
            "signs.stalks",
        ),
        controls=PICK,
        goes_back="hub",
    ),
    Step("visit", CHOICE, choices=("visit.safe", "visit.danger"), controls=BACK_TO_HUB, goes_back="hub"),
    Step(
        "meet",
        CHOICE,
        choices=("meet.home", "meet.school", "meet.clinic", "meet.office", "meet.tell"),
        controls=BACK_TO_HUB,
        goes_back="hub",
        columns=2,
    ),
    Step(
        "keep_from",
        MULTI,
        choices=("keep.family", "keep.village", "keep.school", "keep.cadre", "keep.police"),
        controls=PICK,
        goes_back="hub",
    ),
    Step("adult", CHOICE, choices=("adult.some", "adult.none"), controls=BACK_TO_HUB, goes_back="hub"),
    Step("others", CHOICE, choices=("others.yes", "others.no"), controls=BACK_TO_HUB, goes_back="hub"),
    Step(
        "help",
        MULTI,
        choices=(
            "help.talk",
            "help.doctor",
            "help.shelter",
            "help.legal",
            "help.escort",
            "help.school",
            "help.recovery",
            "help.living",
        ),
        controls=PICK,
        goes_back="hub",
        columns=2,
    ),
    Step(
        "contact",
        CHOICE,
        choices=("contact.anytime", "contact.morning", "contact.afternoon", "contact.evening", "contact.no"),
        controls=BACK_TO_HUB,
        goes_back="hub",
    ),
    Step("village", AREA, controls=("more_page", *BACK_TO_HUB), goes_back="hub", columns=2),
    Step("sex", CHOICE, choices=("sex.female", "sex.male"), controls=BACK_TO_HUB, goes_back="hub", columns=2),
    Step(
        "needs",
        MULTI,
        choices=("needs.see", "needs.hear", "needs.speak", "needs.walk", "needs.understand"),
        controls=PICK,
        goes_back="hub",
        columns=2,
    ),
)
LIFE: tuple[Step, ...] = (
    # Asked alone, never in a list.
    Step("life", CHOICE, choices=("life.no", "life.yes", "life.unsure"), controls=BACK_TO_HUB, goes_back="hub"),
    Step("life_now", CHOICE, choices=("life_now.yes", "life_now.no"), controls=BACK_TO_HUB, goes_back="life"),
)

STEPS: tuple[Step, ...] = (
    Step("filed", INFO, controls=("saved", "next", "distress", "help", "exit")),
    *LIFE,
    Step(
        "hub",
        CHOICE,
        choices=(
            "hub.permits",
            "hub.friend",
            *(f"hub.{step.name}" for step in (*QUESTIONS, LIFE[0])),
            "hub.safe_word",
            "hub.advice",
        ),
        controls=("saved", "clean", "distress", "help", "exit"),
        offered=if_.fits_hub,
        columns=2,
    ),
    *QUESTIONS,
    Step("news", CHOICE, choices=("news.safe", "news.later"), controls=("exit",)),
    Step("letter", TEXT, controls=("next", "distress", "help", "exit")),
    # Leave for a step that gives a name away: asked only after *Apakah sekarang aman membaca?*
    Step("permit", CHOICE, choices=("permit.yes", "permit.no", "permit.later"), controls=("distress", "help", "exit")),
    Step(
        "permits",
        CHOICE,
        choices=("permits.back", "permits.keep"),
        controls=("back", "distress", "help", "exit"),
        goes_back="hub",
    ),
)


def addition(step: Step) -> tuple[Row, ...]:
    """A question of the hub, and back to the hub."""
    name, back = step.name, row(WentBack, step.name, step.goes_back)
    if step.kind == MULTI:
        return (
            row(Chose, name, SAME, do=do.toggle),
            row(Finished, name, "hub", do=do.settle),
            row(Skipped, name, "hub", do=do.settle),
            back,
        )
    remember = do.remember_place if step.kind == AREA else do.remember
    rows: tuple[Row, ...] = (row(Chose, name, "hub", do=remember), row(Skipped, name, "hub", do=do.skip), back)
    if step.kind == AREA:
        rows += (
            row(Wrote, name, "hub", when=if_.names_a_place, do=(do.keep_words, do.remember_typed_place)),
            row(Wrote, name, SAME, do=(do.keep_words, do.ask_for_a_button)),
        )
    return rows


TRANSITIONS: tuple[Row, ...] = (
    row(Saved, "filed", "life", when=if_.may_ask_about_life, do=do.forget_receipt),
    row(Saved, "filed", "hub", do=do.forget_receipt),
    row(Went, "filed", "life", when=if_.may_ask_about_life),
    row(Went, "filed", "hub"),
    row(Saved, "hub", SAME, do=do.forget_receipt),
    row(Chose, "life", "life_now", when=if_.may_want_to_die, do=do.remember),
    row(Chose, "life", "hub", do=do.remember),
    row(Skipped, "life", "hub", do=do.skip),
    row(WentBack, "life", "hub"),
    row(Chose, "life_now", "hub", do=do.remember),
    row(Skipped, "life_now", "hub", do=do.skip),
    row(WentBack, "life_now", "life"),
    row(Wrote, "hub", SAME, do=do.keep_words),
    row(Chose, "hub", SAME, when=advice.asks_for_another, do=advice.show_another),
    row(
        Chose,
        "hub",
        ELSEWHERE,
        do=(advice.move_on, do.open_question),
        may=("permits", "friend", "safe_word", *(s.name for s in (*QUESTIONS, LIFE[0]))),
    ),
    *(r for step in QUESTIONS for r in addition(step)),
    # An officer wrote back.
    row(OpenedNews, ANY, "news", when=if_.has_letters, do=do.pause),
    row(OpenedNews, ANY, SAME, do=do.say_no_news),
    row(Chose, "news", "permit", when=if_.may_be_asked),
    row(Chose, "news", "letter", when=if_.is_safe_to_read),
    row(Chose, "news", ELSEWHERE, do=do.resume, may=("hub",)),
    row(Wrote, "letter", SAME, do=(do.keep_words, do.answer_letter)),
    row(Went, "letter", SAME, when=if_.has_more_letters, do=do.read_letters),
    row(Went, "letter", "permit", when=if_.has_question, do=do.read_letters),
    row(Went, "letter", ELSEWHERE, do=(do.read_letters, do.resume), may=("hub",)),
    row(Chose, "permit", SAME, when=if_.is_asked_more, do=do.answer_permit),
    row(Chose, "permit", ELSEWHERE, do=(do.answer_permit, do.resume), may=("hub",)),
    row(Chose, "permits", SAME, when=if_.keeps_and_has_more, do=do.turn_page),
    row(Chose, "permits", "hub", do=do.take_back_permit),
    row(WentBack, "permits", "hub"),
)
