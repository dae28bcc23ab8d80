"""One linear head a code, all fitted at once: logistic loss, AdaGrad, L2, fixed batches. The one place with numpy."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.triage.hearing.listening import listen
from flows.triage.hearing.marks import marks_of
from flows.triage.hearing.rows import BUCKETS, LETTERS, features, whole, words
from flows.triage.hearing.weights import BIAS, LEVELS, shortened

BATCH, RATE, EPOCHS, L2 = 512, 0.04, 7, 1e-4
TELLING = 0.6  # how much more a row counts that tells the levels apart (Wang and Manning 2012, NB-SVM)
LETTERS_WEIGH, ALL_WEIGH = 0.15, 0.5  # many runs of letters to a word: each counts for less
SMALLEST = 2  # a hash seen in fewer families than this teaches nothing that travels


def numpy() -> Any:
    """numpy, or a sentence about where to get it."""
    try:
        return importlib.import_module("numpy")
    except ImportError as missing:
        raise SystemExit("training needs numpy: install the dev extra") from missing


@dataclass(frozen=True)
class Matrix:
    """Messages as rows of hashed, signed features: ``cols`` and ``values`` of row i are at starts[i]:starts[i+1]."""

    cols: Any = field(repr=False)
    values: Any = field(repr=False)
    starts: Any = field(repr=False)

    @property
    def rows(self) -> int:
        return len(self.starts) - 1

    def only(self, chosen: Any) -> Matrix:
        """The chosen rows, in that order."""
        np = numpy()
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        at = np.arange(starts[-1]) - np.repeat(starts[:-1] - self.starts[chosen], lengths)
        return Matrix(self.cols[at], self.values[at], starts)


def matrix(texts: Sequence[str], step: Callable[[], object] = lambda: None) -> Matrix:
    """Texts read exactly as ``spot`` reads them."""
    np = numpy()
    cols, values, starts = [], [], [0]
    for text in texts:
        piece = whole(words(text), marks_of(listen(text)))
        rows = np.asarray(features(piece) or [0], dtype=np.int32)
        cols.append(np.where(rows < 0, ~rows, rows))
        weigh = np.where(cols[-1] < LETTERS, LETTERS_WEIGH, ALL_WEIGH)
        weigh = weigh * shortened(len(rows))
        values.append(np.where(rows < 0, -weigh, weigh).astype(np.float32))
        starts.append(starts[-1] + len(rows))
        step()
    return Matrix(np.concatenate(cols), np.concatenate(values), np.asarray(starts, dtype=np.int64))


def travelling(x: Matrix, families: Any) -> Any:
    """Which buckets were seen in at least ``SMALLEST`` families."""
    np = numpy()
    family_of = np.repeat(families, np.diff(x.starts))
    pairs = np.unique(family_of.astype(np.int64) * BUCKETS + x.cols)
    return np.bincount(pairs % BUCKETS, minlength=BUCKETS) >= SMALLEST


def telling(x: Matrix, levels: Any) -> Any:
    """How well each bucket tells one of the levels (rows × levels) from the rest: log-count ratios, 1 on average."""
    np = numpy()
    row_of = np.repeat(np.arange(x.rows), np.diff(x.starts))

    def share(held: Any) -> Any:
        counted = np.bincount(x.cols, weights=held[row_of], minlength=BUCKETS) + 2
        return counted / counted.sum()

    ratio = np.max([np.abs(np.log(share(held) / share(1 - held))) for held in levels.T], axis=0)
    return ((ratio / ratio[x.cols].mean()) ** TELLING).astype(np.float32)


def fit(
    x: Matrix, y: Any, families: Any, seed: int, epochs: int = EPOCHS, step: Callable[[], object] = lambda: None
) -> Any:
    """Weights (buckets + 1 bias row) × heads. ``y`` is rows × heads of 0 and 1, the last heads being the levels; rarer
    heads weigh more."""
    np = numpy()
    luck = np.random.default_rng(seed)
    heads = y.shape[1]
    keep = travelling(x, families) * telling(x, y[:, -len(LEVELS) :])
    weights = np.zeros((BUCKETS + 1, heads), dtype=np.float32)
    weights[-1] = -3.0
    squared = np.full_like(weights, 1e-6)
    order = luck.permutation(x.rows)
    batches = [_batch(x.only(order[i : i + BATCH]), order[i : i + BATCH], keep) for i in range(0, x.rows, BATCH)]
    share = y.mean(axis=0)
    heavier = np.clip(np.sqrt(0.08 / np.maximum(share, 1e-4)), 1.0, 4.0).astype(np.float32)
    for _ in range(epochs):
        for b in luck.permutation(len(batches)):
            chosen, cols, values, starts, by_col, used, edges, rows = batches[b]
            z = np.add.reduceat(weights[cols] * values[:, None], starts[:-1], axis=0) + weights[-1]
            with np.errstate(over="ignore"):  # surely not: 1 / ∞
                said = 1 / (1 + np.exp(-z))
            slope = (said - y[chosen]) * np.where(y[chosen] > 0, heavier, 1.0)
            slope = slope.astype(np.float32)
            grad = np.add.reduceat(slope[rows] * values[by_col][:, None], edges, axis=0)
            grad += L2 * len(chosen) * weights[used]
            squared[used] += grad * grad
            weights[used] -= RATE * grad / np.sqrt(squared[used])
            together = slope.sum(axis=0)
            squared[-1] += together * together
            weights[-1] -= RATE * together / np.sqrt(squared[-1])
        step()
    weights[:-1] *= keep[:, None]
    return weights


def _batch(x: Matrix, chosen: Any, keep: Any) -> tuple[Any, ...]:
    """A batch sorted both ways, so that each pass is one sweep."""
    np = numpy()
    values = x.values * keep[x.cols]
    row_of = np.repeat(np.arange(x.rows), np.diff(x.starts))
    kept = np.flatnonzero(values) if values.any() else np.arange(len(values))
    by_col = np.argsort(x.cols[kept], kind="stable")
    used, edges = np.unique(x.cols[kept][by_col], return_index=True)
    return chosen, x.cols, values, x.starts, kept[by_col], used, edges, row_of[kept][by_col]


def packed(weights: Any) -> tuple[bytes, list[float], list[float]]:
    """The rows that say anything (how many, which, then a byte a head), the scale of every head, and its bias."""
    np = numpy()
    spread = weights[:-1].copy()
    spread[:LETTERS] *= LETTERS_WEIGH
    spread[LETTERS:] *= ALL_WEIGH
    scale = np.maximum(np.abs(spread).max(axis=0), 1e-6) / 127
    small = np.rint(spread / scale).astype(np.int16)
    rows = np.flatnonzero((small != 0).any(axis=1)).astype("<u4")
    biased = (small[rows] + BIAS).astype(np.uint8)
    return (
        len(rows).to_bytes(4, "little") + rows.tobytes() + biased.tobytes(),
        [float(f"{s:.7g}") for s in scale],
        [float(f"{b:.6g}") for b in weights[-1]],
    )


def scores(x: Matrix, weights: Any) -> Any:
    """The logit of every head for every row."""
    np = numpy()
    parts = []
    for i in range(0, x.rows, BATCH):
        part = x.only(np.arange(i, min(i + BATCH, x.rows)))
        parts.append(np.add.reduceat(weights[part.cols] * part.values[:, None], part.starts[:-1], axis=0))
    return np.concatenate(parts) + weights[-1]
