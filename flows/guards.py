"""What a row asks before it is taken, and what a question asks before it offers an answer. Questions are yes or no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows import areas
from flows.events import Chose, Sent, Started, Wrote
from flows.numbers import taken_out

if TYPE_CHECKING:
    from flows.office import Office
    from flows.session import Session
    from flows.turn import Turn

FOLLOW_UPS = {
    "wedding": "act.married",
    "image": "act.image",
    "held": "act.confined",
    "often": "act.again",
    "other": "act.other",
}
YOUNG = ("age.u5", "age.5_11")
# What a facilitator would have to find out: the desk asks the friend, not them.
DETAILS = ("danger", "access", "relation", "signs", "visit", "adult", "others", "sex", "needs")
THRICE_WITHIN = timedelta(seconds=3)


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


def is_invited(turn: Turn) -> bool:
    """A facilitator's code was used, and nobody has said who is telling."""
    return turn.session.invited and not turn.session.answer("who")


def becomes_a_facilitator(turn: Turn) -> bool:
    return chooses("who.facilitator")(turn) and not turn.session.changing


def chooses(option: str) -> Callable[[Turn], bool]:
    """Whether this answer was tapped."""
    return lambda turn: isinstance(turn.event, Chose) and turn.event.id == option


def only_asks(turn: Turn) -> bool:
    """Nothing happened: somebody has a question or wants to prevent something, and there is no *when*."""
    answering = turn.session.step == "other" and isinstance(turn.event, Chose)
    other = turn.event.id if answering and isinstance(turn.event, Chose) else turn.session.answer("other")
    return turn.session.answers.get("acts") == ("act.other",) and other in ("other.ask", "other.prevent")


def is_still_to_come(turn: Turn) -> bool:
    """Of a wedding that is only planned, and nothing else, nobody is asked when it happened last."""
    answering = turn.session.step == "wedding" and isinstance(turn.event, Chose)
    wedding = turn.event.id if answering and isinstance(turn.event, Chose) else turn.session.answer("wedding")
    return turn.session.answers.get("acts") == ("act.married",) and wedding not in ("", "wedding.done")


def is_hidden(turn: Turn) -> bool:
    """After a pause somebody else may hold the phone: what was said comes back by the neutral screen only."""
    return turn.session.hidden


def presses_again_and_again(turn: Turn) -> bool:
    """Three times within three seconds, with nothing between: no time for a question. Only *Bahaya* counts: who is
    kept waiting taps any other button as often. Taps come without a time, so of those that waited while we were down
    three count too: they did ask three times."""
    recent = [at for at in turn.session.pressed if turn.event.at - datetime.fromisoformat(at) <= THRICE_WITHIN]
    return len(recent) >= 2


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
    """Whether a follow-up is due: its act was chosen, it was not asked yet, and whom we ask need not find out."""

    def due(turn: Turn) -> bool:
        asked = turn.session.is_facilitator or step in turn.session.answers  # a facilitator is not sent to find out
        return turn.session.chose(act) and not asked

    return due


def is_no_code(turn: Turn) -> bool:
    """Whether what was sent is a thing, and no digits heard as a code: of those is said what they are for."""
    return isinstance(turn.event, Sent) and turn.event.kind != "code"


def is_only_a_number(turn: Turn) -> bool:
    """A phone number and nothing beside it: where somebody is was not said yet."""
    rest, number = taken_out(turn.event.text) if isinstance(turn.event, Wrote) else ("", "")
    return bool(number) and not rest


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


def fits_settings(session: Session, choice: str) -> bool:
    """Only what would change something: before the desk has a report nobody writes here anyway."""
    if choice in ("settings.seen", "settings.unseen"):
        return session.quiet == (choice == "settings.unseen")
    if choice == "settings.contact":
        return session.filed
    return session.case_open and session.contact != "no"


def fits_hub(session: Session, choice: str) -> bool:
    """Only the additions that make sense for this person now."""
    name = choice.removeprefix("hub.")
    if session.is_facilitator and name in DETAILS:
        return False
    if name == "friend":
        return session.is_facilitator
    if name == "village":
        return bool(areas.villages_of(session.answer("where")))
    if name == "signs":
        return session.chose("relation.partner") or session.chose("relation.friend")  # *pacar atau teman*
    if name == "permits":
        return bool(session.granted)
    if name == "safe_word":
        return session.filed and not session.is_guest  # also where there is one: nobody must see that by this
    if name == "access":
        return True
    if name == "life":
        return fits_life(session)
    return True
