"""What a row changes. Each takes the turn, changes its session, and may leave a note, an effect or the next step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from flows import pace
from flows.areas import ELSEWHERE as OTHER_REGENCY
from flows.areas import villages_of
from flows.effects import AlertAgain, CountPoster, GiveNumber, GiveReceipt, MarkLettersRead, OpenCase, Permit
from flows.events import Chose, Distressed, Resumed, Sent, Started, Wrote
from flows.guards import FOLLOW_UPS, linked_office, typed_place
from flows.numbers import taken_out
from flows.outcome import Text
from flows.reaching import invites, poster_of, read_link
from flows.session import EARLIER, Session
from flows.triage import Urgency
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

Deed = Callable[["Turn"], None]

RECEIPT_SHOWN_FOR = timedelta(hours=24)
FROM_ELSEWHERE = ("check", "status", "word", "empty")  # flows/visiting.py
BY_COMMAND = ("policy", "settings", "erase", "erased")
NEUTRAL = ("start", "away", "welcome", "news", "letter", "permit", *BY_COMMAND, *FROM_ELSEWHERE)
PLACES = ("distress.where", "where", "village")
LONGEST_WORDS = 20_000  # code points kept of one message; Telegram itself allows 4,096


def chosen(turn: Turn) -> str:
    assert isinstance(turn.event, Chose)
    return turn.event.id


# -- answers ---------------------------------------------------------------------------------------------------


def remember(turn: Turn) -> None:
    _answer(turn, turn.session.step, chosen(turn))


def remember_danger(turn: Turn) -> None:
    """A typed no to *are you safe now?* is the same answer as the button."""
    _answer(turn, "safety", "safety.no")


def _answer(turn: Turn, step: str, option: str) -> None:
    turn.session = turn.session.with_answer(step, (option,)).saying(option)


def remember_insider(turn: Turn) -> None:
    """Who must not read it; when there is somebody, say at once who alone can."""
    remember(turn)
    if chosen(turn) == "insider.some":
        turn.notes.append(Text("note-sealed", {"holder": turn.office.escalation.holder}))


def skip(turn: Turn) -> None:
    """A skipped question stays skipped; an answer given before stays an answer."""
    if turn.session.step not in turn.session.answers:
        turn.session = turn.session.with_answer(turn.session.step, ())


settle = skip  # under a question with several answers the ticks were kept as they came


def toggle(turn: Turn) -> None:
    """A tick set or taken away; one that a pause hid was not to be seen, so it is not taken away."""
    step, option = turn.session.step, chosen(turn)
    given = turn.session.answers.get(step, ())
    kept = tuple(g for g in given if g != option)
    after = kept if option in given and turn.session.shows(option) else (*kept, option)
    since = tuple(said for said in turn.session.since if said != option)
    turn.session = replace(turn.session.with_answer(step, after), since=since)
    if option in after:
        turn.session = turn.session.saying(option)
    if option == "keep.police" and option in after:
        turn.note("note-police")
    if step == "acts" and not turn.session.filed:  # what was asked because of an act goes with it
        _leave_out(turn, [follow_up for follow_up, act in FOLLOW_UPS.items() if act not in after])


def remember_place(turn: Turn) -> None:
    """A tapped kecamatan or desa; a place outside the regency becomes a hand-over note for the desk."""
    code = chosen(turn)
    _answer(turn, turn.session.step, code)
    if turn.session.step == "distress.where":
        _answer(turn, "where", code)
    if turn.session.step != "village":
        _leave_other_village(turn, code)
    if code == OTHER_REGENCY:
        turn.note("note-elsewhere-sealed" if turn.session.sealed_to == "escalation" else "note-elsewhere")


def remember_typed_place(turn: Turn) -> None:
    """A typed place that was recognised; anything else is a landmark, already kept as words."""
    area = typed_place(turn)
    if area is None:
        if turn.session.step not in turn.session.answers:
            turn.session = turn.session.with_answer(turn.session.step, ())
        return
    if turn.session.step != "village":
        _answer(turn, turn.session.step, area.kecamatan)
        _answer(turn, "where", area.kecamatan)
        _leave_other_village(turn, area.kecamatan)
    if area.is_village:
        _answer(turn, "village", area.code)


def _leave_other_village(turn: Turn, kecamatan: str) -> None:
    village = turn.session.answer("village")
    if village and not village.startswith(kecamatan):
        _leave_out(turn, ("village",))


def _leave_out(turn: Turn, steps: Collection[str]) -> None:
    answers = {step: given for step, given in turn.session.answers.items() if step not in steps}
    turn.session = replace(turn.session, answers=answers)


def ask_for_a_button(turn: Turn) -> None:
    turn.note("note-place-kept")


# -- own words -------------------------------------------------------------------------------------------------


def keep_words(turn: Turn) -> None:
    """Typed words are never invalid: they are kept as they are."""
    assert isinstance(turn.event, Wrote | Sent)
    text = turn.event.text if isinstance(turn.event, Wrote) else turn.event.words
    _keep(turn, text.strip(), calls=turn.session.step.startswith("distress."))


def _keep(turn: Turn, text: str, *, calls: bool) -> None:
    """Words; of whoever calls for help a phone number apart from them."""
    if calls:
        text, number = taken_out(text)
        _keep_number(turn, number)
    if not text:
        return
    turn.session = turn.session.with_words(turn.event.at, text[:LONGEST_WORDS])
    chosen_when = turn.session.case_open or turn.session.answer("limits")
    turn.note("note-kept" if chosen_when else "note-read")


def _keep_number(turn: Turn, number: str) -> None:
    """Until help is called for it waits in the draft; the desk has it apart from the report."""
    if not number:
        return
    turn.note("note-number")
    if turn.session.case_open:
        turn.effects.append(GiveNumber(number))
    else:
        turn.session = replace(turn.session, number=number)


def refuse(turn: Turn) -> None:
    """Pictures, films and the like: never asked for, never fetched, taken out of the chat, kindly."""
    assert isinstance(turn.event, Sent)
    keep_words(turn)
    turn.note(f"note-{turn.event.kind}")
    if turn.event.kind == "code" and turn.session.case_open and turn.session.contact != "no":
        turn.note("note-code-news")


# -- moving about ----------------------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """A new conversation. A poster's link may bring its office and language."""
    if turn.session.forgot:
        turn.note("note-forgot")
    turn.session = afresh(turn.session)
    follow_link(turn)


