"""Left half-way, and perhaps in danger: when the desk gets what there is, and as what.

Only from somebody who said beforehand that the officers may read what there is; who skipped that question, or chose
*Hanya kalau kukirim*, is never passed on. What was told weighs as always, and at least as a report that broke off
(S09). Who comes back goes on with the same report.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.office import Office
from flows.session import Session
from flows.triage import Assessment, Urgency, assess
from flows.values import replace


def due_at(session: Session, office: Office) -> datetime | None:
    """When it goes to the desk unless they go on before; None where nothing may, or nothing need."""
    if session.case_open or not session.keeps_record or not session.seen_at:
        return None
    seen = datetime.fromisoformat(session.seen_at)
    urgency = urgency_of(session, seen)
    if urgency is Urgency.RENDAH:
        return None
    waits = office.broken_off
    minutes = {Urgency.DARURAT: waits.DARURAT, Urgency.TINGGI: waits.TINGGI}.get(urgency, waits.SEDANG)
    return seen + timedelta(minutes=minutes)


def urgency_of(session: Session, at: datetime) -> Urgency:
    """How urgent what there is would be."""
    return _weighed(_calling(session), at).level


def pass_on(session: Session, at: datetime) -> tuple[Session, Urgency]:
    """The same conversation, of which the desk knows from now on. Its screen stands as it was."""
    session = replace(_calling(session), passed_on=at.isoformat())
    said = _weighed(session, at)
    urgency = said.level if said.level.above(Urgency.SEDANG) else Urgency.SEDANG
    session = replace(session, urgency=urgency.value, raised=said.highest)
    return replace(session, filed_at=at.isoformat(), called_at=at.isoformat()), urgency


def _calling(session: Session) -> Session:
    """Whoever stops in the middle of calling for help has called: as if the rest of it were left out."""
    if not session.step.startswith("distress."):
        return session
    asked = session if "distress.contact" in session.answers else session.with_answer("distress.contact", ())
    return replace(asked, distress=True)


def _weighed(session: Session, at: datetime) -> Assessment:
    words = [one.text for one in session.words]
    return assess(session.standing, words, at, session.settled, broken_off=session.broken_off)
