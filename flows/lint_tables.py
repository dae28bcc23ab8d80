"""Steps and rows: can every one be reached, answered and left? And which codes of the rubric can answers reach?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.events import (
    AGELESS,
    COMMANDED,
    CONTROLS,
    EVENTS,
    Checked,
    Chose,
    Coded,
    Event,
    Left,
    Sent,
    Started,
    WentBack,
    Worded,
    Wrote,
    callback,
)
from flows.step import ANY, AREA, ELSEWHERE, INFO, KINDS, SAME, Row, Step
from flows.triage.facts import Facts
from flows.triage.rules import FALLBACK, MODIFIERS, NOT_BY_ANSWERS, RULES

ID = re.compile(r"[a-z0-9_.]+")
NEUTRAL = ("start", "away")  # nothing is told on these: there is nothing to leave
WITHOUT_A_BUTTON = (Started, Wrote, Sent, *COMMANDED, Checked, Coded, Worded, *AGELESS)  # can happen anywhere
LONGEST_CALLBACK = 64  # bytes, Telegram's limit
HIGHEST_VERSION = 999_999_999
SAMPLES = 4000

# The office's rubric, between RUBRIC-START and RUBRIC-END.
_RUBRIC = """
    D01_BERLANGSUNG D02_ANCAM_BUNUH D03_SENJATA D04_CEKIK D05_LUKA_BERAT D06_SEKS_72J D07_BUNUH_DIRI_AKUT
    D08_SEKAP_CULIK D09_TPPO_SEGERA D10_OCSEA_SEGERA D11_BALITA D12_NIKAH_3H D13_TELANTAR_KRITIS D14_MINTA_TOLONG
    T01_CEKIK_DULU T02_PELAKU_AKSES T03_SEKS_ANAK T04_SEKS_120J T05_SEKSTORSI T06_PIKIR_BUNUH_DIRI T07_LAP4 T08_HAMIL
    T09_DISABILITAS T10_ESKALASI T11_NIKAH_30H T12_TPPO T13_LUKA T14_TANPA_PELINDUNG T15_PELAKU_KUASA T16_BALAS
    S01_FISIK S02_PSIKIS S03_SEKS_DEWASA S04_TELANTAR S05_BULLY S06_NIKAH_ANAK S07_ANAK_SAKSI S08_KBGO_LAIN
    S09_TERPUTUS S10_EKSPLOITASI S11_PSIKOSOSIAL
    R01_INFO R02_LAMPAU_AMAN R03_CEGAH R04_UMUM R05_STATUS R06_LUAR_LINGKUP
    M1_USIA12 M2_DISABILITAS M3_HAMIL M4_SERUMAH M5_BERULANG M6_TERISOLASI M7_KORBAN_BANYAK
