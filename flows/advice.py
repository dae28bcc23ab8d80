"""Advice that fits what was answered: one at a time after sending, the most urgent first.

Each row says for which rubric codes it is, as far as answers or a *yes* gave them: words alone bring no advice, they
may have been misheard. Its text (``advice-<name>``) is shown only where the office has signed it off in its file; the
care line stands on the office's own verified numbers. Where each comes from (reference/domain.md):

    life       who can be talked to                             §4 mental health, §5 ASQ
    assault    treatment first; PEP 72 h, EC 120 h; who pays    §5 UN PEP kit, WHO FS244; §0 handling step 3
    strangled  to a doctor even without a mark                  §5 Glass 2008: half have no visible injury, late effects
    image      pay nothing, keep the threats, Take It Down      §6 Meta, digitalharm, NCMEC; §4 image removal
    marriage   19 years, only a court, forcing is a crime       §3 UU 16/2019; UU 12/2022 art. 4
    child      does the child know; is it safe to write         §6 safe contact, assent
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flows.office import Office
from flows.outcome import Text
from flows.session import Session
from flows.triage import assess
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

Rule = Callable[[Session, frozenset[str]], bool]


@dataclass(frozen=True)
class Advice:
    """One piece of advice, and when it fits: who tells, and the codes that their answers gave."""

    name: str
    fits: Rule


def _any(*codes: str, unless: tuple[str, ...] = ()) -> Rule:
    return lambda session, given: bool(given & {*codes}) and not any(map(session.chose, unless))


ADVICE: tuple[Advice, ...] = (
    Advice("life", lambda session, _: wants_to_die(session)),
    Advice("assault", _any("D06_SEKS_72J", "T04_SEKS_120J")),
    Advice("strangled", _any("D04_CEKIK", "T01_CEKIK_DULU")),
    Advice("image", _any("D10_OCSEA_SEGERA", "T05_SEKSTORSI", "S08_KBGO_LAIN")),
    Advice(
        "marriage",
        _any("D12_NIKAH_3H", "T11_NIKAH_30H", "S06_NIKAH_ANAK", unless=("wedding.done", "age.25_59", "age.60")),
    ),
    Advice(
        "child", lambda session, _: session.answer("who") not in ("", "who.self") and bool(session.survivor_is_child)
    ),
)
SIGNED = tuple(advice.name for advice in ADVICE if advice.name != "life")
"""What an office signs off, each by its name."""


def wants_to_die(session: Session) -> bool:
    return session.answer("life") in ("life.yes", "life.unsure")


def fitting(session: Session, office: Office, at: datetime) -> tuple[str, ...]:
    """All that fits this person now and may be shown here; nothing while somebody else may hold the phone."""
    if session.hidden or not session.filed:
        return ()
    words = [one.text for one in session.words]
    said = assess(session.standing, words, at, session.settled)
    given = frozenset(reason.code for reason in said.reasons if reason.source == "answer")
    return tuple(one.name for one in ADVICE if _is_shown(one.name, office) and one.fits(session, given))


def now(session: Session, office: Office, at: datetime) -> str:
    """The one whose turn it is; empty when each was given."""
    return next((name for name in fitting(session, office, at) if name not in session.advised), "")


def has_another(session: Session, office: Office, at: datetime) -> bool:
    """Whether there is something beside what stands on the screen."""
    return bool({*fitting(session, office, at)} - {now(session, office, at)})


def lines(session: Session, office: Office, at: datetime) -> tuple[Text, ...]:
    """The advice whose turn it is. Who may want to die keeps the number in sight whatever else is said."""
    name = now(session, office, at)
    facts: dict[str, Any] = {
        "whose": "self" if session.is_self else "other",
        "care": office.care_numbers(),
        "numbers": office.numbers(),
    }
    stays = (Text("care-still", facts),) if wants_to_die(session) and not session.hidden and name != "life" else ()
    if not name:
        return stays
    if name == "life":
        return (Text("care-sealed" if session.sealed_to == "escalation" else "care", facts),)
    return (*stays, Text(f"advice-{name}", {**facts, **_details(session, office)}))


def _details(session: Session, office: Office) -> Mapping[str, str]:
    """What the time and the age leave to be said of medicine; whether Take It Down, which is for those under 18, fits;
    and who reads an answer."""
    in_time = session.answer("when") not in ("when.5d",)
    may_conceive = session.answer("sex") != "sex.male" and session.answer("age") not in ("age.u5", "age.5_11", "age.60")
    medicine = {(True, True): "both", (True, False): "hiv", (False, True): "pregnancy"}.get(
        (in_time, may_conceive), "none"
    )
    removal = "no" if session.survivor_is_child is False else "yes"
    return {"medicine": medicine, "removal": removal, "office": office.name}


def _is_shown(name: str, office: Office) -> bool:
    return bool(office.care_numbers()) if name == "life" else office.signed_off(name)


# -- what the rows of the hub change -----------------------------------------------------------------------------


def move_on(turn: Turn) -> None:
    """What stood there was read: the next one's turn."""
    name = now(turn.session, turn.office, turn.event.at)
    if name:
        turn.session = replace(turn.session, advised=(*turn.session.advised, name))


def show_another(turn: Turn) -> None:
    """*Saran lain*: the next, and after the last the first again."""
    move_on(turn)
    if not now(turn.session, turn.office, turn.event.at):
        turn.session = replace(turn.session, advised=())


def asks_for_another(turn: Turn) -> bool:
    return getattr(turn.event, "id", "") == "hub.advice"
