"""The model card and its picture, from the figures of the run that made the weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from flows.triage.hearing.model import WINDOW
from flows.triage.training.measuring import ASKS, BACKS, COUNTS, PROVES, Gates, filed, rank
from flows.triage.training.writing import LANGUAGES, Message, frames

LEVEL_NAMES = {"D": "DARURAT", "T": "TINGGI", "S": "SEDANG", "R": "RENDAH"}
SPOKEN = {"all": "all", "id": "Indonesian", "jv": "ngoko", "kr": "krama", "mx": "mixed"}
INKS = {"id": "#1f5f8b", "jv": "#c8553d", "kr": "#6b8f3c", "mx": "#8a6bb1"}


def counted(told: Sequence[Message]) -> dict[str, Any]:
    """How large the corpus is, and of what."""
    return {
        "messages": len(told),
        "frames": len(frames()),
        "families": len({m.frame.family for m in told}),
        "innocent": sum(m.innocent for m in told),
        "levels": dict(sorted(Counter(m.level for m in told).items())),
        "languages": dict(sorted(Counter(m.frame.language for m in told).items())),
    }


def misses(told: Sequence[Message], scores: Any, at: Gates, heads: Sequence[str], most: int = 24) -> list[str]:
    """Held-out families whose urgent messages it hears least, with how many it heard."""
    heard: dict[str, list[bool]] = {}
    for message, row in zip(told, scores, strict=True):
        if message.level in "DT":
            level, asks = filed(row, at, heads)
            heard.setdefault(message.frame.family, []).append(min(rank(level), rank(asks)) <= rank(message.level))
    worst = sorted(heard.items(), key=lambda item: (sum(item[1]) / len(item[1]), item[0]))[:most]
    return [f"`{family}` {100 * sum(found) / len(found):.0f} %" for family, found in worst]


def write(out: Path, figures: Mapping[str, Any]) -> None:
    """``MODEL_CARD.md`` and ``figures.svg``."""
    (out / "MODEL_CARD.md").write_text(_card(figures), "utf-8")
    (out / "figures.svg").write_text(_picture(figures), "utf-8")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _list(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    return ", ".join(f"{names[key]} {count}" for key, count in counts.items())


def _levels(table: Mapping[str, Mapping[str, float]]) -> str:
    rows = [
        "| level | language | messages | heard (filed as high, or asked) | filed exactly |",
        "|---|---|--:|--:|--:|",
    ]
    for level in "DTS":
        for language in ("all", *LANGUAGES):
            told = table[f"{level} {language}"]
            rows.append(
                f"| {LEVEL_NAMES[level]} | {SPOKEN[language]} | {told['n']:.0f} | {_percent(told['heard'])} "
                f"| {_percent(told['exact'])} |"
            )
    rows += [
        "",
        "| ordinary messages | messages | open a DARURAT screen | any question or raise |",
        "|---|--:|--:|--:|",
    ]
    for language in ("all", *LANGUAGES):
        told = table[f"R {language}"]
        row = f"| {SPOKEN[language]} | {told['n']:.0f} | {_percent(told['screens'])} | {_percent(told['asked'])} |"
        rows.append(row)
    return "\n".join(rows)


def _card(f: Mapping[str, Any]) -> str:
    corpus = f["corpus"]
    codes = "\n".join(
        f"| {code} | {told['n']} | {_percent(told['recall'])} | {_percent(told['precision'])} "
        f"| {_percent(f['codes_wording'][code]['recall'])} | {_percent(f['codes_wording'][code]['precision'])} |"
        for code, told in f["codes"].items()
    )
    chances = "\n".join(
        f"| from {row['from']:.2f} | {row['n']} | {row['given']:.2f} | {row['found']:.2f} |" for row in f["calibration"]
    )
    rough = "\n".join(f"| {name} | {_percent(share)} |" for name, share in f["robustness"].items())
    gates = "\n".join(
        f"| {LEVEL_NAMES[level]} | {BACKS[level]:.2f} | {PROVES[level]:.2f} | {ASKS[level]:.2f} | {COUNTS[level]:.2f} |"
        for level in f["gates"]
    )
    return f"""# Model card: the small text model behind the rules

*Written by the command that made the weights; do not edit by hand.*

**What it is for.** It hears what no word list holds: danger told sideways, euphemism, wanting to die said indirectly.
It stands behind the lexicon and the rules, can only raise, and every raise shows the words that carried it. What the
tables only suspect is a clue: with one, less is enough. Below "counts" it opens one gentle question, and a "no" undoes
it.

**Nothing is ever learnt from real reports.** There is no code that could: training reads only the sentence files in
`flows/triage/training/corpus`, all written for this project.

## Data

