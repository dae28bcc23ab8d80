"""What a conversation looks like now: one screen from a session, an office and a moment. The same session gives the
same screen, so it can be shown again after anything was lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flows import advice, areas, visiting, voice
from flows.events import CONTROLS
from flows.leaving import held, may_clean, offer
from flows.office import Office
from flows.outcome import Button, Letter, Screen, Text
from flows.session import ASIDE, Session
from flows.step import AREA, CHOICE, MULTI, Step
from flows.triage import Urgency

ROOM = 3600  # UTF-16 units of letters on one screen; an officer's message is never longer
PAGE = 8  # places on one page
IN_WORKING_TIME = (360, 1440)  # minutes whose text counts hours and days of work: they may run past the evening
COUNTED = 11  # steps that the header counts
WAYS = ("back", "skip", "next", "more_page")  # share a row; done, submit, news and resume stand alone
SHOWS_READ = ("filed", "distress.sent", "hub")  # where a reporter looks for how it stands
SHOWS_RECEIPT = ("filed", "hub")  # the one message that may be copied
NOW, HELP = "D01_BERLANGSUNG", "D14_MINTA_TOLONG"
NO_PLACE = ("start", "away", "welcome", *ASIDE, "news", "letter", "permit", "heard", "voice", "life_now")
# Where an officer's message is not offered: it stands there already, a stranger may look, or something comes first.
NO_NEWS = (
    *("start", "away", "erase", "erased", "news", "letter", "permit", "permits"),
    *("heard", "distress.where", "distress.contact", "guide", "call", "language", "policy", "settings"),
    *(step.name for step in visiting.STEPS),
)
LAST_ROW = ("distress", "language", "help", "exit")


def screen_of(
    session: Session,
    step: Step,
    office: Office,
    at: datetime,
    *,
    offices: Sequence[Office] = (),
    letters: Sequence[Letter] = (),
    notes: Sequence[Text] = (),
    read_at: datetime | None = None,
) -> Screen:
    """The live message for this session. ``office`` is the session's, ``offices`` are all there are to choose from;
    ``letters`` are an officer's unread words, opened for this turn only; ``read_at`` is when somebody took it."""
    return Screen(
        step=step.name,
        version=session.version,
        head=_head(step, session),
        lines=(
            *_passed_on(session, office),
            *voice.news(session),
            *notes,
            *_read(step, session, office, at, read_at),
            *_receipt_again(step, session, at),
            *offer(step, session, at),
            *_lines(step, session, office, at, letters, read_at),
        ),
        rows=_rows(step, session, office, offices, at, letters),
        language=session.language,
        register=session.register,
        quiet=session.quiet or step.name in ("start", "away"),  # a note beside the harmless line tells nothing
        origin=_origin(step, session),
        protect=not (step.name in SHOWS_RECEIPT and _shows_receipt(session, at)),
    )


def _origin(step: Step, session: Session) -> str:
    """Where nothing is remembered, the button also carries what only it still knows (``do.come_back``)."""
    flags = [flag for flag in ("careful", "forgot") if getattr(session, flag)]
    return ".".join([step.name, *flags]) if step.name in ("start", "erased") else ""


def says_so(step: str) -> bool:
    """Whether this is a screen to learn on that the desk has what there was: none that a stranger may see, nor one
    where every word counts."""
    return step not in NO_PLACE and not step.startswith("distress.")


def _passed_on(session: Session, office: Office) -> tuple[Text, ...]:
    """They stopped half-way, and the desk was given what there was: said once, and why."""
    if not session.passed_on or session.told_so != session.version:
        return ()
    sealed = session.sealed_to == "escalation"
    args = {"holder": office.escalation.holder, "seen": "yes" if session.hidden else "no"}
    return (Text("passed-on-sealed" if sealed else "passed-on", args),)


def _head(step: Step, session: Session) -> Text:
    if step.name in ("office", "safety"):
        return Text("head-hello")
    if step.place and not session.filed:
        return Text("head-step", {"n": step.place, "of": COUNTED})
    if step.name == "heard":
        return Text("head-calm" if session.gently else "head-now")
    if step.name in ("start", "away"):
        return Text("head-away")
    if step.name.startswith("distress.") or (session.filed and session.urgency == Urgency.DARURAT):
        return Text("head-now")
    return Text("head-calm")


