"""The structured card: one record and its assessment as lines an officer reads from the top.

The first line is what must not be done. Words come last and only where the office lets them be read in a chat.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from flows.areas import ELSEWHERE, name_of
from flows.desk.plain import visible
from flows.desk.simfoni import forms
from flows.office import Office
from flows.standing import Given, standing
from flows.triage import Assessment, Clock, Reason, Settled, Urgency, assess
from flows.triage.assessment import CONFIRMED, STOPPED
from flows.wording import label, named, shortened, text

LINES = (
    ("who", ("who",)),
    ("age", ("age",)),
    ("sex", ("sex",)),
    ("needs", ("needs",)),
    ("told", ("words",)),
    ("acts", ("acts",)),
    ("more", ("wedding", "image", "held", "often", "other")),
    ("when", ("when",)),
    ("where", ("village", "where")),
    ("danger", ("danger",)),
    ("access", ("access",)),
    ("relation", ("relation",)),
    ("signs", ("signs",)),
    ("life", ("life", "life_now")),
    ("adult", ("adult",)),
    ("others", ("others",)),
    ("visit", ("visit",)),
    ("meet", ("meet",)),
    ("help", ("help",)),
    ("contact", ("contact",)),
)
FLAGS = {"duress": "card-duress", "tried": "card-tried"}  # nobody told these: the duress word, or wrong ones too often
SAID_BY_REASONS = ("danger", "adult", "access")
LONGEST = 3900  # UTF-16 units, so that a card stays one Telegram message
WIDE = 38  # characters in one row of a small phone (360 px)
LAST_ANSWER = 300  # UTF-16 units of the answer that was given last
ROWS = 48  # of them on two of its screens, with what stands below: a longer card is drawn together

Record = Mapping[str, Any]


def alert(
    number: str,
    urgency: str,
    face: Mapping[str, str],
    code: str,
    calls: int,
    *,
    acted: bool = False,
    group: bool = False,
) -> str:
    """All that an alert may say: number, urgency, kecamatan and, not in the group, age; and the code by which a double
    is known. Its mark stays until somebody ``acted``."""
    return text(
        "alert",
        number=number,
        urgency=urgency,
        place=place_of(face),
        age="none" if group else age_of(face),
        code=code,
        again=calls,
        acted="yes" if acted else "no",
    )


def place_of(face: Mapping[str, str]) -> str:
    code = face.get("kecamatan", "")
    if code == ELSEWHERE:
        return label(ELSEWHERE)
    return name_of(code) or text("place-unknown")


def age_of(face: Mapping[str, str]) -> str:
    return named(face["age"]) if face.get("age") else text("age-unknown")


def merged(records: Sequence[Record]) -> dict[str, Any]:
    """Several reports of one case as one: later answers come first and take none away, words follow one another.
    ``gone`` are answers that were changed after the desk had them; those that protect stand among the answers too."""
    whole: dict[str, Any] = {
        "answers": {},
        "gone": {},
        "words": [],
        "settled": [],
        "raised": {},
        "filed": False,
        "distress": False,
        "contact": "no",
        "sources": [],
        "duress": [],
        "tried": [],
        "visited": False,
        "numbers": [],
        "voices": [],
    }
    for record in records:
        gone = record.get("gone", {})
        for step, given in gone.items():
            whole["gone"][step] = tuple(dict.fromkeys((*given, *whole["gone"].get(step, ()))))
        for step, given in standing(record.get("answers", {}), gone).items():
            whole["answers"][step] = tuple(dict.fromkeys((*given, *whole["answers"].get(step, ()))))
        earlier = len(whole["words"])
        source = record.get("source", "")
        whole["sources"].append(source)
        whole["voices"] += [record["voice"]] if record.get("voice") else []
        whole["words"] += [{**one, "source": source} for one in record.get("words", [])]
        for told in record.get("settled", ()):  # about the words of its own report
            since = told.get("since", 0) + earlier
            whole["settled"].append(Settled(told["code"], told["answer"], told["messages"] + earlier, since))
        denied = {told["code"] for told in record.get("settled", ()) if told["answer"] == "no"}
        raised = whole["raised"].setdefault(record.get("urgency", ""), [])
        raised += [code for code in record.get("raised", ()) if code not in denied]
        whole["filed"] = whole["filed"] or record.get("filed", False)
        whole["distress"] = whole["distress"] or record.get("distress", False)
        whole["numbers"] += record.get("numbers", ())
        whole["contact"] = record.get("contact", "no")
        for flag in FLAGS:
            whole[flag] += [record[flag]] if record.get(flag) else []
        whole["visited"] |= bool(record.get("guest")) and not any(record.get(flag) for flag in FLAGS)
    whole["broken_off"] = bool(records) and not (whole["filed"] or whole["distress"] or any(whole["sources"]))
    return whole


def card(
    number: str,
    urgency: str,
    records: Sequence[Record],
    office: Office,
    filed: datetime,
    *,
    words: bool,
    letters: int,
    unread: int = 0,
    last: str = "",
    done: Sequence[str] = (),
    reached: bool = True,
    voices: int = 0,
    lost: int = 0,
) -> str:
    """The card as one message. ``done`` are lines of what was done last. ``words`` lets the reporter's own words stand
    in it; else it says where to read them. So many answers (``letters``) were written, so many of them are ``unread``;
    the ``last`` one stands where words do: whoever goes on with a case asks nothing twice.
    ``reached``: there is a way back to the chat it came by. ``voices``: so many voice notes are here to be heard, and
    so many will never come (``lost``). They are heard where words are read."""
    record = merged(records)
    answers, gone = record["answers"], record["gone"]
    words_ = [one["text"] for one in record["words"]]
    said = assess(answers, words_, filed, record["settled"], broken_off=record["broken_off"])
    if not answers.get("contact"):  # then what was said with the call for help
        answers["contact"] = answers.get("distress.contact", ())
    face = {"kecamatan": _first(answers, "where"), "age": _first(answers, "age")}
    told_by = {option for reason in said.reasons for option in reason.options}

    def lines_of(*, short: bool) -> list[str]:
        return [
            text("card-dont", what=", ".join(donts)) if (donts := _donts(answers, gone)) else text("card-dont-nothing"),
            text("card-head", number=number, urgency=urgency, place=place_of(face), age=age_of(face)),
            text("card-filed", when=_moment(filed, office)),
            *_from_elsewhere(record, office, reached=reached),
            *(text(f"card-{note}") for note in _notes(record, reached=reached)),
            *(text("card-number", number=number_) for number_ in record["numbers"]),
            *(text("card-done"), *(done[-3:] if short else done)) * bool(done),
            "",
            *_reasons(said, office, gone, words=words, short=short),
            *_raised(record["raised"], said, urgency),
            *_denied(record["settled"], urgency),
            "",
            *_doors(record["sources"]),
            *_answers(answers, gone, entered=all(record["sources"]), short=short, told=told_by),
        ]

    voices_ = voices_of(record["voices"], voices, lost)
    if voices and not words:
        voices_.append(text("card-voice-terminal", number=number))
    tail = [text("card-letters", count=str(letters), unread=unread)] * bool(letters)
    if words and last:
        tail.append(text("card-letters-last", said=visible(shortened(" ".join(last.split()), LAST_ANSWER))))
    tail += voices_
    entered = all(one["source"] for one in record["words"])
    if record["words"] and words:
        tail += ["", text("card-words-entered") if entered else text("card-words"), *told(record, office)]
    elif record["words"]:
        by = "officer" if entered else "reporter"
        tail += ["", text("card-words-terminal", count=str(len(record["words"])), number=number, by=by)]
    lines = [*lines_of(short=False), *tail]
    if rows_of(lines) > ROWS:
        lines = [*lines_of(short=True), *tail]
    whole = "\n".join(lines)
    kept = shortened(whole, LONGEST)
    if kept != whole and words and record["words"]:
        kept += "\n" + text("card-words-cut", number=number)
    return kept


def voices_of(lasting: Sequence[int], here: int, lost: int) -> list[str]:
    """The voice notes of a case, by how many seconds they last, and whether they have come or ever will: what was told
    is in them, and no machine has heard it."""
    if not lasting:
        return []
    how_long = ", ".join(f"{seconds // 60}.{seconds % 60:02}" for seconds in lasting)
    waited_for = len(lasting) > here + lost
    stand = "yes" if here >= len(lasting) else "no" if waited_for else "some" if here else "never"
    return [text("card-voice", time=how_long, here=stand)]


def told(record: Record, office: Office) -> list[str]:
    """The record's words with their times, unedited; of what an officer wrote, by which door it came."""
    lines = []
    for words in record["words"]:
        when = _moment(datetime.fromisoformat(words["at"]), office)
        lines.append(f"[{when}{_by(words.get('source', ''))}] {visible(words['text'])}")
    return lines


