"""When: what a text says about time, in hours from now (the past below zero, the future above).

*Lagi* before a deed is now, after it is again; *mau bengi* is last night, *mau mati* is wanting; *besok* is soon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.triage.hearing.lexicon import Token

_DAY = 24.0
_YEAR = 365 * _DAY
_NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "beberapa": 3,
}  # fmt: skip
# As they are typed: words that are no dictionary words, and tens before *puluh*, *belas*, *likur*.
_SPELLED = {
    "sewelas": 11, "rolas": 12, "telulas": 13, "patbelas": 14, "limalas": 15, "nembelas": 16, "pitulas": 17,
    "wolulas": 18, "sangalas": 19, "selikur": 21, "selawe": 25, "seket": 50, "sewidak": 60, "sebelas": 11,
    "rong": 2, "telung": 3, "patang": 4, "limang": 5, "nem": 6, "pitung": 7, "wolung": 8, "sangang": 9, "kalih": 2,
    "tigang": 3, "kawan": 4, "gangsal": 5, "sedasa": 10, "kalihdasa": 20, "puluhan": 20, "belasan": 12,
}  # fmt: skip
_TENS = {"puluh": 10, "dasa": 10, "dasan": 10}
_TEENS = {"belas": 10, "welas": 10, "likur": 20}
_UNITS = {
    "menit": 1 / 60,
    "jam": 1.0,
    "hari": _DAY,
    "malam": _DAY,
    "minggu": 7 * _DAY,
    "bulan": 30 * _DAY,
    "tahun": _YEAR,
}
_SPANS = {"sejam": 1.0, "sehari": _DAY, "seminggu": 7 * _DAY, "sebulan": 30 * _DAY, "setahun": _YEAR}
DULU = -2 * _YEAR - 1.0  # once: nobody knows when
_PARTS = frozenset({"malam", "pagi", "siang", "sore"})


@dataclass(frozen=True)
class Moment:
    """A point in time that was named: ``hours`` from now, and the tokens ``[first, last]`` that named it."""

    hours: float
    first: int
    last: int


def moments(tokens: Sequence[Token]) -> list[Moment]:
    """Every point in time the text names; durations (*sudah dua tahun menikah*) are none."""
    found: list[Moment] = []
    place = 0
    while place < len(tokens):
        if not _may_begin(tokens, place):
            place += 1
            continue
        moment = _fixed(tokens, place) or _counted(tokens, place) or _year(tokens, place)
        if moment:
            found.append(moment)
            place = moment.last + 1
        else:
            place += 1
    # "setahun lalu … baru berani cerita": what happened is not new, the telling is
    return [m for m in found if len(found) == 1 or not _dares(tokens, m)]


def _may_begin(tokens: Sequence[Token], place: int) -> bool:
    """Most words name no time at all."""
    text, keys = tokens[place].word.text, tokens[place].keys
    here = _key(tokens, place)
    return here in _CUES or text in _SPELLED or text.isdecimal() or not keys.isdisjoint(_NUMBERS)


def _dares(tokens: Sequence[Token], moment: Moment) -> bool:
    return _key(tokens, moment.first) == "baru" and _key(tokens, moment.last + 1) in {"berani", "sadar", "tahu"}


def _key(tokens: Sequence[Token], place: int) -> str:
    if not 0 <= place < len(tokens):
        return ""
    token = tokens[place]
    return token.readings[0].lemma if token.readings else token.word.text


def _fixed(tokens: Sequence[Token], place: int) -> Moment | None:
    here, after = _key(tokens, place), _key(tokens, place + 1)
    if here == "dari" and after in {"tadi", "pagi", "sore"}:
        return Moment(-1.0, place, place + 1)  # and still going on
    if here in {"mau", "tadi"} and after in _PARTS and tokens[place].word.text in {"mau", "wau", "tadi", "td", "tdi"}:
        return Moment(-10.0, place, place + 1)
    if here == "kemarin":
        if after == "lusa" or after == "dulu":
            return Moment(-2 * _DAY, place, place + 1)
        return Moment(-_DAY, place, place + (after in _PARTS))
    if here == "besok":
        if after in {"minggu", "bulan"} and _key(tokens, place + 2) == "depan":
            return Moment(_UNITS[after], place, place + 2)
        return Moment(_DAY, place, place + (after in _PARTS))
    if here == "nanti" and after in _PARTS:
        return Moment(8.0, place, place + 1)
    if here == "malam" and after == "ini":
        return Moment(6.0, place, place + 1)
    if here in {"hari", "sore", "siang", "pagi"} and after == "ini":
        return Moment(0.5, place, place + 1)
    if here in _UNITS and after in {"lalu", "kemarin", "wingi"}:
        return Moment(-_UNITS[here], place, place + 1)
    if here in {"minggu", "bulan", "tahun"} and after == "depan":
        return Moment({"minggu": 7 * _DAY, "bulan": 29 * _DAY, "tahun": _YEAR}[here], place, place + 1)
    if here in {"minggu", "bulan"} and after == "ini":
        return Moment(72.0 if here == "minggu" else 20 * _DAY, place, place + 1)
    if (
        here == "dulu"
        and place
        and (place + 1 == len(tokens) or tokens[place].word.clause != tokens[place + 1].word.clause)
    ):
        return None  # "ke polisi dulu": first
    if here == "habis" and place + 1 < len(tokens) and any(r.voice for r in tokens[place + 1].readings):
        return Moment(-6.0, place, place)  # "bar digebugi": just now
    if here in _FEASTS and after in _PAST:
        return Moment(_FEASTS[here], place, place + 1)
    if here == "bulan" and after in _MONTHS and (_happened(tokens, place - 1) or _key(tokens, place + 2) in _PAST):
        return Moment(-31 * _DAY, place, place + 1 + (_key(tokens, place + 2) in _PAST))
    if here == "lagi" and after == "saja":
        return Moment(-1.0, place, place + 1)  # "nembe wae": just now
    if here in _SIMPLE:
        return Moment(_SIMPLE[here], place, place)
    return None


# What people date by; *puasa kemarin* is not yesterday. A season is weeks ago; of a day, such as Lebaran, nobody knows
# how many: it is read as this week, the careful way.
_FEASTS = {
    **dict.fromkeys(("puasa", "pasa", "ramadan", "ramadhan", "semester"), -21 * _DAY),
    **dict.fromkeys(
        ("lebaran", "bada", "riyaya", "idulfitri", "iduladha", "natal", "maulid", "agustusan"), -4.5 * _DAY
    ),
}
_MONTHS = frozenset(
    ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november")
) | {"desember"}
_PAST = frozenset({"lalu", "kemarin"})
_SIMPLE = {"tadi": -4.0, "baru": -1.0, "semalam": -12.0, "lusa": 2 * _DAY, "dulu": DULU}
# Whatever begins with none of these, and with no number, names no time.
_CUES = frozenset({"dari", "mau", "kemarin", "besok", "nanti", "habis", "lagi", "setengah"}).union(
    _PARTS, _UNITS, _FEASTS, _SIMPLE, _SPANS
)


def _happened(tokens: Sequence[Token], place: int) -> bool:
    return place >= 0 and tokens[place].word.text.startswith(("kejadian", "waktu", "pas", "sejak", "saat", "nalika"))


def _counted(tokens: Sequence[Token], place: int) -> Moment | None:
    here = _key(tokens, place)
    if here in _SPANS:
        hours, last = _SPANS[here], place
    else:
        number, at = (0.5, place) if here == "setengah" else named_number(tokens, place)
        unit = _key(tokens, at + 1)
        if not number or unit not in _UNITS or tokens[at].word.clause != tokens[at + 1].word.clause:
            return None  # "umur 31, bulan lalu …" are two matters
        hours, last = number * _UNITS[unit], at + 1
    while _key(tokens, last + 1) in _MORE:  # "setahun lebih yang lalu"
        last += 1
    after = "" if _ends_clause(tokens, last) else _key(tokens, last + 1)  # "saya 31 tahun, dulu …" is an age
    if after in {"lalu", "kemarin", "dulu", "lewat"}:
        return Moment(-hours, place, last + 1)
    if after in {"lagi", "ulang"} and tokens[last + 1].word.text not in DURING:
        return Moment(hours, place, last + 1)
    since = after if after not in {"aku", "kamu", "dia"} else _key(tokens, last + 2)
    if since in _SINCE or (since == "tidak" and _key(tokens, last + (2 if since == after else 3)) in _NO_LONGER):
        return Moment(-hours, place, last)  # "sudah delapan bulan kami tidak serumah"
    if _key(tokens, place - 1) in {"kari", "tinggal", "sisa"}:
        return Moment(hours, place, last)
    return None


DURING = frozenset({"sedang", "sdg", "sdang", "saweg", "nembe", "gek"})  # *lagi* too, but never of what is to come
_SINCE = frozenset({"sejak", "berlalu", "pisah", "cerai", "putus", "pegat", "pegatan", "bercerai", "berpisah"})
_NO_LONGER = frozenset({"serumah", "bersama", "kontak", "ketemu", "seatap", "satu", "saomah", "sagriya", "terulang"})
_MORE = frozenset({"lebih", "luwih", "langkung", "yang", "sing", "ingkang"})


def named_number(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """A number in figures or words, and the token where it ends; 0 when there is none. *Lima belas*, *rong puluh*."""
    text = tokens[place].word.text
    if text.isdecimal():
        return (int(text), place) if len(text) < 4 else (0, place)
    number = _SPELLED.get(text) or next((_NUMBERS[key] for key in tokens[place].keys if key in _NUMBERS), 0)
    after = tokens[place + 1].word.text if number and place + 1 < len(tokens) else ""
    if number < 10 and after in _TENS:
        return number * 10, place + 1
    if number < 10 and after in _TEENS:
        return number + _TEENS[after], place + 1
    ones = next((_NUMBERS[key] for key in tokens[place + 1].keys if key in _NUMBERS), 0) if after else 0
    if 1 < number < 7 and 0 < ones < 10 and ones != number + 1:  # "dua tiga hari" is two or three
        return number * 10 + ones, place + 1  # "umurnya dua lima"
    return number, place


def _year(tokens: Sequence[Token], place: int) -> Moment | None:
    """*Tahun 2012*: the middle of a year that is over."""
    text = tokens[place].word.text
    if len(text) != 4 or not text.isdecimal() or not 1950 <= int(text) < _THIS_YEAR:
        return None
    if int(text) % 100 == 0 and _key(tokens, place - 1) != "tahun":
        return None  # a sum of money
    return Moment(-(_THIS_YEAR - int(text)) * _YEAR, place, place)


_THIS_YEAR = 2026  # when this was written; a constant, so that the same words always weigh the same


def _ends_clause(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 == len(tokens) or tokens[place].word.clause != tokens[place + 1].word.clause
