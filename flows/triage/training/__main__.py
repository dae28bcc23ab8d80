"""Make the model again: ``python -m flows.triage.training`` (needs numpy; two or three minutes, no network)."""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from flows.triage.training import card, fitting, measuring
from flows.triage.training.writing import messages

OUT = Path(__file__).parent.parent / "hearing" / "model_data"


def train(out: Path, seed: int = 3, every: int = 1, measure: bool = True) -> dict[str, Any]:
    """Write ``weights.bin`` and ``model.json`` (and the card, when measured) to ``out``; the same bytes each time.

    ``every`` takes only each n-th message, for a quick run. Figures come from families held out; the model that is
    written has then seen them all.
    """
    np = fitting.numpy()
    told = list(messages(seed))[::every]
    heads = measuring.HEADS
    rounds = fitting.EPOCHS * (2 * measuring.FOLDS + 1)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as progress:
        bar = progress.add_task("reading the corpus", total=len(told))
        x = fitting.matrix([message.text for message in told], step=lambda: progress.advance(bar))
        y = measuring.truth(told, heads)
        names = {name: i for i, name in enumerate(sorted({m.frame.family for m in told}))}
        families = np.array([names[m.frame.family] for m in told])
        by_family = np.array([measuring.fold_of(m.frame.family) for m in told])
        by_wording = np.array([measuring.fold_of(m.frame.family + m.frame.text) for m in told])

        fits = progress.add_task("fitting", total=rounds)

        def step() -> None:
            progress.advance(fits)

        held = measuring.hold_out(x, y, families, by_family, seed, step)
        worded = measuring.hold_out(x, y, families, by_wording, seed, step)
        at, blend = measuring.gates((held, worded), y, heads), measuring.blends((held, worded), y, heads)
        weights = fitting.fit(x, y, families, seed, step=step)
        packed, scale, bias = fitting.packed(weights)
        shape = {"heads": heads, "scale": scale, "bias": bias, "blend": blend, "gates": at}
        shape["floors"] = dict.fromkeys(blend, 0.0)
        out.mkdir(parents=True, exist_ok=True)
        (out / "weights.bin").write_bytes(zlib.compress(packed, 9))
        (out / "model.json").write_text(json.dumps(shape, indent=1) + "\n", "utf-8")
        if not measure:
            return shape
        rough = progress.add_task("roughening", total=9)
        figures = {
            "corpus": card.counted(told),
            "scenario": measuring.by_level(told, held.scores, at, heads),
            "wording": measuring.by_level(told, worded.scores, at, heads),
            "codes": measuring.by_code(y, held.scores, at, blend, heads),
            "codes_wording": measuring.by_code(y, worded.scores, at, blend, heads),
            "calibration": measuring.calibration(held.scores, y, at, heads),
            "robustness": measuring.robustness(told, held, at, heads, seed, lambda: progress.advance(rough)),
            "misses": card.misses(told, held.scores, at, heads),
            "gates": at,
            "bytes": (out / "weights.bin").stat().st_size,
            "seed": seed,
        }
    card.write(out, figures)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m flows.triage.training", description=__doc__)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights and the card go")
    given = parser.parse_args()
    train(given.out, given.seed)
