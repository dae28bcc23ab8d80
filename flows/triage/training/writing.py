"""Sentence frames become messages: slots filled, spelt as people spell, with a little chatter around.

A family is one scenario told many ways (``of`` names it, where another file tells more of it). Its frames were
written by hand; a frame may add rubric codes of its own at its end (``… + D03``). The same seed, the same messages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from flows.triage.training import noise

LANGUAGES = ("id", "jv", "kr", "mx")  # Indonesian, Javanese ngoko, Javanese krama, mixed
VARIANTS = {"id": 2, "jv": 3, "kr": 4, "mx": 2}  # messages a frame: fewer frames speak krama, so each says more
FILES = (
    "darurat_1",
    "darurat_2",
    "tinggi_1",
    "tinggi_2",
    "sedang",
    "tersirat",
    "rendah",
    "polos_1",
    "polos_2",
    "tambahan",
    "darurat_3",
    "jawa_3",
    "tinggi_3",
    "polos_3",
    "polos_4",
    "anak_4",
    "ibu_4",
    "batas_4",
    "tetangga_4",
    "darurat_5",
    "polos_5",
    "polos_6",
    "tinggi_5",
    "jerat_7",
    "pamit_7",
    "singkat_7",
    "tinggi_7",
    "sehari_7",
    "polos_7",
    "jawa_7",
    "polos_8",
    "lampu_8",
    "kata_8",
    "polos_9",
    "rinci_10",
)
_RUBRIC = """
    D01_BERLANGSUNG D02_ANCAM_BUNUH D03_SENJATA D04_CEKIK D05_LUKA_BERAT D06_SEKS_72J D07_BUNUH_DIRI_AKUT
    D08_SEKAP_CULIK D09_TPPO_SEGERA D10_OCSEA_SEGERA D11_BALITA D12_NIKAH_3H D13_TELANTAR_KRITIS D14_MINTA_TOLONG
    T01_CEKIK_DULU T02_PELAKU_AKSES T03_SEKS_ANAK T04_SEKS_120J T05_SEKSTORSI T06_PIKIR_BUNUH_DIRI T07_LAP4
    T08_HAMIL T09_DISABILITAS T10_ESKALASI T11_NIKAH_30H T12_TPPO T13_LUKA T14_TANPA_PELINDUNG T15_PELAKU_KUASA
    T16_BALAS S01_FISIK S02_PSIKIS S03_SEKS_DEWASA S04_TELANTAR S05_BULLY S06_NIKAH_ANAK S07_ANAK_SAKSI
    S08_KBGO_LAIN S10_EKSPLOITASI S11_PSIKOSOSIAL R01_INFO R02_LAMPAU_AMAN R03_CEGAH R04_UMUM R05_STATUS
    R06_LUAR_LINGKUP
"""
CODES = {code.partition("_")[0]: code for code in _RUBRIC.split()}
_SLOT = re.compile(r"\{(\w+)\}")
_OWN_CODES = re.compile(r"\s\+((?:\s[DTSR]\d\d)+)$")


@dataclass(frozen=True)
class Frame:
    """One hand-written way to tell a family's scenario."""

    family: str
    language: str
    codes: tuple[str, ...]
    text: str = field(repr=False)


@dataclass(frozen=True)
class Message:
    """A synthetic message and the frame it came from."""

    frame: Frame
    text: str = field(repr=False)

    @property
    def level(self) -> str:
        """The highest level among its codes, by first letter."""
        return min((code[0] for code in self.frame.codes), key="DTSR".index)

    @property
    def innocent(self) -> bool:
        return self.level == "R"


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame, in the order of the files."""
    return tuple(frame for name in FILES for frame in _frames_of(_table(name)))


@cache
def register(language: str) -> Mapping[str, list[str]]:
    """How a word of the language is also typed. Mixed messages mix both."""
    table = _table("register")
    return {**table["id"], **table["jv"]} if language == "mx" else table[language]


def messages(seed: int = 3) -> Iterator[Message]:
    """The corpus. The first message of a frame is clean; the others are typed by people."""
    for frame in frames():
        luck = Random(f"{seed} {frame.family} {frame.text}")  # noqa: S311 - deterministic by design
        for variant in range(VARIANTS[frame.language]):
            text = fill(frame, luck)
            yield Message(frame, text if variant == 0 else _as_typed(_in_chatter(text, frame, luck), frame, luck))


def fill(frame: Frame, luck: Random) -> str:
    """The frame with something in every slot; the same slot twice holds the same thing."""
    chosen: dict[str, str] = {}

    def pick(match: re.Match[str]) -> str:
        name = match.group(1)
        return chosen.setdefault(name, luck.choice(_fillers(name, frame.language)))

    return _SLOT.sub(pick, frame.text)


def _frames_of(table: Mapping[str, Any]) -> Iterator[Frame]:
    for family, told in table.items():
        for language in LANGUAGES:
            for line in told.get(language, "").strip().splitlines():
                own = _OWN_CODES.search(line)
                codes = told["codes"].split() + (own.group(1).split() if own else [])
                yield Frame(
                    told.get("of", family), language, tuple(CODES[c] for c in codes), _OWN_CODES.sub("", line).strip()
                )


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "corpus" / f"{name}.toml").read_text("utf-8"))


@cache
def _fillers(slot: str, language: str) -> list[str]:
    table = _table("slots")[slot]
    filled = table["id"] + table["jv"] if language == "mx" else table[language]
    assert filled
    return list(filled)


def _in_chatter(text: str, frame: Frame, luck: Random) -> str:
    around = _table("chatter")["jv" if frame.language == "mx" and luck.random() < 0.5 else _spoken(frame)]
    here = Frame(frame.family, _spoken(frame), (), "")

    def say(kind: str) -> str:
        return fill(Frame(here.family, here.language, (), luck.choice(around[kind])), luck)

    if luck.random() < (0.15 if "{um}" not in frame.text else 0.0):
        text = f"{say('age')}{luck.choice([', ', ' ', '. '])}{text}"  # a child speaks of ordinary things too
    if luck.random() < 0.30:
        text = f"{say('open')}{luck.choice([', ', ' ', '. '])}{text}"
    if luck.random() < 0.20:
        text = f"{text}{luck.choice([', ', ' ', '. '])}{say('close')}"
    if luck.random() < 0.14:
        text = f"{say('filler')}{luck.choice(['. ', ', ', ' '])}{text}"
    if luck.random() < 0.12:
        text = f"{text}{luck.choice(['. ', ', ', ' '])}{say('filler')}"
    return text


def _spoken(frame: Frame) -> str:
    return "id" if frame.language == "mx" else frame.language


def _as_typed(text: str, frame: Frame, luck: Random) -> str:
    if luck.random() < 0.6:
        text = noise.abbreviated(text, luck, register(frame.language), share=0.5)
    for change, chance in (
        (noise.typos, 0.2),
        (noise.dropped_vowels, 0.15),
        (noise.other_spelling, 0.3 if frame.language != "id" else 0.05),
        (noise.elongated, 0.1),
        (noise.without_punctuation, 0.3),
        (noise.emoji_between, 0.05),
        (noise.capitals, 0.04),
    ):
        if luck.random() < chance:
            text = change(text, luck)
    return text
