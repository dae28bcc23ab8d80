"""Coming back from another phone: a code shows a neutral status, and only a safe word opens the report.

    check        which code?
    status       all that the code alone shows: received, being worked on, ended
    word         the safe word, or the duress word: that opens an empty page, and the desk is told
    safe_word    chosen after the report was sent, if they like; duress_word: another one, if they like

A report that was opened here is visited: this chat's own conversation waits aside and comes back when the visit ends,
and this chat is no way back to the reporter, unless they say so. What is right the store knows (``Verdict``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows import doing as do
from flows import guards as if_
from flows.effects import KeepWord, OpenVisit, RaiseFlag, TakeOver
from flows.events import Checked, Chose, Coded, Skipped, Went, WentBack, Worded
from flows.session import EARLIER, Session, Visit
from flows.step import ANY, CHOICE, ELSEWHERE, INFO, SAME, TEXT, Row, Step, row
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

NOTHING_TOLD = {"safety", "privacy", "limits"}


def ended(session: Session) -> Session:
    """The conversation of this chat itself, without any visit."""
    visit = session.visit
    if visit is None or not visit.is_open:
        return replace(session, visit=None) if visit else session
    own = Session.from_data(visit.aside)
    return replace(own, version=session.version, messages=session.messages, **_of_the_chat(session))


def with_own(session: Session, own: Session) -> Session:
    """The same, where the conversation of this chat itself stands like this now."""
    if session.visit is None or not session.is_guest:
        return replace(own, visit=session.visit)
    return replace(session, visit=replace(session.visit, aside=own.as_data()))


def _of_the_chat(session: Session) -> dict[str, Any]:
    """How fast this chat goes on (flows/pace.py): no visit changes it."""
    return {name: getattr(session, name) for name in ("minute", "beats", "sent", "spoke", "pranks")}


def claim(turn: Turn) -> None:
    """Whoever agrees to be written to here during a visit comes home: this chat is their way back from now on. What
    was told here and not sent would be lost by it: then it is not done, or, with a call for help, they are told."""
    session = turn.session
    if not session.is_guest or session.visit is None or session.contact == "no":
        return
    own = ended(session)
    half_told = not own.case_open and _tells(own)
    if half_told and session.answer("contact"):  # who calls for help is not kept waiting for it
        answers = {step: given for step, given in session.answers.items() if step != "contact"}
        turn.session = replace(session, answers=answers)
        turn.note("note-unsent-first")
        return
    turn.effects.append(TakeOver(session.visit.report))
    turn.session = replace(session, visit=None, earlier=own.own_reports[-EARLIER:])
    turn.note("note-moved-alone" if half_told else "note-moved")


def _tells(own: Session) -> bool:
    """Whether more was said in this chat than how safe it is here."""
    return bool(own.words) or own.recording is not None or not own.answers.keys() <= NOTHING_TOLD


# -- what the rows ask -----------------------------------------------------------------------------------------


def is_known(turn: Turn) -> bool:
    return turn.verdict.kind == "known"


def is_safe(turn: Turn) -> bool:
    return turn.verdict.kind == "safe" and turn.verdict.guest is not None


def is_duress(turn: Turn) -> bool:
    return turn.verdict.kind == "duress"


def is_new(turn: Turn) -> bool:
    return turn.verdict.kind == "new"


def is_visiting(turn: Turn) -> bool:
    return turn.session.visit is not None


def is_guest(turn: Turn) -> bool:
    return turn.session.is_guest


def may_erase(turn: Turn) -> bool:
    return turn.session.is_guest and if_.wants_erasure(turn)


# -- what they change ------------------------------------------------------------------------------------------


def ask_for_code(turn: Turn) -> None:
    turn.session = ended(turn.session)
    do.pause(turn)


def say_unknown(turn: Turn) -> None:
    turn.note("note-rests" if turn.verdict.kind == "rests" else "note-code-unknown")


def begin(turn: Turn) -> None:
    """The code is right: that shows how far it has come, and no more."""
    ask_for_code(turn)
    turn.session = replace(turn.session, visit=Visit(turn.verdict.report, turn.verdict.status))


def close(turn: Turn) -> None:
    """Back to where this chat was."""
    turn.session = ended(turn.session)
    if not turn.session.paused_at and if_.must_choose_an_office(turn):
        turn.state = "office"
    else:
        do.resume(turn)


def open_(turn: Turn) -> None:
    """The safe word is right: the report is open here, as after any pause nothing of what was said is shown."""
    session, guest, visit = turn.session, turn.verdict.guest, turn.session.visit
    assert guest is not None
    assert visit is not None
    aside = replace(session, visit=None, step="status").as_data()  # where no secret is asked for: words are words
    turn.session = replace(
        guest,
        version=session.version,
        messages=session.messages,
        language=session.language,
        careful=session.quiet,
        visit=replace(visit, is_open=True, aside=aside),
        **_of_the_chat(session),
    )
    turn.forgets_history = True
    turn.effects.append(OpenVisit())
    turn.note("note-visit")


def raise_flag(turn: Turn) -> None:
    """Whoever forces the reporter sees an empty page; nothing of the report stays within reach."""
    if turn.session.visit is not None:
        turn.effects.append(RaiseFlag(turn.session.visit.report))
    turn.session = replace(turn.session, visit=None)


def say_not_it(turn: Turn) -> None:
    turn.note("note-rests" if turn.verdict.kind == "rests" else "note-word-unknown")


def keep_word(turn: Turn) -> None:
    """Kept, if there was none before; it is not said which: whoever holds the phone learns nothing by it."""
    kind = turn.session.step.removesuffix("_word")
    turn.effects.append(KeepWord(kind))
    turn.session = replace(turn.session, chosen=turn.verdict.mark if kind == "safe" else "")
    if kind == "duress":
        turn.note("note-words-kept")


def ask_for_another(turn: Turn) -> None:
    why = {"same": "note-word-same", "short": "note-word-short"}
    turn.note(why.get(turn.verdict.kind, "note-word-long"))


def say_kept(turn: Turn) -> None:
    turn.session = replace(turn.session, chosen="")
    turn.note("note-word-kept")


STEPS: tuple[Step, ...] = (
    Step("check", TEXT, controls=("back", "distress", "exit"), goes_back="safety"),
    Step("status", CHOICE, choices=("status.word",), controls=("next", "distress", "exit")),
    Step("word", TEXT, controls=("back", "distress", "exit"), goes_back="status"),
    Step("empty", INFO, controls=("next", "exit")),
    Step("safe_word", TEXT, controls=("back", "skip", "distress", "exit"), goes_back="hub"),
    Step("duress_word", TEXT, controls=("skip", "distress", "exit")),
)

TRANSITIONS: tuple[Row, ...] = (
    # What is visited is never taken along into a new report: *Mulai baru* ends the visit, like *Keluar*.
    row(Chose, "welcome", ELSEWHERE, when=is_guest, do=close, may=("safety", "hub")),
    row(Checked, ANY, "check", do=ask_for_code),
    row(Coded, "check", "status", when=is_known, do=begin),
    row(Coded, "check", SAME, do=say_unknown),
    row(Coded, ANY, "status", when=is_known, do=begin),
    row(Coded, ANY, "check", do=(ask_for_code, say_unknown)),
    row(WentBack, "check", ELSEWHERE, do=close, may=("safety", "hub")),
    row(Chose, "status", "word"),
    row(Went, "status", ELSEWHERE, do=close, may=("safety", "hub")),
    row(Worded, "word", "hub", when=is_safe, do=open_),
    row(Worded, "word", "empty", when=is_duress, do=raise_flag),
    row(Worded, "word", SAME, do=say_not_it),
    row(WentBack, "word", "status"),
    row(Went, "empty", ELSEWHERE, do=close, may=("safety", "hub")),
    # Chosen after the report was sent.
    row(Worded, "safe_word", "duress_word", when=is_new, do=keep_word),
    row(Worded, "safe_word", SAME, do=ask_for_another),
    row(Skipped, "safe_word", "hub"),
    row(WentBack, "safe_word", "hub"),
    row(Worded, "duress_word", "hub", when=is_new, do=keep_word),
    row(Worded, "duress_word", SAME, do=ask_for_another),
    row(Skipped, "duress_word", "hub", do=say_kept),
    row(Worded, ANY, SAME),  # after an hour of silence: taken out of the chat, and not looked at
)
