"""The year on the terminal, and as a sheet with charts of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from rich.console import Console
from rich.table import Table as Drawn

from bot.recap.page import MONTHS, age, place, sealed_line
from flows.desk.counting import Cell, shown
from flows.desk.recap import Recap
from flows.wording import text


def print_year(recap: Recap, console: Console) -> None:
    """Every table of the recap."""
    console.print(f"[bold]{text('recap-title', year=str(recap.year), office=recap.office)}[/bold]")
    console.print(text("recap-small"))
    console.print(sealed_line(recap))
    for title, rows in _tables(recap):
        drawn = Drawn("", text("recap-sum"), title=title, title_justify="left")
        for name, count in rows:
            drawn.add_row(name, shown(count))
        console.print(drawn)
    crossing = recap.forms_by_age
    drawn = Drawn("", *(age(c) for c in crossing.columns), text("recap-sum"), title=text("recap-forms"))
    for row in crossing.rows:
        cells = [shown(crossing.cells[row][c]) for c in crossing.columns]
        drawn.add_row(text("register-form-" + row), *cells, shown(crossing.row_sums[row]))
    console.print(drawn)
    heads = [text(f"recap-{key}") for key in ("median", "nine")]
    for key, times in (("recap-acknowledged", recap.acknowledged), ("recap-acted", recap.acted)):
        drawn = Drawn("", *heads, title=f"{text('recap-times')}: {text(key)}", title_justify="left")
        for urgency, one in times.items():
            cells = ["·" if value is None else f"{value:g}" for value in (one.median, one.nine_of_ten)]
            drawn.add_row(urgency, *cells)
        console.print(drawn)
    for series in recap.published:
        said = ", ".join(f"{year}: {count}" for year, count in series.counts.items())
        source = text("recap-source", source=series.source, date=series.date.strftime("%d/%m/%Y"))
        console.print(f"{text('recap-published')}: {series.name}: {said} ({source})")


def write_year(file: BinaryIO, recap: Recap) -> None:
    """The recap as a sheet, with a chart beside each table; what is withheld is a dot and no number."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for number, (title, rows) in enumerate(_tables(recap)):
            name = f"{number + 1} {title}"[:31]
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 0, 28)
            sheet.write_string(0, 0, title, bold)
            for row, (label, count) in enumerate(rows, start=1):
                sheet.write_string(row, 0, label)
                if count is None:
                    sheet.write_string(row, 1, shown(None))
                else:
                    sheet.write_number(row, 1, count)
            chart = book.add_chart({"type": "column"})
            last = len(rows)
            chart.add_series({"categories": [name, 1, 0, last, 0], "values": [name, 1, 1, last, 1], "name": title})
            chart.set_legend({"none": True})
            sheet.insert_chart("D2", chart)
        about = book.add_worksheet("Tentang")
        about.set_column(0, 0, 100)
        for row, said in enumerate((text("recap-small"), sealed_line(recap), text("recap-iceberg"))):
            about.write_string(row, 0, said)


def _tables(recap: Recap) -> Sequence[tuple[str, Sequence[tuple[str, Cell]]]]:
    return (
        (text("recap-months"), list(zip(MONTHS, recap.months, strict=True))),
        (text("recap-urgency"), list(recap.urgency.items())),
        (text("recap-channels"), [(text(f"source-{key}"), count) for key, count in recap.channels.items()]),
        (text("recap-places"), sorted((place(code), count) for code, count in recap.places.items())),
        *([(text("recap-posters"), list(recap.posters.items()))] if recap.posters else []),
    )
