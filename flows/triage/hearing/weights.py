"""The shipped weights, and adding them up.

A row is one byte a head; rows side by side are read as one long integer and folded in halves, so that many are added at
a time and the weights stay as small in memory as in the file. What was added up is one long integer again: to add two
sums is one addition for all heads.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from flows.triage.hearing.rows import BUCKETS

USUAL, FEW = 230, 60  # rows: a message touches so many; below so few nothing counts more
LEVELS = ("D", "T", "S")
BIAS = 128  # a weight is stored as weight + BIAS, so that adding never borrows from a neighbour
LANE = 256  # rows: so many of them fit into two bytes a head
WIDE = 4  # bytes a head, wherever sums are added up
_NOUGHT = 1 << (8 * WIDE - 1)

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
def _lanes(value: int, width: int, size: int) -> int:
    """The same value for every head, ``size`` bytes each."""
    return int.from_bytes(value.to_bytes(size, "little") * width, "little")


def added(rows: Sequence[int]) -> int:
    """What rows say to every head, added up in one long integer, ``WIDE`` bytes a head: such integers add up too."""
    index = model().begins
    towards = [at for row in rows if row >= 0 and (at := index[row])]
    turned = [at for row in rows if row < 0 and (at := index[~row])]  # they count the other way round
    return sum(_folded(towards[i : i + LANE]) for i in range(0, len(towards), LANE)) - sum(
        _folded(turned[i : i + LANE]) for i in range(0, len(turned), LANE)
    )


def _folded(begins: Sequence[int]) -> int:
    """At most ``LANE`` rows: laid side by side, two bytes a head, and folded until one is left."""
    held = model()
    packed, width = held.packed, len(held.heads)
    beside = b"".join([packed[at : at + width] for at in begins])
    many = 1 << (len(begins) - 1).bit_length()
    spread = bytearray(2 * width * many)
    spread[: 2 * len(beside) : 2] = beside
    total = int.from_bytes(spread, "little")
    while many > 1:
        many >>= 1
        bits = 16 * width * many
        total = (total & _ones(bits)) + (total >> bits)
    narrow, wide = total.to_bytes(2 * width, "little"), bytearray(WIDE * width)
    wide[::WIDE], wide[1::WIDE] = narrow[::2], narrow[1::2]
    return int.from_bytes(wide, "little") - _lanes(len(begins) * BIAS, width, WIDE)


@cache
def _ones(bits: int) -> int:
    return (1 << bits) - 1


def scored(total: int, rows: int) -> list[float]:
    """The score of every head for what was ``added``, in a piece that touches so many rows."""
    held, counts, width = model(), shortened(rows), len(model().heads)
    lanes = struct.unpack(f"<{width}I", (total + _lanes(_NOUGHT, width, WIDE)).to_bytes(WIDE * width, "little"))
    return [s * counts * (lane - _NOUGHT) + b for s, b, lane in zip(held.scale, held.bias, lanes, strict=True)]
