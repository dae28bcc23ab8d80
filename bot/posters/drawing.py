"""A sheet as SVG and as PDF: the same parts at the same places. segno and fpdf2 live here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from itertools import groupby

import segno
from fpdf import FPDF

from bot.posters.layout import HIGH, WIDE, Box, Code, Line, Part, Round, Sheet

QUIET = 4  # modules of white around the code, as its standard wants
POINTS = 72 / 25.4  # in a millimetre
FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same poster is the same file


def as_svg(sheet: Sheet) -> str:
    """One SVG file: nothing in it is loaded from anywhere."""
    drawn = "\n".join(_svg(part) for part in sheet.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE:g}mm" height="{HIGH:g}mm" '
        f'viewBox="0 0 {WIDE:g} {HIGH:g}">\n<title>{escape(sheet.title)}</title>\n{drawn}\n</svg>\n'
    )


def as_pdf(sheet: Sheet) -> bytes:
    """One page of PDF, for the print shop."""
    pdf = _paper()
    pdf.set_title(sheet.title)
    pdf.add_page()
    for part in sheet.parts:
        _print(pdf, part)
    return bytes(pdf.output())


def _paper() -> FPDF:
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.creation_date = MADE
    return pdf


def modules(link: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The code of a link: how many modules wide with its quiet zone, and its dark runs as (row, from, length). A third
    of it may be torn off or painted over (level H)."""
    code = segno.make_qr(link, error="h", boost_error=False)
    runs = [
        (row + QUIET, begin + QUIET, length) for row, line in enumerate(code.matrix) for begin, length in _runs(line)
    ]
    return int(code.symbol_size(border=QUIET)[0]), runs


def _runs(line: bytearray) -> Iterator[tuple[int, int]]:
    begin = 0
    for dark, group in groupby(line):
        length = len(list(group))
        if dark:
            yield begin, length
        begin += length


def fitted(line: Line) -> tuple[float, float]:
    """Size and width of a line within its room, as Helvetica sets it."""
    wide = _measured(line, line.size)
    size = line.size * min(1.0, line.room / wide)
    return size, _measured(line, size)


def _measured(line: Line, size: float) -> float:
    pdf = _paper()
    pdf.set_font("Helvetica", "B" if line.bold else "", size * POINTS)
    return float(pdf.get_string_width(line.words))


def _svg(part: Part) -> str:
    match part:
        case Box(x, y, width, height, colour, radius):
            return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}" fill="{colour}"/>'
        case Round(x, y, radius, colour):
            return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>'
        case Line():
            size, wide = fitted(part)
            weight = ' font-weight="700"' if part.bold else ""
            # Whatever font stands in for Helvetica is set as wide as it.
            return (
                f'<text x="{part.x:g}" y="{part.y:g}" font-size="{size:.2f}" text-anchor="middle"{weight} '
                f'textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs" font-family="{FONTS}" '
                f'fill="{part.colour}">{escape(part.words)}</text>'
            )
        case Code(link, x, y, side):
            across, runs = modules(link)
            path = "".join(f"M{begin} {row}h{length}v1h-{length}z" for row, begin, length in runs)
            return f'<path transform="translate({x:g} {y:g}) scale({side / across:.5f})" d="{path}" fill="#000"/>'


def _print(pdf: FPDF, part: Part) -> None:
    match part:
        case Box(x, y, width, height, colour, radius):
            pdf.set_fill_color(colour)
            pdf.rect(x, y, width, height, style="F", round_corners=radius > 0, corner_radius=radius)
        case Round(x, y, radius, colour):
            pdf.set_fill_color(colour)
            pdf.ellipse(x - radius, y - radius, 2 * radius, 2 * radius, style="F")
        case Line():
            size, wide = fitted(part)
            pdf.set_font("Helvetica", "B" if part.bold else "", size * POINTS)
            pdf.set_text_color(part.colour)
            pdf.text(part.x - wide / 2, part.y, part.words)
        case Code(link, x, y, side):
            across, runs = modules(link)
            one = side / across
            pdf.set_fill_color(0)
            for row, begin, length in runs:
                pdf.rect(x + begin * one, y + row * one, length * one, one * 1.01, style="F")