def _by(source: str) -> str:
    return f" · {named(source)}" if source else ""


def _doors(sources: Sequence[str]) -> list[str]:
    """By which door an officer entered it."""
    doors = [named(source) for source in dict.fromkeys(sources) if source]
    return [text("card-line", what=text("card-source"), said=", ".join(doors))] if doors else []


def forbids_coming(answers: Given) -> bool:
    """Whether nobody may come to the house: the card then says so before anything else."""
    return "visit.danger" in answers.get("visit", ())


def _donts(answers: Given, gone: Given) -> list[str]:
    found = [_marked(text("card-dont-visit"), "visit.danger", gone)] if forbids_coming(answers) else []
    whom = answers.get("keep_from", ())
    if whom:
        found.append(text("card-dont-tell", whom=", ".join(_marked(named(one), one, gone) for one in whom)))
    if not answers.get("visit"):
        found.append(text("card-dont-ask"))
    return found


def _from_elsewhere(record: Record, office: Office, *, reached: bool) -> list[str]:
    """What was done from another chat: the duress word or too many wrong ones, when last; and that it was opened."""
    flags = [(line, record[flag][-1]) for flag, line in FLAGS.items() if record[flag]]
    lines = [text(line, when=_moment(datetime.fromisoformat(at), office)) for line, at in flags]
    return [*lines, *[text("card-visited", reached="yes" if reached else "no")] * record["visited"]]


