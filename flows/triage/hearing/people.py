"""Who: how old the survivor is, who did it, and whether they share a roof, as the answers would say it."""

from __future__ import annotations

from collections.abc import Sequence

from flows.triage.hearing.lexicon import Mention, Token
from flows.triage.hearing.moments import DURING, named_number
from flows.triage.hearing.sets import concepts, words

_BANDS = ((5, "age.u5"), (12, "age.5_11"), (15, "age.12_14"), (18, "age.15_17"), (25, "age.18_24"), (60, "age.25_59"))
_RELATION = {
    "PERPSTEP": "relation.step",
    "PERPPARENT": "relation.parent",
    "MOTHER": "relation.parent",
    "PERPPARTNER": "relation.partner",
    "PERPLOVER": "relation.partner",
    "EX": "relation.partner",
    "SIBLING": "relation.relative",
    "PERPRELATIVE": "relation.relative",
    "NEIGHBOUR": "relation.neighbour",
    "FRIEND": "relation.friend",
    "TEACHER": "relation.teacher",
    "CLERIC": "relation.cleric",
    "OFFICIAL": "relation.official",
    "BOSS": "relation.boss",
    "ONLINE": "relation.online",
    "STRANGER": "relation.stranger",
}
_USUALLY_DID_IT = ("PERPSTEP", "PERPPARTNER", "EX", "TEACHER", "CLERIC", "PERPPARENT", "PERPRELATIVE", "PERPLOVER")
_UNDER_ONE_ROOF = concepts("under_one_roof")
_DEEDS = concepts("deeds")
_TOLD = words("told")
_KIN = words("kin")