{corpus["messages"]} synthetic messages from {corpus["frames"]} hand-written frames in {corpus["families"]} scenario
families; {corpus["innocent"]} ({_percent(corpus["innocent"] / corpus["messages"])}) ordinary or innocent-but-alarming.
By level {_list(corpus["levels"], LEVEL_NAMES)}; by language {_list(corpus["languages"], SPOKEN)}.
Non-graphic on purpose. Written without native-speaker review: **krama and the Blora dialect most need it.**
Labels are the office's rubric codes as the authors read them; no clinician has checked them.

## Method

Words in one spelling (case, accents, elongation, leet, dh/d, th/t, a/o folded). Hashed, signed features: words and
pairs of words, consonants, runs of three and four letters, and {_ideas()} ideas (`concepts.txt`), alone and by
twos and threes, and what the lexicon and its patterns made of the text. One logistic head for each code and one for
each level, all at once: AdaGrad, L2, fixed seed ({f["seed"]}). A hash is kept only when two families share it, and
weighs by how well it tells the levels apart (log-count ratios, NB-SVM); a long message counts each hash less. One
byte a weight; {f["bytes"]:,} bytes compressed. Messages above {WINDOW} words are read in pieces, and each as far as its
sentences go. Probabilities are calibrated on messages that were held out, by family and by frame alike.

Gates (the chance of the level):

| level | backs a clue from | proves it from | asks from | counts from |
|---|--:|--:|--:|--:|
{gates}

## Figures of this layer alone

Rules and lexicon are **not** in these figures; together they are measured by `wadul triage --evaluate`.

Read them with a reservation: a krama or mixed sentence often
retells an Indonesian or ngoko one of its family, which flatters those two rows under "wordings".

### Scenarios it never saw (hold-out by family, three folds)

The hardest reading: neither the scenario nor its key words were trained on.

{_levels(f["scenario"])}

### Wordings it never saw, of scenarios it knows (hold-out by frame)

{_levels(f["wording"])}

![Heard and false alarms by level and language](figures.svg)

### By code (asked or counted)

A code told in one family only cannot be heard when that family is held out.

| code | messages | recall, new scenarios | precision | recall, new wordings | precision |
|---|--:|--:|--:|--:|--:|
{codes}

### Calibration of DARURAT (held-out families)

| given chance | messages | mean given | found |
|---|--:|--:|--:|
{chances}

### Rough typing: DARURAT heard, held-out families

| change | heard |
|---|--:|
{rough}

## Known misses

- Alone, it misses most scenarios whose key words it never met; that is why it is not the first layer.
- Negation and the past are only heard as words nearby; the rules decide their scope.
- Violence long past and safe (R02) often sounds like TINGGI to it.
- A code beside the leading one is named only when its own chance is above one half.
- Held-out families it hears least (share of their messages heard): {"; ".join(f["misses"])}.

## Make it again

`python -m flows.triage.training` (numpy from the dev extra). The same seed gives the same bytes on the same machine and
numpy; change sentences in `flows/triage/training/corpus`, run, read the difference in this card.
"""


def _ideas() -> int:
    from flows.triage.hearing.rows import ideas

    return len(set(ideas().values()))


def _picture(f: Mapping[str, Any]) -> str:
    """Bars by level and language: heard on new scenarios (solid) and new wordings (pale); ordinary ones disturbed."""
    wide, high, left, floor = 760, 340, 50, 270
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<text x="{left}" y="20" font-size="14">Text model alone: heard, by level and language (%)</text>',
    ]
    for tick in (0, 25, 50, 75, 100):
        y = floor - 2.2 * tick
        parts.append(f'<line x1="{left}" x2="{wide - 10}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{tick}</text>')
    for group, level in enumerate("DTSR"):
        start = left + 15 + group * 175
        name = "ordinary: disturbed" if level == "R" else LEVEL_NAMES[level]
        parts.append(f'<text x="{start + 74}" y="{floor + 20}" text-anchor="middle">{escape(name)}</text>')
        for place, language in enumerate(LANGUAGES):
            what = "asked" if level == "R" else "heard"
            for kind, shift, ink in (("wording", 0, 0.35), ("scenario", 17, 1.0)):
                share = 100 * f[kind][f"{level} {language}"][what]
                parts.append(
                    f'<rect x="{start + place * 38 + shift}" y="{floor - 2.2 * share:.1f}" width="16" '
                    f'height="{2.2 * share:.1f}" fill="{INKS[language]}" opacity="{ink}"/>'
                )
    for place, language in enumerate(LANGUAGES):
        x = left + 15 + place * 110
        parts.append(f'<rect x="{x}" y="{floor + 35}" width="12" height="12" fill="{INKS[language]}"/>')
        parts.append(f'<text x="{x + 18}" y="{floor + 45}">{SPOKEN[language]}</text>')
    legend = "solid: scenarios never seen · pale: new wordings of known scenarios"
    parts.append(f'<text x="{left + 15}" y="{floor + 62}">{legend}</text></svg>')
    return "\n".join(parts) + "\n"
