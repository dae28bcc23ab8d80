"""Which dictionary word a written word is read as, with whatever may hang on it and with slips of the thumb; which
moment and which age a phrase names; what becomes of odd letters; and what the
text model makes of it.

``WADUL_REWRITE_READ=1 pytest tests/triage/test_read.py`` writes the lists anew; then read the
difference.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from flows.triage.hearing.listening import listen
from flows.triage.hearing.marks import marks_of
from flows.triage.hearing.model import scores, spot
from flows.triage.hearing.normal import words_of
from flows.triage.hearing.people import named_age
from flows.triage.hearing.rows import features, whole, words
from flows.triage.hearing.spelling import load
from tests.triage.cases import TUNE

DICTIONARY = load(())
HERE = Path(__file__).parent
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
    written = dict.fromkeys(
        [
            *(word for verb in VERBS for word in _written(verb)),
            *(noun + after for noun in NOUNS for after in AFTER),
            *(slip for word in (*VERBS, *NOUNS, "dipukul", "memukulku") for slip in _mistyped(word)),
        ]
    )
    _stands_in("read.txt", [_shown(word) for word in written])


# -- moments and ages ------------------------------------------------------------------------------------------------

NUMBERS = (
    *("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "beberapa", "sewelas"),
    *(
        "rolas",
        "telulas",
        "patbelas",
        "limalas",
        "nembelas",
        "pitulas",
        "wolulas",
        "sangalas",
        "selikur",
        "selawe",
        "nem",
    ),
    *(
        "seket",
        "sewidak",
        "sebelas",
        "rong",
        "telung",
        "patang",
        "limang",
        "pitung",
        "wolung",
        "sangang",
        "kalih",
        "kawan",
    ),
    *("tigang", "gangsal", "sedasa", "kalihdasa", "puluhan", "belasan", "setengah", "0", "3", "12", "999", "1000"),
    *(
        "dua puluh",
        "tigang dasa",
        "rong dasan",
        "lima belas",
        "pat welas",
        "telung likur",
        "sepuluh puluh",
        "dua belas",
    ),
    *("dua tiga", "dua lima", "tujuh dua", "satu lima", "enam sembilan", "dua sepuluh", "sembilan belas"),
)
UNITS = ("menit", "jam", "hari", "malam", "minggu", "bulan", "tahun", "taun", "dina")
SPANS = (
    "sejam",
    "sehari",
    "seminggu",
    "sebulan",
    "setahun",
    *(f"{one} {unit}" for one in ("3", "lima") for unit in UNITS),
)
AROUND = (
    *("{} lalu", "{} yang lalu", "{} lebih yang lalu", "{} kepungkur", "{} kemarin", "{} dulu", "{} lewat", "{} lagi"),
    *("{} maneh", "{} sedang", "{} lagi dirias", "{} sejak itu", "{} aku pisah", "{} kami tidak serumah", "{}, dulu"),
    *(
        "{} tidak ketemu",
        "kari {}",
        "tinggal {}",
        "sisa {}",
        "{}",
        "{} dia cerai",
        "{} berlalu",
        "{} luwih sing kepungkur",
    ),
)
MOMENTS = (
    *(
        "dari tadi",
        "dari pagi",
        "dari sore",
        "dari siang",
        "mau bengi",
        "wau sonten",
        "tadi pagi",
        "mau mati",
        "td malam",
    ),
    *(
        "kemarin",
        "kemarin lusa",
        "kemarin dulu",
        "kemarin malam",
        "kemarin sore dipukul",
        "besok",
        "besok pagi",
        "semalam",
    ),
    *("besok minggu depan", "besok bulan depan", "nanti malam", "nanti", "malam ini", "malam", "hari ini", "sore ini"),
    *(
        "siang ini",
        "pagi ini",
        "minggu lalu",
        "minggu kemarin",
        "bulan wingi",
        "tahun lalu",
        "jam lalu",
        "minggu depan",
    ),
    *(
        "bulan depan",
        "tahun depan",
        "hari depan",
        "minggu ini",
        "bulan ini",
        "tahun ini",
        "ke polisi dulu",
        "dulu",
        "lusa",
    ),
    *(
        "dulu saya dipukul",
        "habis digebugi",
        "habis makan",
        "bar digebugi",
        "puasa kemarin",
        "puasa lalu",
        "puasa",
        "barusan",
    ),
    *(
        f"{feast} kemarin"
        for feast in ("pasa", "ramadan", "ramadhan", "semester", "lebaran", "bada", "riyaya", "idulfitri")
    ),
    *(f"{feast} lalu" for feast in ("iduladha", "natal", "maulid", "agustusan")),
    *(
        f"kejadian bulan {month}"
        for month in ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus")
    ),
    *(f"bulan {month} lalu" for month in ("september", "oktober", "november", "desember")),
    *(f"{when} bulan mei" for when in ("waktu", "pas", "sejak", "saat", "nalika", "di")),
    *(
        "nembe wae",
        "lagi saja",
        "tadi",
        "tahun 2012",
        "tahun 2000",
        "2000",
        "1949",
        "1950",
        "2025",
        "2026",
        "19500",
        "lagi",
    ),
    *("setahun lalu dia memukul, baru berani cerita", "setahun lalu dia memukul, baru sadar", "baru tahu setahun lalu"),
    *("baru berani", "3 hari lalu dan 2 jam lagi", "umur 31, bulan lalu dipukul", "lusa dan besok dan 5 menit lagi"),
)
AGES = (
    *(
        "kelas {}",
        "kelas {} sd",
        "kelas {} smp",
        "kelas {} sma",
        "smp kelas {}",
        "umur {}",
        "umur {} bulan",
        "umurku {}",
    ),
    *("umur saya {}", "umur saya sekarang {}", "aku {}", "aku {} dipukul", "aku {}, dipukul", "saya {} waktu itu"),
    *("aku sekarang {}", "aku sekarang {} dipukul", "sekarang saya {} dan damai", "sekarang saya {} tahun", "baru {}"),
    *(
        "masih {}",
        "lagi {}",
        "masih {} tahun",
        "{} tahun",
        "{} tahun sedang dirias",
        "{} tahun menikah",
        "{} tahun lalu",
    ),
    *("sudah {} tahun", "waktu itu {} tahun", "saya waktu itu {} tahun", "anak {} tahun", "bayi {} bulan", "adik {}"),
    *("anak {} tahun lalu", "yuswanipun sampun {}", "umurku kira {} bulan", "cucu {} tahun dipukul"),
)
YEARS = (
    "0",
    "1",
    "3",
    "4",
    "5",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "17",
    "18",
    "19",
    "24",
    "25",
    "59",
    "60",
    "99",
)
NO_LONGER = ("serumah", "bersama", "kontak", "ketemu", "seatap", "satu rumah", "saomah", "sagriya", "terulang")
SCHOOLS = (
    *("paud", "tk", "sd", "smp", "sma", "waktu saya sd", "adikku sd", "guru smp", "bayi", "hamil bayi", "waktu sma"),
    *(
        "umur limolas",
        "umurku sudah limalas",
        "umur 100",
        "umur seket",
        "anak lima tahun",
        "masih limalas",
        "baru rolas",
    ),
    *(f"{small} lima tahun" for small in ("anak", "adik", "keponakan", "anak kecil", "cucu", "bungsu")),
    *(f"{small} enam bulan dipukul" for small in ("bayi", "anak", "keponakan", "cucu", "bungsu", "adik")),
    *(
        f"waktu kecil dulu saya dipukul bapak, {now}"
        for now in ("saya sekarang 15", "sekarang saya 15", "saya 15 sekarang")
    ),
    *(
        f"waktu kecil dulu saya dipukul bapak, {now}"
        for now in ("umur saya 15", "umur saya sekarang 15", "saya sekarang 30")
    ),
)


def _named(text: str) -> str:
    listened = listen(text)
    when = " ".join(f"{one.hours:.5g}h[{one.first}-{one.last}]" for one in listened.when)
    age, at = named_age(listened.tokens) or ("", 0)
    marks = " ".join(mark.label for mark in marks_of(listened) if mark.label.startswith("@"))
    named = f"{age}@{at}" if age or age == 0 else ""
    return " ".join(filter(None, (f"{text}:", when, marks, named, *listened.answers.get("age", ()))))


def test_each_phrase_names_the_moment_and_the_age_that_it_named_here_last() -> None:
    phrases = dict.fromkeys(
        [
            *(around.format(span) for span in SPANS for around in AROUND),
            *(f"{number} hari lalu" for number in NUMBERS),
            *(f"umur {number}" for number in NUMBERS),
            *MOMENTS,
            *(
                f"{span} {kami}tidak {what}"
                for span in ("setahun", "3 bulan")
                for kami in ("", "aku ")
                for what in NO_LONGER
            ),
            *(age.format(years) for age in AGES for years in YEARS),
            *SCHOOLS,
        ]
    )
    _stands_in("named.txt", [_named(phrase) for phrase in phrases])


# -- letters ---------------------------------------------------------------------------------------------------------

TYPED = (
    *(
        "TOLONG!! aku",
        "tolooong akuu",
        "maaf",
        "t o l o n g aku",
        "t o",
        "t.o.l.o.n.g",
        "a b c d",
        "1 2 3 a b c",
        "ada a b",
    ),
    *(
        "b*nuh",
        "b**nuh",
        "bun*",
        "kelas8",
        "kls8",
        "8smp",
        "2jam lagi",
        "3hari",
        "10x",
        "15th",
        "17thn",
        "aku15",
        "umur9",
    ),
    *(
        "pukul2",
        "pukul2an",
        "pukul22",
        "pukul3",
        "kata2nya",
        "dipegangpegang",
        "pegangpegang",
        "pegangpegangan",
        "cobacoba",
    ),
    *(
        "b1nuh",
        "b4w4 p1s4u",
        "d1",
        "0r4n6",
        "8u7u9",
        "c3lur1t5",
        "di-bully",
        "pukul-pukul",
        "tak-pateni",
        "nge-bully",
        "m-5",
    ),
    *(
        "ke-sini",
        "di -bully",
        "di--bully",
        "tol!ng",
        "ta|i",
        "tolong! aku",
        "tolong!aku",
        "!tolong",
        "@ku di$iksa",
        "€mak",
    ),
    *(
        "tólóng",
        "to\u0301long",
        "tоlоng",
        "ёва хит",
        "авекмнорстухі",
        "to\u200blong",
        "ﬁlm",
        "x²",
        "½ jam",
        "٣ hari",
        "ÀKU",
    ),
    *(
        "😭 udah 😭",
        "satu. dua, tiga; empat… lima\nenam",
        '(satu) "dua" “tiga”: empat',
        "12:30",
        "08123 456",
        "_a_b_ c",
        "",
    ),
    *(
        "ya?tidak",
        "satu  dua",
        "satu - dua",
        "satu/dua",
        "...",
        "nooo 222 aaa",
        "aa aaa aaaa",
        "kelas 8",
        "akuuu2",
        "wkwk222",
    ),
)


def test_each_letter_is_read_as_it_was_read_here_last_and_where_it_stood() -> None:
    _stands_in(
        "typed.txt",
        [
            " ".join((f"{text!a}:", *(f"{w.text}[{w.start}-{w.end}]{w.sentence}.{w.clause}" for w in words_of(text))))
            for text in TYPED
        ],
    )


# -- what the text model makes of it ---------------------------------------------------------------------------------


def _weighed(text: str) -> Iterator[str]:
    marks = marks_of(listen(text))
    rows = sorted(features(whole(words(text), marks)))
    levels = {head: score for head, score in scores(text, marks).items() if head.startswith("LEVEL_")}
    yield repr(text)
    yield f"  {len(rows)} rows, {zlib.crc32(repr(rows).encode()):08x}; " + " ".join(
        f"{head.removeprefix('LEVEL_')} {score:.3f}" for head, score in levels.items()
    )
    for clues in ("", "DTS"):
        for one in spot(text, marks, clues):
            strong = "!" * one.strong
            said = f"{text[one.start : one.end]!r} ({one.start})"
            yield f"  {clues or '-'} {one.code} {one.probability:.4f}{strong} {said}"


def test_each_message_weighs_what_it_weighed_here_last() -> None:
    """Some by themselves, and many in one breath: longer than the model reads at a time."""
    some = [case.text for case in TUNE[::9]]
    long = [" ".join(some[at : at + 6]) for at in range(0, 24, 6)] + [". ".join(some[at : at + 6]) for at in (24, 30)]
    _stands_in("weighed.txt", [line for text in (*some, *long, *filter(None, TYPED)) for line in _weighed(text)])


def _stands_in(name: str, now: list[str]) -> None:
    file = HERE / name
    if os.environ.get("WADUL_REWRITE_READ"):
        file.write_text("\n".join(now) + "\n", "utf-8")
    assert now == file.read_text("utf-8").splitlines()
