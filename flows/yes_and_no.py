"""A typed yes or no, in the languages people write here: alone, or a yes with more behind it.

Only what is plainly meant. Everything else stays somebody's words, and words are weighed as words.
"""

from __future__ import annotations

import re

from flows.commands import bare

SHORT = 60  # code points: more than that is no mere yes or no
YES = re.compile(
    r"(?:ya+|iya+h?|iye|iyo+|yo+|yoi|hooh|heeh|nggih|inggih|enggih|injih|nggeh|inggeh|betul|bener|benar|leres"
    r"|yes|yep|yup|y){1,4}"
)
NO = r"(?:tida+k|tdk|(?:e?ng)?ga+k?|e?nggk|gk|g|nda+k|ndk|o+ra+|ra|e?mbote+n|boten|no+|nope)"
NOT_YET = r"(?:belum|blm|durung|dereng|not)"
NOT_THAT = r"(?:bukan|bkn|dudu|sanes|not)"
TO_US = r"(?:kak|mas|mbak|bu|pak|bang|min|sih|kok|lah|deh|dong|ya)"
HERE_AND_NOW = r"(?:sekarang|saiki|sakniki|sapunika|di sini|disini|ing kene|ing ngriki|sama sekali|banget)"

ONLY_NO = re.compile(rf"{NO}(?: {NO})*(?: {TO_US})*")
NOT_SAFE = re.compile(
    rf"(?:(?:aku|saya|kula|i m|im|i am) )?(?:{NO}(?: {NO})*(?: aman| safe)?|{NOT_YET} (?:aman|safe))"
    rf"(?: {TO_US}| {HERE_AND_NOW})*"
)
ERASING = re.compile(
    r"(?:(?:ya|iya|iyo|yo|inggih|nggih|yes|tolong) )*(?:di|dipun)?(?:hapus|busak|mbusak|erase|delete)(?:kan|en)?"
    rf"(?: semua(?:nya)?| kabeh| sedaya| it| all| everything| aja| saja| wae| mawon| kemawon| {TO_US})*"
)
NOT_ERASING = re.compile(rf"(?:(?:{NO}|jangan|jgn|ojo) )?(?:jadi|sida|sido|siyos|usah|dulu|batal|jangan|jgn|go back)")

# What follows a *ya* that is none: a sigh, a shrug, a thank you.
SIGHS = re.compile(
    r"ampu+n|al+[ao]+h|tuhan|gusti|nabi|salam|ra?bb?i|robb?i|elah|lord|god|kali|ben"
    r"|mbuh|embuh|entah|gatau|gaktau|gtau|terserah|maaf|ngapunten|sorry|makasih|terima|matur|suwun|nuwun|halo"
    r"|bentar|sebentar|sik|sek|tunggu|thanks|thank"
)
# Alone, or behind a short *ya*: *ya sudah*; but *iya, sudah dipukul*.
OH_WELL = re.compile(r"sudah|udah|dah|wis|wes|uwis|sampun|nanti|gimana|gmn|piye|pripun|apa|siapa|kenapa")
HEDGES = re.compile(
    r"itu|iku|kuwi|kayak(?:nya|e)|kayane|kyknya|tapi|ning|nanging|but|kan|cuma|mung|mungkin|sih|kok|lho"
)
FINE = re.compile(rf"(?:.* )?{NO} (?:apa ?apa|papa|popo|punapa|napa|kenapa|masalah)(?: .*)?")


def is_only_yes(text: str) -> bool:
    """Nothing but a yes, said once or more."""
    words = _words(text)
    return "?" not in text and bool(words) and all(map(YES.fullmatch, words))


def is_only_no(text: str) -> bool:
    """Nothing but a no, said once or more."""
    return _is(ONLY_NO, text)


def is_not_safe(text: str) -> bool:
    """The answer to *are you safe now?*, where it is nothing but a no. That anybody is safe no words say."""
    return _is(NOT_SAFE, text)


def is_about_erasing_alone(text: str) -> bool:
    """*Iya*, *tidak jadi*, *hapus semua*: an answer to *erase it all?*, and not a word, a cry or a sign more."""
    if len(text) > SHORT or re.search(r"[^\w\s.,!'🙏]", text):
        return False
    return is_only_yes(text) or is_only_no(text) or _is(ERASING, text) or _is(NOT_ERASING, text)


def begins_with_yes(text: str) -> bool:
    """A yes, alone or before what it is about (*iyo wedi*); no *ya ampun*, *ya enggak*, *yo wis*."""
    words = _words(text)
    rest = words[next((n for n, word in enumerate(words) if not YES.fullmatch(word)), len(words)) :]
    if not rest:
        return is_only_yes(text)
    return len(rest) < len(words) and not _takes_it_back(words[0], rest)


def _takes_it_back(yes: str, rest: list[str]) -> bool:
    behind = rest[1:] if HEDGES.fullmatch(rest[0]) else rest
    denied = re.compile(rf"{NO}|{NOT_YET}|{NOT_THAT}").fullmatch
    if any(denied(word) for word in (*behind[:1], rest[-1])) or SIGHS.fullmatch(rest[0]):
        return True
    if OH_WELL.fullmatch(rest[0]) and (len(rest) == 1 or yes in ("ya", "yo")):
        return True
    return FINE.fullmatch(" ".join(rest)) is not None


def _is(pattern: re.Pattern[str], text: str) -> bool:
    """Whether that is all; who asks back has not said it."""
    return "?" not in text and pattern.fullmatch(" ".join(_words(text))) is not None


def _words(text: str) -> list[str]:
    """The words as they were meant, without stops and faces."""
    meant = re.sub(r"\b(h[oe])[ '’`-]?(oh|eh)\b", r"\1\2", bare(text))
    return re.findall(r"[^\W_]+", meant)
