"""A typed yes or no, in the languages people write here: alone, or where something is to be erased.

Only what is plainly meant. Everything else stays somebody's words, and words are weighed as words.
"""

from __future__ import annotations

import re

from flows.commands import bare

YES = re.compile(
    r"(?:ya+|iya+h?|iye|iyo+|yo+|yoi|hooh|heeh|nggih|inggih|enggih|injih|nggeh|inggeh|betul|bener|benar|leres"
    r"|yes|yep|yup|y){1,4}"
)
NO = r"(?:tida+k|tdk|(?:e?ng)?ga+k?|e?nggk|gk|g|nda+k|ndk|o+ra+|ra|e?mbote+n|boten|no+|nope)"
TO_US = r"(?:kak|mas|mbak|bu|pak|bang|min|sih|kok|lah|deh|dong|ya)"

ONLY_NO = re.compile(rf"{NO}(?: {NO})*(?: {TO_US})*")
ERASING = re.compile(
    r"(?:(?:ya|iya|iyo|yo|inggih|nggih|yes|tolong) )*(?:di|dipun)?(?:hapus|busak|mbusak|erase|delete)(?:kan|en)?"
    rf"(?: semua(?:nya)?| kabeh| sedaya| it| all| everything| aja| saja| wae| mawon| kemawon| {TO_US})*"
)
NOT_ERASING = re.compile(rf"(?:(?:{NO}|jangan|jgn|ojo) )?(?:jadi|sida|sido|siyos|usah|dulu|batal|jangan|jgn|go back)")


def is_only_yes(text: str) -> bool:
    """Nothing but a yes, said once or more."""
    words = _words(text)
    return "?" not in text and bool(words) and all(map(YES.fullmatch, words))


def is_only_no(text: str) -> bool:
    return _is(ONLY_NO, text)


def is_about_erasing_alone(text: str) -> bool:
    """*Iya*, *tidak jadi*, *hapus semua*: an answer to *erase it all?*, and not a word more."""
    return is_only_yes(text) or is_only_no(text) or _is(ERASING, text) or _is(NOT_ERASING, text)


def _is(pattern: re.Pattern[str], text: str) -> bool:
    """Whether that is all; who asks back has not said it."""
    return "?" not in text and pattern.fullmatch(" ".join(_words(text))) is not None


def _words(text: str) -> list[str]:
    """The words as they were meant, without stops and faces."""
    meant = re.sub(r"\b(h[oe])[ '’`-]?(oh|eh)\b", r"\1\2", bare(text))
    return re.findall(r"[^\W_]+", meant)