def _notes(record: Record, *, reached: bool) -> list[str]:
    notes = ["gone"] if not reached and not all(record["sources"]) else []
    if record["distress"] and not record["filed"]:
        notes.append("unfinished")
    if record["broken_off"]:
        notes.append("broken-off")
    if "insider.unknown" in record["answers"].get("insider", ()):
        notes.append("insider-unknown")
    if "privacy.no" in record["answers"].get("privacy", ()):
        notes.append("seen")
    if _first(record["answers"], "where") == ELSEWHERE:
        notes.append("elsewhere")
    return notes


def rows_of(lines: Sequence[str]) -> int:
    """How many rows these lines take on a small phone."""
    return sum(max(1, -(-len(row) // WIDE)) for line in lines for row in line.split("\n"))


def _reasons(said: Assessment, office: Office, gone: Given, *, words: bool, short: bool) -> list[str]:
    """Every reason and where it came from; drawn together, where a plain answer said so is left out, and those below
    the highest stand in one line."""
    lines = [text("card-reasons")]
    below = []
    for reason in said.reasons:
        named_ = f"{reason.code[:3]} {text('reason-' + reason.code)}"
        source = _source(reason, gone, words=words)
        if short and source == text("card-from-answer"):
            source = ""
        named_ += f" ({source})" * bool(source)
        if short and reason.level is not said.reasons[0].level:
            below.append(named_)
        else:
            lines.append(f"• {named_}")
    lines += [text("card-also", codes=" · ".join(below))] if below else []
    if said.modifiers:
        lines.append(text("card-modifiers", list=", ".join(text("modifier-" + code) for code in said.modifiers)))
    if said.clocks:
        lines.append(text("card-clocks"))
        lines += [f"⏱ {_clock(clock, office)}" for clock in said.clocks]
    return lines


def _raised(raised: Mapping[str, Sequence[str]], said: Assessment, urgency: str) -> list[str]:
    """For what the urgency was raised, where an answer that was taken back no longer says so."""
    gone = sorted({*raised.get(urgency, ())} - {*said.codes})
    if not gone or not Urgency(urgency).above(said.level):
        return []
    return [text("card-raised", codes=", ".join(f"{code[:3]} {text('reason-' + code)}" for code in gone))]


def _denied(settled: Sequence[Settled], urgency: str) -> list[str]:
    """What words seemed to say and the reporter said was not so; the urgency stands until two people lower it."""
    codes = sorted({one.code for one in settled if one.answer == "no"})
    named_ = ", ".join(f"{code[:3]} {text('reason-' + code)}" for code in codes)
    return [text("card-denied", codes=named_, urgency=urgency)] if codes else []


def _source(reason: Reason, gone: Given, *, words: bool) -> str:
    """Where it came from; the very words only where the office lets words be read in a chat."""
    quote = visible(" ".join(reason.said.split())) if words else ""
    if reason.options == CONFIRMED:
        return text("card-from-confirmed-quote", quote=quote) if quote else text("card-from-confirmed")
    if reason.options == STOPPED:
        return ""
    if reason.source == "answer":
        if any(_is_gone(option, gone) for option in reason.options):
            return text("card-from-changed")
        unsure = any(option.endswith(".unsure") for option in reason.options)
        return text("card-from-unsure") if unsure else text("card-from-answer")
    return text("card-from-quote", quote=quote) if quote else text("card-from-words")


def _clock(clock: Clock, office: Office) -> str:
    named = text(f"clock-{clock.code}", check="yes" if clock.check else "no")
    return named if clock.due is None else text("clock-due", clock=named, due=_moment(clock.due, office))


def _answers(answers: Given, gone: Given, *, entered: bool, short: bool, told: Collection[str]) -> list[str]:
    """What was answered. Where an officer ``entered`` it, its door says who told, and there is no chat. Drawn together,
    what the head of the card or one of the reasons says (``told``) is left out, and short answers share a row; what was
    changed after sending always stays."""
    lines = []
    in_head = ("age", "where") if short and not answers.get("village") else ("age",) if short else ()
    for name, steps in LINES:
        if (name in in_head and not any(gone.get(step) for step in steps)) or (entered and name == "who"):
            continue
        given = [option for step in steps for option in answers.get(step, ())]
        if short:
            changed = {option for step in steps for option in gone.get(step, ())}
            given = [o for o in given if name not in SAID_BY_REASONS or o not in told or o in changed]
        said = [_marked(_bare(_named(option)) if short else _named(option), option, gone) for option in given]
        if name == "contact" and not said:
            said = [text("card-no-chat") if entered else text("card-not-allowed")]
        before = [_named(option) for step in steps for option in gone.get(step, ()) if option not in given]
        trace = [text("card-before", said=", ".join(before))] if before else []
        if said or trace:
            what = text("card-danger-more") if short and name == "danger" else text(f"card-{name}")
            lines.append(text("card-line", what=what, said=" ".join([", ".join(said), *trace]).strip()))
    found = forms(answers)
    if found:
        lines.append(text("card-line", what=text("card-forms"), said=", ".join(found)))
    return _packed(lines) if short else lines


def _bare(label: str) -> str:
    """A button's words without its picture."""
    picture, _, words = label.partition(" ")
    return words if words and not any(map(str.isalnum, picture)) else label


def _packed(lines: Sequence[str]) -> list[str]:
    """The same lines in the same order, several in a row where they fit."""
    packed: list[str] = []
    for line in lines:
        if packed and len(packed[-1]) + len(line) + 3 <= WIDE:
            packed[-1] += f" · {line}"
        else:
            packed.append(line)
    return packed


def _marked(said: str, option: str, gone: Given) -> str:
    """An answer that protects stands, and says that it was changed since."""
    return text("card-changed", said=said) if _is_gone(option, gone) else said


def _is_gone(option: str, gone: Given) -> bool:
    return any(option in given for given in gone.values())


def _named(option: str) -> str:
    return name_of(option) if option[0].isdigit() else named(option)


def _first(answers: Mapping[str, Sequence[str]], step: str) -> str:
    given = answers.get(step, ())
    return given[0] if given else ""


def _moment(at: datetime, office: Office) -> str:
    return office.clock(at).strftime("%d/%m %H.%M")