def come_back(turn: Turn) -> None:
    """After *Keluar* with nothing saved only the button of the harmless line still knows how it was."""
    assert isinstance(turn.event, Resumed)
    careful, forgot = (flag in turn.event.step.split(".") for flag in ("careful", "forgot"))
    now = turn.session
    turn.session = replace(now, careful=now.careful or careful, forgot=now.forgot or forgot)


def follow_link(turn: Turn) -> None:
    """What the poster's link says; what was typed before stays."""
    if not isinstance(turn.event, Started) or not turn.event.payload:
        return
    language, place = read_link(turn.event.payload)
    turn.session = replace(turn.session, language=language or turn.session.language)
    office = linked_office(turn)
    if office is not None:
        _belong_to(turn, office.code)
    if invites(turn.office, place):
        turn.session = replace(turn.session, invited=True)
    elif (poster := poster_of(turn.office, place)) and poster != turn.session.poster:
        turn.session = replace(turn.session, poster=poster)
        turn.effects.append(CountPoster(poster))


def choose_office(turn: Turn) -> None:
    _belong_to(turn, chosen(turn).removeprefix("office."))


def _belong_to(turn: Turn, code: str) -> None:
    """From now on this office. A report the desk has stays where it is; a place in another regency is asked again."""
    if turn.session.case_open:
        return
    answers = dict(turn.session.answers)
    if code != turn.session.office:
        answers = {step: given for step, given in answers.items() if step not in PLACES}
    turn.session = replace(turn.session, office=code, placed=True, answers=answers)


def afresh(now: Session) -> Session:
    """What stays when nothing of a report does: the way to speak, what must be wiped, and the desk's way back."""
    earlier = (*now.earlier, now.report_id) if now.case_open else now.earlier
    return Session(
        office=now.office,
        placed=now.placed,
        language=now.language,
        version=now.version,
        messages=now.messages,
        earlier=earlier[-EARLIER:],
        careful=now.quiet,
        minute=now.minute,
        beats=now.beats,
        sent=now.sent,
        spoke=now.spoke,
        pranks=now.pranks,
        poster=now.poster,
        invited=now.invited,
    )


def start_over(turn: Turn) -> None:
    """A new report; one that was sent stays with the desk, one that was saved stays saved."""
    begin(turn)


def go_back(turn: Turn) -> None:
    *before, last = turn.session.history or ("",)
    if last == "village" and not villages_of(turn.session.answer("where")):
        last = "hub"  # the place was changed on the way: there are no villages to choose from any more
    if last:
        turn.session = replace(turn.session, history=tuple(before))
        turn.state = last
        turn.went_back = True


def turn_page(turn: Turn) -> None:
    turn.session = replace(turn.session, page=turn.session.page + 1)
    turn.keeps_page = True


def speak(turn: Turn) -> None:
    turn.session = replace(turn.session, language=chosen(turn).removeprefix("language."))


def look(turn: Turn) -> None:
    turn.session = replace(turn.session, changing=True)


def change(turn: Turn) -> None:
    turn.state = chosen(turn).removeprefix("change.")
    if turn.state == "acts":
        # Changed acts may need other follow-ups: ask those again.
        _leave_out(turn, FOLLOW_UPS)


def stop_changing(turn: Turn) -> None:
    turn.session = replace(turn.session, changing=False)


def pause(turn: Turn) -> None:
    """Remember where we were, to come back there; a neutral screen is no place."""
    if turn.session.place not in NEUTRAL:
        turn.session = replace(turn.session, paused_at=turn.session.place)


def resume(turn: Turn) -> None:
    """Back to where we were; never to a neutral screen."""
    fallback = "hub" if turn.session.filed else "safety"
    turn.state = turn.session.paused_at or fallback
    turn.session = replace(turn.session, paused_at="")


