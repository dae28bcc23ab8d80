"""A reporter's words, shown as they are and unable to play tricks: hidden and direction-turning characters become
visible marks, and each line keeps its direction to itself."""

from __future__ import annotations

import unicodedata

_ISOLATE, _END = "\u2068", "\u2069"
_JOINERS = {"\u200d", "\u200c", "\ufe0f"}  # emoji and Javanese script need these


def visible(words: str) -> str:
    """The same words with control and format characters written out (``⟨202E⟩``), line by line isolated."""
    return "\n".join(_ISOLATE + "".join(map(_shown, line)) + _END for line in words.splitlines())


def _shown(sign: str) -> str:
    if sign == "\t":
        return " "
    if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign not in _JOINERS:
        return f"⟨{ord(sign):04X}⟩"
    return sign
