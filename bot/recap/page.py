"""The year as one page: charts drawn as SVG, a table under each, nothing loaded from anywhere. Made to be read on a
phone of 360 points as well as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from flows.areas import ELSEWHERE, name_of
from flows.desk.counting import Cell, Table, shown
from flows.desk.recap import UNKNOWN, Recap, Times
from flows.wording import label, named, text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
COLOURS = {"DARURAT": "#b3261e", "TINGGI": "#c4650a", "SEDANG": "#8a6d00", "RENDAH": "#2e6b3e"}
BLUE = "#2b5c8a"
STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;background:#f6f3ee;color:#22201c;
font:16px/1.45 system-ui,"Noto Sans",sans-serif}main{max-width:760px;margin:0 auto;padding:16px}
h1{font-size:1.35rem;margin:.4rem 0}h2{font-size:1.02rem;margin:0 0 .5rem}section{background:#fff;border-radius:14px;
padding:14px;margin:12px 0;box-shadow:0 1px 3px #0002}.big{display:flex;gap:10px;flex-wrap:wrap}.big div{flex:1 1 90px;
background:#eef3f8;border-radius:10px;padding:8px 10px}.big b{display:block;font-size:1.5rem}p{margin:.4rem 0}
small,.note{color:#5c574e;font-size:.86rem}svg{width:100%;height:auto;display:block}table{border-collapse:collapse;
width:100%;font-size:.86rem;font-variant-numeric:tabular-nums}th,td{padding:3px 4px;text-align:right;
border-bottom:1px solid #eae5dc}th:first-child,td:first-child{text-align:left}th{font-weight:600}
.turned th:not(:first-child){writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;height:7.5em}
@media print{body{background:#fff}section{box-shadow:none;border:1px solid #ddd;break-inside:avoid}}
"""


def page(recap: Recap) -> str:
    """The whole page as HTML."""
    title = text("recap-title", year=str(recap.year), office=recap.office)
    parts = [
        _section(
            "",
            '<div class="big">'
            + "".join(
                f"<div><b>{escape(shown(count))}</b>{escape(text(key))}</div>"
                for key, count in (
                    ("recap-total", recap.total),
                    ("recap-twice", recap.twice),
                )
            )
            + "</div>"
            + f'<p class="note">{escape(sealed_line(recap))}</p><p class="note">{escape(text("recap-iceberg"))}</p>',
        ),
        _section("recap-times", _times(recap.acknowledged, recap.acted)),
        _section("recap-months", columns(list(zip(MONTHS, recap.months, strict=True)))),
        _section("recap-urgency", bars([(u, count, COLOURS[u]) for u, count in recap.urgency.items()])),
        _section(
            "recap-channels", bars([(text(f"source-{key}"), count, BLUE) for key, count in recap.channels.items()])
        ),
        _section("recap-places", bars(sorted(((place(p), c, BLUE) for p, c in recap.places.items()), key=_by_name))),
        *(
            [_section("recap-posters", bars([(name, count, BLUE) for name, count in recap.posters.items()]))]
            if recap.posters
            else []
        ),
        _section("recap-forms", _crossing(recap.forms_by_age)),
        _section("recap-published", _published(recap)),
    ]
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p class="note">{escape(text("recap-small"))}</p>{"".join(parts)}</main></body></html>\n'
    )


def sealed_line(recap: Recap) -> str:
    """How many are sealed away, and that they are counted nowhere else."""
    return text("recap-sealed", count=shown(recap.sealed))


def place(code: str) -> str:
    """A kecamatan by its name."""
    if code == UNKNOWN:
        return text("recap-unknown")
    return label(ELSEWHERE) if code == ELSEWHERE else name_of(code) or code


def age(option: str) -> str:
    """An age band by its name."""
    return text("recap-unknown") if option == UNKNOWN else named(option)


