"""What a row asks before it is taken, and what a question asks before it offers an answer. Questions are yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flows import areas
from flows.events import Chose, Started, Wrote

if TYPE_CHECKING:
    from flows.engine import Turn
    from flows.office import Office
    from flows.session import Session

FOLLOW_UPS = {
    "wedding": "act.married",
    "image": "act.image",
    "held": "act.confined",
    "often": "act.again",
    "other": "act.other",
}
YOUNG = ("age.u5", "age.5_11")


def must_choose_an_office(turn: Turn) -> bool:
    """There are several, and neither this person nor a report of theirs has settled on one."""
    session = turn.session
    return len(turn.offices) > 1 and not (session.placed or session.case_open or session.earlier)


def is_led_to_an_office(turn: Turn) -> bool:
    """A poster's link names one of several, and nothing is told yet that would have to move with it."""
    if len(turn.offices) == 1 or not isinstance(turn.event, Started) or linked_office(turn) is None:
        return False
    return not turn.session.case_open and (turn.session.place == "office" or not turn.session.has_content)


def linked_office(turn: Turn) -> Office | None:
    """The office a deep link ``office-language-poster`` names: its code without dots, because Telegram takes none."""
    named = turn.event.payload.split("-")[0] if isinstance(turn.event, Started) else ""
    return next((office for office in turn.offices if office.code.replace(".", "") == named), None)


def is_in_danger(turn: Turn) -> bool:
    return isinstance(turn.event, Chose) and turn.event.id == "safety.no"


def is_changing(turn: Turn) -> bool:
    return turn.session.changing


def becomes_the_survivor(turn: Turn) -> bool:
    """*Who* is changed to the one who lived through it."""
    chosen = isinstance(turn.event, Chose) and turn.event.id == "who.self"
    return turn.session.changing and chosen and not turn.session.is_self


def only_asks(turn: Turn) -> bool:
    """Nothing happened: somebody has a question or wants to prevent something, and there is no *when*."""
    answering = turn.session.step == "other" and isinstance(turn.event, Chose)
    other = turn.event.id if answering and isinstance(turn.event, Chose) else turn.session.answer("other")
    return turn.session.answers.get("acts") == ("act.other",) and other in ("other.ask", "other.prevent")


def is_filed(turn: Turn) -> bool:
    return turn.session.filed


def wants_erasure(turn: Turn) -> bool:
    return isinstance(turn.event, Chose) and turn.event.id == "erase.yes"


def has_content(turn: Turn) -> bool:
    return turn.session.has_content


def keeps_draft(turn: Turn) -> bool:
    """What stays after *Keluar*: only what the reporter chose to save, or what the desk already knows of."""
    return turn.session.saves or turn.session.case_open


def needs(step: str, act: str) -> Callable[[Turn], bool]:
    """Whether a follow-up is due: its act was chosen, and it was not asked yet."""

    def due(turn: Turn) -> bool:
        return turn.session.chose(act) and step not in turn.session.answers

    return due


def names_a_place(turn: Turn) -> bool:
    return typed_place(turn) is not None


def names_a_place_while_changing(turn: Turn) -> bool:
    return turn.session.changing and names_a_place(turn)


def typed_place(turn: Turn) -> areas.Area | None:
    """The kecamatan or desa that was typed, or None."""
    if not isinstance(turn.event, Wrote):
        return None
    inside = turn.session.answer("where") if turn.session.step == "village" else ""
    return areas.match(turn.event.text, turn.office.code, inside)


def may_ask_about_life(turn: Turn) -> bool:
    """Of survivors of twelve and over or of unsaid age who tell it themselves, and where words hint at it; once."""
    session = turn.session
    return "life" not in session.answers and fits_life(session)


def fits_life(session: Session) -> bool:
    age = session.answer("age")
    return session.hinted or (age not in YOUNG and (age != "" or session.is_self))


def may_want_to_die(turn: Turn) -> bool:
    return isinstance(turn.event, Chose) and turn.event.id in ("life.yes", "life.unsure")


def has_letters(turn: Turn) -> bool:
    """An officer wrote, or asks leave for a step."""
    return bool(turn.letters or turn.session.asked)


def has_question(turn: Turn) -> bool:
    """The desk asks leave for a step, and no letter of theirs is unread."""
    return bool(turn.session.asked)


def may_be_asked(turn: Turn) -> bool:
    """It is safe to read, and a question is all there is."""
    return is_safe_to_read(turn) and not turn.letters and has_question(turn)


def is_asked_more(turn: Turn) -> bool:
    """Beside the question just answered there is another one."""
    later = isinstance(turn.event, Chose) and turn.event.id == "permit.later"
    return len(turn.session.asked) > 1 and not later


def keeps_and_has_more(turn: Turn) -> bool:
    """This one stays, and another permission is still to be shown."""
    keeps = isinstance(turn.event, Chose) and turn.event.id == "permits.keep"
    return keeps and turn.session.page + 1 < len(turn.session.granted)


def has_more_letters(turn: Turn) -> bool:
    """Beside those on the screen."""
    return any(letter.id not in turn.session.showing for letter in turn.letters)


def is_safe_to_read(turn: Turn) -> bool:
    return isinstance(turn.event, Chose) and turn.event.id == "news.safe"


# -- which answers a question offers ---------------------------------------------------------------------------


def fits_age(session: Session, choice: str) -> bool:
    """Nobody under five types this themselves."""
    return not (session.is_self and choice == "age.u5")


def fits_danger(session: Session, choice: str) -> bool:
    """Only the danger signs that fit the age and the acts."""
    if choice == "danger.pregnant":
        return session.answer("sex") != "sex.male" and session.answer("age") not in (*YOUNG, "age.60")
    if choice == "danger.starving":
        return session.chose("act.neglected") or session.chose("act.confined") or not session.answers.get("acts")
    if choice in ("danger.hurt", "danger.severe", "danger.strangled"):
        only_online = set(session.answers.get("acts", ())) == {"act.image"}
        return not only_online
    return True


def fits_hub(session: Session, choice: str) -> bool:
    """Only the additions that make sense for this person now."""
    name = choice.removeprefix("hub.")
    if name == "village":
        return bool(areas.villages_of(session.answer("where")))
    if name == "signs":
        return session.chose("relation.partner") or session.chose("relation.friend")  # *pacar atau teman*
    if name == "permits":
        return bool(session.granted)
    if name == "safe_word":
        return session.filed and not session.has_word and not session.is_guest
    if name == "access":
        return True
    if name == "life":
        return fits_life(session)
    return True
