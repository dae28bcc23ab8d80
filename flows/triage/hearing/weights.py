"""The shipped weights, and adding them up.

A row is one byte a head; rows side by side are read as one long integer and folded in halves, so that many are added at
a time and the weights stay as small in memory as in the file.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from flows.triage.hearing.rows import BUCKETS

USUAL, FEW = 230, 60  # rows: a message touches so many; below so few nothing counts more
LEVELS = ("D", "T", "S")
BIAS = 128  # a weight is stored as weight + BIAS, so that adding never borrows from a neighbour
LANE = 256  # rows: so many of them fit into two bytes a head

_DATA = files(__package__) / "model_data"


class Model(NamedTuple):
    """The shipped weights, and how scores become codes."""

    heads: tuple[str, ...]
    packed: bytes  # the rows that say something, one byte a head
    begins: array[int]  # where in ``packed`` a row begins; 0 when it says nothing
    scale: tuple[float, ...]
    bias: tuple[float, ...]
    blend: dict[str, tuple[float, float, float]]  # a code, calibrated = a · own + b · its level + c
    gates: dict[str, dict[str, float]]  # per level: scores that back or prove a clue, ask, count; its calibration
    floors: dict[str, float]  # per code: the logit at which it may stand beside a stronger one


def shortened(rows: int) -> float:
    """What each row counts in a piece that touches so many: long pieces say more words, not more danger."""
    return sqrt(USUAL / max(rows, FEW))


@cache
def model() -> Model:
    """The weights, read once."""
    told = json.loads((_DATA / "model.json").read_text("utf-8"))
    heads, scale, bias = (tuple(told[name]) for name in ("heads", "scale", "bias"))
    packed = zlib.decompress((_DATA / "weights.bin").read_bytes())
    (count,) = struct.unpack_from("<I", packed)
    index = array("I", bytes(4 * BUCKETS))
    at = 4 + 4 * count
    for (row,) in struct.iter_unpack("<I", packed[4:at]):
        index[row] = at
        at += len(heads)
    blend = {code: (a, b, c) for code, (a, b, c) in told["blend"].items()}
    return Model(heads, packed, index, scale, bias, blend, told["gates"], told["floors"])


@cache
def _lanes(value: int, width: int) -> int:
    """The same value for every head."""
    return int.from_bytes(struct.pack("<H", value) * width, "little")


def summed(rows: Sequence[int]) -> list[int]:
    """What rows say to every head, added up: ``BIAS`` for each of them, and what they weigh."""
    width = len(model().heads)
    sums: list[int] = []
    for total in _totals(rows):
        lanes = struct.unpack(f"<{width}H", total.to_bytes(2 * width, "little"))
        sums = [a + b for a, b in zip(sums, lanes, strict=True)] if sums else [*lanes]
    return sums or [0] * width


def _totals(rows: Sequence[int]) -> Iterable[int]:
    """Rows added up as long integers, as many at a time as fit."""
    twice = _lanes(2 * BIAS, len(model().heads))
    for i in range(0, len(rows), LANE):
        part = rows[i : i + LANE]
        turned = [~row for row in part if row < 0]
        # A row that counts the other way round adds 2 · BIAS − weight: no lane ever falls below zero.
        yield _added([row for row in part if row >= 0]) + len(turned) * twice - _added(turned)


def _added(rows: Sequence[int]) -> int:
    """At most ``LANE`` rows as one integer, two bytes a head: laid side by side, and folded until one is left."""
    held = model()
    packed, index, width = held.packed, held.begins, len(held.heads)
    begins = [at for row in rows if (at := index[row])]
    silent = (len(rows) - len(begins)) * _lanes(BIAS, width)
    if not begins:
        return silent
    beside = b"".join([packed[at : at + width] for at in begins])
    many = 1 << (len(begins) - 1).bit_length()
    wide = bytearray(2 * width * many)
    wide[: 2 * len(beside) : 2] = beside
    total = int.from_bytes(wide, "little")
    while many > 1:
        many >>= 1
        bits = 16 * width * many
        total = (total & _ones(bits)) + (total >> bits)
    return silent + total


@cache
def _ones(bits: int) -> int:
    return (1 << bits) - 1


def scored(sums: Sequence[int], rows: int) -> list[float]:
    held, none, counts = model(), BIAS * rows, shortened(rows)
    return [s * counts * (lane - none) + b for s, b, lane in zip(held.scale, held.bias, sums, strict=True)]