"""
ALL_CODES = tuple(code for code in _RUBRIC.split() if code[0] != "M")
MODIFIER_CODES = tuple(code for code in _RUBRIC.split() if code[0] == "M")


def wrong(steps: Mapping[str, Step], rows: Sequence[Row]) -> Iterator[str]:
    """What is wrong with the tables, one sentence each."""
    names = set(steps)
    yield from _names(names, rows)
    for step in steps.values():
        yield from _shape(step)
        yield from _answered(step, rows)
        yield from _groups(step, rows)
    ways = {name: _ways(step, rows) & names for name, step in steps.items()}
    laid_over = {"heard", "voice"} & names  # words, or a voice note, can lead there from any step
    reached, new = {"start", *laid_over}, {"start", *laid_over}
    while new:
        new = {to for name in new for to in ways.get(name, ())} - reached
        reached |= new
    yield from (f"step {name}: it cannot be reached from the start" for name in steps if name not in reached)
    for name, step in steps.items():
        if name not in NEUTRAL and "exit" not in step.controls:
            yield f"step {name}: it has no Keluar"
        if name not in NEUTRAL and not _ways(step, rows, leaving=False) - {name}:
            yield f"step {name}: it cannot be left but by Keluar"


def _names(names: set[str], rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for name in {row.source, row.to, *row.may} - names - {ANY, SAME, ELSEWHERE}:
            yield f"row {row.event.__name__} at {row.source}: there is no step {name}"
        if row.to == ELSEWHERE and not row.may and row.event is not WentBack:
            yield f"row {row.event.__name__} at {row.source}: it does not say where it may lead"


def _shape(step: Step) -> Iterator[str]:
    if step.kind not in KINDS:
        yield f"step {step.name}: there is no kind {step.kind}"
    if not step.choices and not step.controls and step.kind != AREA:
        yield f"step {step.name}: it has no button"
    if step.choices and step.kind in (AREA, INFO):
        yield f"step {step.name}: a step of kind {step.kind} has no choices of its own"
    for id in (step.name, *step.choices, *step.controls):
        if not ID.fullmatch(id):
            yield f"step {step.name}: the id {id!r} has other signs than a-z, 0-9, _ and ."
        if len(callback(id, step.name, HIGHEST_VERSION).encode()) > LONGEST_CALLBACK:
            yield f"step {step.name}: the callback of {id} is longer than {LONGEST_CALLBACK} bytes"
    yield from (f"step {step.name}: there is no control {c}" for c in step.controls if c not in CONTROLS)


def _answered(step: Step, rows: Sequence[Row]) -> Iterator[str]:
    """Every button must do something."""
    heard = {row.event for row in rows if row.source in (step.name, ANY)}
    if step.is_answered_by_tap and Chose not in heard:
        yield f"step {step.name}: no row answers a choice"
    for control in step.controls:
        if control in CONTROLS and CONTROLS[control] not in heard:
            yield f"step {step.name}: no row answers {control}"


def _groups(step: Step, rows: Sequence[Row]) -> Iterator[str]:
    """Guarded rows first, a default last: then each event does exactly one thing."""
    for event in EVENTS:
        own = [row for row in rows if row.event is event and row.source == step.name]
        group = own + [row for row in rows if row.event is event and row.source == ANY]
        if group and all(row.when for row in group):
            yield f"step {step.name}: {event.__name__} may fall through; its last row needs no guard"
        if any(row.when is None for row in own[:-1]):
            yield f"step {step.name}: a row for {event.__name__} stands below its default and is never taken"


def _ways(step: Step, rows: Sequence[Row], *, leaving: bool = True) -> set[str]:
    """Where this step can lead. Without ``leaving``: by answering it, not by a way that every step has."""
    possible: set[type[Event]] = {*WITHOUT_A_BUTTON, *(CONTROLS[c] for c in step.controls if c in CONTROLS)}
    if step.is_answered_by_tap:
        possible.add(Chose)
    found: set[str] = set()
    for row in rows:
        if row.event not in possible or row.source not in (step.name, ANY):
            continue
        if not leaving and (row.source == ANY or row.event is Left):
            continue
        found |= set(row.may) if row.to == ELSEWHERE else {step.name if row.to == SAME else row.to}
    return found


# -- the rubric --------------------------------------------------------------------------------------------------


def codes(steps: Iterable[Step]) -> tuple[list[str], list[str]]:
    """Errors and notes about the rubric: codes nobody knows, and codes that no answer can reach."""
    table = {rule.code: rule for rule in (*RULES, *MODIFIERS)}
    known = {*ALL_CODES, *MODIFIER_CODES}
    errors = [f"triage: {code} is not a code of the rubric" for code in {*table, FALLBACK} - known]
    open_ = known - {FALLBACK}
    for answers in _generated(tuple(steps)):
        facts = Facts(answers)
        open_ -= {code for code in open_ if code in table and table[code].when(facts)}
        if open_ <= set(NOT_BY_ANSWERS):
            break
    notes = [f"triage: no answer reaches {code}: {why}" for code, why in NOT_BY_ANSWERS.items() if code in open_]
    errors += [f"triage: no answer reaches {code}, and nothing says who will" for code in open_ - set(NOT_BY_ANSWERS)]
    return sorted(errors), notes


def _generated(steps: tuple[Step, ...]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Answers of every sort, the same ones each time: most questions left open, some with one answer or with three."""
    asked = [step for step in steps if step.choices]
    for n in range(SAMPLES):
        answers = {}
        for step in asked:
            dice = hashlib.blake2b(f"{n} {step.name}".encode(), digest_size=6).digest()
            if dice[0] % 2:
                picks = dice[1 : 5 if step.kind == "multi" and dice[5] % 2 else 2]
                answers[step.name] = tuple(dict.fromkeys(step.choices[pick % len(step.choices)] for pick in picks))
        yield answers
