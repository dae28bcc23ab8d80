"""The eight ways in which a real thumb, a real phone and a real dialect change a sentence; each repeatable."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_SHORT = {
    "yang": "yg", "dengan": "dgn", "karena": "krn", "tolong": "tlg", "bapak": "bpk", "saya": "sy", "kamar": "kmr",
    "bisa": "bs", "tidak": "tdk", "gak": "gk", "sudah": "udh", "dari": "dr", "sama": "sm", "di": "d",
    "sekarang": "skrg",
    "depan": "dpn", "rumah": "rmh", "kalau": "klo", "tapi": "tp", "juga": "jg", "lagi": "lg", "terus": "trs",
    "belum": "blm", "jangan": "jgn", "banget": "bgt", "malam": "mlm", "kemarin": "kmrn", "orang": "org",
    "anak": "ank", "aku": "aq", "sampai": "smp",
    "besok": "bsk", "teman": "tmn", "cepat": "cpt", "pakai": "pk", "bilang": "blg",
    "tahun": "thn", "bulan": "bln", "minggu": "mgg", "hari": "hr", "dulu": "dl", "sing": "sg", "wis": "ws",
}  # fmt: skip


def _typos(text: str, luck: random.Random) -> str:
    """About one longer word in four has one slip: a letter lost, doubled, or two swapped."""

    def slip(word: str) -> str:
        if len(word) < 5 or luck.random() > 0.25:
            return word
        at = luck.randrange(1, len(word) - 1)
        return luck.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )

    return _words(text, slip)


def _dropped_vowels(text: str, luck: random.Random) -> str:
    """Half of the words lose the vowels inside them."""

    def drop(word: str) -> str:
        if len(word) < 4 or luck.random() > 0.5:
            return word
        return word[0] + re.sub("[aiueo]", "", word[1:-1]) + word[-1]

    return _words(text, drop)


def _abbreviated(text: str, _: random.Random) -> str:
    return _words(text, lambda word: _SHORT.get(word.lower(), word))


def _stretched(text: str, luck: random.Random) -> str:
    def stretch(word: str) -> str:
        if len(word) < 3 or luck.random() > 0.4:
            return word
        at = max((i for i, c in enumerate(word) if c in "aiueo"), default=len(word) - 1)
        return word[:at] + word[at] * luck.randint(2, 5) + word[at + 1 :]

    return _words(text, stretch)


def _emoji(text: str, luck: random.Random) -> str:
    return " ".join(
        word + (luck.choice(("😭", "🙏", "💔", "😢")) if luck.random() < 0.4 else "") for word in text.split(" ")
    )


def _swung(text: str, luck: random.Random) -> str:
    """a and o as people hear them in Javanese."""

    def swing(word: str) -> str:
        if luck.random() > 0.4 or len(word) < 4:
            return word
        return (
            word.replace("a", "o") if word.count("a") > 1 else word.replace("o", "a") if word.count("o") > 1 else word
        )

    return _words(text, swing)


def _words(text: str, change: Callable[[str], str]) -> str:
    return re.sub(r"[A-Za-z]+", lambda found: change(found[0]), text)


PERTURBATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "typos": _typos,
    "dropped vowels": _dropped_vowels,
    "abbreviations": _abbreviated,
    "capitals": lambda text, _: text.upper(),
    "no punctuation": lambda text, _: re.sub(r"[^\w\s]", "", text),
    "stretching": _stretched,
    "emoji": _emoji,
    "a and o": _swung,
}


def perturb(text: str, how: str, seed: int = 0) -> str:
    """The text, changed in this way; the same every time."""
    return PERTURBATIONS[how](text, random.Random(f"{seed}{text}"))
