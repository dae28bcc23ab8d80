"""How people really type: each function makes one change, the same for the same luck."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

_WORD = re.compile(r"[^\W\d_]+")
_EMOJI = ("😭", "😢", "🙏", "😔", "🥺", "😡", "❤️", "😅")
Register = Mapping[str, Sequence[str]]


def typos(text: str, luck: Random, share: float = 0.15) -> str:
    """Letters swapped, dropped or doubled in some words."""

    def spoil(word: str) -> str:
        i = luck.randrange(1, len(word) - 1)
        kind = luck.randrange(3)
        if kind == 0:
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        return word[:i] + word[i + 1 :] if kind == 1 else word[:i] + word[i] + word[i:]

    return _some(text, luck, share, spoil, least=4)


def dropped_vowels(text: str, luck: Random, share: float = 0.3) -> str:
    """``tlng cpt`` for ``tolong cepat``."""
    return _some(text, luck, share, lambda w: w[0] + re.sub("[aeiou]", "", w[1:-1]) + w[-1], least=4)


def abbreviated(text: str, luck: Random, register: Register, share: float = 0.6) -> str:
    """Spelt as in chat, SMS or dialect."""

    def respell(word: str) -> str:
        return luck.choice(register[word.lower()]) if word.lower() in register else word

    return _some(text, luck, share, respell, least=1)


def capitals(text: str, luck: Random) -> str:
    """SHOUTED."""
    return text.upper()


def without_punctuation(text: str, luck: Random) -> str:
    """One breath."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]", " ", text)).strip()


def elongated(text: str, luck: Random, share: float = 0.25) -> str:
    """``tolooong``."""

    def stretch(word: str) -> str:
        at = [i for i, letter in enumerate(word) if letter in "aeiou"]
        i = at[-1] if at else len(word) - 1
        return word[:i] + word[i] * luck.randrange(3, 6) + word[i + 1 :]

    return _some(text, luck, share, stretch, least=3)


def emoji_between(text: str, luck: Random, share: float = 0.25) -> str:
    """Faces between the words."""
    return " ".join(word + (" " + luck.choice(_EMOJI) if luck.random() < share else "") for word in text.split())


def other_spelling(text: str, luck: Random, share: float = 0.4) -> str:
    """Javanese swings: a/o at the end and before it, dh/d, th/t, uh/oh, ih/eh."""

    def swing(word: str) -> str:
        word = word.replace("dh", "d").replace("th", "t")
        word = re.sub("uh$", "oh", re.sub("ih$", "eh", word))
        if luck.random() < 0.5:
            return re.sub("a([^aeiou]?)a$", r"o\1o", re.sub("a$", "o", word))
        return word.replace("o", "a") if luck.random() < 0.3 else word

    return _some(text, luck, share, swing, least=3)


def _some(text: str, luck: Random, share: float, change: Callable[[str], str], least: int) -> str:
    def one(match: re.Match[str]) -> str:
        word = match.group()
        return change(word) if len(word) >= least and luck.random() < share else word

    return _WORD.sub(one, text)


def perturbations(register: Register) -> dict[str, Callable[[str, Random], str]]:
    """The eight of the robustness table, by name."""
    return {
        "typos": typos,
        "dropped vowels": dropped_vowels,
        "abbreviations": lambda text, luck: abbreviated(text, luck, register),
        "capitals": capitals,
        "no punctuation": without_punctuation,
        "elongation": elongated,
        "emoji": emoji_between,
        "a/o spelling": other_spelling,
    }
