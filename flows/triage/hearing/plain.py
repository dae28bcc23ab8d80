"""Everyday answers in which nobody is hurt: *aku di kamar*, *bapak isih turu*, *udah gak papa* (``plain.toml``).

So few words say too little to a model that counts words: its guess is noise, and a child who says where they are would
be asked about dying. What is wholly made of such sentences the model passes over; the rules hear it as ever. One more
word, or a sign that is neither comma nor full stop, and the model listens again.
"""

from __future__ import annotations

import re
from functools import cache

from flows.triage.hearing.sets import table

LONGEST = 240  # code points: more than that is no answer in a few words

_BETWEEN = re.compile(r"[.,;?\n…]+")


def is_plain(text: str) -> bool:
    """Whether every sentence of it is one of the list, and there is one."""
    if len(text) > LONGEST:
        return False
    told = [f" {' '.join(part.split())}" for part in _BETWEEN.split(text.lower()) if part.strip()]
    return bool(told) and all(_said().fullmatch(sentence) for sentence in told)


@cache
def _said() -> re.Pattern[str]:
    book = table("plain.toml")
    said = {
        f"<{name}>": "|".join(map(re.escape, held.split())).replace("_", " ") for name, held in book["words"].items()
    }

    def shaped(shape: str) -> str:
        parts = [(part.removesuffix("?"), part[-1]) for part in shape.split()]
        return "".join(f"(?: (?:{said.get(part, part)})){'?' * (end == '?')}" for part, end in parts)

    return re.compile("|".join(shaped(row["shape"]) for row in book["said"]))
