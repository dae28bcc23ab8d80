"""The two codes of a receipt, and how people type them: sixteen digits, or six words of our own list.

Either opens, and neither follows from the other. Capitals, blanks and hyphens do not matter, and of a word its first
four letters are enough: no two words of ``words.txt`` share them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from importlib.resources import files

DIGITS, COUNT, TELLING = 16, 6, 4
WORDS: tuple[str, ...] = tuple(files(__name__).joinpath("words.txt").read_text("utf-8").split())
BITS = COUNT * math.log2(len(WORDS))
MISTYPED_DIGITS, MISTYPED_WORDS = (4, 40), (5, 7)  # asked for a code, this many are one, or a half, if no right one

_BY_START = {word[:TELLING]: word for word in WORDS}
_DIGITS = re.compile(r"(?:\d[\s.-]*)+")
_LETTERS = re.compile(r"[^\W\d_]+")


def six_words(luck: Callable[[int], int]) -> str:
    """Six words of the list; ``luck(n)`` gives a number below n."""
    return " ".join(WORDS[luck(len(WORDS))] for _ in range(COUNT))


def read(text: str) -> str:
    """The code that was typed, as it is hashed: bare digits, or six whole words. Empty when it is none."""
    typed = unicodedata.normalize("NFKC", text).strip().casefold()
    if _DIGITS.fullmatch(typed):
        bare = _bare(typed)
        return bare if len(bare) == DIGITS else ""
    words = [_BY_START.get(word[:TELLING], "") for word in _LETTERS.findall(typed)]
    return " ".join(words) if len(words) == COUNT and all(words) else ""


def attempted(text: str) -> str:
    """Where a code was asked for: the one that was typed, or what was mistyped for one, to be looked for all the same.
    Empty for what somebody rather says."""
    typed = unicodedata.normalize("NFKC", text).strip().casefold()
    if _DIGITS.fullmatch(typed):
        bare = _bare(typed)
        least, most = MISTYPED_DIGITS
        return bare if least <= len(bare) <= most else ""
    words = _LETTERS.findall(typed)
    known = [word for word in words if word[:TELLING] in _BY_START]
    least, most = MISTYPED_WORDS
    mistyped = least <= len(words) <= most and 3 * len(known) >= 2 * len(words)
    return read(text) or (" ".join(words) if mistyped else "")


def _bare(typed: str) -> str:
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())