def named_age(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The youngest age that is named, and where."""
    return min(((y, at) for at in range(len(tokens)) if (y := _years(tokens, at)) is not None), default=None)


def still_young(named: tuple[int, int] | None, tokens: Sequence[Token]) -> bool:
    """Whether the age that was named is a child's, and of today: *waktu kecil …, saya sekarang 15*, *…, umurku 15*."""
    if named is None or named[0] > 18:
        return False
    at = named[1]
    if any("sekarang" in token.keys for token in tokens[max(0, at - 1) : at + 3]):
        return True
    begins = at > 0 and tokens[at].word.clause != tokens[at - 1].word.clause
    return begins and "umur" in tokens[at].keys and not any(token.keys & _THEN for token in tokens[at : at + 5])


def age(named: tuple[int, int] | None, mentions: Sequence[Mention]) -> str:
    """The band of the age that was ``named``, or nothing. The youngest one named counts."""
    years = [named[0]] if named else []
    concepts = {m.concept for m in mentions}
    if "BABY" in concepts and "PREGNANT" not in concepts:
        years.append(1)
    if years:
        youngest = min(years)
        return next((band for limit, band in _BANDS if youngest < limit), "age.60")
    return ""


def _years(tokens: Sequence[Token], place: int) -> int | None:
    keys, text = tokens[place].keys, tokens[place].word.text
    if keys.isdisjoint(_OF_AGE) and not text.isdecimal():
        return None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    number = int(after.word.text) if after and after.word.text.isdecimal() and len(after.word.text) < 3 else None
    before = tokens[place - 1].keys if place else frozenset()
    if "kelas" in keys and number and number <= 12:
        school = tokens[place + 2].keys if place + 2 < len(tokens) else frozenset()
        schools = before | school
        if "smp" in schools and number <= 3:
            number += 6
        elif "sma" in schools and number <= 3:
            number += 9
        return number + 6 if number < 10 else 16
    if "umur" in keys and after and after.keys & {"aku", "dia"} and place + 2 < len(tokens):
        return _plain(tokens, place + 2 + ("sekarang" in tokens[place + 2].keys))
    if "umur" in keys and number:
        unit = frozenset() if _last_of_clause(tokens, place + 1) else tokens[place + 2].keys
        return 0 if "bulan" in unit else number  # "umur 31, bulan lalu …" is no child
    if "umur" in keys and after:
        return _years_after(tokens, place + 1)
    if "aku" in keys and after and place + 2 == len(tokens) and number and 8 < number < 60:
        return number  # "aku 14"
    if "aku" in keys and number and 8 < number < 19 and _last_of_clause(tokens, place + 1):
        return number
    if "aku" in keys and number and 8 < number < 60 and place + 2 < len(tokens) and tokens[place + 2].any_of(_THEN):
        return number  # "saya 22 waktu itu"
    now = _plain(tokens, place + 2) if "aku" in keys and after and "sekarang" in after.keys else None
    if now and 8 < now < 60 and _last_of_clause(tokens, place + 2):
        return now  # "waktu kecil …, saya sekarang 15"
    if "aku" in keys and "sekarang" in before and number and 8 < number < 60 and not _unit(tokens, place + 2):
        return number  # "sekarang saya 40 dan sudah damai"
    if keys & {"masih", "baru", "lagi"} and after and not after.word.text.isdecimal():
        spelled, at = named_number(tokens, place + 1)
        if 10 < spelled < 19 and not _unit(tokens, at + 1):
            return spelled  # "lagi limalas"
    if keys & {"masih", "baru"} and number and 8 < number < 19 and not _unit(tokens, place + 2):
        return number
    if text.isdecimal() and len(text) < 3 and after and "tahun" in after.keys:
        later = tokens[place + 2].keys if not _last_of_clause(tokens, place + 1) else frozenset()
        if later and tokens[place + 2].word.text in DURING:
            later = frozenset()  # "14 tahun sedang dirias"
        then = before & _THEN and place > 1 and "aku" in tokens[place - 2].keys
        if later & _NOT_AGE_AFTER or (before & _NOT_AGE and not then):  # "saya waktu itu 24 tahun" is one
            return None
        return int(text)
    if keys & _SMALL and after:
        spelled, at = named_number(tokens, place + 1)
        unit = tokens[at + 1].keys if at + 1 < len(tokens) else frozenset()
        later = tokens[at + 2].keys if at + 2 < len(tokens) else frozenset()
        if spelled and not later & _NOT_AGE_AFTER and unit & {"tahun", "bulan"}:
            return 0 if "bulan" in unit else spelled if spelled < 19 else None
    if "aku" in before and place > 1 and tokens[place - 2].keys & _THEN:
        return None  # "waktu saya SD"
    return next((years for word, years in _SCHOOLS.items() if word in keys and not before & _NOT_AGE), None)


def _years_after(tokens: Sequence[Token], place: int) -> int | None:
    """*Umurku limolas*, *yuswanipun sampun 29*: the number here, or behind one little word."""
    for at in range(place, min(place + 2, len(tokens))):
        number, last = named_number(tokens, at)
        if number:
            month = last + 1 < len(tokens) and "bulan" in tokens[last + 1].keys
            return 0 if month else number if number < 100 else None
    return None


def _plain(tokens: Sequence[Token], place: int) -> int | None:
    """A number of at most two figures that stands here."""
    text = tokens[place].word.text if place < len(tokens) else ""
    return int(text) if text.isdecimal() and len(text) < 3 else None


def _last_of_clause(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 == len(tokens) or tokens[place].word.clause != tokens[place + 1].word.clause


def _unit(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and not tokens[place].keys.isdisjoint(_UNITS)


_UNITS = words("units")
_SCHOOLS = {"paud": 4, "tk": 5, "sd": 9, "smp": 13, "sma": 16}
_SMALL = frozenset({"anak", "adik", "bayi", "keponakan", "kecil", "cucu", "bungsu"})
_OF_AGE = frozenset({"kelas", "umur", "aku", "masih", "baru", "lagi", *_SMALL, *_SCHOOLS})
_THEN = frozenset({"waktu", "saat", "pas", "nalika"})
_NOT_AGE = words("not_age_before")
_NOT_AGE_AFTER = words("not_age_after")


def doer(tokens: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """The concept of who did it: beside the deed where grammar says so, else whoever usually did it."""
    deeds = [m for m in mentions if m.concept in _DEEDS]
    if not deeds:
        return ""
    people = [m for m in mentions if m.concept in _RELATION and not _only_told(m, tokens)]
    best: tuple[int, int, str] | None = None
    for deed in deeds:
        passive = any(r.voice in {"di", "ter"} for r in tokens[deed.last].readings)
        for person in people:
            gap = person.gap(deed)
            right_side = person.first > deed.last if passive else person.last < deed.first
            if right_side and gap <= 3:
                rank = (gap, -(person.last - person.first), person.concept)
                best = min(best, rank) if best else rank
    if best and best[2] not in {"ONLINE", "MOTHER"}:
        return best[2]
    there = {m.concept for m in people}
    usual = next((c for c in _USUALLY_DID_IT if c in there), "")
    return usual or (best[2] if best else "") or _anybody(there)


def _only_told(person: Mention, tokens: Sequence[Token]) -> bool:
    return any(tokens[at].any_of(_TOLD) for at in range(max(0, person.first - 2), person.first))


def relation(concept: str) -> str:
    """The answer that names this person."""
    return _RELATION.get(concept, "")


def may_reach(concept: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether the one who did it lives near enough by what they are to each other."""
    concepts = {m.concept for m in mentions}
    if concepts & {"SEPARATED", "SAFE"}:
        return False
    if concept in _UNDER_ONE_ROOF or concept == "PERPLOVER":
        return True
    theirs = any(r.ending == "nya" and r.lemma in _KIN for token in tokens for r in token.readings)
    return concept == "NEIGHBOUR" and (theirs or bool(concepts & {"WIFE", "PERPPARTNER"}))


def _anybody(there: set[str]) -> str:
    return next((c for c in _RELATION if c in there and c not in {"MOTHER", "OFFICIAL"}), "")
