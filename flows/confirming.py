"""When words say that somebody may be in danger: one gentle question, laid over whatever was being asked.

A strong hit brings the numbers and *Bahaya* at once, at any step and after the very first message; until it is answered
it counts. A suspicion does not count, and a wish to die is not DARURAT yet: these are asked about gently, without the
police's numbers, and once a conversation, whatever else is suspected later. *Bukan* undoes a wrong guess with one tap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows import pace, yes_and_no
from flows.events import Chose, Skipped, Submitted, Wrote
from flows.outcome import Text
from flows.session import ASIDE, Session
from flows.step import CHOICE, ELSEWHERE, SAME, Step, row
from flows.triage import Assessment, Settled
from flows.triage.assessment import NO, SOME, YES
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

WISH, PLAN = "T06_PIKIR_BUNUH_DIRI", "D07_BUNUH_DIRI_AKUT"  # asked alone, never in a list
KILLS = "D02_ANCAM_BUNUH"
NOW = ("D01_BERLANGSUNG", "D14_MINTA_TOLONG", "D08_SEKAP_CULIK", PLAN)  # a yes to these calls for help
AT_ONCE = 3  # so many questions stand on one screen at most
UNTOUCHED = (
    "distress.where",
    "distress.contact",
    "distress.sent",
    "news",
    "letter",
)  # help, or somebody's words, first

STEPS: tuple[Step, ...] = (
    Step("heard", CHOICE, choices=("heard.yes", "heard.no"), controls=("skip", "submit", "distress", "help", "exit")),
)


def interrupt(turn: Turn) -> None:
    """Lay the question over the step the turn came to, when the words just typed call for it."""
    said = turn.assess()
    hints = bool({WISH, PLAN} & {*said.codes, *said.ask}) and not turn.session.hinted
    turn.session = replace(turn.session, hinted=turn.session.hinted or hints)
    if turn.state in UNTOUCHED:
        settle_rest(turn)
    elif urgent := tuple(code for code in said.ask if code in said.strong and code != WISH):
        _ask(turn, _alone(urgent))
    elif weak := _weak(turn.session, said):
        turn.session = replace(turn.session, interrupted=True)
        _ask(turn, (weak,), gently=True)
    elif hints:  # not asked any more, but not left alone with it either
        turn.notes.append(_care(turn))


def _alone(urgent: tuple[str, ...]) -> tuple[str, ...]:
    """Wanting to die is asked alone; but *he says he will kill me* comes before it."""
    if PLAN in urgent and KILLS not in urgent:
        return (PLAN,)
    return tuple(code for code in urgent if code != PLAN) or urgent


def _weak(session: Session, said: Assessment) -> str:
    """Something that does not count yet, or is not DARURAT; the wish before the plan. Nothing after the first time."""
    if session.interrupted:
        return ""
    asked = {one.code for one in session.settled if one.answer}
    if "life" in session.answers:
        asked.add(WISH)
    open_ = [code for code in said.ask if code not in asked]
    return WISH if WISH in open_ and open_[0] == PLAN else next(iter(open_), "")


def _ask(turn: Turn, codes: tuple[str, ...], *, gently: bool = False) -> None:
    session = turn.session
    under = session.under if turn.state == "heard" else session.place if turn.state in ASIDE else turn.state
    turn.session = replace(session, asking=codes[:AT_ONCE], under=under, gently=gently, aside="")
    turn.state = "heard"


def says_yes(turn: Turn) -> bool:
    """A typed *iya*, with or without more behind it; a typed *bukan* undoes nothing."""
    return isinstance(turn.event, Wrote) and yes_and_no.begins_with_yes(turn.event.text)


def says_more(turn: Turn) -> bool:
    """A yes with words behind it: the yes answers the question, and what they tell is heard afresh."""
    return says_yes(turn) and isinstance(turn.event, Wrote) and not yes_and_no.is_only_yes(turn.event.text)


def answer(turn: Turn) -> None:
    """*Ya* is an answer like any other; *Bukan* is about everything that was asked on the screen."""
    asked, yes = turn.session.asking, not isinstance(turn.event, Chose) or turn.event.id == "heard.yes"
    said = SOME if yes and len(asked) > 1 else YES if yes else NO
    turn.session = _settled(turn.session, asked, said)
    _remember_life(turn, asked, yes=yes)
    left = turn.assess()
    urgent = tuple(code for code in left.ask if code in left.strong and code != WISH)
    if yes and asked == (WISH,):
        _ask(turn, (PLAN,))
    elif not yes and urgent:  # more was heard than one screen holds
        _ask(turn, _alone(urgent))
    else:
        _go_on(turn, asked, yes=yes)


def _go_on(turn: Turn, asked: tuple[str, ...], *, yes: bool) -> None:
    gently = turn.session.gently
    go_back(turn)
    if yes and {*asked} & {WISH, PLAN}:
        turn.notes.append(_care(turn))
    elif yes and gently:  # the numbers that its screen left out
        turn.notes.append(Text("note-heard-danger", {"numbers": turn.office.numbers()}))
    else:
        turn.note("note-heard-yes" if yes else "note-heard-no")
    if yes and not turn.session.case_open and not {*asked}.isdisjoint(NOW):
        do.interrupt_at(turn, turn.state)
        turn.state = "distress.where"


def _care(turn: Turn) -> Text:
    return Text("note-heard-life", {"care": turn.office.care_numbers()})


def go_back(turn: Turn) -> None:
    """To the step beneath."""
    turn.state = turn.session.under or "safety"
    settle_rest(turn)


def settle_rest(turn: Turn) -> None:
    """What else the words said so far stays as it was heard, and is not asked about."""
    turn.session = replace(_settled(turn.session, turn.assess().ask, ""), asking=(), under="", gently=False)


def _settled(session: Session, codes: tuple[str, ...], answer_: str) -> Session:
    said = []
    for code in codes:
        sure = [one.messages for one in session.settled if one.code == code and one.answer in (YES, SOME)]
        since = max(sure, default=0) if answer_ == NO else 0  # what was confirmed before stays
        said.append(Settled(code, answer_, len(session.words), since))
    return replace(session, settled=(*session.settled, *said))


def _remember_life(turn: Turn, asked: tuple[str, ...], *, yes: bool) -> None:
    """The same two questions stand among the additions: they are not asked again."""
    if asked == (WISH,):
        turn.session = turn.session.with_answer("life", ("life.yes" if yes else "life.no",))
    elif asked == (PLAN,) and yes:
        turn.session = turn.session.with_answer("life", ("life.yes",)).with_answer("life_now", ("life_now.yes",))


TRANSITIONS = (
    row(Chose, "heard", ELSEWHERE, do=answer, may=("safety", "hub", "distress.where", "heard")),
    row(Skipped, "heard", ELSEWHERE, do=go_back, may=("safety", "hub")),
    row(Submitted, "heard", SAME, when=pace.must_wait, do=pace.ask_to_wait),
    row(Submitted, "heard", "filed", do=do.file),
    row(Wrote, "heard", ELSEWHERE, when=says_more, do=(answer, do.keep_words), may=("safety", "hub")),
    row(Wrote, "heard", ELSEWHERE, when=says_yes, do=(do.keep_words, answer), may=("safety", "hub")),
    row(Wrote, "heard", ELSEWHERE, do=(go_back, do.keep_words), may=("safety", "hub")),
)