def _lines(
    step: Step,
    session: Session,
    office: Office,
    at: datetime,
    letters: Sequence[Letter],
    read_at: datetime | None,
) -> tuple[Text, ...]:
    facts: dict[str, Any] = {"office": office.name, "numbers": office.numbers(), "people": office.people()}
    match step.name:
        case "start" | "away":
            lines = office.exit.harmless
            return (Text("plain", {"words": lines[at.toordinal() % len(lines)]}),)
        case "welcome" if not session.can_resume:
            return (Text("welcome-new", facts),)
        case "age" if session.is_self:
            police = Text("limits-police", {**facts, "voice": "yes" if office.voice.on else "no"})
            return (police, Text("ask-age-self", facts))
        case "privacy" if session.answer("safety") == "safety.unsure":
            return (Text("numbers-again", facts), Text(step.ask, facts))
        case "limits":
            limits = Text(step.ask, {**facts, "exit": office.exit.word})
            return (Text("limits-voice"), limits) if office.voice.on and not session.quiet else (limits,)
        case "peer" | "friend":
            return (Text(step.ask, {**facts, "companion": office.forum_anak.companion}),)
        case "policy":
            kept = office.retention
            days = {"after": kept.return_address_after_closing, "most": kept.return_address_at_most}
            return (Text(step.ask, {**facts, **days}),)
        case "distress.where":
            asked = Text(step.ask, {**facts, "whose": _in_danger(session)})
            awake = office.is_read_at(at) or session.sealed_to == "escalation"
            return (asked,) if awake else (_next_reading("promise-hour", office, at), asked)
        case "distress.sent" if session.sealed_to == "escalation":
            sealed = {**facts, "holder": office.escalation.holder, "whose": _in_danger(session)}
            waits = () if _is_read(session, read_at) else (Text("promise-sealed", facts),)
            return (Text("ask-distress-sent-sealed", sealed), *waits)
        case "distress.sent":
            sent = Text(step.ask, {**facts, "whose": _in_danger(session)})
            return (sent,) if _is_read(session, read_at) else (sent, _promise(Urgency.DARURAT, session, office, at))
        case "voice":
            sealed_away = session.sealed_to == "escalation"
            return (Text(step.ask, {**facts, "hears": office.escalation.holder if sealed_away else "staff"}),)
        case "words":
            asked = Text(step.ask, {**facts, "whose": "self" if session.is_self else "other"})
            return (asked, Text("words-voice")) if office.voice.on and not session.quiet else (asked,)
        case "filed" if session.sealed_to == "escalation":
            receipt = _receipt(session) if _shows_receipt(session, at) else ()
            locked = Text("ask-filed-sealed", {"holder": office.escalation.holder})
            told = advice.lines(session, office, at)
            until = Text("numbers-again" if _is_read(session, read_at) else "promise-sealed", facts)
            return (locked, *receipt, until, *told, Text("after-filed-sealed", facts))
        case "filed":
            urgency = Urgency(session.urgency or "RENDAH")
            receipt = _receipt(session) if _shows_receipt(session, at) else ()
            promise = _promise(urgency, session, office, at)
            read = _is_read(session, read_at)
            urgent = urgency is Urgency.DARURAT or _told_by_voice(session)
            left_out = read and promise.key != "promise-minutes"  # it spoke of the numbers: they stay
            numbers = (Text("numbers-again", facts),) if urgent or left_out else ()
            return (
                Text(step.ask, facts),
                *receipt,
                *(() if read else (promise,)),
                *numbers,
                *advice.lines(session, office, at),
                Text("after-filed", facts),
            )
        case "heard":
            whose = "self" if session.is_self else "other" if session.answer("who") else "unknown"
            loud = "heard-gently" if session.gently else "heard-numbers"
            kind = "heard-care" if "BUNUH_DIRI" in " ".join(session.asking) else loud
            first = Text(kind, {**facts, "care": office.care_numbers()})
            codes = [
                code for code in session.asking if code != HELP or NOW not in session.asking
            ]  # one question for both
            asks = [Text(step.ask, {**facts, "whose": whose, "code": code[:3]}) for code in codes]
            if len(asks) > 1:
                return (first, *asks, Text("heard-several"))
            return (first, *asks)
        case "life" | "life_now" | "relation":
            whose = "self" if session.is_self else "other"
            return (Text(step.ask, {**facts, "whose": whose, "care": office.care_numbers()}),)
        case "call":
            reach = {"some": "yes" if office.people() else "no", "sent": "yes" if session.case_open else "no"}
            return (Text(step.ask, {**facts, **reach}),)
        case "status":
            return (Text(step.ask, {"status": session.visit.status if session.visit else "received"}),)
        case "permit" | "permits":
            return _permission(step, session)
        case "hub" if session.hidden:
            return (*_progress(session, "progress-short"), Text(step.ask, facts))
        case "hub":
            numbers = (Text("numbers-again", facts),) if session.urgency == Urgency.DARURAT else ()
            return (
                *_progress(session, "progress"),
                *numbers,
                *advice.lines(session, office, at),
                Text(step.ask, facts),
            )
        case "erase":
            return (held(session),)
        case "village":
            return (Text(step.ask, {**facts, "kecamatan": areas.name_of(session.answer("where"))}),)
        case "review":
            return (Text(step.ask, facts), *_summary(session))
        case "letter":
            if letters:
                return (Text(step.ask, facts), *(Text("plain", {"words": one.words}) for one in on_one_screen(letters)))
            return (Text("letter-done", facts),)
    return (Text(step.ask, facts),)