def bars(rows: Sequence[tuple[str, Cell, str]]) -> str:
    """Lying bars, one a row, each with its count in words; a withheld one has a hatched stub instead of a length."""
    most = max((count for _, count, _ in rows if count), default=1)
    height, drawn = 30, []
    for i, (name, count, colour) in enumerate(rows):
        y = i * height
        width = 4 if count is None else 170 * count / most
        fill = "#c9c2b6" if count is None else colour
        drawn.append(
            f'<text x="0" y="{y + 19}" font-size="12.5">{escape(name)}</text>'
            f'<rect x="150" y="{y + 6}" width="{width:.1f}" height="17" rx="3" fill="{fill}"/>'
            f'<text x="{150 + width + 5:.1f}" y="{y + 19}" font-size="12.5">{shown(count)}</text>'
        )
    return _svg(350, max(1, len(rows)) * height, drawn)


def columns(rows: Sequence[tuple[str, Cell]]) -> str:
    """Standing bars, for what follows in time."""
    most = max((count for _, count in rows if count), default=1)
    wide, drawn = 350 / max(1, len(rows)), []
    for i, (name, count) in enumerate(rows):
        high = 3 if count is None else 100 * count / most
        middle = (i + 0.5) * wide
        fill = "#c9c2b6" if count is None else BLUE
        drawn.append(
            f'<rect x="{i * wide + 3:.1f}" y="{120 - high:.1f}" width="{wide - 6:.1f}" height="{high:.1f}" rx="3" '
            f'fill="{fill}"/><text x="{middle:.1f}" y="{114 - high:.1f}" font-size="11.5" text-anchor="middle">'
            f'{shown(count)}</text><text x="{middle:.1f}" y="136" font-size="11.5" text-anchor="middle">'
            f"{escape(name)}</text>"
        )
    return _svg(350, 142, drawn)


def _svg(width: int, height: int, drawn: Iterable[str]) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img" fill="#22201c">{"".join(drawn)}</svg>'


def _section(key: str, body: str) -> str:
    return f"<section>{f'<h2>{escape(text(key))}</h2>' if key else ''}{body}</section>"


def _times(acknowledged: Mapping[str, Times], acted: Mapping[str, Times]) -> str:
    head = "".join(f"<th>{escape(text(key))}</th>" for key in ("recap-median", "recap-nine"))
    rows = []
    for key, times in (("recap-acknowledged", acknowledged), ("recap-acted", acted)):
        rows.append(f"<tr><th>{escape(text(key))}</th>{head}</tr>")
        rows += [
            f"<tr><td>{escape(urgency)}</td><td>{_minutes(one.median)}</td><td>{_minutes(one.nine_of_ten)}</td></tr>"
            for urgency, one in times.items()
        ]
    return f"<table>{''.join(rows)}</table>"


def _minutes(value: float | None) -> str:
    return "·" if value is None else f"{value:g}".replace(".", ",")


def _crossing(table: Table) -> str:
    used = [c for c in table.columns if table.column_sums[c] != 0]
    head = "".join(f"<th>{escape(age(column))}</th>" for column in used)
    rows = "".join(
        f"<tr><td>{escape(text('register-form-' + row))}</td>"
        + "".join(f"<td>{shown(table.cells[row][column])}</td>" for column in used)
        + f"<td>{shown(table.row_sums[row])}</td></tr>"
        for row in table.rows
    )
    sums = "".join(f"<td>{shown(table.column_sums[column])}</td>" for column in used)
    total = escape(text("recap-sum"))
    return (
        f'<table class="turned"><tr><th></th>{head}<th>{total}</th></tr>{rows}'
        f"<tr><td>{total}</td>{sums}<td>{shown(table.all)}</td></tr></table>"
    )


def _published(recap: Recap) -> str:
    drawn = []
    for series in recap.published:
        source = text("recap-source", source=series.source, date=series.date.strftime("%d/%m/%Y"))
        drawn.append(f"<p><b>{escape(series.name)}</b><br><small>{escape(source)}</small></p>")
        drawn.append(columns(list(series.counts.items())))
    ours = text("recap-ours", year=str(recap.year))
    drawn.append(f"<p><b>{escape(ours)}</b>: {shown(recap.total)}</p>")
    return "".join(drawn)


def _by_name(row: tuple[str, Cell, str]) -> tuple[int, str]:
    return -(row[1] or 0), row[0]
