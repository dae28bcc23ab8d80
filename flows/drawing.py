"""The flow as a picture: ``draw()`` gives Mermaid that GitHub renders, ``draw_life()`` the life of a case.

Drawn from the tables, so it cannot grow old. Ways that every step has (back, leave, help) are told once in a note and
not drawn; questions that are asked in any order stand in one box with one arrow.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.desk import life
from flows.events import (
    COMMANDED,
    AskedHelp,
    AskedLanguage,
    Distressed,
    Left,
    OpenedNews,
    Paged,
    Started,
    WentBack,
    Wrote,
)
from flows.followup import QUESTIONS
from flows.report import FOLLOW_UPS
from flows.session import ASIDE
from flows.step import AREA, CHOICE, ELSEWHERE, INFO, MULTI, SAME, TEXT, Row, fluent_key
from flows.tables import STEPS, TRANSITIONS

# The parts of the conversation, in order: id, what a newcomer reads, steps.
PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("safety_first", "1 · Are you safe?", ("start", "office", "safety")),
    ("call_for_help", "Distress alert", ("heard", "distress.where", "distress.contact", "distress.sent")),
    ("limits_first", "2 · Can you type unseen? What we must tell you", ("privacy", "limits")),
    ("who_first", "3 · Who, and who must not read it", ("who", "peer", "friend", "age", "insider")),
    ("own_words", "4 · Own words, before any list", ("words",)),
    ("what_happened", "5 · What happened, when, where", ("acts", "when", "where")),
    ("only_if", "Only where an act needs it", tuple(name for name, _ in FOLLOW_UPS)),
    ("sending", "6 · Send, or look and change", ("ready", "review")),
    ("afterwards", "7 · In an officer's hands", ("filed", "life", "life_now", "hub")),
    ("additions", "Additions, in any order", (*(step.name for step in QUESTIONS), "safe_word", "duress_word")),
    ("beside", "Beside any step, and back to it", (*ASIDE, "voice")),
    ("coming_back", "Coming back", ("away", "welcome", "news", "letter", "permit", "permits")),
    ("erasing", "/hapus", ("erase", "erased")),
    ("from_elsewhere", "From another phone", ("check", "status", "word", "empty")),
    ("by_command", "By command, and back", ("policy", "settings")),
)
BOXES = ("only_if", "additions", "beside", "by_command")  # each drawn as one
NOTE = (
    "Not drawn, because they are everywhere: Kembali (back), Lewati (skip), Keluar (leave: one harmless line stays), "
    "Bahaya (to the distress alert), Bantuan and Bahasa (beside it, and back), "
    "typing (kept, and the question is asked again), "
    "words that sound like danger (to heard, and back), "
    "a voice note where the office takes them (to voice, and back), an hour of silence (to welcome), "
    "news from an officer (to news), commands (each to its screen, and back; /cek to check, /hapus to erase). "
    "Kirim (send) works from words on; a changed answer leads back to review."
)
SHAPES = {CHOICE: '["{}"]', MULTI: '[["{}"]]', TEXT: '[/"{}"/]', AREA: '[("{}")]', INFO: '(["{}"])'}
EVERYWHERE = (*COMMANDED, Distressed, Left, WentBack, Paged, OpenedNews, AskedHelp, AskedLanguage)
LABELS = {
    "is_in_danger": "not safe",
    "says_not_safe": "not safe",
    "must_choose_an_office": "several offices, none chosen yet",
    "may_come_first": "several offices, none chosen yet",
    "is_filed": "already sent",
    "only_asks": "only a question",
    "is_still_to_come": "only a planned wedding",
    "has_content": "something was told",
    "may_ask_about_life": "12 and over, or words hint at it",
    "may_want_to_die": "yes, or not sure",
    "is_safe_to_read": "safe to read now",
    "may_be_asked": "safe to read, and a question waits",
    "has_question": "a question waits",
    "wants_erasure": "yes, erase",
    "is_known": "the code is right",
    "is_safe": "the safe word",
    "is_duress": "the duress word",
    "is_guest": "during a visit",
    "is_hidden": "after a pause",
    "is_invited": "a facilitator's code was used",
    "becomes_a_facilitator": "a facilitator",
}


def draw() -> str:
    """The whole conversation as one Mermaid flowchart."""
    lines = ["flowchart TD"]
    for id, title, steps in PARTS:
        if id in BOXES:
            lines.append(f'  {id}["{title}:<br/>{_wrapped(" · ".join(steps))}"]')
            continue
        lines.append(f'  subgraph {id}["{title}"]')
        lines += [f"    {_node(step)}{SHAPES[STEPS[step].kind].format(step)}" for step in steps]
        lines.append("  end")
    arrows: dict[tuple[str, str], str] = {}
    for one, arrow, other in _arrows():
        arrows.setdefault((one, other), f"  {one} {arrow} {other}")
    lines += arrows.values()
    lines.append(f'  everywhere["{_wrapped(NOTE)}"]:::note')
    lines.append("  classDef note fill:none,stroke-dasharray:4,text-align:left")
    return "\n".join(lines) + "\n"


def draw_life() -> str:
    """The life of a case as a Mermaid flowchart: what ends it and what opens it again is told once."""
    lines = ["flowchart LR", *(f'  c_{state}(["{state}"])' for state in life.STATES)]
    for row in life.TABLE:
        if row.name in ("close", "hand_on", "reopen", "call") or row.source == row.to:
            continue
        lines.append(f'  c_{row.source} -->|"{row.name}"| c_{row.to}')
    lines += ['  c_working["anywhere before the end"]', '  c_ended["ended"]']
    lines += ['  c_working -->|"close, with a reason"| c_ditutup', '  c_working -->|"hand_on"| c_dialihkan']
    lines += ['  c_working -->|"call: more urgent, or its officer left"| c_baru']
    lines += [f"  c_{state} --- c_ended" for state in life.ENDED]
    lines += ['  c_ended -.->|"reopen: new words"| c_baru']
    return "\n".join(lines) + "\n"


def _node(step: str) -> str:
    """Dots would end a Mermaid id, and some words mean something to it."""
    return "s_" + fluent_key(step).replace("-", "_")


def _box(step: str) -> str:
    """The box a step stands in when it is drawn as one, else the step itself."""
    return next((id for id, _, steps in PARTS if id in BOXES and step in steps), _node(step))


def _arrows() -> Iterator[tuple[str, str, str]]:
    for row in TRANSITIONS:
        for to in (*row.may, *(() if row.to in (SAME, ELSEWHERE) else (row.to,))):
            one, other = _box(row.source), _box(to)
            if _is_drawn(row, to) and one != other:
                yield one, _arrow(row), other


def _is_drawn(row: Row, to: str) -> bool:
    if row.event in EVERYWHERE or row.source not in STEPS or _box(row.source) == "beside":
        return False
    if row.event in (Started, Wrote) and row.when is None and to != "welcome":
        return False  # told by the arrow of a tap
    if row.source == "review" or to == "review":
        return {row.source, to} == {"ready", "review"}
    return to != "filed" or row.source == "ready"


def _arrow(row: Row) -> str:
    label = LABELS.get(row.when.__name__ if row.when else "", "")
    line = "-.->" if row.to == ELSEWHERE else "-->"
    return f'{line}|"{label}"|' if label else line


def _wrapped(words: str, width: int = 28) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word + " "
    return "<br/>".join(line.strip() for line in lines)