def _permission(step: Step, session: Session) -> tuple[Text, ...]:
    """For what, to whom, until when: the question, or what may be taken back."""
    some = session.asked if step.name == "permit" else session.granted
    if not some:
        return (Text("note-permits-none"),)
    permit = some[0] if step.name == "permit" else some[session.page % len(some)]
    until = ".".join(reversed(permit.until.split("-")))
    args = {"step": permit.step, "to": permit.to, "until": until, "whose": "self" if session.is_self else "other"}
    return (Text(step.ask, args),)


def _progress(session: Session, key: str) -> tuple[Text, ...]:
    """How far it has come, once the desk has it."""
    return (Text(key, {"state": session.progress}),) if session.progress else ()


def _in_danger(session: Session) -> str:
    """Who help is called for; until we know, the one who calls."""
    return "other" if session.answer("who") and not session.is_self else "self"


def on_one_screen(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """As many letters as fit, the oldest first and always one: the next ones wait for the next screen."""
    fitting: list[Letter] = []
    room = ROOM
    for letter in letters:
        room -= len(letter.words.encode("utf-16-le", "replace")) // 2 + 2
        if fitting and room < 0:
            break
        fitting.append(letter)
    return tuple(fitting)


def _told_by_voice(session: Session) -> bool:
    """Nothing was written of it: no machine looked for danger in it, and it waits to be heard."""
    return bool(session.voice_seconds and not session.words)


def _promise(urgency: Urgency, session: Session, office: Office, at: datetime) -> Text:
    """Honest times: minutes while somebody is there to read until they are over, else the hour when somebody is."""
    minutes = office.promise[urgency.value]
    until = at if minutes in IN_WORKING_TIME else at + timedelta(minutes=minutes)
    if office.is_read_at(at) and office.is_read_at(until):
        return Text("promise-minutes", {"minutes": minutes, "told": "voice" if _told_by_voice(session) else "words"})
    if office.is_read_at(at):
        return _next_reading("promise-closing", office, until)
    return _next_reading("promise-hour", office, at)


def _next_reading(key: str, office: Office, after: datetime) -> Text:
    opens = office.next_reading(after)
    return Text(key, {"day": opens.isoweekday(), "hour": opens.strftime("%H.%M")})


def _shows_receipt(session: Session, at: datetime) -> bool:
    return bool(session.receipt) and at.isoformat() < session.receipt_until


def _receipt(session: Session) -> tuple[Text, ...]:
    return (Text("receipt", {"code": _spaced(session.receipt), "words": session.receipt_words or "none"}),)


def _receipt_again(step: Step, session: Session, at: datetime) -> tuple[Text, ...]:
    """Until it was saved, or for a day, the receipt stands above *Mau menambah?* too."""
    again = step.name == "hub" and _shows_receipt(session, at)
    return _receipt(session) if again else ()


def _read(step: Step, session: Session, office: Office, at: datetime, read_at: datetime | None) -> tuple[Text, ...]:
    """*Dibaca petugas 14.05*: only what happened, never what will."""
    if read_at is None or step.name not in SHOWS_READ or not _is_read(session, read_at):
        return ()
    then = office.clock(read_at)
    when = "today" if then.date() == office.clock(at).date() else "before"
    facts = {"time": then.strftime("%H.%M"), "date": f"{then.day}/{then.month}", "when": when}
    return (Text("read-at-sealed" if session.sealed_to == "escalation" else "read-at", facts),)


def _is_read(session: Session, read_at: datetime | None) -> bool:
    """Whether an officer has taken it: then nothing is promised any more of when somebody will."""
    return read_at is not None and session.case_open


def _spaced(code: str) -> str:
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _summary(session: Session) -> tuple[Text, ...]:
    """What was answered so far; of what was said before a pause only which questions."""
    lines = []
    for step in ("who", "age", "insider", "words", "acts", "when", "where"):
        given = session.answers.get(step, ())
        typed = step == "words" and bool(session.words or session.voice_seconds)
        if not (given or typed):
            lines.append(Text("review-open", {"step": step}))
        elif typed or not all(map(session.shows, given)):
            lines.append(Text("review-given", {"step": step}))
        else:
            lines.append(Text("review-line", {"step": step, "options": given}))
    return tuple(lines)


# -- buttons ---------------------------------------------------------------------------------------------------


def _rows(
    step: Step,
    session: Session,
    office: Office,
    offices: Sequence[Office],
    at: datetime,
    letters: Sequence[Letter],
) -> tuple[tuple[Button, ...], ...]:
    options, more = _options(step, session, office, offices)
    if step.name == "hub" and not advice.has_another(session, office, at):
        options = [button for button in options if button.id != "hub.advice"]
    alone = options[:1] if options and _comes_first(options[0].id, session) else []
    options = options[len(alone) :]
    rows = [tuple(alone), *(tuple(options[i : i + step.columns]) for i in range(0, len(options), step.columns))]
    controls = [c for c in CONTROLS if c in step.controls and _fits(c, step, session, at, more=more)]
    standing = [c for c in controls if c not in WAYS and c not in LAST_ROW]
    if (letters or session.asked) and step.name not in NO_NEWS:
        standing.insert(len({"done", "submit"} & {*standing}), "open_news")  # what ends an answer stands below it
    rows += [(Button(c),) for c in standing]
    rows += [tuple(Button(c) for c in WAYS if c in controls), tuple(Button(c) for c in LAST_ROW if c in controls)]
    return tuple(r for r in rows if r)


def _options(step: Step, session: Session, office: Office, offices: Sequence[Office]) -> tuple[list[Button], bool]:
    if step.offices:
        return [Button(f"office.{one.code}", label=one.place) for one in offices], False
    if step.kind != AREA:
        given = session.answers.get(step.name, ())
        ticks = step.kind == MULTI
        offered = sorted(step.options(session), key=lambda option: not _comes_first(option, session))
        return [Button(o, ticked=_ticked(step, o, session, ticks, given)) for o in offered], False
    places = areas.villages_of(session.answer("where")) if step.name == "village" else areas.kecamatan_of(office.code)
    pages = max(1, -(-len(places) // PAGE))
    start = (session.page % pages) * PAGE
    options = [Button(place.code, label=place.name) for place in places[start : start + PAGE]]
    if step.name != "village":
        options.append(Button(areas.ELSEWHERE))
    return options, pages > 1


def _comes_first(option: str, session: Session) -> bool:
    """Without leave to write there is no way back to the reporter: asked first, and alone in its row, until it was."""
    return option == "hub.contact" and not {"contact", "distress.contact"} & session.answers.keys()


def _ticked(step: Step, option: str, session: Session, ticks: bool, given: tuple[str, ...]) -> bool:
    if step.name == "hub" and option == "hub.life":  # a glance at the screen must not tell
        return False
    if step.name == "hub":
        return any(map(session.shows, session.answers.get(option.removeprefix("hub."), ())))
    return ticks and option in given and session.shows(option)


def _fits(control: str, step: Step, session: Session, at: datetime, *, more: bool) -> bool:
    match control:
        case "back":
            return bool(session.history or step.goes_back)
        case "saved":
            return _shows_receipt(session, at)
        case "more_page":
            return more
        case "resume":
            return step.name != "welcome" or session.can_resume
        case "done":
            return step.kind == MULTI
        case "clean":
            return may_clean(step, session, at)
    return True


def visible(screen: Screen) -> frozenset[str]:
    """The ids that can be tapped on this screen."""
    return frozenset(button.id for line in screen.rows for button in line)


__all__ = ["CHOICE", "screen_of", "visible"]
