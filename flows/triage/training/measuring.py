"""Where the gates stand, and how well it hears: on families and on wordings the fit never saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import log
from random import Random
from typing import Any

from flows.triage.hearing.weights import LEVELS
from flows.triage.training import fitting
from flows.triage.training.noise import perturbations
from flows.triage.training.writing import CODES, LANGUAGES, Message, register

FOLDS = 3
LEVEL_HEADS = tuple(f"LEVEL_{level}" for level in LEVELS)
HEADS = (*(code for code in CODES.values() if code[0] in LEVELS), *LEVEL_HEADS)
# The chance of the level, as calibrated on what was held out, from which a message backs a clue of the tables (it is
# asked about), proves it (it counts), is asked about by itself, and counts by itself. TINGGI and SEDANG interrupt
# nobody, so they count early.
BACKS = {"D": 0.25, "T": 0.30, "S": 0.55}
PROVES = {"D": 0.55, "T": 0.30, "S": 0.55}
ASKS = {"D": 0.33, "T": 0.30, "S": 0.55}
COUNTS = {"D": 0.70, "T": 0.30, "S": 0.55}

Step = Callable[[], object]
Gates = Mapping[str, Mapping[str, float]]


def fold_of(what: str) -> int:
    """Which fold something is held out in: the same for ever."""
    return int(sha256(what.encode()).hexdigest()[:8], 16) % FOLDS


def truth(told: Sequence[Message], heads: Sequence[str]) -> Any:
    """Rows × heads: which hold. A level's head holds for that level and any above it."""
    np = fitting.numpy()
    y = np.zeros((len(told), len(heads)), dtype=np.float32)
    place = {head: i for i, head in enumerate(heads)}
    for row, message in enumerate(told):
        for code in message.frame.codes:
            if code in place:
                y[row, place[code]] = 1
        for level in LEVELS["DTSR".index(message.level) :]:
            y[row, place[f"LEVEL_{level}"]] = 1
    return y


@dataclass(frozen=True)
class HeldOut:
    """Scores of every message by a fit that did not see its fold, and those fits."""

    folds: Any = field(repr=False)
    scores: Any = field(repr=False)
    fits: tuple[Any, ...] = field(repr=False)


def hold_out(x: fitting.Matrix, y: Any, families: Any, folds: Any, seed: int, step: Step) -> HeldOut:
    """Fit as often as there are folds, each time without one."""
    np = fitting.numpy()
    held, fits = np.zeros_like(y), []
    for fold in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        fits.append(fitting.fit(x.only(seen), y[seen], families[seen], seed, step=step))
        held[unseen] = fitting.scores(x.only(unseen), fits[-1])
    return HeldOut(folds, held, tuple(fits))


def gates(helds: Sequence[HeldOut], y: Any, heads: Sequence[str]) -> dict[str, dict[str, float]]:
    """Per level: the scores that back and prove a clue, ask and count, and how a score becomes a chance.

    Real messages will be partly of scenarios we told and partly not, so both ways of holding out count alike.
    """
    np = fitting.numpy()
    found = {}
    for level in LEVELS:
        place = heads.index(f"LEVEL_{level}")
        scores = np.concatenate([held.scores[:, [place]] for held in helds])
        slope, offset = logistic(scores, np.tile(y[:, place], len(helds)))
        chances = {"backs": BACKS, "proves": PROVES, "asks": ASKS, "counts": COUNTS}
        gate = {name: (log(at[level] / (1 - at[level])) - offset) / slope for name, at in chances.items()}
        found[level] = {**gate, "slope": slope, "offset": offset}
    return {level: {name: round(value, 4) for name, value in gate.items()} for level, gate in found.items()}


def is_ordinary(message: Message) -> bool:
    """Innocent; violence long past and safe (R02) is RENDAH but nothing to be calm about."""
    return message.innocent and "R02_LAMPAU_AMAN" not in message.frame.codes


def blends(helds: Sequence[HeldOut], y: Any, heads: Sequence[str]) -> dict[str, list[float]]:
    """For each code, how its own score and its level's become one calibrated logit."""
    np = fitting.numpy()
    found = {}
    for place, code in enumerate(heads):
        if code not in LEVEL_HEADS:
            both = np.concatenate([held.scores[:, [place, heads.index(f"LEVEL_{code[0]}")]] for held in helds])
            found[code] = [round(v, 4) for v in logistic(both, np.tile(y[:, place], len(helds)))]
    return found


def logistic(x: Any, y: Any, ridge: float = 1.0) -> list[float]:
    """A small logistic regression by Newton's steps: slopes, then offset."""
    np = fitting.numpy()
    x = np.column_stack([x.astype(np.float64), np.ones(len(x))])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (p - y) + ridge * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w = w - np.linalg.solve(curve, slope)
    return [float(v) for v in w]


def filed(scores: Any, at: Gates, heads: Sequence[str]) -> tuple[str, str]:
    """The level these scores would file at, and the highest level they would at least ask about."""
    said = {level: scores[heads.index(f"LEVEL_{level}")] for level in LEVELS}
    counts = next((level for level in LEVELS if said[level] >= at[level]["counts"]), "R")
    asks = next((level for level in LEVELS if said[level] >= at[level]["asks"]), "R")
    return counts, asks