# -- the desk --------------------------------------------------------------------------------------------------


def turn_to_distress(turn: Turn) -> None:
    turn.session = replace(turn.session, pressed=(*turn.session.pressed[-1:], turn.event.at.isoformat()))
    if not turn.session.place.startswith("distress."):
        interrupt_at(turn, turn.session.place)
    if isinstance(turn.event, Distressed) and turn.event.words:
        _keep(turn, turn.event.words, calls=True)


def interrupt_at(turn: Turn, place: str) -> None:
    """Where the call for help leads back to, also after *Keluar* in the middle of it; a neutral screen has a place
    behind it."""
    place = turn.session.paused_at if place in NEUTRAL else place
    turn.session = replace(turn.session, interrupted_at=place)


def send_distress(turn: Turn) -> None:
    """Help is called for: a case at once, or a new alert for the one there is."""
    already = turn.session.case_open
    since = turn.session.filed_at or turn.event.at.isoformat()
    turn.session = replace(turn.session, distress=True, urgency=Urgency.DARURAT.value, filed_at=since)
    turn.session = replace(turn.session, raised=turn.assess().highest)
    turn.effects.append(AlertAgain(Urgency.DARURAT) if already else OpenCase(Urgency.DARURAT))
    if turn.session.number:
        turn.effects.append(GiveNumber(turn.session.number))
        turn.session = replace(turn.session, number="")


def return_from_distress(turn: Turn) -> None:
    back = turn.session.interrupted_at
    unasked = not back or back in ("office", "safety") or back.startswith("distress.")
    turn.state = "privacy" if unasked else back
    turn.session = replace(turn.session, interrupted_at="")


def file(turn: Turn) -> None:
    """Sent. The receipt is shown until it was saved, or for a day."""
    first = not turn.session.case_open
    until = (turn.event.at + RECEIPT_SHOWN_FOR).isoformat()
    turn.session = replace(turn.session, filed=True, changing=False, receipt_until=until)
    turn.session = replace(turn.session, receipt=turn.receipt, receipt_words=turn.receipt_words)
    turn.forgets_history = True
    if first:
        said = turn.assess()
        urgency = said.level
        filed_at = turn.event.at.isoformat()
        turn.session = replace(turn.session, urgency=urgency.value, filed_at=filed_at, raised=said.highest)
        turn.session = pace.counted(turn.session, turn.event.at)
        turn.effects.append(OpenCase(urgency))
    turn.effects.append(GiveReceipt(turn.receipt, turn.receipt_words))


def forget_receipt(turn: Turn) -> None:
    turn.session = replace(turn.session, receipt="", receipt_words="", receipt_until="")


def open_question(turn: Turn) -> None:
    turn.state = chosen(turn).removeprefix("hub.")


def say_no_news(turn: Turn) -> None:
    turn.note("note-no-news")


def answer_letter(turn: Turn) -> None:
    """Words below a letter are no sign that it was read: they may have been on their way before it stood there."""
    if not turn.notes:  # nothing was written, so nothing was passed on
        return
    turn.notes.clear()
    if turn.session.sealed_to == "escalation":
        turn.notes.append(Text("note-answered-sealed", {"holder": turn.office.escalation.holder}))
    else:
        turn.note("note-answered")


def answer_permit(turn: Turn) -> None:
    """Yes, no, or not now: then the question stays to be opened again."""
    answer = chosen(turn).removeprefix("permit.")
    if not turn.session.asked:  # the desk took the question back meanwhile
        turn.note("note-permits-none")
        return
    if answer == "later":
        turn.note("note-permit-later")
        return
    permit = turn.session.asked[0]
    state = "granted" if answer == "yes" else "refused"
    after = tuple(
        replace(one, state=state) if one.id == permit.id else one
        for one in turn.session.permits
        if one.id != permit.id or state == "granted"
    )
    turn.session = replace(turn.session, permits=after)
    turn.effects += [Permit(permit.id, state), MarkLettersRead((permit.letter,))]
    yes = "note-permit-moves" if permit.step == "transfer" else "note-permit-yes"
    turn.note(yes if answer == "yes" else "note-permit-no")


def take_back_permit(turn: Turn) -> None:
    """*Tarik izin ini*: no reason is asked. *Biarkan* changes nothing."""
    if chosen(turn) != "permits.back":
        return
    if not turn.session.granted:
        turn.note("note-permits-none")
        return
    permit = turn.session.granted[turn.session.page % len(turn.session.granted)]
    kept = tuple(one for one in turn.session.permits if one.id != permit.id)
    turn.session = replace(turn.session, permits=kept)
    turn.effects.append(Permit(permit.id, "withdrawn"))
    turn.note("note-permit-withdrawn")


def read_letters(turn: Turn) -> None:
    """Only what stood on the screen was read; a letter that came meanwhile is shown next."""
    shown = turn.session.showing
    if shown:
        turn.effects.append(MarkLettersRead(shown))
        turn.letters = [letter for letter in turn.letters if letter.id not in shown]
