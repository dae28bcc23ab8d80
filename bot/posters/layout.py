"""What stands where on a poster, in millimetres on A4; larger paper is a matter of the printer.

It may hang in a school, under everybody's eyes: it names nothing that could have happened, and says that asking is fine
too. So whoever looks at it, or scans it, tells nothing about themselves by that.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.office import Office
from flows.office_parts import Hotline
from flows.wording import text

WIDE, HIGH = 210.0, 297.0
CODE = 106.0  # the side of the code with its quiet zone: it scans from a metre away
FAR = 12.0  # a letter's size that is read at three metres: its capitals are 8.6 mm high

CREAM, CLAY, GLOW, SUN = "#fff6e9", "#b0492f", "#bb5a38", "#ffd98a"
TEAL, INK, WHITE = "#0f5257", "#2a211b", "#ffffff"


@dataclass(frozen=True)
class Box:
    """A coloured field with round corners."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0.0


@dataclass(frozen=True)
class Round:
    """A coloured disc around its middle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True)
class Line:
    """One line of words around the middle ``x``; ``y`` is what it stands on, ``size`` its letters'. One that would be
    wider than ``room`` is set smaller."""

    words: str
    x: float
    y: float
    size: float
    colour: str = INK
    bold: bool = False
    room: float = WIDE - 24


@dataclass(frozen=True)
class Code:
    """The code to scan, a square with its quiet zone."""

    link: str
    x: float
    y: float
    side: float


Part = Box | Round | Line | Code


@dataclass(frozen=True)
class Sheet:
    """A whole poster, drawn in this order."""

    title: str
    parts: tuple[Part, ...]


def sheet(office: Office, language: str, link: str, bot: str) -> Sheet:
    """The poster of an office in one language, with the link it leads to and the bot's name for who cannot scan."""

    def said(key: str) -> str:
        return text(f"poster-{key}", language, office=office.name, bot=bot)

    middle = WIDE / 2
    return Sheet(
        said("title"),
        (
            Box(0, 0, WIDE, HIGH, CREAM),
            Box(0, 0, WIDE, 90, CLAY),
            Round(WIDE - 16, 12, 46, GLOW),
            Line(said("title"), middle, 39, 32, WHITE, bold=True),
            Line(said("ask"), middle, 57, FAR, CREAM),
            Line(said("free"), middle, 79, 18, SUN, bold=True),
            Box(middle - CODE / 2 - 4, 96, CODE + 8, CODE + 8, WHITE, radius=6),
            Code(link, middle - CODE / 2, 100, CODE),
            Line(said("scan"), middle, 220, 8),
            Line(said("type"), middle, 229.5, 7),
            Box(0, 236, WIDE, HIGH - 236, TEAL),
            Line(said("call"), middle, 245, 6.5, CREAM),
            *_numbers([line for line in office.hotlines if line.emergency]),
            Line(said("people"), middle, 278, 6, CREAM),
            Line(_people(office), middle, 286.5, 6, WHITE, bold=True),
        ),
    )


def _numbers(lines: list[Hotline]) -> list[Line]:
    """The emergency numbers side by side, each above its name."""
    room = (WIDE - 16) / max(1, len(lines))
    found = []
    for place, line in enumerate(lines):
        middle = 8 + room * (place + 0.5)
        found.append(Line(line.number, middle, 260, 15, WHITE, bold=True, room=room - 4))
        found.append(Line(line.name, middle, 267.5, 6, CREAM, room=room - 4))
    return found


def _people(office: Office) -> str:
    """The office itself, and who answers there."""
    return " · ".join(part for part in (office.name, office.people()) if part)