def by_level(told: Sequence[Message], scores: Any, at: Gates, heads: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each level and language: how many, the share heard (filed as high, or asked about), the share exact.

    For ordinary messages: the share that would open a DARURAT screen, and any question.
    """
    table: dict[str, dict[str, float]] = {}
    said = [filed(row, at, heads) for row in scores]
    for language in ("all", *LANGUAGES):
        mine = [(m, s) for m, s in zip(told, said, strict=True) if language in ("all", m.frame.language)]
        for level in LEVELS:
            here = [s for m, s in mine if m.level == level]
            heard = [
                c <= level or a <= level if level == "D" else min(rank(c), rank(a)) <= rank(level) for c, a in here
            ]
            table[f"{level} {language}"] = _shares(
                n=len(here), heard=sum(heard), exact=sum(c == level for c, _ in here)
            )
        calm = [s for m, s in mine if is_ordinary(m)]
        screens, asked = sum(c == "D" for c, _ in calm), sum(min(rank(c), rank(a)) < 3 for c, a in calm)
        table[f"R {language}"] = _shares(n=len(calm), screens=screens, asked=asked)
    return table


def rank(level: str) -> int:
    return "DTSR".index(level)


def _shares(n: int, **counted: int) -> dict[str, float]:
    return {"n": n, **{name: round(value / max(n, 1), 4) for name, value in counted.items()}}


def by_code(
    y: Any, scores: Any, at: Gates, blend: Mapping[str, Sequence[float]], heads: Sequence[str]
) -> dict[str, Any]:
    """For each code, on held-out families: how many, recall and precision of what would be asked or counted."""
    np = fitting.numpy()
    table = {}
    open_still = np.ones(len(scores), dtype=bool)
    for level in LEVELS:
        said = scores[:, heads.index(f"LEVEL_{level}")]
        codes = [code for code in blend if code[0] == level]
        own = np.stack([_blended(scores, blend[c], c, heads) for c in codes], axis=1)
        given = (own >= 0) | (own == own.max(axis=1, keepdims=True))
        given &= (open_still & (said >= at[level]["asks"]))[:, None]
        open_still &= said < at[level]["counts"]  # as spot does: below a level that counts, lower codes are no news
        for i, code in enumerate(codes):
            gold, got = y[:, heads.index(code)] > 0, given[:, i]
            both = int((gold & got).sum())
            table[code] = {
                "n": int(gold.sum()),
                "recall": round(both / max(int(gold.sum()), 1), 3),
                "precision": round(both / max(int(got.sum()), 1), 3),
            }
    return dict(sorted(table.items(), key=lambda item: ("DTS".index(item[0][0]), item[0])))


def _blended(scores: Any, blend: Sequence[float], code: str, heads: Sequence[str]) -> Any:
    a, b, c = blend
    return a * scores[:, heads.index(code)] + b * scores[:, heads.index(f"LEVEL_{code[0]}")] + c


def calibration(scores: Any, y: Any, at: Gates, heads: Sequence[str]) -> list[dict[str, float]]:
    """Of the messages given a chance of DARURAT between these bounds, how many are."""
    np = fitting.numpy()
    place, gate = heads.index("LEVEL_D"), at["D"]
    chance = 1 / (1 + np.exp(-(gate["slope"] * scores[:, place] + gate["offset"])))
    rows = []
    for low in (0.0, 0.1, 0.25, 0.5, 0.75, 0.9):
        high = {0.0: 0.1, 0.1: 0.25, 0.25: 0.5, 0.5: 0.75, 0.75: 0.9, 0.9: 1.01}[low]
        here = (chance >= low) & (chance < high)
        given = float(chance[here].mean()) if here.any() else 0.0
        found = float(y[here, place].mean()) if here.any() else 0.0
        rows.append({"from": low, "n": int(here.sum()), "given": round(given, 3), "found": round(found, 3)})
    return rows


def robustness(
    told: Sequence[Message], held: HeldOut, at: Gates, heads: Sequence[str], seed: int, step: Step
) -> dict[str, float]:
    """Share of held-out DARURAT messages still heard after each of eight changes; ``as written`` is the yardstick."""
    np = fitting.numpy()
    urgent = [i for i, m in enumerate(told) if m.level == "D"][::4]
    found = {}
    for name in ("as written", *perturbations({})):
        texts = []
        for i in urgent:
            change = perturbations(register(told[i].frame.language)).get(name)
            luck = Random(f"{seed} {i} {name}")  # noqa: S311 - deterministic by design
            texts.append(change(told[i].text, luck) if change else told[i].text)
        x = fitting.matrix(texts)
        heard = 0
        for fold, fit in enumerate(held.fits):
            mine = np.array([k for k, i in enumerate(urgent) if held.folds[i] == fold])
            said = fitting.scores(x.only(mine), fit)[:, heads.index("LEVEL_D")]
            heard += int((said >= at["D"]["asks"]).sum())
        found[name] = round(heard / len(urgent), 4)
        step()
    return found
