"""Leaving nothing behind: *Keluar*, *Bersihkan*, /hapus.

*Keluar* takes out of the chat what can still be taken, and leaves one harmless line. /hapus says what is held, and one
tap erases whatever leads from a case back to this chat; the case itself is the office's to keep. During a visit
(flows/visiting.py) both are about the report that is visited, and the visiting chat's own conversation comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows import guards as if_
from flows import visiting, yes_and_no
from flows.effects import Erase, EraseVisited, Forget
from flows.events import AskedErasure, Chose, Cleaned, Left, Resumed, Wrote
from flows.outcome import Text
from flows.session import Session
from flows.step import ANY, CHOICE, ELSEWHERE, INFO, SAME, Row, Step, row
from flows.traces import grow_old
from flows.values import replace

if TYPE_CHECKING:
    from datetime import datetime

    from flows.turn import Turn

STEPS: tuple[Step, ...] = (
    Step("erase", CHOICE, choices=("erase.yes", "erase.no"), controls=("distress", "exit")),
    # Nothing is remembered of whoever stands here.
    Step("erased", INFO, controls=("resume", "exit")),
)


def leave(turn: Turn) -> None:
    """*Keluar*, and what was saved stays to come back to."""
    do.pause(turn)
    turn.session = turn.session.hiding()
    turn.sweeps = True


def forget(turn: Turn) -> None:
    """*Keluar*, and nothing was to be saved: the draft is gone with this turn. Only two flags stay, on the harmless
    line's button: that the screen may be seen (this one is remembered too), and that something was forgotten."""
    forgot = turn.session.has_content or turn.session.forgot
    turn.session = replace(do.afresh(turn.session), forgot=forgot, minute="", beats=0, poster="", invited=False)
    turn.effects.append(Forget())
    turn.sweeps = True


def clean(turn: Turn) -> None:
    """What stands in the chat goes; the conversation stays where it is."""
    turn.sweeps = True
    turn.note("note-cleaned")


def erase(turn: Turn) -> None:
    """As if they had never been here: for the chat, and for whoever would follow a case to it. How many voice notes the
    chat has had today stays with it in memory (storage/spoken.py)."""
    kept = replace(do.afresh(turn.session), earlier=(), poster="", invited=False)
    turn.session = replace(kept, minute="", beats=0, sent=(), pranks=())
    turn.effects.append(Erase())
    turn.sweeps = True


def leave_visit(turn: Turn) -> None:
    """*Keluar* ends the visit, and leaves this chat as its own conversation wishes."""
    turn.session = visiting.ended(turn.session)
    if if_.keeps_draft(turn):
        leave(turn)
        turn.state = "away"
    else:
        forget(turn)
        turn.state = "start"


def answers_by_words(turn: Turn) -> bool:
    """A typed *iya*, *tidak jadi*, *hapus semua*, and nothing else: only the button erases, and nothing was told."""
    return isinstance(turn.event, Wrote) and yes_and_no.is_about_erasing_alone(turn.event.text)


def say_by_button(turn: Turn) -> None:
    turn.note("note-erase-by-button")


def say_not_erased(turn: Turn) -> None:
    """Whoever wrote something here must not think that it is gone now."""
    turn.note("note-not-erased")


def say_word_first(turn: Turn) -> None:
    """The code alone erases nothing; and this chat's own /hapus is not offered by mistake meanwhile."""
    turn.note("note-erase-word")


def erase_visited(turn: Turn) -> None:
    """Whoever knew the safe word takes the way back of the visited report away, and no other; the visit is over."""
    visit = turn.session.visit
    assert visit is not None
    turn.effects.append(EraseVisited(visit.report))
    turn.session = without(visiting.ended(turn.session), visit.report)
    visiting.close(turn)
    turn.sweeps = True
    turn.note("note-erased-visited")


def without(session: Session, report: str) -> Session:
    """A conversation that knows nothing of this report any more, and goes on with the others."""
    kept = do.afresh(session) if session.report_id == report else session
    return replace(kept, earlier=tuple(one for one in kept.earlier if one != report))


TRANSITIONS: tuple[Row, ...] = (
    row(Left, ANY, ELSEWHERE, when=visiting.is_visiting, do=leave_visit, may=("away", "start")),
    row(Left, ANY, "away", when=if_.keeps_draft, do=leave),
    row(Left, ANY, "start", do=forget),
    row(Cleaned, "welcome", SAME, do=clean),
    row(Cleaned, "hub", SAME, do=clean),
    row(AskedErasure, "status", SAME, do=say_word_first),
    row(AskedErasure, "word", SAME, do=say_word_first),
    row(AskedErasure, ANY, "erase", do=do.pause),
    row(Chose, "erase", ELSEWHERE, when=visiting.may_erase, do=erase_visited, may=("safety", "hub")),
    row(Chose, "erase", "erased", when=if_.wants_erasure, do=erase),
    row(Chose, "erase", ELSEWHERE, do=do.resume, may=("safety", "hub")),
    row(Wrote, "erase", SAME, when=answers_by_words, do=say_by_button),
    row(Wrote, "erase", SAME, do=(do.keep_words, say_not_erased)),
    row(Resumed, "erased", "welcome"),
)


# -- what is said ------------------------------------------------------------------------------------------------


def held(session: Session) -> Text:
    """What there is to erase. After a pause somebody else may hold the phone: then not even that there is something."""
    if session.is_guest:
        return Text("ask-erase", {"held": "visited"})
    if session.hidden or not (session.case_open or session.earlier or session.has_content):
        return Text("ask-erase", {"held": "unsaid"})
    return Text("ask-erase", {"held": "sent" if session.case_open or session.earlier else "draft"})


def offer(step: Step, session: Session, at: datetime) -> tuple[Text, ...]:
    """Once a visit, before it is too late."""
    return (Text("note-old"),) if may_clean(step, session, at) else ()


def may_clean(step: Step, session: Session, at: datetime) -> bool:
    return "clean" in step.controls and grow_old(at, session.messages)
