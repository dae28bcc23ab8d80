"""Which dictionary word a written word is read as: verbs with whatever may hang on them, and slips of the thumb.

``WADUL_REWRITE_READ=1 pytest tests/triage/test_read.py`` writes `read.txt` anew; then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from flows.triage.hearing.spelling import load

DICTIONARY = load(())
READ = Path(__file__).parent / "read.txt"
VERBS = (
    *("pukul", "tampar", "siksa", "cekik", "kurung", "bunuh", "gebuk", "dorong", "jambak", "lempar", "rampas", "ancam"),
    *("injak", "usir", "wedi", "thuthuk", "perkosa", "hina", "kunci", "cubit", "oper", "antem", "enyek", "yakin"),
)
NOUNS = ("bapak", "suami", "bojo", "rumah", "anak", "guru", "kamar", "pisau", "telanjang", "minggat")
BEFORE = (
    *("dipun", "di", "d", "tak", "ku", "kok", "tok", "kau", "ke", "ter", "ber", "menge", "meng", "meny", "mem", "men"),
    *("me", "nge", "ng", "ny", "m", "n", "pe", "peng", "pem", "dinge", "dipn", "dpun", "dpn"),
)
AFTER = (
    *(
        "in",
        "i",
        "ni",
        "kan",
        "ke",
        "ake",
        "aken",
        "kake",
        "no",
        "ne",
        "na",
        "ono",
        "ana",
        "nen",
        "en",
        "an",
        "n",
        "ane",
    ),
    *(
        "ine",
        "inne",
        "nin",
        "lah",
        "ki",
        "kno",
        "o",
        "ku",
        "mu",
        "nya",
        "nye",
        "nem",
        "em",
        "ipun",
        "nipun",
        "e",
        "q",
        "ny",
    ),
)
SOUNDS = (
    ("d", "dh"),
    ("t", "th"),
    ("u", "oe"),
    ("c", "tj"),
    ("k", "kh"),
    ("k", "ck"),
    ("s", "sy"),
    ("u", "o"),
    ("i", "e"),
)


def _written(verb: str) -> Iterator[str]:
    """What people make of a verb: its first letter is often gone."""
    for before in BEFORE:
        yield before + verb
        yield before + verb[1:]
    for after in AFTER:
        yield verb + after
        yield f"di{verb}{after}"


def _mistyped(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]  # one missing
        yield word[: at + 1] + word[at:]  # one twice
        yield word[:at] + "x" + word[at + 1 :]  # one wrong
    for at, (one, other) in enumerate(pairwise(word)):
        yield word[:at] + other + one + word[at + 2 :]  # two swapped
    yield "".join(letter for letter in word if letter not in "aiueo")
    for sound, letters in SOUNDS:
        yield word.replace(sound, letters)


def _shown(word: str) -> str:
    readings = DICTIONARY.read(word)
    ways = (
        "+".join(filter(None, (one.voice, one.lemma, one.ending))) + "~" * (not one.exact) + "?" * one.slip
        for one in readings
    )
    return f"{word}: {' '.join(ways)}"


def test_each_word_is_read_as_it_was_read_here_last() -> None:
    words = dict.fromkeys(
        [
            *(word for verb in VERBS for word in _written(verb)),
            *(noun + after for noun in NOUNS for after in AFTER),
            *(slip for word in (*VERBS, *NOUNS, "dipukul", "memukulku") for slip in _mistyped(word)),
        ]
    )
    now = [_shown(word) for word in words]
    if os.environ.get("WADUL_REWRITE_READ"):
        READ.write_text("\n".join(now) + "\n", "utf-8")
    assert now == READ.read_text("utf-8").splitlines()
